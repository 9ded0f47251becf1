"""A document as a neutral tree: its texts, their lines and their nesting.

The shapes of questions are decided on this tree, so they know nothing of the library
that reads the markup. Everything here is frozen.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from faq.model import Lines, Link

PARAGRAPH, CODE, TABLE, RUBRIC = "paragraph", "code", "table", "rubric"
"""Kinds of leaves."""

QUOTE, BULLETS, NUMBERS, ITEM = "quote", "bullets", "numbers", "item"
DEFINITIONS, DEFINITION, FIELDS, FIELD = "definitions", "definition", "fields", "field"
NOTE, BOX, PLAIN, GLOSSARY = "note", "box", "plain", "glossary"
"""Kinds of groups; a box is a directive with a title of its own, a glossary has terms, a plain group only children."""

TARGET, COMMENT, TRANSITION, INCLUDE = "target", "comment", "transition", "include"
"""Kinds of marks: things in a document that are not text but say something about it."""


class Leaf(NamedTuple):
    """Text that is not divided further, rendered, with its line breaks.

    ``raw`` is the text with its markup, ``lead`` the bold words that it opens with;
    ``strong`` says that nothing but punctuation follows them.
    """

    kind: str
    text: str
    lines: Lines
    links: tuple[Link, ...] = ()
    strong: bool = False
    language: str = ""
    raw: str = ""
    lead: str = ""


class Group(NamedTuple):
    """Things that belong together: a list, an item, a quotation, a note, a directive with a title.

    ``label`` is what is drawn before it (``1.``, ``Warning``) and the name of the directive of a box;
    ``title`` the term of a definition, the name of a field, the title of a box or note.
    """

    kind: str
    children: tuple["Node", ...]
    label: str = ""
    title: Leaf | None = None


class Mark(NamedTuple):
    """Something that is not text: a link target, a comment, a transition, an include left out."""

    kind: str
    link: Link | None = None


class Section(NamedTuple):
    """A heading and everything below it."""

    title: Leaf
    anchor: str
    children: tuple["Node", ...]


Node: TypeAlias = Leaf | Group | Mark | Section


def leaves(nodes: Iterable[Node]) -> Iterator[Leaf]:
    """Return all text below the nodes, in the document's order, headings and terms included."""
    for node in nodes:
        if isinstance(node, Leaf):
            yield node
        elif isinstance(node, (Group, Section)):
            if node.title is not None:
                yield node.title
            yield from leaves(node.children)


def body_of(children: Iterable[Node]) -> tuple[Node, ...]:
    """Return what is directly under a heading, before its subsections."""
    return tuple(node for node in children if not isinstance(node, Section))


def sections_of(children: Iterable[Node]) -> tuple[Section, ...]:
    """Return the subsections of a heading."""
    return tuple(node for node in children if isinstance(node, Section))


def has_text(nodes: Iterable[Node]) -> bool:
    """Return whether there is any text below the nodes."""
    return next(leaves(nodes), None) is not None


def fold(text: str) -> str:
    """Return the text on one line, with each run of white space as a single space."""
    return " ".join(text.split())
