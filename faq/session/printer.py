"""Prints replies on the terminal, through the pager if they do not fit, and errors on stderr."""

import os
import select
import shutil
import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple, TextIO

from faq.output.harmless import error_line
from faq.output.text import wrapped
from faq.session import pager
from faq.session.conversation import Reply


class Screen(NamedTuple):
    """A terminal with a person in front: its current size, and a function that shows lines page by page if possible."""

    size: Callable[[], tuple[int, int]]
    page: Callable[[Sequence[str]], bool]


class Printer:
    """Shows replies.

    Args:
        terminal: where answers go.
        errors: where errors go.
        screen: the screen that answers should fit; None for a pipe, which gets everything.
    """

    def __init__(self, terminal: TextIO, errors: TextIO, screen: Screen | None = None) -> None:
        self._terminal, self._errors, self._screen = terminal, errors, screen

    def show(self, reply: Reply) -> None:
        """Show one reply, with an empty line after it."""
        if reply.lines:
            self._write((*self._left(reply), ""))
        if reply.error:
            self._terminal.flush()
            self._errors.write("\n".join(self._wrapped(error_line(reply.error))) + "\n")
            self._errors.flush()

    def _wrapped(self, error: str) -> list[str]:
        """An error wrapped to the screen; one line for a pipe."""
        return wrapped(error, self._screen.size()[0]) if self._screen else [error]

    def _left(self, reply: Reply) -> Sequence[str]:
        """The lines of a reply that remain to be printed after the pager has shown what does not fit.

        As many offers are printed as leave the answer on screen, but always the first.
        """
        if not self._screen:
            return (*reply.lines, *reply.offers)
        columns, rows = self._screen.size()
        if not pager.fits(reply.lines, columns, rows):
            paged = self._screen.page(reply.lines)
            return reply.offers if paged else (*reply.lines, *reply.offers)
        count = len(reply.offers)
        while count > pager.OFFERED_ROWS and not pager.fits(
            (*reply.lines, *reply.offers[:count]), columns, rows
        ):
            count -= 1
        return (*reply.lines, *reply.offers[:count])

    def _write(self, lines: Sequence[str]) -> None:
        for line in lines:
            self._terminal.write(line + "\n")
        self._terminal.flush()


def screen(wanted: str = "") -> Screen:
    """The terminal of this process.

    Args:
        wanted: the pager to run, ``off`` for none, empty for the user's default.
    """

    def page(lines: Sequence[str]) -> bool:
        return wanted != "off" and not _keys_wait() and pager.page(lines, os.environ, wanted)

    return Screen(_size, page)


def _keys_wait() -> bool:
    """Whether keys have been typed already: they are meant for the prompt, and no pager must read them."""
    try:
        return bool(select.select([sys.stdin], [], [], 0)[0])
    except (OSError, ValueError):  # not possible for a terminal on Windows
        return False


def _size() -> tuple[int, int]:
    return shutil.get_terminal_size((80, 24))
