"""The index proper: what was written is asked for the evidence of terms and the records they lead to.

A posting's weight is the term's evidence (``index.evidence``); a record's score for a question is the weighted sum over
its terms. The index is a Whoosh index (``index.writing``), read here without Whoosh: its import alone would take
longer than a question. Parts of records are text, not objects.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping

from index.pieces import DiskFile, MemoryFile, PieceFile, root, with_tail
from index.segment import RECORDS, TERMS, Segment
from index.terms import as_term
from index.values import NamedTuple

VERSION = 17
"""Raised whenever what is written changes its form: an index of another version is built again."""

CONTENTS = "contents"
"""The file that says which segments there are and which of their records are deleted."""

PARTS = 8
"""Parts that a record has at most."""

_KNOWN, _COUNTED = 1024, 8192
"""Postings and numbers of postings that are remembered."""


class Record(NamedTuple):
    """One thing to be found.

    ``key`` names it, ``keys`` too; ``group`` is the file it came from, ``payload`` the parts that a hit brings, each
    read only where it is asked for.
    """

    group: str
    key: str
    kind: str
    words: Mapping[str, float]
    grams: Mapping[str, float]
    vocabulary: Iterable[str]
    payload: tuple[str, ...]
    keys: tuple[str, ...] = ()


class Listed(NamedTuple):
    """What is known of a segment: its name, how many records it has, the numbers of those that are deleted."""

    name: str
    size: int
    deleted: frozenset[int]


class Contents(NamedTuple):
    """What is in an index: how often it was written to, and its segments."""

    commit: int
    segments: tuple[Listed, ...]


def read_contents(file: PieceFile) -> Contents:
    """Read what is in an index.

    Raises:
        Damaged: it is not what was written.
    """
    commit, *lines = root(file).decode("ascii").split("\n")
    segments = []
    for line in lines:
        name, size, *deleted = line.split(" ")
        segments.append(Listed(name, int(size), frozenset(map(int, deleted))))
    return Contents(int(commit), tuple(segments))


def pack_contents(contents: Contents) -> bytes:
    """Return the file that says what is in an index."""
    lines = [str(contents.commit)]
    for one in contents.segments:
        lines.append(" ".join(map(str, (one.name, one.size, *sorted(one.deleted)))))
    return with_tail("\n".join(lines).encode("ascii"))


def read(directory: str, installed: bool = False) -> "Searcher":
    """Open the index of a directory.

    Args:
        directory: where it is.
        installed: whether it came with the program and is trusted as that is.

    Raises:
        Damaged: it is not what was written.
        OSError: a file of it is gone or cannot be read.
    """
    return Searcher(_segments(lambda name: DiskFile(os.path.join(directory, name), installed)))


def in_memory(files: Mapping[str, bytes]) -> "Searcher":
    """Open an index in memory.

    Args:
        files: its files by name.
    """
    return Searcher(_segments(lambda name: MemoryFile(files[name])), files)


def _segments(file: Callable[[str], PieceFile]) -> Iterator[Segment]:
    contents = file(CONTENTS)
    try:
        known = read_contents(contents).segments
    finally:
        contents.close()
    for one in known:
        yield Segment(file(f"{one.name}.{TERMS}"), file(f"{one.name}.{RECORDS}"), one.deleted)


class Searcher:
    """Reads one state of an index.

    Args:
        segments: its segments.
        files: its files, where it is in memory.
    """

    def __init__(self, segments: Iterable[Segment], files: Mapping[str, bytes] | None = None) -> None:
        self.files = files or {}
        self._segments: list[tuple[Segment, int]] = []
        start = 0
        for segment in segments:
            self._segments.append((segment, start))
            start += segment.records.size
        self.size = start - sum(len(segment.deleted) for segment, _ in self._segments)
        self._known: dict[tuple[str, str], dict[int, float]] = {}
        self._counts: dict[tuple[str, str], int] = {}

    def holding(self, field: str, terms: Iterable[str]) -> dict[str, int]:
        """Return in how many records each term occurs; terms in none are left out."""
        found: dict[str, int] = {}
        for term in terms:
            count = self._counts.get((field, term))
            if count is None:
                count = self._count(field, term)
            if count:
                found[term] = count
        return found

    def _count(self, field: str, term: str) -> int:
        if len(self._counts) > _COUNTED:
            self._counts.clear()
        key = as_term(term)
        count = self._counts[field, term] = sum(segment.count(field, key) for segment, _ in self._segments)
        return count

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
            found = self._known[key] = self._read(field, term)
        return found

    def _read(self, field: str, term: str) -> dict[int, float]:
        key = as_term(term)
        found: dict[int, float] = {}
        for segment, start in self._segments:
            numbers, weights = segment.postings(field, key)
            found.update(zip([n + start for n in numbers] if start else numbers, weights, strict=True))
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

    def part(self, number: int, which: int) -> str:
        """Return a part of what a record was stored with."""
        for segment, start in reversed(self._segments):
            if number >= start:
                return segment.records.part(number - start, which)
        raise IndexError(number)

    def vocabulary(self, prefix: str = "") -> dict[str, int]:
        """Return the texts' words as written, lower-case, that begin with a prefix, with their counts."""
        return self.counts("surface", prefix)

    def counts(self, field: str, prefix: str = "") -> dict[str, int]:
        """Return the terms of a field that begin with a prefix, and in how many records each occurs."""
        found: dict[str, int] = {}
        for segment, _ in self._segments:
            words = segment.words(field, as_term(prefix))
            for word in words.keys() & found.keys():
                words[word] += found[word]
            found.update(words)
        return found

    def among(self, numbers: frozenset[int]) -> "Searcher":
        """Return what reads the records of those numbers alone, as if there were no others.

        The texts' words are still those of all records (``vocabulary``).
        """
        return _Selection(self, numbers)

    def close(self) -> None:
        """Let go of the index's files."""
        self._known.clear()
        self._counts.clear()
        for segment, _ in self._segments:
            segment.close()


class _Selection(Searcher):
    """Reads some records of an index.

    Args:
        whole: the index.
        chosen: the numbers of the records.
    """

    def __init__(self, whole: Searcher, chosen: frozenset[int]) -> None:
        super().__init__(())
        self._whole, self._chosen, self.size = whole, chosen, len(chosen)

    def _count(self, field: str, term: str) -> int:
        count = self._counts[field, term] = len(self.postings(field, term))
        return count

    def _read(self, field: str, term: str) -> dict[int, float]:
        found = self._whole.postings(field, term)
        fewer, more = sorted((found, self._chosen), key=len)
        return {number: found[number] for number in fewer if number in more}

    def part(self, number: int, which: int) -> str:
        return self._whole.part(number, which)

    def counts(self, field: str, prefix: str = "") -> dict[str, int]:
        return self._whole.counts(field, prefix)

    def close(self) -> None:
        self._known.clear()
        self._counts.clear()
