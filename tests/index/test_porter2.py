"""Stems are those of Whoosh's Porter2."""

import warnings
from pathlib import Path
from random import Random

from index.porter2 import stem

with warnings.catch_warnings():
    warnings.simplefilter(
        "ignore", SyntaxWarning
    )  # its module has strings that newer releases of Python complain of
    from whoosh.lang.porter2 import stem as whooshs

ROOT = Path(__file__).parents[2]
PIECES = (
    "y ay ee ed ing ingly edly eedly eed s es ies ied us ss li ogi ly al ance ization ative ness gener commun arsen b t"
    " o e i ie sky ll tion sion bl at iz qu w x ational biliti ence ement"
).split()


def test_the_words_of_english_have_the_same_stems() -> None:
    words = (ROOT / "index" / "english.txt").read_text("utf-8").split()
    words = [word for word in words[::13] if len(word) > 2 and word.isascii() and word.isalpha()]
    assert len(words) > 5000
    assert [word for word in words if stem(word) != whooshs(word)] == []


def test_made_up_words_have_the_same_stems() -> None:
    random = Random(1)
    words = {"".join(random.choices(PIECES, k=random.randint(1, 4))) for _ in range(5000)} | {
        "skies",
        "atlas",
        "us",
    }
    assert [word for word in words if stem(word) != whooshs(word)] == []
