"""What is special in a question, and the share of it that an entry holds."""

import pytest

from faq.engine.question import Question, Synonyms
from faq.engine.special import special, special_words
from faq.indexing.payloads import Analysed, Asked, Stored, pack
from faq.model import Entry, Lines, Passage
from index.analysis import tokens
from index.english import EVERYWHERE

ENTRY = Entry("a", "qna", "A?", (), (), (), (), Lines(1, 2))
ASKED, PEEL = Asked("A?", ("pear",)), Passage("Peel.", Lines(2, 2), 0, "paragraph")
FIRST = Stored(pack(Analysed(ENTRY, "g", (ASKED,), (PEEL,), (("peel",),))).__getitem__)
QUESTION = Question("", (), (), {}, {})


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("peel pear", 1.0),
        ("peel zebra", 0.5),  # two words that are as rare
        ("peel other", 1.0),  # a word on any subject says nothing
        ("peel xyzzy", 0.25),  # a name that is three times as special
        ("peel-pit", 1.0),  # a part of it is there
        ("zebra", 0.0),
        ("the", 0.0),
        ("照片", 0.0),
        ("peel 照片", 1.0),
        ("", 0.0),
    ],
)
def test_an_entry_holds_a_share_of_what_is_special_in_a_question(text: str, share: float) -> None:
    counts = {"other": EVERYWHERE, "xyzzy": 0}
    rare = (1 + EVERYWHERE) ** (2 / 3) - 1  # a third of the logarithm of a name
    question = QUESTION._replace(tokens=tuple(tokens(text)))
    words = special_words(question, lambda word: counts.get(word, round(rare)))
    assert special(question, words, FIRST) == pytest.approx(share, abs=1e-3)


@pytest.mark.parametrize(
    ("related", "share"),
    [
        ((("zebra", ("peel", "apple")),), 0.8),  # one of them is there
        ((("zebra", ("apple",)),), 0.5),
        ((("zebra", ("peel apple",)),), 0.5),  # half of a phrase is not
        ((("peel", ("pear",)),), 0.5),  # a word that is there counts once
        ((("knife zebra", ("pear",)),), 0.8),
    ],
)
def test_a_synonym_counts_less_than_the_word(related: Synonyms, share: float) -> None:
    question = QUESTION._replace(tokens=tuple(tokens("peel zebra")), related=related)
    words = special_words(question, lambda _: 50)
    assert special(question, words, FIRST, 0.6) == pytest.approx(share)
    assert special(question, words, FIRST) == pytest.approx(0.5)
