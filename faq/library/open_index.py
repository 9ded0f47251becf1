"""Opens the index of the files in use: one that is fresh, brought up to date, or kept in memory."""

import os
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import chain

from faq import __version__
from faq.errors import FaqError
from faq.knowledge.paths import knowledge_paths
from faq.library import shipped_index
from faq.library.opened import FileStates, Opened
from faq.sources.file_state import STATES, look, split_looks
from faq.sources.shipped import BUNDLED, bundled
from faq.sources.source import MISSING, Found, Source, stamp
from index import search, store
from index.pieces import Damaged, DiskFile
from index.records import Records
from index.texts import join
from index.values import TYPE_CHECKING

if TYPE_CHECKING:
    from faq.vectors.encoder import Encoder

Progress = Callable[[int, int, int], None]
"""Called during a build: files done, files in all, entries so far; all are done only when everything is written."""

BeforeBuild = Callable[[Sequence[Found]], None]
"""Called with the files about to be read; may raise to leave reading them to another process."""

_PATIENCE = 0.2
"""Seconds per file to wait for another process that builds the same index; 60 at least."""

_TRIES = 3
"""How often an index is opened again that another process replaces in the meantime."""


def opened(
    files: Mapping[str, Found],
    sources: Sequence[Source],
    progress: Progress | None,
    before: Opened | None,
    before_build: BeforeBuild | None = None,
    damaged: str = "",
    encoder: "Encoder | None" = None,
) -> Opened:
    """Open the index of files: the shipped one if it is of these files, else the one in the cache, building what is
    missing or outdated.

    Args:
        files: the files in use as they are now.
        sources: the sources of the files.
        progress: called during a build.
        before: the index that was open until now.
        before_build: called with the files that a build on disk would read, before it begins.
        damaged: the build of an index that turned out to be damaged and must not be used.
        encoder: makes vectors of the entries, if they are wanted.
    """
    ready = shipped_index.opened(sources, files)
    if ready is not None:
        if ready.build != damaged:
            return ready
        ready.close()
    try:
        root, key = store.cache_root(), _key(sources, encoder)
        read: Mapping[str, bool] = {}
        for _ in range(_TRIES):
            found, damaged = _cached(root, key, files, damaged)
            if found is not None:
                return found._replace(read=read)
            if before_build is not None:
                before_build(_to_read(root, key, files))
            built, read = _build(root, key, files, progress, damaged, encoder)
            with suppress(FileNotFoundError, Damaged):  # another process has replaced it with a newer one
                return _open(built, files)._replace(read=read)
        notice = f"{root}: does not keep what is written"
    except store.Unsafe as error:
        notice = f"{error.location}: {error.problem}"
    return _in_memory(files, progress, before, encoder)._replace(
        notice=f"{notice}; the index is kept in memory"
    )


def _cached(root: str, key: str, files: Mapping[str, Found], damaged: str) -> tuple[Opened | None, str]:
    """The index in the cache if it is fresh, and the build of one that is damaged."""
    for _ in range(_TRIES):
        generation = store.open_current(root, key)
        if generation is None or generation.about.get("build") == damaged:
            return None, damaged
        try:
            state = _open_if_fresh(generation, files)
        except FileNotFoundError:  # another process has just replaced it with a newer one
            continue
        except Damaged:
            return None, str(generation.about.get("build"))
        if state is None:
            return None, damaged
        return state, ""
    return None, damaged


def _to_read(root: str, key: str, files: Mapping[str, Found]) -> list[Found]:
    """The files whose current state is not in the index in the cache."""
    generation = store.open_current(root, key)
    known: dict[str, str] = {}
    if generation is not None and generation.about.get("maker") == maker():
        with suppress(OSError, Damaged, store.Unsafe):
            states = _states(generation, files)
            known = dict(split_looks(states.records.part(0, 0)))
            states.close()
    return [found for path, found in files.items() if known.get(path) != look(found)]


def _open_if_fresh(generation: store.Generation, files: Mapping[str, Found]) -> Opened | None:
    """Open an index; None if it is not of the files in their current state."""
    return _open(generation, files) if _is_fresh(generation, files) else None


def _open(generation: store.Generation, files: Mapping[str, Found]) -> Opened:
    """Open an index.

    Raises:
        FileNotFoundError: it has been removed.
        Damaged: it differs from what was written.
    """
    return Opened(search.read(generation.path), _states(generation, files), generation.path)


def _states(generation: store.Generation, files: Mapping[str, Found]) -> FileStates:
    return FileStates(generation.about, Records(DiskFile(os.path.join(generation.path, STATES))), files)


