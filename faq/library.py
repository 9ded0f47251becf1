"""The library: the documents in use and their index, kept together and fresh.

Opening it costs a few ``stat`` calls where nothing changed. What changed is parsed again, and
only that; docutils is imported only then.
"""

import json
import os
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from faq.errors import FaqError
from faq.records import ENTRY, OUTSIDE, SYNONYMS, Asked, Stored, outside, stored
from faq.sources import Source, files
from faq.values import Document, Result
from index import search, store
from index.english import FILE as ENGLISH
from index.english import English, listing

Progress = Callable[[int, int, int], None]
"""Told of a build: files done, files in all, entries so far."""

LARGE = 2000
"""Entries from which on a library counts as large: misspelt words are then compared with those of the same first letter."""

Stamp = tuple[int, int]


class Fact(NamedTuple):
    """What the index knows of one file: when it was read (size and time of it and of its knowledge file), and its document."""

    stamp: Stamp
    knowledge: Stamp
    checksum: int
    entries: int
    document: Document
    error: str


class Outside(NamedTuple):
    """The out-of-scope class of a document: its record number and its questions."""

    number: int
    questions: tuple[Asked, ...]


class Library:
    """The documents in use, searchable. Open one with ``open_library``."""

    def __init__(self, sources: Sequence[Source], progress: Progress | None) -> None:
        self.sources = tuple(sources)
        self.notice = ""
        self.place = ""
        self._progress = progress
        self._facts: dict[str, Fact] = {}
        self._synonyms: dict[str, tuple[str, ...]] | None = None
        self._stored: dict[int, Stored] = {}
        self._surfaces: dict[str, dict[str, int]] = {}
        self.searcher: search.Searcher
        self.english: English
        self.entry_numbers: frozenset[int] = frozenset()
        self.outside: dict[str, Outside] = {}

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents, without their entries."""
        return tuple(fact.document for fact in self._facts.values() if not fact.error)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What is known of each file in use, those that could not be read included."""
        return tuple(self._facts.values())

    @property
    def synonyms(self) -> dict[str, tuple[str, ...]]:
        """The documents' words for each phrase of users, by the phrase's terms joined with blanks."""
        if self._synonyms is None:
            tables = [json.loads(self.searcher.payload(n)) for n in sorted(self.searcher.of_kind(SYNONYMS))]
            self._synonyms = {phrase: tuple(words) for table in tables for phrase, words in table.items()}
        return self._synonyms

    def surfaces(self, letter: str) -> dict[str, int]:
        """Return the documents' words as written and in how many entries each stands.

        Args:
            letter: of a large library only the words that begin with it are returned.
        """
        key = letter if len(self.entry_numbers) > LARGE else ""
        if key not in self._surfaces:
            words = list(self.searcher.surfaces(key))
            self._surfaces[key] = self.searcher.holding("surface", words)
        return self._surfaces[key]

    def stored(self, number: int) -> Stored:
        """Return what is stored of an entry by its record number."""
        if number not in self._stored:
            if len(self._stored) > 512:
                self._stored.clear()
            self._stored[number] = stored(self.searcher.payload(number))
        return self._stored[number]

    def result(self, number: int, confidence: float = 1.0) -> Result:
        """Return an entry by its record number, its id made unique among the documents in use."""
        found = self.stored(number)
        entry, document = found.entry, self._facts[found.group].document
        if len(self.searcher.numbers(entry.id)) > 1:
            entry = entry._replace(id=f"{self._name(document)}#{entry.id}")
        return Result(entry, document, confidence)

    def find(self, id: str) -> Result | None:
        """Return the entry with an id, None where there is none; of several with it the first."""
        name, _, own = id.rpartition("#")
        found = [self.result(number) for number in self.searcher.numbers(own)]
        return next((result for result in found if not name or result.entry.id == id), None)

    def number(self, id: str) -> int | None:
        """Return the record number of the entry with an id."""
        own = id.rpartition("#")[2]
        return next((n for n in self.searcher.numbers(own) if id in (own, self.result(n).entry.id)), None)

    def entries(self) -> Iterator[Result]:
        """Return all entries, document by document, in their order."""
        order = {path: place for place, path in enumerate(self._facts)}
        numbers = sorted(self.entry_numbers)
        found = [(order[self.stored(number).group], self.stored(number).entry.lines, number) for number in numbers]
        return (self.result(number) for _, _, number in sorted(found))

    def refresh(self) -> None:
        """Notice what changed on disk since the last look, and read it again.

        Raises:
            FaqError: a source in use can no longer be read.
        """
        wanted = _wanted(self.sources)
        if {path: (fact.stamp, fact.knowledge) for path, fact in self._facts.items()} != {
            path: stamps for path, (_, stamps) in wanted.items()
        }:
            self.load()

    def load(self) -> None:
        """Open the index, building what is missing or old."""
        opened = _Opened.of(self.sources, self._progress)
        if self._facts:
            self.searcher.close()
        self.searcher, self.english, self._facts = opened.searcher, opened.english, opened.facts
        self.notice, self.place = opened.notice, opened.place
        self.entry_numbers = self.searcher.of_kind(ENTRY)
        self.outside = {}
        for number in self.searcher.of_kind(OUTSIDE):
            group, questions = outside(self.searcher.payload(number))
            self.outside[group] = Outside(number, questions)
        self._synonyms, self._stored, self._surfaces = None, {}, {}

    def close(self) -> None:
        """Let go of the index's files."""
        self.searcher.close()

    def _name(self, document: Document) -> str:
        stem = os.path.splitext(os.path.basename(document.file))[0]
        same = [d for d in self.documents if os.path.splitext(os.path.basename(d.file))[0] == stem]
        return stem if len(same) == 1 else document.file


