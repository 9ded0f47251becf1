"""The library: the documents in use and their index, kept fresh.

Opening it costs a few ``stat`` calls where nothing changed. What changed is parsed again, and
only that; docutils is imported only then.
"""

from collections.abc import Sequence

from faq.errors import FaqError
from faq.library.open_index import BeforeBuild, Opened, Progress, complaints, opened
from faq.library.snapshot import Snapshot
from faq.sources.listing import found
from faq.sources.source import COMMAND_LINE, Source
from index import store


class Library:
    """The documents in use. Open one with ``open_library``; ``snapshot`` is their last known state."""

    def __init__(
        self,
        sources: Sequence[Source],
        progress: Progress | None,
        state: Opened,
        before_build: BeforeBuild | None = None,
    ) -> None:
        self._sources, self._progress, self._opened = tuple(sources), progress, state
        self._before_build = before_build
        self._complaint, self.snapshot = _snapshot(state, self._sources)

    def refresh(self) -> Snapshot:
        """Notice what changed on disk since the last look, read it again, and return the state now.

        Raises:
            FaqError: a source in use can no longer be read.
        """
        files = found(self._sources)
        if files != self._opened.files.found:
            before = self._opened
            self._opened = opened(files, self._sources, self._progress, before, self._before_build)
            before.searcher.close()
            self._complaint, self.snapshot = _snapshot(self._opened, self._sources)
        if self._complaint is not None:
            raise self._complaint
        return self.snapshot

    def close(self) -> None:
        """Let go of the index's files."""
        self._opened.searcher.close()


def _snapshot(state: Opened, sources: Sequence[Source]) -> tuple[FaqError | None, Snapshot]:
    """What can be asked, and what is wrong where nothing can be; one broken source does not cost the others."""
    from faq.library.revisions import news

    wrong = complaints(sources, state.files)
    plain = (f"{file.document.file}: {file.document.fallback}" for file in state.files.plain())
    told = [state.notice, *map(str, wrong), *plain, *news(state.files, state.read)]
    notice = "; ".join(filter(None, told))
    snapshot = Snapshot(
        state.searcher, state.english, state.files, state.location, notice, state.files.languages
    )
    return (wrong[0] if wrong and not state.files.entries else None), snapshot


def open_library(
    sources: Sequence[Source],
    *,
    progress: Progress | None = None,
    flawed: bool = False,
    before_build: BeforeBuild | None = None,
) -> Library:
    """Open the documents in use, building what is missing or old of their index.

    Args:
        sources: where they are (``faq.sources.selection.in_use``).
        progress: told of long builds.
        flawed: whether sources that cannot be read are let pass; ``Snapshot.files`` says what is wrong with them.
        before_build: told of the files that a build on disk would read, now and at each refresh; what it raises
            leaves everything as it was.

    Raises:
        FaqError: a file named by itself cannot be read or holds no entry, or none of a directory does.
    """
    state = opened(found(sources), sources, progress, None, before_build)
    wrong = complaints(sources, state.files)
    named = any(source.origin == COMMAND_LINE for source in sources)
    if wrong and not flawed and (named or not state.files.entries):
        state.searcher.close()
        raise wrong[0]
    return Library(sources, progress, state, before_build)


def clear() -> tuple[str, int]:
    """Remove all indexes from the cache; return where they were and how many bytes went."""
    try:
        root = store.cache_root()
        return root, store.remove(root)
    except store.Unsafe as error:
        raise FaqError(error.location, error.problem, "remove it yourself if it is yours") from error
