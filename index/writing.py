"""Writing: records become segments of a Whoosh index, in a directory or in memory."""

import os
from collections.abc import Iterable, Mapping
from typing import Any

from index._whoosh import TOC, FileIndex, FileStorage, RamStorage, W3Segment, fields, formats
from index.codec import PAYLOAD, Codec
from index.generation import put
from index.pieces import DiskFile, MemoryFile
from index.search import (
    CONTENTS,
    PARTS,
    Contents,
    Listed,
    Record,
    Searcher,
    in_memory,
    pack_contents,
    read,
    read_contents,
)
from index.writer import Writer

SEGMENT = 4_000_000
"""Postings after which a new segment is started: about a gigabyte of memory while it is written."""

_NAME = "MAIN"
"""Whoosh's name for an index without a name of its own."""


class Evidence(fields.FieldType):  # type: ignore[misc]  # whoosh is untyped
    """A Whoosh field whose terms and weights are given directly (``index.codec``)."""

    def __init__(self) -> None:
        self.format = formats.Existence()
        self.scorable = self.stored = self.unique = self.vector = self.spelling = False
        self.analyzer = self.column_type = None


class Memory(RamStorage):  # type: ignore[misc]  # whoosh is untyped
    """An index in memory, including its temporary files; those of Whoosh's class would share a directory under /tmp."""

    def temp_storage(self, name: str | None = None) -> "Memory":
        """Return where to keep temporary files."""
        return Memory()

    def destroy(self) -> None:
        """Release everything."""
        self.files.clear()


class Index(FileIndex):  # type: ignore[misc]  # whoosh is untyped
    """A Whoosh index that is opened by this index's own table of contents: Whoosh's is a pickle and never read.

    Args:
        storage: its files.
        contents: its contents; None for an empty index.
    """

    def __init__(self, storage: Any, contents: Contents | None) -> None:
        self.storage, self.indexname = storage, _NAME
        self._contents = contents or Contents(0, ())

    def _read_toc(self) -> TOC:
        segments = []
        for one in self._contents.segments:
            segment = W3Segment(Codec(PARTS), _NAME)
            segment.segid = one.name.removeprefix(f"{_NAME}_")
            segment.set_doc_count(one.size)
            for number in one.deleted:
                segment.delete_document(number)
            segments.append(segment)
        return TOC(_schema(), segments, self._contents.commit)


def _schema() -> Any:
    names = ("group", "key", "kind", "words", "grams", "surface")
    return fields.Schema(**{PAYLOAD: fields.STORED}, **{name: Evidence() for name in names})


def write(
    directory: str | None,
    records: Iterable[Record],
    *,
    gone: Iterable[str] = (),
    add: bool = False,
    base: Searcher | None = None,
) -> Searcher:
    """Write records to a directory, or to memory if it is None.

    Args:
        directory: an empty directory, or with ``add`` one that holds an index.
        records: the records.
        gone: groups whose records are removed first.
        add: whether to add to the directory's index.
        base: the index in memory to add to; it is not changed.

    Returns:
        A searcher over the written index.

    Raises:
        OSError: the directory cannot be written.
        Damaged: the index to add to differs from what was written.
    """
    storage = FileStorage(directory) if directory is not None else Memory()
    if base is not None:
        storage.files.update(base.files)
    contents = _contents(storage) if add or base is not None else None
    writer = Writer(Index(storage, contents), Codec(PARTS))
    if contents is not None:
        _delete(writer, storage, gone)
    for record in records:
        if writer.pool.size > SEGMENT:
            contents = _finish(writer, storage)
            writer = Writer(Index(storage, contents), Codec(PARTS))
        _add(writer, record)
    _finish(writer, storage)
    return _searcher(storage)


def _contents(storage: Any) -> Contents:
    if isinstance(storage, FileStorage):
        file = DiskFile(os.path.join(storage.folder, CONTENTS))
        try:
            return read_contents(file)
        finally:
            file.close()
    return read_contents(MemoryFile(storage.files[CONTENTS]))


def _searcher(storage: Any) -> Searcher:
    return read(storage.folder) if isinstance(storage, FileStorage) else in_memory(storage.files)


def _finish(writer: Writer, storage: Any) -> Contents:
    """Write what was collected, and the new table of contents."""
    segments = writer.finish()
    listed = (Listed(s.segment_id(), s.doc_count_all(), frozenset(s.deleted_docs())) for s in segments)
    contents = Contents(writer.generation, tuple(listed))
    written = pack_contents(contents)
    if isinstance(storage, FileStorage):  # aside: the file may be shared with an older generation
        path = os.path.join(storage.folder, CONTENTS)
        put(f"{path}.new", path, written)
    else:
        storage.files[CONTENTS] = written
    return contents


def _delete(writer: Writer, storage: Any, groups: Iterable[str]) -> None:
    searcher = _searcher(storage)
    for group in groups:
        for number in searcher.postings("group", group):
            writer.delete_document(number)
    searcher.close()


def _add(writer: Writer, record: Record) -> None:
    indexed: Mapping[str, Mapping[str, float]] = {
        "group": {record.group: 1.0},
        "key": {key: 1.0 for key in (record.key, *record.keys) if key},
        "kind": {record.kind: 1.0},
        "words": record.words,
        "grams": record.grams,
        "surface": dict.fromkeys(record.vocabulary, 1.0),
    }
    writer.add_record(indexed, record.payload)
