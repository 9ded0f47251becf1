"""The line at the bottom: the document and revision that answers, and the context."""

from faq.model import Document
from faq.output.harmless import safe
from faq.output.text import columns
from faq.session.conversation import Conversation

READING = "reading the documents ..."
CONTEXT = 24
"""Columns that the context gets, if it needs them, ahead of the document's name."""


def text(conversation: Conversation, width: int) -> str:
    """The status line.

    Args:
        conversation: the conversation.
        width: columns of the terminal.

    Returns:
        One line, at most that wide.
    """
    if not conversation.background.ready:
        return cut(f" {conversation.background.build_progress.text or READING}", width)
    if conversation.hint:
        return cut(f" {conversation.hint}", width)
    right = f" | after: {conversation.turns[-1].query}" if conversation.turns else ""
    room = width - min(columns(right), CONTEXT + 3) - 1
    names = _names(conversation)
    left = next((name for name in names if columns(name) <= room), names[-1])
    return cut(f" {left}{right}", width)


def _names(conversation: Conversation) -> list[str]:
    """Ways to name the document that answers: in full, by file, by release or revision alone; else the number of
    documents if there are several."""
    known = conversation.background.known()
    if not conversation.shown and len(known) != 1:
        return [f"{len(known)} documents"]
    one: Document = conversation.shown.document if conversation.shown else known[0]
    file = one.file.rpartition("/")[2]
    state = one.age.release or one.revision
    return [f"{one.title or file} {state}".rstrip(), f"{file} {state}".rstrip(), state or file]


def cut(words: str, width: int) -> str:
    """Text that fits, with dots if something is cut off, free of control characters."""
    words = safe(words)
    if columns(words) <= width:
        return words
    room, dots = (width - 3, "...") if width > 3 else (max(0, width), "")
    while columns(words) > room:
        words = words[:-1]
    return words.rstrip() + dots
