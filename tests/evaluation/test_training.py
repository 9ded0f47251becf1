"""What the weights and the formula of confidence are trained on."""

from bench.cases import Case, evened
from bench.examples import BLOCK, DETAIL, OWN, PERSON, Example, Text, entry_examples, need_examples
from bench.messages import Message
from faq.engine.parameters import Features
from faq.knowledge.values import Curated, Detail, Knowledge
from faq.model import Lines
from faq.parsing.parse import parse

SOURCE = """\
Pears
=====

How do pears grow?
------------------

Pears grow on trees.

They are ripe in autumn.

Cellars keep them fresh.
"""
(PEARS,) = parse(SOURCE, "pears.rst").entries
DETAILS = tuple(Detail(answer) for answer in ("Pears grow", "They are ripe", "Cellars keep"))


def test_a_message_is_shared_among_the_sentences_that_its_writer_needs() -> None:
    both = Message("when and where?", (PEARS.id,), "https://example.org/1", Lines(9, 11))
    people = [
        both,
        both._replace(text="on what?", needs=Lines(6, 8)),
        both._replace(text="why?", needs=Lines(4, 5)),  # no sentence
        both._replace(text="how?", needs=None),
        both._replace(text="and plums?", entries=("plums",)),
    ]
    examples = need_examples(Text(PEARS, SOURCE.splitlines()), Curated(PEARS.id, details=DETAILS), people)
    assert list(examples) == [
        Example("when and where?", "They are ripe", PERSON / 2),
        Example("when and where?", "Cellars keep", PERSON / 2),
        Example("on what?", "Pears grow", PERSON),
    ]


def test_an_entry_is_known_by_its_heading_its_text_and_what_people_and_others_ask() -> None:
    details = (Detail("They are ripe", ("when to pick?", "from a person?")),)
    curated = Curated(PEARS.id, questions=("pear trees?", "from a person?"), details=details)
    texts = {PEARS.id: Text(PEARS, SOURCE.splitlines())}
    examples = entry_examples(texts, Knowledge(entries=(curated,)), people=["from a person?"])
    assert [(text, weight) for text, _, weight in examples] == [
        ("pear trees?", 1.0),
        ("from a person?", PERSON),
        ("when to pick?", DETAIL),
        ("How do pears grow?", OWN),
        ("Pears grow on trees.", BLOCK),
        ("They are ripe in autumn.", BLOCK),
        ("Cellars keep them fresh.", BLOCK),
    ]


def test_cases_that_no_entry_answers_weigh_as_much_together_as_the_others() -> None:
    features = Features(*[0.0] * len(Features._fields))
    kinds = ["answerable", "near", "answerable", "far", "near", "near"]
    cases = [Case(features, False, kind, group=number, weight=3) for number, kind in enumerate(kinds)]
    assert [case.weight for case in evened(cases)] == [3, 1.5, 3, 1.5, 1.5, 1.5]
