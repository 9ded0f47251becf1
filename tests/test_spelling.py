"""What is repaired and what is left alone."""

from functools import cache

import pytest

from faq.engine.spelling import repair
from faq.library import Library, open_library
from faq.sources import in_use
from index.analysis import tokens


@cache
def library() -> Library:
    return open_library(in_use())


def repaired(query: str) -> tuple[str, dict[str, str]]:
    found = tokens(query)
    held = library().searcher.holding("words", {term for token in found for term in token.terms})
    better, pairs = repair(found, held, library())
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
    ],
)
def test_misspelt_words(query: str, better: str, pairs: dict[str, str]) -> None:
    assert repaired(query) == (better, pairs)


@pytest.mark.parametrize(
    "query",
    [
        "colonel",  # an English word stays, however near to "kernel"
        "tress and bees",
        "kernel patches",
        "selftests",
        "llv",  # too short to tell
        "xyzzyplugh",  # near to nothing
        "v5",
        "test_verifer.c",  # no plain word
        "\u6838\u5fc3",
        "",
    ],
)
def test_left_alone(query: str) -> None:
    assert repaired(query)[1] == {}
