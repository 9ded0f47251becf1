"""The knowledge file: what people know of a document beyond its text, in TOML beside it.

``FAQ.rst`` may have a ``FAQ.toml``: the document's title, addresses and revision, alternate
questions by entry, questions of detail by the sentence that answers them, synonyms, and
questions of the field that the document does not answer.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from faq.errors import FaqError


class Detail(NamedTuple):
    """Questions that one sentence of an answer answers; ``answer`` are the sentence's first words."""

    answer: str
    questions: tuple[str, ...]


class Curated(NamedTuple):
    """What is curated for one entry. ``follow_ups`` lead to it in a conversation: "and how long does that take?"."""

    id: str
    questions: tuple[str, ...]
    details: tuple[Detail, ...]
    follow_ups: tuple[str, ...] = ()

    @property
    def phrasings(self) -> tuple[str, ...]:
        """All alternate questions of the entry."""
        return self.questions + tuple(q for detail in self.details for q in detail.questions)


class Synonym(NamedTuple):
    """A word or short phrase of users, and the document's words for it."""

    phrase: str
    words: tuple[str, ...]


class Place(NamedTuple):
    """Where a document and its neighbours stand: on the web, and in their source tree."""

    url: str = ""
    tree_path: str = ""
    docs_path: str = ""
    web_root: str = ""
    source_root: str = ""


class Knowledge(NamedTuple):
    """A knowledge file, read. ``Knowledge()`` is that of a document without one."""

    title: str = ""
    revision: str = ""
    place: Place = Place()
    entries: tuple[Curated, ...] = ()
    synonyms: tuple[Synonym, ...] = ()
    outside: tuple[str, ...] = ()


_PARTS = 50
"""Parts that a dotted key may have."""

_DEEP_KEY = re.compile(
    rf"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{_PARTS}}}(?=[\w"'-])""", re.ASCII
)

_ALIKE = 200
"""Words that a group of synonyms may have: each of them is kept with all others."""

_TOP = ("document", "synonyms", "entries", "out_of_scope")
_DOCUMENT = ("title", "revision", *Place._fields)


def read(text: str, file: str) -> Knowledge:
    """Read a knowledge file.

    Args:
        text: the file's text.
        file: its name, for messages.

    Raises:
        FaqError: it is not TOML, or a key or type in it is wrong; the place names line or key.
    """
    table = parsed(text, file)
    reader = _Reader(text, file)
    reader.known(table, _TOP, "")
    document = reader.table(table, "document")
    reader.known(document, _DOCUMENT, "document.")
    outside = reader.table(table, "out_of_scope")
    reader.known(outside, ("questions",), "out_of_scope.")
    strings = {key: reader.string(document, key) for key in _DOCUMENT}
    return Knowledge(
        title=strings.pop("title"),
        revision=strings.pop("revision"),
        place=Place(**strings),
        entries=tuple(reader.curated(reader.table(table, "entries"))),
        synonyms=tuple(reader.synonyms(table.get("synonyms", []))),
        outside=reader.strings(outside, "questions"),
    )


def parsed(text: str, file: str) -> dict[str, Any]:
    """Return the table of a TOML file.

    Args:
        text: the file's text.
        file: its name, for messages.

    Raises:
        FaqError: it is not TOML; the place names the line.
    """
    import tomllib

    dotted = any(line.count(".") >= _PARTS for line in text.split("\n"))
    deep = _DEEP_KEY.search(text) if dotted else None
    if deep:  # Python takes time and memory with the square of their number
        place = f"{file}:{text.count(chr(10), 0, deep.start()) + 1}"
        raise FaqError(place, f"has a key of more than {_PARTS} parts", "name the table in fewer")
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # besides its own errors tomllib lets those of int() pass
        place = _at(file, str(error), text)
        raise FaqError(place, f"is not TOML: {_reason(error)}", "mend that line") from error


