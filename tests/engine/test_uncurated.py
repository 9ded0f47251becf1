"""What is shown of a document that nobody curated, by how much of a question it knows."""

import pytest

from faq.engine import ask
from faq.engine.confidence import Claim
from faq.engine.followup import together
from faq.engine.match import Match, matched
from faq.engine.parameters import DEFAULT
from faq.engine.question import Question, read
from faq.engine.ranking import rank, score
from faq.library.snapshot import Snapshot
from faq.model import ANSWERED, CLOSEST, NOT_COVERED
from tests.support.scores import scores_with_and_by_default
from tests.support.snapshots import snapshot

SITES = """Hosting: frequently asked questions
===================================

How do I change the name of my site?
------------------------------------
In its settings. The URL at which it is served stays as it is.

Why are images not shown?
-------------------------
Their names have to end in ``.png``.

How do I delete my account?
---------------------------
Write to the staff, who keep it for a month.
"""


@pytest.mark.parametrize(
    ("query", "question"),
    [
        ("a user wants to be erased", "How do I delete my account?"),
        ("remove the login", "How do I delete my account?"),
    ],
)
def test_a_question_in_other_words_shows_the_entry_that_has_synonyms_of_them(
    query: str, question: str
) -> None:
    answer = ask(snapshot(SITES), query)
    assert (answer.status, answer.results[0].entry.question) == (CLOSEST, question)


@pytest.mark.parametrize(
    ("word", "questions"),
    [
        ("url", ["How do I change the name of my site?"]),  # its own text has it
        ("photo", ["Why are images not shown?"]),  # it has a synonym
        ("duration", []),  # "time" is nowhere
    ],
)
def test_a_single_word_lists_the_entries_that_have_a_synonym_of_it(word: str, questions: list[str]) -> None:
    assert [result.entry.question for result in ask(snapshot(SITES), word).results] == questions


def test_words_on_any_subject_are_not_missed() -> None:
    query = "its name still goes under the old URL all over"
    listing = b"\nall 300000\ngoes 300000\nold 300000\nover 300000\nstill 300000\nunder 300000\n"
    rare, common = (ask(snapshot(SITES, english=english), query) for english in (b"\n", listing))
    assert (rare.status, common.status) == (NOT_COVERED, ANSWERED)


@pytest.mark.parametrize(
    "query",
    ["How long do cats live?", "Why is the sky blue?", "wipe a zebra", "Who won the world cup in 2018?"],
)
def test_what_is_about_something_else_shows_nothing(query: str) -> None:
    assert ask(snapshot(SITES), query).status == NOT_COVERED


def found(question: Question, sites: Snapshot, *claims: Claim) -> Match:
    return matched(question, rank(score(question, sites, DEFAULT), sites), sites, claims=claims)


def test_a_question_that_goes_on_is_known_by_the_words_before_it_too() -> None:
    sites = snapshot(SITES)
    question = read("and quick zebras", sites)
    joined = together(question, [read("how do I delete my account", sites)], DEFAULT)
    alone, after = found(question, sites).features, found(joined, sites).features
    assert alone is None
    assert after is not None
    assert after.known == 1 - after.unknown > 0


def test_beside_a_curated_document_only_the_words_themselves_count() -> None:
    sites = snapshot(SITES)
    question = read("a user wants to be erased", sites)  # the entry has synonyms of both words
    beside = found(question, sites, Claim(special=0.5, out_of_scope=0.0))
    assert beside.confidence < found(question, sites).confidence


def test_the_entry_that_has_the_special_word_is_preferred() -> None:
    sites = snapshot(SITES)
    less = DEFAULT._replace(special_bonus=0.0)
    without, found = scores_with_and_by_default("who serves the url", sites, less)
    name, *others = sorted(found)
    assert found[name] - without[name] == pytest.approx(DEFAULT.special_bonus)
    assert all(found[other] == without[other] for other in others)
