"""A snapshot: one state of the documents in use and their index, against which a question is asked."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from faq.indexing.payloads import (
    DOCUMENT,
    ENTRY,
    FOLLOW_UPS,
    LATER,
    OUTSIDE,
    PROBLEMS,
    SYNONYMS,
    VECTORS,
    Outside,
    Stored,
    Synonyms,
)
from faq.model import Document, Entry, Result
from faq.sources.source import TREE
from index.texts import Table, split
from index.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any, TypeVar

    from faq.knowledge.links import Neighbours
    from faq.sources.file_state import Files, FileState
    from faq.vectors.encoder import Encoder
    from faq.vectors.units import UnitVectors
    from index.english import English
    from index.search import Searcher

    Derived = TypeVar("Derived")

LARGE = 2000
"""Number of entries from which misspelt words are compared only with words of the same first letter."""

_REMEMBERED = 512
"""Entries kept in memory once read."""


class OutOfScope(NamedTuple):
    """The out-of-scope class of a document: its record number and its questions."""

    number: int
    questions: Outside


class Snapshot:
    """One state of the documents in use. It never changes; what is derived from it is only cached.

    Args:
        searcher: the index.
        english: the English words.
        files: what is known about each file, by path, in the order of the sources.
        location: the directory of the index, empty if it is in memory.
        notice: a notice about the documents and their index, empty if all is well.
        languages: the languages of the documents other than English.
        encoder: makes vectors of questions, if the entries have vectors.
    """

    def __init__(
        self,
        searcher: "Searcher",
        english: "English",
        files: "Files",
        location: str = "",
        notice: str = "",
        languages: frozenset[str] = frozenset(),
        encoder: "Encoder | None" = None,
    ) -> None:
        self.searcher, self.english, self.files = searcher, english, files
        self.location, self.notice = location, notice
        self.languages = languages
        self._encoder = encoder
        self.entry_numbers = searcher.of_kind(ENTRY)
        self.out_of_scope: dict[str, OutOfScope] = {}
        for number in searcher.of_kind(OUTSIDE):
            questions = Outside(partial(searcher.part, number))
            self.out_of_scope[questions.group] = OutOfScope(number, questions)
        self._stored: dict[int, Stored] = {}
        self._derived: dict[tuple[int, Callable[[Stored], Any]], Any] = {}
        self._once: dict[Callable[[Snapshot], Any], Any] = {}
        self._parts: dict[int, tuple[Snapshot, ...]] = {}
        self._names: dict[str, str] = {}

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents without their entries; ``problems`` has the parser's messages."""
        numbers = self.searcher.of_kind(DOCUMENT)
        return tuple(
            state.document._replace(problems=self._problems(path, numbers))
            for path, state in self.files.items()
            if not state.error
        )

    def _problems(self, path: str, numbers: frozenset[int]) -> tuple[str, ...]:
        file = self.files[path].document.file
        problems: list[str] = []
        for number in self.searcher.of_group(path) & numbers:
            lines = split(self.searcher.part(number, PROBLEMS))
            problems += [file + line.removeprefix(path) for line in lines]
        return tuple(problems)

    @property
    def classes(self) -> int:
        """The number of classes that words are counted in: entries and out-of-scope classes.

        Entries of a revision that the one does not have for which the knowledge was written count together with what is
        out of scope, as their phrasings do there. Else a word would be rarer in one revision than in the other, and the
        same question surer of the same answer.
        """
        return self.once(_classes)

    def holding(self, field: str, terms: Iterable[str]) -> dict[str, int]:
        """Return the number of classes that each term occurs in; terms in none are left out."""
        if not self.once(_together):
            return self.searcher.holding(field, terms)
        counts = ((term, self.count(field, term)) for term in terms)
        return {term: count for term, count in counts if count}

    def count(self, field: str, term: str) -> int:
        """Return the number of classes that a term occurs in."""
        count, together = self.searcher.count(field, term), self.once(_together)
        if not count or not together:
            return count
        held = len(together & self.searcher.postings(field, term).keys())
        return count - held + bool(held)

    @property
    def synonyms(self) -> Mapping[str, tuple[str, ...]]:
        """The documents' words for each of the users' phrases, by the phrase's terms joined with spaces."""
        return self.once(_synonyms)

    @property
    def lexicon(self) -> Mapping[str, tuple[str, ...]]:
        """Synonyms that suit documents on any subject, by phrase as in ``synonyms``."""
        return self.once(_lexicon)

    def is_curated(self, enough: int) -> bool:
        """Return whether every document is curated.

        Args:
            enough: number of out-of-scope examples from which a document counts as curated.
        """
        return self.entry_numbers <= frozenset[int]().union(*self._curated(enough))

    def _curated(self, enough: int) -> list[frozenset[int]]:
        """The record numbers of each document that is curated."""
        return [
            self.searcher.of_group(path)
            for path, one in self.out_of_scope.items()
            if one.questions.size >= enough
        ]

    def parts(self, enough: int) -> "tuple[Snapshot, ...]":
        """Return the parts that are asked separately: each curated document, and all others together.

        How rare a word is, which words are known and what is out of scope depends on the part alone, so that a curated
        document gives the same answers among others as by itself.

        Args:
            enough: number of out-of-scope examples from which a document counts as curated.
        """
        if enough not in self._parts:
            self._parts[enough] = tuple(self._divided(enough))
        return self._parts[enough]

    def _divided(self, enough: int) -> "Iterator[Snapshot]":
        curated = [self.searcher.among(numbers) for numbers in self._curated(enough)]
        others = self.searcher.without(curated)
        searchers = [*curated, others] if others.of_kind(ENTRY) else curated
        if len(searchers) < 2:
            yield self
            return
        for searcher in searchers:
            yield Snapshot(
                searcher, self.english, self.files, languages=self.languages, encoder=self._encoder
            )

    def cosines(self, text: str) -> Mapping[int, float]:
        """Return how near each entry is to a text by sentence vectors, from -1 to 1; empty if there are no vectors."""
        if self._encoder is None:
            return {}
        return self.once(_unit_vectors).cosines(text, self._encoder)

    @property
    def follow_ups(self) -> dict[int, int]:
        """The record number of the entry that each class of follow-ups leads to, by the record number of the class."""
        return self.once(_follow_ups)

    def vocabulary(self, letter: str) -> dict[str, int]:
        """Return the documents' words as written, and the number of entries that each is in.

        Args:
            letter: in a large library, only the words that begin with it are returned.
        """
        key = letter if len(self.entry_numbers) > LARGE else ""
        return self.searcher.vocabulary(key)

    def stored(self, number: int) -> Stored:
        """Return an entry as stored, by its record number."""
        if number not in self._stored:
            if len(self._stored) > _REMEMBERED:
                self._stored.clear()
                self._derived.clear()
            self._stored[number] = Stored(partial(self.searcher.part, number))
        return self._stored[number]

    def derived(self, number: int, work_out: "Callable[[Stored], Derived]") -> "Derived":
        """Return what is derived from an entry, computed only once."""
        key = (number, work_out)
        if key not in self._derived:
            self._derived[key] = work_out(self.stored(number))
        found: Derived = self._derived[key]
        return found

    def once(self, work_out: "Callable[[Snapshot], Derived]") -> "Derived":
        """Return what is derived from the snapshot, computed only once."""
        if work_out not in self._once:
            self._once[work_out] = work_out(self)
        found: Derived = self._once[work_out]
        return found

    def result(self, number: int, confidence: float = 1.0) -> Result:
        """Return an entry by its record number, with an id unique among all and its links resolved."""
        found = self.stored(number)
        entry, state = found.entry, self.files[found.group]
        if len(self.searcher.numbers(entry.id)) > 1:
            entry = entry._replace(id=f"{self._name(found.group)}#{entry.id}")
        if _refers(entry, state):
            entry = self._linked(entry, state)
        return Result(entry, state.document, confidence)

    def _linked(self, entry: Entry, state: "FileState") -> Entry:
        from faq.library.cross_references import linked

        return linked(entry, state, self.once(_neighbours))

    def number(self, id: str) -> int | None:
        """Return the record number of the entry with an id; the first if there are several."""
        name, _, own = id.rpartition("#")
        order = {path: place for place, path in enumerate(self.files)}
        found = self.entry_numbers.intersection(self.searcher.numbers(own))
        for number in sorted(found, key=lambda n: order[self.stored(n).group]):
            if not name or name in self._all_names(self.stored(number).group):
                return number
        return None

    def find(self, id: str) -> Result | None:
        """Return the entry with an id, the first if there are several; None if there is none."""
        number = self.number(id)
        return None if number is None else self.result(number)

    def entries(self) -> Iterator[Result]:
        """Return all entries, document by document, in order."""
        for path in self.files:
            for number in sorted(self.searcher.of_group(path) & self.entry_numbers):
                yield self.result(number)

    def _all_names(self, path: str) -> tuple[str, ...]:
        return (self._name(path), _stem(path), self.files.file(path))

    def _name(self, path: str) -> str:
        """The name that distinguishes a document's entries: the file name, or more of its path if needed; an entry is
        found again by its id as it was printed."""
        if path not in self._names:
            stem = _stem(path)
            alike = [other for other in self.files if stem in other and _stem(other) == stem]
            files = [self.files.file(other) for other in alike]
            for other, file in zip(alike, files, strict=True):
                whole = file if files.count(file) == 1 else other
                self._names[other] = _printable(stem if len(alike) == 1 else whole)
        return self._names[path]


