"""Writing an index: which files are to be read again, and what becomes of the rest."""

import json
import os
import zlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from faq.building import Built, Job, build_all
from faq.values import Document
from index import search, store
from index.english import FILE as ENGLISH
from index.english import listing
from index.search import Record

if TYPE_CHECKING:
    from faq.library import Progress, _Wanted


class Writing:
    """One build of an index.

    Args:
        wanted: the files in use, by path: their source and cited name, and their stamps.
        progress: told of each file.
        maker: what the index's form depends on besides the files.
    """

    def __init__(self, wanted: "_Wanted", progress: "Progress | None", maker: list[object]) -> None:
        self._wanted, self._progress, self._maker = wanted, progress, maker
        self._interrupted: BaseException | None = None

    def into(self, directory: str, base: store.Generation | None) -> dict[str, Any]:
        """Write the index into an empty directory, from an older one where given; return what is said of it."""
        known = dict(base.about["files"]) if base is not None else {}
        kept = {path: known[path] for path in self._wanted if path in known and self._unchanged(path, known[path])}
        if base is not None:
            store.link_or_copy(base.path, directory)
        about = dict(kept)
        search.write(
            directory,
            self._records(about),
            gone=[path for path in known if path not in kept],
            add=base is not None,
        ).close()
        if not os.path.exists(os.path.join(directory, ENGLISH)):
            with open(os.path.join(directory, ENGLISH), "wb") as file:
                file.write(listing())
        return self._about(about)

    def in_memory(self) -> tuple[search.Searcher, dict[str, Any]]:
        """Build the index in memory."""
        about: dict[str, Any] = {}
        searcher = search.write(None, self._records(about))
        return searcher, self._about(about)

    def finish(self) -> None:
        """Let an interruption go on, now that what was done is kept."""
        if self._interrupted is not None:
            raise self._interrupted

    def _about(self, files: dict[str, Any]) -> dict[str, Any]:
        ordered = {path: files[path] for path in self._wanted if path in files}
        return {"maker": self._maker, "files": ordered}

    def _records(self, about: dict[str, Any]) -> Iterator[Record]:
        todo = [path for path in self._wanted if path not in about]
        jobs = [self._job(path) for path in todo]
        done = entries = 0
        try:
            for path, built in zip(todo, build_all(jobs), strict=True):
                yield from built.records
                about[path] = self._fact(path, built)
                done, entries = done + 1, entries + built.entries
                if self._progress is not None:
                    self._progress(done, len(todo), entries)
        except KeyboardInterrupt as error:
            self._interrupted = error

    def _job(self, path: str) -> Job:
        (source, file), _ = self._wanted[path]
        alone = source.path == path
        url = source.url if alone else ""
        return Job(path, file, url, source.title if alone else "", source.revision)

    def _fact(self, path: str, built: Built) -> list[Any]:
        error = built.error
        told = json.dumps([error.place, error.reason, error.mend]) if error else ""
        return [*self._wanted[path][1], checksum(path), built.entries, built.document, told]

    def _unchanged(self, path: str, fact: list[Any]) -> bool:
        """Whether a file is as it was: by size and time, or by its contents where only the time changed."""
        stamp, knowledge = self._wanted[path][1]
        if [list(stamp), list(knowledge)] == [list(fact[0]), list(fact[1])]:
            return True
        if (stamp[0], knowledge[0]) != (fact[0][0], fact[1][0]) or checksum(path) != fact[2]:
            return False
        fact[0], fact[1] = list(stamp), list(knowledge)
        return True


def checksum(path: str) -> int:
    """Return a checksum of a document and its knowledge file together."""
    total = 0
    for name in (path, os.path.splitext(path)[0] + ".toml"):
        try:
            with open(name, "rb") as file:
                while chunk := file.read(1 << 20):
                    total = zlib.crc32(chunk, total)
        except (OSError, ValueError):
            total = zlib.crc32(b"\0", total)
    return total
