"""Kinds: what is asked for by nothing but its kind, and which passages have it."""

import pytest

from faq.engine.kinds import (
    asks_who,
    holds,
    missing,
    names_kind,
    names_version,
    of_kind,
    persons,
    versions,
    wanted,
)
from faq.engine.question import Question
from faq.model import Lines, Passage
from index.analysis import tokens


def question(text: str) -> Question:
    return Question(text, tokens(text), (), {}, {})


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("url?", True),
        ("what is the exact command?", True),
        ("give me an example", True),
        ("why?", True),
        ("how long?", True),
        ("who?", True),
        ("any names?", True),
        ("the homepage please", True),
        ("e-mail?", True),
        ("which command builds it?", False),  # names what it does
        ("where do I send it?", False),
        ("what about it?", False),  # names no kind
        ("thanks", False),
        ("", False),
    ],
)
def test_what_names_nothing_but_a_kind(text: str, bare: bool) -> None:
    assert names_kind(question(text)) == bare


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("url?", [1]),
        ("command?", [2, 10]),
        ("why?", [3, 7]),
        ("example?", [2, 4, 10]),
        ("how many?", [0]),
        ("who?", [6]),
        ("is there a link?", [1]),  # not the sentence that says "please"
        ("an address?", [1, 8]),
        ("how long?", [9]),
        ("is it?", [7]),
    ],
)
def test_which_passages_have_it(text: str, numbers: list[int]) -> None:
    texts = (
        ("paragraph", "These days pears are stored, since version 2."),
        ("paragraph", "See https://pears.test/"),
        ("code", "$ peel pears"),
        ("paragraph", "Cool ones keep since they breathe less."),
        ("paragraph", "Some pears, e.g. Nashi, are hard."),
        ("paragraph", "The maintainers eat them."),
        ("paragraph", "Ann Pear picks them."),
        ("paragraph", "Please peel them, which is useful."),
        ("paragraph", "Write to pears@pears.test, as in BPF Type Format."),
        ("paragraph", "They stay there until they are ripe."),
        ("code", "Registered Pears"),
    )
    passages = [Passage(said, Lines(n, n), n, kind) for n, (kind, said) in enumerate(texts)]
    assert of_kind(question(text), passages) == numbers


@pytest.mark.parametrize(
    ("asked", "verdict"),
    [
        (" is it ripe ", True),
        (" should i peel it ", True),
        (" why is it ripe ", False),  # the verb is not the first word
        (" ", False),
    ],
)
def test_a_question_that_begins_with_its_verb_wants_a_verdict(asked: str, verdict: bool) -> None:
    assert holds(wanted(asked), Passage("Yes.", Lines(1, 1), 0, "paragraph")) == verdict


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("who?", "a name"),
        ("url?", "a link"),
        ("an address?", "an address"),
        ("which list?", "a mail address"),
        ("where?", ""),  # no pattern tells that there is none
        ("when?", "a time"),
        ("why?", "a reason"),
        ("give me an example", "an example"),
        ("the exact command?", "a command"),
        ("is it?", ""),  # a verdict is no thing
        ("how do I do that?", ""),
        ("where do I peel it?", ""),  # names what is done
        ("", ""),
    ],
)
def test_what_is_missing(text: str, thing: str) -> None:
    assert missing(question(text), [Passage("Pears are stored.", Lines(1, 1), 0, "paragraph")]) == thing


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("why?", "Cool ones keep since they breathe less."),
        ("why?", "Hence they are peeled."),
        ("why?", "They are peeled to avoid stains."),
        ("how long?", "Four to five minutes."),
        ("how often?", "They are picked daily."),
        ("when?", "On Mondays."),
        ("who?", "The garden team picks them."),
        ("example?", "Some, for instance Nashi, are hard."),
    ],
)
def test_what_is_there_is_not_missing(text: str, said: str) -> None:
    assert missing(question(text), [Passage(said, Lines(1, 1), 0, "paragraph")]) == ""


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("and 4.3?", True),
        ("what about v5.10?", True),
        ("and for 6.1.y?", True),
        ("4.x?", True),
        ("and v2?", True),
        ("4.3 and 4.4?", True),
        ("and 4?", False),  # may be anything
        ("and LLVM 4.3?", False),
        ("version?", False),
        ("and x.y?", False),
        ("and?", False),
    ],
)
def test_what_names_nothing_but_a_version(text: str, only: bool) -> None:
    assert names_version(question(text)) == only


def test_versions_are_numbers_with_a_dot_or_a_v() -> None:
    texts = ("since 3.7.1", "2 or 3 days", "the v2 processor", "pears")
    assert versions([Passage(text, Lines(1, 1), 0, "paragraph") for text in texts]) == [0, 2]


def test_persons_are_those_with_an_address() -> None:
    texts = ("BPF Type Format", "Ada Lovelace <ada@example.org>", "the list is eggs@example.org")
    assert persons([Passage(text, Lines(1, 1), 0, "paragraph") for text in texts]) == [1]


@pytest.mark.parametrize(
    ("text", "who"),
    [("who do I ask?", True), ("whom to ask", True), ("the one who asks", False), ("", False)],
)
def test_who_asks_for_a_person_at_the_beginning(text: str, who: bool) -> None:
    assert asks_who(f" {text.rstrip('?')} ") == who
