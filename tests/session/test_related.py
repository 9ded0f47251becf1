"""What is offered next to an entry, and what an entry that was opened has to do with the last question."""

import pytest

from faq.model import ANSWERED, Answer, Result
from faq.session import related
from tests.support.session_stage import background

ENTRIES = background().entries()


def answer(*numbers: int) -> Answer:
    return Answer("why?", ANSWERED, 0.9, "high", (), (), tuple(ENTRIES[number] for number in numbers))


@pytest.mark.parametrize(
    ("shown", "found", "relation"),
    [
        (3, (1, 3, 2), "it was found for your question, too, as number 2 of 3."),
        (2, (1, 3), "it stands in the same section as the answer to your question."),
        (26, (1, 3), "it was not found for your question."),
        (26, (), "it was not found for your question."),
    ],
)
def test_relation(shown: int, found: tuple[int, ...], relation: str) -> None:
    assert related.relation(ENTRIES[shown], answer(*found)) == relation


@pytest.mark.parametrize(
    ("shown", "offered", "numbers"),
    [
        (1, (), [2, 3, 4, 5]),
        (1, (2,), [3, 4, 5]),
        (1, (2, 3, 4), [5]),
        (26, (), [22, 23, 24, 25]),
        (0, (), []),
    ],
)
def test_what_stands_beside_goes_forward_then_back(
    shown: int, offered: tuple[int, ...], numbers: list[int]
) -> None:
    found: tuple[Result, ...] = related.beside(
        ENTRIES, ENTRIES[shown], [ENTRIES[number] for number in (shown, *offered)]
    )
    assert [ENTRIES.index(one) for one in found] == numbers


def test_beside_an_entry_that_is_no_longer_there() -> None:
    shown = ENTRIES[1]._replace(entry=ENTRIES[1].entry._replace(id="gone"))
    found = related.beside(ENTRIES, shown, [])
    assert [ENTRIES.index(one) for one in found] == [1, 2, 3, 4, 5]
