"""The words that people use where documents use others."""

from index.analysis import tokens
from index.lexicon import lexicon


def phrase(words: str) -> str:
    return " ".join(term for token in tokens(words) for term in token.terms)


def test_words_for_a_phrase() -> None:
    assert {"delete", "erase"} <= set(lexicon().get(phrase("removing")).split("\t"))
    assert "register" in lexicon().get(phrase("sign up")).split("\t")
    assert lexicon().get(phrase("zebra")) == ""


def test_no_phrase_stands_for_itself() -> None:
    for key in lexicon():
        assert key not in {phrase(word) for word in lexicon().get(key).split("\t")}
