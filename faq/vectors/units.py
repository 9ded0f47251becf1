"""The vectors of entries: their stored form, and the entries near a text."""

from binascii import a2b_base64, b2a_base64
from collections.abc import Iterable

from faq.vectors.encoder import Encoder


def packed(texts: Iterable[str], encoder: Encoder) -> str:
    """Return the vectors of an entry's units as text.

    Args:
        texts: the entry as a whole, then its parts.
        encoder: makes the vectors.
    """
    vectors = b"".join(map(encoder.encode, texts))
    return b2a_base64(vectors, newline=False).decode("ascii")


class UnitVectors:
    """The vectors of the units of all entries.

    Args:
        entries: the record number of each entry and its vectors (``packed``).
    """

    def __init__(self, entries: Iterable[tuple[int, str]]) -> None:
        self._sizes: dict[int, int] = {}
        vectors = []
        for number, text in entries:
            own = a2b_base64(text)
            vectors.append(own)
            self._sizes[number] = len(own)
        self._vectors = b"".join(vectors)

    def cosines(self, text: str, encoder: Encoder) -> dict[int, float]:
        """Return how near each entry is to a text: the mean of the cosines of the whole entry and of its best part.

        Args:
            text: the text.
            encoder: the one that made the entries' vectors.
        """
        vector = encoder.encode(text)
        cosines = encoder.cosines(vector, self._vectors)
        found: dict[int, float] = {}
        place = 0
        for number, size in self._sizes.items():
            count = size // len(vector)
            whole, *parts = cosines[place : place + count]
            found[number] = (whole + max(parts, default=whole)) / 2
            place += count
        return found
