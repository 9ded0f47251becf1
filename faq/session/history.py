"""Earlier questions, kept in a private file of the user if it can be written."""

import contextlib
from collections.abc import Iterable

from prompt_toolkit.history import History, InMemoryHistory

from faq.session import private_file
from faq.session.input_parser import Question, fold, parse

KEPT = 1000
"""Lines that a history file keeps; it is cut to these when it has twice as many."""


def opened(keep: bool) -> History:
    """The history for a session, including earlier sessions if one is kept."""
    return FileHistory() if keep else InMemoryHistory()


class FileHistory(History):
    """A history in a file with one line per question, readable only by its owner.

    A file that is damaged, unreadable or not writable never stops a session: whatever can be
    read is read, and the rest of the history is kept in memory.

    Args:
        path: the file; by default the user's, looked up at first use.
    """

    def __init__(self, path: str = "") -> None:
        super().__init__()
        self._path = path

    @property
    def path(self) -> str:
        """The file."""
        self._path = self._path or private_file.location("history")
        return self._path

    def load_history_strings(self) -> Iterable[str]:
        """The questions of earlier sessions, newest first."""
        lines = read(self.path)
        if len(lines) > 2 * KEPT:
            lines = lines[-KEPT:]
            private_file.rewrite(self.path, lines)
        return reversed(lines[-KEPT:])

    def append_string(self, string: str) -> None:
        """Record a question, unless it only repeats the one before; numbers, commands and remarks are not questions.

        These can be recalled as long as the session lasts.
        """
        text = fold(string)
        if text and self._loaded_strings[:1] != [text]:
            if _is_question(text):
                super().append_string(text)
            else:
                self._loaded_strings.insert(0, text)

    def store_string(self, string: str) -> None:
        """Add a line to the file, if it can be written."""
        with contextlib.suppress(OSError):
            private_file.append(self.path, string + "\n")


def _is_question(text: str) -> bool:
    from faq.engine.remark import is_refusal, is_small_talk  # loaded with the documents, not with the prompt

    return isinstance(parse(text), Question) and not is_small_talk(text) and not is_refusal(text)


def read(path: str) -> list[str]:
    """The last lines of a history file, oldest first; bytes that are not text are left out."""
    folded = map(fold, private_file.read_lines(path))
    return [line for line in folded if line]
