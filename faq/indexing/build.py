"""Writing an index: which files must be read again, and what happens to the rest."""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from faq.indexing.interrupts import Held
from faq.indexing.parse_file import Built, Job, build_all
from faq.sources.contents import checksum
from faq.sources.file_state import (
    STATES,
    FileState,
    checksum_of,
    dumped,
    entries_of,
    has_the_size,
    is_broken,
    is_plain,
    is_young,
    language_of,
    look,
    looks,
    read_again,
    read_when,
    split_looks,
)
from faq.sources.source import Found
from index import search, store
from index.pieces import Damaged, DiskFile, MemoryFile
from index.records import Records, RecordsWriter
from index.search import Record, Searcher
from index.writing import write

if TYPE_CHECKING:
    from faq.vectors.encoder import Encoder
    from index.pieces import Output

SECONDS = 30.0
"""Seconds after which what was read is put in use although more is to come: a killed build loses no more than that."""


class KnownState(NamedTuple):
    """What an index knows about a file: how it looked, and its state as text."""

    look: str
    text: str


class MemoryIndex(NamedTuple):
    """An index in memory, its file of states, and its description."""

    searcher: Searcher
    states: Records
    about: Mapping[str, str]


def known_states(states: Records) -> dict[str, KnownState]:
    """Return what an index knows about its files, by path."""
    looked = split_looks(states.part(0, 0))
    return {path: KnownState(look, states.part(n, 0)) for n, (path, look) in enumerate(looked, 1)}


