"""Documents that people curated among others, and a document with hardly any out-of-scope example."""

from math import log

import pytest

from faq.engine import ask
from faq.engine.match import matched
from faq.engine.parameters import DEFAULT, Parameters
from faq.engine.question import read
from faq.engine.ranking import first_look, rank, score, verbatim
from faq.knowledge.values import Curated, Knowledge
from faq.model import ANSWERED, CLOSEST, NOT_COVERED, Turn
from tests.support.encoders import Meanings
from tests.support.scores import scores_with_and_by_default
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


HORSES = tuple(f"How much rye flour did a horse of {year} eat each day?" for year in range(1900, 2000))


@pytest.mark.parametrize(
    "query", ["how much flour does sourdough need each day?", "a spoon of rye flour and lukewarm water"]
)
def test_an_entry_that_nobody_curated_is_judged_without_what_was_collected_for_the_others(query: str) -> None:
    """What is out of scope was told from the questions of the entries that are curated; its own nobody wrote."""
    answer = ask(snapshot(BREAD, MANY._replace(outside=HORSES)), query)
    assert (answer.status, answer.results[0].entry.question) == (ANSWERED, "How is sourdough fed?")


def test_the_only_question_of_an_entry_that_nobody_curated_counts_wholly() -> None:
    """And not as one of three, which the others have."""
    bread = snapshot(BREAD, MANY)
    no_bonus = DEFAULT._replace(question_bonus=0.0)
    less, more = scores_with_and_by_default("How is sourdough fed?", bread, no_bonus)
    _, sourdough = sorted(bread.entry_numbers)
    assert more[sourdough] - less[sourdough] == pytest.approx(DEFAULT.question_bonus)


def test_out_of_scope_examples_count_where_no_entry_is_curated() -> None:
    answer = ask(snapshot(BREAD, Knowledge(outside=HORSES)), "how much flour does sourdough need each day?")
    assert answer.status != ANSWERED


def test_entries_that_nobody_curated_are_found_among_others() -> None:
    both = snapshot_of({"bread.rst": (BREAD, MANY), "eggs.rst": (EGGS, Knowledge())})
    for query, question in (
        ("seven minutes in boiling water", "How do I boil eggs?"),
        ("where does a loaf go", "How do I store bread?"),
    ):
        assert ask(both, query).results[0].entry.question == question


def test_a_curated_document_is_a_part_of_its_own() -> None:
    both = snapshot_of({"bread.rst": (BREAD, MANY), "eggs.rst": (EGGS, Knowledge())})
    groups = []
    for part in both.parts(100):
        ranking = rank(score(read("how do i store boiled eggs", part), part, DEFAULT), part)
        groups.append({part.stored(number).group for number, _ in ranking.scores})
    assert groups == [{"bread.rst"}, {"eggs.rst"}]
    assert both.parts(101) == (both,)


QUERIES = (
    "where does a loaf go",
    "is bread stored beside the eggs",
    "how long does sourdough boil",
    "what do eggs and woden boxes have in common",
    "is there a zebra in the box",
    "does bread boyl",
)


def test_a_curated_document_answers_among_others_as_it_does_alone() -> None:
    alone = snapshot_of({"bread.rst": (BREAD, MANY)})
    first, _ = snapshot_of({"bread.rst": (BREAD, MANY), "eggs.rst": (EGGS, Knowledge())}).parts(100)
    for query in QUERIES:
        assert ask(first, query) == ask(alone, query)
        turn = Turn("where does a loaf go", "how-do-i-store-bread")
        assert ask(first, query, context=[turn]) == ask(alone, query, context=[turn])


KNOWN = MANY._replace(outside=(*MANY.outside[:98], "Do eggs keep in a wooden box?", "Is it kept in water?"))


