"""Confidence: what describes a match, and the names of how sure it is."""

from math import exp, log

import pytest

from faq.engine.confidence import Claim, beside, blended, confidence, level
from faq.engine.followup import together
from faq.engine.match import features
from faq.engine.match import matched as look
from faq.engine.parameters import CURATED, DEFAULT, PLAIN, Features
from faq.engine.question import Question, read
from faq.engine.ranking import MatchedQuestions, Ranking, rank, score
from faq.indexing.payloads import Analysed, Asked, Stored, pack
from faq.knowledge.values import Knowledge
from faq.library.snapshot import Snapshot
from faq.model import Entry, Lines, Passage
from index.buckets import buckets, written
from tests.support.snapshots import snapshot

ENTRY = Entry("a", "qna", "A?", (), (), (), (), Lines(1, 2))
ASKED, PEEL = Asked("A?", ("pear",)), Passage("Peel.", Lines(2, 2), 0, "paragraph")
FIRST = Stored(pack(Analysed(ENTRY, "g", (ASKED,), (PEEL,), (("peel",),))).__getitem__)
OWN = ("pear", "peel", "knife", "zebra")
QUESTION = Question("", (), OWN, dict.fromkeys(OWN, 1.0), {})
NOTHING = Features(*[0.0] * len(Features._fields))
IDF = {"pear": 1.0, "peel": 2.0, "knife": 3.0}


PEARS = "Q: How do I peel pears?\n-----------------------\nA: With a knife.\n"


def matched(*values: float) -> MatchedQuestions:
    return MatchedQuestions(range(len(values)), values)


def test_what_describes_a_match() -> None:
    ranking = Ranking(((1, 9.0), (2, 7.0), (3, 6.5)), {"g": 4.0})
    found = features(
        QUESTION,
        ranking,
        FIRST,
        matched(0.9, 0.6, 0.3, 0.2),
        matched(0.5, 0.3, 0.1),
        [0.9, 0.6, 0.5, 0.4, 0.3],
        IDF,
    )
    # a word that no entry holds weighs 1.5 next to the three that some do
    # the five nearest: .9 .6 .5 .4 inside and .5 outside
    outvoted = 0.25 / (0.81 + 0.36 + 0.25 + 0.16 + 0.25)
    expected = Features(
        score=9.0,
        margin=2.25,
        gap=5.0,
        out_of_scope=0.4,
        outvoted=outvoted,
        best=0.9,
        three=0.6,
        covered=3 / 7.5,
        unknown=1.5 / 7.5,
        length=log(5),
        verbatim=2 / 7.5,
    )
    assert found == pytest.approx(expected)


def test_a_single_entry_without_questions_or_out_of_scope_class() -> None:
    found = features(QUESTION, Ranking(((1, 9.0),), {}), FIRST, matched(), matched(), [], IDF)
    assert (found.margin, found.gap, found.out_of_scope, found.outvoted) == (9.0, 0, 0, 0)
    assert (found.best, found.three) == (0, 0)


def test_the_first_entry_is_compared_with_the_next_three() -> None:
    ranking = Ranking(tuple(enumerate((9.0, 8.0, 5.0, 2.0, 1.0))), {})
    found = features(QUESTION, ranking, FIRST, matched(), matched(), [], IDF)
    assert found.margin == pytest.approx(4.0)


def test_sentence_vectors_are_features_of_their_own() -> None:
    ranking = Ranking(((1, 15.0), (2, 8.0)), {}, {1: 0.6, 2: 0.1, 3: 0.4}, 10.0)
    found = features(QUESTION, ranking, FIRST, matched(), matched(), [], IDF)
    assert found[:2] == pytest.approx((9.0, 2.0))  # as the words have it
    assert (found.cosine, found.cosine_margin) == pytest.approx((0.6, 0.2))


def test_the_two_rankings_disagree() -> None:
    ranking = Ranking(((1, 12.0), (2, 8.0)), {}, {1: 0.6, 2: 0.1}, 10.0)
    found = features(QUESTION, ranking, FIRST, matched(), matched(), [], IDF)
    assert found[:2] == pytest.approx((6.0, -1.0))
    assert (found.cosine, found.cosine_margin) == pytest.approx((0.6, 0.5))


@pytest.mark.parametrize(
    ("sure", "name"),
    [(1.0, "high"), (0.85, "high"), (0.849, "medium"), (0.6, "medium"), (0.599, "low"), (0.0, "low")],
)
def test_the_name_of_a_confidence(sure: float, name: str) -> None:
    assert level(sure) == name


@pytest.mark.parametrize(("constant", "sure"), [(0.0, 0.5), (log(3), 0.75), (-log(3), 0.25)])
def test_the_formula_is_logistic(constant: float, sure: float) -> None:
    assert confidence(NOTHING, PLAIN._replace(constant=constant)) == pytest.approx(sure)


@pytest.mark.parametrize("constant", [1e6, -1e6])
def test_no_match_is_too_sure_to_be_told(constant: float) -> None:
    assert 0 < confidence(NOTHING, PLAIN._replace(constant=constant)) <= 1
    assert confidence(NOTHING, PLAIN._replace(constant=constant)) == pytest.approx(float(constant > 0))


