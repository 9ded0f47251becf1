"""The words that two texts have in common, in order."""

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faq.cli.word_diff import comparable, differences, similarity

TEXTS = st.lists(st.sampled_from(["a", "b", "c"]), max_size=12).map(" ".join)


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("a b c", "a b c", [("=", "a b c")]),
        ("a b c", "a x c", [("=", "a "), ("-", "b "), ("+", "x "), ("=", "c")]),
        ("a b", "b c", [("-", "a "), ("=", "b "), ("+", "c")]),
        ("a", "", [("-", "a")]),
        ("", "a", [("+", "a")]),
        ("a a", "a a a", [("=", "a a "), ("+", "a")]),
        ("a  b\n", "a b", [("=", "a b")]),
    ],
)
def test_differences(old: str, new: str, pieces: list[tuple[str, str]]) -> None:
    assert list(differences(old, new)) == pieces


@given(TEXTS, TEXTS)
def test_the_pieces_make_both_texts(old: str, new: str) -> None:
    pieces = list(differences(old, new))
    assert " ".join(text.strip() for kind, text in pieces if kind != "+") == old
    assert "".join(text for kind, text in pieces if kind != "-") == new
    assert all(one[0] != other[0] for one, other in pairwise(pieces))


def test_twenty_thousand_words_are_compared_within_seconds() -> None:
    chosen = random.Random(1)
    before = [chosen.choice("abcdefgh") for _ in range(20_000)]
    after = [chosen.choice((word, word, word, "z")) for word in before]
    old, new = " ".join(before), " ".join(after)
    begin = time.process_time()
    assert comparable(old, new)
    assert sum(len(text.split()) for kind, text in differences(old, new) if kind == "=") > 14_000
    assert time.process_time() - begin < 5


def test_two_texts_are_comparable_up_to_a_product_of_their_words() -> None:
    assert comparable("a " * 20_000, "b " * 20_000)
    assert not comparable("a " * 20_001, "b " * 20_000)


def test_what_both_begin_and_end_with_does_not_count_for_the_limit() -> None:
    begin, end = "x " * 10_000, "y " * 10_000
    assert comparable(f"{begin} {'a ' * 15_000} {end}", f"{begin} {'b ' * 15_000} {end}")


def test_similarity() -> None:
    assert similarity(["a", "b", "c", "d"], ["a", "c", "d", "e"], 0.6) == 0.75
    assert similarity(["a", "b"], ["a", "c"], 0.6) == 0
    assert similarity([], [], 0.6) == 0
