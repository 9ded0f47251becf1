"""Evidence: how strongly a term points to an entry, according to a naive Bayes classifier.

An entry is a class; its question, alternate questions and text are the class's examples.
A term's share of the class is estimated from the examples, each scaled to unit length so that
a long paragraph does not drown out a short question. The evidence is the logarithm of how much
more likely the term is in the class than in any text.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt

BACKGROUND = 0.0002
"""Probability of a term in any text; fitted with ``python -m bench.fit ranking``."""

DAMPING = 0.75
"""Exponent of a term's mass if a knowledge file has many phrasings: the words that most of them share would outweigh
all others; fitted in the same way."""


STEPS = 256
"""Evidence is rounded to one in so many: finer differences decide nothing, and the index is compressed better."""


UNHELD = 1.5
"""Rarity of a term that no class holds: like that of a term in a few of about thirty."""


GRAMS = 0.64
"""Mass of a text's 4-grams by the root of its characters: the median of 702 sections of the kernel's documentation,
nine in ten of which have .44 to .80. It would be nearly 1 if none came twice."""


Examples = Iterable[tuple[Sequence[str], float]]
"""Texts as terms, each with its weight."""

Masses = Iterable[tuple[Mapping[str, float], float]]
"""Precomputed masses of examples, each with its weight."""


def evidence(
    examples: Examples, known: Masses = (), damping: float = 1.0, others: float = 0.0
) -> dict[str, float]:
    """Return each term's evidence for a class.

    Args:
        examples: the class's texts.
        known: the masses of further texts.
        damping: exponent of a term's mass; ``DAMPING`` if many of the examples were written for the class.
        others: the mass of texts whose terms are not wanted (``mass_of_grams``).

    Returns:
        ``log(1 + P(term | class) / BACKGROUND)`` for every term of the examples, in ``STEPS``.
    """
    found = mass(examples, known)
    if damping != 1.0:
        found = {term: share**damping for term, share in found.items()}
    unit = (sum(found.values()) + others) * BACKGROUND
    return {term: round(STEPS * log(1 + share / unit)) / STEPS for term, share in found.items()}


def mass_of_grams(length: int) -> float:
    """Return about how much a text's 4-grams weigh together, without looking at them.

    Args:
        length: its characters.
    """
    return GRAMS * sqrt(length)


def mass(examples: Examples, known: Masses = ()) -> dict[str, float]:
    """Return how much of each term the examples hold, every text scaled to unit length; masses can be added."""
    found: dict[str, float] = {}
    get = found.get
    for terms, weight in examples:
        if len(set(terms)) == len(terms):  # as in nearly every question: all weigh the same
            share = weight / sqrt(len(terms) or 1)
            for term in terms:
                found[term] = get(term, 0.0) + share
        else:
            counts = Counter(terms)
            shares = _shares(Counter(counts.values()), weight)
            for term, count in counts.items():
                found[term] = get(term, 0.0) + shares[count]
    for masses, weight in known:
        for term, share in masses.items():
            found[term] = get(term, 0.0) + weight * share
    return found


def _shares(often: Mapping[int, int], weight: float) -> dict[int, float]:
    """Return what a term adds to the mass, by its count in a text: a text has few different ones.

    Args:
        often: for each count, how many terms of the text have it.
        weight: the text's weight.
    """
    values = _damped(often)
    length = sqrt(sum([number * values[count] ** 2 for count, number in often.items()]))
    return {count: weight * (value / length) for count, value in values.items()}


def unit(counts: Mapping[str, int]) -> dict[str, float]:
    """Scale damped term counts to a unit vector."""
    values = damped(counts)
    length = sqrt(sum(value * value for value in values.values()))
    return {term: value / length for term, value in values.items()}


def damped(counts: Mapping[str, int]) -> dict[str, float]:
    """Return ``1 + log(count)`` for each term: repetition counts for little more."""
    values = _damped(set(counts.values()))
    return {term: values[count] for term, count in counts.items()}


def _damped(counts: Iterable[int]) -> dict[int, float]:
    """Return what each of the counts counts for."""
    return {count: 1 + log(count) for count in counts}


def idf(entries: int, holding: int, exponent: float) -> float:
    """Return how informative a term held by so many of the entries is: the log of their inverse share, damped."""
    return float(log((entries + 1) / (holding + 0.5)) ** exponent)


def weights(
    terms: Mapping[str, float], entries: int, holding: Mapping[str, int], exponent: float
) -> dict[str, float]:
    """Return the weights of a question's terms: rare ones weigh more, and the whole is a unit vector.

    Args:
        terms: the question's terms, each with its own weight (1 for the user's words, less for synonyms).
        entries: the number of classes.
        holding: for each term, the number of entries it occurs in; terms in none are left out.
        exponent: damps the inverse document frequency.
    """
    found = {t: w * idf(entries, holding[t], exponent) for t, w in terms.items() if holding.get(t)}
    length = sqrt(sum(value * value for value in found.values())) or 1.0
    return {term: value / length for term, value in found.items()}
