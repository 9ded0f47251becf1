"""A plain reading of RST for when the parser fails: only headings, paragraphs and code."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from faq.model import Lines
from faq.parsing.markup import tree
from faq.parsing.markup.tree import Leaf, Node, Section

_UNDERLINE = re.compile(r"([!-/:-@\[-`{-~])\1+$")


class _Heading(NamedTuple):
    """A heading found among the lines: its text's index, where its text ends, and its style."""

    at: int
    first: int
    end: int
    style: str


def plain_tree(lines: Sequence[str], anchor: Callable[[str], str]) -> tuple[Node, ...]:
    """The neutral tree of the lines, by their underlines and blank lines alone."""
    headings = list(_headings(lines))
    styles = list(dict.fromkeys(heading.style for heading in headings))
    first = headings[0].first if headings else len(lines)
    stack: list[tuple[int, Leaf | None, list[Node]]] = [(-1, None, list(_paragraphs(lines, 0, first)))]
    for position, heading in enumerate(headings):
        level = styles.index(heading.style)
        while stack[-1][0] >= level:
            _close(stack, anchor)
        end = headings[position + 1].first if position + 1 < len(headings) else len(lines)
        title = _leaf(tree.PARAGRAPH, lines, heading.at, heading.at + 1)
        stack.append((level, title, list(_paragraphs(lines, heading.end, end))))
    while len(stack) > 1:
        _close(stack, anchor)
    return tuple(stack[0][2])


def _close(stack: list[tuple[int, Leaf | None, list[Node]]], anchor: Callable[[str], str]) -> None:
    """Put the innermost open section into the one around it."""
    _, title, children = stack.pop()
    if title is not None:
        stack[-1][2].append(Section(title, anchor(title.text), tuple(children)))


def _headings(lines: Sequence[str]) -> Iterator[_Heading]:
    """All headings: a line of text with a line of punctuation, as long or nearly, below it."""
    for at in range(len(lines) - 1):
        text, below = lines[at], lines[at + 1]
        if not _is_text_above_rule(text, below):
            continue
        above = lines[at - 1] if at else ""
        if above == below:
            yield _Heading(at, at - 1, at + 2, below[0] * 2)
        elif not above.strip() and not text.startswith(" "):
            yield _Heading(at, at, at + 2, below[0])


def _is_text_above_rule(text: str, below: str) -> bool:
    ruled = len(below) >= 3 and _UNDERLINE.match(below)
    return bool(ruled and text.strip() and not _UNDERLINE.match(text))


def _paragraphs(lines: Sequence[str], first: int, end: int) -> Iterator[Leaf]:
    """The paragraphs of a range; indented ones stand as written, comments and targets are left out."""
    start = first
    for at in range(first, end + 1):
        if at < end and lines[at].strip():
            continue
        if at > start:
            head = lines[start]
            if not head.startswith(".. ") and not _UNDERLINE.match(head):
                yield _leaf(tree.CODE if head.startswith(" ") else tree.PARAGRAPH, lines, start, at)
        start = at + 1


def _leaf(kind: str, lines: Sequence[str], first: int, end: int) -> Leaf:
    """The lines from ``first`` up to ``end`` as text."""
    rows = lines[first:end]
    text = "\n".join(rows if kind == tree.CODE else map(str.strip, rows))
    return Leaf(kind, text, Lines(first + 1, end), raw=text)