def _build(
    root: str,
    key: str,
    files: Mapping[str, Found],
    progress: Progress | None,
    damaged: str,
    encoder: "Encoder | None",
) -> tuple[store.Generation, Mapping[str, bool]]:
    """Build the index; return it and the files read for it, each with whether it is new."""
    from faq.indexing.build import Writing
    from faq.indexing.interrupts import Held

    def fresh(generation: store.Generation) -> bool:
        return generation.about.get("build") != damaged and _is_fresh(generation, files)

    def write(directory: str, base: store.Generation | None) -> Mapping[str, str]:
        usable = base is not None and base.about.get("build") != damaged
        return writing.into(directory, base if usable else None)

    current = store.Generation("", store.EMPTY)  # whichever is in use once it is this process's turn
    wait = max(60.0, _PATIENCE * len(files))
    with Held() as held:
        writing = Writing(files, progress, maker(), held, encoder)
        try:
            while True:
                built = store.build(root, key, write, current, fresh=fresh, wait=wait)
                if held.noted or built.about["files"] == str(len(files)):
                    return built, writing.read
        finally:
            writing.close()


def _in_memory(
    files: Mapping[str, Found],
    progress: Progress | None,
    before: Opened | None,
    encoder: "Encoder | None",
) -> Opened:
    from faq.indexing.build import MemoryIndex, Writing
    from faq.indexing.interrupts import Held

    kept = before if before is not None and not before.location else None
    with Held() as held:
        writing = Writing(files, progress, maker(), held, encoder)
        try:
            written = writing.in_memory(
                MemoryIndex(kept.searcher, kept.files.records, kept.files.about) if kept else None
            )
        finally:
            writing.close()
    states = FileStates(written.about, written.states, files)
    return Opened(written.searcher, states, read=writing.read)


def _key(sources: Sequence[Source], encoder: "Encoder | None") -> str:
    """The name of the index of sources; their spelling and where they were named do not matter, but whether only
    their text is used does.

    An index with vectors has a different name, which depends on the model.
    """
    if list(sources) == [bundled()]:
        return BUNDLED
    named = join(chain.from_iterable(map(_identity, sources)))
    encoded = named.encode("utf-8", "surrogatepass")
    plain = f"{zlib.crc32(encoded):08x}{zlib.adler32(encoded):08x}"
    return plain if encoder is None else f"{plain}-{encoder.name}"


def _identity(source: Source) -> tuple[str, ...]:
    return source.path, source.url, source.title, source.revision, "text" if source.is_text_only else ""


def _is_fresh(generation: store.Generation, files: Mapping[str, Found]) -> bool:
    """Whether an index holds exactly the files in their current state."""
    if generation.about.get("maker") != maker():
        return False
    try:
        states = _states(generation, files)
    except (OSError, Damaged, store.Unsafe):
        return False
    try:
        return states.are_fresh()
    except Damaged:
        return False
    finally:
        states.close()


@lru_cache(maxsize=1)
def maker() -> str:
    """Return what an index depends on besides its files: the programs that build it, the bundled knowledge."""
    import whoosh

    taught = chain.from_iterable(map(stamp, knowledge_paths(bundled().path)))
    versions = (__version__, search.VERSION, *whoosh.__version__, _docutils(), _own_files(), *taught)
    return " ".join(map(str, versions))


_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

_ROOMS = (
    ".", "indexing", "knowledge", "parsing", "parsing/markup", "parsing/qa", "sources", "vectors", "../index",
)  # fmt: skip
"""The folders with the code that decides what an index holds, and in which form."""


def _docutils() -> int:
    """When docutils was installed: usually next to this package, which saves a search through Python's path."""
    beside = stamp(os.path.join(os.path.dirname(_PACKAGE), "docutils", "__init__.py"))
    if beside != MISSING:
        return beside[1]
    from importlib.machinery import PathFinder

    spec = PathFinder.find_spec("docutils")
    return stamp(spec.origin)[1] if spec and spec.origin else 0


def _own_files() -> int:
    """When the files were last changed that shape an index, for those who work on them; not if it is installed."""
    if os.path.isdir(os.path.join(_PACKAGE, "data")):
        return 0
    folders = [os.path.join(_PACKAGE, room) for room in _ROOMS]
    try:
        files = chain.from_iterable(map(os.scandir, folders))
        return max(file.stat().st_mtime_ns for file in files if file.name.endswith(".py"))
    except (OSError, ValueError):
        return 0


def complaints(sources: Sequence[Source], files: FileStates) -> tuple[FaqError, ...]:
    """Return the problems with the sources: individually named files that cannot be used, or nothing to read.

    Args:
        sources: the sources.
        files: what is known about their files.
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
    for broken in files.broken():
        if broken.error:
            return (broken.error,)
    place = ", ".join(source.file for source in sources)
    return (
        FaqError(place, "contains no RST file with an entry", "name a file or directory with .rst files"),
    )
