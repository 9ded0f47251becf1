"""Opening: the index of the files in use is found fresh, brought up to date, or kept in memory."""

import json
import os
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from faq import __version__
from faq.errors import FaqError
from faq.indexing.payloads import ENTRY
from faq.knowledge.file import knowledge_paths
from faq.sources.file_state import (
    FileState,
    entries_of,
    is_broken,
    is_plain,
    language_of,
    loaded,
    looks_the_same,
)
from faq.sources.shipped import BUNDLED, bundled
from faq.sources.source import Found, Source, stamp
from index import search, store
from index.english import FILE as ENGLISH
from index.english import English, listing

Progress = Callable[[int, int, int], None]
"""Told of a build: files done, files in all, entries so far; all are done only when everything is written."""

BeforeBuild = Callable[[Sequence[Found]], None]
"""Told of the files that are about to be read; may raise to have them read by somebody else."""

_PATIENCE = 0.2
"""Seconds a file that another process is waited for which builds the same index; 60 at least."""


class Opened(NamedTuple):
    """An index, open: ``location`` is empty where it is in memory, then ``notice`` says why.

    ``read`` are the files that were read anew for it.
    """

    searcher: search.Searcher
    english: English
    files: "FileStates"
    about: dict[str, Any]
    location: str = ""
    notice: str = ""
    read: tuple[str, ...] = ()


def opened(
    files: Mapping[str, Found],
    sources: Sequence[Source],
    progress: Progress | None,
    before: Opened | None,
    before_build: BeforeBuild | None = None,
) -> Opened:
    """Open the index of files, building what is missing or old.

    Args:
        files: the files in use as they are now.
        sources: whose files they are.
        progress: told of a build.
        before: what was open until now.
        before_build: told of the files that a build on disk would read, before it begins.
    """
    try:
        root, key = store.cache_root(), _key(sources)
        damaged, read = "", tuple[str, ...]()
        for _ in range(3):
            found, damaged = _cached(root, key, files, damaged)
            if found is not None:
                return found._replace(read=read)
            if before_build is not None:
                before_build(_to_read(root, key, files))
            read = _build(root, key, files, progress, damaged)
        notice = f"{root}: does not keep what is written"
    except store.Unsafe as error:
        notice = f"{error.location}: {error.problem}"
    return _in_memory(files, progress, before)._replace(notice=f"{notice}; the index is kept in memory")


def _cached(root: str, key: str, files: Mapping[str, Found], damaged: str) -> tuple[Opened | None, str]:
    """The index in the cache if it is fresh; else the build of one that is damaged."""
    for _ in range(3):
        generation = store.open_current(root, key)
        if (
            generation is None
            or generation.about.get("build") == damaged
            or not _fresh(generation.about, files)
        ):
            return None, damaged
        try:
            return _read(generation, files), ""
        except FileNotFoundError:  # another process has just put a newer one in its place
            continue
        except Exception:  # whatever Whoosh makes of a damaged file: build again
            return None, str(generation.about.get("build"))
    return None, damaged


def _to_read(root: str, key: str, files: Mapping[str, Found]) -> list[Found]:
    """The files that the index in the cache does not hold as they are now."""
    generation = store.open_current(root, key)
    about = generation.about if generation is not None else {}
    known = about.get("files", {}) if about.get("maker") == maker() else {}
    unread: list[Found] = []
    for path, found in files.items():
        if path not in known or not looks_the_same(known[path], found):
            unread.append(found)
    return unread


def _read(generation: store.Generation, files: Mapping[str, Found]) -> Opened:
    english = English.open(os.path.join(generation.path, ENGLISH))
    searcher, about = search.read(generation.path), generation.about
    searcher.of_kind(ENTRY)
    return Opened(searcher, english, FileStates(about, files), about, generation.path)


def _build(
    root: str, key: str, files: Mapping[str, Found], progress: Progress | None, damaged: str
) -> tuple[str, ...]:
    """Build the index; return the files that were read for it."""
    from faq.indexing.build import Writing
    from faq.indexing.interrupts import Held

    def fresh(about: Mapping[str, Any]) -> bool:
        return about.get("build") != damaged and _fresh(about, files)

    def write(directory: str, base: store.Generation | None) -> dict[str, Any]:
        return writing.into(
            directory, None if base is not None and base.about.get("build") == damaged else base
        )

    current = store.Generation("", {})  # whichever is in use once it is this process's turn
    wait = max(60.0, _PATIENCE * len(files))
    with Held() as held:
        writing = Writing(files, progress, maker(), held)
        try:
            while not held.noted:
                if _fresh(store.build(root, key, write, current, fresh=fresh, wait=wait).about, files):
                    break
        finally:
            writing.close()
    return tuple(writing.read)


