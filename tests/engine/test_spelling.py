"""What is repaired and what is left alone."""

from collections.abc import Callable
from functools import cache
from random import Random
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from faq.engine.spelling import repair, within
from faq.library.library import Library, open_library
from faq.library.snapshot import Snapshot
from faq.sources.selection import in_use
from index.analysis import tokens
from index.english import English
from index.languages import without_topic


@cache
def library() -> Library:
    return open_library(in_use())


def repaired(query: str) -> tuple[str, dict[str, str]]:
    found = tokens(query)
    held = library().snapshot.searcher.holding("words", {term for token in found for term in token.terms})
    better, pairs = repair(found, held, library().snapshot)
    return " ".join(token.surface for token in better), dict(pairs)


@pytest.mark.parametrize(
    ("query", "better", "pairs"),
    [
        ("maling list", "mailing list", {"maling": "mailing"}),
        ("kernal tree", "kernel tree", {"kernal": "kernel"}),
        ("Verifyer tests", "verifier tests", {"verifyer": "verifier"}),
        ("sefltests", "selftests", {"sefltests": "selftests"}),
        ("bpftol", "bpftool", {"bpftol": "bpftool"}),
        ("maling to the maling list", "mailing to the mailing list", {"maling": "mailing"}),
        ("ekrnel", "kernel", {"ekrnel": "kernel"}),
        ("wich tree", "which tree", {"wich": "which"}),  # a letter left out, rather than "with"
        ("waht", "what", {"waht": "what"}),  # swapped letters, rather than "want"
        ("sumbit", "submit", {"sumbit": "submit"}),
        ("realy", "really", {"realy": "really"}),
        ("mantainr", "maintainer", {"mantainr": "maintainer"}),  # two edits, and no English word is nearer
        ("coverletter", "cover letter", {"coverletter": "cover letter"}),  # two words, a blank left out
        ("mailinglsit", "mailing list", {"mailinglsit": "mailing list"}),
        ("verifer tests", "verifier tests", {"verifer": "verifier"}),  # though its stem is that of "verifs"
    ],
)
def test_misspelt_words_are_corrected(query: str, better: str, pairs: dict[str, str]) -> None:
    assert repaired(query) == (better, pairs)


@pytest.mark.parametrize(
    "query",
    [
        "colonel",  # an English word stays, however near to "kernel"
        "tress and bees",
        "kernel patches",
        "selftests",
        "puled",  # so does a rare one
        "drumer",  # "drummer", not "driver"
        "llv",  # too short to tell
        "rgsi",  # two edits are too many for a short word
        "xyzzyplugh",  # near to nothing
        "typescript",  # both its words are known, but nowhere side by side
        "bpfnext",  # two edits are too many for a synonym of the knowledge file
        "v5",
        "test_verifer.c",  # no plain word
        "\u6838\u5fc3",
        "",
    ],
)
def test_other_words_are_left_alone(query: str) -> None:
    assert repaired(query)[1] == {}


@pytest.mark.parametrize(
    ("word", "better"),
    [("kernal", "kernel"), ("ekrnel", "kernel"), ("akernel", "kernel"), ("xyernel", "xyernel")],
)
def test_a_large_library_is_asked_for_the_words_of_two_letters(word: str, better: str) -> None:
    vocabulary = {"k": {"kernel": 9}}
    large = having(lambda letter: vocabulary.get(letter, {}))
    assert repair(tokens(word), {}, large)[0] == list(tokens(better))


NO_WORDS = English(b"\n")


def having(vocabulary: Callable[[str], dict[str, int]], english: English = NO_WORDS) -> Snapshot:
    """A snapshot that has only words, each in one entry."""
    searcher = SimpleNamespace(holding=lambda _, words: dict.fromkeys(words, 1))
    words = SimpleNamespace(vocabulary=vocabulary, searcher=searcher, english=english, synonyms={}, classes=1)
    return cast(Snapshot, words)


