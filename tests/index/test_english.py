"""The list of English words."""

import sys

import pytest

from index.english import WORDS, English

SMALL = English(b"\nab 3\nabc 1\nb 20\nna\xc3\xafve 7\n")


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
    english = English()
    words = list(english)
    assert len(words) > 50_000
    assert words == sorted(words, key=str.encode)
    assert [word for word in words[:: len(words) // 500] if not english.count(word)] == []


@pytest.mark.parametrize("word", ["colonel", "patch", "the", "tree"])
def test_english_words(word: str) -> None:
    assert English().count(word) > 0


@pytest.mark.parametrize("word", ["maling", "kernal", "bpftool", "selftets"])
def test_no_english_words(word: str) -> None:
    assert English().count(word) == 0


def test_the_list_is_opened_when_a_word_is_asked_for() -> None:
    opened: list[object] = []
    sys.addaudithook(lambda event, args: opened.append(args[0]) if event == "open" else None)
    english = English()
    assert WORDS not in opened
    assert english.count("tree") > english.count("shrub") > 0
    assert opened.count(WORDS) == 1


@pytest.mark.parametrize(
    ("common", "rarer"), [("the", "colonel"), ("patch", "sapling"), ("tree", "arboretum")]
)
def test_what_is_more_common_counts_more(common: str, rarer: str) -> None:
    assert English().count(common) > English().count(rarer) > 0


@pytest.mark.parametrize("word", ["change", "find", "make", "new", "use", "way"])
def test_words_of_every_subject_name_no_topic(word: str) -> None:
    assert English().count(word) >= 200_000
    assert English().count("list") < 200_000
