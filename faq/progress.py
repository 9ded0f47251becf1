"""Progress of a long build, on a terminal: files, entries, time left."""

import time
from typing import TextIO

QUIET = 1.0
"""Seconds before anything is shown."""


class Bar:
    """One line that is drawn over and over, and taken away at the end."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._start, self._shown = stream, time.monotonic(), 0.0

    def __call__(self, done: int, total: int, entries: int) -> None:
        now = time.monotonic()
        passed = now - self._start
        if done == total:
            if self._shown:
                self._write("")
            return
        if passed < QUIET or now - self._shown < 0.1:
            return
        self._shown = now
        left = passed / done * (total - done)
        self._write(f"Indexing: {done} of {total} files, {entries} entries, {left:.0f} s left")

    def _write(self, text: str) -> None:
        self._stream.write(f"\r\x1b[K{text}")
        self._stream.flush()
