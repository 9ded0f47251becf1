"""Ranking: order and absence, on a snapshot made by hand."""

import pytest

from faq.engine.parameters import DEFAULT
from faq.engine.question import read
from faq.engine.ranking import (
    Ranking,
    _highest,
    _squares,
    close_look,
    covered,
    idf,
    rank,
    score,
    similarity,
    verbatim,
)
from faq.knowledge.values import Curated, Knowledge
from faq.library.snapshot import Snapshot
from index.buckets import buckets, written
from index.texts import TermLists, term_lists
from tests.support.snapshots import NAME, snapshot

QUESTIONS = ("How do I peel pears?", "How do I store pears?", "How do I slice pears?",
             "How do I cook pears?", "How do I plant pears?", "Where do apples grow?", "How do I ship pears?",
             "How do I paint pears?", "How do I sell pears?", "How do I buy pears?")  # fmt: skip
TEXT = "Fruit\n=====\n\n" + "".join(
    f"Q: {question}\n{'-' * 40}\nA: Number {number} says so.\n\n" for number, question in enumerate(QUESTIONS)
)


@pytest.fixture(scope="module")
def fruit() -> Snapshot:
    return snapshot(TEXT, Knowledge(outside=("How do I ride a horse?",)))


def order(query: str, fruit: Snapshot) -> list[str]:
    ranking = rank(score(read(query, fruit), fruit, DEFAULT), fruit)
    return [fruit.stored(number).entry.question for number, _ in ranking.scores]


def test_the_entry_with_the_rarer_word_comes_first(fruit: Snapshot) -> None:
    assert order("store pears", fruit)[0] == QUESTIONS[1]
    assert order("pears where apples", fruit)[0] == QUESTIONS[5]


def test_an_entry_that_shares_nothing_is_absent(fruit: Snapshot) -> None:
    assert QUESTIONS[5] not in order("plant", fruit)
    assert order("zzzz", fruit) == []


def test_equal_scores_keep_the_order_of_the_documents(fruit: Snapshot) -> None:
    numbers = sorted(fruit.entry_numbers)
    ranking = rank(dict.fromkeys(reversed(numbers), 1.0), fruit)
    assert [number for number, _ in ranking.scores] == numbers


def test_records_that_are_no_entries_are_not_ranked(fruit: Snapshot) -> None:
    outside = fruit.out_of_scope[NAME].number
    assert outside not in fruit.entry_numbers
    ranking = rank({outside: 9.0, min(fruit.entry_numbers): 1.0}, fruit)
    assert [number for number, _ in ranking.scores] == [min(fruit.entry_numbers)]
    assert ranking.outside == {NAME: 9.0}


def test_the_out_of_scope_class_that_shares_nothing_scores_nothing(fruit: Snapshot) -> None:
    assert rank({min(fruit.entry_numbers): 1.0}, fruit).outside == {NAME: 0.0}


@pytest.mark.parametrize(("place", "first"), [(7, True), (8, False)])
def test_only_the_candidates_are_looked_at_closely(place: int, first: bool, fruit: Snapshot) -> None:
    """The right entry is put at a place of a ranking whose scores are nearly equal."""
    eight = DEFAULT._replace(candidates=8)
    numbers = sorted(fruit.entry_numbers)
    right = numbers[4]
    others = [number for number in numbers if number != right]
    others.insert(place, right)
    question = read(QUESTIONS[4], fruit)
    ranking = rank({number: 1.0 - n / 1000 for n, number in enumerate(others)}, fruit)
    looked = close_look(question, ranking, idf(question, fruit, DEFAULT), fruit, eight).ranking
    assert (looked.scores[0][0] == right) == first
    assert sorted(number for number, _ in looked.scores) == numbers


def test_a_close_look_returns_the_questions_of_the_entry_that_is_first_now(fruit: Snapshot) -> None:
    question = read(QUESTIONS[1], fruit)
    ranking = rank(score(question, fruit, DEFAULT), fruit)
    _, matched, *_ = close_look(question, ranking, idf(question, fruit, DEFAULT), fruit, DEFAULT)
    assert matched.numbers[0] == 0
    assert matched.best == pytest.approx(1.0)


