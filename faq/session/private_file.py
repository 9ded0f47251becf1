"""Small files in the state directory: readable by their owner alone, and no obstacle where they cannot be written."""

import contextlib
import os
import stat
import sys
from collections.abc import Sequence

from faq.sources.files import LARGEST
from index.generation import put
from index.safety import Unsafe

_HOW = os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def location(name: str) -> str:
    """Return where a file of that name is kept: in ``$XDG_STATE_HOME``, which counts only where it is absolute."""
    if sys.platform in ("win32", "darwin"):
        import platformdirs

        return os.path.join(platformdirs.user_state_dir("bpffaq", appauthor=False), name)
    base = os.environ.get("XDG_STATE_HOME", "")
    if not os.path.isabs(base):  # unset, empty or relative: to be ignored, says the XDG specification
        base = os.path.join(os.path.expanduser("~"), ".local", "state")
    return os.path.join(base, "bpffaq", name)


def read_lines(path: str) -> list[str]:
    """Return the last lines of a file, oldest first; what is not text in it is left out.

    A file that is not there, cannot be read or is not a regular one has none.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(handle, "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                return []
            file.seek(max(0, status.st_size - LARGEST))
            data = file.read(LARGEST)
    except (OSError, ValueError):
        return []
    return data.decode("utf-8", "replace").replace("\ufffd", "").split("\n")


def append(path: str, text: str) -> None:
    """Add to a file, made private first; a link or a pipe in its place is not followed.

    Raises:
        OSError: it cannot be written.
    """
    _write(path, os.O_WRONLY | os.O_APPEND, text)


def overwrite(path: str, text: str) -> None:
    """Put a text in place of what a file holds, where it can be written."""
    with contextlib.suppress(OSError, ValueError):
        _write(path, os.O_WRONLY | os.O_TRUNC, text)


def _write(path: str, how: int, text: str) -> None:
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    handle = os.open(path, how | _HOW, 0o600)
    try:
        if hasattr(os, "fchmod"):
            os.fchmod(handle, 0o600)
        os.write(handle, text.encode("utf-8", "replace"))
    finally:
        os.close(handle)


def rewrite(path: str, lines: Sequence[str]) -> None:
    """Cut a file to some lines; where that cannot be, as on a full disk, it stays as it is."""
    with contextlib.suppress(OSError, Unsafe):
        put(f"{path}.{os.getpid()}", path, "".join(f"{line}\n" for line in lines).encode("utf-8"))
