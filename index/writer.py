"""Writes records as segments of a Whoosh index, and merges segments where there are many."""

import warnings
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from index._whoosh import FileIndex, IndexReader, W3Codec, W3FieldWriter, W3TermInfo
from index.postings import live, packed

with warnings.catch_warnings():
    warnings.simplefilter("ignore", SyntaxWarning)  # old escapes in Whoosh's sources, Python >= 3.12
    from whoosh.writing import SegmentWriter

FEW = 1000
"""Records up to which an index is kept in one segment, so that no change leaves a trace in it."""

MANY_SEGMENTS = 8
"""Small segments from which on they are merged into one."""


class _Term:
    """A term's postings in the form that Whoosh takes its statistics from."""

    def __init__(self, numbers: "array[int]", weights: "array[float]") -> None:
        self._numbers, self._weights = numbers, weights

    def __len__(self) -> int:
        return len(self._numbers)

    def min_length(self) -> int:
        return 0

    max_length = min_length

    def max_weight(self) -> float:
        return max(self._weights)

    def min_id(self) -> int:
        return self._numbers[0]

    def max_id(self) -> int:
        return self._numbers[-1]


class FieldWriter(W3FieldWriter):  # type: ignore[misc]  # whoosh is untyped
    """Writes terms and postings, a term at a time."""

    def add_postings(self, schema: Any, _lengths: object, items: "Iterable[_Item]") -> None:
        field = None
        for name, term, numbers, weights in items:
            if name != field:
                if field is not None:
                    self.finish_field()
                self.start_field(name, schema[name])
                field = name
            info, start = W3TermInfo(), self._postfile.tell()
            info.add_block(_Term(numbers, weights))
            content = packed(numbers, weights)
            self._postfile.write(content)
            info.set_extent(start, len(content))
            self._btext, self._postwriter = term, _Finished(info)
            self.finish_term()
        if field is not None:
            self.finish_field()


class _Finished:
    """A term whose postings are already written."""

    def __init__(self, info: Any) -> None:
        self._info = info

    def finish_postings(self) -> Any:
        return self._info


_Item = tuple[str, bytes, "array[int]", "array[float]"]


class _Pool:
    """Postings collected in memory, by field and term."""

    def __init__(self) -> None:
        self._fields: dict[str, dict[bytes, tuple[array[int], array[float]]]] = {}
        self.size = 0

    @property
    def fieldnames(self) -> set[str]:
        return set(self._fields)

    def add(self, field: str, number: int, weights: Mapping[str, float]) -> None:
        terms = self._fields.setdefault(field, {})
        for word, weight in weights.items():
            term = word.encode("utf-8", "replace")
            if term in terms:
                numbers, evidence = terms[term]
                numbers.append(number)
                evidence.append(weight)
            else:
                terms[term] = array("I", (number,)), array("f", (weight,))
        self.size += len(weights)

    def extend(self, field: str, term: bytes, numbers: Sequence[int], weights: Sequence[float]) -> None:
        own = self._fields.setdefault(field, {}).setdefault(term, (array("I"), array("f")))
        own[0].extend(numbers)
        own[1].extend(weights)
        self.size += len(numbers)

    def iter_postings(self) -> Iterator[_Item]:
        for field in sorted(self._fields):
            terms = self._fields[field]
            for term in sorted(terms):
                numbers, weights = terms[term]
                if numbers:
                    yield field, term, numbers, weights

    def cleanup(self) -> None:
        self._fields.clear()


class Writer(SegmentWriter):  # type: ignore[misc]  # whoosh is untyped
    """Writes one segment. The caller sees to it that no other process writes."""

    def __init__(self, index: FileIndex, codec: W3Codec) -> None:
        super().__init__(index, codec=codec, _lk=False)
        self.pool = _Pool()

    def add_record(self, indexed: Mapping[str, Mapping[str, float]], stored: Mapping[str, str]) -> None:
        """Add a record.

        Args:
            indexed: for each field its terms and their evidence.
            stored: the stored fields.
        """
        for field, weights in indexed.items():
            self.pool.add(field, self.docnum, weights)
        self.add_document(**stored)

    def add_postings_to_pool(self, reader: IndexReader, start: int, moved: Mapping[int, int] | None) -> None:
        """Take the postings of an older segment over; Whoosh calls this when it merges one."""
        for field, term in reader.all_terms():
            numbers, weights = live(reader, field, term)
            if len(numbers):
                new = [n + start for n in numbers] if moved is None else [moved[n] for n in numbers]
                self.pool.extend(field, term, new, weights)

    def finish(self) -> None:
        """Write everything; merge segments where there are many."""
        self.commit(mergetype=_merge)


def _merge(writer: Writer, segments: Sequence[Any]) -> list[Any]:
    """Say which older segments stay, and take the others over into the one that is being written."""
    left = [segment for segment in segments if segment.doc_count_all() > segment.deleted_count()]
    sizes = [segment.doc_count_all() - segment.deleted_count() for segment in left]
    small = [segment for segment, size in zip(left, sizes, strict=True) if size < FEW]
    if sum(sizes) + writer.doc_count() <= FEW:
        taken = left
    else:
        taken = small if len(small) >= MANY_SEGMENTS else []
        taken += [s for s in left if s not in taken and s.deleted_count() * 2 > s.doc_count_all()]
    for segment in taken:
        reader = FileIndex._reader(writer.storage, writer.schema, [segment], writer.generation)
        writer.add_reader(reader)
        reader.close()
    return [segment for segment in left if segment not in taken]
