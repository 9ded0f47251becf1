"""Ranking: how much the evidence of each entry speaks for a question.

The score is that of a naive Bayes classifier without priors, with a log-likelihood ratio against
a uniform background (``index.evidence``): a weighted sum over the question's words and 4-grams.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import log
from typing import NamedTuple

from faq.engine.question import Question
from faq.library import Library
from faq.records import Asked
from index.evidence import RARITY, weights

GRAM_WEIGHT = 1.0
"""Weight of the 4-grams beside the words; fitted with ``python -m bench.fit``."""


class Ranking(NamedTuple):
    """Entries by record number, best first, with their scores; for each file the score of its out-of-scope class."""

    scores: tuple[tuple[int, float], ...]
    outside: Mapping[str, float]


def rarity(question: Question, library: Library) -> dict[str, float]:
    """Return how much each of the user's terms says: its weight by how rare it is; terms in no entry are left out."""
    held = library.searcher.holding("words", question.own)
    entries = library.classes
    return {t: question.words[t] * log((entries + 1) / (count + 0.5)) ** RARITY for t, count in held.items()}


def score(question: Question, library: Library) -> dict[int, float]:
    """Return the score of each record that shares a word or 4-gram with a question."""
    searcher = library.searcher
    fields = {"words": question.words, "grams": question.grams}
    total: dict[int, float] = {}
    for field, terms in fields.items():
        weighted = weights(terms, library.classes, searcher.holding(field, terms))
        share = GRAM_WEIGHT if field == "grams" else 1.0
        for number, value in searcher.score(field, weighted).items():
            total[number] = total.get(number, 0.0) + share * value
    return total


def rank(scores: Mapping[int, float], library: Library) -> Ranking:
    """Put entries in order; equal scores keep the documents' order."""
    entries = library.entry_numbers
    ordered = sorted(
        ((n, s) for n, s in scores.items() if n in entries), key=lambda pair: (-pair[1], pair[0])
    )
    return Ranking(
        tuple(ordered), {group: scores.get(one.number, 0.0) for group, one in library.outside.items()}
    )


CANDIDATES = 4
"""Entries that are looked at closely."""

QUESTION_BONUS, PASSAGE_BONUS = 5.0, 1.0
"""Weights of an entry's most alike question and of its best passage beside its score; fitted likewise."""


def close_look(
    question: Question, ranking: Ranking, rarity: Mapping[str, float], library: Library
) -> Ranking:
    """Put the first candidates in order once more, now by their most alike question and their best passage, too."""

    def looked_at(number: int, score: float) -> float:
        found = library.stored(number)
        likest = max((one.likeness for one in likeness(question, found.questions, rarity)), default=0.0)
        return score + QUESTION_BONUS * likest + PASSAGE_BONUS * _covered(found.passage_terms, rarity)

    near = [(number, looked_at(number, score)) for number, score in ranking.scores[:CANDIDATES]]
    near.sort(key=lambda pair: (-pair[1], pair[0]))
    return ranking._replace(scores=(*near, *ranking.scores[CANDIDATES:]))


def _covered(passages: Sequence[Sequence[str]], rarity: Mapping[str, float]) -> float:
    """The largest share of the question's weight that one passage covers."""
    total = sum(weight * weight for weight in rarity.values())
    best = max((sum(rarity[t] ** 2 for t in rarity.keys() & terms) for terms in passages), default=0.0)
    return float(best / total) if total else 0.0


class Fired(NamedTuple):
    """A question of an entry and how like the user's it is, from 0 to 1."""

    asked: Asked
    likeness: float


def likeness(question: Question, questions: Sequence[Asked], rarity: Mapping[str, float]) -> list[Fired]:
    """Return an entry's questions with their likeness to the user's, the most alike first.

    Args:
        question: the user's question.
        questions: those of an entry.
        rarity: the weights of the user's terms; a term of theirs that the user did not use counts as of mean rarity.

    Returns:
        The questions that share a term, with the cosine of the weighted terms.
    """
    own = {term: rarity.get(term, _UNHELD * question.words[term]) for term in question.own}
    length = sum(weight * weight for weight in own.values()) ** 0.5
    mean = length / len(own) ** 0.5 if own else 1.0
    shared = ((asked, own.keys() & asked.terms) for asked in questions)
    fired = [Fired(asked, _cosine(both, asked.terms, own, length, mean)) for asked, both in shared if both]
    return sorted(fired, key=lambda one: -one.likeness)


_UNHELD = 1.5
"""Rarity of a term that no entry holds: as that of one that few hold."""


def _cosine(
    both: AbstractSet[str], theirs: Sequence[str], own: Mapping[str, float], length: float, mean: float
) -> float:
    shared = sum(own[term] ** 2 for term in both)
    alone = (len(theirs) - len(both)) * mean**2
    return float(shared / (length * (shared + alone) ** 0.5))
