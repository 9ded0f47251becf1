"""What is measured, on answers that are laid down here."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from faq.errors import FaqError
from faq.evaluation.evaluate import Ask, Report, as_json, lines, measure
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


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    return opened(tmp_path, monkeypatch, "rooms.rst")


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


def test_a_refusal_is_wrong_but_what_is_shown_as_closest_has_a_rank(tmp_path: Path, house: Library) -> None:
    file = written(tmp_path, *({"q": query, "line": 4} for query in ANSWERS))
    assert figures(measure(house.snapshot, [file], saying(house, ANSWERS))) == {
        "recall_at_1": (0.2, 5),
        "ranked_first": (0.4, 5),
        "recall_at_3": (0.4, 5),
        "mrr": (0.5, 5),
        "wrongly_refused": (0.4, 5),
        "after_recall_at_1": (0.2, 5),
    }


def test_other_entries_are_right_too(tmp_path: Path, house: Library) -> None:
    file = written(
        tmp_path, {"q": "wrong", "line": 4, "also": [8]}, {"q": "second", "id": OPEN, "also": [KEY]}
    )
    report = measure(house.snapshot, [file], saying(house, ANSWERS))
    assert [(one.expected, one.got, one.rank, one.ok) for one in report.outcomes] == [
        ((KITCHEN, KEY), KEY, 1, True),
        ((OPEN, KEY), KEY, 1, True),
    ]


def test_unanswerable_questions_are_to_be_refused(tmp_path: Path, house: Library) -> None:
    kinds = {"right": "near", "closest": "near", "refused": "far"}
    file = written(tmp_path, *({"q": query, "kind": kind} for query, kind in kinds.items()))
    assert figures(measure(house.snapshot, [file], saying(house, ANSWERS))) == {
        "refused_near": (0.5, 2),
        "refused_far": (1.0, 1),
        "after_refused": (0.6667, 3),
    }


def test_questions_that_stand_alone_are_asked_again_after_a_foreign_entry(
    tmp_path: Path, house: Library
) -> None:
    """An engine that, told of an entry before, answers with that entry: right alone, wrong afterwards."""

    def led_astray(query: str, context: Sequence[Turn]) -> Answer:
        before = context[-1].id if context else ""
        status = ANSWERED if before or query == "right" else NOT_COVERED
        return saying(house, {query: (status, [before or KITCHEN], "")})(query, ())

    file = written(tmp_path, {"q": "right", "line": 4}, {"q": "unheard of", "kind": "far"})
    report = measure(house.snapshot, [file], led_astray)
    assert [(one.after, one.got, one.ok) for one in report.after] == [(KEY, KEY, False), (KEY, KEY, False)]
    assert [one.ok for one in report.outcomes] == [True, True]


SHORT: dict[str, tuple[Said, dict[str, Any], bool]] = {
    "right": ((ANSWERED, [KITCHEN], "Behind the red door."), {}, True),
    "markup apart": ((ANSWERED, [KITCHEN], "Behind\nthe `red` **door**."), {}, True),
    "other words": ((ANSWERED, [KITCHEN], "Behind the blue door."), {}, False),
    "other case": ((ANSWERED, [KITCHEN], "Behind the Red Door."), {}, False),
    "another place": ((ANSWERED, [KEY], "Behind the red door."), {}, False),
    "any place": ((ANSWERED, [KEY], "Behind the red door."), {"answer_lines": None}, True),
    "any words": ((ANSWERED, [KITCHEN], "Behind it."), {"answer_text": None}, True),
    "none": ((ANSWERED, [KITCHEN], ""), {}, False),
    "refused": ((CLOSEST, [KITCHEN], "Behind the red door."), {}, False),
}


@pytest.mark.parametrize("name", SHORT)
def test_a_short_answer_hits_by_place_and_words(tmp_path: Path, house: Library, name: str) -> None:
    said, more, expected = SHORT[name]
    row = {"q": name, "line": 4, "answer_lines": [6, 7], "answer_text": "the red door", **more}
    file = written(tmp_path, {key: value for key, value in row.items() if value is not None})
    report = measure(house.snapshot, [file], saying(house, {name: said}))
    assert [(one.asked.measures, one.ok) for one in report.outcomes] == [("passage", expected)]
    assert figures(report)["short_answer_hit"] == (float(expected), 1)


def test_the_length_is_that_of_the_short_answers_shown(tmp_path: Path, house: Library) -> None:
    said: dict[str, Said] = {
        "a": (ANSWERED, [KITCHEN], "Behind the red door."),
        "b": (ANSWERED, [KEY], "The porter."),
        "c": (NOT_COVERED, [], ""),
    }
    file = written(tmp_path, *({"q": query, "line": 4, "answer_text": "red"} for query in said))
    assert figures(measure(house.snapshot, [file], saying(house, said))) == {
        "short_answer_hit": (0.3333, 3),
        "short_answer_words": (3.0, 2),
    }


def test_turns_are_asked_with_what_the_engine_answered_before(tmp_path: Path, house: Library) -> None:
    asked: list[tuple[str, tuple[Turn, ...]]] = []
    answer = saying(house, ANSWERS)

    def ask(query: str, context: Sequence[Turn]) -> Answer:
        asked.append((query, tuple(context)))
        return answer(query, context)

    turns = [{"q": query, "line": 4} for query in ("wrong", "closest", "right")]
    report = measure(house.snapshot, [written(tmp_path, {"turns": turns}, {"turns": turns[2:]})], ask)
    assert asked == [
        ("wrong", ()),
        ("closest", (Turn("wrong", KEY),)),
        ("right", (Turn("wrong", KEY), Turn("closest", ""))),
        ("right", ()),
    ]
    assert figures(report) == {"dialogue_first": (0.5, 2), "dialogue_follow_up": (0.5, 2)}


def test_questions_of_an_entry_are_drawn_as_one(tmp_path: Path, house: Library) -> None:
    of_one = [{"q": query, "line": 4} for query in ("right", "refused") * 10]
    of_two = [{"q": "right", "line": 4}, {"q": "second", "line": 12}] * 10
    one, two = (
        measure(house.snapshot, [written(tmp_path, *rows)], saying(house, ANSWERS)).figures[0]
        for rows in (of_one, of_two)
    )
    assert one == ("recall_at_1", "Recall@1", 0.5, 0.5, 0.5, 20)
    assert two == ("recall_at_1", "Recall@1", 0.5, 0.0, 1.0, 20)


def test_the_order_of_the_questions_changes_no_figure(tmp_path: Path, house: Library) -> None:
    rows = [{"q": query, "line": line} for query in ANSWERS for line in (4, 8, 12)]
    there, back = (
        measure(house.snapshot, [written(tmp_path, *ordered)], saying(house, ANSWERS)).figures
        for ordered in (rows, rows[::-1])
    )
    assert there == back


TABLE = """\
                         questions   figure  95 % interval
