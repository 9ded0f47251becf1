"""How far a long build is: in the status line while a prompt stands, else on a line of its own."""

import time
from collections.abc import Callable
from typing import TextIO

from faq.output.progress import QUIET, Bar, line

OFTEN = 0.1
"""Seconds between two looks at the status line."""


class BuildProgress:
    """Told of a build by whoever opens the documents, in whatever thread that is.

    ``text`` is what the status line says of it, empty if there is nothing to say.
    """

    def __init__(self) -> None:
        self.text = ""
        self._terminal: TextIO | None = None
        self._redraw: Callable[[], bool] = lambda: False
        self._bar: Bar | None = None
        self._begun = self._drawn = 0.0

    def show(self, terminal: TextIO, redraw: Callable[[], bool] = lambda: False) -> None:
        """Say where a build is shown.

        Args:
            terminal: where no prompt stands, a line of its own is drawn here.
            redraw: draws the status line again and says whether there is one.
        """
        self._terminal, self._redraw = terminal, redraw

    def __call__(self, done: int, total: int, entries: int) -> None:
        """Take note of files done, files in all, entries so far; all are done only when everything is written."""
        now = time.monotonic()
        if not self._begun:
            self._begun, self._bar = now, Bar(self._terminal) if self._terminal else None
        ended, passed = done == total, now - self._begun
        self.text = "" if ended or passed < QUIET else line(done, total, entries, passed)
        if ended or now - self._drawn >= OFTEN:
            self._drawn = now
            if not self._redraw() and self._bar:
                self._bar(done, total, entries)
        if ended:
            self._begun = 0.0
