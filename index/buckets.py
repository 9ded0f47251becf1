"""Buckets: a text's words and pieces of words as numbers, and what trained weights make of them.

The features are each word's pieces of three to five characters, its edges marked, its stem, and the stems of each two
words that follow one another or have one word between them (Guthrie et al. 2006, "A Closer Look at Skip-gram
Modelling"). They are hashed into a fixed number of buckets (Weinberger et al. 2009, "Feature Hashing for Large Scale
Multitask Learning"), so that a class's weights are a line of text, a character a bucket, and no dictionary is needed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from math import log, sqrt
from zlib import crc32

from index.analysis import terms, tokens

BUCKETS = 8192
"""How many there are: of 4,096 to 32,768 as good as more for the practice messages of people."""

FEW = 1024
"""How many the weights of a passage have, of which an entry has many: of 1,024 to 8,192 alike for the practice messages
of people. It divides ``BUCKETS``, so that a text's buckets go for both."""

STEP = 0.2
"""What a weight of one stands for; steps of .15 and .3 are as good."""

HIGHEST = 43
"""The largest weight: all of them are characters that need no quoting."""

_TEXTS = 4
"""Texts whose buckets are cached: a question's are compared with entries, then with passages."""

_ZERO = ord("S")
_WRITTEN = bytes(range(_ZERO - HIGHEST, _ZERO + HIGHEST + 1))
_SHORTEST, _LONGEST = 3, 5


@lru_cache(maxsize=_TEXTS)
def buckets(text: str) -> Mapping[int, float]:
    """Return how much of each bucket a text has: 1 + log of how often, scaled to length one."""
    counts = Counter(crc32(piece.encode("utf-8", "replace")) % BUCKETS for piece in _pieces(text))
    found = {bucket: 1 + log(count) for bucket, count in counts.items()}
    length = sqrt(sum(value * value for value in found.values()))
    return {bucket: value / length for bucket, value in found.items()}


def _pieces(text: str) -> Iterator[str]:
    for word in text.lower().split():
        yield from _pieces_of(f" {word} ")
    for term in terms(text):
        yield f"={term}"
    stems = [token.terms[0] for token in tokens(text)]
    for one, other in pairwise(stems):
        yield f"={one}={other}"
    for one, other in zip(stems, stems[2:], strict=False):
        yield f"={one}=_={other}"


def _pieces_of(word: str) -> Iterator[str]:
    """The pieces of a word, and itself where it is shorter than the longest ones."""
    for size in range(_SHORTEST, _LONGEST + 1):
        if len(word) < size:
            yield word
            return
        for start in range(len(word) - size + 1):
            yield word[start : start + size]


def written(weights: list[int]) -> str:
    """Return the weights of a class as text.

    Args:
        weights: one for each bucket, in steps; those beyond ``HIGHEST`` are cut to it.
    """
    return "".join(chr(_ZERO + max(-HIGHEST, min(HIGHEST, weight))) for weight in weights)


def is_written(text: str, size: int = BUCKETS) -> bool:
    """Return whether a text is what ``written`` returns for that many weights."""
    return len(text) == size and text.isascii() and not text.encode().translate(None, _WRITTEN)


def weigh(found: Mapping[int, float], weights: str) -> float:
    """Return what a text says for a class.

    Args:
        found: the text's buckets.
        weights: those of the class, written; empty where it has none. Where they are fewer than ``BUCKETS``, several
            buckets share one.

    Returns:
        The logit of the class, 0 without weights.
    """
    if not weights:
        return 0.0
    held, size = weights.encode("ascii"), len(weights)
    return STEP * sum([value * (held[bucket % size] - _ZERO) for bucket, value in found.items()])
