"""A pool of processes: all cores work on many files, or this process alone if no pool can be started."""

import gc
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

MANY = 24
"""Number of items from which a pool is started."""

CHUNK = 4
"""Items handed over at a time."""

AHEAD = 3
"""Chunks that each process may be ahead of what has been consumed; these are held in memory."""

OBJECTS = 100_000
"""Objects after which a process of the pool looks for garbage: at its usual 700, that takes a thirtieth of its time."""

Item = TypeVar("Item")
Done = TypeVar("Done")


def in_parallel(work: Callable[[Item], Done], items: Sequence[Item]) -> Iterator[Done]:
    """Process items; the results come in the order of the items.

    Args:
        work: a module-level function that never raises.
        items: its arguments.
    """
    taken = 0
    if len(items) >= MANY and cores() > 1 and not _is_member():
        from concurrent.futures.process import BrokenProcessPool

        try:
            for done in _in_pool(work, items):
                taken += 1
                yield done
        except (BrokenProcessPool, OSError, ImportError, NotImplementedError):
            pass  # processes or semaphores are not available, or a process was killed: go on alone
    for item in items[taken:]:
        yield work(item)


def cores() -> int:
    """Return how many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _is_member() -> bool:
    """Whether this process belongs to a pool: if so, it does not start another."""
    from multiprocessing import parent_process

    return parent_process() is not None


def _in_pool(work: Callable[[Item], Done], items: Sequence[Item]) -> Iterator[Done]:
    """Process items in a pool of processes, which ends when all are done or nobody wants more."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    size = min(cores(), len(items) // CHUNK)
    _track_quietly()
    # Spawned, not forked: a fork of a program with threads (the session, a server) may hang.
    pool = ProcessPoolExecutor(size, mp_context=get_context("spawn"), initializer=_begin)
    try:
        waiting: deque[Any] = deque()
        for start in range(0, len(items), CHUNK):
            with _deaf():
                waiting.append(pool.submit(_some, work, items[start : start + CHUNK]))
            if len(waiting) >= size * AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _track_quietly() -> None:
    """Start the process that cleans up after a killed program, without letting it write to the terminal."""
    import sys
    from multiprocessing import resource_tracker

    sys.warnoptions.append("ignore:resource_tracker:UserWarning")
    try:
        resource_tracker.ensure_running()
    finally:
        sys.warnoptions.pop()


@contextmanager
def _deaf() -> Iterator[None]:
    """Start processes with Ctrl-C blocked, if the system can: it would reach them before ``_begin``."""
    import signal

    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _some(work: Callable[[Item], Done], items: Sequence[Item]) -> list[Done]:
    return [work(item) for item in items]


def _begin() -> None:
    """Leave Ctrl-C to the parent process, and end when that has ended."""
    import signal
    from threading import Thread

    gc.set_threshold(OBJECTS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
