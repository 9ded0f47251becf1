"""Buckets: the features that trained weights are for, and the weights as text."""

from math import log, sqrt
from zlib import crc32

import pytest

from index.buckets import buckets, is_written, weigh, written


def bucket(piece: str) -> int:
    return crc32(piece.encode()) % 8192


def test_a_word_has_its_pieces_and_its_stem() -> None:
    pieces = [" pe", "pea", "ear", "ar ", " pea", "pear", "ear ", " pear", "pear ", "=pear"]
    assert buckets("Pear") == pytest.approx({bucket(piece): 1 / sqrt(10) for piece in pieces})


def test_what_comes_again_counts_by_its_logarithm() -> None:
    """A word of one letter is a piece of three characters, and itself."""
    assert set(buckets("a")) == {bucket(" a ")}
    found = buckets("a a a i")
    assert found[bucket(" a ")] / found[bucket(" i ")] == pytest.approx((1 + log(6)) / (1 + log(2)))


def test_two_words_that_follow_one_another_or_have_one_between_them_are_a_feature() -> None:
    pieces = (" a ", " i ", "=a=i", "=i=a", "=a=_=a")
    assert set(buckets("a i a")) == {bucket(piece) for piece in pieces}


def test_nothing_has_no_buckets() -> None:
    assert buckets("") == buckets(" ") == {}


def test_weights_are_kept_and_cut_to_what_a_character_holds() -> None:
    text = written([0, 1, -2, 43, 44, -99, *[0] * 8186])
    assert text[:6] == "STQ~~("
    assert is_written(text)


@pytest.mark.parametrize("text", ["", "S" * 8191, "S" * 8193, "S" * 8191 + "\x7f", "S" * 8191 + "'"])
def test_what_is_not_weights(text: str) -> None:
    assert not is_written(text)


def test_a_text_is_weighed() -> None:
    weights = written([5 if number == 7 else -10 if number == 9 else 0 for number in range(8192)])
    assert weigh({7: 0.5, 9: 0.25, 11: 1.0}, weights) == pytest.approx(0.2 * (0.5 * 5 - 0.25 * 10))
    assert weigh({7: 0.5}, "") == 0


def test_fewer_weights_are_shared_by_several_buckets() -> None:
    weights = written([5 if number == 7 else 0 for number in range(1024)])
    assert is_written(weights, 1024)
    assert not is_written(weights)
    assert weigh({7: 0.5, 7 + 1024: 0.25, 8: 1.0}, weights) == pytest.approx(0.2 * 5 * 0.75)