def test_what_nobody_curated_is_less_sure_beside_a_document_of_its_field() -> None:
    query, eggs = "do eggs keep in a wooden box in the fridge", {"eggs.rst": (EGGS, Knowledge())}
    alone = ask(snapshot_of(eggs), query)
    for known, less in ((MANY, False), (KNOWN, True)):
        answer = ask(snapshot_of({"bread.rst": (BREAD, known), **eggs}), query)
        assert answer.results[0].entry.id == alone.results[0].entry.id == "how-long-do-eggs-keep"
        assert (answer.confidence < alone.confidence - 0.02) == less


def test_a_curated_document_is_as_sure_beside_another_one() -> None:
    query, eggs = (
        "do eggs keep in a wooden box in the fridge",
        {"eggs.rst": (EGGS, MANY._replace(entries=()))},
    )
    both, alone = (ask(snapshot_of(texts), query) for texts in ({"bread.rst": (BREAD, KNOWN), **eggs}, eggs))
    assert both.results[0].entry.id == alone.results[0].entry.id == "how-long-do-eggs-keep"
    assert (both.status, both.confidence) == (alone.status, alone.confidence)


def test_the_same_goes_for_a_follow_up() -> None:
    turn, eggs = Turn("how do i keep it", "how-long-do-eggs-keep"), {"eggs.rst": (EGGS, Knowledge())}
    alone = ask(snapshot_of(eggs), "is that in water?", context=[turn])
    both = ask(snapshot_of({"bread.rst": (BREAD, KNOWN), **eggs}), "is that in water?", context=[turn])
    assert alone.reasons.taken == both.reasons.taken == turn.query
    assert both.confidence < alone.confidence


def test_of_two_answers_the_surer_one_comes_first() -> None:
    both = snapshot_of({"bread.rst": (BREAD, MANY), "eggs.rst": (EGGS, Knowledge())})
    query = "do eggs keep in a wooden box in the fridge"
    soon = DEFAULT.curated._replace(answered=0.003)  # far more than that for bread, though it is less sure
    answer = ask(both, query, parameters=DEFAULT._replace(curated=soon))
    assert answer.status == ANSWERED
    assert answer.results[0].entry.id == "how-long-do-eggs-keep"


def test_what_others_say_most_often_is_as_rare_as_ever_in_a_curated_document() -> None:
    many = {f"eggs-{number}.rst": (EGGS, Knowledge()) for number in range(5)}
    both = snapshot_of({"bread.rst": (BREAD, MANY), **many})
    alone = snapshot_of({"bread.rst": (BREAD, MANY)})
    query = "fed each day a spoon of eggs"
    assert ask(both, query).confidence == ask(alone, query).confidence


def test_a_follow_up_goes_to_the_document_that_answered_before() -> None:
    both = snapshot_of({"bread.rst": (BREAD, MANY), "eggs.rst": (EGGS, Knowledge())})
    for id, file in (("how-is-sourdough-fed", "bread.rst"), ("how-long-do-eggs-keep", "eggs.rst")):
        answer = ask(both, "is that in water?", context=[Turn("how do i keep it", id)])
        assert (answer.status, answer.results[0].document.path) == (ANSWERED, file)
    answer = ask(both, "and each day?", context=[Turn("how do i keep it", "how-long-do-eggs-keep")])
    assert answer.results[0].entry.id == "how-is-sourdough-fed"  # where it was asked before there is nothing


def test_a_question_of_which_little_is_known_shows_nothing() -> None:
    eggs = snapshot(EGGS)
    assert ask(eggs, "Can I freeze eggs?").status == ANSWERED
    assert ask(eggs, "freeze tektite zoetrope quokka wombat").status == NOT_COVERED


def test_vectors_find_what_is_not_curated() -> None:
    encoder = Meanings()
    both = snapshot_of({"bread.rst": (BREAD, MANY), "eggs.rst": (EGGS, ONE)}, encoder=encoder)
    curated, others = (
        first_look(read("a larder for loaves", part), part, DEFAULT) for part in both.parts(100)
    )
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
    assert (plain.status, with_vectors.status) == (CLOSEST, ANSWERED)


