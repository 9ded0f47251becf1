"""The title of a document, and the content below it without a closing farewell."""

from collections.abc import Sequence
from typing import NamedTuple

from faq.parsing.markup import tree
from faq.parsing.markup.tree import Leaf, Mark, Node, Section, fold, sections_of

_FAREWELL_WORDS = 12
"""A farewell is short."""

_FAREWELL_MARKS = 2
"""How many link targets in a row, before the last paragraph, say that the answers are over; a comment above them, as
``.. Links``, is as good as one."""


class Head(NamedTuple):
    """The title, its section where the document has one, and what stands below."""

    title: str
    heading: Section | None
    children: tuple[Node, ...]


def divide(children: Sequence[Node], stem: str) -> Head:
    """Separates the document's title: the only section of the first level, else the file's stem."""
    children = _without_farewell(tuple(children))
    sections = sections_of(children)
    if len(sections) != 1:
        return Head(stem, None, children)
    before = tuple(node for node in children if not isinstance(node, (Section, Mark)))
    return Head(fold(sections[0].title.text), sections[0], (*before, *sections[0].children))


def _without_farewell(children: tuple[Node, ...]) -> tuple[Node, ...]:
    """The tree without a last short paragraph that stands below the document's link targets."""
    if not children:
        return children
    last = children[-1]
    if isinstance(last, Section):
        return (*children[:-1], last._replace(children=_without_farewell(last.children)))
    if not isinstance(last, Leaf) or last.kind != tree.PARAGRAPH or last.links:
        return children
    is_farewell = (
        _marks_at_end(children[:-1]) >= _FAREWELL_MARKS and len(last.text.split()) <= _FAREWELL_WORDS
    )
    return children[:-1] if is_farewell else children


def _marks_at_end(children: Sequence[Node]) -> int:
    """How many link targets stand at the end, in a row, and one more for a comment above them."""
    targets = 0
    for node in reversed(children):
        if not isinstance(node, Mark) or node.kind not in (tree.TARGET, tree.COMMENT):
            break
        if node.kind == tree.COMMENT:
            return targets + 1 if targets else 0
        targets += 1
    return targets
