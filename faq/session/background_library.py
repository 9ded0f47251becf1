"""The session's documents: read in the background while the prompt is shown, used by one thread at a time."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from typing import TYPE_CHECKING

from faq.errors import FaqError, log_unforeseen
from faq.model import Answer, Document, Result, Turn
from faq.session.build_progress import BuildProgress

if TYPE_CHECKING:
    from faq.engine.completion import Completion
    from faq.library.library import Library
    from faq.library.snapshot import Snapshot
    from faq.sources.file_state import FileState

SMALL = 2000
"""Maximum entries that are searched one by one while the user types."""


class Unreadable(FaqError):
    """No document can be read: the session has nothing to answer from."""


class BackgroundLibrary:
    """A library that is opened in a thread while the user types.

    Args:
        open_library: opens the library; run once, in the background.
        build_progress: called during long builds, then and later.
        open_revision: opens a revision of the bundled document by its name.

    ``waiting`` is a context manager around the time that the user waits for the documents.
    """

    def __init__(
        self,
        open_library: "Callable[[], Library]",
        build_progress: BuildProgress | None = None,
        open_revision: "Callable[[str], Library] | None" = None,
    ) -> None:
        self._open, self._open_revision = open_library, open_revision
        self.build_progress = build_progress or BuildProgress()
        self._started = False
        self._done = threading.Event()
        self._lock = threading.Lock()
        self._library: Library | None = None
        self.failure: Unreadable | None = None
        self.waiting: Callable[[], AbstractContextManager[None]] = nullcontext

    def start(self, loaded: Callable[[], None] = lambda: None) -> None:
        """Start reading, once.

        Args:
            loaded: called in the background thread when reading has ended, successfully or not.
        """
        if not self._started:
            self._started = True
            threading.Thread(target=self._load, args=(loaded,), daemon=True, name="documents").start()

    def _load(self, loaded: Callable[[], None]) -> None:
        try:
            import faq.engine  # noqa: F401  loaded here so that the first question does not wait for it

            self._library = self._open()
        except FaqError as error:
            self.failure = Unreadable(error.location, error.problem, error.hint)
        except Exception as error:
            log_unforeseen("reading the documents")
            reason = f"cannot be read ({type(error).__name__}: {error})"
            self.failure = Unreadable("the documents", reason, "try bpffaq index, then please report this")
        self._done.set()
        loaded()

    @property
    def reading(self) -> bool:
        """Whether the documents are being read."""
        return self._started and not self._done.is_set()

    @property
    def ready(self) -> bool:
        """Whether questions can be answered without waiting."""
        return self._library is not None

    @contextmanager
    def _held(self) -> "Iterator[Library]":
        self.start()
        if not self._done.is_set():
            with self.waiting():
                self._done.wait()
        if self._library is None:
            raise self.failure or Unreadable("the documents", "are closed", "start bpffaq again")
        with self._lock:
            yield self._library

    def ask(self, query: str, context: Sequence[Turn], limit: int = 5) -> Answer:
        """Answer a question from the documents in their current state.

        Args:
            query: the question.
            context: the conversation so far, oldest first.
            limit: maximum number of results.

        Returns:
            The engine's answer.

        Raises:
            FaqError: a document can no longer be read.
            Unreadable: none could be read from the start.
        """
        from faq.engine import ask

        with self._held() as library:
            return library.read(
                lambda snapshot: ask(snapshot, query, limit=limit, context=context), refresh=True
            )

    def complete(self, prefix: str, limit: int = 10) -> "tuple[Completion, ...]":
        """Complete the typed text; nothing while the library is not open yet or busy."""
        if self._library is None or not self._lock.acquire(blocking=False):
            return ()
        try:
            from faq.engine.completion import complete

            return self._library.read(lambda snapshot: complete(snapshot, prefix, limit))
        finally:
            self._lock.release()

    def entries(self) -> tuple[Result, ...]:
        """Every entry, in the order of the documents."""
        with self._held() as library:
            return library.read(lambda snapshot: tuple(snapshot.entries()), refresh=True)

    def revised(self, revision: str) -> tuple[Result, ...]:
        """Every entry of another revision of the bundled document.

        Raises:
            FaqError: there is no such revision.
        """
        if self._open_revision is None:
            raise FaqError(revision, "cannot be opened in this session", "use bpffaq show in a shell")
        with self.waiting(), closing(self._open_revision(revision)) as library:
            return library.read(lambda snapshot: tuple(snapshot.entries()))

    def find(self, identity: str) -> Result | None:
        """The entry with this id, if there is one."""
        with self._held() as library:
            return library.read(lambda snapshot: snapshot.find(identity))

    def around(self, shown: Result, span: int = 12) -> tuple[Result, ...]:
        """The entries near one in the index, itself included."""
        with self._held() as library:
            return library.read(lambda snapshot: _around(snapshot, shown.entry.id, span))

    def wait(self) -> None:
        """Wait until the documents have been read.

        Raises:
            Unreadable: none could be read.
        """
        with self._held():
            pass

    def files(self) -> "tuple[FileState, ...]":
        """What is known about each document in use."""
        with self._held() as library:
            return library.read(lambda snapshot: tuple(snapshot.files.values()), refresh=True)

    @property
    def notice(self) -> str:
        """The library's notice, empty if all is well."""
        return self._library.snapshot.notice if self._library is not None else ""

    @property
    def small(self) -> bool:
        """Whether there are few enough entries to search one by one."""
        return self._library is not None and len(self._library.snapshot.entry_numbers) <= SMALL

    def known(self) -> tuple[Document, ...]:
        """The documents in use, without waiting; none while they are being read, or where their index is damaged."""
        if self._library is None:
            return ()
        files = self._library.read_known(lambda snapshot: tuple(snapshot.files.values()))
        return tuple(state.document for state in files or () if not state.error)

    def close(self) -> None:
        """Close the library."""
        if self._library is not None and self._lock.acquire(timeout=1):
            self._library.close()
            self._lock.release()


def _around(snapshot: "Snapshot", identity: str, span: int) -> tuple[Result, ...]:
    place = snapshot.number(identity)
    if place is None:
        return ()
    near = range(max(0, place - span), place + span + 1)
    return tuple(snapshot.result(number) for number in near if number in snapshot.entry_numbers)
