"""The index proper: records written to Whoosh, and the evidence read back from it.

A posting's weight is the term's evidence (``index.evidence``); a document's score for a
question is the weighted sum over its terms, which is all that is asked of Whoosh. Its query
parser, highlighter and ranking are not used. Stored fields hold JSON text, not objects.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from index._whoosh import FileIndex, FileStorage, IndexReader, fields, formats
from index.postings import Memory, live

if TYPE_CHECKING:
    from index.writer import Writer

VERSION = 11
"""Raised whenever what is written changes its form: an index of another version is built again."""


SEGMENT = 4_000_000
"""Postings from which on a further segment is begun: about a gigabyte of memory while it is written."""

HELD = 8 << 20
"""Bytes of files up to which an index is read whole when it is opened: what becomes of them later, they are not
looked at again. The files of a larger one are mapped; one cut short in its place would end the program."""

_KNOWN = 1024


class Record(NamedTuple):
    """One thing to be found.

    ``key`` names it, ``keys`` too; ``group`` is the file it came from, ``payload`` what a hit brings.
    """

    group: str
    key: str
    kind: str
    words: Mapping[str, float]
    grams: Mapping[str, float]
    vocabulary: Iterable[str]
    payload: str
    keys: tuple[str, ...] = ()


class Evidence(fields.FieldType):  # type: ignore[misc]  # whoosh is untyped
    """A Whoosh field whose terms and weights are given as they are (``index.postings``)."""

    def __init__(self) -> None:
        self.format = formats.Existence()
        self.scorable = self.stored = self.unique = self.vector = self.spelling = False
        self.analyzer = self.column_type = None


def _schema() -> Any:
    names = ("group", "key", "kind", "words", "grams", "surface")
    return fields.Schema(payload=fields.STORED, **{name: Evidence() for name in names})


def write(
    directory: str | None,
    records: Iterable[Record],
    *,
    gone: Iterable[str] = (),
    add: bool = False,
    base: "Searcher | None" = None,
) -> "Searcher":
    """Write records to a directory, or to memory where it is None.

    Args:
        directory: an empty directory, or with ``add`` one that holds an index.
        records: what is to be found.
        gone: groups whose records are taken out first.
        add: whether the directory's index is added to.
        base: the index in memory that is added to.

    Returns:
        A searcher over the written index.

    Raises:
        OSError: the directory cannot be written.
    """
    from index.codec import Codec
    from index.writer import Writer

    if base is not None:
        index = base.index
    else:
        storage = Memory() if directory is None else FileStorage(directory)
        index = storage.open_index() if add else storage.create_index(_schema())
    writer = Writer(index, Codec())
    _delete(writer, index, gone)
    for record in records:
        if writer.pool.size > SEGMENT:
            writer.finish()
            writer = Writer(index, Codec())
        _add(writer, record)
    writer.finish()
    return Searcher(index)


def _delete(writer: "Writer", index: FileIndex, groups: Iterable[str]) -> None:
    searcher = Searcher(index)
    for group in groups:
        for number in searcher.postings("group", group):
            writer.delete_document(number)
    searcher.close()


def _add(writer: "Writer", record: Record) -> None:
    indexed = {
        "group": {record.group: 1.0},
        "key": {key: 1.0 for key in (record.key, *record.keys) if key},
        "kind": {record.kind: 1.0},
        "words": record.words,
        "grams": record.grams,
        "surface": dict.fromkeys(record.vocabulary, 1.0),
    }
    writer.add_record(indexed, {"payload": record.payload})


def read(directory: str) -> "Searcher":
    """Open the index of a directory that is known to be safe (``index.store``): Whoosh unpickles it."""
    return Searcher(_storage(directory).open_index())


def _storage(directory: str) -> "FileStorage | Memory":
    with os.scandir(directory) as entries:
        paths = {entry.name: entry.path for entry in entries if entry.name.endswith((".seg", ".toc"))}
    if sum(map(os.path.getsize, paths.values())) > HELD:
        return FileStorage(directory, readonly=True)
    held = Memory()
    for name, path in paths.items():
        with open(path, "rb") as file:
            held.files[name] = file.read()
    return held


class Searcher:
    """Reads one state of an index."""

    def __init__(self, index: FileIndex) -> None:
        self.index = index
        self._reader: IndexReader = index.reader()
        self._segments: list[tuple[IndexReader, int]] = list(self._reader.leaf_readers())
        self._known: dict[tuple[str, str], dict[int, float]] = {}
        self.size: int = self._reader.doc_count()

    def holding(self, field: str, terms: Iterable[str]) -> dict[str, int]:
        """Return in how many records each term occurs; terms in none are left out."""
        counts = {term: len(self.postings(field, term)) for term in terms}
        return {term: count for term, count in counts.items() if count}

    def score(self, field: str, weights: Mapping[str, float]) -> dict[int, float]:
        """Return, by number, the weighted sum of evidence of each record that holds any of the terms."""
        scores: dict[int, float] = {}
        get = scores.get
        for term, weight in weights.items():
            for number, evidence in self.postings(field, term).items():
                scores[number] = get(number, 0.0) + weight * evidence
        return scores

    def postings(self, field: str, term: str) -> Mapping[int, float]:
        """Return the evidence of a term for each record that holds it, by record number."""
        key = field, term
        found = self._known.get(key)
        if found is None:
            if len(self._known) > _KNOWN:
                self._known.clear()
            found = self._known[key] = self._read(field, _bytes(term))
        return found

    def _read(self, field: str, term: bytes) -> dict[int, float]:
        found: dict[int, float] = {}
        for segment, start in self._segments:
            if (field, term) in segment:
                numbers, weights = live(segment, field, term)
                found.update(zip((n + start for n in numbers) if start else numbers, weights, strict=True))
        return found

    def of_kind(self, kind: str) -> frozenset[int]:
        """Return the numbers of the records of a kind."""
        return frozenset(self.postings("kind", kind))

    def of_group(self, group: str) -> frozenset[int]:
        """Return the numbers of the records of a group."""
        return frozenset(self.postings("group", group))

    def numbers(self, key: str) -> tuple[int, ...]:
        """Return the numbers of the records with a key."""
        return tuple(self.postings("key", key))

    def payload(self, number: int) -> str:
        """Return what a record was stored with."""
        return str(self._reader.stored_fields(number)["payload"])

    def payloads(self) -> Iterator[str]:
        """Return what all records were stored with, in the order they were written."""
        return (str(stored["payload"]) for stored in self._reader.all_stored_fields())

    def vocabulary(self, prefix: str = "") -> dict[str, int]:
        """Return the texts' words as written, lower-case, that begin with a prefix, with their counts."""
        return self.counts("surface", prefix)

    def counts(self, field: str, prefix: str = "") -> dict[str, int]:
        """Return the terms of a field that begin with a prefix, and in how many records each occurs."""
        found: dict[str, int] = {}
        start = _bytes(prefix)
        for segment, _ in self._segments:
            exact = not segment.has_deletions()
            for (name, term), info in segment.iter_from(field, start):
                if name != field or not term.startswith(start):
                    break
                count = info.doc_frequency() if exact else len(live(segment, field, term)[0])
                word = term.decode("utf-8")
                found[word] = found.get(word, 0) + count
        return {word: count for word, count in found.items() if count}

    def close(self) -> None:
        """Let go of the index's files."""
        self._known.clear()
        self._reader.close()


def _bytes(term: str) -> bytes:
    return term.encode("utf-8", "replace")
