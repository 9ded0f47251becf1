"""The index proper: looks up the evidence of terms and the records they lead to.

A posting's weight is the term's evidence (``index.evidence``); a record's score for a question is the weighted sum over
its terms. The index is a Whoosh index (``index.writing``), read here without Whoosh: importing that would take
longer than a question. Parts of records are text, not objects.
"""

import os
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from index.pieces import DiskFile, MemoryFile, PieceFile, root, with_tail
from index.segment import RECORDS, TERMS, Segment
from index.terms import as_term
from index.values import NamedTuple

VERSION = 26
"""Increased whenever the format changes: an index of another version is rebuilt."""

CONTENTS = "contents"
"""The file that lists the segments and their deleted records."""

PARTS = 9
"""Maximum parts in a record."""

_KNOWN, _COUNTED = 1024, 8192
"""Postings, and counts of postings, that are cached."""


class Record(NamedTuple):
    """One thing that can be found.

    ``key`` and ``keys`` name it; ``group`` is the file it came from, ``payload`` the parts returned with a hit, each
    read only on demand.
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
    """A segment's entry in the list: its name, its number of records, the numbers of the deleted ones."""

    name: str
    size: int
    deleted: frozenset[int]


class Contents(NamedTuple):
    """The contents of an index: how often it was written, and its segments."""

    commit: int
    segments: tuple[Listed, ...]


def read_contents(file: PieceFile) -> Contents:
    """Read the contents of an index.

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
    """Return the file that lists the contents of an index."""
    lines = [str(contents.commit)]
    for one in contents.segments:
        lines.append(" ".join(map(str, (one.name, one.size, *sorted(one.deleted)))))
    return with_tail("\n".join(lines).encode("ascii"))


def read(directory: str, installed: bool = False, base: str = "") -> "Searcher":
    """Open the index in a directory.

    Args:
        directory: the directory.
        installed: whether it shipped with the program and is trusted like it.
        base: the directory of the index that its segments are stored as differences from (``index.patch``), if so.

    Raises:
        Damaged: it is not what was written.
        OSError: one of its files is gone or cannot be read.
    """

    def file(name: str) -> PieceFile:
        stored = DiskFile(os.path.join(directory, name), installed)
        if not base or name == CONTENTS:
            return stored
        from index.patch import PatchedFile

        return PatchedFile(DiskFile(os.path.join(base, name), installed), stored)

    return Searcher(_segments(file))


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
        files: its files, if it is in memory.
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
        self._vocabulary: dict[str, dict[str, int]] = {}

    def holding(self, field: str, terms: Iterable[str]) -> dict[str, int]:
        """Return the number of records that each term occurs in; terms in none are left out."""
        found: dict[str, int] = {}
        for term in terms:
            count = self.count(field, term)
            if count:
                found[term] = count
        return found

    def count(self, field: str, term: str) -> int:
        """Return the number of records that a term occurs in."""
        count = self._counts.get((field, term))
        if count is None:
            if len(self._counts) > _COUNTED:
                self._counts.clear()
            count = self._counts[field, term] = self._count(field, term)
        return count

    def _count(self, field: str, term: str) -> int:
        key = as_term(term)
        return sum([segment.count(field, key) for segment, _ in self._segments])

    def score(self, field: str, weights: Mapping[str, float]) -> dict[int, float]:
        """Return, by number, the weighted sum of evidence of each record that holds any of the terms."""
        scores: dict[int, float] = {}
        get = scores.get
        for term, weight in weights.items():
            for number, evidence in self.postings(field, term).items():
                scores[number] = get(number, 0.0) + weight * evidence
        return scores

    def postings(self, field: str, term: str) -> Mapping[int, float]:
        """Return a term's evidence for each record that holds it, by record number."""
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
            found.update(zip(_shifted(numbers, start), weights, strict=True))
        return found

    def between(self, field: str, term: str, first: int, end: int) -> dict[int, float]:
        """Return what ``postings`` returns, of the records from ``first`` on and before ``end`` only: no other segments
        are read than those that hold them."""
        key = as_term(term)
        found: dict[int, float] = {}
        for segment, start in self._segments:
            if start < end and first < start + segment.records.size:
                numbers, weights = segment.postings(field, key)
                low, high = bisect_left(numbers, first - start), bisect_left(numbers, end - start)
                found.update(zip(_shifted(numbers[low:high], start), weights[low:high], strict=True))
        return found

    def of_kind(self, kind: str) -> frozenset[int]:
        """Return the numbers of the records of a kind."""
        key = as_term(kind)
        found: set[int] = set()
        for segment, start in self._segments:
            numbers, _ = segment.postings("kind", key)
            found.update(_shifted(numbers, start))
        return frozenset(found)

    def of_group(self, group: str) -> frozenset[int]:
        """Return the numbers of the records of a group."""
        return frozenset(self.postings("group", group))

    def numbers(self, key: str) -> tuple[int, ...]:
        """Return the numbers of the records with a key."""
        return tuple(self.postings("key", key))

    def part(self, number: int, which: int) -> str:
        """Return a part of a record's payload."""
        for segment, start in reversed(self._segments):
            if number >= start:
                return segment.records.part(number - start, which)
        raise IndexError(number)

    def vocabulary(self, prefix: str = "") -> dict[str, int]:
        """Return the texts' words as written, lower-case, that begin with a prefix, with their counts."""
        if prefix not in self._vocabulary:
            self._vocabulary[prefix] = self.counts("surface", prefix)
        return self._vocabulary[prefix]

    def counts(self, field: str, prefix: str = "") -> dict[str, int]:
        """Return the terms of a field that begin with a prefix, and the number of records that each occurs in."""
        found: dict[str, int] = {}
        for segment, _ in self._segments:
            words = segment.words(field, as_term(prefix))
            for word in words.keys() & found.keys():
                words[word] += found[word]
            found.update(words)
        return found

    def among(self, numbers: frozenset[int]) -> "Searcher":
        """Return a searcher that reads only the records with these numbers, as if there were no others.

        The texts' words (``vocabulary``) are still those of all records.
        """
        return _Selection(self, numbers)

    def without(self, parts: "Sequence[Searcher]") -> "Searcher":
        """Return a searcher that reads all records but those of some parts, as ``among`` does.

        Args:
            parts: searchers that ``among`` returned, none of which has a record of another.
        """
        return _Rest(self, parts)

    def close(self) -> None:
        """Close the index's files."""
        self._known.clear()
        self._counts.clear()
        for segment, _ in self._segments:
            segment.close()


