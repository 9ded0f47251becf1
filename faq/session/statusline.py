"""The line at the bottom: which document and revision answers, and what the context is."""

from faq.session.talk import Talk
from faq.values import Document

READING = "reading the documents ..."
NARROW = 60
"""Columns below which the document's name gives way to its file."""


def text(talk: Talk, width: int) -> str:
    """The status line.

    Args:
        talk: the conversation.
        width: columns of the terminal.

    Returns:
        One line, at most that wide.
    """
    if not talk.shelf.ready:
        return cut(f" {READING}", width)
    left, right = f" {document(talk, width)}", context(talk)
    if not right:
        return cut(left, width)
    room = max(width - len(left) - 3, width // 2 - 3)
    right = cut(right, room)
    return cut(f"{cut(left, width - len(right) - 3)} | {right}", width)


def document(talk: Talk, width: int) -> str:
    """The document of the last answer, or what there is: its name and revision."""
    documents = talk.shelf.known()
    if talk.shown:
        return named(talk.shown.document, width)
    if len(documents) == 1:
        return named(documents[0], width)
    return f"{len(documents)} documents"


def named(document: Document, width: int) -> str:
    """A document's name, by its title or, where that would fill the line, its file, and revision."""
    name = document.title if width >= NARROW and document.title else document.file.rpartition("/")[2]
    return f"{name} {document.revision}".rstrip()


def context(talk: Talk) -> str:
    """What a follow-up would follow: the last question."""
    return f"after: {talk.turns[-1].query}" if talk.turns else ""


def cut(words: str, width: int) -> str:
    """Words that fit, with dots where something is missing."""
    if len(words) <= width:
        return words
    return words[: max(0, width - 3)].rstrip() + "..." if width > 3 else words[: max(0, width)]