def test_with_vectors_nothing_is_shown_where_no_entry_is_near() -> None:
    query = "beaten days in a freezer"
    eggs = snapshot(EGGS, encoder=Meanings())
    shown = ask(eggs, query, parameters=DEFAULT._replace(near=0.0))
    assert (shown.status, ask(eggs, query).status) == (CLOSEST, NOT_COVERED)


def test_with_vectors_an_answer_is_shown_however_far_it_is() -> None:
    """A misspelt question is near to nothing, while its words are found."""
    eggs = snapshot(EGGS, encoder=Meanings())
    none_is_near = DEFAULT._replace(near=2.0)
    queries = "larder eggs?", "beaten days in a freezer"
    assert [ask(eggs, query, parameters=none_is_near).status for query in queries] == [ANSWERED, NOT_COVERED]


def test_vectors_are_made_of_the_repaired_question() -> None:
    encoder = Meanings()
    eggs = snapshot(EGGS, encoder=encoder)
    first_look(read("a larder for beaten egggs", eggs), eggs, DEFAULT)
    assert encoder.texts[-1] == "a larder for beaten eggs"


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
    attic, cellar = (score(read("remove", part), part, DEFAULT) for part in both.parts(100))
    assert not attic.keys() & both.entry_numbers
    assert {both.stored(number).group for number in cellar} == {"cellar.rst"}


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


LONG = """\
Garden FAQ
==========

Where is the rake?
------------------
In the shed.

What is in the shed?
--------------------
The ladder. The spade. The hose.

Pots and twine.
"""


def test_a_long_entry_is_preferred_less_where_nobody_curated() -> None:
    garden = snapshot(LONG)
    shorter, found = scores_with_and_by_default("shed", garden, DEFAULT._replace(long=0.0))
    rake, shed = sorted(garden.entry_numbers)
    assert shorter[rake] - found[rake] == pytest.approx(1.25 * log(1 + 1))
    assert shorter[shed] - found[shed] == pytest.approx(1.25 * log(1 + 4))


@pytest.mark.parametrize(
    ("known", "less"),
    [(ONE, DEFAULT._replace(plain_gram_weight=0.5)), (MANY, DEFAULT._replace(gram_weight=0.5))],
)
def test_what_four_grams_weigh_depends_on_who_curated(known: Knowledge, less: Parameters) -> None:
    bread = snapshot(BREAD, known)
    question = read("sourdoughs", bread)
    assert sum(score(question, bread, less).values()) < sum(score(question, bread, DEFAULT).values())


@pytest.mark.parametrize(("known", "counts"), [(Knowledge(), True), (ONE, True), (MANY, False)])
def test_what_is_special_counts_where_hardly_anybody_curated(known: Knowledge, counts: bool) -> None:
    bread = snapshot(BREAD, known)
    question = read("is linen kept beside the stove?", bread)
    match = matched(question, first_look(question, bread, DEFAULT), bread)
    assert match.features is not None
    assert (match.features.known > 0) == counts


@pytest.mark.parametrize(
    "query",
    [
        "Which carton of cold water leaks for a year in the cellar?",
        "Does the garden hose burst in seven weeks of cold?",
    ],
)
def test_what_does_not_lean_on_others_is_not_joined_where_nobody_curated(query: str) -> None:
    """It is about something else: what the question before it found must not make an answer of it."""
    answer = ask(snapshot(EGGS), query, context=(Turn("How do I boil eggs?", "how-do-i-boil-eggs"),))
    assert (answer.status, answer.reasons.taken) == (CLOSEST, "")


def test_what_leans_on_others_is_joined_where_nobody_curated() -> None:
    answer = ask(
        snapshot(EGGS), "in their shells?", context=(Turn("Can I freeze eggs?", "can-i-freeze-eggs"),)
    )
    assert (answer.status, answer.reasons.taken) == (ANSWERED, "Can I freeze eggs?")
    assert answer.results[0].entry.id == "can-i-freeze-eggs"
