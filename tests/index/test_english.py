"""The list of English words."""

from functools import cache
from pathlib import Path

import pytest

from index.english import English, listing
from index.pieces import with_tail

SMALL = English(b"\nab 3\nabc 1\nb 20\nna\xc3\xafve 7\n")


@cache
def whole() -> bytes:
    return listing()


@pytest.mark.parametrize(
    ("word", "count"),
    [("ab", 3), ("abc", 1), ("b", 20), ("naïve", 7), ("a", 0), ("abcd", 0), ("c", 0), ("", 0), ("\ud800", 0)],
)
def test_count(word: str, count: int) -> None:
    assert SMALL.count(word) == count


def test_words_in_order() -> None:
    assert list(SMALL) == ["ab", "abc", "b", "naïve"]


def test_an_empty_list_knows_nothing() -> None:
    assert English(b"\n").count("word") == 0


def test_the_whole_list_finds_each_of_its_words() -> None:
    english = English(whole())
    words = list(english)
    assert len(words) > 50_000
    assert words == sorted(words, key=str.encode)
    assert [word for word in words[:: len(words) // 500] if not english.count(word)] == []


@pytest.mark.parametrize("word", ["colonel", "patch", "the", "tree"])
def test_english_words(word: str) -> None:
    assert English(whole()).count(word) > 0


@pytest.mark.parametrize("word", ["maling", "kernal", "bpftool", "selftets"])
def test_no_english_words(word: str) -> None:
    assert English(whole()).count(word) == 0


def test_a_file_is_looked_into(tmp_path: Path) -> None:
    file = tmp_path / "english"
    file.write_bytes(with_tail(b"\npatch 12\ntree 5\n"))
    english = English.open(str(file))
    assert (english.count("tree"), english.count("bush")) == (5, 0)
