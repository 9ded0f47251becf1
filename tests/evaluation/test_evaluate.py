"""What is measured, on answers that are laid down here."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from faq.errors import FaqError
from faq.evaluation.evaluate import measure
from faq.library.library import Library
from faq.model import ANSWERED, CLOSEST, NOT_COVERED, Answer, Turn
from tests.evaluation.rooms import ANSWERS, KEY, KITCHEN, OPEN, Said, figures, opened, saying, written


def test_a_refusal_is_wrong_but_what_is_shown_as_closest_has_a_rank(tmp_path: Path, house: Library) -> None:
    file = written(tmp_path, *({"q": query, "line": 4} for query in ANSWERS))
    assert figures(measure(house.snapshot, [file], saying(house, ANSWERS))) == {
        "right_first": (0.4, 5),
        "recall_at_1": (0.2, 5),
        "answered_wrong": (0.4, 5),
        "nothing_shown": (0.2, 5),
        "wrongly_refused": (0.4, 5),
        "recall_at_3": (0.4, 5),
        "mrr": (0.5, 5),
        "utility": (-0.1, 5),
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
        "utility": (-0.3333, 3),
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
    report = measure(house.snapshot, [file], led_astray, after=[KITCHEN])
    assert [(one.asked.text, one.after) for one in report.after] == [("unheard of", KITCHEN)]


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


def test_the_span_of_a_follow_up_is_measured_where_it_is_told(tmp_path: Path, house: Library) -> None:
    said: dict[str, Said] = {
        "a": (ANSWERED, [KITCHEN], "Behind the red door."),
        "b": (ANSWERED, [KITCHEN], "Behind the blue door."),
    }
    span = {"line": 4, "answer_lines": [6, 7], "answer_text": "red"}
    turns = [{"q": "a", **span}, {"q": "a", **span}, {"q": "b", **span}, {"q": "b", "line": 4}]
    report = measure(house.snapshot, [written(tmp_path, {"turns": turns})], saying(house, said))
    assert figures(report)["dialogue_span"] == (0.5, 2)


def test_questions_of_an_entry_are_drawn_as_one(tmp_path: Path, house: Library) -> None:
    of_one = [{"q": query, "line": 4} for query in ("right", "refused") * 10]
    of_two = [{"q": "right", "line": 4}, {"q": "second", "line": 12}] * 10
    one, two = (
        measure(house.snapshot, [written(tmp_path, *rows)], saying(house, ANSWERS)).figures[1]
        for rows in (of_one, of_two)
    )
    assert one == ("recall_at_1", "Recall@1, answered right", 0.5, 0.5, 0.5, 20)
    assert two == ("recall_at_1", "Recall@1, answered right", 0.5, 0.0, 1.0, 20)


def test_the_order_of_the_questions_changes_no_figure(tmp_path: Path, house: Library) -> None:
    rows = [{"q": query, "line": line} for query in ANSWERS for line in (4, 8, 12)]
    there, back = (
        measure(house.snapshot, [written(tmp_path, *ordered)], saying(house, ANSWERS)).figures
        for ordered in (rows, rows[::-1])
    )
    assert there == back


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
    "an id": ({"id": "q-why"}, "no such entry 'q-why'; see: bpffaq list"),
    "also": ({"id": KEY, "also": ["q-why"]}, "no such entry 'q-why'; see: bpffaq list"),
    "answerable by none": (
        {"entries": ["q-why"], "kind": "answerable"},
        "none of its entries is in the document; see: bpffaq list",
    ),
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


def test_an_entry_that_only_another_revision_has_is_not_expected(tmp_path: Path, house: Library) -> None:
    """A question that needs it is one that this document does not answer."""
    file = written(
        tmp_path,
        {"q": "right", "entries": ["q-of-later", KITCHEN], "kind": "answerable"},
        {"q": "second", "entries": ["q-of-later"], "kind": "near"},
        {"q": "wrong", "entries": [KEY], "kind": "near"},
        {"q": "refused", "entries": [], "kind": "near"},
    )
    report = measure(house.snapshot, [file], saying(house, ANSWERS))
    assert [(one.asked.measures, one.asked.kind, one.expected, one.ok) for one in report.outcomes] == [
        ("answerable", "", (KITCHEN,), True),
        ("unanswerable", "near", (), False),
        ("answerable", "", (KEY,), True),
        ("unanswerable", "near", (), True),
    ]


def test_the_engine_is_asked(tmp_path: Path, house: Library) -> None:
    file = written(tmp_path, {"q": "Where is the kitchen?", "line": 4})
    assert [one.got for one in measure(house.snapshot, [file]).outcomes] == [KITCHEN]
