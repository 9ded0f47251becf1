"""What something is, is answered where the text says so; a word alone only where the text has it."""

import pytest

from faq.engine import ask
from faq.engine.definition import defines, subject
from faq.knowledge.values import Curated, Knowledge
from faq.library.snapshot import Snapshot
from faq.model import ANSWERED, CLOSEST
from tests.support.snapshots import snapshot

TEXT = """\
Orchard FAQ
===========

When do I prune the trees?
--------------------------
In winter. The secateurs (in the green box) are a pair of shears for twigs, whereas loppers for branches.

How do I store apples?
----------------------
Put them into the cellar, in trays with straw. Keep the quinces away from them.
"""


@pytest.fixture(scope="module")
def orchard() -> Snapshot:
    return snapshot(TEXT)


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("What is a quince?", "quince"),
        ("what's straw", "straw"),
        ("what does ``loppers`` mean?", "loppers"),
        ("What do secateurs stand for", "secateurs"),
        ("What does a lopper do?", ""),
        ("what does loppers do", "loppers"),
        ("What do loppers do?", ""),
        ("what does that do?", ""),
        ("definition of cellar", "cellar"),
        ("What is the deadline?", ""),
        ("What is this?", ""),
        ("what does a lopper cost?", ""),
        ("what is cellar temperature", ""),
        ("whatever apples", ""),
        ("what is", ""),
        ("how do I store quinces", ""),
    ],
)
def test_the_word_that_is_to_be_defined(query: str, word: str) -> None:
    assert subject(query) == word


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A quince is a fruit.", True),
        ("Quinces are fruits.", False),
        ("the quince (of the cellar)\nis a fruit", True),
        ("pears for pies, a quince for jelly", True),
        ("Keep the quince away.", False),
        ("A dwarf-quince is a bush.", False),
        ("quince-trees are bushes", False),
    ],
)
def test_where_it_is_said_what_a_word_stands_for(text: str, said: bool) -> None:
    assert defines(["Nothing of it here.", text], "quince") is said


def test_what_the_text_says_is_answered_with_the_sentence_that_says_it(orchard: Snapshot) -> None:
    for query in ("what are loppers?", "what are secateurs"):
        answer = ask(orchard, query)
        assert answer.status == ANSWERED
        assert answer.results[0].short_answer is not None
        assert answer.results[0].short_answer.text.startswith("The secateurs (in the green box) are")


def test_what_it_only_speaks_of_is_closest(orchard: Snapshot) -> None:
    assert ask(orchard, "what are quinces?").status == CLOSEST
    assert ask(orchard, "what is straw?").results[0].entry.question == "How do I store apples?"


def test_a_question_that_is_known_to_want_it_is_answered() -> None:
    text = "What is straw?\n==============\nDry stalks of corn.\n\nHow do I mow?\n=============\nBy scythe.\n"
    assert ask(snapshot(text), "what's straw?").status == ANSWERED


def test_a_word_alone_is_no_question_where_only_part_of_a_known_one_has_it() -> None:
    knowledge = Knowledge(
        entries=(Curated("how-do-i-mow", ("mower", "gadgets of all colours, shapes and sizes", "grass")),)
    )
    text = "How do I mow?\n=============\nCut the grass by scythe.\n\nWhat is straw?\n==============\nDry stalks.\n"
    both = snapshot(text, knowledge)
    assert ask(both, "grass").status == ANSWERED
    assert ask(both, "mower").status == ANSWERED
    assert ask(both, "gadgets").status == CLOSEST
