"""Questions that are not headings: how a body is divided into questions and their answers.

Each shape of question is searched for in what the shapes before it left.
"""

import re
from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import NamedTuple

from faq.parsing.markup import tree
from faq.parsing.markup.tree import Group, Leaf, Node, fold
from faq.parsing.qa.markers import marked_pairs
from faq.parsing.qa.pairs import NOTHING, Pair, Split
from faq.parsing.qa.wording import asks, asks_outright, completes, has_marker, is_open_ended

_BOXES = frozenset(
    ["dropdown", "collapse", "details", "faq", "question", "qa", "toggle", "accordion", "expand"]
)
"""Directives whose title is taken for a question; that of an admonition only if it asks."""


_DASH = re.compile(r"[-\u2013\u2014]+\s+")
"""Separates a bold question from its answer on the same line."""


class Setting(NamedTuple):
    """The context of a body: its heading, whether its page is one of questions, the shapes that ask elsewhere on it."""

    title: str
    faq: bool
    proven: frozenset[str] = frozenset()


class Shape(NamedTuple):
    """A form that questions have.

    ``opens`` tells a question in this form, with what is known of its answer, by a node and the one after it;
    ``asks_here`` whether the form asks in a body, going by those found. A form that ``encloses`` its answer ends with
    it; else the answer runs on to the next question. Most forms ask on pages of questions only, one ``anywhere``.
    """

    name: str
    opens: Callable[[Node, Node | None], Pair | None]
    asks_here: Callable[[Sequence[Pair], Setting], bool]
    encloses: bool = False
    anywhere: bool = False


def split(nodes: Sequence[Node], setting: Setting) -> Split:
    """Return the pairs of a body and the rest of it; no pairs if it is plain text."""
    marked = marked_pairs(nodes, setting.faq)
    rest, pairs = (marked.rest, list(marked.pairs)) if marked.pairs else (tuple(nodes), [])
    single = _single(rest)
    for shape in SHAPES:
        found = _found(shape, single, setting)
        if found.pairs:
            rest = single = found.rest
            pairs.extend(found.pairs)
    return Split(rest, tuple(sorted(pairs, key=_line)))


def proven(nodes: Sequence[Node], setting: Setting) -> frozenset[str]:
    """Return the names of the shapes of questions in a body."""
    single = _single(nodes)
    found = {shape.name for shape in SHAPES if _found(shape, single, setting).pairs}
    return frozenset(found | {"marked"} if marked_pairs(nodes, setting.faq).pairs else found)


def _found(shape: Shape, nodes: Sequence[Node], setting: Setting) -> Split:
    """The pairs of one shape in a body, its lists single; each answer extends to the next question."""
    if not setting.faq and not shape.anywhere:
        return NOTHING
    opened = [(node, shape.opens(node, after)) for node, after in zip_longest(nodes, nodes[1:]) if node]
    pairs = [pair for _, pair in opened if pair is not None]
    if not pairs or not (shape.asks_here(pairs, setting) or (setting.faq and shape.name in setting.proven)):
        return NOTHING
    return _gather(opened, shape.encloses)


def _line(pair: Pair) -> int:
    """The line of a question."""
    return pair.question.lines.first


