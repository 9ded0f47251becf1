"""A server's documents in use: available at once, read by another process if that takes long."""

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from faq.library.build_process import BuildProcess
from faq.library.library import Library, open_library
from faq.library.snapshot import Snapshot
from faq.server.offers import FEW, Reading
from faq.sources.shipped import BUNDLED_FILE, known_bytes
from faq.sources.source import Found, Source

if TYPE_CHECKING:
    from faq.vectors.encoder import Encoder

Made = TypeVar("Made")

MUCH = 1_000_000
"""Bytes of documents and their knowledge from which a server does not read them itself (or from ``FEW`` files): it
could not answer meanwhile."""


class Documents:
    """Keeps the library fresh without ever waiting long for that.

    Args:
        sources: where the documents are.
        many: number of files from which another process reads them.
        encoder: makes sentence vectors, if they are wanted: even those of one file take long.
    """

    def __init__(self, sources: Sequence[Source], many: int = FEW, encoder: "Encoder | None" = None) -> None:
        self._sources, self._many = tuple(sources), many
        self._encoder = encoder
        self._library: Library | None = None
        self._build: BuildProcess | None = None
        self._unread = 0
        self._by_itself = False

    def read(self, work: Callable[[Snapshot], Made]) -> Made:
        """Return the result of some work on the documents in their current state.

        Args:
            work: computes the result; it may be called more than once (``Library.read``).

        Raises:
            Reading: the documents are being read.
            FaqError: a source in use cannot be read.
        """
        self._wait_for_build()
        if self._library is None:
            self._library = open_library(
                self._sources, before_build=self._before_build, encoder=self._encoder
            )
        made = self._library.read(work, refresh=True)
        self._by_itself = False
        return made

    def read_known(self, work: Callable[[Snapshot], Made]) -> Made | None:
        """Return the result of some work on the documents as last used; None if they were never read, or their index is
        damaged."""
        return self._library.read_known(work) if self._library is not None else None

    def close(self) -> None:
        """Close the library; a running build continues without this process."""
        if self._library is not None:
            self._library.close()

    def _wait_for_build(self) -> None:
        if self._build is None:
            return
        if self._build.running:
            total = self._build.total or self._unread
            raise Reading(min(self._build.done, total), total)
        # What the build left undone, because it was killed or a file changed meanwhile, is read here.
        self._build, self._by_itself = None, True

    def _before_build(self, unread: Sequence[Found]) -> None:
        if self._by_itself:
            return
        if self._encoder is None and not self._is_much(unread):
            return
        try:
            self._build = BuildProcess(self._sources, self._encoder)
        except OSError:  # no process can be started: read them here
            return
        self._unread = len(unread)
        raise Reading(0, self._unread)

    def _is_much(self, unread: Sequence[Found]) -> bool:
        return len(unread) >= self._many or sum(map(_bytes, unread)) >= MUCH


def _bytes(found: Found) -> int:
    """The bytes that are read for a file: its own, and those of its knowledge.

    A file with the bundled document's name is taken for a revision of it, which is read with its knowledge.
    """
    beside = max(found.knowledge[0], 0)
    if os.path.basename(found.file) == os.path.basename(BUNDLED_FILE):
        beside = max(beside, known_bytes())
    return max(found.stamp[0], 0) + beside
