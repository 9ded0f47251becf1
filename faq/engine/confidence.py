"""Confidence: how likely it is that the first entry answers the question.

A logistic formula over features of the match. Its constants were fitted on the committed development
questions and practice questions (tests/questions) for documents with out-of-scope examples, and on several FAQs for
documents without (``faq.engine.parameters``), a document with few has some of both; ``python -m bench.fit``
fits them again, cross-validated, and prints the reliability table.
"""

from collections.abc import Iterable, Iterator
from math import exp

from faq.engine.parameters import Bounds, Features, Formula

LEVELS = ((0.85, "high"), (0.6, "medium"), (0.0, "low"))
"""Lowest confidence of each level."""


def confidence(features: Features, formula: Formula) -> float:
    """Return the probability that the first entry answers."""
    logit = formula.constant + sum(w * x for w, x in zip(formula.weights, features, strict=True))
    return 1 / (1 + exp(-max(-30.0, min(30.0, logit))))


def blended(plain: Formula, curated: Formula, examples: int, enough: int) -> Formula:
    """Return the formula for a document, between the two by how many out-of-scope examples it has.

    Args:
        plain: that of documents without any.
        curated: that of documents with many.
        examples: how many there are.
        enough: how many are many.
    """
    share = min(1.0, examples / enough)
    if share in (0.0, 1.0):
        return curated if share else plain

    def between(low: Iterable[float], high: Iterable[float]) -> Iterator[float]:
        return ((1 - share) * a + share * b for a, b in zip(low, high, strict=True))

    constant, answered, closest = between(
        (plain.constant, plain.answered, plain.closest), (curated.constant, curated.answered, curated.closest)
    )
    return Formula(
        constant,
        Features(*between(plain.weights, curated.weights)),
        answered,
        closest,
        Bounds(*between(plain.bounds, curated.bounds)),
    )


def level(confidence: float) -> str:
    """Return the name of a confidence."""
    return next(name for least, name in LEVELS if confidence >= least)
