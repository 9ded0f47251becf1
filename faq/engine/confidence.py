"""Confidence: how likely it is that the first entry answers the question.

A logistic formula over features of the match. Its constants were fitted on the committed development
questions and practice questions (tests/questions) for documents with out-of-scope examples, and on a general FAQ whose
questions were also asked with their entries taken out for documents without; ``python -m bench.fit``
fits them again, cross-validated, and prints the reliability table.
"""

from collections.abc import Mapping, Sequence
from math import exp, log
from typing import NamedTuple

from faq.engine.question import Question
from faq.engine.ranking import MatchedQuestion, Ranking
from faq.indexing.payloads import Stored
from index.evidence import UNHELD


class Features(NamedTuple):
    """What a match looks like.

    ``score`` of the first entry; ``margin`` to the second; ``gap`` to the out-of-scope class (0 without one);
    ``out_of_scope``: similarity of the nearest out-of-scope questions; ``best`` and ``three``: similarity of
    the entry's best question and mean of its best three; ``covered``: share of the question's weight that the
    entry's words cover; ``unknown``: share that no entry and no out-of-scope example holds;
    ``common``: how common in English the words are that no entry holds (they then speak of something else, and are no
    names or misspellings); ``length``: logarithm of the number of topical terms.
    """

    score: float
    margin: float
    gap: float
    out_of_scope: float
    best: float
    three: float
    covered: float
    unknown: float
    common: float
    length: float


class Bounds(NamedTuple):
    """Confidence that a question of a conversation needs.

    ``alone``: from here on it is taken by itself; ``joined``: from here on what it finds together with the questions
    before it is an answer. ``_leaning``: the same for a question that seems to lean on others.
    """

    alone: float
    alone_leaning: float
    joined: float
    joined_leaning: float


class Formula(NamedTuple):
    """A logistic formula and where it divides.

    ``constant`` and ``weights`` (in the order of ``Features``) give the probability; from ``answered`` on an entry
    is called an answer, from ``closest`` on entries are shown as the closest ones.
    """

    constant: float
    weights: Features
    answered: float
    closest: float
    bounds: Bounds


CURATED = Formula(
    -6.124,
    Features(0.227, 0.151, 0.228, -14.981, 2.364, 2.801, 3.141, -0.712, -0.571, 0.312),
    answered=0.25,
    closest=0.05,
    bounds=Bounds(alone=0.5, alone_leaning=0.99, joined=0.98, joined_leaning=0.5),
)
"""For documents with out-of-scope examples: ``python -m bench.fit confidence``; bounds: ``bench.fit dialogue``."""

PLAIN = Formula(
    -7.34,
    Features(0.236, 0.182, 0.0, 0.0, 0.365, 1.094, -0.518, -3.591, 0.69, 0.467),
    answered=0.02,
    closest=0.01,
    bounds=Bounds(alone=0.02, alone_leaning=0.1, joined=0.5, joined_leaning=0.2),
)
"""For documents without: ``python -m bench.fit plain DIR`` on a general FAQ of 63 entries and 630 questions. Such a
document says little of what it does not cover, so the line is drawn low: one answerable question in a hundred refused,
and of foreign ones still four in five."""

LEVELS = ((0.85, "high"), (0.6, "medium"), (0.0, "low"))
"""Lowest confidence of each level."""


def features(
    question: Question,
    ranking: Ranking,
    first: Stored,
    matched_questions: Sequence[MatchedQuestion],
    out_of_scope_matches: Sequence[MatchedQuestion],
    idf: Mapping[str, float],
    counts: Mapping[str, int],
) -> Features:
    """Describe a match.

    Args:
        question: what was asked.
        ranking: the entries in order, at least one.
        first: what is stored of the first one.
        fired: its questions, the most alike first.
        lures: its document's out-of-scope questions, the most alike first.
        rarity: weights of the question's terms that some entry holds.
        counts: for each unmatched word how often English has it.
    """
    held = set().union(*(asked.terms for asked in first.questions), *first.passage_terms)
    weight = {term: idf.get(term, UNHELD * question.words[term]) for term in question.own}
    total = sum(weight.values()) or 1.0
    scores = [score for _, score in ranking.scores[:2]]
    outside = ranking.outside.get(first.group)
    best = [one.similarity for one in matched_questions[:3]]
    return Features(
        score=scores[0],
        margin=scores[0] - scores[1] if len(scores) > 1 else scores[0],
        gap=scores[0] - outside if outside is not None else 0.0,
        out_of_scope=sum(one.similarity for one in out_of_scope_matches[:2]) / 2,
        best=best[0] if best else 0.0,
        three=sum(best) / 3,
        covered=sum(w for term, w in weight.items() if term in held) / total,
        unknown=sum(w for term, w in weight.items() if term not in idf) / total,
        common=sum(log(1 + count) for count in counts.values()) / 20,
        length=log(1 + len(question.own)),
    )


def confidence(features: Features, formula: Formula) -> float:
    """Return the probability that the first entry answers."""
    logit = formula.constant + sum(w * x for w, x in zip(formula.weights, features, strict=True))
    return 1 / (1 + exp(-max(-30.0, min(30.0, logit))))


def level(confidence: float) -> str:
    """Return the name of a confidence."""
    return next(name for least, name in LEVELS if confidence >= least)
