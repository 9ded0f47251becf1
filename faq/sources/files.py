"""Users' files, read whole up to a limit and without waiting; lines of a stream, up to a limit."""

import os
import stat
from collections.abc import Callable

from faq.errors import FaqError

LARGEST = 8 << 20
"""Maximum bytes in a file; larger files are refused."""

LONGEST = 1 << 20
"""Maximum bytes in a question from a pipe, and characters in a line; longer ones are refused."""

_NO_WAIT = getattr(os, "O_NONBLOCK", 0)


def content(path: str, hint: str, *, pipe: bool = False, follow: bool = True) -> bytes:
    """Return the contents of a file.

    Args:
        path: the file.
        hint: what to do if it cannot be read.
        pipe: whether it may be a pipe, which may have to be waited for.
        follow: whether the path may lead through links.

    Raises:
        FaqError: it cannot be read, or is too large.
    """
    try:
        if os.path.isdir(path):
            os.listdir(path)
        with open(path, "rb", opener=None if pipe else _at_once) as file:
            if not follow and not _is_at(path, file.fileno()):
                raise OSError(0, "a link leads to it")
            held = file.read(LARGEST + 1) or b""
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "is not a path").lower()
        raise FaqError(path or "''", f"cannot be read ({reason})", hint) from error
    if len(held) > LARGEST:
        raise FaqError(path, f"is larger than {LARGEST >> 20} MiB", "split it")
    return held


def _is_at(path: str, descriptor: int) -> bool:
    """Whether an open file is at a path, through no links; asked once it is open, since a link may be put there."""
    return os.path.realpath(path) == path and os.path.samestat(os.fstat(descriptor), os.lstat(path))


def _at_once(path: str, flags: int) -> int:
    """Open a file; a pipe is refused, since nobody may ever write to it."""
    descriptor = os.open(path, flags | _NO_WAIT)
    if stat.S_ISFIFO(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(0, "it is a pipe")
    return descriptor


def line(readline: Callable[[int], str], most: int) -> str:
    """Return the next line of a stream; one that is too long is cut after ``most`` characters and one more.

    Args:
        readline: reads at most the given number of characters of a line.
        most: maximum length of a line.
    """
    found = rest = readline(most + 1)
    while len(rest) > most and not rest.endswith("\n"):
        rest = readline(most + 1)
    return found
