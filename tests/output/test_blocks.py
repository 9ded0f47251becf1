"""The blocks of an entry: what is marked in them as the short answer, and an excerpt around it."""

import random

import pytest

from faq.model import Block, Lines, ShortAnswer
from faq.output import blocks
from faq.output.text import Style


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("width", [24, 40, 80])
def test_a_marked_text_is_the_text(seed: int, width: int) -> None:
    """However much of a block the short answer is, nothing is lost, doubled or moved, and just that is marked."""
    chance = random.Random(seed)
    words = [f"w{number}" for number in range(chance.randint(1, 60))]
    first = chance.randrange(len(words))
    last = chance.randint(first + 1, len(words))
    block = Block("bullet", " ".join(words), Lines(3, 9), 1)
    short = ShortAnswer(" ".join(words[first:last]), Lines(4, 5))
    (rows,) = blocks.drawn([block], short, Style(width))
    assert " ".join(line.strip() for line, _ in rows) == f"* {block.text}"
    marked = " ".join(line.strip() for line, mark in rows if mark)
    assert marked.removeprefix("* ") == short.text


LIST = [
    Block("paragraph", "Do this:", Lines(1, 1)),
    Block("code", "$ one\n$ two\n$ three", Lines(3, 5)),
    Block("paragraph", "And two is not code here.", Lines(7, 7)),
    Block("quote", "bpf@vger.kernel.org", Lines(9, 9)),
]


@pytest.mark.parametrize(
    ("short", "marked"),
    [
        (ShortAnswer("$ two\n$ three", Lines(4, 5)), ["    $ two", "    $ three"]),
        (
            ShortAnswer("And two is not code here.\nbpf@vger.kernel.org", Lines(7, 9)),
            ["And two is not code here.", "    bpf@vger.kernel.org"],
        ),
        (ShortAnswer("nowhere to be found", Lines(1, 9)), []),
        (ShortAnswer("Do this", Lines(1, 1)), ["Do this:"]),
    ],
)
def test_what_is_marked(short: ShortAnswer, marked: list[str]) -> None:
    rows = [row for group in blocks.drawn(LIST, short, Style(80)) for row in group]
    assert [line for line, mark in rows if mark] == marked


@pytest.mark.parametrize(
    ("sizes", "marked", "most", "shown", "later", "omitted"),
    [
        ([3, 3, 3], 0, 6, "aaabbb", False, 3),
        ([3, 3, 3], 2, 6, "bbbccc", True, 3),
        ([2, 3, 2], 1, 5, "bbbcc", True, 2),
        ([20], 0, 5, "aaaaa", False, 15),
        ([2, 9, 2], 1, 5, "bbbbb", True, 8),
    ],
)
def test_an_excerpt_has_the_blocks_around_the_answer(
    sizes: list[int], marked: int, most: int, shown: str, later: bool, omitted: int
) -> None:
    groups = [[("abc"[n], n == marked)] * size for n, size in enumerate(sizes)]
    excerpt = blocks.excerpt(groups, most)
    assert ("".join(line for line, _ in excerpt.rows), excerpt.begins_later, excerpt.omitted) == (
        shown,
        later,
        omitted,
    )


@pytest.mark.parametrize(
    ("lead", "most", "shown"),
    [
        ("so:", 4, ["so:", "", "one", "two"]),
        ("so:", 3, ["so:", "", "one"]),
        ("so:", 2, ["so:"]),
        ("so.", 4, ["so."]),
    ],
)
def test_an_excerpt_goes_on_with_what_its_end_announces(lead: str, most: int, shown: list[str]) -> None:
    groups = [[(lead, False)], [("", False), ("one", False), ("two", False), ("three", False)]]
    found = blocks.excerpt(groups, most)
    assert [line for line, _ in found.rows] == shown
    assert found.omitted == 5 - len(shown)


def test_an_excerpt_of_a_list_begins_with_what_leads_to_it() -> None:
    groups = [[("lead:", False)], [("item", True)], [("next", False)]]
    assert [line for line, _ in blocks.excerpt(groups, 2).rows] == ["lead:", "item"]


def test_a_piece_of_the_short_answer_is_found_behind_the_one_before() -> None:
    listing = Block("code", "make\ncd x\nmake", Lines(3, 5))
    found = blocks.found_in([listing], ShortAnswer("cd x\nmake", Lines(3, 5)))
    assert found == {0: (5, 14)}
