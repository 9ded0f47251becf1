"""A question that is not covered is told why, and what comes nearest."""

import pytest

from faq.engine import ask
from faq.model import NOT_COVERED, Answer, Reasons
from faq.output.terminal import said
from faq.output.text import Style
from tests.support.snapshots import snapshot

PLAIN = Style(width=100)
HELD = (("paint", ("text",)),)


@pytest.mark.parametrize(
    ("unmatched", "reasons", "lines"),
    [
        (("zinc",), Reasons(outside="Do you sell zinc?"), ["This is not covered. No mention of 'zinc'."]),
        (
            (),
            Reasons(matched=HELD, outside="Do you sell paint?", nearest="How do I paint it?"),
            [
                "This is not covered. It is like 'Do you sell paint?', which is known not to be covered.",
                "Nearest entry: How do I paint it?",
            ],
        ),
        (
            (),
            Reasons(matched=HELD, nearest="How do I paint it?"),
            [
                "This is not covered. Its words are there, but no entry is about them.",
                "Nearest entry: How do I paint it?",
            ],
        ),
        ((), Reasons(), ["This is not covered. None of its words is a subject of the documents."]),
    ],
)
def test_why_it_is_not_covered(unmatched: tuple[str, ...], reasons: Reasons, lines: list[str]) -> None:
    answer = Answer("any paint?", NOT_COVERED, 0.0, "low", (), unmatched, (), reasons)
    assert said(answer, PLAIN) == lines


def test_the_nearest_entry_has_a_word_of_the_question() -> None:
    text = "How do I paint it?\n==================\nWith a brush.\n\nWhat is straw?\n==============\nDry stalks.\n"
    shed = snapshot(text)
    refused = ask(shed, "zeppelin hangar rent and straw")
    assert (refused.status, refused.reasons.nearest) == (NOT_COVERED, "What is straw?")
    assert ask(shed, "zeppelin").reasons.nearest == ""
    assert ask(shed, "how do I paint it?").reasons.nearest == ""
