"""While the user waits for the documents: a message says so, and what is typed is kept for the next prompt."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO

from faq.session.statusline import READING


@contextmanager
def told(terminal: TextIO) -> Iterator[None]:
    """Say that the documents are being read, and remove the line when they have been."""
    terminal.write(READING)
    terminal.flush()
    try:
        yield
    finally:
        terminal.write(f"\r{' ' * len(READING)}\r")
        terminal.flush()


@contextmanager
def typeahead_kept() -> Iterator[None]:
    """Let the terminal keep every key that is pressed, Ctrl-D included: nothing is a line yet, and nothing is shown.

    Ctrl-C and Ctrl-Z do what they always do.
    """
    try:
        import termios
    except ImportError:  # Windows keeps typed keys itself
        yield
        return
    before: list[Any] | None = None
    with suppress(termios.error, OSError, ValueError):
        before = termios.tcgetattr(sys.stdin)
        now = list(before)
        now[0] &= ~termios.ICRNL
        now[3] &= ~(termios.ICANON | termios.ECHO)
        termios.tcsetattr(sys.stdin, termios.TCSANOW, now)
    try:
        yield
    finally:
        if before is not None:
            with suppress(termios.error, OSError, ValueError):
                termios.tcsetattr(sys.stdin, termios.TCSANOW, before)


@contextmanager
def at_prompt(terminal: TextIO) -> Iterator[None]:
    """Both, for a session with a prompt."""
    with typeahead_kept(), told(terminal):
        yield