@pytest.mark.parametrize(
    ("own", "share"),
    [
        (("pear", "peel", "knife"), 3 / 6),  # a row of two in a question of the entry
        (("peel", "pear", "knife"), 3 / 6),  # the other way round it is the single word that weighs most
        (("zebra", "zebu"), 0.0),
    ],
)
def test_what_stands_in_a_row_is_verbatim(own: tuple[str, ...], share: float) -> None:
    asked = Asked("A?", ("pear", "peel", "corer", "knife"))
    first = Stored(pack(Analysed(ENTRY, "g", (asked,), (PEEL,), (("peel",),))).__getitem__)
    question = Question("", (), own, dict.fromkeys(own, 1.0), {})
    found = features(question, Ranking(((1, 9.0),), {}), first, matched(), matched(), [], IDF)
    assert found.verbatim == pytest.approx(share)


@pytest.mark.parametrize(
    ("passages", "long"),
    [(1, 0.0), (8, 0.0), (17, log(2)), (26, log(3)), (72, log(73 / 9)), (500, log(73 / 9))],
)
def test_a_long_entry_is_described_by_its_passages(passages: int, long: float) -> None:
    spans = tuple(PEEL._replace(text=f"peel {n}") for n in range(passages))
    asked = Asked("A?", ("pear",))
    packed = pack(Analysed(ENTRY, "g", (asked,), spans, tuple(("peel",) for _ in spans)))
    first = Stored(packed.__getitem__)
    found = features(QUESTION, Ranking(((1, 9.0),), {}), first, matched(), matched(), [], IDF)
    assert found.passages == pytest.approx(long)


@pytest.mark.parametrize(("examples", "formula"), [(0, PLAIN), (100, CURATED), (2000, CURATED)])
def test_a_formula_by_how_many_examples_there_are(examples: int, formula: object) -> None:
    assert blended(PLAIN, CURATED, examples, 100) == formula


def test_one_example_changes_the_formula_by_a_hundredth() -> None:
    found = blended(PLAIN, CURATED, 1, 100)
    assert found.constant == pytest.approx(0.99 * PLAIN.constant + 0.01 * CURATED.constant)
    assert found.weights.out_of_scope == pytest.approx(0.01 * CURATED.weights.out_of_scope)
    assert (found.answered, found.bounds.alone) == pytest.approx(
        (
            0.99 * PLAIN.answered + 0.01 * CURATED.answered,
            0.99 * PLAIN.bounds.alone + 0.01 * CURATED.bounds.alone,
        )
    )


def test_trained_weights_say_how_probable_the_first_entry_is() -> None:
    ranking = Ranking(((1, 9.0), (2, 7.0)), {}, logits={1: 1.0, 2: 0.0}, logit_weight=2.0)
    found = features(QUESTION, ranking, FIRST, matched(), matched(), [], IDF)
    assert (found.score, found.margin) == (7.0, 0.0)
    assert found.learned == pytest.approx(1 - log(exp(1) + 1))


def test_trained_weights_say_that_a_question_is_out_of_scope() -> None:
    """They are those of the buckets of a word that no entry has; what goes on is not judged by them."""
    weights = [0] * 8192
    for bucket in buckets("orchard"):
        weights[bucket] = 40
    taught = snapshot(PEARS, Knowledge(outside=("Who?",), outside_weights=written(weights)))
    assert _beyond("peel pears in an orchard", taught) > _beyond("peel pears", taught) == 0.0
    assert _beyond("peel pears in an orchard", snapshot(PEARS, Knowledge(outside=("Who?",)))) == 0.0
    going_on = together(read("in an orchard", taught), [read("peel pears", taught)], DEFAULT)
    assert _features(going_on, taught).beyond == 0.0


def _beyond(query: str, taught: Snapshot) -> float:
    return _features(read(query, taught), taught).beyond


def _features(question: Question, taught: Snapshot) -> Features:
    found = look(question, rank(score(question, taught, DEFAULT), taught), taught).features
    assert found is not None
    return found


def test_what_is_like_an_uncovered_question_is_less_sure() -> None:
    assert CURATED.weights.out_of_scope < 0 > CURATED.weights.beyond


WEIGHED = DEFAULT._replace(beside_special=1.0, beside_known=2.0)


@pytest.mark.parametrize(
    ("claims", "less"),
    [
        ([], 0.0),
        ([Claim(special=0.0, out_of_scope=0.9)], 0.0),  # what is special is none of its
        ([Claim(special=0.5, out_of_scope=0.0)], 0.0),  # no surer, either, than by itself
        ([Claim(special=1.0, out_of_scope=0.0)], 0.25),
        ([Claim(special=0.5, out_of_scope=0.5)], 0.25),
        ([Claim(special=1.0, out_of_scope=0.5), Claim(special=1.0, out_of_scope=0.1)], 1.25),
    ],
)
def test_beside_curated_documents_an_entry_is_no_surer(claims: list[Claim], less: float) -> None:
    sure = beside(0.8, 0.75, claims, WEIGHED)
    assert log(sure / (1 - sure)) == pytest.approx(log(4) - less)
