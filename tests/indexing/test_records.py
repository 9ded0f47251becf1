"""What is worked out of a document: which records, and what stands in them."""

from math import expm1, log

import pytest

from faq.indexing.payloads import (
    DOCUMENT,
    ENTRY,
    FOLLOW_UPS,
    LATER,
    OUTSIDE,
    SYNONYMS,
    Outside,
    Stored,
    Synonyms,
)
from faq.indexing.records import BLOCK_WEIGHT, QUESTION_WEIGHT, of_document
from faq.knowledge.values import Curated, Detail, Knowledge, Synonym
from faq.parsing.parse import parse
from index.analysis import grams
from index.evidence import STEPS, evidence, mass, mass_of_grams
from index.search import Record
from index.texts import Table

TEXT = """\
Fruit
=====

Q: How do I peel a ripe pear?
-----------------------------
A: With a sharp knife. It takes four minutes.

Storing winter apples
---------------------

Cellars are dark.
"""
NOTHING = Knowledge()
PEEL = "q-how-do-i-peel-a-ripe-pear"


def records(knowledge: Knowledge = NOTHING) -> list[Record]:
    return list(of_document(parse(TEXT, "fruit.rst", "fruit.rst"), TEXT.split("\n"), knowledge))


def entry(*curated: Curated, id: str = PEEL) -> Record:
    return next(record for record in records(Knowledge(entries=curated)) if record.key == id)


def stored(record: Record) -> Stored:
    return Stored(record.payload.__getitem__)


def looked_up(record: Record) -> dict[str, tuple[str, ...]]:
    return dict(Synonyms([Table(record.payload[0])]))


def test_a_document_alone_has_a_record_an_entry() -> None:
    found = records()
    assert [(record.kind, record.group) for record in found] == [(ENTRY, "fruit.rst")] * 2


def test_what_is_known_has_records_of_its_own() -> None:
    known = Knowledge(
        entries=(Curated(PEEL, ("strip it?",), follow_ups=("and with a fork?",)), Curated("other", ("x?",))),
        synonyms=(Synonym("skin", ("peel",)),),
        outside=("ride a horse?", "milk a cow?"),
    )
    kinds = [record.kind for record in records(known)]
    assert kinds == [ENTRY, ENTRY, FOLLOW_UPS, OUTSIDE, SYNONYMS]
    follow_ups, out_of_scope, synonyms = records(known)[2:]
    assert follow_ups.payload == ("fruit.rst", PEEL)
    assert set(follow_ups.words) == {"+fork"}
    assert set(follow_ups.grams) >= {"+ for", "+fork"}
    questions = Outside(out_of_scope.payload.__getitem__)
    assert questions.group == "fruit.rst"
    assert questions.texts == ["ride a horse?", "milk a cow?"]
    assert [questions.terms.holding(term) for term in ("hors", "cow")] == [[0], [1]]
    assert set(out_of_scope.words) >= {"ride", "hors", "milk", "cow"}
    assert looked_up(synonyms) == {"skin": ("peel",)}
    assert DOCUMENT not in kinds


def test_what_another_revision_does_not_have_is_known_by_a_key() -> None:
    found = records(Knowledge(entries=(Curated(PEEL, follow_ups=("and how?",)),), later=(PEEL, "other")))
    assert [(record.kind, record.keys) for record in found] == [
        (ENTRY, (LATER,)),
        (ENTRY, ()),
        (FOLLOW_UPS, (LATER,)),
    ]


def test_synonyms_of_one_phrase_are_merged_and_none_is_the_phrase_itself() -> None:
    known = Knowledge(
        synonyms=(
            Synonym("skin", ("peel", "skins")),
            Synonym("Skins", ("rind", "peel")),
            Synonym("get rid of", ("peel",)),
        )
    )
    assert looked_up(records(known)[-1]) == {"skin": ("peel", "rind"), "get rid of": ("peel",)}


def test_the_question_says_more_than_the_text() -> None:
    words = entry().words
    assert words["peel"] > words["knife"] > 0


def test_the_heading_above_counts_as_text() -> None:
    text = TEXT.replace("Fruit\n=====\n", "Fruit\n=====\n\nOrchard\n=======\n")
    (first, *_) = of_document(parse(text, "fruit.rst", "fruit.rst"), text.split("\n"), Knowledge())
    assert first.key == PEEL
    assert first.words["peel"] > first.words["orchard"] > 0
    assert "orchard" not in entry().words


def test_the_words_of_a_topic_count_but_only_the_grams_of_its_heading() -> None:
    topic = entry(id="storing-winter-apples")
    assert topic.words["cellar"] > 0
    assert any("wint" in gram for gram in topic.grams)
    assert not any("cell" in gram for gram in topic.grams)
    heading, text = "Storing winter apples", "Cellars are dark."
    rest = mass_of_grams(len(heading + text)) + BLOCK_WEIGHT * mass_of_grams(len(text))
    assert topic.grams == evidence(mass([(grams(heading), QUESTION_WEIGHT)]), others=rest)
    assert any("knif" in gram for gram in entry().grams)


