"""Documents that people curated among others, and a document with hardly any out-of-scope example."""

from faq.engine import ask
from faq.engine.parameters import DEFAULT
from faq.engine.question import read
from faq.engine.ranking import divided, first_look, rank, score, verbatim
from faq.knowledge.values import Curated, Knowledge
from faq.model import ANSWERED, CLOSEST, NOT_COVERED
from tests.support.encoders import Meanings
from tests.support.snapshots import snapshot, snapshot_of

EGGS = """Eggs
====

Can I freeze eggs?
------------------
Beaten eggs keep in the freezer for a year. Eggs in their shells burst.

How long do eggs keep?
----------------------
Three weeks in the fridge, in their carton.

How do I boil eggs?
-------------------
Seven minutes in boiling water, then cold water.
"""
BREAD = """Bread
=====

How do I store bread?
---------------------
Wrapped in linen in a wooden box, never beside the stove.

How is sourdough fed?
---------------------
Each day a spoon of rye flour and as much lukewarm water.
"""
ONE = Knowledge(outside=("Who won the 1998 world cup?",))
MANY = Knowledge(
    entries=(Curated("how-do-i-store-bread", ("Where does a loaf go?", "How does a loaf stay fresh?")),),
    outside=tuple(f"Who won the world cup of {year}?" for year in range(1900, 2000)),
)


def test_one_out_of_scope_example_changes_hardly_anything() -> None:
    without, one = (ask(snapshot(EGGS, known), "can eggs go in the freezer") for known in (Knowledge(), ONE))
    assert without.status == one.status
    assert without.results[0].entry.id == one.results[0].entry.id
    assert abs(without.confidence - one.confidence) < 0.05


def test_entries_that_nobody_curated_are_found_among_others() -> None:
    both = snapshot_of({"bread.rst": (BREAD, MANY), "eggs.rst": (EGGS, Knowledge())})
    for query, question in (
        ("seven minutes in boiling water", "How do I boil eggs?"),
        ("where does a loaf go", "How do I store bread?"),
    ):
        assert ask(both, query).results[0].entry.question == question


def test_a_ranking_is_divided_where_some_documents_are_curated() -> None:
    both = snapshot_of({"bread.rst": (BREAD, MANY), "eggs.rst": (EGGS, Knowledge())})
    ranking = rank(score(read("how do i store boiled eggs", both), both, DEFAULT), both)
    curated, others = divided(ranking, both, 100)
    assert {both.stored(number).group for number, _ in curated.scores} == {"bread.rst"}
    assert {both.stored(number).group for number, _ in others.scores} == {"eggs.rst"}
    assert divided(ranking, both, 101) == [ranking]


def test_a_question_of_which_two_thirds_are_unknown_shows_nothing() -> None:
    eggs = snapshot(EGGS)
    assert ask(eggs, "Can I freeze eggs?").status == ANSWERED
    assert ask(eggs, "freeze tektite zoetrope quokka wombat").status == NOT_COVERED


def test_vectors_find_what_is_not_curated() -> None:
    encoder = Meanings()
    both = snapshot_of({"bread.rst": (BREAD, MANY), "eggs.rst": (EGGS, ONE)}, encoder=encoder)
    question = read("a larder for loaves", both)
    curated, others = divided(first_look(question, both, DEFAULT), both, 100)
    assert not curated.cosines
    assert {both.stored(number).group for number in others.cosines} == {"eggs.rst"}


def test_vectors_are_not_asked_where_everything_is_curated() -> None:
    encoder = Meanings()
    bread = snapshot_of({"bread.rst": (BREAD, MANY)}, encoder=encoder)
    encoder.texts.clear()
    ask(bread, "a larder for loaves")
    assert encoder.texts == []


def test_one_out_of_scope_example_is_no_veto_where_half_the_words_are_unknown() -> None:
    query = "do beaten eggs keep in the freezer of a caravan, submarine, bunker or dacha"
    without, one = (ask(snapshot(EGGS, known), query) for known in (Knowledge(), ONE))
    assert (without.status, one.status) == (ANSWERED, ANSWERED)


def test_with_vectors_one_known_word_beside_an_unknown_one_is_enough() -> None:
    query = "larder eggs?"
    plain, with_vectors = (ask(snapshot(EGGS, encoder=encoder), query) for encoder in (None, Meanings()))
    assert (plain.status, with_vectors.status) == (NOT_COVERED, ANSWERED)


TIDY = """Attic
=====

How do I delete a box?
----------------------
Burn it in the yard.

How do I paint a box?
---------------------
With a brush.
"""
TIDIED = Knowledge(outside=tuple(f"Who won the world cup of {year}?" for year in range(1900, 2000)))


def test_what_nobody_curated_is_found_by_words_that_mean_the_same() -> None:
    question = read("remove it", snapshot(TIDY))
    assert ("remove", ("delete",)) in question.related  # of many, what the document holds
    found, unknown = (ask(snapshot(TIDY), query) for query in ("erasing a yard", "yard zebra"))
    assert (found.status, unknown.status) == (ANSWERED, CLOSEST)
    assert found.results[0].entry.question == "How do I delete a box?"


def test_who_curates_a_document_knows_its_words_better() -> None:
    assert read("remove it", snapshot(TIDY, TIDIED)).related == ()
    both = snapshot_of({"attic.rst": (TIDY, TIDIED), "cellar.rst": (TIDY, Knowledge())})
    scores = score(read("remove", both), both, DEFAULT)
    assert {both.stored(number).group for number in scores if number in both.entry_numbers} == {"cellar.rst"}


ROWS = """Rows
====

Where is the ladder?
--------------------
The key of the old blue shed hangs there.

Where is the rake?
------------------
An old shed; the blue key hangs there of late.
"""


def test_words_in_a_row_count_where_nobody_curated() -> None:
    rows = snapshot(ROWS)
    question = read("key of the old blue shed", rows)
    ladder, rake = (rows.stored(number) for number in sorted(rows.entry_numbers))
    weight = dict.fromkeys(question.own, 1.0)
    assert verbatim(ladder, weight) == 1.0
    assert verbatim(rake, weight) == 0.25  # no two
