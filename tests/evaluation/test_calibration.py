"""What is measured of the confidence, on outcomes that are laid down here."""

import pytest

from faq.evaluation.calibration import calibration
from faq.evaluation.dataset import ANSWERABLE, UNANSWERABLE, Asked
from faq.evaluation.outcome import Outcome
from faq.model import ANSWERED


def outcome(confidence: float, rank: int, measures: str = ANSWERABLE) -> Outcome:
    asked = Asked("q.jsonl:1", "who?", measures)
    return Outcome(asked, str(confidence), (), "", rank, ANSWERED, confidence, None, rank == 1)


AUROC: dict[str, tuple[list[float], list[float], float | None]] = {
    "all above": ([0.8, 0.9], [0.1, 0.7], 1.0),
    "all below": ([0.1], [0.2, 0.3], 0.0),
    "three pairs of four": ([0.5, 0.9], [0.6, 0.1], 0.75),
    "equal ones count half": ([0.5], [0.5], 0.5),
    "all right": ([0.5], [], None),
    "none right": ([], [0.5], None),
}


@pytest.mark.parametrize("name", AUROC)
def test_a_right_one_is_to_be_surer_than_the_rest(name: str) -> None:
    right, rest, expected = AUROC[name]
    outcomes = [*(outcome(one, 1) for one in right), *(outcome(one, 2) for one in rest)]
    assert calibration(outcomes).auroc == expected


def test_what_nothing_answers_is_of_the_rest() -> None:
    found = calibration([outcome(0.9, 1), outcome(0.95, 0, UNANSWERABLE)])
    assert (found.auroc, found.questions) == (0.0, 2)


def test_a_bin_has_its_mean_and_its_share_of_right_ones() -> None:
    outcomes = [outcome(0.3, 1), outcome(0.31, 1), outcome(0.38, 2), outcome(0.0, 0), outcome(1.0, 1)]
    told = [
        (one.low, one.high, one.confidence, one.right.value, one.right.questions)
        for one in calibration(outcomes).bins
    ]
    assert told == [(0.0, 0.1, 0.0, 0.0, 1), (0.3, 0.4, 0.33, 0.6667, 3), (0.9, 1.0, 1.0, 1.0, 1)]
