"""Writes records as segments of a Whoosh index, and merges segments if there are many."""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, count
from typing import Any

from index._whoosh import FileIndex, IndexReader, SegmentWriter
from index.codec import PAYLOAD, Codec, opened
from index.terms import Postings, as_word

FEW = 1000
"""Maximum records in an index that is kept in one segment, so that changes leave no trace in it."""

MANY_SEGMENTS = 8
"""Number of small segments from which they are merged into one."""


class _Field:
    """The postings of a field, as they come: each its term's place among the terms, the number of a record, the
    evidence."""

    def __init__(self) -> None:
        self._terms: defaultdict[str, int] = defaultdict(count().__next__)
        self._places, self._numbers, self._weights = array("I"), array("I"), array("f")

    def add(self, number: int, weights: Mapping[str, float]) -> None:
        self._places.extend(map(self._terms.__getitem__, weights))
        self._numbers += array("I", [number]) * len(weights)
        self._weights.extend(weights.values())

    def extend(self, term: str, numbers: Sequence[int], weights: Sequence[float]) -> None:
        self._places += array("I", [self._terms[term]]) * len(numbers)
        self._numbers.extend(numbers)
        self._weights.extend(weights)

    def by_term(self, name: str) -> Postings:
        """All postings, term by term: each is put where the next one of its term belongs."""
        terms, sizes = list(self._terms), [0] * len(self._terms)
        for place in self._places:
            sizes[place] += 1
        order = sorted(self._terms.values(), key=terms.__getitem__)
        counts = [sizes[place] for place in order]
        free = [0] * len(terms)
        for place, start in zip(order, accumulate(counts, initial=0), strict=False):
            free[place] = start
        numbers, weights = self._numbers[:], self._weights[:]
        for place, number, weight in zip(self._places, self._numbers, self._weights, strict=True):
            at = free[place]
            numbers[at], weights[at] = number, weight
            free[place] = at + 1
        return Postings(name, [terms[place] for place in order], counts, numbers, weights)


class _Pool:
    """Postings collected in memory."""

    def __init__(self) -> None:
        self._fields: defaultdict[str, _Field] = defaultdict(_Field)
        self.size = 0

    @property
    def fieldnames(self) -> set[str]:
        return set(self._fields)

    def add(self, field: str, number: int, weights: Mapping[str, float]) -> None:
        self._fields[field].add(number, weights)
        self.size += len(weights)

    def extend(self, field: str, term: bytes, numbers: Sequence[int], weights: Sequence[float]) -> None:
        self._fields[field].extend(as_word(term), numbers, weights)
        self.size += len(numbers)

    def iter_postings(self) -> Iterator[Postings]:
        for name in sorted(self._fields):
            yield self._fields.pop(name).by_term(name)

    def cleanup(self) -> None:
        self._fields.clear()


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