def _refers(entry: Entry, state: "FileState") -> bool:
    """Whether an entry may refer to other documents, by links or paths."""
    if any(not link.resolved and not link.target.startswith("name:") for link in entry.links):
        return True
    if entry.links and state.origin == TREE:
        return True
    folder = state.known.place.docs_path
    return bool(folder) and any(f"{folder}/" in block.text for block in entry.blocks)


def _synonyms(snapshot: Snapshot) -> Synonyms:
    numbers = sorted(snapshot.searcher.of_kind(SYNONYMS))
    return Synonyms([Table(snapshot.searcher.part(number, 0)) for number in numbers])


def _lexicon(snapshot: Snapshot) -> Synonyms:
    from index.lexicon import lexicon

    return Synonyms([lexicon()])


def _follow_ups(snapshot: Snapshot) -> dict[int, int]:
    leading: dict[int, int] = {}
    for number in snapshot.searcher.of_kind(FOLLOW_UPS):
        group, id = (snapshot.searcher.part(number, which) for which in (0, 1))
        for entry in snapshot.entry_numbers.intersection(snapshot.searcher.numbers(id)):
            if snapshot.stored(entry).group == group:
                leading[number] = entry
    return leading


def _classes(snapshot: Snapshot) -> int:
    together = snapshot.once(_together)
    outside = {one.number for one in snapshot.out_of_scope.values()}
    return len((snapshot.entry_numbers | outside) - together) + bool(together)


def _together(snapshot: Snapshot) -> frozenset[int]:
    """The record numbers of the classes that count as one: what is out of scope, and what is known of the entries that
    another revision does not have; empty if there are none of these."""
    later = frozenset(snapshot.searcher.numbers(LATER))
    return later.union(one.number for one in snapshot.out_of_scope.values()) if later else later


def _unit_vectors(snapshot: Snapshot) -> "UnitVectors":
    from faq.vectors.units import UnitVectors

    numbers = sorted(snapshot.entry_numbers)
    return UnitVectors((number, snapshot.searcher.part(number, VECTORS)) for number in numbers)


def _neighbours(snapshot: Snapshot) -> "Neighbours":
    from faq.library.cross_references import neighbours

    return neighbours(snapshot.searcher, snapshot.files)


def _printable(name: str) -> str:
    """A name in which bytes that are not UTF-8, and characters that no terminal prints, are escaped."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in text)


def _stem(path: str) -> str:
    return os.path.splitext(os.path.basename(path).removesuffix(".txt"))[0]
