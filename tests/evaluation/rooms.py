"""A small document, and answers about it that are laid down."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from faq.evaluation.evaluate import Report
from faq.evaluation.outcome import Ask
from faq.library.library import Library, open_library
from faq.model import ANSWERED, CLOSEST, NOT_COVERED, Answer, Lines, ShortAnswer, Turn
from faq.sources.selection import in_use

ROOMS = """\
The house
=========

Q: Where is the kitchen?
------------------------
A: Behind the red door.

Q: Who has the key?
-------------------
A: The porter.

Q: When is it open?
-------------------
A: From nine to five.
"""

KITCHEN, KEY, OPEN = "q-where-is-the-kitchen", "q-who-has-the-key", "q-when-is-it-open"


def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *names: str) -> Library:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in names:
        (tmp_path / name).write_text(ROOMS, encoding="utf-8")
    return open_library(in_use([str(tmp_path / name) for name in names]))


Said = tuple[str, Sequence[str], str]
"""A status, the ids of the results, the short answer."""


def saying(library: Library, answers: Mapping[str, Said]) -> Ask:
    """Answer as laid down; the lines of a short answer are those of its entry."""

    def ask(query: str, context: Sequence[Turn]) -> Answer:
        status, ids, short = answers[query]
        found = [library.snapshot.find(id) for id in ids]
        results = [result._replace(confidence=0.5) for result in found if result]
        if short:
            answer = ShortAnswer(short, Lines(*results[0].entry.lines))
            results[0] = results[0]._replace(short_answer=answer)
        return Answer(query, status, 0.5, "low", (), (), tuple(results))

    return ask


def written(tmp_path: Path, *rows: object) -> str:
    file = tmp_path / "q.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(file)


def figures(report: Report) -> dict[str, tuple[float, int]]:
    return {figure.key: (figure.value, figure.questions) for figure in report.figures}


ANSWERS: dict[str, Said] = {
    "right": (ANSWERED, [KITCHEN, KEY, OPEN], ""),
    "second": (ANSWERED, [KEY, KITCHEN, OPEN], ""),
    "wrong": (ANSWERED, [KEY, OPEN], ""),
    "closest": (CLOSEST, [KITCHEN, KEY], ""),
    "refused": (NOT_COVERED, [], ""),
}