def open_library(sources: Sequence[Source], *, progress: Progress | None = None) -> Library:
    """Open the documents in use.

    Args:
        sources: where they are (``faq.sources.in_use``).
        progress: told of long builds.

    Raises:
        FaqError: a file named by itself cannot be read or holds no entry, or none of a directory's files does.
    """
    library = Library(sources, progress)
    library.load()
    return library


def clear() -> tuple[str, int]:
    """Remove all indexes from the cache; return where they were and how many bytes went."""
    try:
        root = store.cache_root()
        return root, store.remove(root)
    except store.Unsafe as error:
        raise FaqError(error.place, error.reason, "remove it yourself if it is yours") from error


_Wanted = dict[str, tuple["tuple[Source, str]", tuple[Stamp, Stamp]]]


def _wanted(sources: Sequence[Source]) -> _Wanted:
    """The files in use, each with its source, cited name and stamps."""
    found: _Wanted = {}
    for source in sources:
        for path, file in files(source):
            knowledge = os.path.splitext(path)[0] + ".toml"
            found.setdefault(path, ((source, file), (_stamp(path), _stamp(knowledge))))
    return found


def _stamp(path: str) -> Stamp:
    try:
        info = os.stat(path)
    except (OSError, ValueError):
        return (-1, 0)
    return (info.st_size, info.st_mtime_ns)


def _maker() -> list[object]:
    """What the form of an index depends on besides its files: our version of it and the libraries'."""
    import whoosh
    from importlib.machinery import PathFinder

    spec = PathFinder.find_spec("docutils")
    return [search.VERSION, list(whoosh.__version__), _stamp(spec.origin)[1] if spec and spec.origin else 0]


class _Opened(NamedTuple):
    """An index, open, and what it knows."""

    searcher: search.Searcher
    english: English
    facts: dict[str, Fact]
    notice: str
    place: str

    @classmethod
    def of(cls, sources: Sequence[Source], progress: Progress | None) -> "_Opened":
        wanted = _wanted(sources)
        key = _key(sources)
        try:
            root = store.cache_root()
            opened = cls._cached(root, key, wanted) or cls._built(root, key, wanted, sources, progress)
            notice = ""
        except store.Unsafe as error:
            notice = f"{error.place}: {error.reason}; the index is kept in memory"
            opened = cls._in_memory(wanted, sources, progress)._replace(notice=notice)
        _complain(sources, opened.facts)
        return opened

    @classmethod
    def _cached(cls, root: str, key: str, wanted: _Wanted) -> "_Opened | None":
        for _ in range(3):
            generation = store.open_current(root, key)
            if generation is None or not _fresh(generation.about, wanted):
                return None
            try:
                return cls._read(generation)
            except FileNotFoundError:  # another process has just put a newer one in its place
                continue
            except Exception:  # whatever Whoosh makes of a damaged file: build again
                return None
        return None

    @classmethod
    def _read(cls, generation: store.Generation) -> "_Opened":
        english = English.open(os.path.join(generation.path, ENGLISH))
        facts = _facts(generation.about)
        return cls(search.read(generation.path), english, facts, "", generation.path)

    @classmethod
    def _built(
        cls, root: str, key: str, wanted: _Wanted, sources: Sequence[Source], progress: Progress | None
    ) -> "_Opened":
        from faq.writing import Writing

        writing = Writing(wanted, progress, _maker())
        base = store.open_current(root, key)
        if base is not None and base.about.get("maker") != _maker():
            base = None
        generation = store.build(root, key, writing.into, base, fresh=lambda about: _fresh(about, wanted))
        writing.finish()
        return cls._read(generation)

    @classmethod
    def _in_memory(cls, wanted: _Wanted, sources: Sequence[Source], progress: Progress | None) -> "_Opened":
        from faq.writing import Writing

        writing = Writing(wanted, progress, _maker())
        searcher, about = writing.in_memory()
        writing.finish()
        return cls(searcher, English(listing()), _facts(about), "", "")


def _key(sources: Sequence[Source]) -> str:
    if [source.origin for source in sources] == ["bundled"]:
        return "bundled"
    named = json.dumps(sorted(sources)).encode("utf-8", "surrogatepass")
    return f"{zlib.crc32(named):08x}{zlib.adler32(named):08x}"


def _fresh(about: dict[str, Any], wanted: _Wanted) -> bool:
    """Whether an index holds exactly the wanted files as they are now."""
    known = about.get("files", {})
    if about.get("maker") != _maker() or known.keys() != wanted.keys():
        return False
    return all(
        tuple(known[path][0]) == stamp and tuple(known[path][1]) == knowledge
        for path, (_, (stamp, knowledge)) in wanted.items()
    )


def _facts(about: dict[str, Any]) -> dict[str, Fact]:
    return {
        path: Fact(tuple(stamp), tuple(knowledge), checksum, entries, Document(*document), error)
        for path, (stamp, knowledge, checksum, entries, document, error) in about["files"].items()
    }


def _complain(sources: Sequence[Source], facts: dict[str, Fact]) -> None:
    """Raise for a file that was named by itself and cannot be used; a directory only needs one that can."""
    named = {source.path for source in sources}
    for path, fact in facts.items():
        if path in named and fact.error:
            raise FaqError(*json.loads(fact.error))
        if path in named and not fact.entries:
            raise FaqError(fact.document.file, "has no entry", "name a document with headings or questions")
    if not any(fact.entries for fact in facts.values()):
        broken = next((fact.error for fact in facts.values() if fact.error), "")
        if broken:
            raise FaqError(*json.loads(broken))
        place = ", ".join(source.file for source in sources)
        raise FaqError(place, "holds no RST file with an entry", "name a file or directory with .rst files")
