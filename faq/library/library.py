"""The library: the documents in use and their index, kept fresh.

Opening it costs a few ``stat`` calls if nothing changed. Only what changed is parsed again,
and only then is docutils imported.
"""

from collections.abc import Callable, Sequence

from faq.errors import FaqError
from faq.library.open_index import BeforeBuild, Progress, complaints, opened
from faq.library.opened import Opened
from faq.library.snapshot import Snapshot
from faq.sources.listing import found
from faq.sources.shipped import BUNDLED
from faq.sources.source import COMMAND_LINE, Found, Source
from index import store
from index.english import English
from index.pieces import Damaged
from index.values import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TypeVar

    from faq.vectors.encoder import Encoder

    Result = TypeVar("Result")

TRIES = 3
"""How often an index that turns out to be damaged is rebuilt."""

_ENGLISH = English()
"""The English words, read when one is first looked up."""


class Library:
    """The documents in use. Open one with ``open_library``; ``snapshot`` is their last known state."""

    def __init__(
        self,
        sources: Sequence[Source],
        progress: Progress | None,
        before_build: BeforeBuild | None = None,
        encoder: "Encoder | None" = None,
    ) -> None:
        self._sources, self._progress, self._before_build = tuple(sources), progress, before_build
        # The bundled documents are curated: vectors gain nothing for them.
        only_bundled = all(source.origin == BUNDLED for source in sources)
        self._encoder = None if only_bundled else encoder
        self._opened: Opened
        self._complaints: tuple[FaqError, ...]
        self.snapshot: Snapshot
        self._open(found(self._sources), None)

    def refresh(self) -> Snapshot:
        """Read again what changed on disk since the last check, and return the current state.

        Raises:
            FaqError: a source in use can no longer be read.
        """
        files = found(self._sources)
        if files != self._opened.files.found or not self._opened.files.are_sure:
            self._open(files, self._opened)
        if self._complaints and self.is_empty:
            raise self._complaints[0]
        return self.snapshot

    def read(self, work: "Callable[[Snapshot], Result]", *, refresh: bool = False) -> "Result":
        """Return the result of some work on the documents.

        The index is checked while it is read: if it turns out to be damaged, it is rebuilt and the work is repeated.

        Args:
            work: computes the result from a state; it may be called more than once.
            refresh: whether to look for changes on disk first; otherwise the last known state is used.

        Raises:
            FaqError: a source in use can no longer be read.
        """
        for _ in range(TRIES):
            try:
                return work(self.refresh() if refresh else self.snapshot)
            except Damaged:
                self._open(found(self._sources), self._opened, damaged=True)
        raise _unsound()

    def read_known(self, work: "Callable[[Snapshot], Result]") -> "Result | None":
        """Return the result of some work on the last known state, and None if its index turns out to be damaged, which
        the next ``read`` rebuilds.

        Args:
            work: computes the result from a state.
        """
        try:
            return work(self.snapshot)
        except Damaged:
            return None

    def _open(self, files: dict[str, Found], before: Opened | None, damaged: bool = False) -> None:
        """Open the index of files, in the place of the one before it, if there is one."""
        for _ in range(TRIES):
            build = before.build if before is not None and damaged else ""
            state = opened(
                files, self._sources, self._progress, before, self._before_build, build, self._encoder
            )
            self._opened = state
            if before is not None:
                before.close()
            try:
                self._complaints, self.snapshot = _snapshot(state, self._sources, self._encoder)
            except Damaged:
                before, damaged = state, True
            else:
                return
        raise _unsound()

    @property
    def complaints(self) -> tuple[FaqError, ...]:
        """The problems with the sources."""
        return self._complaints

    @property
    def is_empty(self) -> bool:
        """Whether there are no entries."""
        return not self._opened.files.entries

    def close(self) -> None:
        """Close the index's files."""
        self._opened.close()


def _unsound() -> FaqError:
    return FaqError("the index", "is damaged each time it is built", "check the disk and the memory")


def _snapshot(
    state: Opened, sources: Sequence[Source], encoder: "Encoder | None"
) -> tuple[tuple[FaqError, ...], Snapshot]:
    """The problems with the sources, and the state to ask: a broken source does not affect the others."""
    from faq.library.notices import left_out, news

    wrong = complaints(sources, state.files)
    plain = (f"{file.document.file}: {file.document.fallback}" for file in state.files.plain())
    unread = left_out(state.files.broken(), wrong)
    told = [state.notice, *map(str, wrong), *unread, *plain, *news(state.files, state.read)]
    notice = "; ".join(filter(None, told))
    snapshot = Snapshot(
        state.searcher, _ENGLISH, state.files, state.location, notice, state.files.languages, encoder
    )
    return wrong, snapshot


def open_library(
    sources: Sequence[Source],
    *,
    progress: Progress | None = None,
    flawed: bool = False,
    before_build: BeforeBuild | None = None,
    encoder: "Encoder | None" = None,
) -> Library:
    """Open the documents in use, building what is missing or outdated in their index.

    Args:
        sources: where they are (``faq.sources.selection.in_use``).
        progress: called during long builds.
        flawed: whether sources that cannot be read are tolerated; ``Snapshot.files`` says what is wrong with them.
        before_build: called with the files that a build on disk would read, now and at each refresh; if it raises,
            everything is left as it was.
        encoder: makes sentence vectors of documents that are not bundled, if they are wanted.

    Raises:
        FaqError: a file named individually cannot be read or holds no entry, or no file in a directory does.
    """
    library = Library(sources, progress, before_build, encoder)
    named = any(source.origin == COMMAND_LINE for source in sources)
    if library.complaints and not flawed and (named or library.is_empty):
        library.close()
        raise library.complaints[0]
    return library


def clear() -> tuple[str, int]:
    """Remove all indexes from the cache; return where they were and how many bytes were freed.

    Raises:
        FaqError: the cache cannot be trusted, or something in it cannot be removed.
    """
    try:
        root = store.cache_root()
        return root, store.remove(root)
    except store.Unsafe as error:
        raise FaqError(error.location, error.problem, "remove it yourself if it is yours") from error
