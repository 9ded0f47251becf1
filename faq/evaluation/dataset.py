"""Evaluation questions: JSON lines, each a question with the entry that answers it, or a conversation."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from faq.errors import FaqError
from faq.sources.files import content

ANSWERABLE, UNANSWERABLE, PASSAGE = "answerable", "unanswerable", "passage"
FIRST, FOLLOW_UP = "first", "follow-up"
"""What a question measures. The last two are turns of a conversation."""

KINDS = ("near", "far")
"""Kinds of unanswerable questions: in the document's words, or about another subject."""


class Wanted(NamedTuple):
    """A right entry: by id, or by its first line and, among several documents, its file.

    An ``optional`` entry is not in every revision of the document.
    """

    id: str = ""
    line: int = 0
    file: str = ""
    optional: bool = False


class Asked(NamedTuple):
    """A question and the expected answer.

    ``place`` is its location (``FILE:LINE``), ``measures`` one of the five above; ``kind`` is the kind of
    an unanswerable question. A passage must overlap ``lines``, ``(0, 0)`` being any, and hold ``span``.
    """

    place: str
    text: str
    measures: str
    wanted: tuple[Wanted, ...] = ()
    style: str = ""
    kind: str = ""
    lines: tuple[int, int] = (0, 0)
    span: str = ""


def read(files: Sequence[str]) -> Iterator[tuple[Asked, ...]]:
    """Read files of questions.

    Args:
        files: their paths; a line is a JSON object, empty lines are skipped.

    Returns:
        Conversations in order: one question each, or the turns of a dialogue.

    Raises:
        FaqError: a file cannot be read or has no question, or a line is invalid.
    """
    for file in files:
        found = [_conversation(line, f"{file}:{number}") for number, line in _lines(file)]
        if not found:
            raise FaqError(file, "contains no question", "write one JSON object a line")
        yield from found


def _lines(file: str) -> list[tuple[int, str]]:
    held = content(file, "name a file of questions as JSON lines", pipe=True)
    try:
        lines = held.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise FaqError(file, "is not UTF-8", "save it as UTF-8") from error
    return [(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _conversation(line: str, place: str) -> tuple[Asked, ...]:
    try:
        value = json.loads(line)
    except RecursionError as error:
        raise FaqError(place, "is nested too deeply", "write one JSON object a line") from error
    except ValueError as error:
        reason = error.msg.lower() if isinstance(error, json.JSONDecodeError) else "a number is too long"
        raise FaqError(place, f"is not JSON ({reason})", "write one JSON object a line") from error
    if not isinstance(value, dict):
        raise FaqError(place, "is not a JSON object", 'write {"q": "...", "line": 20}')
    row = _Row(value, place)
    if "turns" not in value:
        return (row.asked(),)
    turns = [_Row(turn, f"{place}: turn {n}") for n, turn in enumerate(row.objects("turns"), 1)]
    return tuple(turn.turn(FOLLOW_UP if n else FIRST) for n, turn in enumerate(turns))


class _Row:
    """Takes one object apart; an error is one line with its location."""

    def __init__(self, value: dict[str, Any], place: str) -> None:
        self._value, self._place = value, place

    def _wrong(self, reason: str, hint: str) -> FaqError:
        return FaqError(self._place, reason, hint)

    def objects(self, key: str) -> list[dict[str, Any]]:
        value = self._value[key]
        if not isinstance(value, list) or not value or set(map(type, value)) != {dict}:
            raise self._wrong(f"'{key}' is not a list of objects", 'write [{"q": "...", "line": 20}, ...]')
        return value

    def turn(self, measures: str) -> Asked:
        lines, span = self._span(), self._string("answer_text")
        style = self._string("style")
        return Asked(self._place, self._question(), measures, self._wanted(), style, "", lines, span)

    def asked(self) -> Asked:
        kind, style = self._string("kind"), self._string("style")
        if kind in KINDS:
            wanted = self._entries() if "entries" in self._value else ()
            return Asked(self._place, self._question(), UNANSWERABLE, wanted, style, kind)
        if kind == ANSWERABLE:
            return Asked(self._place, self._question(), ANSWERABLE, self._wanted(), style)
        if "kind" in self._value:
            raise self._wrong(f"'kind' is '{kind}'", "write answerable, near or far")
        lines, span = self._span(), self._string("answer_text")
        measures = PASSAGE if span or lines != (0, 0) else ANSWERABLE
        return Asked(self._place, self._question(), measures, self._wanted(), style, "", lines, span)

    def _question(self) -> str:
        if "q" not in self._value:
            raise self._wrong("'q' is missing", 'write the question as "q": "..."')
        question = self._string("q")
        if not question.strip():
            raise self._wrong("'q' is empty", 'write the question as "q": "..."')
        return question

    def _string(self, key: str) -> str:
        value = self._value.get(key, "")
        if not isinstance(value, str):
            raise self._wrong(f"'{key}' is not a string", f'write "{key}": "..."')
        return value

    def _wanted(self) -> tuple[Wanted, ...]:
        """The right entries. ``id`` names the entry only if there is neither ``entries`` nor ``line``."""
        if "entries" in self._value:
            return self._entries()
        key = "line" if "line" in self._value else "id"
        if key not in self._value:
            raise self._wrong(
                "has neither 'line' nor 'id'",
                'name the entry that answers it, or write "kind": "near" or "far"',
            )
        also = self._value.get("also", [])
        if not isinstance(also, list):
            raise self._wrong("'also' is not a list", 'write "also": [20, 70]')
        file = self._string("file")
        wanted = [self._entry(key, self._value[key], file)]
        for item in also:
            wanted.append(self._entry("also", item, file))
        return tuple(wanted)

    def _entries(self) -> tuple[Wanted, ...]:
        """The entries that are right in some revision of the document."""
        value = self._value["entries"]
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self._wrong(
                "'entries' is not a list of ids", 'write "entries": ["ID", ...]; see: bpffaq list'
            )
        return tuple(Wanted(id=item, optional=True) for item in value)

    def _entry(self, key: str, item: object, file: str) -> Wanted:
        if isinstance(item, str) and item and key != "line":
            return Wanted(id=item)
        if isinstance(item, int) and item is not True and item > 0 and key != "id":
            return Wanted(line=item, file=file)
        if key == "id":
            raise self._wrong("'id' is not the id of an entry", "see: bpffaq list")
        raise self._wrong(f"'{key}' is not a line number", "write the line number of the entry's heading")

    def _span(self) -> tuple[int, int]:
        value = self._value.get("answer_lines", [0, 0])
        if isinstance(value, list) and list(map(type, value)) == [int, int]:
            first, last = value
            if 0 < first <= last or "answer_lines" not in self._value:
                return first, last
        raise self._wrong("'answer_lines' is not a first and a last line", 'write "answer_lines": [27, 28]')
