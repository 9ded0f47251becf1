"""Child processes, and a directory for those without root privileges."""

import os
import shutil
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn


def fork(do: Callable[[], object]) -> int:
    """Run something in a child process, which exits with 0 or, after an exception, with 1."""
    pid = os.fork()
    return pid if pid else end(do)


def end(do: Callable[[], object]) -> NoReturn:
    """Run something and end the process, whatever happens."""
    status = 1
    try:
        do()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def ended(pid: int) -> int:
    """Wait for a child; a negative status is the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


@contextmanager
def place_of_nobody() -> Iterator[str]:
    """Make a directory for a process without root privileges."""
    place = tempfile.mkdtemp()
    if os.geteuid() == 0:
        os.chown(place, 65534, 65534)
    try:
        yield place
    finally:
        os.chmod(place, 0o700)
        shutil.rmtree(place)


def as_nobody() -> None:
    """Drop root privileges, in a child process."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
