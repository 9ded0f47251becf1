"""``Q:`` and ``A:`` in a body: pairs of their own, or the rest of the heading's question."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from faq.model import Lines
from faq.parsing.markup import tree
from faq.parsing.markup.tree import Group, Leaf, Node, fold
from faq.parsing.qa.pairs import NOTHING, Pair, Split
from faq.parsing.qa.wording import (
    answers,
    asks_outright,
    has_marker,
    is_answer_name,
    is_marker_name,
    without_answer_marker,
    without_marker,
)

_REST_OF_QUESTION = 3
"""Maximum paragraphs before the ``A:`` that can belong to the heading's question."""


_LETTERS = {"Q.": "question", "A.": "answer"}
"""Numbers of list items that are markers."""


class _Step(NamedTuple):
    """A question, an answer or anything else, in the order of the body; ``listed`` says that it is in a list."""

    kind: str
    node: Node
    children: tuple[Node, ...] = ()
    listed: bool = False


class Opening(NamedTuple):
    """The beginning of a heading's body: other phrasings of the question, and the answer."""

    alternates: tuple[str, ...]
    answer: tuple[Node, ...]


def marked_pairs(nodes: Sequence[Node], faq: bool = True) -> Split:
    """Return the marked questions of a body with their answers.

    On a page of questions, what follows a list of them belongs to the last one; elsewhere it belongs to the page.
    """
    steps = list(chain.from_iterable(map(_steps, _rejoined(nodes))))
    questions = [step.node.text for step in steps if step.kind == "question" and isinstance(step.node, Leaf)]
    answered = any(step.kind == "answer" for step in steps)
    if not questions or not (answered or (len(questions) > 1 and any(map(asks_outright, questions)))):
        return NOTHING
    return _gather(steps, faq)


def _gather(steps: Sequence[_Step], faq: bool) -> Split:
    """Pairs from steps: a question takes everything up to the next one, or to the end of the list that it is in."""
    rest: list[Node] = []
    found: list[tuple[Leaf, list[Node]]] = []
    ended = False
    for step in steps:
        if step.kind == "question" and isinstance(step.node, Leaf):
            found.append((step.node, list(step.children)))
            ended = step.listed and not faq
        elif not found or (ended and not step.listed and step.kind == "other"):
            rest.append(step.node)
        else:
            found[-1][1].extend(step.children if step.kind == "answer" else (step.node,))
    return Split(tuple(rest), tuple(Pair(question, (), tuple(answer)) for question, answer in found))


def _steps(node: Node) -> Iterator[_Step]:
    """The steps in a node."""
    if isinstance(node, Leaf):
        yield from _leaf_steps(node)
    elif isinstance(node, Group) and node.kind in (tree.BULLETS, tree.NUMBERS) and _any_marked(node):
        for step in chain.from_iterable(map(_item_steps, node.children)):
            yield step._replace(listed=True)
    elif isinstance(node, Group) and node.kind == tree.QUOTE:
        yield from _quoted_steps(node)
    elif isinstance(node, Group) and node.kind in (tree.FIELDS, tree.DEFINITIONS):
        yield from _named_steps(node)
    else:
        yield _Step("other", node)


def _quoted_steps(group: Group) -> Iterator[_Step]:
    """A block quote as an answer, as several questions and answers, or neither."""
    if _answers(group):
        yield _Step("answer", group, tuple(_bare_first(group.children)))
    elif _holds_both(group):
        yield from chain.from_iterable(map(_steps, group.children))
    else:
        yield _Step("other", group)


def _leaf_steps(leaf: Leaf) -> Iterator[_Step]:
    """A paragraph as question, answer, both, or neither."""
    if leaf.kind not in (tree.PARAGRAPH, tree.RUBRIC):
        yield _Step("other", leaf)
    elif has_marker(leaf.text):
        question, answer = divided(leaf)
        yield _Step("question", question, (answer,) if answer is not None else ())
    elif answers(leaf.text):
        yield _Step("answer", leaf, (bare_answer(leaf),))
    elif leaf.text.lower().startswith("answer:"):
        yield _Step("answer", leaf, (leaf,))
    else:
        yield _Step("other", leaf)


def _answers(group: Group) -> bool:
    """Whether a group begins with ``A:``."""
    first = group.children[0] if group.children else None
    return isinstance(first, Leaf) and answers(first.text)


