"""The library: the documents in use and their index, kept together and fresh.

Opening it costs a few ``stat`` calls where nothing changed. What changed is parsed again, and
only that; docutils is imported only then.
"""

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar, cast

from faq.errors import FaqError
from faq.indexing.payloads import (
    DOCUMENT,
    ENTRY,
    FOLLOW_UPS,
    OUTSIDE,
    SYNONYMS,
    Outside,
    Stored,
    outside,
    stored,
)
from faq.library.open_index import FileState, Opened, Progress, complaint, opened
from faq.model import Document, Entry, Result
from faq.sources.selection import Found, Source, found
from index import search, store
from index.english import English

__all__ = ["FileState", "Library", "OutOfScope", "Progress", "clear", "open_library"]

LARGE = 2000
"""Entries from which on misspelt words are compared only with words of the same first letter."""

_STORED = 512
"""Entries that are kept as read."""


Kept = TypeVar("Kept")


class OutOfScope(NamedTuple):
    """The out-of-scope class of a document: its record number and its questions."""

    number: int
    questions: Outside


class Library:
    """The documents in use, searchable. Open one with ``open_library``."""

    def __init__(self, sources: Sequence[Source], progress: Progress | None) -> None:
        self.sources = tuple(sources)
        self._progress = progress
        self._opened: Opened | None = None
        self._wrong: FaqError | None = None
        self._facts: Mapping[str, FileState] = {}
        self._forget()
        self.searcher: search.Searcher
        self.english: English
        self.entry_numbers: frozenset[int] = frozenset()
        self.outside: dict[str, OutOfScope] = {}

    def _forget(self) -> None:
        self._follow_ups: dict[int, int] | None = None
        self._synonyms: dict[str, tuple[str, ...]] | None = None
        self._stored: dict[int, Stored] = {}
        self._kept: dict[tuple[int, Callable[[Stored], Any]], Any] = {}
        self._vocabulary: dict[str, dict[str, int]] = {}
        self._names: dict[str, str] | None = None
        self._neighbours: object = None

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents, without their entries; their problems are the parser's messages."""
        numbers = self.searcher.of_kind(DOCUMENT)
        return tuple(
            fact.document._replace(problems=self._problems(path, numbers))
            for path, fact in self._facts.items()
            if not fact.error
        )

    def _problems(self, path: str, numbers: frozenset[int]) -> tuple[str, ...]:
        file = self._facts[path].document.file
        told = [json.loads(self.searcher.payload(n))[1] for n in self.searcher.of_group(path) & numbers]
        return tuple(file + line.removeprefix(path) for lines in told for line in lines)

    @property
    def facts(self) -> tuple[FileState, ...]:
        """What is known of each file in use, those that could not be read included."""
        return tuple(self._facts.values())

    @property
    def place(self) -> str:
        """The directory of the index, empty where it is in memory."""
        return self._opened.place if self._opened else ""

    @property
    def notice(self) -> str:
        """What is to be said of the library, empty where all is well."""
        from faq.library.revisions import notices

        return "; ".join(filter(None, [self._opened.notice if self._opened else "", *notices(self._facts)]))

    @property
    def synonyms(self) -> dict[str, tuple[str, ...]]:
        """The documents' words for each phrase of users, by the phrase's terms joined with blanks."""
        if self._synonyms is None:
            merged: dict[str, tuple[str, ...]] = {}
            for number in sorted(self.searcher.of_kind(SYNONYMS)):
                for phrase, words in json.loads(self.searcher.payload(number)).items():
                    merged[phrase] = tuple(dict.fromkeys((*merged.get(phrase, ()), *words)))
            self._synonyms = merged
        return self._synonyms

    @property
    def classes(self) -> int:
        """How many classes a question is compared with: entries and out-of-scope classes."""
        return len(self.entry_numbers) + len(self.outside)

    @property
    def follow_ups(self) -> dict[int, int]:
        """For the record number of each class of follow-ups that of the entry they lead to."""
        if self._follow_ups is None:
            told = {n: json.loads(self.searcher.payload(n)) for n in self.searcher.of_kind(FOLLOW_UPS)}
            self._follow_ups = {
                number: entry
                for number, (group, id) in told.items()
                for entry in self.entry_numbers.intersection(self.searcher.numbers(id))
                if self.stored(entry).group == group
            }
        return self._follow_ups

    def vocabulary(self, letter: str) -> dict[str, int]:
        """Return the documents' words as written and in how many entries each stands.

        Args:
            letter: of a large library only the words that begin with it are returned.
        """
        key = letter if len(self.entry_numbers) > LARGE else ""
        if key not in self._vocabulary:
            self._vocabulary[key] = self.searcher.vocabulary(key)
        return self._vocabulary[key]

    def stored(self, number: int) -> Stored:
        """Return what is stored of an entry by its record number."""
        if number not in self._stored:
            if len(self._stored) > _STORED:
                self._stored.clear()
                self._kept.clear()
            self._stored[number] = stored(self.searcher.payload(number))
        return self._stored[number]

    def kept(self, number: int, work_out: Callable[[Stored], Kept]) -> Kept:
        """Return what is worked out of an entry, worked out once as long as the index stays the same."""
        key = (number, work_out)
        if key not in self._kept:
            self._kept[key] = work_out(self.stored(number))
        return cast(Kept, self._kept[key])

    def result(self, number: int, confidence: float = 1.0) -> Result:
        """Return an entry by its record number, its id made unique among all, its links resolved."""
        found = self.stored(number)
        entry, fact = found.entry, self._facts[found.group]
        if len(self.searcher.numbers(entry.id)) > 1:
            entry = entry._replace(id=f"{self._name(found.group)}#{entry.id}")
        if any(not link.resolved and not link.target.startswith("name:") for link in entry.links):
            entry = self._linked(entry, fact)
        return Result(entry, fact.document, confidence)

    def _linked(self, entry: Entry, fact: FileState) -> Entry:
        from faq.knowledge.links import Neighbours
        from faq.library.cross_references import Labels, linked, paths

        if not isinstance(self._neighbours, Neighbours):
            places = {path: place for place, path in enumerate(self._facts)}
            groups = {n: places[path] for path in self._facts for n in self.searcher.of_group(path)}
            self._neighbours = Neighbours(Labels(self.searcher, groups.__getitem__), paths(self._facts))
        return linked(entry, fact, self._neighbours)

    def find(self, id: str) -> Result | None:
        """Return the entry with an id, None where there is none; of several with it the first."""
        number = self.number(id)
        return None if number is None else self.result(number)

    def number(self, id: str) -> int | None:
        """Return the record number of the entry with an id; of several with it the first."""
        name, _, own = id.rpartition("#")
        order = {path: place for place, path in enumerate(self._facts)}
        found = self.entry_numbers.intersection(self.searcher.numbers(own))
        numbers = sorted(found, key=lambda n: order[self.stored(n).group])
        named = (n for n in numbers if not name or name in self._all_names(self.stored(n).group))
        return next(named, None)

    def entries(self) -> Iterator[Result]:
        """Return all entries, document by document, in their order."""
        for path in self._facts:
            for number in sorted(self.searcher.of_group(path) & self.entry_numbers):
                yield self.result(number)

    def refresh(self) -> None:
        """Notice what changed on disk since the last look, and read it again.

        Raises:
            FaqError: a source in use can no longer be read.
        """
        files = found(self.sources)
        if self._opened is None or files != self._opened.facts.files:
            self._load(files)
        if self._wrong is not None:
            raise self._wrong

    def load(self, *, flawed: bool = False) -> None:
        """Open the index, building what is missing or old.

        Args:
            flawed: whether sources that cannot be read are let pass.

        Raises:
            FaqError: a source in use cannot be read.
        """
        self._load(found(self.sources))
        if self._wrong is not None and not flawed:
            raise self._wrong

    def _load(self, files: dict[str, Found]) -> None:
        before, now = self._opened, opened(files, self.sources, self._progress, self._opened)
        self._opened, self._facts = now, now.facts
        self.searcher, self.english = now.searcher, now.english
        if before is not None:
            before.searcher.close()
        self._forget()
        self.entry_numbers = self.searcher.of_kind(ENTRY)
        self.outside = {}
        for number in self.searcher.of_kind(OUTSIDE):
            group, questions = outside(self.searcher.payload(number))
            self.outside[group] = OutOfScope(number, questions)
        self._wrong = complaint(self.sources, now.facts)

    def close(self) -> None:
        """Let go of the index's files."""
        self.searcher.close()

    def _name(self, path: str) -> str:
        """What a document's entries are told from others' by: its name, or more of its path if need be."""
        if self._names is None:
            self._names = {}
            stems: dict[str, list[str]] = {}
            for one in self._facts:
                stems.setdefault(_stem(one), []).append(one)
            for stem, same in stems.items():
                files = [self._facts[one].document.file for one in same]
                for one, file in zip(same, files, strict=True):
                    self._names[one] = stem if len(same) == 1 else file if files.count(file) == 1 else one
        return self._names[path]

    def _all_names(self, path: str) -> tuple[str, ...]:
        return (self._name(path), _stem(path), self._facts[path].document.file)


def _stem(path: str) -> str:
    return os.path.splitext(os.path.basename(path).removesuffix(".txt"))[0]


def open_library(
    sources: Sequence[Source], *, progress: Progress | None = None, flawed: bool = False
) -> Library:
    """Open the documents in use.

    Args:
        sources: where they are (``faq.sources.selection.in_use``).
        progress: told of long builds.
        flawed: whether sources that cannot be read are let pass; ``Library.facts`` says what is wrong with them.

    Raises:
        FaqError: a file named by itself cannot be read or holds no entry, or none of a directory does.
    """
    library = Library(sources, progress)
    try:
        library.load(flawed=flawed)
    except FaqError:
        library.close()
        raise
    return library


def clear() -> tuple[str, int]:
    """Remove all indexes from the cache; return where they were and how many bytes went."""
    try:
        root = store.cache_root()
        return root, store.remove(root)
    except store.Unsafe as error:
        raise FaqError(error.location, error.problem, "remove it yourself if it is yours") from error
