"""Questions asked again with sentences that ask nothing, on answers that are laid down here."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from faq.evaluation.evaluate import measure
from faq.evaluation.invariance import BEFORE, BEHIND, invariance
from faq.library.library import Library
from faq.model import ANSWERED, CLOSEST, NOT_COVERED, Answer, Turn
from tests.evaluation.rooms import ANSWERS, KEY, KITCHEN, Said, saying, written


def test_each_question_gets_the_next_sentence_on_its_side(tmp_path: Path, house: Library) -> None:
    asked: list[tuple[str, tuple[Turn, ...]]] = []

    def ask(query: str, context: Sequence[Turn]) -> Answer:
        asked.append((query, tuple(context)))
        return saying(house, {query: ANSWERS["right"]})(query, context)

    file = written(tmp_path, *({"q": "right", "line": 4} for _ in range(13)))
    alone = measure(house.snapshot, [file], ask).outcomes
    asked.clear()
    invariance(ask, alone)
    before = [f"{sentence} right" for sentence in BEFORE]
    behind = [f"right {sentence}" for sentence in BEHIND]
    assert asked == [(query, ()) for query in (*before, *behind, before[0])]


def test_only_what_stands_alone_is_asked_again(tmp_path: Path, house: Library) -> None:
    file = written(
        tmp_path,
        {"q": "right", "kind": "far"},
        {"q": "right", "line": 4, "answer_lines": [4, 6]},
        {"turns": [{"q": "right", "line": 4}]},
    )
    said = saying(house, {**ANSWERS, f"{BEFORE[0]} right": ANSWERS["right"]})
    found = measure(house.snapshot, [file], said, again=True).invariance
    assert found
    assert [one.plain.asked.measures for one in found.repeats] == ["unanswerable"]


def test_where_nothing_stands_alone_there_is_nothing_to_tell(tmp_path: Path, house: Library) -> None:
    file = written(tmp_path, {"turns": [{"q": "right", "line": 4}]})
    found = measure(house.snapshot, [file], saying(house, ANSWERS), again=True).invariance
    assert found == ((), (), ())


CHANGES: dict[str, tuple[Said, tuple[bool, bool, bool]]] = {
    "nothing": ((ANSWERED, [KITCHEN, KEY], ""), (False, False, False)),
    "the second entry": ((ANSWERED, [KITCHEN], ""), (False, False, False)),
    "the first entry": ((ANSWERED, [KEY], ""), (True, True, False)),
    "the status": ((CLOSEST, [KITCHEN], ""), (True, False, True)),
    "both": ((NOT_COVERED, [], ""), (True, True, True)),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_one_of_the_first_entry_or_the_status(tmp_path: Path, house: Library, name: str) -> None:
    said, expected = CHANGES[name]
    answers = {"right": ANSWERS["right"], f"{BEFORE[0]} right": said}
    file = written(tmp_path, {"q": "right", "line": 4})
    found = measure(house.snapshot, [file], saying(house, answers), again=True).invariance
    assert found
    assert tuple(bool(figure.value) for figure in found.figures) == expected
