"""The index proper: records written to Whoosh, and the evidence read back from it.

A posting's weight is the term's evidence (``index.evidence``); a document's score for a
question is the weighted sum over its terms, which is all that is asked of Whoosh. Its query
parser, highlighter and ranking are not used. Stored fields hold JSON text, not objects.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from index._whoosh import FileIndex, FileStorage, IndexReader, RamStorage, fields, formats

VERSION = 1
"""Raised whenever what is written changes its form: an index of another version is built again."""


class Record(NamedTuple):
    """One thing to be found: ``key`` names it, ``group`` is the file it came from, ``payload`` what a hit returns."""

    group: str
    key: str
    kind: str
    words: Mapping[str, float]
    grams: Mapping[str, float]
    surfaces: Iterable[str]
    payload: str


class Evidence(fields.FieldType):  # type: ignore[misc]  # whoosh is untyped
    """A Whoosh field that takes a mapping of terms to weights as it is."""

    def __init__(self) -> None:
        self.format = formats.Existence()
        self.scorable = self.stored = self.unique = self.vector = self.spelling = False
        self.analyzer = self.column_type = None

    def index(self, value: Mapping[str, float], **_options: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        for term, weight in value.items():
            yield term.encode("utf-8", "replace"), 1, weight, b""


def _schema() -> Any:
    name = fields.ID(stored=False)
    return fields.Schema(
        group=name, key=name, kind=name, words=Evidence(), grams=Evidence(), surface=Evidence(), payload=fields.STORED
    )


def write(directory: str | None, records: Iterable[Record], *, gone: Iterable[str] = (), add: bool = False) -> "Searcher":
    """Write records to a directory, or to memory where it is None.

    Args:
        directory: an empty directory, or with ``add`` one that holds an index.
        records: what is to be found.
        gone: groups whose records are taken out first.
        add: whether the directory's index is added to.

    Returns:
        A searcher over the written index.

    Raises:
        OSError: the directory cannot be written.
    """
    storage = RamStorage() if directory is None else FileStorage(directory)
    index = storage.open_index() if add else storage.create_index(_schema())
    writer = index.writer(limitmb=256)
    for group in gone:
        writer.delete_by_term("group", group)
    for record in records:
        writer.add_document(
            group=record.group,
            key=record.key,
            kind=record.kind,
            words=record.words,
            grams=record.grams,
            surface=dict.fromkeys(record.surfaces, 1.0),
            payload=record.payload,
        )
    writer.commit(merge=not add)
    return Searcher(index)


def read(directory: str) -> "Searcher":
    """Open the index of a directory that is known to be safe (``index.store``): Whoosh unpickles what it finds."""
    return Searcher(FileStorage(directory, readonly=True).open_index())


class Searcher:
    """Reads one state of an index."""

    def __init__(self, index: FileIndex) -> None:
        self._reader: IndexReader = index.reader()
        self.size: int = self._reader.doc_count()

    def holding(self, field: str, terms: Iterable[str]) -> dict[str, int]:
        """Return in how many records each term occurs; terms in none are left out."""
        counts = {term: self._reader.doc_frequency(field, _bytes(term)) for term in terms}
        return {term: count for term, count in counts.items() if count}

    def score(self, field: str, weights: Mapping[str, float]) -> dict[int, float]:
        """Return the weighted sum of evidence of each record that holds any of the terms, by record number."""
        scores: dict[int, float] = {}
        for term, weight in weights.items():
            for number, evidence in self._postings(field, term):
                scores[number] = scores.get(number, 0.0) + weight * evidence
        return scores

    def of_kind(self, kind: str) -> frozenset[int]:
        """Return the numbers of the records of a kind."""
        return frozenset(number for number, _ in self._postings("kind", kind))

    def numbers(self, key: str) -> tuple[int, ...]:
        """Return the numbers of the records with a key."""
        return tuple(number for number, _ in self._postings("key", key))

    def payload(self, number: int) -> str:
        """Return what a record was stored with."""
        return str(self._reader.stored_fields(number)["payload"])

    def payloads(self) -> Iterator[str]:
        """Return what all records were stored with, in the order they were written."""
        return (str(stored["payload"]) for stored in self._reader.all_stored_fields())

    def surfaces(self, prefix: str = "") -> Iterator[str]:
        """Return the words of the texts as they were written, lower-case, that begin with a prefix."""
        return (word.decode("utf-8") for word in self._reader.expand_prefix("surface", prefix))

    def close(self) -> None:
        """Let go of the index's files."""
        self._reader.close()

    def _postings(self, field: str, term: str) -> Iterator[tuple[int, float]]:
        encoded = _bytes(term)
        if (field, encoded) not in self._reader:
            return
        matcher = self._reader.postings(field, encoded)
        while matcher.is_active():
            yield matcher.id(), matcher.weight()
            matcher.next()


def _bytes(term: str) -> bytes:
    return term.encode("utf-8", "replace")
