"""The codec of this index: how Whoosh writes and reads its segments.

Whoosh's own codec writes a segment as a dozen pieces in a compound file, some of them pickles, and reads them by
importing most of itself. An index written here is a Whoosh index, too: ``whoosh.index.open_dir`` opens it, and its
searcher finds the same postings as ``index.segment``, with which questions read it.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from index._whoosh import Codec as BaseCodec
from index._whoosh import (
    FieldCursor,
    FieldWriter,
    FileStorage,
    ListMatcher,
    PerDocumentReader,
    PerDocumentWriter,
    TermInfo,
    TermNotFound,
    TermsReader,
    W3Segment,
)
from index.pieces import DiskFile, MemoryFile, PieceFile
from index.records import RecordsWriter
from index.segment import RECORDS, TERMS, Segment
from index.terms import Postings, TermsWriter

PAYLOAD = "payload"
"""The stored field: the parts of a record."""


class Codec(BaseCodec):  # type: ignore[misc]  # whoosh is untyped
    """Writes and reads segments. A segment names its codec, so Whoosh must find it here when reading one.

    Args:
        parts: maximum number of parts in a record.
    """

    length_stats = False

    def __init__(self, parts: int = 1) -> None:
        self.parts = parts

    def per_document_writer(self, storage: Any, segment: Any) -> "RecordWriter":
        """Return the writer of records."""
        return RecordWriter(segment.create_file(storage, f".{RECORDS}"), self.parts)

    def field_writer(self, storage: Any, segment: Any) -> "TermWriter":
        """Return the writer of terms and postings."""
        return TermWriter(segment.create_file(storage, f".{TERMS}"))

    def terms_reader(self, storage: Any, segment: Any) -> "Terms":
        """Return the reader of terms and postings."""
        return Terms(opened(storage, segment))

    def per_document_reader(self, storage: Any, segment: Any) -> "Records":
        """Return the reader of records."""
        return Records(opened(storage, segment), segment)

    def new_segment(self, storage: Any, indexname: str) -> W3Segment:
        """Return an empty segment. It is named by its number, so that the same contents give the same files."""
        numbers = [int(name.split("_")[1].split(".")[0]) for name in storage if name.endswith(f".{TERMS}")]
        segment = W3Segment(self, indexname)
        segment.segid = str(1 + max(numbers, default=0))
        return segment


def opened(storage: Any, segment: Any) -> Segment:
    """Open a segment that Whoosh knows, including its deleted records, which Whoosh leaves out itself."""

    def file(ending: str) -> PieceFile:
        name = segment.make_filename(f".{ending}")
        if isinstance(storage, FileStorage):
            return DiskFile(os.path.join(storage.folder, name))
        with storage.open_file(name) as content:
            return MemoryFile(bytes(content.read()))

    return Segment(file(TERMS), file(RECORDS))


class RecordWriter(PerDocumentWriter):  # type: ignore[misc]  # whoosh is untyped
    """Takes records from Whoosh."""

    def __init__(self, file: Any, parts: int) -> None:
        self._file, self._writer = file, RecordsWriter(file, parts)
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        """Start a record."""
        self._stored: Sequence[str] = ()

    def add_field(self, fieldname: str, fieldobj: Any, value: Any, length: int) -> None:
        """Take the stored field of a record; all others are in the terms file."""
        if fieldname == PAYLOAD and value is not None:
            self._stored = value

    def finish_doc(self) -> None:
        """Write a record."""
        self._writer.add(self._stored)

    def close(self) -> None:
        """Write what is still to be written."""
        self._writer.finish()
        self._file.close()
        self.is_closed = True


class TermWriter(FieldWriter):  # type: ignore[misc]  # whoosh is untyped
    """Takes terms and their postings from Whoosh."""

    def __init__(self, file: Any) -> None:
        self._file, self._writer = file, TermsWriter(file)
        self.is_closed = False

    def add_postings(self, schema: Any, lengths: object, items: Iterable[Postings]) -> None:
        """Write the postings of each field."""
        for postings in items:
            self._writer.write(postings)

    def close(self) -> None:
        """Write what is still to be written."""
        self._writer.finish()
        self._file.close()
        self.is_closed = True


class Terms(TermsReader):  # type: ignore[misc]  # whoosh is untyped
    """Reads the terms of a segment for Whoosh."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._segment.count(*term) > 0

    def indexed_field_names(self) -> list[str]:
        """Return the fields that have a term."""
        return self._segment.terms.fields

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Return all terms in order."""
        return chain.from_iterable(map(self._of, self._segment.terms.fields))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Return the terms from a given one, including those of later fields."""
        yield from self._of(fieldname, prefix)
        for field in self._segment.terms.fields:
            if field > fieldname:
                yield from self._of(field)

    def _of(self, name: str, start: bytes = b"") -> Iterator[tuple[str, bytes]]:
        terms = self._segment.terms.field(name)
        return ((name, term) for term, _ in (terms.starting_at(start) if terms is not None else ()))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Return all terms, each with its statistics."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Return the terms from a given one, each with its statistics."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Return the statistics of a term."""
        numbers, weights = self._segment.postings(fieldname, text)
        if not numbers:
            raise TermNotFound(f"{fieldname}:{text!r}")
        return TermInfo(sum(weights), len(numbers), 0, 0, max(weights), numbers[0], numbers[-1])

    def frequency(self, fieldname: str, text: bytes) -> float:
        """Return the sum of a term's evidence."""
        return float(self.term_info(fieldname, text).weight())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Return how many records hold a term."""
        return self._segment.count(fieldname, text)

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: object = None) -> ListMatcher:
        """Return a term's postings."""
        info = self.term_info(fieldname, text)
        numbers, weights = map(list, self._segment.postings(fieldname, text))
        return ListMatcher(
            numbers,
            weights,
            [b""] * len(numbers),
            format_,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=info,
        )

    def cursor(self, fieldname: str, fieldobj: Any) -> "Cursor":
        """Return a cursor over a field's terms."""
        return Cursor([term for _, term in self._of(fieldname)], self, fieldname, fieldobj)

    def close(self) -> None:
        """Let go of the files."""
        self._segment.close()


