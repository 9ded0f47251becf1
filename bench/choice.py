"""Fits the weights of a choice among several: a conditional logit model (McFadden 1974).

The probability of a candidate is proportional to the exponential of the weighted sum of its features.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize

RIDGE = 0.3
"""Weight of the squared weights relative to the likelihood: it keeps them small if the cases say little."""

PARTS = 5


class Choice(NamedTuple):
    """The candidates' features, one row each; which of them are right; cases of one group stay in one fold."""

    features: Any
    right: Any
    group: str


def hits(choices: Sequence[Choice], weights: Any) -> float:
    """Return the share of the choices in which the first candidate is right."""
    return float(np.mean([one.right[int(np.argmax(one.features @ weights))] for one in choices]))


def fit(choices: Sequence[Choice]) -> Any:
    """Return the weights that make the right candidates most likely."""
    cases = [one for one in choices if one.right.any()]

    def loss(weights: Any) -> tuple[float, Any]:
        value, slope = RIDGE * float(weights @ weights), 2 * RIDGE * weights
        for one in cases:
            logits = one.features @ weights
            chances = np.exp(logits - logits.max())
            chances /= chances.sum()
            right = chances * one.right
            value -= float(np.log(right.sum() + 1e-12))
            slope = slope - (right / (right.sum() + 1e-12) - chances) @ one.features
        return value, slope

    return minimize(loss, np.zeros(cases[0].features.shape[1]), jac=True, method="L-BFGS-B").x


def cross_validated(choices: Sequence[Choice]) -> float:
    """Return the share of hits with weights fitted on the other groups."""
    groups = sorted({one.group for one in choices})
    hit = 0.0
    for part in range(PARTS):
        held = set(groups[part::PARTS])
        tested = [one for one in choices if one.group in held]
        hit += len(tested) * hits(tested, fit([one for one in choices if one.group not in held]))
    return hit / len(choices)
