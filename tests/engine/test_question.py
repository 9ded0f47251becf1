"""A question, read: what is considered, what is added, what is unknown."""

import pytest

from faq.engine.question import read, unknown_words
from faq.knowledge.values import Curated, Knowledge, Synonym
from faq.library.snapshot import Snapshot
from tests.support.snapshots import snapshot

TEXT = """\
Fruit
=====

Q: How do I peel a pear?
------------------------
A: With a sharp knife, from the stalk down.

Q: Where do apples grow?
------------------------
A: On trees in the orchard.

Q: Which press do I take?
-------------------------
A: Send them to the rack-press, or git-send them.
"""
KNOWN = Knowledge(
    synonyms=(
        Synonym("skin", ("peel",)),
        Synonym("take off", ("peel", "strip")),
        Synonym("get rid of", ("peel",)),
        Synonym("do away with completely", ("peel",)),
        Synonym("e-knife", ("peeler",)),
    ),
    outside=("How do I ride a horse?",),
)


@pytest.fixture(scope="module")
def fruit() -> Snapshot:
    return snapshot(TEXT, KNOWN, b"\nknight 9\n")


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("pear " * 819, ""),  # 4095 bytes
        ("pear " * 819 + "x", ""),  # 4096
        ("pear " * 819 + "xy", "only the first 4096 bytes were considered"),
        ("\u00e9" * 2049, "only the first 4096 bytes were considered"),
        (" ".join(f"w{n}" for n in range(64)), ""),
        (" ".join(f"w{n}" for n in range(65)), "only the first 64 different words were considered"),
        ("pear apple " * 60, ""),  # two words, however often
    ],
)
def test_what_is_left_out_is_said(text: str, cut: str, fruit: Snapshot) -> None:
    question = read(text, fruit)
    assert (question.cut, question.text) == (cut, text)


@pytest.mark.parametrize("space", [" ", "\n", "\t", "\u3000"])
def test_a_word_that_the_limit_falls_in_is_left_out(space: str, fruit: Snapshot) -> None:
    text = f"pear{space}" * 900
    question = read(text[: 4096 - len(text)] + "le" * 4096, fruit)
    assert question.cut
    assert {token.surface for token in question.tokens} == {"pear"}


def test_the_first_words_are_considered(fruit: Snapshot) -> None:
    question = read(" ".join(f"w{n}" for n in range(65)), fruit)
    assert [token.surface for token in question.tokens] == [f"w{n}" for n in range(64)]


@pytest.mark.parametrize(
    ("text", "synonyms"),
    [
        ("skin", (("skin", ("peel",)),)),
        ("Take off", (("take off", ("peel", "strip")),)),
        ("get rid of", (("get rid of", ("peel",)),)),
        ("do away with completely", ()),  # four words
        ("take it off", ()),
        ("peel", ()),
        ("an e-knife", (("e-knife", ("peeler",)),)),
    ],
)
def test_phrases_of_up_to_three_words_have_synonyms(text: str, synonyms: object, fruit: Snapshot) -> None:
    assert read(text, fruit).synonyms == synonyms


def test_a_synonym_weighs_a_tenth_of_a_word_of_ones_own(fruit: Snapshot) -> None:
    assert read("skin", fruit).words == pytest.approx({"peel": 0.1, "skin": 1.0})
    assert read("skin peel", fruit).words == pytest.approx({"peel": 1.0, "skin": 1.0})


def test_terms_are_named_once_and_in_order(fruit: Snapshot) -> None:
    assert read("pears and the pear, peeled", fruit).own == ("pear", "peel")


@pytest.mark.parametrize(
    ("text", "unmatched"),
    [
        ("peel a pear", ()),
        ("peel a zebra, the zebra", ("zebra",)),
        ("ride a horse", ("ride", "horse")),  # only out-of-scope examples have them
        ("the rack-grower", ()),  # a part of it is known
        ("the horse-grower", ("horse-grower",)),
    ],
)
def test_words_that_no_entry_holds(text: str, unmatched: tuple[str, ...], fruit: Snapshot) -> None:
    question = read(text, fruit)
    assert question.unmatched == unmatched
    assert unknown_words(question) == unmatched


def test_a_repaired_word_is_looked_for_in_words_and_grams(fruit: Snapshot) -> None:
    question, right = read("shrap knife", fruit), read("sharp knife", fruit)
    assert question.corrections == (("shrap", "sharp"),)
    assert (question.own, question.grams) == (right.own, right.grams)
    assert question.text == "shrap knife"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("a rack press for apples", True),
        ("Rack Press", True),
        ("the press of my rack", False),
        ("rack, press", False),
        ("rack-press", True),
        ("rack saw", False),
    ],
)
def test_an_identifier_is_known_without_its_hyphen(text: str, whole: bool, fruit: Snapshot) -> None:
    assert ("rack-press" in read(text, fruit).own) is whole


@pytest.mark.parametrize(
    "known",
    [
        Knowledge(outside=("Is there a sharp-knife club?",)),
        Knowledge(entries=(Curated("q-how-do-i-peel-a-pear", questions=("Which sharp-knife peels?",)),)),
    ],
)
def test_words_that_the_document_writes_apart_stay_apart(known: Knowledge) -> None:
    """However an example or a phrasing writes them."""
    assert read("a sharp knife", snapshot(TEXT, known)).own == ("sharp", "knife")
    assert "rack-press" in read("a rack press", snapshot(TEXT, known)).own