def _shifted(numbers: Sequence[int], start: int) -> Sequence[int]:
    """The numbers of a segment's records among those of all."""
    return [number + start for number in numbers] if start else numbers


class _Part(Searcher):
    """Reads a part of an index.

    Args:
        whole: the index.
    """

    def __init__(self, whole: Searcher) -> None:
        super().__init__(())
        self._whole = whole

    def part(self, number: int, which: int) -> str:
        return self._whole.part(number, which)

    def vocabulary(self, prefix: str = "") -> dict[str, int]:
        return self._whole.vocabulary(prefix)

    def counts(self, field: str, prefix: str = "") -> dict[str, int]:
        return self._whole.counts(field, prefix)


class _Selection(_Part):
    """Reads some records of an index: a document's, which lie together.

    Args:
        whole: the index.
        chosen: the numbers of the records.
    """

    def __init__(self, whole: Searcher, chosen: frozenset[int]) -> None:
        super().__init__(whole)
        self._chosen, self.size = chosen, len(chosen)
        self._first, self._end = min(chosen, default=0), max(chosen, default=-1) + 1

    def _count(self, field: str, term: str) -> int:
        return len(self.postings(field, term))

    def _read(self, field: str, term: str) -> dict[int, float]:
        found = self._whole.between(field, term, self._first, self._end)
        return {number: found[number] for number in found if number in self._chosen}

    def of_kind(self, kind: str) -> frozenset[int]:
        return frozenset(self.postings("kind", kind))


class _Rest(_Part):
    """Reads the records of an index that are in no part of it.

    Args:
        whole: the index.
        parts: the parts.
    """

    def __init__(self, whole: Searcher, parts: Sequence[Searcher]) -> None:
        super().__init__(whole)
        self._parts = tuple(parts)
        self.size = whole.size
        for part in parts:
            self.size -= part.size

    def _count(self, field: str, term: str) -> int:
        """How many records hold a term: only the postings of the parts are read for it."""
        count = self._whole.count(field, term)
        for part in self._parts:
            count -= part.count(field, term)
        return count

    def _read(self, field: str, term: str) -> dict[int, float]:
        found = dict(self._whole.postings(field, term))
        for part in self._parts:
            for number in part.postings(field, term):
                del found[number]
        return found

    def of_kind(self, kind: str) -> frozenset[int]:
        found = self._whole.of_kind(kind)
        for part in self._parts:
            found -= part.of_kind(kind)
        return found
