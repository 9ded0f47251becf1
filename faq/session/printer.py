"""Print: replies go to the terminal, through the pager when they do not fit; errors go to stderr."""

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

FEWEST = 3
"""Lines of the offers that are always printed: an empty one, their heading, the first."""


class Screen(NamedTuple):
    """A terminal that a person looks at: its size as it is now, and what shows lines page by page if it can."""

    size: Callable[[], tuple[int, int]]
    page: Callable[[Sequence[str]], bool]


class Printer:
    """Shows replies.

    Args:
        terminal: where answers go.
        errors: where errors go.
        screen: what they are to fit; none for a pipe, which gets everything.
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
        """An error as it fits the screen; one line for a pipe."""
        return wrapped(error, self._screen.size()[0]) if self._screen else [error]

    def _left(self, reply: Reply) -> Sequence[str]:
        """What is left to print of a reply, the pager having shown what does not fit.

        Of the offers as many are printed as leave the answer on the screen, but always the first.
        """
        if not self._screen:
            return (*reply.lines, *reply.offers)
        columns, rows = self._screen.size()
        if not pager.fits(reply.lines, columns, rows):
            paged = self._screen.page(reply.lines)
            return (*(() if paged else reply.lines), *reply.offers)
        count = len(reply.offers)
        while count > FEWEST and not pager.fits((*reply.lines, *reply.offers[:count]), columns, rows):
            count -= 1
        return (*reply.lines, *reply.offers[:count])

    def _write(self, lines: Sequence[str]) -> None:
        for line in lines:
            self._terminal.write(line + "\n")
        self._terminal.flush()


def screen(wanted: str = "") -> Screen:
    """The terminal of this process.

    Args:
        wanted: the pager to run, ``off`` for none, empty for the user's usual one.
    """

    def page(lines: Sequence[str]) -> bool:
        return wanted != "off" and not _keys_wait() and pager.page(lines, os.environ, wanted)

    return Screen(_size, page)


def _keys_wait() -> bool:
    """Whether something is typed already: it is meant for the prompt, and no pager is to take it."""
    try:
        return bool(select.select([sys.stdin], [], [], 0)[0])
    except (OSError, ValueError):  # Windows asks no terminal so
        return False


def _size() -> tuple[int, int]:
    return shutil.get_terminal_size((80, 24))
