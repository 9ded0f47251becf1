"""Plain line input: for a pipe, and for terminals that cannot draw (``TERM=dumb``)."""

import sys
from collections import deque
from typing import TextIO

from faq.output.harmless import safe_line
from faq.session.input_parser import fold
from faq.sources.files import LONGEST, line

PROMPT = "faq> "

REMEMBERED = 1000
"""Lines that ``/history`` remembers; they are not kept after the session."""


class LineReader:
    """Reads line by line; shows a prompt to a person, and the lines of a pipe as if they had been typed.

    Args:
        lines: where lines come from.
        prompt: where the prompt is shown, None for a pipe.
        echo: where the lines of a pipe are shown.
    """

    def __init__(self, lines: TextIO, prompt: TextIO | None, echo: TextIO | None = None) -> None:
        self._lines, self._prompt, self._echo = lines, prompt, echo
        self._past: deque[str] = deque(maxlen=REMEMBERED)

    def read(self) -> str:
        """The next line; of one that is too long, only enough to show that it is.

        Raises:
            EOFError: there are no more lines.
        """
        if self._prompt:
            self._prompt.write(PROMPT)
            self._prompt.flush()
        found = line(self._lines.readline, LONGEST)
        if not found:
            self._end()
            raise EOFError
        text = found.removesuffix("\n")
        if text.strip():
            self._past.append(fold(text))
            if self._echo:
                self._echo.write(f"{PROMPT}{safe_line(fold(text))}\n")
        return text

    def past(self) -> list[str]:
        """The lines that were read, oldest first."""
        return list(self._past)

    def interrupted(self) -> None:
        """Continue after Ctrl-C on a new line; with a pipe, there is nobody to continue.

        Raises:
            KeyboardInterrupt: the lines come from a pipe.
        """
        if not self._prompt:
            raise KeyboardInterrupt
        self._end()

    def _end(self) -> None:
        if self._prompt:
            self._prompt.write("\n")
            self._prompt.flush()


def reader() -> LineReader:
    """A reader for standard input; bytes that are not text do not stop it."""
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")
    typed = sys.stdin.isatty()
    return LineReader(sys.stdin, sys.stdout if typed else None, None if typed else sys.stdout)