class Cursor(FieldCursor):  # type: ignore[misc]  # whoosh is untyped
    """A cursor over the terms of a field."""

    def __init__(self, terms: Sequence[bytes], reader: Terms, name: str, field: Any) -> None:
        self._terms, self._reader, self._name, self._field, self._at = terms, reader, name, field, 0

    def is_valid(self) -> bool:
        """Whether the cursor is at a term."""
        return self._at < len(self._terms)

    def first(self) -> Any:
        """Go to the first term."""
        self._at = 0
        return self.text()

    def find(self, term: bytes) -> Any:
        """Go to the first term that is not before the given one."""
        from bisect import bisect_left

        self._at = bisect_left(self._terms, term)
        return self.text()

    def next(self) -> Any:
        """Go to the next term."""
        self._at += 1
        return self.text()

    def text(self) -> Any:
        """Return the term, None after the last one."""
        return self._field.from_bytes(self._terms[self._at]) if self.is_valid() else None

    def term_info(self) -> TermInfo:
        """Return the statistics of the term."""
        return self._reader.term_info(self._name, self._terms[self._at])


class Records(PerDocumentReader):  # type: ignore[misc]  # whoosh is untyped
    """Reads the records of a segment for Whoosh."""

    def __init__(self, records: Segment, segment: Any) -> None:
        self._records, self._segment = records, segment

    def doc_count_all(self) -> int:
        """Return how many records there are, deleted ones included."""
        return self._records.records.size

    def doc_count(self) -> int:
        """Return how many records there are."""
        return self._records.records.size - int(self._segment.deleted_count())

    def has_deletions(self) -> bool:
        """Whether a record is deleted."""
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Whether a record is deleted."""
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> Iterable[int]:
        """Return the numbers of deleted records."""
        return frozenset(self._segment.deleted_docs())

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Return the length of a field, which is not stored."""
        return 0

    def field_length(self, fieldname: str) -> int:
        """Return the length of a field in all records, which is not stored."""
        return 0

    min_field_length = max_field_length = field_length

    def stored_fields(self, docnum: int) -> dict[str, tuple[str, ...]]:
        """Return the parts of a record."""
        return {PAYLOAD: self._records.records.record(docnum)}

    def close(self) -> None:
        """Let go of the files."""
        self._records.close()
