"""The questions asked before, kept in a private file of the user; no file, no harm."""

import contextlib
import os
import stat
from collections.abc import Iterable, Mapping

from prompt_toolkit.history import History, InMemoryHistory

from faq.session.input_parser import fold
from faq.sources.files import LARGEST
from index.generation import put
from index.safety import Unsafe

KEPT = 1000
"""Lines that a history file keeps; it is cut to them when it has grown to twice as many."""


def wanted(option: bool, environment: Mapping[str, str]) -> bool:
    """Whether a history is kept: not with ``--no-history``, not with ``BPFFAQ_HISTORY=off``."""
    return option and environment.get("BPFFAQ_HISTORY", "").strip().lower() not in ("off", "0", "no", "false")


def place() -> str:
    """The history file of this user."""
    import platformdirs

    return os.path.join(platformdirs.user_state_dir("bpffaq", appauthor=False), "history")


def opened(keep: bool) -> History:
    """The history for a session: of earlier sessions too where one is kept."""
    return FileHistory() if keep else InMemoryHistory()


class FileHistory(History):
    """A history in a file of one line a question, readable by its owner alone.

    A file that is damaged, unreadable or not writable never stops a session: what can be
    read is read, and the rest of the history lives in memory.

    Args:
        path: the file; by default the one of this user, looked up at first use.
    """

    def __init__(self, path: str = "") -> None:
        super().__init__()
        self._path = path

    @property
    def path(self) -> str:
        """The file."""
        self._path = self._path or place()
        return self._path

    def load_history_strings(self) -> Iterable[str]:
        """The questions of earlier sessions, newest first."""
        lines = read(self.path)
        if len(lines) > 2 * KEPT:
            lines = lines[-KEPT:]
            _rewrite(self.path, lines)
        return reversed(lines[-KEPT:])

    def append_string(self, string: str) -> None:
        """Take up a question, unless it only repeats the one before."""
        text = fold(string)
        if text and self._loaded_strings[:1] != [text]:
            super().append_string(text)

    def store_string(self, string: str) -> None:
        """Add a line to the file, if it can be written."""
        with contextlib.suppress(OSError):
            _append(self.path, string + "\n")


def read(path: str) -> list[str]:
    """The last lines of a history file, oldest first; what is no text in it is left out."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return []
            file.seek(max(0, os.fstat(file.fileno()).st_size - LARGEST))
            data = file.read(LARGEST)
    except OSError:
        return []
    folded = (fold(line.replace("\ufffd", "")) for line in data.decode("utf-8", "replace").split("\n"))
    return [line for line in folded if line]


def _append(path: str, text: str) -> None:
    """Add to the file, made private first; a link or a pipe in its place is not followed."""
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK
    handle = os.open(path, flags, 0o600)
    try:
        os.fchmod(handle, 0o600)
        os.write(handle, text.encode("utf-8", "replace"))
    finally:
        os.close(handle)


def _rewrite(path: str, lines: list[str]) -> None:
    """Cut the file to its newest lines; where that cannot be, as on a full disk, it stays as it is."""
    with contextlib.suppress(OSError, Unsafe):
        put(f"{path}.{os.getpid()}", path, "".join(line + "\n" for line in lines).encode("utf-8"))