def _single(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """The nodes, with each list as lists of one item."""
    found: list[Node] = []
    for node in nodes:
        if isinstance(node, Group) and node.kind in (tree.NUMBERS, tree.BULLETS, tree.DEFINITIONS):
            found += [node._replace(children=(item,)) for item in node.children]
        else:
            found.append(node)
    return tuple(found)


def _gather(opened: Sequence[tuple[Node, Pair | None]], enclosed: bool) -> Split:
    """The pairs of a body: what follows a question is its answer, unless that is enclosed."""
    rest: list[Node] = []
    found: list[tuple[Pair, list[Node]]] = []
    for node, pair in opened:
        if pair is not None:
            found.append((pair, list(pair.answer)))
        elif found and not enclosed:
            found[-1][1].append(node)
        else:
            rest.append(node)
    return Split(tuple(rest), tuple(pair._replace(answer=tuple(answer)) for pair, answer in found))


def _share(pairs: Sequence[Pair], least: int, share: float) -> bool:
    """Whether enough pairs ask."""
    asking = sum(asks(pair.question.text) for pair in pairs)
    return asking >= least and asking >= share * len(pairs)


def _opens_box(node: Node, after: Node | None) -> Pair | None:
    """A directive with a title."""
    if not isinstance(node, Group) or node.kind != tree.BOX or node.title is None:
        return None
    return Pair(node.title, (), node.children) if node.label in _BOXES or asks(node.title.text) else None


def _boxes_ask(pairs: Sequence[Pair], setting: Setting) -> bool:
    """Half of them must ask, and at least two if the page is not one of questions."""
    return (_share(pairs, 0, 0.5) and setting.faq) or _share(pairs, 2, 0.5)


def _opens_rubric(node: Node, after: Node | None) -> Pair | None:
    """A rubric."""
    return Pair(node, (), ()) if isinstance(node, Leaf) and node.kind == tree.RUBRIC else None


def _rubrics_ask(pairs: Sequence[Pair], setting: Setting) -> bool:
    """Half of them."""
    return _share(pairs, 1, 0.5)


def _opens_definition(node: Node, after: Node | None) -> Pair | None:
    """A term with its definition."""
    if not isinstance(node, Group) or node.kind != tree.DEFINITIONS:
        return None
    item = node.children[0]
    return Pair(item.title, (), item.children) if isinstance(item, Group) and item.title is not None else None


def _definitions_ask(pairs: Sequence[Pair], setting: Setting) -> bool:
    """Half of them, or any if they complete their heading."""
    terms = [pair.question for pair in pairs]
    fit = sum(1 for term in terms if term.strong or asks(term.text) or completes(term.text))
    return fit * 2 >= len(terms) or is_open_ended(setting.title)


def _opens_item(node: Node, after: Node | None) -> Pair | None:
    """A list item with more than one paragraph, or with a paragraph after it."""
    first, rest = _item(node)
    if first is None:
        return None
    bold = _opens_lead(first, None)
    if bold is not None and bold.answer:
        return bold._replace(answer=(*bold.answer, *rest))
    followed = after is not None and _item(after)[0] is None and not (isinstance(after, Leaf) and after.lead)
    return Pair(first, (), rest) if rest or followed or has_marker(first.text) else None


def _item(node: Node) -> tuple[Leaf | None, tuple[Node, ...]]:
    """The first paragraph and the rest of a list of one item; nothing for any other node."""
    if not isinstance(node, Group) or node.kind not in (tree.NUMBERS, tree.BULLETS):
        return None, ()
    item = node.children[0]
    if not isinstance(item, Group) or not item.children or not isinstance(item.children[0], Leaf):
        return None, ()
    return item.children[0], item.children[1:]


def _items_ask(pairs: Sequence[Pair], setting: Setting) -> bool:
    """At least two and a third of them: if the items are answered one by one, it is not a list of things."""
    return _share(pairs, 2, 1 / 3)


def _opens_signed(node: Node, after: Node | None) -> Pair | None:
    """A bold paragraph behind a sign, such as an icon and a full stop."""
    if not isinstance(node, Leaf) or not node.strong or fold(node.text).startswith(node.lead):
        return None
    return Pair(node._replace(text=node.lead), (), ())


def _opens_bold(node: Node, after: Node | None) -> Pair | None:
    """A bold paragraph that asks, or a bold question at the beginning of a paragraph."""
    if isinstance(node, Leaf) and node.strong:
        bold = _opens_signed(node, after) or Pair(node, (), ())
        return bold if node.lead and asks(bold.question.text) else None
    return _opens_lead(node, after)


def _opens_lead(node: Node, after: Node | None) -> Pair | None:
    """A bold question at the beginning of a paragraph."""
    if not isinstance(node, Leaf) or node.strong or not node.lead or not asks_outright(node.lead):
        return None
    return _led(node)


def _led(leaf: Leaf) -> Pair | None:
    """A paragraph divided into the bold words that it begins with and the rest; None without either."""
    if not fold(leaf.text).startswith(leaf.lead):
        return None
    rest = fold(leaf.text)[len(leaf.lead) :].strip()
    answer = leaf._replace(text=_DASH.sub("", rest, count=1), lead="")
    return Pair(leaf._replace(text=leaf.lead), (), (answer,)) if answer.text else None


def _bold_asks(pairs: Sequence[Pair], setting: Setting) -> bool:
    """Two of them."""
    return _share(pairs, 2, 0.5)


def _opens_quoted(node: Node, after: Node | None) -> Pair | None:
    """A paragraph followed by a block quote, which is the answer."""
    quoted = isinstance(after, Group) and after.kind == tree.QUOTE
    if not quoted or not isinstance(node, Leaf) or node.kind != tree.PARAGRAPH or node.text.endswith(":"):
        return None
    return Pair(node, (), ())


def _quoted_ask(pairs: Sequence[Pair], setting: Setting) -> bool:
    """At least two, of which one asks outright."""
    return len(pairs) > 1 and any(asks_outright(pair.question.text) for pair in pairs)


def _opens_dashed(node: Node, after: Node | None) -> Pair | None:
    """A paragraph in which a dash separates bold words from the rest."""
    if not isinstance(node, Leaf) or node.strong or not node.lead:
        return None
    return _led(node) if _DASH.match(fold(node.text)[len(node.lead) :].strip()) else None


def _dashed_ask(pairs: Sequence[Pair], setting: Setting) -> bool:
    """Two of them."""
    return len(pairs) > 1


SHAPES = (
    Shape("box", _opens_box, _boxes_ask, anywhere=True),
    Shape("rubric", _opens_rubric, _rubrics_ask),
    Shape("definition", _opens_definition, _definitions_ask, encloses=True),
    Shape("item", _opens_item, _items_ask),
    Shape("signed", _opens_signed, _bold_asks),
    Shape("bold", _opens_bold, _bold_asks),
    Shape("quoted", _opens_quoted, _quoted_ask),
    Shape("dashed", _opens_dashed, _dashed_ask),
)
