"""English words and how common they are, in a file that is searched without being parsed.

The list is made from SCOWL by ``python -m bench.english``. It is read when a word is first looked up: a question whose
words are all in the documents never opens it.
"""

import os
from collections.abc import Iterator

WORDS = os.path.join(os.path.dirname(__file__), "english.txt")
"""The list: an empty line, then one line per word with its count, sorted by bytes."""

EVERYWHERE = 300_000
"""The count of a word that occurs in talk about any subject, and so indicates none: the largest."""


class English:
    """Looks words up in a list.

    Args:
        listing: the list, in the form of ``WORDS``; by default ``WORDS`` itself.
    """

    def __init__(self, listing: bytes | None = None) -> None:
        self._listing = listing

    def count(self, word: str) -> int:
        """Return the frequency of a lower-case word, 0 if it is not in the list."""
        listing, wanted = self._read(), word.encode("utf-8", "replace")
        low, high = 0, len(listing) - 1
        while low < high:
            start = listing.rfind(b"\n", 0, (low + high) // 2 + 1)
            end = listing.find(b"\n", start + 1)
            met, _, count = listing[start + 1 : end].partition(b" ")
            if met == wanted:
                return int(count)
            if met < wanted:
                low = end
            else:
                high = start
        return 0

    def __iter__(self) -> Iterator[str]:
        return (line.split(b" ")[0].decode() for line in self._read().split(b"\n") if line)

    def _read(self) -> bytes:
        if self._listing is None:
            with open(WORDS, "rb") as file:
                self._listing = file.read()
        return self._listing