def _holds_both(group: Group) -> bool:
    """Whether a group begins with ``Q:`` and has an ``A:`` later on."""
    first, *rest = group.children or (None,)
    marked = isinstance(first, Leaf) and has_marker(first.text)
    return marked and any(map(_is_answer, rest))


def _any_marked(group: Group) -> bool:
    """Whether an item of a list begins with a marker or has one as its number, such as ``Q.``."""
    return any(map(_is_marked, group.children))


def _is_marked(item: Node) -> bool:
    first = item.children[0] if isinstance(item, Group) and item.children else None
    if not isinstance(item, Group) or not isinstance(first, Leaf):
        return False
    return has_marker(first.text) or item.label in _LETTERS


def _item_steps(item: Node) -> Iterator[_Step]:
    """An item as steps: its first paragraph, then the rest."""
    if not isinstance(item, Group) or not item.children:
        return
    first, *rest = item.children
    if item.label in _LETTERS and isinstance(first, Leaf):
        yield _Step(_LETTERS[item.label], first, tuple(rest) if item.label == "Q." else item.children)
        return
    yield from _steps(first)
    for node in rest:
        yield from _steps(node)


def _rejoined(nodes: Sequence[Node]) -> Iterator[Node]:
    """The nodes, with marked paragraphs put together again that the markup made a term and its definition.

    It does so if the second line is indented. A definition is the rest of a question if a marked answer follows,
    and always the rest of an answer.
    """
    single = list(chain.from_iterable(map(_single, nodes)))
    for number, node in enumerate(single):
        if isinstance(node, Group) and node.kind == tree.DEFINITIONS:
            marked = number + 1 < len(single) and _is_answer(single[number + 1])
            yield from _whole(node.children[0], node.kind, marked)
        elif isinstance(node, Group) and node.kind == tree.QUOTE:
            yield node._replace(children=_unwrapped(tuple(_rejoined(node.children))))
        else:
            yield node


def _single(node: Node) -> Iterator[Node]:
    """A node; a definition list as lists of one item."""
    if isinstance(node, Group) and node.kind == tree.DEFINITIONS:
        yield from (node._replace(children=(item,)) for item in node.children)
    else:
        yield node