def test_what_is_not_looked_at_closely_counts_for_no_more_than_what_is() -> None:
    """A close look takes something off long entries, of which eight come before a short one here."""
    answer = "\n\n".join(f"Peel {number}." for number in range(40))
    long = "".join(f"Q: How do I peel pear {number}?\n{'-' * 40}\n{answer}\n\n" for number in range(8))
    fruit = snapshot(f"Fruit\n=====\n\n{long}Q: How do I peel pear 8?\n{'-' * 40}\nPeel it.\n")
    question = read("what would you say about the taste of a pear", fruit)
    ranking = rank(dict.fromkeys(fruit.entry_numbers, 1.0), fruit)
    eight = DEFAULT._replace(candidates=8)
    looked = close_look(question, ranking, idf(question, fruit, DEFAULT), fruit, eight).ranking
    scores = [score for _, score in looked.scores]
    assert len(scores) == 9
    assert scores[0] < 1.0
    assert scores == sorted(scores, reverse=True)


def test_passages_cover_a_share_of_a_question() -> None:
    assert covered(
        TermLists(term_lists([("a", "b"), ("c", "x"), ()])), {"a": 1.0, "b": 2.0, "c": 3.0}
    ) == pytest.approx([5 / 14, 9 / 14, 0.0])
    assert covered(TermLists(term_lists([("a",)])), {}) == [0.0]


def test_rare_words_weigh_more_and_unknown_ones_are_left_out(fruit: Snapshot) -> None:
    weights = idf(read("peel pears zzzz", fruit), fruit, DEFAULT)
    assert weights["peel"] > weights["pear"] > 0
    assert "zzzz" not in weights


def test_entries_that_another_revision_lacks_count_with_what_is_out_of_scope(fruit: Snapshot) -> None:
    outside = ("How do I ride a horse?",)
    peel = Curated("q-how-do-i-peel-pears", follow_ups=("and with a fork?",))
    older = snapshot(TEXT, Knowledge(outside=outside, entries=(peel,)))
    ids = ("q-how-do-i-peel-pears", "q-where-do-apples-grow", "gone")
    newer = snapshot(TEXT, Knowledge(outside=outside, entries=(peel,), later=ids))
    assert (older.classes, newer.classes) == (11, 9)
    for field, term, before, now in (
        ("words", "pear", 9, 9),
        ("words", "say", 10, 9),
        ("words", "hors", 1, 1),
        ("words", "appl", 1, 1),
        ("words", "store", 1, 1),
        ("words", "+fork", 1, 1),
        ("words", "zzzz", 0, 0),
        ("grams", "says", 10, 9),
    ):
        assert (older.count(field, term), newer.count(field, term)) == (before, now), term
        assert newer.holding(field, [term]) == ({term: now} if now else {})


def test_entries_that_another_revision_lacks_are_a_class_where_nothing_is_out_of_scope() -> None:
    newer = snapshot(TEXT, Knowledge(later=("q-how-do-i-peel-pears", "q-where-do-apples-grow")))
    assert (newer.classes, newer.count("words", "say")) == (9, 9)


@pytest.mark.parametrize(("later", "same"), [(("q-what-is-a-quince",), True), ((), False)])
def test_words_are_as_rare_in_a_revision_with_an_entry_more(later: tuple[str, ...], same: bool) -> None:
    horse, quince = "How do I ride a horse?", "What is a quince?"
    older = snapshot(TEXT, Knowledge(outside=(horse, quince)))
    more = f"Q: {quince}\n-----------------------\nA: Quince.\n\n"
    newer = snapshot(TEXT + more, Knowledge(outside=(horse,), later=later))
    asked = [(read("store pears", one), one) for one in (older, newer)]
    first = [score(question, one, DEFAULT)[1] for question, one in asked]
    assert (first[0] == first[1]) == same
    rare = [idf(question, one, DEFAULT) for question, one in asked]
    assert (rare[0] == rare[1]) == same
    questions = TermLists(term_lists([["store", "peel"]]))
    near = [similarity(question, questions, {"store": 1.0}, one, DEFAULT) for question, one in asked]
    assert (near[0] == near[1]) == same


