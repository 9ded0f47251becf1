"""The interface of an encoder, which makes vectors of texts."""

from collections.abc import Sequence
from typing import Protocol


class Encoder(Protocol):
    """Makes vectors of texts.

    A vector is bytes that only its encoder can read; all vectors of an encoder have the same length.
    """

    @property
    def name(self) -> str:
        """A name that distinguishes this encoder's vectors from those of others: letters, digits and hyphens."""

    def encode(self, text: str) -> bytes:
        """Return the vector of a text."""

    def cosines(self, vector: bytes, others: bytes) -> Sequence[float]:
        """Return the cosine of a vector with each of several concatenated ones."""
