"""Confidence: how likely it is that the first entry answers the question.

A logistic formula over features of the match. Its constants were fitted on the committed development
questions and practice questions (tests/questions) for documents with out-of-scope examples, and on several FAQs for
documents without (``faq.engine.parameters``), a document with few has some of both; ``python -m bench.fit``
fits them again, cross-validated, and prints the reliability table.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import exp, log

from faq.engine.parameters import Bounds, Features, Formula
from faq.engine.question import Question
from faq.engine.ranking import MatchedQuestions, Ranking, verbatim
from faq.indexing.payloads import Stored
from index.evidence import UNHELD

LEVELS = ((0.85, "high"), (0.6, "medium"), (0.0, "low"))
"""Lowest confidence of each level."""

VOTERS = 5
"""Nearest questions that are asked whether they are in scope: of 3, 5, 10 and 20 the best for the practice messages of
people (AUROC .687 against .678, .675 and .677; .672 without them)."""


def features(
    question: Question,
    ranking: Ranking,
    first: Stored,
    matched_questions: MatchedQuestions,
    out_of_scope_matches: MatchedQuestions,
    nearest: Sequence[float],
    idf: Mapping[str, float],
    counts: Mapping[str, int],
) -> Features:
    """Describe a match.

    Args:
        question: what was asked.
        ranking: the entries in order, at least one.
        first: what is stored of the first one.
        matched_questions: its questions that are like it.
        out_of_scope_matches: its document's out-of-scope questions that are.
        nearest: how like the question the candidates' questions are, the most alike first.
        idf: weights of the question's terms that some entry holds.
        counts: for each unmatched word how often English has it.
    """
    weight = {term: idf.get(term, UNHELD * question.words[term]) for term in question.own}
    total = sum(weight.values()) or 1.0
    by_words = ranking.by_words
    scores = [score for _, score in by_words]
    second = scores[1] if len(scores) > 1 else 0.0
    outside = ranking.outside.get(first.group, scores[0])
    best = matched_questions.similarities[:3]
    out_of_scope = out_of_scope_matches.similarities
    covered, unknown = _covered_and_unknown(weight, first, idf)
    return Features(
        score=scores[0],
        margin=scores[0] - second,
        gap=scores[0] - outside,
        out_of_scope=sum(out_of_scope[:2]) / 2,
        outvoted=_outvoted(out_of_scope, nearest),
        best=best[0] if best else 0.0,
        three=sum(best) / 3,
        covered=covered / total,
        unknown=unknown / total,
        common=sum(log(1 + count) for count in counts.values()) / 20,
        length=log(1 + len(question.own)),
        verbatim=verbatim(first, weight),
        learned=_learned(ranking),
        **_by_vectors(ranking, dict(by_words)),
    )


def _covered_and_unknown(
    weight: Mapping[str, float], first: Stored, idf: Mapping[str, float]
) -> tuple[float, float]:
    """The weight of the terms that an entry holds, and of those that none does."""
    covered = unknown = 0.0
    for term, heavy in weight.items():
        if first.question_terms.hold(term) or first.passage_terms.hold(term):
            covered += heavy
        if term not in idf:
            unknown += heavy
    return covered, unknown


def _outvoted(outside: Sequence[float], inside: Sequence[float]) -> float:
    """The share of out-of-scope questions among those nearest to the question, weighed by their similarity squared."""
    both = [(one, True) for one in outside[:VOTERS]] + [(one, False) for one in inside[:VOTERS]]
    voters = sorted(both, reverse=True)[:VOTERS]
    total = sum(one * one for one, _ in voters)
    return sum(one * one for one, is_outside in voters if is_outside) / total if total else 0.0


def _learned(ranking: Ranking) -> float:
    """How probable the first entry is among the candidates by trained weights, as a logarithm; 0 without them."""
    if not ranking.logits:
        return 0.0
    return ranking.logits[ranking.scores[0][0]] - log(sum(map(exp, ranking.logits.values())))


def _by_vectors(ranking: Ranking, words: Mapping[int, float]) -> dict[str, float]:
    """What sentence vectors say of the first entry; nothing where there are none."""
    if not ranking.cosines:
        return {}
    first = ranking.scores[0][0]
    own = ranking.cosines.get(first, 0.0)
    best_other = max((cosine for number, cosine in ranking.cosines.items() if number != first), default=0.0)
    return {
        "cosine": own,
        "cosine_margin": own - best_other,
        "agreement": float(words[first] >= max(words.values())),
    }


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
