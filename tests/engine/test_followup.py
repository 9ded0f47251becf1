"""Follow-ups: what leans on what came before, and what the earlier questions add."""

import pytest

from faq.engine.followup import (
    as_follow_up,
    asks,
    continues,
    favoured,
    is_elliptical,
    is_out_of_vocabulary,
    leaning,
    together,
)
from faq.engine.parameters import DEFAULT
from faq.engine.question import Question
from index.analysis import tokens

WEIGHED = DEFAULT._replace(share=0.4, decay=0.5, led=0.6)
"""Parameters whose products are easily seen."""


def question(text: str, **more: object) -> Question:
    found = tokens(text)
    own = tuple(dict.fromkeys(term for token in found if token.topical for term in token.terms))
    return Question(text, found, own, dict.fromkeys(own, 1.0), {})._replace(**more)  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("pears", True),
        ("peel ripe pears", True),  # three topical words
        ("peel ripe pears knife", False),  # four
        ("peel ripe pears knife with it", True),
        ("and peel ripe pears knife", True),
        ("it has one two three four five six seven eight", True),
        ("it has one two three four five six seven eight nine", False),  # a message of its own
        ("peel and ripe pears knife", False),  # "and" joins only where it comes first
        ("so peel ripe pears knife", True),
    ],
)
def test_what_leans_on_what_came_before(text: str, leans: bool) -> None:
    assert is_elliptical(question(text), DEFAULT) == leans


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [
        ("and pears", True),
        ("pears and", False),
        ("can they rot", True),
        ("can pears rot", False),
        ("I have ripe pears, can they rot", False),
        ("ripe pears. can they rot", False),
        ("my pears, can they rot", True),  # one topical word
        ("these ripe pears, can they rot", True),
        ("ripe pears can they rot", True),  # in the same clause
        ("and ripe pears, can they rot", True),
        ("", False),
    ],
)
def test_what_goes_on(text: str, goes_on: bool) -> None:
    assert continues(question(text)) == goes_on


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("thanks", False),
        ("ok", False),
        ("pears", False),
        ("ripe pears", True),
        ("why", True),
        ("and pears", True),
        ("and", False),
        ("that one", True),
    ],
)
def test_what_asks_anything(text: str, asked: bool) -> None:
    assert asks(question(text)) == asked


@pytest.mark.parametrize(
    ("text", "unmatched", "strange"),
    [
        ("ripe pears", (), False),
        ("ripe pears", ("ripe",), True),  # half of them
        ("ripe pears knife", ("ripe",), False),
        ("the", (), False),
    ],
)
def test_what_no_context_can_answer(text: str, unmatched: tuple[str, ...], strange: bool) -> None:
    assert is_out_of_vocabulary(question(text, unmatched=unmatched)) == strange


def test_earlier_questions_weigh_less_the_further_back_they_are() -> None:
    joined = together(
        question("knife"), [question("pear"), question("ripe"), question("peel knife")], WEIGHED
    )
    assert joined.own == ("knife", "peel", "ripe", "pear")
    assert joined.words == pytest.approx({"knife": 1.0, "peel": 0.4, "ripe": 0.2, "pear": 0.1})


def test_an_earlier_question_without_topical_words_adds_none() -> None:
    joined = together(question("knife"), [question("pear"), question("")], WEIGHED)
    assert joined.words == pytest.approx({"knife": 1.0, "pear": 0.2})


def test_a_word_of_two_earlier_questions_keeps_its_greater_weight() -> None:
    joined = together(question("knife"), [question("pear"), question("pear")], WEIGHED)
    assert joined.words["pear"] == pytest.approx(0.4)


def test_the_words_of_a_long_message_weigh_together_no_more_than_those_of_a_question() -> None:
    pasted = question("knife cuts apple core seeds", grams={"core": 1.0})
    joined = together(question("why"), [pasted], WEIGHED._replace(many=3))
    assert joined.words["core"] == pytest.approx(0.4 * 3 / 5)
    assert joined.grams == pytest.approx({"core": 0.4 * 3 / 5})


def test_the_grams_of_earlier_questions_are_added() -> None:
    joined = together(
        question("a", grams={"ab": 1.0}), [question("b", grams={"ab": 5.0, "cd": 1.0})], WEIGHED
    )
    assert joined.grams == pytest.approx({"ab": 2.0, "cd": 0.4})


def test_a_question_as_a_follow_up_asks_for_marked_terms() -> None:
    asked = as_follow_up(question("ripe pears", grams={"pear": 0.5}))
    assert (asked.words, asked.grams) == ({"+ripe": 1.0, "+pear": 1.0}, {"+pear": 0.5})


def test_entries_that_follow_ups_lead_to_are_favoured() -> None:
    total = favoured({1: 2.0, 2: 3.0}, {7: 10.0, 9: 1.0}, {7: 1, 8: 2, 9: 4}, WEIGHED)
    assert total == pytest.approx({1: 8.0, 2: 3.0, 4: 0.6})


def test_entries_that_a_follow_ups_own_words_speak_for_are_favoured() -> None:
    total = leaning({1: 5.0, 2: 4.0, 3: 1.0}, {1: -1.0, 2: 3.0}, DEFAULT._replace(own_learned=0.5))
    assert total == pytest.approx({1: 4.0, 2: 5.0, 3: 1.0})
    assert leaning({1: 5.0}, {}, DEFAULT) == {1: 5.0}
