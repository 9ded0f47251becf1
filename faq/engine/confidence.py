"""Confidence: how likely it is that the first entry answers the question.

A logistic formula over features of the match. Its constants (``faq.engine.parameters``) were fitted on the committed
development questions and practice questions (tests/questions) and messages of people (bench/people) for documents with
out-of-scope examples, and on several FAQs for documents without; a document with few has some of both.
``python -m bench.fit`` fits them again, cross-validated, and prints the reliability table.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import exp, log

from faq.engine.parameters import Bounds, Features, Formula, Parameters
from index.values import NamedTuple

HIGH = "high"

LEVELS = ((0.85, HIGH), (0.6, "medium"), (0.0, "low"))
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


class Claim(NamedTuple):
    """What a curated document says of a question that others beside it are asked, too.

    ``special``: the share of what is special in it that its first entry holds; ``out_of_scope``: how like it are the
    questions that it is known not to answer, the mean of the nearest two.
    """

    special: float
    out_of_scope: float


def beside(confidence: float, special: float, claims: Sequence[Claim], parameters: Parameters) -> float:
    """Return how sure an entry that nobody curated is beside curated documents; never surer than by itself.

    Its formula was fitted on questions that were asked of one document. Several documents of one field all hold that
    field's words, which therefore say little about which of them answers: the less, the more of what is special in the
    question a curated one holds, and the more like it the questions are that this one is known not to answer.

    Args:
        confidence: how sure it is by itself.
        special: the share of what is special in the question that it holds.
        claims: what each curated document says.
        parameters: the numbers that it was tuned with.
    """
    less = 0.0
    for claim in claims:
        ahead = parameters.beside_special * (special - claim.special)
        less = min(less, ahead - parameters.beside_known * claim.out_of_scope * claim.special)
    return 1 / (1 + exp(log(1 / confidence - 1) - less)) if less else confidence


def level(confidence: float) -> str:
    """Return the name of a confidence."""
    return next(name for least, name in LEVELS if confidence >= least)
