"""The knowledge file: what people know of a document beyond its text, in TOML next to it.

``FAQ.rst`` may have a ``FAQ.toml``: the document's title, addresses and revision, alternate
questions by entry, questions of detail by the sentence that answers them, synonyms, and
questions of the field that the document does not answer. ``FAQ.generated.toml`` may hold more of the
same that nobody has reviewed. Whatever is wrong in such a file costs that line only.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from faq.errors import FaqError
from faq.knowledge.toml import salvaged
from faq.knowledge.values import Curated, Detail, Knowledge, Place, Revision, Synonym

_ALIKE = 200
"""Words that a group of synonyms may have: each of them is kept with all others."""

_TOP = ("document", "revisions", "synonyms", "entries", "out_of_scope")
_REVISION = ("revision", "release", "as_of", "sha256")
_DOCUMENT = ("title", *_REVISION, *Place._fields)
_ENTRY = ("questions", "details", "follow_ups", "symptoms", "weights", "since")
"""The keys that a knowledge file may have: at the top, of a revision, of the document, of an entry."""


class Read(NamedTuple):
    """A knowledge file, read, and what is wrong with it."""

    knowledge: Knowledge
    problems: tuple[FaqError, ...] = ()


def ids(text: str) -> frozenset[str]:
    """Return the ids of the entries of a knowledge file, which is not parsed for that."""
    return frozenset(re.findall(r"^\[entries\.[\"']?([^\]\"'\n]+)[\"']?\]", text, re.MULTILINE))


def read(text: str, file: str) -> Read:
    """Read a knowledge file; what is wrong is left out and told.

    Args:
        text: the file's text.
        file: its name, for messages.
    """
    table, problems = salvaged(text, file)
    reader = _Reader(text, file, problems)
    return Read(reader.knowledge(table), tuple(reader.problems))


class _Reader:
    """Takes a parsed table apart; whatever is not as it should be becomes a problem and is left out."""

    def __init__(self, text: str, file: str, problems: Sequence[FaqError]) -> None:
        self._lines, self._file = text.splitlines(), file
        self.problems = list(problems)

    def knowledge(self, table: Mapping[str, Any]) -> Knowledge:
        self._known(table, _TOP, "")
        document = self._table(table, "document", "[document")
        self._known(document, _DOCUMENT, "document.")
        outside = self._table(table, "out_of_scope", "[out_of_scope")
        self._known(outside, ("questions", "weights"), "out_of_scope.")
        return Knowledge(
            title=self._string(document, "title"),
            revision=Revision("", *(self._string(document, key) for key in _REVISION)),
            place=Place(*(self._string(document, key) for key in Place._fields)),
            entries=tuple(self._entries(self._table(table, "entries", "[entries"))),
            synonyms=tuple(self._synonyms(table.get("synonyms", []))),
            outside=self._strings(outside, "questions", "[out_of_scope]"),
            others=tuple(self._revisions(self._table(table, "revisions", "[revisions"))),
            outside_weights=self._string(outside, "weights", "[out_of_scope]"),
        )

    def _wrong(self, what: str, reason: str, hint: str, below: str = "") -> None:
        """Note a problem with a key or value, with the line where it first stands below a header."""
        last = what.rsplit(".", 1)[-1] if what.replace(".", "").replace("_", "").isalnum() else what
        start = self._line_with(below, 1) if below else 1
        number = self._line_with(last, start or 1)
        location = f"{self._file}:{number}" if number else self._file
        self.problems.append(FaqError(location, f"'{what}' {reason}", hint))

    def _line_with(self, text: str, start: int) -> int:
        """The number of the first line from one on that holds a text, 0 where none does."""
        for number in range(start, len(self._lines) + 1):
            if text in self._lines[number - 1]:
                return number
        return 0

    def _known(self, table: Mapping[str, Any], keys: Sequence[str], prefix: str, below: str = "") -> None:
        for key in table:
            if key not in keys:
                hint = f"use one of: {', '.join(keys)}"
                self._wrong(prefix + key, "is not a key of a knowledge file", hint, below)

    def _table(self, table: Mapping[str, Any], key: str, header: str) -> Mapping[str, Any]:
        value = table.get(key, {})
        if isinstance(value, dict):
            return value
        self._wrong(key, "is not a table", f"write {header}{'.ID' * (header == '[entries')}] above its keys")
        return {}

    def _string(self, table: Mapping[str, Any], key: str, below: str = "") -> str:
        value = table.get(key, "")
        if isinstance(value, str):
            return value
        self._wrong(key, "is not a string", f'write {key} = "..."', below)
        return ""

    def _strings(self, table: Mapping[str, Any], key: str, below: str = "") -> tuple[str, ...]:
        value = table.get(key, [])
        items = value if isinstance(value, list) else [None]
        good = [item for item in items if isinstance(item, str) and item.strip()]
        if len(good) < len(items):
            self._wrong(key, "is not a list of strings", f'write {key} = ["...", "..."]', below)
        return tuple(" ".join(item.split()) for item in good)

    def _entries(self, table: Mapping[str, Any]) -> Iterator[Curated]:
        for id in table:
            header = f"[entries.{id}]"
            entry = self._table(table, id, f"[entries.{id}")
            self._known(entry, _ENTRY, "", header)
            yield Curated(
                id=id,
                questions=self._strings(entry, "questions", header),
                details=tuple(self._details(entry.get("details", []), id, header)),
                follow_ups=self._strings(entry, "follow_ups", header),
                symptoms=self._strings(entry, "symptoms", header),
                weights=self._string(entry, "weights", header),
                since=self._string(entry, "since", header),
            )

    def _details(self, details: object, id: str, header: str) -> Iterator[Detail]:
        good, whole = _tables(details)
        if not whole:
            hint = 'write details = [{answer = "...", questions = [...]}]'
            self._wrong("details", "is not a list of tables", hint, header)
        for table in good:
            self._known(table, Detail._fields, "details.", header)
            detail = Detail(
                self._string(table, "answer", header),
                self._strings(table, "questions", header),
                self._string(table, "weights", header),
            )
            if detail.answer.strip() and (detail.questions or detail.weights):
                yield detail
            else:
                self._wrong(
                    id, "has a detail without an answer or without questions", "give it both or remove it"
                )

    def _synonyms(self, groups: object) -> Iterator[Synonym]:
        good, whole = _tables(groups)
        if not whole:
            self._wrong("synonyms", "is not a list of tables", "write [[synonyms]] above each group")
        for group in good:
            self._known(group, ("words", "from", "to"), "synonyms.")
            words = self._strings(group, "words")
            before, after = self._strings(group, "from"), self._strings(group, "to")
            if max(len(words), len(before), len(after)) > _ALIKE:
                self._wrong("synonyms", f"has a group of more than {_ALIKE} words", "divide it")
                continue
            for word in words:
                yield Synonym(word, tuple(other for other in words if other != word))
            for word in before:
                yield Synonym(word, after)

    def _revisions(self, table: Mapping[str, Any]) -> Iterator[Revision]:
        keys = (*_REVISION, "source_root")
        for name in table:
            header = f"[revisions.{name}]"
            revision = self._table(table, name, f"[revisions.{name}")
            self._known(revision, keys, "", header)
            yield Revision(name, *(self._string(revision, key, header) for key in keys))


def _tables(value: object) -> tuple[list[dict[str, Any]], bool]:
    """The tables of a list, and whether it is a list of nothing else."""
    items = value if isinstance(value, list) else [None]
    tables = [item for item in items if isinstance(item, dict)]
    return tables, len(tables) == len(items)
