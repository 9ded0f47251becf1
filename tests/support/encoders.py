"""A handmade encoder that knows the meanings of a few words."""

from collections.abc import Sequence
from math import sqrt
from re import findall

MEANINGS = (
    {"peel", "peeled", "peeling", "skin", "rind", "undress"},
    {"pear", "pears", "fruit"},
    {"store", "storing", "keep", "cellar", "larder"},
    {"apple", "apples"},
    {"grow", "grown", "raise", "rear"},
)


class Meanings:
    """An encoder (``faq.vectors.encoder.Encoder``) whose vectors count the words of each meaning.

    ``texts`` has the texts that it was given.
    """

    def __init__(self, name: str = "meanings-1") -> None:
        self.name = name
        self.texts: list[str] = []

    def encode(self, text: str) -> bytes:
        """Return the vector of a text."""
        self.texts.append(text)
        words = findall("[a-z]+", text.lower())
        return bytes(min(255, sum(word in meaning for word in words)) for meaning in MEANINGS)

    def cosines(self, vector: bytes, others: bytes) -> Sequence[float]:
        """Return the cosine of a vector with each of several."""
        size = len(vector)
        return [cosine(vector, others[start : start + size]) for start in range(0, len(others), size)]


def cosine(one: bytes, other: bytes) -> float:
    """Return the cosine of two vectors, 0 if one has no length."""
    lengths = sqrt(sum(n * n for n in one) * sum(n * n for n in other))
    return sum(a * b for a, b in zip(one, other, strict=True)) / lengths if lengths else 0.0
