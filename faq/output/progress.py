"""The progress of a long build on a terminal: files, entries, time left."""

import os
import time
from typing import TextIO

QUIET = 1.0
"""Seconds before anything is shown."""

OFTEN = 0.1
"""Seconds between two updates."""


class Bar:
    """One line that is redrawn, and removed at the end.

    Args:
        stream: a terminal.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._start, self._drawn, self._length = stream, time.monotonic(), 0.0, 0

    def __call__(self, done: int, total: int, entries: int) -> None:
        """Draw the line; remove it once everything is done."""
        now = time.monotonic()
        if done == total:
            self._write("")
        elif now - self._start >= QUIET and now - self._drawn >= OFTEN:
            self._drawn = now
            self._write(line(done, total, entries, now - self._start))

    def _write(self, text: str) -> None:
        text = text[: max(_columns(self._stream) - 1, 1)]
        if text or self._length:
            end = "" if text else "\r"
            self._stream.write("\r" + text.ljust(self._length) + end)
            self._stream.flush()
        self._length = len(text)


def line(done: int, total: int, entries: int, passed: float) -> str:
    """Return the text of the line.

    Args:
        done: files read so far.
        total: files in all.
        entries: entries read so far.
        passed: seconds since the start.
    """
    left = passed / done * (total - done) if done else 0.0
    minutes, seconds = divmod(round(left), 60)
    time_left = f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
    return f"Indexing: {done} of {total} files, {entries} entries, {time_left} left"


def _columns(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except (OSError, ValueError):
        return 80
