"""The bundled document's index with parts of its knowledge file left out, so that these can be asked.

A constant chosen on questions that the index knows would only show how well it remembers them.
"""

import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

from bench.question_rows import read_rows
from faq.errors import FaqError
from faq.indexing import knowledge_for
from faq.indexing.knowledge_file import read_beside
from faq.knowledge.check import Written
from faq.knowledge.values import Curated
from faq.library.library import Library, open_library
from faq.sources.contents import Beside
from faq.sources.selection import in_use

PARTS = 5
"""Parts that the knowledge file is divided into; each is left out once."""

CONVERSATIONS = Path(__file__).parent / "conversations.jsonl"
"""The conversations whose later turns are the knowledge file's follow-ups, in the form of tests/questions."""


class LeftOut(NamedTuple):
    """A question that was left out, its entry, and the first words of the sentence that answers it, empty if the
    entry as a whole does."""

    question: str
    id: str
    answer: str


class Fold(NamedTuple):
    """An index, and what was left out of it."""

    library: Library
    questions: tuple[LeftOut, ...]
    conversations: tuple[list[dict[str, Any]], ...]


def folds() -> Iterator[Fold]:
    """Yield an index that leaves out each part of the questions and conversations in turn."""
    conversations = [row["turns"] for row in read_rows(CONVERSATIONS)]
    for part in range(PARTS):
        left_out = tuple(conversations[part::PARTS])
        reduced = _Reduced(part, frozenset(turn["q"] for turns in left_out for turn in turns))
        with mock.patch.object(knowledge_for, "read_beside", reduced):
            library = fresh_library()
        yield Fold(library, tuple(reduced.left), left_out)


class _Reduced:
    """Reads a knowledge file without a part of its questions and certain follow-ups; ``left`` lists these."""

    def __init__(self, part: int, follow_ups: frozenset[str]) -> None:
        self._part, self._follow_ups = part, follow_ups
        self.left: list[LeftOut] = []

    def __call__(self, file: Beside) -> tuple[Written, tuple[FaqError, ...]]:
        written, problems = read_beside(file)
        entries = tuple(map(self._without, written.knowledge.entries))
        return written._replace(knowledge=written.knowledge._replace(entries=entries)), problems

    def _without(self, entry: Curated) -> Curated:
        details = (d._replace(questions=self._kept(entry, d.questions, d.answer)) for d in entry.details)
        return entry._replace(
            questions=self._kept(entry, entry.questions),
            details=tuple(details),
            follow_ups=tuple(question for question in entry.follow_ups if question not in self._follow_ups),
        )

    def _kept(self, entry: Curated, questions: Sequence[str], answer: str = "") -> tuple[str, ...]:
        self.left += [LeftOut(question, entry.id, answer) for question in questions[self._part :: PARTS]]
        return tuple(question for n, question in enumerate(questions) if n % PARTS != self._part)


def fresh_library() -> Library:
    """Return the bundled document with an index built now, with the current constants."""
    with tempfile.TemporaryDirectory() as cache, mock.patch.dict(os.environ, XDG_CACHE_HOME=cache):
        return open_library(in_use(revision="bundled"))