def test_alike_questions_come_in_order_and_those_that_share_nothing_not_at_all(fruit: Snapshot) -> None:
    far, same, none, near = "pear store cellar winter", "peel pear", "horse", "peel pear store"
    asked = TermLists(term_lists(terms.split() for terms in (far, same, none, near)))
    question = read("peel pears", fruit)
    found = similarity(question, asked, idf(question, fruit, DEFAULT), fruit, DEFAULT)
    assert found.numbers == [1, 3, 0]
    assert found.best == pytest.approx(1.0)
    assert 1 > found.similarities[1] > found.similarities[2] > 0


def test_equally_alike_questions_keep_their_order(fruit: Snapshot) -> None:
    question = read("peel pears", fruit)
    asked = TermLists(term_lists([["peel", "pear"]] * 9))
    found = similarity(question, asked, idf(question, fruit, DEFAULT), fruit, DEFAULT)
    assert found.numbers == list(range(9))


def test_equally_alike_questions_of_different_terms_keep_their_order(fruit: Snapshot) -> None:
    asked = TermLists(term_lists([["pear"], ["peel"], ["pear"]]))
    found = similarity(read("peel pears", fruit), asked, {"peel": 1.0, "pear": 1.0}, fruit, DEFAULT)
    assert found.numbers == [0, 1, 2]


@pytest.mark.parametrize(
    ("values", "count", "highest"),
    [
        ({}, 2, []),
        ({4: 0.5}, 2, [4]),
        ({0: 0.1, 1: 0.7, 2: 0.4}, 2, [1, 2]),
        ({3: 0.5, 1: 0.5, 2: 0.5, 0: 0.2}, 2, [1, 2]),
    ],
)
def test_as_many_of_the_highest_are_returned_as_are_wanted(
    values: dict[int, float], count: int, highest: list[int]
) -> None:
    assert _highest(values, count) == highest


