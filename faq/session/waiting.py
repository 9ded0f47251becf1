"""While the user waits for the documents: a message says so, and what is typed is kept for the next prompt."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

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
    restore = _without_lines()
    try:
        yield
    finally:
        restore()


def _without_lines() -> Callable[[], None]:
    """Let the terminal neither make lines of what is typed nor show it; return what undoes that."""
    try:
        import termios
        import tty
    except ImportError:  # Windows keeps typed keys itself
        return lambda: None
    failures = (termios.error, OSError, ValueError)
    try:
        before = termios.tcgetattr(sys.stdin)
        changed = list(before)
        changed[tty.IFLAG] &= ~termios.ICRNL
        changed[tty.LFLAG] &= ~(termios.ICANON | termios.ECHO)
        termios.tcsetattr(sys.stdin, termios.TCSANOW, changed)
    except failures:
        return lambda: None

    def restore() -> None:
        with suppress(*failures):
            termios.tcsetattr(sys.stdin, termios.TCSANOW, before)

    return restore


@contextmanager
def at_prompt(terminal: TextIO) -> Iterator[None]:
    """Both, for a session with a prompt."""
    with typeahead_kept(), told(terminal):
        yield
