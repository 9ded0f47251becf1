"""Rubrics that group questions: they are used like headings, so they become sections."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from faq.parsing.markup import tree
from faq.parsing.markup.tree import Leaf, Mark, Node, Section, body_of, sections_of
from faq.parsing.qa.shapes import Setting, split
from faq.parsing.qa.wording import asks


def grouped(children: Sequence[Node]) -> tuple[Node, ...]:
    """Return the children of a page of questions, with those that a rubric groups below it."""
    body, last = _without_last_rubric(body_of(children))
    sections = sections_of(children)
    if last is None or not sections:
        body, last = body_of(children), None
    return (*_grouped_body(body), *_grouped_sections(sections, last))


def _grouped_sections(sections: Sequence[Section], rubric: Leaf | None) -> Iterator[Section]:
    """Sections below the rubrics between them, each of which is at the end of the section before."""
    held: list[Section] = []
    for number, section in enumerate(sections):
        children, following = _without_last_rubric(section.children)
        if following is None or number == len(sections) - 1:
            children, following = section.children, None
        held.append(section._replace(children=grouped(children)))
        if following is not None:
            yield from _held_below(rubric, held)
            rubric, held = following, []
    yield from _held_below(rubric, held)


def _held_below(rubric: Leaf | None, held: list[Section]) -> Iterator[Section]:
    """The sections below a rubric, or as they are if there is none."""
    if rubric is None:
        yield from held
    else:
        yield Section(rubric, "", tuple(held))


def _without_last_rubric(children: Sequence[Node]) -> tuple[tuple[Node, ...], Leaf | None]:
    """The children without the rubric at their end, and the rubric."""
    children = tuple(children)
    text = [node for node in children if not isinstance(node, Mark)]
    last = text[-1] if text else None
    if isinstance(last, Leaf) and last.kind == tree.RUBRIC and not asks(last.text):
        return tuple(node for node in children if node is not last), last
    return children, None


def _grouped_body(body: Sequence[Node]) -> Iterator[Node]:
    """A body in which the rubrics that do not ask contain the questions up to the next one."""
    starts = [number for number, node in enumerate(body) if _groups(node)]
    yield from body[: starts[0] if starts else len(body)]
    for start, end in pairwise((*starts, len(body))):
        rubric, below = body[start], tuple(body[start + 1 : end])
        if isinstance(rubric, Leaf) and split(below, Setting("", True)).pairs:
            yield Section(rubric, "", below)
        else:
            yield from body[start:end]


def _groups(node: Node) -> bool:
    """Whether a node is a rubric that does not ask."""
    return isinstance(node, Leaf) and node.kind == tree.RUBRIC and not asks(node.text)
