"""Postings as this index keeps them: for each term the record numbers and the evidence, as two plain arrays.

Whoosh's own codec makes a pickled, compressed block of 128 postings, looks a field's lengths up on disk
for each posting and sorts every posting; here a term's postings are collected, written and read in one
piece. Everything else of a segment is Whoosh's.
"""

import sys
from array import array
from collections.abc import Sequence
from typing import Any

from index._whoosh import IndexReader, ListMatcher, RamStorage

PACKED = array("f").itemsize + array("I").itemsize


class Postings(ListMatcher):  # type: ignore[misc]  # whoosh is untyped
    """A term's postings; ``numbers`` and ``weights`` are all of them, in order."""

    def __init__(self, numbers: "array[int]", weights: "array[float]", format: Any) -> None:
        super().__init__(numbers, weights, [b""] * 0, format=format)
        self.numbers, self.weights = numbers, weights

    def value(self) -> bytes:
        """Return what else a posting holds: nothing."""
        return b""


def live(reader: IndexReader, field: str, term: bytes) -> "tuple[Sequence[int], Sequence[float]]":
    """Return the record numbers and weights of a term in one segment, without deleted records.

    Args:
        reader: the segment's reader.
        field: the field.
        term: the term, which the segment holds.
    """
    matcher = reader.postings(field, term)
    if isinstance(matcher, Postings):
        return matcher.numbers, matcher.weights
    whole = matcher.child  # Whoosh's filter over the deleted ones
    kept = [(n, w) for n, w in zip(whole.numbers, whole.weights, strict=True) if not reader.is_deleted(n)]
    return [n for n, _ in kept], [w for _, w in kept]


class Memory(RamStorage):  # type: ignore[misc]  # whoosh is untyped
    """An index in memory with its temporary files; Whoosh's would share one directory under /tmp."""

    def temp_storage(self, name: str | None = None) -> "Memory":
        """Return where to keep temporary files."""
        return Memory()

    def destroy(self) -> None:
        """Let go of everything."""
        self.files.clear()


def packed(numbers: "array[int]", weights: "array[float]") -> bytes:
    if sys.byteorder != "little":
        numbers, weights = numbers[:], weights[:]
        numbers.byteswap()
        weights.byteswap()
    return numbers.tobytes() + weights.tobytes()


def unpacked(packed: bytes) -> "tuple[array[int], array[float]]":
    numbers, weights = array("I"), array("f")
    half = len(packed) // PACKED * numbers.itemsize
    numbers.frombytes(packed[:half])
    weights.frombytes(packed[half:])
    if sys.byteorder != "little":
        numbers.byteswap()
        weights.byteswap()
    return numbers, weights
