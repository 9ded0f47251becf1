"""Follow-ups: a question is read beside the ones before it.

The scores of the question by itself stand. To them a share of the previous questions' scores is added, and a bonus for
the entry that answered last; the share is large where the question leans on what came before ("and", "it", "there", or
few words of its own) and small where it stands alone.
"""

import re
from collections.abc import Mapping, Sequence

from faq.engine.question import Question

_LEANS = re.compile(
    r"^\W*(?:and|or|but|so|then|what about|how about|also|ok|okay|what if|same|which one|why|when|who|where|how long|how often)\b"
    r"|\b(?:it|its|that|this|them|they|their|there|those|these|he|she|one|ones|then|instead|else|either|same|such)\b",
    re.I,
)

LEANING, STANDING = 0.6, 0.08
"""Shares of the previous scores for a question that leans on them and for one that does not; fitted with ``python -m bench.fit``."""

FEW_WORDS = 3
"""A question with at most so many topical terms leans on what came before."""

DECAY = 0.5
"""What is left of a share with each turn further back."""


def leans(question: Question) -> bool:
    """Say whether a question seems to need what came before."""
    return len(question.own) <= FEW_WORDS or bool(_LEANS.search(question.text))


def blend(scores: Mapping[int, float], earlier: Sequence[Mapping[int, float]], share: float) -> dict[int, float]:
    """Add a share of the previous questions' scores.

    Args:
        scores: the question's own scores by record number.
        earlier: those of the questions before it, oldest first.
        share: how much of the last one counts.
    """
    total = dict(scores)
    for before in reversed(earlier):
        for number, score in before.items():
            total[number] = total.get(number, 0.0) + share * score
        share *= DECAY
    return total
