"""Whether the confidence separates right first entries from the rest, and whether it is calibrated."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import starmap
from typing import NamedTuple

from faq.evaluation.measures import Figure, mean
from faq.evaluation.outcome import Outcome

BINS = 10


class Bin(NamedTuple):
    """The questions whose confidence is in a range: their mean confidence, and the share of right first entries."""

    low: float
    high: float
    confidence: float
    right: Figure


class Calibration(NamedTuple):
    """The confidence measured over a number of questions.

    ``auroc`` is how often a right first entry has a higher confidence than a result that is not right (a wrong
    entry, or an unanswerable question); None unless there are both.
    """

    auroc: float | None
    questions: int
    bins: tuple[Bin, ...]


def calibration(outcomes: Sequence[Outcome]) -> Calibration:
    """Measure the confidence on questions asked without context."""
    right: list[float] = []
    rest: list[float] = []
    bins: dict[int, list[Outcome]] = {}
    for outcome in outcomes:
        (right if outcome.right_first else rest).append(outcome.confidence)
        bins.setdefault(min(int(outcome.confidence * BINS), BINS - 1), []).append(outcome)
    return Calibration(_auroc(right, rest), len(outcomes), tuple(starmap(_bin, sorted(bins.items()))))


def _auroc(right: Sequence[float], rest: Sequence[float]) -> float | None:
    """Return the share of pairs in which the right one is higher; equal ones count half."""
    if not right or not rest:
        return None
    ordered = sorted(rest)
    lower = sum(bisect_left(ordered, one) + bisect_right(ordered, one) for one in right)
    return round(lower / 2 / len(right) / len(rest), 4)


def _bin(number: int, outcomes: Sequence[Outcome]) -> Bin:
    confidence = sum(outcome.confidence for outcome in outcomes) / len(outcomes)
    right = mean("right", "right", [(outcome.cluster, outcome.right_first) for outcome in outcomes])
    return Bin(number / BINS, (number + 1) / BINS, round(confidence, 4), right)