def test_what_terms_weigh_is_remembered_for_each_exponent(
    fruit: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rare terms that the user lacks count against a question, the more the higher the exponent."""
    question, asked = read("peel", fruit), TermLists(term_lists([["peel", "appl"], ["peel", "zzzz"]]))
    damped, plain = (DEFAULT._replace(idf_exponent=exponent) for exponent in (0.1, 1.0))
    found = [similarity(question, asked, {"peel": 2.0}, fruit, one) for one in (damped, plain, damped)]
    assert found[0] == found[2]
    assert found[0].similarities[0] == found[1].similarities[0] == 1.0  # nothing holds zzzz
    assert found[0].numbers == [1, 0]
    assert found[0].similarities[1] > found[1].similarities[1]
    monkeypatch.setattr("faq.engine.ranking._KNOWN", 0)
    similarity(question, TermLists(term_lists([["peel", "plant"]])), {"peel": 2.0}, fruit, damped)
    assert len(_squares(fruit, 0.1)) == 1
    assert similarity(question, asked, {"peel": 2.0}, fruit, damped) == found[0]


def test_a_curated_question_finds_its_entry() -> None:
    taught = snapshot(TEXT, Knowledge(entries=(Curated("q-how-do-i-cook-pears", ("simmer them?",)),)))
    assert order("simmer", taught)[0] == QUESTIONS[3]


def test_cosines_are_added_to_the_scores_and_bring_entries_that_share_nothing(fruit: Snapshot) -> None:
    first, second, third, *_ = sorted(fruit.entry_numbers)
    ranking = rank({first: 5.0, second: 4.0}, fruit, {first: 0.1, second: 0.3, third: 0.9}, 10.0)
    assert ranking.scores == ((third, 9.0), (second, 7.0), (first, 6.0))
    assert (ranking.cosines[third], ranking.cosine_weight) == (0.9, 10.0)


def test_an_entry_that_shares_only_four_grams_scores_by_their_weight(fruit: Snapshot) -> None:
    question = read("sellers", fruit)
    (sell,) = score(question, fruit, DEFAULT)
    assert fruit.stored(sell).entry.question == QUESTIONS[8]
    assert score(question, fruit, DEFAULT._replace(plain_gram_weight=0.0)) == {sell: 0.0}


def test_alike_is_the_cosine_of_the_weighted_terms(fruit: Snapshot) -> None:
    asked = TermLists(term_lists([["pear"], ["peel", "pear"], ["peel"]]))
    found = similarity(read("peel pears", fruit), asked, {"peel": 2.0, "pear": 1.0}, fruit, DEFAULT)
    assert found.numbers == [1, 2, 0]
    assert found.similarities == pytest.approx([1.0, 2 / 5**0.5, 1 / 5**0.5])


@pytest.mark.parametrize(
    ("weight", "share"),
    [
        ({"peel": 2.0, "pear": 1.0, "zzzz": 1.0}, 3 / 4),
        ({"pear": 1.0, "zzzz": 1.0, "peel": 2.0}, 2 / 4),  # a word between them
        ({"zzzz": 3.0, "number": 1.0}, 1 / 4),  # in the text
        ({"peel": 1.0, "number": 1.0}, 1 / 2),  # one in the question, the other in the text
        ({"zzzz": 4.0}, 0.0),
        ({}, 0.0),
    ],
)
def test_a_share_of_a_question_stands_in_a_row(
    weight: dict[str, float], share: float, fruit: Snapshot
) -> None:
    assert verbatim(fruit.stored(min(fruit.entry_numbers)), weight) == pytest.approx(share)


def test_trained_weights_put_the_entry_that_they_speak_for_first() -> None:
    """The weights of one entry are those of the buckets of a word that no entry has."""
    weights = [0] * 8192
    for bucket in buckets("orchard"):
        weights[bucket] = 40
    sell = Curated("q-how-do-i-sell-pears", weights=written(weights))
    others = [result.entry.id for result in snapshot(TEXT).entries() if result.entry.id != sell.id]
    none = [Curated(id, weights=written([0] * 8192)) for id in others]
    taught = snapshot(TEXT, Knowledge(entries=(sell, *none)))
    assert looked_at("how do I buy pears in an orchard", taught) == (QUESTIONS[8], True)
    assert looked_at("how do I buy pears", taught) == (QUESTIONS[9], True)
    assert looked_at("how do I buy pears in an orchard", snapshot(TEXT)) == (QUESTIONS[9], False)
    one = snapshot(TEXT, Knowledge(entries=(sell,)))  # for those without weights it is as if they spoke, too
    assert looked_at("how do I buy pears in an orchard", one) == (QUESTIONS[9], True)


def test_an_entry_without_trained_weights_gets_more_than_the_best_that_has_some() -> None:
    weights = written([1] * 8192)
    fruit = snapshot(TEXT, Knowledge(entries=(Curated("q-how-do-i-sell-pears", weights=weights),)))
    question = read("how do I buy pears", fruit)
    ranking = rank(score(question, fruit, DEFAULT), fruit)
    looked = close_look(question, ranking, idf(question, fruit, DEFAULT), fruit, DEFAULT).ranking
    sell, *others = sorted(looked.logits, key=lambda number: fruit.stored(number).weights, reverse=True)
    assert looked.logits[sell] > 0
    assert others
    assert {looked.logits[number] for number in others} == {looked.logits[sell] + DEFAULT.unlearned}


def looked_at(query: str, fruit: Snapshot) -> tuple[str, bool]:
    """The first entry after a close look, and whether trained weights had a say."""
    question = read(query, fruit)
    ranking = rank(score(question, fruit, DEFAULT), fruit)
    looked = close_look(question, ranking, idf(question, fruit, DEFAULT), fruit, DEFAULT).ranking
    return fruit.stored(looked.scores[0][0]).entry.question, bool(looked.logits)


def test_scores_by_words_are_without_vectors_and_trained_weights() -> None:
    ranking = Ranking(((1, 9.0), (2, 8.0)), {}, {1: 0.5}, 4.0, {1: 1.5, 2: -1.0}, 2.0)
    assert ranking.by_words == [(1, 4.0), (2, 10.0)]
