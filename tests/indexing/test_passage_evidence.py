"""What speaks for each passage, and which cannot be an answer."""

import pytest

from faq.indexing.passage_evidence import told, weigh
from faq.indexing.payloads import NOTHING, Asked, Evidence
from faq.model import Lines, Passage

Shown = tuple[str, str, int]
"""Text, kind, number of the block."""


def passages(*shown: Shown) -> list[Passage]:
    return [Passage(text, Lines(1, 1), block, kind) for text, kind, block in shown]


def evidence(*shown: Shown, asked: tuple[tuple[str, int], ...] = ()) -> Evidence:
    found = passages(*shown)
    return weigh(told([Asked(text, (), passage) for text, passage in asked], found), found)


LINE = "Then run the following commands as root:"


@pytest.mark.parametrize(
    ("shown", "can"),
    [
        ([("Pears are ripe.", "paragraph", 0)], (True,)),
        # a command, and what it printed
        ([("$ make", "code", 0), ("CC pear.o", "code", 0), ("$ ls", "code", 0)], (True, False, True)),
        ([("# make", "code", 0), ("done", "code", 0)], (True, False)),
        # a listing without prompts has no output
        ([("make", "code", 0), ("make install", "code", 0)], (True, True)),
        # output belongs to the listing it stands in
        ([("$ make", "code", 0), ("pear.o", "code", 1)], (True, True)),
        # what is not a unit (faq.indexing.units)
        ([("See below.", "paragraph", 0)], (False,)),
    ],
)
def test_what_can_be_an_answer(shown: list[Shown], can: tuple[bool, ...]) -> None:
    assert tuple(unit != NOTHING for unit in evidence(*shown).units) == can


def test_a_command_is_found_by_the_line_that_announces_it() -> None:
    found = evidence(
        (LINE, "paragraph", 0), ("$ make", "code", 1), ("$ ls", "code", 1), ("So.", "paragraph", 2)
    )
    own, first, second, other = (words.get("command", 0) for words in found.words)
    assert own > first > second > 0
    assert other == 0


def test_a_command_is_found_by_what_it_printed() -> None:
    found = evidence(("$ make", "code", 0), ("pears compiled", "code", 0), ("$ ls", "code", 0))
    first, printed, second = (words.get("pear", 0) for words in found.words)
    assert printed > first > 0
    assert second == 0


def test_a_passage_is_found_by_the_questions_that_it_is_known_to_answer() -> None:
    shown = (("Four minutes.", "paragraph", 0), ("Pears.", "paragraph", 0))
    without = evidence(*shown)
    taught = evidence(*shown, asked=(("how long?", 0), ("what else?", -1)))
    assert "long" not in without.words[0]
    assert taught.words[0]["long"] > 0
    assert all("els" not in words for words in taught.words)
    assert taught.words[1] == without.words[1]


def test_a_line_answers_what_its_command_is_asked() -> None:
    found = evidence((LINE, "paragraph", 0), ("$ make", "code", 1), asked=(("compile it?", 0),))
    assert found.words[0]["compil"] > found.words[1]["compil"] > 0


def test_evidence_is_in_whole_hundredths() -> None:
    found = evidence((LINE, "paragraph", 0), ("$ make", "code", 1))
    assert all(isinstance(weight, int) for words in found.words for weight in words.values())


def test_a_commands_own_words_say_more_than_those_of_the_line_that_announces_it() -> None:
    line = "$ compile pears quickly now please without any noise"
    found = evidence(("Run one of these to boil or bake nice fruit:", "paragraph", 0), (line, "code", 1))
    assert found.words[1]["compil"] > found.words[1]["boil"] > 0


@pytest.mark.parametrize(
    "shown",
    [
        [(LINE, "paragraph", 0), ("So much for that.", "paragraph", 1)],  # no command
        [("$ make", "code", 0), (LINE, "paragraph", 1)],  # it stands behind
    ],
)
def test_only_a_listing_below_it_is_found_by_a_line_that_announces(shown: list[Shown]) -> None:
    found = evidence(*shown)
    assert [words.get("command", 0) > 0 for words in found.words] == [text == LINE for text, *_ in shown]