def check(knowledge: Knowledge, answers: Mapping[str, Sequence[str]], text: str, file: str) -> None:
    """Check a knowledge file against its document.

    Args:
        knowledge: the file, read.
        answers: for each entry's id the texts of its passages.
        text: the file's text.
        file: its name, for messages.

    Raises:
        FaqError: an id or a detail's answer is not in the document, or a question stands under two entries.
    """
    reader, seen = _Reader(text, file), dict[str, str]()
    for entry in knowledge.entries:
        if entry.id not in answers:
            raise reader.wrong(entry.id, "is no entry of the document", "see its ids with: bpffaq list")
        for detail in entry.details:
            if not any(passage.startswith(detail.answer) for passage in answers[entry.id]):
                raise reader.wrong(
                    detail.answer, f"begins no sentence of {entry.id}", "copy the sentence's first words"
                )
        for question in entry.phrasings:
            if seen.setdefault(question, entry.id) != entry.id:
                raise reader.wrong(
                    question, "stands under two entries", "keep it under the one that answers it"
                )


class _Reader:
    """Takes a parsed table apart; whatever is not as it should be becomes one line with its place."""

    def __init__(self, text: str, file: str) -> None:
        self._lines, self._file = text.splitlines(), file

    def wrong(self, what: str, reason: str, hint: str) -> FaqError:
        """Return the error for a key or value, with the line where it first stands."""
        last = what.rsplit(".", 1)[-1] if what.replace(".", "").replace("_", "").isalnum() else what
        number = next((n for n, line in enumerate(self._lines, 1) if last in line), None)
        return FaqError(f"{self._file}:{number}" if number else self._file, f"'{what}' {reason}", hint)

    def known(self, table: Mapping[str, Any], keys: Sequence[str], prefix: str) -> None:
        for key in table:
            if key not in keys:
                raise self.wrong(
                    prefix + key, "is not a key of a knowledge file", f"use one of: {', '.join(keys)}"
                )

    def table(self, table: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        value = table.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, "is no table", f"write [{key}] above its keys")
        return value

    def string(self, table: Mapping[str, Any], key: str) -> str:
        value = table.get(key, "")
        if not isinstance(value, str):
            raise self.wrong(key, "is no string", f'write {key} = "..."')
        return value

    def strings(self, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.wrong(key, "is no list of strings", f'write {key} = ["...", "..."]')
        return tuple(" ".join(item.split()) for item in value)

    def curated(self, table: Mapping[str, Any]) -> Iterator[Curated]:
        for id in table:
            entry = self.table(table, id)
            self.known(entry, ("questions", "details", "follow_ups"), "")
            details = entry.get("details", [])
            if not isinstance(details, list) or not all(isinstance(detail, dict) for detail in details):
                raise self.wrong(
                    "details", "is no list of tables", 'write details = [{answer = "...", questions = [...]}]'
                )
            for detail in details:
                self.known(detail, ("answer", "questions"), "details.")
                if not (self.string(detail, "answer").strip() and self.strings(detail, "questions")):
                    raise self.wrong(
                        id, "has a detail without answer or questions", "give it both or take it out"
                    )
            yield Curated(
                id,
                self.strings(entry, "questions"),
                tuple(Detail(self.string(d, "answer"), self.strings(d, "questions")) for d in details),
                self.strings(entry, "follow_ups"),
            )

    def synonyms(self, groups: object) -> Iterator[Synonym]:
        if not isinstance(groups, list) or not all(isinstance(group, dict) for group in groups):
            raise self.wrong("synonyms", "is no list of tables", "write [[synonyms]] above each group")
        for group in groups:
            self.known(group, ("words", "from", "to"), "synonyms.")
            words, before, after = (self.strings(group, key) for key in ("words", "from", "to"))
            if max(len(words), len(before), len(after)) > _ALIKE:
                raise self.wrong("synonyms", f"has a group of more than {_ALIKE} words", "divide it")
            yield from (Synonym(word, tuple(w for w in words if w != word)) for word in words)
            yield from (Synonym(word, after) for word in before)


def _at(file: str, message: str, text: str) -> str:
    if message.endswith("(at end of document)"):
        return f"{file}:{len(text.splitlines()) or 1}"
    line = re.search(r"\(at line (\d+), column \d+\)$", message)
    return f"{file}:{line[1]}" if line else file


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply"
    if str(error).startswith("Exceeds the limit"):
        return "a number is too long"
    return re.sub(r" \(at .*\)$", "", str(error)).lower()
