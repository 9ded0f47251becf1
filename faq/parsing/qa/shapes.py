"""Questions that are no headings: how a body divides into questions and their answers.

Each shape is one function from a body to its pairs; each shape takes from what those before it left.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from faq.parsing.markup import tree
from faq.parsing.markup.tree import Group, Leaf, Node, fold
from faq.parsing.qa.markers import marked_pairs
from faq.parsing.qa.pairs import NOTHING, Pair, Split
from faq.parsing.qa.wording import asks, asks_outright, completes, has_marker, is_open_ended

_BOXES = frozenset(
    ["dropdown", "collapse", "details", "faq", "question", "qa", "toggle", "accordion", "expand"]
)
"""Directives whose title is a question when they stand in a row; an admonition only where its title asks."""


class Setting(NamedTuple):
    """Where a body stands: its heading, and whether the page is one of questions."""

    title: str
    faq: bool


def split(nodes: Sequence[Node], setting: Setting) -> Split:
    """The pairs of a body and what is left of it; no pairs where it is plain text."""
    rest, pairs = tuple(nodes), list[Pair]()
    for shape in _SHAPES:
        found = shape(rest, setting)
        if found.pairs:
            rest = found.rest
            pairs.extend(found.pairs)
    return Split(rest, tuple(sorted(pairs, key=_line)))


def _line(pair: Pair) -> int:
    """Where a question stands."""
    return pair.question.lines.first


def _marked(nodes: Sequence[Node], setting: Setting) -> Split:
    """``Q:`` and ``A:`` as paragraphs, bullets, fields or definitions."""
    return marked_pairs(nodes)


def _boxes(nodes: Sequence[Node], setting: Setting) -> Split:
    """Directives whose titles are the questions."""
    pairs = [pair for pair in map(_opens_box, nodes) if pair is not None]
    asking = sum(1 for pair in pairs if asks(pair.question.text))
    if not pairs or (not setting.faq and asking < 2) or asking * 2 < len(pairs):
        return NOTHING
    return Split(tuple(node for node in nodes if _opens_box(node) is None), tuple(pairs))


def _opens_box(node: Node) -> Pair | None:
    """A directive that can be a question with its answer."""
    if not isinstance(node, Group) or node.kind != tree.BOX or node.title is None:
        return None
    return Pair(node.title, (), node.children) if node.label in _BOXES or asks(node.title.text) else None


def _definitions(nodes: Sequence[Node], setting: Setting) -> Split:
    """Definition lists whose terms are the questions."""
    if not setting.faq:
        return NOTHING
    items = [
        i
        for node in nodes
        if isinstance(node, Group) and node.kind == tree.DEFINITIONS
        for i in node.children
    ]
    terms = [item.title for item in items if isinstance(item, Group) and item.title is not None]
    fit = sum(1 for term in terms if term.strong or asks(term.text) or completes(term.text))
    if not terms or (fit * 2 < len(terms) and not is_open_ended(setting.title)):
        return NOTHING
    pairs = [Pair(i.title, (), i.children) for i in items if isinstance(i, Group) and i.title is not None]
    rest = [node for node in nodes if not (isinstance(node, Group) and node.kind == tree.DEFINITIONS)]
    return Split(tuple(rest), tuple(pairs))


def _in_a_row(opens: Callable[[Node], Pair | None], least: int) -> Callable[[Sequence[Node], Setting], Split]:
    """A shape in which a question opens at some nodes and its answer runs to the next of them."""

    def shape(nodes: Sequence[Node], setting: Setting) -> Split:
        if not setting.faq:
            return NOTHING
        opened = [(node, opens(node)) for node in _single(nodes)]
        asking = sum(1 for _, pair in opened if pair is not None and asks(pair.question.text))
        count = sum(1 for _, pair in opened if pair is not None)
        if asking < least or asking * 2 < count:
            return NOTHING
        return _gather(opened)

    return shape


def _single(nodes: Sequence[Node]) -> Iterator[Node]:
    """The nodes, each numbered or bulleted list as lists of one item."""
    for node in nodes:
        if isinstance(node, Group) and node.kind in (tree.NUMBERS, tree.BULLETS):
            yield from (node._replace(children=(item,)) for item in node.children)
        else:
            yield node


def _gather(opened: Sequence[tuple[Node, Pair | None]]) -> Split:
    """Pairs in a row: what follows a question is its answer."""
    before: list[Node] = []
    found: list[tuple[Pair, list[Node]]] = []
    for node, pair in opened:
        if pair is not None:
            found.append((pair, list(pair.answer)))
        elif found:
            found[-1][1].append(node)
        else:
            before.append(node)
    return Split(tuple(before), tuple(pair._replace(answer=tuple(answer)) for pair, answer in found))


def _opens_rubric(node: Node) -> Pair | None:
    """A rubric."""
    return Pair(node, (), ()) if isinstance(node, Leaf) and node.kind == tree.RUBRIC else None


def _opens_bold(node: Node) -> Pair | None:
    """A bold paragraph that asks, or the bold question that a paragraph opens with."""
    if not isinstance(node, Leaf) or not node.lead:
        return None
    if node.strong:
        return Pair(node, (), ()) if asks(node.text) else None
    if not asks_outright(node.lead):
        return None
    rest = fold(node.text)[len(node.lead) :].strip()
    return Pair(node._replace(text=node.lead), (), (node._replace(text=rest, lead=""),)) if rest else None


def _opens_item(node: Node) -> Pair | None:
    """A list item that is a question: all bold, or asking outright."""
    if not isinstance(node, Group) or node.kind not in (tree.NUMBERS, tree.BULLETS):
        return None
    item = node.children[0]
    if not isinstance(item, Group) or not item.children or not isinstance(item.children[0], Leaf):
        return None
    first, rest = item.children[0], item.children[1:]
    if first.strong or (
        asks_outright(first.text) and (rest or has_marker(first.text) or node.kind == tree.NUMBERS)
    ):
        return Pair(first, (), rest)
    bold = _opens_bold(first)
    return bold._replace(answer=(*bold.answer, *rest)) if bold else None


_SHAPES: tuple[Callable[[Sequence[Node], Setting], Split], ...] = (
    _marked,
    _boxes,
    _in_a_row(_opens_rubric, 1),
    _definitions,
    _in_a_row(_opens_item, 2),
    _in_a_row(_opens_bold, 2),
)
