"""One builder at a time: the lock of an index, which the system releases when its holder dies."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from index.safety import Unsafe, make, open_own
from index.values import TYPE_CHECKING

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCK = "lock"
"""The lock file's name within the directory of its index."""

_TRIES = 100


@contextmanager
def locked(root: str, home: str, wait: float) -> Iterator[None]:
    """Make the directories of an index and hold their lock.

    Args:
        root: the cache directory of bpffaq.
        home: the directory of the index in it.
        wait: seconds to wait for another process.

    Raises:
        Unsafe: the directories cannot be trusted, or another process takes too long.
        OSError: they cannot be created or written.
    """
    from time import monotonic

    end = monotonic() + wait
    for _ in range(_TRIES):
        lock = _try_lock(root, home, max(0.0, end - monotonic()))
        if lock is not None:
            break
    else:
        raise Unsafe(home, "cannot be locked")
    try:
        yield
    finally:
        lock.release()


def _try_lock(root: str, home: str, wait: float) -> "BaseFileLock | None":
    """Acquire the lock; None if the directory was cleared meanwhile, so that the lock guards nothing."""
    from filelock import FileLock, Timeout

    path = os.path.join(home, LOCK)
    try:
        make(root, home)
        # Kept open so that no later lock file can get the same inode: once the lock is held, the file at the
        # path is either the one that was locked or a different one.
        descriptor = open_own(path, os.O_RDWR | os.O_CREAT)
    except FileNotFoundError:
        return None
    try:
        lock = FileLock(path, timeout=wait, mode=0o600)
        lock.acquire()
        if _is_at(path, descriptor):
            return lock
        for directory in (root, home):
            with suppress(FileNotFoundError):
                os.chmod(directory, 0o700)  # FileLock creates what is missing, with the umask's permissions
        lock.release()
        return None
    except (FileNotFoundError, FileExistsError):  # FileExistsError: it vanished while FileLock looked for it
        return None
    except Timeout:
        raise Unsafe(home, "another bpffaq is still building the index there") from None
    except NotImplementedError as error:
        raise Unsafe(home, "is on a file system without locks") from error
    finally:
        os.close(descriptor)


def _is_at(path: str, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), os.lstat(path))
    except FileNotFoundError:
        return False
