"""What the engine must reach on the development questions, below their figures by the noise of a few questions."""

from pathlib import Path

import pytest

from faq.evaluation.evaluate import measure
from faq.library.library import open_library
from faq.sources.selection import in_use

pytestmark = pytest.mark.slow

QUESTIONS = Path(__file__).parents[1] / "questions"
DEVELOPMENT = QUESTIONS / "development"

AT_LEAST = {
    "right_first": 0.93,
    "recall_at_1": 0.92,
    "mrr": 0.95,
    "utility": 0.6,
    "refused_near": 0.8,
    "refused_far": 0.93,
    "short_answer_hit": 0.83,
    "dialogue_first": 0.9,
    "dialogue_follow_up": 0.83,
    "after_recall_at_1": 0.91,
    "after_refused": 0.72,
}
AT_MOST = {"answered_wrong": 0.05, "nothing_shown": 0.02, "wrongly_refused": 0.05}


def test_the_development_questions_are_answered_as_well_as_ever() -> None:
    files = sorted(str(file) for file in DEVELOPMENT.glob("*.jsonl"))
    figures = {one.key: one.value for one in measure(open_library(in_use([])).snapshot, files).figures}
    low = {key: figures[key] for key, floor in AT_LEAST.items() if figures[key] < floor}
    high = {key: figures[key] for key, bound in AT_MOST.items() if figures[key] > bound}
    assert (low, high) == ({}, {})


def test_entries_that_only_the_newer_revision_has_are_found_there() -> None:
    snapshot = open_library(in_use(revision="linux-6.12")).snapshot
    measured = measure(snapshot, [str(QUESTIONS / "linux-6.12" / "answerable.jsonl")]).figures
    figures = {one.key: one.value for one in measured}
    assert figures["right_first"] >= 0.8
    assert figures["recall_at_1"] >= 0.8
    assert figures["answered_wrong"] <= 0.1
