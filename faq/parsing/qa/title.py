"""The title of a document, and the content below it without a closing farewell."""

from collections.abc import Sequence
from typing import NamedTuple

from faq.parsing.markup import tree
from faq.parsing.markup.tree import Leaf, Mark, Node, Section, fold, sections_of

_FAREWELL_WORDS = 12
"""Maximum words in a farewell."""

_FAREWELL_MARKS = 2
"""Number of consecutive link targets before the last paragraph that mark the end of the answers; a comment above
them, such as ``.. Links``, counts as one."""


class Head(NamedTuple):
    """The title, its section if the document has one, and everything below it."""

    title: str
    heading: Section | None
    children: tuple[Node, ...]


def divide(children: Sequence[Node], stem: str) -> Head:
    """Separate the document's title: that of the only section of the first level, else the stem of the file."""
    children = _without_farewell(tuple(children))
    sections = sections_of(children)
    if len(sections) != 1:
        return Head(stem, None, children)
    before = tuple(node for node in children if not isinstance(node, (Section, Mark)))
    return Head(fold(sections[0].title.text), sections[0], (*before, *sections[0].children))


def _without_farewell(children: tuple[Node, ...]) -> tuple[Node, ...]:
    """The tree without a short last paragraph below the document's link targets."""
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
    """The number of consecutive link targets at the end, and one more for a comment above them."""
    targets = 0
    for node in reversed(children):
        if not isinstance(node, Mark) or node.kind not in (tree.TARGET, tree.COMMENT):
            break
        if node.kind == tree.COMMENT:
            return targets + 1 if targets else 0
        targets += 1
    return targets
