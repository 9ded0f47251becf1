"""The questions that the engine is measured with stand nowhere in what it was taught."""

import json
from pathlib import Path

import pytest

from faq.knowledge.file import read
from index.analysis import terms

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
KNOWLEDGE = [
    *(ROOT / "data" / name for name in ("bpf_devel_QA.toml", "bpf_devel_QA.generated.toml")),
    ROOT / "bench" / "training.toml",
]
SCREEN = "screen"
"""Its conversations begin with a plain question, to put an entry on the screen: only what follows is measured."""

SETS = (
    "development",
    "practice",
    "heldout",
    "people/heldout",
    "people/latest",
    "linux-6.12",
    "several",
    SCREEN,
)

NEAR = 0.75
"""Share of two questions' topical terms in common from which on they are one question."""


def taught() -> list[str]:
    found: list[str] = []
    for path in KNOWLEDGE:
        knowledge = read(path.read_text(encoding="utf-8"), path.name).knowledge
        found += [question for entry in knowledge.entries for question in entry.phrasings]
        found += knowledge.outside
    return found


def asked(name: str) -> list[str]:
    found = []
    for file in sorted((ROOT / "tests" / "questions" / name).glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            turns = row.get("turns", [row])
            found += [turn["q"] for turn in (turns[1:] if name == SCREEN else turns)]
    return found


def distinct(questions: list[str]) -> list[tuple[str, frozenset[str]]]:
    found = [(question, frozenset(terms(question))) for question in questions]
    return [(question, words) for question, words in found if words]


@pytest.mark.parametrize("name", SETS)
def test_no_question_is_taught_word_for_word(name: str) -> None:
    known = {question.casefold() for question in taught()}
    assert [question for question in asked(name) if question.casefold() in known] == []


@pytest.mark.parametrize("name", SETS)
def test_no_question_is_nearly_taught(name: str) -> None:
    known = distinct(taught())
    near = [
        (question, other)
        for question, words in distinct(asked(name))
        for other, theirs in known
        if NEAR * len(words) <= len(theirs) <= len(words) / NEAR
        and len(words & theirs) >= NEAR * len(words | theirs)
    ]
    assert near == []


def test_there_is_something_to_compare() -> None:
    assert len(distinct(taught())) > 1000
    assert [len(distinct(asked(name))) >= 20 for name in SETS] == [True] * len(SETS)
