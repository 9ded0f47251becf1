"""Reads a document in RST as questions and answers: text in, values out."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import NamedTuple

from faq.model import Document, Label
from faq.parsing.markup.convert import convert
from faq.parsing.markup.dialect import anchor_of, read
from faq.parsing.markup.given import NOTHING, Given
from faq.parsing.markup.plaintext import plain_tree
from faq.parsing.markup.source import decode, source_lines
from faq.parsing.markup.tree import Node
from faq.parsing.qa.outline import Outline, entries_of
from faq.parsing.qa.title import divide
from faq.parsing.qa.wording import is_faq_file, is_questions_title

__all__ = ["NOTHING", "Given", "decode", "parse"]


class _Read(NamedTuple):
    """A document read into the neutral tree."""

    children: tuple[Node, ...]
    labels: tuple[Label, ...]
    problems: tuple[str, ...]
    fallback: str = ""


def parse(text: str, file: str, path: str = "", given: Given = NOTHING, faq: bool = False) -> Document:
    """Return the document of an RST text; ``entries`` is empty if there is nothing in it.

    If the markup parser fails, the text is read as plain text.

    Args:
        text: the text.
        file: its name in citations.
        path: its path.
        given: its project's definitions.
        faq: whether it is known to be an FAQ, whatever it is called.
    """
    with _without_collector():
        lines = source_lines(text)
        try:
            return _document(_read(lines, file, given), file, path, faq)
        except Exception as error:  # the parser may fail in any way; the document must not
            failure = type(error).__name__
        gc.collect()  # the tree as far as it was read
        return _document(_plain(lines, file, failure), file, path, faq)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Suspend garbage collection: it would traverse the growing tree repeatedly and find nothing."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _document(found: _Read, file: str, path: str, known: bool) -> Document:
    """The document of a tree."""
    stem = PurePath(file).stem
    head = divide(found.children, stem)
    faq = known or is_questions_title(head.title) or is_faq_file(stem)
    entries = entries_of(Outline(head, faq, anchor_of))
    return Document(file, path, head.title, "", "", entries, found.labels, found.problems, found.fallback)


def _read(lines: list[str], file: str, given: Given) -> _Read:
    """The neutral tree by the markup's rules."""
    document, problems = read(lines, file, given)
    converted = convert(document, lines)
    return _Read(converted.children, tuple(converted.names.labels), tuple(problems))


def _plain(lines: list[str], file: str, failure: str) -> _Read:
    """The neutral tree of a document whose markup cannot be read."""
    reason = f"could not be parsed as RST ({failure}), read as plain text"
    return _Read(plain_tree(lines, anchor_of), (), (f"{file}:1: {reason}.",), reason)
