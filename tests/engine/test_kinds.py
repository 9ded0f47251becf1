"""Kinds: what is asked for by nothing but its kind, and which passages have it."""

import pytest

from faq.engine.kinds import asks_who, holds, names_kind, of_kind, persons, wanted
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
        ("command?", [2]),
        ("why?", [3]),
        ("example?", [2, 4]),
        ("how many?", []),
        ("who?", [6]),
    ],
)
def test_which_passages_have_it(text: str, numbers: list[int]) -> None:
    texts = (
        ("paragraph", "Pears are stored."),
        ("paragraph", "See https://pears.test/"),
        ("code", "$ peel pears"),
        ("paragraph", "Cool ones keep since they breathe less."),
        ("paragraph", "Some pears, e.g. Nashi, are hard."),
        ("paragraph", "The maintainers eat them."),
        ("paragraph", "Ann Pear picks them."),
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


def test_persons_are_those_with_an_address() -> None:
    texts = ("BPF Type Format", "Ada Lovelace <ada@example.org>", "the list is eggs@example.org")
    assert persons([Passage(text, Lines(1, 1), 0, "paragraph") for text in texts]) == [1]


@pytest.mark.parametrize(
    ("text", "who"),
    [("who do I ask?", True), ("whom to ask", True), ("the one who asks", False), ("", False)],
)
def test_who_asks_for_a_person_at_the_beginning(text: str, who: bool) -> None:
    assert asks_who(f" {text.rstrip('?')} ") == who
