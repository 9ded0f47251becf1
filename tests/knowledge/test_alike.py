"""Questions that repeat or contradict others."""

from time import process_time

import pytest

from faq.knowledge.alike import Phrasing, compare
from index.analysis import terms


def asked(text: str, id: str, line: int, file: str = "d/hens.toml", is_heading: bool = False) -> Phrasing:
    """A question of an entry; of none where there is no id."""
    return Phrasing(text, frozenset(terms(text)) or frozenset([text]), id, file, line, is_heading)


HEADING = asked("How often do hens lay eggs?", "lay", 4, "d/hens.rst", True)
FEED = asked("What do hens eat?", "feed", 8, "d/hens.rst", True)
GENERATED = "d/hens.generated.toml"


@pytest.mark.parametrize(
    ("questions", "outside", "told"),
    [
        # its own entry
        ([asked("Eggs per week?", "lay", 3), asked("How many eggs in a week?", "lay", 5)], [], []),
        (
            [asked("Eggs every week?", "lay", 3), asked("eggs each week, every week", "lay", 5)],
            [],
            ["hens.toml:5: 'eggs each week, every week' is nearly 'Eggs every week?' (line 3): keep one"],
        ),
        (
            [asked("Eggs per week?", "lay", 3), asked("Eggs per week?", "lay", 5)],
            [],
            ["hens.toml:5: 'Eggs per week?' is listed twice, see line 3: keep one"],
        ),
        (
            [asked("How often?", "lay", 3), asked("How often?", "lay", 5)],
            [],
            ["hens.toml:5: 'How often?' is listed twice, see line 3: keep one"],
        ),
        # its own entry in the other file, which has more of the same
        ([asked("Eggs every week?", "lay", 3), asked("eggs, every week", "lay", 5, GENERATED)], [], []),
        (
            [asked("Eggs every week?", "lay", 3), asked("Eggs every week?", "lay", 5, GENERATED)],
            [],
            ["hens.generated.toml:5: 'Eggs every week?' is listed twice, see hens.toml:3: keep one"],
        ),
        # its own heading
        ([asked("How often does a brown hen lay eggs?", "lay", 3)], [], []),
        (
            [asked("how often does a hen lay an egg", "lay", 3)],
            [],
            [
                "hens.toml:3: 'how often does a hen lay an egg' is nearly the heading "
                "'How often do hens lay eggs?' (hens.rst:4): remove it"
            ],
        ),
        (
            [asked(HEADING.text, "lay", 3)],
            [],
            [f"hens.toml:3: '{HEADING.text}' repeats the heading (hens.rst:4): remove it"],
        ),
        # other entries
        (
            [asked("Eggs every week?", "lay", 3), asked("eggs, every week", "feed", 5)],
            [],
            [
                "hens.toml:5: 'eggs, every week' is nearly 'Eggs every week?' (line 3) of lay: "
                "keep it where it is answered"
            ],
        ),
        (
            [asked("Corn?", "lay", 3), asked("Corn?", "feed", 5, GENERATED)],
            [],
            ["hens.generated.toml:5: 'Corn?' is listed under two entries, see hens.toml:3: keep one"],
        ),
        (
            [asked("what eats a hen", "lay", 3)],
            [],
            [
                "hens.toml:3: 'what eats a hen' is nearly the heading 'What do hens eat?' (hens.rst:8) of feed: "
                "keep it where it is answered"
            ],
        ),
        (
            [asked(FEED.text, "lay", 3)],
            [],
            [f"hens.toml:3: '{FEED.text}' is the heading of feed (hens.rst:8): keep it where it is answered"],
        ),
        # out of scope
        (
            [asked("fox in the yard", "feed", 3)],
            [asked("fox, yard, fence", "", 9)],
            [
                "hens.toml:9: 'fox, yard, fence' is out of scope, but nearly 'fox in the yard' (line 3) of feed: "
                "remove one"
            ],
        ),
        (
            [asked("fox?", "feed", 3)],
            [asked("fox?", "", 9, GENERATED)],
            [
                "hens.generated.toml:9: 'fox?' is out of scope, but a question of feed (hens.toml:3): remove one"
            ],
        ),
        (
            [],
            [asked(FEED.text, "", 9)],
            [f"hens.toml:9: '{FEED.text}' is out of scope, but the heading of feed (hens.rst:8): remove it"],
        ),
        (
            [],
            [asked("What do brown hens eat in winter?", "", 9), asked("What does a hen read?", "", 10)],
            [
                "hens.toml:9: 'What do brown hens eat in winter?' is out of scope, but nearly the heading "
                "'What do hens eat?' (hens.rst:8) of feed: remove it"
            ],
        ),
        (
            [],
            [asked("winter coat", "", 9), asked("a coat in winter", "", 10), asked("coat or cape", "", 11)],
            ["hens.toml:10: 'a coat in winter' is nearly 'winter coat' (line 9): keep one"],
        ),
    ],
)
def test_what_is_told(questions: list[Phrasing], outside: list[Phrasing], told: list[str]) -> None:
    found = compare([HEADING, FEED], questions, outside)
    assert [f"{one.location}: {one.problem}: {one.hint}".removeprefix("d/") for one in found] == told


def test_the_first_of_each_kind_is_told() -> None:
    """A question of its own entry and one of another, of many."""
    same = [asked(f"grey goose {'!' * n}", "feed", n) for n in range(1, 4)]
    other = [asked(f"a grey goose {'!' * n}", "lay", n) for n in range(4, 6)]
    found = compare([], [*same, *other], [])
    assert [(one.location.rpartition(":")[2], one.problem.partition("(")[2][:7]) for one in found] == [
        ("2", "line 1)"),
        ("3", "line 1)"),
        ("4", "line 1)"),
        ("5", "line 1)"),
        ("5", "line 4)"),
    ]


def test_what_is_listed_thousands_of_times_is_compared_with_its_first_place() -> None:
    same = [asked("grey goose", "feed", line) for line in range(1, 5001)]
    began = process_time()
    found = list(compare([], same, []))
    assert process_time() - began < 2
    assert len(found) == 4999
    assert str(found[-1]) == "d/hens.toml:5000: 'grey goose' is listed twice, see line 1; keep one"
