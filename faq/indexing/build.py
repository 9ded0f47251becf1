"""Writing an index: which files are to be read again, and what becomes of the rest."""

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from faq.indexing.interrupts import Held
from faq.indexing.parse_file import Built, Job, build_all, checksum
from faq.sources.file_state import FileState, checksum_of, dumped, has_the_size, looks_the_same, restamped
from faq.sources.source import Found
from index import search, store
from index.english import FILE as ENGLISH
from index.english import listing
from index.search import Record

STEP = 30.0
"""Seconds after which what was read is put in use though more is to come: a killed build loses no more."""


class Writing:
    """One build of an index, in one step or several.

    Args:
        files: the files in use, by path.
        progress: told of each file, and once more when everything is written.
        maker: what the index's form depends on besides the files.
        held: tells of an interrupt.
    """

    def __init__(
        self,
        files: Mapping[str, Found],
        progress: "Callable[[int, int, int], None] | None",
        maker: list[object],
        held: Held,
    ) -> None:
        self._files, self._maker, self._held = files, maker, held
        self._progress = progress or _nobody
        self._todo: Iterator[str] = iter(())
        self._stream: Iterator[Built] | None = None
        self._total = self._done = self._entries = 0
        self.read: list[str] = []
        """The files that were read."""

    def into(self, directory: str, base: store.Generation | None) -> dict[str, Any]:
        """Write the index into an empty directory, from an older one where it can be used.

        Returns:
            What is said of it: ``files`` may lack some of those in use, then another step is to be made.
        """
        about = base.about if base is not None and _readable(base, self._maker) else None
        if base is not None and about is not None:
            store.link_or_copy(base.path, directory)
        states, gone = self._kept(about)
        records = self._records(states, time.monotonic() + STEP)
        search.write(directory, records, gone=gone, add=about is not None).close()
        words = os.path.join(directory, ENGLISH)
        if not os.path.exists(words):
            with open(words, "wb") as file:
                file.write(listing())
        return self._about(states)

    def in_memory(
        self, before: search.Searcher | None, about: dict[str, Any] | None
    ) -> tuple[search.Searcher, dict[str, Any]]:
        """Write the index in memory.

        Args:
            before: an index in memory to start from.
            about: what was said of it.
        """
        about = about if before is not None else None
        states, gone = self._kept(about)
        searcher = search.write(
            None, self._records(states, float("inf")), gone=gone, base=before if about else None
        )
        return searcher, self._about(states)

    def close(self) -> None:
        """Let go of the processes that read files; say that no more is to come."""
        self._stream = None  # a generator: it ends them when nobody has it any more
        self._progress(self._done, self._done, self._entries)

    def _kept(self, about: dict[str, Any] | None) -> tuple[dict[str, Any], list[str]]:
        """The states of files that are as they were, and the files whose records are to be taken out."""
        known = about["files"] if about is not None else {}
        kept: dict[str, Any] = {}
        for path, found in self._files.items():
            if path in known and _unchanged(path, known[path], found):
                kept[path] = restamped(known[path], found)
        return kept, [path for path in known if path not in kept]

    def _about(self, states: dict[str, Any]) -> dict[str, Any]:
        ordered = {path: states[path] for path in self._files if path in states}
        return {"maker": self._maker, "build": os.urandom(8).hex(), "files": ordered}

    def _records(self, states: dict[str, Any], end: float) -> Iterator[Record]:
        if self._stream is None:
            todo = [path for path in self._files if path not in states]
            self._total = len(todo)
            self._todo, self._stream = iter(todo), build_all([self._job(path) for path in todo])
        for built in self._stream:
            path = next(self._todo)
            if path not in states:  # another process may have been quicker
                yield from built.records
                states[path] = dumped(self._state(path, built))
                self.read.append(path)
            self._done, self._entries = self._done + 1, self._entries + built.entries
            if self._done < self._total:
                self._progress(self._done, self._total, self._entries)
            if self._held.noted or time.monotonic() > end:
                return

    def _job(self, path: str) -> Job:
        source = self._files[path].source
        if source.path == path:
            return Job(path, source.url, source.title, source.revision)
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
        )


def _unchanged(path: str, written: Sequence[Any], found: Found) -> bool:
    """Whether a file is as it was: by size and times, or by its contents where only the times changed."""
    if looks_the_same(written, found):
        return True
    known = checksum_of(written)
    return has_the_size(written, found) and bool(known) and checksum(path) == known


def _nobody(done: int, total: int, entries: int) -> None:
    """Is told of progress where nobody wants to know."""


def _readable(base: store.Generation, maker: list[object]) -> bool:
    """Whether an older index is of the same form and whole."""
    if base.about.get("maker") != maker:
        return False
    try:
        search.read(base.path).close()
    except Exception:  # whatever Whoosh makes of a damaged file
        return False
    return True
