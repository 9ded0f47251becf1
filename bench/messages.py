"""The messages of people that a document's knowledge is taught: ``bench/people`` for the bundled one."""

import json
import zlib
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from faq.knowledge.values import Curated, Knowledge, merged
from faq.model import Lines

PARTS = 5
"""Parts that messages are divided into, to be asked where they are unknown."""

_ARCHIVE = "https://lore.kernel.org/"
"""The source of mails whose own addresses were not kept: each counts as a thread."""


class Message(NamedTuple):
    """A message: what answers it (ids, the best one first; none if the document does not), where it is from, and the
    lines of the document that its writer needs, where these were noted."""

    text: str
    entries: tuple[str, ...]
    source: str
    needs: Lines | None = None

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
    rows = (json.loads(line) for file in files for line in file.read_text("utf-8").splitlines())
    return tuple(map(_message, rows))


def _message(row: dict[str, Any]) -> Message:
    needs = Lines(*row["answer_lines"]) if "answer_lines" in row else None
    return Message(row["q"], tuple(row["entries"]), row["source"], needs)


def taught(knowledge: Knowledge, told: Iterable[Message]) -> Knowledge:
    """Return knowledge with messages: questions of the entries that answer them best, or out of scope."""
    answered: dict[str, list[str]] = {}
    outside: list[str] = []
    for one in told:
        (answered.setdefault(one.entries[0], []) if one.entries else outside).append(one.phrasing)
    entries = (Curated(id, questions=tuple(texts)) for id, texts in answered.items())
    return merged(knowledge, Knowledge(entries=tuple(entries), outside=tuple(outside)))


def untaught(knowledge: Knowledge, told: Iterable[Message]) -> Knowledge:
    """Return knowledge without messages."""
    texts = frozenset(one.phrasing for one in told)
    entries = (entry._replace(questions=_without(entry.questions, texts)) for entry in knowledge.entries)
    return knowledge._replace(entries=tuple(entries), outside=_without(knowledge.outside, texts))


def _without(questions: Iterable[str], texts: Collection[str]) -> tuple[str, ...]:
    return tuple(question for question in questions if question not in texts)
