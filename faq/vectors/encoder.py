"""What makes vectors of texts, and what is needed of it."""

from collections.abc import Sequence
from typing import Protocol


class Encoder(Protocol):
    """Makes vectors of texts.

    A vector is bytes that only its encoder reads; all of one encoder are of the same length.
    """

    @property
    def name(self) -> str:
        """What tells vectors of this encoder from those of others; letters, digits and hyphens."""

    def encode(self, text: str) -> bytes:
        """Return the vector of a text."""

    def cosines(self, vector: bytes, others: bytes) -> Sequence[float]:
        """Return the cosine of a vector with each of several, which stand one behind the other."""
