"""Spelling: a word that neither the documents nor English know becomes the document's word nearest to it.

The distance is optimal string alignment (restricted Damerau-Levenshtein: insert, delete, replace,
swap neighbours). A word of the English list stays what it is, however near: repairing
"colonel" to "kernel" would answer what nobody asked.
"""

from collections.abc import Mapping, Sequence

from faq.library import Library
from index.analysis import Token, tokens

SHORTEST = 4
"""Letters of the shortest word that is repaired."""


def repair(
    found: Sequence[Token], held: Mapping[str, int], library: Library
) -> tuple[list[Token], tuple[tuple[str, str], ...]]:
    """Repair the words of a question.

    Args:
        found: the question's tokens.
        held: how many entries hold each of their terms.
        library: whose words are taken for right.

    Returns:
        The tokens with repaired ones in place of misspelt ones, and the pairs of words replaced.
    """
    repaired, pairs = list(found), dict[str, str]()
    for place, token in enumerate(found):
        word = token.surface.lower()
        if _suspect(token, held, library):
            better = pairs.get(word) or _nearest(word, library)
            if better:
                pairs[word] = better
                repaired[place] = tokens(better)[0]
    return repaired, tuple(pairs.items())


def _suspect(token: Token, held: Mapping[str, int], library: Library) -> bool:
    word = token.surface.lower()
    return (
        len(word) >= SHORTEST
        and word.isalpha()
        and not any(term in held for term in token.terms)
        and not library.english.count(word)
    )


def _nearest(word: str, library: Library) -> str:
    """The document's word nearest to a misspelt one: by distance, common beginning, then how common it is."""
    from rapidfuzz.distance import OSA

    most = 1 if len(word) < 6 else 2
    surfaces = library.surfaces(word[0])
    near = [
        (distance, -_alike_at_first(word, other), -count, other)
        for other, count in surfaces.items()
        if abs(len(other) - len(word)) <= most
        and (distance := OSA.distance(word, other, score_cutoff=most)) <= most
    ]
    return min(near)[3] if near else ""


def _alike_at_first(word: str, other: str) -> int:
    """How many letters two words have in common before the first difference."""
    return next((n for n, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), len(word))
