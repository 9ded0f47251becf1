"""The line at the bottom: which document and revision answers, and what the context is."""

from faq.render import columns, safe
from faq.session.talk import Talk
from faq.values import Document

READING = "reading the documents ..."
CONTEXT = 24
"""Columns that the context gets, if it needs them, before the document's name does."""


def text(talk: Talk, width: int) -> str:
    """The status line.

    Args:
        talk: the conversation.
        width: columns of the terminal.

    Returns:
        One line, at most that wide.
    """
    if not talk.shelf.ready:
        return cut(f" {talk.shelf.meter.text or READING}", width)
    if talk.hint:
        return cut(f" {talk.hint}", width)
    right = f" | after: {talk.turns[-1].query}" if talk.turns else ""
    room = width - min(columns(right), CONTEXT + 3)
    names = [f" {name}" for name in documents(talk)]
    left = next((name for name in names if columns(name) <= room), names[-1])
    return cut(left + right, width)


def documents(talk: Talk) -> list[str]:
    """The document that answers, or what there is: in full, by its file, by its revision alone."""
    known = talk.shelf.known()
    if not talk.shown and len(known) != 1:
        return [f"{len(known)} documents"]
    one: Document = talk.shown.document if talk.shown else known[0]
    file = one.file.rpartition("/")[2]
    return [
        f"{one.title or file} {one.revision}".rstrip(),
        f"{file} {one.revision}".rstrip(),
        one.revision or file,
    ]


def cut(words: str, width: int) -> str:
    """Words that fit, with dots where something is missing; nothing but text."""
    words = safe(words)
    if columns(words) <= width:
        return words
    room, dots = (width - 3, "...") if width > 3 else (max(0, width), "")
    while columns(words) > room:
        words = words[:-1]
    return words.rstrip() + dots
