"""Print: replies go to the terminal, through the pager when they do not fit; errors go to stderr."""

import os
import shutil
from collections.abc import Callable
from typing import TextIO

from faq.render import safe
from faq.session import pager
from faq.session.talk import Reply


class Printer:
    """Shows replies.

    Args:
        terminal: where answers go.
        errors: where errors go.
        page: shows lines page by page and says whether it did; none without a pager.
    """

    def __init__(
        self,
        terminal: TextIO,
        errors: TextIO,
        page: Callable[[tuple[str, ...]], bool] | None = None,
    ) -> None:
        self._terminal, self._errors, self._page = terminal, errors, page

    def show(self, reply: Reply) -> None:
        """Show one reply, with a blank line after it."""
        if reply.lines:
            self._write((*reply.lines, ""))
        if reply.error:
            self._terminal.flush()
            self._errors.write(safe(reply.error) + "\n")
            self._errors.flush()

    def _write(self, lines: tuple[str, ...]) -> None:
        if self._page and self._page(lines):
            return
        for line in lines:
            self._terminal.write(line + "\n")
        self._terminal.flush()


def paged(lines: tuple[str, ...]) -> bool:
    """Show lines in the pager if they do not fit the terminal as it is now."""
    size = shutil.get_terminal_size((80, 24))
    return not pager.fits(lines, size.columns, size.lines) and pager.page(lines, os.environ)
