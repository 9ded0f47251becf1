"""The messages of people that a document's knowledge is taught: ``bench/people`` for the bundled one."""

import zlib
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from bench.question_rows import read_rows
from faq.knowledge.values import Curated, Knowledge, merged
from faq.model import Lines

PARTS = 5
"""Parts that messages are divided into, to be asked where they are unknown."""

LONGEST = 500
"""Characters of the longest message that the knowledge file holds: longer ones, pasted output mostly, fill the index
and are for the weights alone (messages that were left out: AUROC of .793, .792, .789 and .786 with 500, 400, 350 and
250)."""

_ARCHIVE = "https://lore.kernel.org/"
"""The source of mails whose own addresses were not kept: each counts as a thread."""


class Message(NamedTuple):
    """A message: what answers it (ids, the best one first; none if the document does not), where it is from, the
    lines of the document that its writer needs, where these were noted, and whether the annotator was sure."""

    text: str
    entries: tuple[str, ...]
    source: str
    needs: Lines | None = None
    is_sure: bool = True

    @property
    def is_taught(self) -> bool:
        """Whether it is trained on: a message that nothing answers, and of which the annotator was not sure, may be
        answered after all."""
        return bool(self.entries) or self.is_sure

    @property
    def is_in_knowledge_file(self) -> bool:
        """Whether the knowledge file holds it."""
        return self.is_taught and len(self.phrasing) <= LONGEST

    @property
    def phrasing(self) -> str:
        """Its text as a knowledge file has it, on one line."""
        return " ".join(self.text.split())

    @property
    def part(self) -> int:
        """The part that it belongs to: that of its thread where that is known, or one of its own."""
        thread = self.text if self.source == _ARCHIVE else self.source
        return zlib.crc32(thread.encode()) % PARTS


def messages(files: Iterable[Path]) -> tuple[Message, ...]:
    """Return the messages of files."""
    return tuple(_message(row) for file in files for row in read_rows(file))


def _message(row: dict[str, Any]) -> Message:
    needs = Lines(*row["answer_lines"]) if "answer_lines" in row else None
    return Message(row["q"], tuple(row["entries"]), row["source"], needs, row["sure"])


def taught(knowledge: Knowledge, people: Iterable[Message]) -> Knowledge:
    """Return knowledge with the messages that are taught: questions of the entries that answer them best, or out of
    scope."""
    answered: dict[str, list[str]] = {}
    outside: list[str] = []
    for message in people:
        if message.is_taught:
            questions = answered.setdefault(message.entries[0], []) if message.entries else outside
            questions.append(message.phrasing)
    entries = (Curated(id, questions=tuple(questions)) for id, questions in answered.items())
    return merged(knowledge, Knowledge(entries=tuple(entries), outside=tuple(outside)))


def untaught(knowledge: Knowledge, people: Iterable[Message]) -> Knowledge:
    """Return knowledge without messages of people."""
    phrasings = frozenset(message.phrasing for message in people)
    entries = (entry._replace(questions=_without(entry.questions, phrasings)) for entry in knowledge.entries)
    return knowledge._replace(entries=tuple(entries), outside=_without(knowledge.outside, phrasings))


def _without(questions: Iterable[str], phrasings: Collection[str]) -> tuple[str, ...]:
    return tuple(question for question in questions if question not in phrasings)
