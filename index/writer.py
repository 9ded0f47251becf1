"""Writes records as segments of a Whoosh index, and merges segments if there are many."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from index._whoosh import FileIndex, IndexReader, SegmentWriter
from index.codec import PAYLOAD, Codec, opened
from index.terms import Item, as_term, as_word

FEW = 1000
"""Maximum records in an index that is kept in one segment, so that changes leave no trace in it."""

MANY_SEGMENTS = 8
"""Number of small segments from which they are merged into one."""


class _Pool:
    """Postings collected in memory, by field and term: in turn the number of a record and the evidence as a word."""

    def __init__(self) -> None:
        self._fields: dict[str, dict[str, array[int]]] = {}
        self.size = 0

    @property
    def fieldnames(self) -> set[str]:
        return set(self._fields)

    def add(self, field: str, number: int, weights: Mapping[str, float]) -> None:
        terms = self._fields.setdefault(field, {})
        for term, weight in zip(weights, _words(weights.values()), strict=True):
            known = terms.get(term)
            if known is not None:
                known.append(number)
                known.append(weight)
            else:
                terms[term] = array("I", (number, weight))
        self.size += len(weights)

    def extend(self, field: str, term: bytes, numbers: Sequence[int], weights: Sequence[float]) -> None:
        own = self._fields.setdefault(field, {}).setdefault(as_word(term), array("I"))
        own.extend(chain.from_iterable(zip(numbers, _words(weights), strict=True)))
        self.size += len(numbers)

    def iter_postings(self) -> Iterator[Item]:
        for field in sorted(self._fields):
            terms = self._fields[field]
            for word in sorted(terms):
                if terms[word]:
                    yield field, as_term(word), terms[word]

    def cleanup(self) -> None:
        self._fields.clear()


def _words(numbers: Iterable[float]) -> Sequence[int]:
    """Floating-point numbers as words of the same bits, which an array can hold among whole numbers."""
    return memoryview(array("f", numbers)).cast("B").cast("I")


class Writer(SegmentWriter):  # type: ignore[misc]  # whoosh is untyped
    """Writes one segment. The caller must ensure that no other process writes."""

    def __init__(self, index: FileIndex, codec: Codec) -> None:
        super().__init__(index, codec=codec, compound=False, _lk=False)
        self.pool = _Pool()
        self._committed: list[Any] = []

    def add_record(self, indexed: Mapping[str, Mapping[str, float]], payload: Sequence[str]) -> None:
        """Add a record.

        Args:
            indexed: for each field, its terms and their evidence.
            payload: the parts that are stored.
        """
        for field, weights in indexed.items():
            self.pool.add(field, self.docnum, weights)
        self.add_document(**{PAYLOAD: payload})

    def add_postings_to_pool(self, reader: IndexReader, start: int, moved: Mapping[int, int] | None) -> None:
        """Copy the postings of an older segment; Whoosh calls this when it merges one."""
        segment = opened(self.storage, reader.segment())
        segment.deleted = frozenset(reader.segment().deleted_docs())
        for name in segment.terms.fields:
            for term, _ in segment.counts(name, b""):
                numbers, weights = segment.postings(name, term)
                if numbers:
                    new = [n + start for n in numbers] if moved is None else [moved[n] for n in numbers]
                    self.pool.extend(name, term, new, weights)
        segment.close()

    def finish(self) -> list[Any]:
        """Write everything, merging segments if there are many; return the resulting segments."""
        self.commit(mergetype=_merge)
        return self._committed

    def _commit_toc(self, segments: list[Any]) -> None:
        self._committed = segments
        super()._commit_toc(segments)


def _size(segment: Any) -> int:
    """The number of records left in a segment."""
    return int(segment.doc_count_all() - segment.deleted_count())


def _merge(writer: Writer, segments: Sequence[Any]) -> list[Any]:
    """Return the older segments that stay, and merge the others into the one being written."""
    left = list(filter(_size, segments))
    taken = left
    if sum(map(_size, left)) + writer.doc_count() > FEW:
        small = [segment for segment in left if _size(segment) < FEW]
        taken = small if len(small) >= MANY_SEGMENTS else []
        for segment in left:
            if segment not in taken and segment.deleted_count() * 2 > segment.doc_count_all():
                taken.append(segment)
    for segment in taken:
        reader = FileIndex._reader(writer.storage, writer.schema, [segment], writer.generation)
        writer.add_reader(reader)
        reader.close()
    return [segment for segment in left if segment not in taken]