def _unwrapped(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """The nodes of an answer, without the quotation that indenting by more than its ``A:`` makes of some."""
    if not nodes or not isinstance(nodes[0], Leaf) or not answers(nodes[0].text):
        return tuple(nodes)
    found: list[Node] = []
    for node in nodes:
        found.extend(node.children if isinstance(node, Group) and node.kind == tree.QUOTE else (node,))
    return tuple(found)


def _is_answer(node: Node) -> bool:
    """Whether a paragraph, or the term of a definition list, begins with ``A:``."""
    if isinstance(node, Group) and node.kind == tree.DEFINITIONS:
        item = node.children[0]
        return isinstance(item, Group) and item.title is not None and answers(item.title.text)
    return isinstance(node, Leaf) and answers(node.text)


def _whole(item: Node, kind: str, marked: bool) -> Iterator[Node]:
    """An item of a definition list as paragraphs if it is marked, else as a list of its own."""
    if not isinstance(item, Group) or item.title is None or not item.children:
        yield Group(kind, (item,))
        return
    title, first = item.title, item.children[0]
    bare = is_marker_name(title.text) or is_answer_name(title.text)
    divided = answers(title.text) or (has_marker(title.text) and marked)
    if bare or not divided or not isinstance(first, Leaf) or first.kind != tree.PARAGRAPH:
        yield Group(kind, (item,))
        return
    yield title._replace(
        text=f"{title.text}\n{first.text}",
        raw=f"{title.raw}\n{first.raw}",
        lines=Lines(title.lines.first, first.lines.last),
        links=(*title.links, *first.links),
        strong=False,
    )
    yield from item.children[1:]


def _named_steps(group: Group) -> Iterator[_Step]:
    """The steps in fields or definitions that are named ``Q`` and ``A``; other ones are kept."""
    if not any(map(_has_marked_name, group.children)):
        yield _Step("other", group)
        return
    for item in group.children:
        if isinstance(item, Group):
            yield _named_step(item, group.kind)._replace(listed=True)


def _has_marked_name(item: Node) -> bool:
    if not isinstance(item, Group) or item.title is None:
        return False
    name = item.title.text
    return is_marker_name(name) or is_answer_name(name) or has_marker(name)


def _named_step(item: Group, kind: str) -> _Step:
    """A field or definition as a step."""
    name = item.title.text if item.title is not None else ""
    if is_marker_name(name) and item.children and isinstance(item.children[0], Leaf):
        return _Step("question", item.children[0], item.children[1:])
    if is_answer_name(name):
        return _Step("answer", item, item.children)
    if item.title is not None and has_marker(name):
        return _Step("question", item.title, tuple(_bare_first(item.children)))
    outer = tree.FIELDS if kind == tree.FIELDS else tree.DEFINITIONS
    return _Step("other", Group(outer, (item,)))


def _bare_first(nodes: Sequence[Node]) -> Iterator[Node]:
    """The nodes, the first one without its ``A:``."""
    for position, node in enumerate(nodes):
        yield bare_answer(node) if not position and isinstance(node, Leaf) else node


def bare_answer(leaf: Leaf) -> Leaf:
    """Return an answer's first paragraph without its ``A:``; a line with nothing else is left out."""
    text = without_answer_marker(leaf.text)
    if text == leaf.text:
        return leaf
    cut = leaf.text[: len(leaf.text) - len(text)].count("\n")
    raw = "\n".join(leaf.raw.split("\n")[cut:])
    first = min(leaf.lines.first + cut, leaf.lines.last)
    return leaf._replace(text=text, raw=raw, lines=Lines(first, leaf.lines.last))


def divided(leaf: Leaf) -> tuple[Leaf, Leaf | None]:
    """Divide a paragraph into a question and the answer below it, if there is one."""
    rows, raw = leaf.text.split("\n"), leaf.raw.split("\n")
    at = _answering(rows)
    raw_at = _answering([row.lstrip("*") for row in raw])
    if not at or not raw_at:
        return leaf, None
    first = leaf.lines.first
    question = leaf._replace(
        text="\n".join(rows[:at]),
        raw="\n".join(raw[:raw_at]),
        lines=Lines(first, first + raw_at - 1),
        links=(),
    )
    answer = leaf._replace(
        text="\n".join(rows[at:]), raw="\n".join(raw[raw_at:]), lines=Lines(first + raw_at, leaf.lines.last),
        strong=False, lead="",
    )  # fmt: skip
    return question, bare_answer(answer)


def _answering(rows: Sequence[str]) -> int:
    """The number of the first row, except for the very first, that begins with ``A:``; 0 if none does."""
    for number, row in enumerate(rows):
        if number and answers(row):
            return number
    return 0


def opening(heading: str, nodes: Sequence[Node]) -> Opening:
    """Separate, under a heading that asks, the rest of the question from the answer."""
    nodes = tuple(nodes)
    first = nodes[0] if nodes else None
    if not isinstance(first, Leaf) or first.kind != tree.PARAGRAPH:
        return Opening((), nodes)
    if answers(first.text):
        return Opening((), (bare_answer(first), *nodes[1:]))
    question, answer = divided(first)
    if answer is not None:
        return Opening((_phrasing(heading, fold(question.text)),), (answer, *nodes[1:]))
    count = _paragraphs_before_answer(nodes)
    if count:
        rest = " ".join(fold(leaf.text) for leaf in nodes[:count] if isinstance(leaf, Leaf))
        return Opening((_phrasing(heading, rest),), tuple(_bare_first(nodes[count:])))
    if has_marker(first.text) and len(nodes) > 1:
        return Opening((_phrasing(heading, fold(first.text)),), nodes[1:])
    return Opening((), nodes)


def _phrasing(heading: str, text: str) -> str:
    """The body's own question; if it is none by itself, the heading continued by it."""
    return without_marker(text) if has_marker(text) else f"{heading} {text}"


def _paragraphs_before_answer(nodes: Sequence[Node]) -> int:
    """How many paragraphs precede the one that begins with ``A:``; 0 if there is none nearby."""
    for number, node in enumerate(nodes[: _REST_OF_QUESTION + 1]):
        if not isinstance(node, Leaf) or node.kind != tree.PARAGRAPH:
            return 0
        if answers(node.text):
            return number
    return 0
