"""Evidence: how strongly a term points to an entry, according to a naive Bayes classifier.

An entry is a class; its question, alternate questions and text are the class's examples.
A term's share of the class is estimated from the examples, each scaled to unit length so that
a long paragraph does not drown out a short question. The evidence is the logarithm of how much
more likely the term is in the class than in any text.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from math import log, sqrt

BACKGROUND = 0.0002
"""Probability of a term in any text; fitted with ``python -m bench.fit ranking``."""

DAMPING = 0.75
"""Exponent of a term's mass if a knowledge file has many phrasings: the words that most of them share would outweigh
all others; fitted in the same way."""


STEPS = 32
"""Evidence is rounded to one in so many: finer differences decide nothing, and the index is compressed better."""

_ROUNDED = [step / STEPS for step in range(16 * STEPS)]
"""Evidence by steps, more than there is: the same numbers for all terms, which take less memory than one each."""


UNHELD = 1.5
"""Rarity of a term that no class holds: like that of a term in a few of about thirty."""


GRAMS = 0.64
"""Mass of a text's 4-grams by the root of its characters: the median of 702 sections of the kernel's documentation,
nine in ten of which have .44 to .80. It would be nearly 1 if none came twice."""


Examples = Iterable[tuple[Sequence[str], float]]
"""Texts as terms, each with its weight."""

Masses = Iterable[tuple[Mapping[str, float], float]]
"""Precomputed masses of examples, each with its weight."""


def evidence(masses: Mapping[str, float], damping: float = 1.0, others: float = 0.0) -> dict[str, float]:
    """Return each term's evidence for a class.

    Args:
        masses: how much of each term the class's texts hold.
        damping: exponent of a term's mass; ``DAMPING`` if many of the examples were written for the class.
        others: the mass of texts whose terms are not wanted (``mass_of_grams``).

    Returns:
        ``log(1 + P(term | class) / BACKGROUND)`` for every term of the texts, in ``STEPS``.
    """
    shares = [share**damping for share in masses.values()]
    unit = (sum(shares) + others) * BACKGROUND
    rounded = [_ROUNDED[round(STEPS * log(1 + share / unit))] for share in shares]
    return dict(zip(masses, rounded, strict=True))


def mass_of_grams(length: int) -> float:
    """Return about how much a text's 4-grams weigh together, without looking at them.

    Args:
        length: its characters.
    """
    return GRAMS * sqrt(length)


def mass(examples: Examples, known: Masses = ()) -> dict[str, float]:
    """Return how much of each term the examples hold, every text scaled to unit length; masses can be added.

    Args:
        examples: the texts.
        known: the masses of further texts.
    """
    found: dict[str, float] = {}
    get = found.get
    for terms, weight in examples:
        share, repeated = _shares(terms, weight)
        for term in terms:
            found[term] = get(term, 0.0) + share
        for term, less in repeated.items():
            found[term] -= less
    for masses, weight in known:
        for term, share in masses.items():
            found[term] = get(term, 0.0) + weight * share
    return found


def mass_of_words(examples: Examples, split: Callable[[str], Sequence[str]]) -> dict[str, float]:
    """Return the mass of the terms that words consist of. Examples have many words in common: these are added up first.

    Args:
        examples: the texts as words.
        split: returns the terms of a word.
    """
    found: dict[str, float] = {}
    by_word: dict[str, float] = {}
    get, get_word = found.get, by_word.get
    for words, weight in examples:
        share, repeated = _shares(list(chain.from_iterable(map(split, words))), weight)
        for word in words:
            by_word[word] = get_word(word, 0.0) + share
        for term, less in repeated.items():
            found[term] = get(term, 0.0) - less
    for word, share in by_word.items():
        for term in split(word):
            found[term] = get(term, 0.0) + share
    return found


def _shares(terms: Sequence[str], weight: float) -> tuple[float, dict[str, float]]:
    """What each term of a text adds to the mass as often as it comes, and how much less the repeated ones add."""
    first = set(terms)
    if len(first) == len(terms):
        return weight / sqrt(len(terms) or 1), {}
    counts: dict[str, int] = {}
    for term in terms:
        if term in first:
            first.remove(term)
        else:
            counts[term] = counts.get(term, 1) + 1
    values = damped(counts)
    squares = len(terms) - sum(counts.values()) + sum([value * value for value in values.values()])
    share = weight / sqrt(squares)
    return share, {term: share * (counts[term] - value) for term, value in values.items()}


def damped(counts: Mapping[str, int]) -> dict[str, float]:
    """Return ``1 + log(count)`` for each term: repetition counts for little more."""
    return {term: 1 + log(count) for term, count in counts.items()}


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