def _in_memory(files: Mapping[str, Found], progress: Progress | None, before: Opened | None) -> Opened:
    from faq.indexing.build import Writing
    from faq.indexing.interrupts import Held

    kept = before if before is not None and not before.location else None
    with Held() as held:
        writing = Writing(files, progress, maker(), held)
        try:
            searcher, about = writing.in_memory(kept.searcher if kept else None, kept.about if kept else None)
        finally:
            writing.close()
    english = kept.english if kept else English(listing())
    return Opened(searcher, english, FileStates(about, files), about, read=tuple(writing.read))


def _key(sources: Sequence[Source]) -> str:
    """The name of the index of sources; how they were spelt and by whom they were named does not matter."""
    if list(sources) == [bundled()]:
        return BUNDLED
    named = json.dumps([(s.path, s.url, s.title, s.revision) for s in sources]).encode()
    return f"{zlib.crc32(named):08x}{zlib.adler32(named):08x}"


def _fresh(about: Mapping[str, Any], files: Mapping[str, Found]) -> bool:
    """Whether an index holds exactly the files as they are now."""
    known = about.get("files", {})
    if about.get("maker") != maker() or known.keys() != files.keys():
        return False
    return all(looks_the_same(known[path], found) for path, found in files.items())


class FileStates(Mapping[str, FileState]):
    """What an index knows of its files, by path, read when asked for: there may be thousands.

    Args:
        about: what is said of the index.
        found: the files in use as they are named and look now.
    """

    def __init__(self, about: Mapping[str, Any], found: Mapping[str, Found]) -> None:
        known = about["files"]
        self.found, self._written = found, {path: known[path] for path in found if path in known}
        self._read: dict[str, FileState] = {}

    def __getitem__(self, path: str) -> FileState:
        if path not in self._read:
            self._read[path] = loaded(self._written[path], path, self.found[path])
        return self._read[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._written)

    def __len__(self) -> int:
        return len(self._written)

    def broken(self) -> FileState | None:
        """Return the first file that could not be read."""
        return next((self[path] for path, written in self._written.items() if is_broken(written)), None)

    def plain(self) -> Iterator[FileState]:
        """The files that were read as plain text because their markup could not be."""
        return (self[path] for path, written in self._written.items() if is_plain(written))

    @property
    def languages(self) -> frozenset[str]:
        """The languages of the files besides English."""
        return frozenset(filter(None, map(language_of, self._written.values())))

    @property
    def entries(self) -> int:
        """How many entries there are."""
        return sum(map(entries_of, self._written.values()))


@lru_cache(maxsize=1)
def maker() -> list[object]:
    """Return what an index depends on besides its files: the programs that make it, the bundled knowledge."""
    from importlib.machinery import PathFinder

    import whoosh

    spec = PathFinder.find_spec("docutils")
    docutils = os.stat(spec.origin).st_mtime_ns if spec and spec.origin else 0
    taught = [list(stamp(path)) for path in knowledge_paths(bundled().path)]
    return [__version__, search.VERSION, list(whoosh.__version__), docutils, _own_files(), taught]


def _own_files() -> int:
    """When the files of this program were last changed, for who works on them."""
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    rooms = ("indexing", "knowledge", "parsing", "parsing/markup", "parsing/qa", "../index")
    folders = [os.path.join(here, room) for room in rooms]
    try:
        return max(
            entry.stat().st_mtime_ns
            for folder in folders
            for entry in os.scandir(folder)
            if entry.name.endswith(".py")
        )
    except (OSError, ValueError):
        return 0


def complaints(sources: Sequence[Source], files: FileStates) -> tuple[FaqError, ...]:
    """Return what is wrong with the sources: files named by themselves that cannot be used, or nothing to read.

    Args:
        sources: the sources.
        files: what is known of their files.
    """
    found: list[FaqError] = []
    for state in (files[source.path] for source in sources if source.path in files):
        if state.error:
            found.append(state.error)
        elif not state.entries:
            hint = "name a document with headings or questions"
            found.append(FaqError(state.document.file, "has no entry", hint))
    if found or files.entries:
        return tuple(found)
    broken = files.broken()
    if broken and broken.error:
        return (broken.error,)
    place = ", ".join(source.file for source in sources)
    return (FaqError(place, "holds no RST file with an entry", "name a file or directory with .rst files"),)
