"""Small files in the state directory: readable only by their owner, and never an obstacle if they cannot be written."""

import contextlib
import os
import stat
from collections.abc import Sequence

from faq.sources.configuration import user_directory
from faq.sources.files import LARGEST
from index.generation import put
from index.safety import Unsafe

_CAREFULLY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""Flags with which no link is followed and no pipe waited for."""


def location(name: str) -> str:
    """Return the path of a file with this name in the state directory; empty if the user has no home directory."""
    directory = user_directory("state")
    return os.path.join(directory, name) if directory else ""


def read_lines(path: str) -> list[str]:
    """Return the last lines of a file, oldest first; bytes that are not text are left out.

    A file that does not exist, cannot be read or is not a regular file has none.
    """
    try:
        data = _read(path)
    except (OSError, ValueError):
        return []
    return data.decode("utf-8", "replace").replace("\ufffd", "").split("\n") if data else []


def _read(path: str) -> bytes:
    """The last ``LARGEST`` bytes of a regular file; none of any other."""
    with os.fdopen(os.open(path, os.O_RDONLY | _CAREFULLY), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            return b""
        file.seek(max(0, status.st_size - LARGEST))
        return file.read(LARGEST)


def append(path: str, text: str) -> None:
    """Append to a file, made private first; links and pipes are not followed.

    Raises:
        OSError: it cannot be written.
    """
    _write(path, os.O_WRONLY | os.O_APPEND, text)


def overwrite(path: str, text: str) -> None:
    """Replace the contents of a file, if it can be written."""
    with contextlib.suppress(OSError, ValueError):
        _write(path, os.O_WRONLY | os.O_TRUNC, text)


def _write(path: str, flags: int, text: str) -> None:
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    handle = os.open(path, flags | os.O_CREAT | _CAREFULLY, 0o600)
    try:
        if hasattr(os, "fchmod"):
            os.fchmod(handle, 0o600)
        os.write(handle, text.encode("utf-8", "replace"))
    finally:
        os.close(handle)


def rewrite(path: str, lines: Sequence[str]) -> None:
    """Cut a file to the given lines; if that fails, as on a full disk, the file is unchanged."""
    with contextlib.suppress(OSError, Unsafe):
        put(f"{path}.{os.getpid()}", path, "".join(f"{line}\n" for line in lines).encode("utf-8"))