def test_curated_questions_stand_behind_the_documents_own() -> None:
    found = stored(entry(Curated(PEEL, ("Strip it?",), symptoms=("ERR: skin",))))
    assert (found.entry.alternates, found.entry.own) == (("Strip it?", "ERR: skin"), 0)
    assert [asked.text for asked in found.questions] == [
        "How do I peel a ripe pear?",
        "Strip it?",
        "ERR: skin",
    ]


def test_weights_that_are_not_well_formed_are_left_out() -> None:
    assert stored(entry(Curated(PEEL, weights="T" * 8192))).weights == "T" * 8192
    assert stored(entry(Curated(PEEL, weights="T" * 8191))).weights == ""
    assert stored(entry()).weights == ""


@pytest.mark.parametrize(("weights", "kept"), [("T" * 8192, "T" * 8192), ("T" * 8191, ""), ("", "")])
def test_weights_of_what_is_out_of_scope(weights: str, kept: str) -> None:
    document = parse(TEXT, "fruit.rst", "fruit.rst")
    *_, last = of_document(document, TEXT.split("\n"), Knowledge(outside=("Eh?",), outside_weights=weights))
    assert Outside(last.payload.__getitem__).weights == kept


def test_a_detail_names_the_passage_that_answers_it() -> None:
    details = (Detail("It takes four", ("How long?",)), Detail("Nowhere", ("Where?",)))
    record = entry(Curated(PEEL, details=details))
    found = stored(record)
    assert [(asked.text, asked.passage) for asked in found.questions[1:]] == [
        ("How long?", 1),
        ("Where?", -1),
    ]
    assert found.entry.alternates == ()
    assert found.questions[0].passage == -1


def test_what_speaks_for_the_passages_of_an_answer_is_worked_out_and_of_a_topic_not() -> None:
    assert stored(entry()).weighed is not None
    assert stored(entry(id="storing-winter-apples")).weighed is None


def test_words_of_four_letters_and_more_are_known_as_written() -> None:
    known = set(entry().vocabulary)
    assert {"peel", "ripe", "pear", "sharp", "knife", "minutes"} <= {word.lower() for word in known}
    assert not {"How", "do", "a", "It"} & known


def test_neighbouring_words_of_a_question_are_known_as_pairs() -> None:
    known = set(entry().vocabulary)
    assert "ripe pear" in known
    assert "peel ripe" not in known  # "a" stands between them
    assert "sharp knife" not in known
    assert "sharp knife" in set(entry(Curated(PEEL, ("strip it?",))).vocabulary)


def test_pairs_are_of_words_of_three_letters_and_more() -> None:
    known = set(of_text("Dry pip fed to ox herd xy, pip9 seed").vocabulary)
    assert {"dry pip", "pip fed"} <= known
    assert not {"ox herd", "herd xy", "pip9 seed"} & known


def of_text(question: str) -> Record:
    """The record of an entry that is asked by one question."""
    text = f"Fruit FAQ\n=========\n\nQ: {question}?\n{'-' * 60}\nYes.\n"
    (record,) = of_document(parse(text, "fruit.rst"), text.split("\n"), Knowledge())
    return record


def odds(record: Record, one: str, other: str) -> float:
    """How many times the share of one word is that of another one, as a logarithm."""
    return log(expm1(record.words[one]) / expm1(record.words[other]))


def test_phrasings_damp_what_many_of_them_share() -> None:
    """Without any, a word's share is as it was counted; with some it counts by its power of three quarters."""
    alone, taught = entry(), entry(Curated(PEEL, ("Strip?",)))
    assert odds(taught, "peel", "knife") == pytest.approx(0.75 * odds(alone, "peel", "knife"), abs=2 / STEPS)


def test_a_detail_counts_as_a_phrasing_wherever_it_is_answered() -> None:
    first, nowhere = (
        entry(Curated(PEEL, ("Strip it?",), details=(Detail(answer, ("Hull it?",)),)))
        for answer in ("With a sharp", "Nowhere")
    )
    phrased = entry(Curated(PEEL, ("Strip it?", "Hull it?")))
    assert first.words == pytest.approx(phrased.words)
    assert nowhere.words == pytest.approx(phrased.words)


def test_a_detail_that_a_passage_answers_counts_by_its_words_alone() -> None:
    """Its 4-grams, and those of no other phrasing, are left out."""
    first, nowhere = (
        entry(Curated(PEEL, ("Strip it?",), details=(Detail(answer, ("Hull it?",)),)))
        for answer in ("With a sharp", "Nowhere")
    )
    assert first.grams == entry(Curated(PEEL, ("Strip it?",))).grams
    assert nowhere.grams == entry(Curated(PEEL, ("Strip it?", "Hull it?"))).grams


def test_weights_of_a_sentence_go_to_its_passage() -> None:
    bare = stored(entry())
    assert list(bare.passage_weights) == []
    beginning = bare.passages[-1].text[:12]
    found = stored(entry(Curated(PEEL, details=(Detail(beginning, (), "T" * 1024),))))
    assert list(found.passage_weights) == [*[""] * (len(bare.passages) - 1), "T" * 1024]
    bad = stored(entry(Curated(PEEL, details=(Detail(beginning, (), "T" * 1023),))))
    assert list(bad.passage_weights) == []
