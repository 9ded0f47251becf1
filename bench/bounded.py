"""Logistic regression whose weights have the signs they should have, on documents with equal weight.

If features are nearly redundant, an unbounded regression gives some of them a weight with the wrong sign, which
does harm in documents where they do not occur together.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize

from bench.cases import Case
from faq.engine.parameters import DEFAULT, Features

SHARES = {"answerable": 0.5, "near": 0.3, "far": 0.2}
"""Weight of each kind of question in a document, however many there are."""

PENALTY = 20.0
"""On large weights: of 1, 5, 20 and 50, the best for documents that a formula was not fitted on (log-likelihood)."""


class Fitted(NamedTuple):
    """A formula: its constant and its weights by feature."""

    constant: float
    weights: Mapping[str, float]

    def __str__(self) -> str:
        weights = (f"{name}={round(self.weights.get(name, 0.0), 3)}" for name in Features._fields)
        return f"Formula({self.constant:.3f}, Features({', '.join(weights)}))"

    def said(self, cases: Sequence[Case]) -> Any:
        """Return the formula's probabilities."""
        slopes = np.array([self.weights.get(name, 0.0) for name in Features._fields])
        return 1 / (1 + np.exp(-self.constant - np.array([case.features for case in cases]) @ slopes))


def balanced(cases: Sequence[Case]) -> Any:
    """Return the weight of each case: all documents weigh the same, and within one each kind has its share."""
    counts: dict[tuple[str, str], int] = {}
    for case in cases:
        counts[case.document, case.kind] = counts.get((case.document, case.kind), 0) + 1
    weights = np.array([SHARES[case.kind] / counts[case.document, case.kind] for case in cases])
    return weights * (len(cases) / weights.sum())


def fit(cases: Sequence[Case], signs: Mapping[str, int]) -> Fitted:
    """Fit a formula.

    Args:
        cases: the cases to fit it on.
        signs: its features; 1 for a weight that must not be below 0, -1 for one not above 0, 0 for a free one.
    """
    columns = [Features._fields.index(name) for name in signs]
    inputs = np.array([[case.features[i] for i in columns] for case in cases])
    right = np.array([float(case.right) for case in cases])
    counted = balanced(cases)
    mean, spread = inputs.mean(axis=0), inputs.std(axis=0)
    spread[spread == 0] = 1
    scaled = (inputs - mean) / spread

    def loss(weights: Any) -> tuple[float, Any]:
        logit = scaled @ weights[1:] + weights[0]
        off = counted * (1 / (1 + np.exp(-logit)) - right)
        value = (counted * (np.logaddexp(0, logit) - right * logit)).sum()
        value += PENALTY * (weights[1:] ** 2).sum() / 2
        return value, np.concatenate([[off.sum()], scaled.T @ off + PENALTY * weights[1:]])

    bounds = [
        (None, None),
        *({1: (0, None), -1: (None, 0), 0: (None, None)}[sign] for sign in signs.values()),
    ]
    tight = {"maxiter": 10_000, "ftol": 1e-14, "gtol": 1e-9}
    best = minimize(loss, np.zeros(len(bounds)), jac=True, method="L-BFGS-B", bounds=bounds, options=tight).x
    slopes = best[1:] / spread
    return Fitted(float(best[0] - (slopes * mean).sum()), dict(zip(signs, map(float, slopes), strict=True)))


def report(
    cases: Sequence[Case],
    signs: Mapping[str, int],
    same_document: Mapping[str, str] | None = None,
    only_measured: Sequence[str] = (),
) -> None:
    """Print the formula, and for each document its results when fitted with that document and without it; and those of
    all documents together, each with the formula that was fitted without it.

    Args:
        cases: the questions.
        signs: the features.
        same_document: names of cases that are about the document of another name, and are left out with it.
        only_measured: names of cases that no formula is fitted on.
    """
    fitted_on = [case for case in cases if case.document not in only_measured]
    whole = fit(fitted_on, signs)
    left_out_with = {case.document: (same_document or {}).get(case.document, case.document) for case in cases}
    together: list[Case] = []
    said_left_out: list[Any] = []
    for name, document in left_out_with.items():
        asked = [case for case in cases if case.document == name]
        left_out = fit([case for case in fitted_on if left_out_with[case.document] != document], signs)
        print(f"\n{name}, {len(asked)} questions")
        for title, formula in (("fitted", whole), ("left out", left_out)):
            _print(title, asked, _shown(asked, formula.said(asked)))
        if name not in only_measured:
            together += asked
            said_left_out.append(_shown(asked, left_out.said(asked)))
    print(f"\nall that a formula is fitted on, {len(together)} questions")
    _print("left out", together, np.concatenate(said_left_out))
    print(f"\n{whole}")


def _print(name: str, cases: Sequence[Case], said: Any) -> None:
    print(f"  {name}: {_refused(cases, said)}")
    print("    said/right: " + ", ".join(_reliability(cases, said)))


def _shown(cases: Sequence[Case], said: Any) -> Any:
    """What a formula says, 0 where nothing is shown: too few words of the question are known, or with vectors, no entry
    is near it and the formula does not say that it is answered."""
    return said * np.array([_is_open(case.features, p) for case, p in zip(cases, said, strict=True)])


def _is_open(features: Features, said: float) -> bool:
    if not features.cosine:
        return features.known >= DEFAULT.known
    nearest = features.cosine - min(0.0, features.cosine_margin)
    return nearest >= DEFAULT.near or said >= DEFAULT.with_vectors.answered


def _refused(cases: Sequence[Case], said: Any) -> str:
    """What is refused if 95 of 100 answerable questions are not, and what is answered from one half."""
    kinds = np.array([case.kind for case in cases])
    right = np.array([case.right for case in cases])
    answerable = kinds == "answerable"
    least = np.quantile(said[answerable], 0.05)
    figures = [f"below {least:.3f} 5 % of the answerable"]
    figures += [
        f"{(said[kinds == kind] < least).mean():.3f} of the {kind}"
        for kind in ("near", "far")
        if kind in kinds
    ]
    figures.append(f"from .5 on right {(right & (said >= 0.5))[answerable].mean():.3f}")
    figures.append(f"wrong {(~right & (said >= 0.5))[answerable].mean():.3f}")
    figures += [
        f"{kind} {(said[kinds == kind] >= 0.5).mean():.3f}" for kind in ("near", "far") if kind in kinds
    ]
    return ", ".join(figures)


FEW = 20
"""Minimum questions in a tenth for it to be reported."""


def _reliability(cases: Sequence[Case], said: Any) -> Iterator[str]:
    right = np.array([case.right for case in cases])
    counted = balanced(cases)
    for low, high in pairwise([*np.arange(0, 1, 0.1), 1.001]):
        here = (said >= low) & (said < high)
        if here.sum() >= FEW:
            share = counted[here] / counted[here].sum()
            yield f"{(said[here] * share).sum():.2f}/{(right[here] * share).sum():.2f} ({here.sum()})"
