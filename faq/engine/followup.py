"""Follow-ups: a question that is not understood by itself is read together with the ones before it.

A question stands alone when its own match is sure enough; one that seems to lean on what came before ("and", "it",
"there", few words of its own) must be surer. Else a share of the previous questions' scores is added to its own,
less with each turn further back.
The entry that answered a previous question counts as that question's best.
"""

import re
from collections.abc import Mapping, Sequence

from faq.engine.question import Question

_LEANS = re.compile(
    r"^\W*(?:and|or|but|so|then|what about|how about|also|ok|okay|what if|same|which one|why|when|who|where|how long|how often)\b"
    r"|\b(?:it|its|that|this|them|they|their|there|those|these|he|she|one|ones|then|instead|else|either|same|such)\b",
    re.I,
)

SHARE = 0.55
"""Share of the previous question's scores; fitted with ``python -m bench.fit dialogue``."""

FEW_WORDS = 3
"""A question with at most so many topical terms leans on what came before."""

DECAY = 0.5
"""What is left of a share with each turn further back."""


def leans(question: Question) -> bool:
    """Say whether a question seems to need what came before."""
    return len(question.own) <= FEW_WORDS or bool(_LEANS.search(question.text))


def foreign(question: Question) -> bool:
    """Say whether half of a question's topical words or more are in no document: no context can answer it."""
    topical = [token for token in dict.fromkeys(question.tokens) if token.topical]
    return bool(topical) and 2 * len(question.unmatched) >= len(topical)


def blend(scores: Mapping[int, float], earlier: Sequence[Mapping[int, float]]) -> dict[int, float]:
    """Add a share of the previous questions' scores.

    Args:
        scores: the question's own scores by record number.
        earlier: those of the questions before it, oldest first.
    """
    total, share = dict(scores), SHARE
    for before in reversed(earlier):
        for number, score in before.items():
            total[number] = total.get(number, 0.0) + share * score
        share *= DECAY
    return total
