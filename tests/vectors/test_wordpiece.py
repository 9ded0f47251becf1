"""WordPiece, next to what BERT's own tokenizer makes of the same texts."""

from pathlib import Path

import pytest

import faq.vectors
from faq.vectors.wordpiece import WordPiece, words

VOCABULARY = (Path(faq.vectors.__file__).parent / "vocabulary.txt").read_text("utf-8").split("\n")[:-1]


@pytest.fixture(scope="module")
def pieces() -> WordPiece:
    return WordPiece(VOCABULARY)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("", []),
        ("Hello, World!", ["hello", ",", "world", "!"]),
        ("R\u00e9sum\u00e9 na\u00efve", ["resume", "naive"]),
        ("bpf_prog->aux", ["bpf", "_", "prog", "-", ">", "aux"]),
        ("a\tb\nc\u00a0d", ["a", "b", "c", "d"]),
        ("\u4f60\u597d ok", ["\u4f60", "\u597d", "ok"]),
        ("soft\u00adhyphen nul\0byte \ufffdlost", ["softhyphen", "nulbyte", "lost"]),
        ("\u201cquoted\u201d", ["\u201c", "quoted", "\u201d"]),
    ],
)
def test_words(text: str, cut: list[str]) -> None:
    assert list(words(text)) == cut


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("hello world", [101, 7592, 2088, 102]),
        ("unaffable", [101, 14477, 20961, 3468, 102]),
        ("How do I cross out my text?", [101, 2129, 2079, 1045, 2892, 2041, 2026, 3793, 1029, 102]),
        ("\U0001f600", [101, 100, 102]),
        ("x" * 101, [101, 100, 102]),
        ("", [101, 102]),
    ],
)
def test_numbers(text: str, numbers: list[int], pieces: WordPiece) -> None:
    assert pieces.numbers(text, 256) == numbers


def test_a_long_text_ends_early(pieces: WordPiece) -> None:
    assert pieces.numbers("hello " * 100, 5) == [101, 7592, 7592, 7592, 102]
    assert len(pieces.numbers("unaffable " * 100, 256)) == 256


def test_a_word_of_which_a_part_is_unknown_is_unknown() -> None:
    pieces = WordPiece(["[UNK]", "[CLS]", "[SEP]", "pear", "##s", "p", "##e"])
    assert pieces.numbers("pears pear pe pex", 9) == [1, 3, 4, 3, 5, 6, 0, 2]