Recall@1                         2    0.500  0.000 to 1.000
ranked first                     2    0.500  0.000 to 1.000
Recall@3                         2    0.500  0.000 to 1.000
MRR                              2    0.500  0.000 to 1.000
wrongly refused                  2    0.500  0.000 to 1.000
short answer hit                 1    1.000  1.000 to 1.000
short answer, words              1      4.0  4.0 to 4.0
after another, Recall@1          2    0.500  0.000 to 1.000

By style  questions  Recall@1        ranked first    Recall@3        MRR             wrongly refused
hasty             1  1.00 1.00-1.00  1.00 1.00-1.00  1.00 1.00-1.00  1.00 1.00-1.00  0.00 0.00-0.00
sleepy\ufffd           1  0.00 0.00-0.00  0.00 0.00-0.00  0.00 0.00-0.00  0.00 0.00-0.00  1.00 1.00-1.00\
"""


def mixed(tmp_path: Path, house: Library) -> tuple[str, Report]:
    file = written(
        tmp_path,
        {"q": "right", "line": 4, "style": "hasty"},
        {"q": "refused", "line": 8, "style": "sleepy\x1b"},
        {"q": "p", "line": 4, "answer_lines": [6, 6]},
    )
    said = {**ANSWERS, "p": (ANSWERED, [KITCHEN], "Behind the red door.")}
    return file, measure(house.snapshot, [file], saying(house, said))


def test_people_get_tables(tmp_path: Path, house: Library) -> None:
    assert "\n".join(lines(mixed(tmp_path, house)[1])) == TABLE


def test_json_has_every_outcome(tmp_path: Path, house: Library) -> None:
    file, report = mixed(tmp_path, house)
    told = as_json(report)
    first = {"value": 0.5, "low": 0.0, "high": 1.0, "questions": 2}
    assert told["figures"]["recall_at_1"] == first
    assert told["styles"]["hasty"]["mrr"] == {"value": 1.0, "low": 1.0, "high": 1.0, "questions": 1}
    assert told["outcomes"] == [
        {
            "place": f"{file}:1", "q": "right", "measures": "answerable", "style": "hasty",
            "expected": [KITCHEN], "got": KITCHEN, "rank": 1,
            "status": ANSWERED, "confidence": 0.5, "ok": True,
        },
        {
            "place": f"{file}:2", "q": "refused", "measures": "answerable", "style": "sleepy\x1b",
            "expected": [KEY], "got": None, "rank": None,
            "status": NOT_COVERED, "confidence": 0.5, "ok": False,
        },
        {
            "place": f"{file}:3", "q": "p", "measures": "passage", "expected": [KITCHEN], "got": KITCHEN,
            "rank": 1, "status": ANSWERED, "confidence": 0.5,
            "short_answer": {"text": "Behind the red door.", "lines": [4, 6]}, "ok": True,
        },
    ]  # fmt: skip


def test_among_several_documents_a_question_says_which(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = opened(tmp_path, monkeypatch, "east.rst", "west.rst")
    said: dict[str, Said] = {"q": (ANSWERED, [f"west#{KITCHEN}"], "")}
    names = ("west.rst", str(tmp_path / "west.rst"), "east.rst")
    file = written(tmp_path, *({"q": "q", "line": 4, "file": name} for name in names))
    report = measure(library.snapshot, [file], saying(library, said))
    assert [(one.expected, one.ok) for one in report.outcomes] == [
        ((f"west#{KITCHEN}",), True),
        ((f"west#{KITCHEN}",), True),
        ((f"east#{KITCHEN}",), False),
    ]


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a line": ({"line": 5}, "no entry begins on line 5; see: bpffaq list"),
    "a line of a file": ({"line": 4, "file": "x"}, "no entry of x begins on line 4; see: bpffaq list"),
    "an id": ({"id": "q-why"}, "'q-why' is no entry's id; see: bpffaq list"),
    "also": ({"id": KEY, "also": ["q-why"]}, "'q-why' is no entry's id; see: bpffaq list"),
    "which of two": (
        {"line": 4},
        'entries of several documents begin on line 4; say which with "file": "..."',
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_an_entry_that_is_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    row, expected = WRONG[name]
    library = opened(tmp_path, monkeypatch, "east.rst", "west.rst")
    file = written(tmp_path, {"q": "q", **row})
    with pytest.raises(FaqError) as caught:
        measure(library.snapshot, [file])
    assert str(caught.value) == f"{file}:1: {expected}"


def test_the_engine_is_asked(tmp_path: Path, house: Library) -> None:
    file = written(tmp_path, {"q": "Where is the kitchen?", "line": 4})
    assert [one.got for one in measure(house.snapshot, [file]).outcomes] == [KITCHEN]
