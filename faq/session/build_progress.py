"""Progress of a long build: in the status line while there is a prompt, else on a line of its own."""

import time
from collections.abc import Callable
from typing import TextIO

from faq.output.progress import OFTEN, QUIET, Bar, line


class BuildProgress:
    """Called during a build by whoever opens the documents, in any thread.

    ``text`` is what the status line says about it, empty if there is nothing to say.
    """

    def __init__(self) -> None:
        self.text = ""
        self._terminal: TextIO | None = None
        self._redraw: Callable[[], bool] = lambda: False
        self._bar: Bar | None = None
        self._begun = self._drawn = 0.0

    def show(self, terminal: TextIO, redraw: Callable[[], bool] = lambda: False) -> None:
        """Set where a build is shown.

        Args:
            terminal: where a line of its own is drawn if there is no prompt.
            redraw: redraws the status line and returns whether there is one.
        """
        self._terminal, self._redraw = terminal, redraw

    def __call__(self, done: int, total: int, entries: int) -> None:
        """Record files done, files in all, entries so far; all are done only when everything is written."""
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