class Writing:
    """One build of an index, in one or more steps.

    Args:
        files: the files in use, by path.
        progress: called for each file, and once more when everything is written.
        maker: what the index's form depends on besides the files.
        held: says whether an interrupt is held back.
        encoder: makes vectors of the entries, if they are wanted.
    """

    def __init__(
        self,
        files: Mapping[str, Found],
        progress: Callable[[int, int, int], None] | None,
        maker: str,
        held: Held,
        encoder: "Encoder | None" = None,
    ) -> None:
        self._began = time.time_ns()
        self._files, self._maker, self._held = files, maker, held
        self._encoder = encoder
        self._progress = progress or _no_progress
        self._todo: Iterator[str] = iter(())
        self._stream: Iterator[Built] | None = None
        self._total = self._done = self._entries = 0
        self._known: set[str] = set()
        self.read: dict[str, bool] = {}
        """The files that were read, each with whether no index before this one had it."""

    def into(self, directory: str, base: store.Generation | None) -> Mapping[str, str]:
        """Write the index into an empty directory, starting from an older one if it is usable.

        Returns:
            Its description; if ``files`` lacks some of those in use, another step is needed.
        """
        before = _readable(base, self._maker) if base is not None else None
        if base is not None and before is not None:
            store.link_or_copy(base.path, directory)
        states, gone = self._kept(before)
        if before is None or gone or len(states) < len(self._files):
            records = self._records(states, time.monotonic() + SECONDS)
            write(directory, records, gone=gone, add=before is not None).close()
        path = os.path.join(directory, STATES)
        aside = f"{path}.new"
        with open(aside, "wb") as file:
            about = self._write_states(file, states)
        os.replace(aside, path)
        return about

    def in_memory(self, before: MemoryIndex | None) -> MemoryIndex:
        """Write the index in memory.

        Args:
            before: the index in memory to start from.
        """
        states, gone = self._kept(None if before is None else known_states(before.states))
        base = None if before is None else before.searcher
        searcher = write(None, self._records(states, float("inf")), gone=gone, base=base)
        file = BytesIO()
        about = self._write_states(file, states)
        return MemoryIndex(searcher, Records(MemoryFile(file.getvalue())), about)

    def close(self) -> None:
        """End the processes that read files; report that no more is to come."""
        self._stream = None  # a generator: it ends them when it is no longer referenced
        self._progress(self._done, self._done, self._entries)

    def _kept(self, before: Mapping[str, KnownState] | None) -> tuple[dict[str, str], list[str]]:
        """The states of unchanged files, and the files whose records must be removed."""
        known = before or {}
        self._known.update(known)
        kept: dict[str, str] = {}
        now = time.time_ns()
        for path, found in self._files.items():
            state = known.get(path)
            if state is None:
                continue
            if state.look == look(found) and not is_young(found, read_when(state.text)):
                kept[path] = state.text
            elif has_the_size(state.look, found) and _is_unchanged(found, path, state.text):
                kept[path] = read_again(state.text, now)
        return kept, [path for path in known if path not in kept]

    def _write_states(self, file: "Output", states: Mapping[str, str]) -> Mapping[str, str]:
        """Write what is known about the files; return the description of the whole index."""
        files = {path: found for path, found in self._files.items() if path in states}
        writer = RecordsWriter(file, 1)
        writer.add([looks(files)])
        for path in files:
            writer.add([states[path]])
        writer.finish()
        return self._description(files, states)

    def _description(self, files: Mapping[str, Found], states: Mapping[str, str]) -> Mapping[str, str]:
        """The description of an index of files in these states."""
        young = entries = 0
        plain: list[str] = []
        broken: list[str] = []
        languages: set[str] = set()
        for number, (path, found) in enumerate(files.items()):
            state = states[path]
            young += is_young(found, read_when(state))
            entries += entries_of(state)
            languages.add(language_of(state))
            if is_plain(state):
                plain.append(str(number))
            if is_broken(state):
                broken.append(str(number))
        return {
            "maker": self._maker,
            "build": os.urandom(8).hex(),
            "files": str(len(files)),
            "young": str(young),
            "entries": str(entries),
            "plain": " ".join(plain),
            "languages": " ".join(sorted(languages - {""})),
            "broken": " ".join(broken),
        }

    def _records(self, states: dict[str, str], end: float) -> Iterator[Record]:
        if self._stream is None:
            todo = [path for path in self._files if path not in states]
            self._total = len(todo)
            self._todo, self._stream = iter(todo), build_all([self._job(path) for path in todo])
        for built in self._stream:
            path = next(self._todo)
            if path not in states:  # another process may have been quicker
                yield from self._with_vectors(built.records)
                states[path] = dumped(self._state(path, built), self._began)
                self.read[path] = path not in self._known
            self._done, self._entries = self._done + 1, self._entries + built.entries
            if self._done < self._total:
                self._progress(self._done, self._total, self._entries)
            if self._held.noted or time.monotonic() > end:
                return

    def _with_vectors(self, records: Iterable[Record]) -> Iterator[Record]:
        """A file's records, with vectors if they are wanted: those of one file may take a minute."""
        if self._encoder is None:
            yield from records
            return
        from faq.indexing.unit_texts import with_vectors

        for number, record in enumerate(with_vectors(records, self._encoder), 1):
            if self._held.noted:
                raise KeyboardInterrupt
            self._progress(self._done, self._total, self._entries + number)
            yield record

    def _job(self, path: str) -> Job:
        source = self._files[path].source
        if source.path == path:
            return Job(path, source.url, source.title, source.revision, source.is_text_only)
        page = os.path.relpath(path, source.path).replace(os.sep, "/").removesuffix(".txt").rpartition(".")[0]
        return Job(path, f"{source.url.rstrip('/')}/{page}.html" if source.url else "", "", source.revision)

    def _state(self, path: str, built: Built) -> FileState:
        found = self._files[path]
        return FileState(
            stamp=found.stamp,
            knowledge=found.knowledge,
            checksum=built.checksum,
            entries=built.entries,
            document=built.document,
            error=built.error,
            known=built.known,
            origin=found.source.origin,
            notes=built.notes,
            carried=built.carried,
        )


def _is_unchanged(found: Found, path: str, state: str) -> bool:
    """Whether a file's contents are unchanged, when its times cannot tell."""
    known = checksum_of(state)
    return bool(known) and checksum(path, found.source.is_text_only) == known


def _no_progress(done: int, total: int, entries: int) -> None:
    """Ignore progress: nobody wants to know of it."""


def _readable(base: store.Generation, maker: str) -> Mapping[str, KnownState] | None:
    """What an older index knows about its files, None if it is damaged or has another form."""
    if base.about.get("maker") != maker:
        return None
    try:
        search.read(base.path).close()
        file = DiskFile(os.path.join(base.path, STATES))
        try:
            return known_states(Records(file))
        finally:
            file.close()
    except (Damaged, OSError, store.Unsafe):
        return None