class Asked(English):
    """A list of English words without any, which notes what it is asked for."""

    def __init__(self) -> None:
        super().__init__(b"\n")
        self.words: list[str] = []

    def count(self, word: str) -> int:
        self.words.append(word)
        return super().count(word)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (
            "which list should I send these patches to, and when?",
            [],
        ),  # every word is known, or names no subject
        ("could you please tell whether there would be some about yours", []),
        ("didn't it work, and doesn't it now", []),
        ("an api to see the llv by v5", []),  # too short
        ("run test_verifer.c with -mcpu=prob", []),  # no plain words
        ("which grafana list should take these", ["grafana"]),
    ],
)
def test_the_english_words_are_opened_for_an_unknown_word_that_may_be_corrected_only(
    query: str, words: list[str]
) -> None:
    found = tokens(query)
    known = ("list", "send", "patches", "tell", "work", "run", "take")
    held = {term: 1 for word in known for token in tokens(word) for term in token.terms}
    english = Asked()
    repair(found, held, having(lambda _: {}, english))
    assert list(dict.fromkeys(english.words))[:1] == words


def test_a_word_that_names_no_subject_is_not_corrected() -> None:
    shells = having(lambda _: {"shell": 9, "wiese": 9})
    assert repair(tokens("shall"), {}, shells)[1] == ()
    assert repair(tokens("shel"), {}, shells)[1] == (("shel", "shell"),)
    asked = without_topic(tokens("wieso brauche ich das?"), ["de"])
    assert repair(asked, {}, shells) == (list(asked), ())


COUNTS = {"connecter": 6, "connecting": 5, "stick": 6}


@pytest.mark.parametrize(
    ("word", "holding", "english", "better"),
    [
        ("connector", 2, b"\n", "connecter"),
        ("connector", 3, b"\n", ""),  # the other word is not rare enough
        ("connector", 2, b"\nconnector 1\n", ""),  # an English word
        ("connecter", 2, b"\n", ""),  # a word of the documents
        ("bonnecter", 2, b"\n", ""),  # the first letter is seldom wrong
        ("stack", 2, b"\n", ""),  # too short to tell
        ("connec", 2, b"\n", ""),  # two edits are too many
    ],
)
def test_a_word_with_the_stem_of_a_rare_one_becomes_a_frequent_one(
    word: str, holding: int, english: bytes, better: str
) -> None:
    searcher = SimpleNamespace(
        holding=lambda _, words: {word: COUNTS[word] for word in words if word in COUNTS}
    )
    words = SimpleNamespace(
        vocabulary=lambda _: COUNTS, searcher=searcher, english=English(english), synonyms={}, classes=9
    )
    held = dict.fromkeys((term for token in tokens(word) for term in token.terms), holding)
    assert dict(repair(tokens(word), held, cast(Snapshot, words))[1]).get(word, "") == better


WORDS = ["kernel", "mailing", "cover letter", "\u00fcber", "kernels", "carnal", "verifier"]


def nearest_of(words: list[str], word: str) -> str:
    """The one of some words that a word is repaired to, empty if it is left alone."""
    vocabulary = dict.fromkeys(words, 1)
    return dict(repair(tokens(word), {}, having(lambda _: vocabulary))[1]).get(word, "")


@pytest.mark.parametrize(
    ("word", "better"),
    [
        ("kernle", "kernel"),
        ("kernell", "kernel"),
        ("uber", "\u00fcber"),
        ("coverletter", "cover letter"),
        ("vreifire", "verifier"),  # two edits
        ("krenl", ""),  # two edits in a short word
        ("mailing", "mailing"),
    ],
)
def test_the_nearest_word_is_found(word: str, better: str) -> None:
    assert nearest_of(WORDS, word) == better


WORD = st.text("abc", max_size=7)


@given(WORD, WORD, st.integers(0, 2))
def test_edits_are_counted_as_by_the_distance(word: str, other: str, edits: int) -> None:
    assert within(word, other, edits) == (OSA.distance(word, other) <= edits)


@pytest.mark.parametrize("edits", [1, 2])
def test_every_word_at_a_distance_is_near(edits: int) -> None:
    """As many as by the distance itself."""
    random = Random(edits)
    for _ in range(300):
        right = random.choice(WORDS)
        wrong = right.replace(" ", "")
        for _ in range(edits):
            at = random.randrange(1, len(wrong))
            wrong = (
                wrong[:at] + random.choice(["", "e", wrong[at:][1:2]]) + wrong[at + random.randint(0, 1) :]
            )
        if len(wrong) > 5:
            least = min(OSA.distance(wrong, word) for word in WORDS)
            found = nearest_of(WORDS, wrong)
            assert (OSA.distance(wrong, found) if found else 3) == min(least, 3), wrong
