"""Completion while typing: the documents' questions and topics, and commands after a slash; plain text only."""

from collections.abc import Iterator

from prompt_toolkit.application.current import get_app_or_none
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from faq.errors import log_unforeseen
from faq.model import Result
from faq.output.harmless import safe
from faq.session.background_library import BackgroundLibrary
from faq.session.commands import COMMANDS

LEAST, LONGEST, MOST = 2, 120, 8
"""Fewest and most characters at which the menu opens by itself, and its number of lines."""

NARROW = 70
"""Columns below which the section is not shown next to the question."""


def opens(text: str) -> bool:
    """Whether the menu opens by itself for a line: neither at an empty prompt nor over a paste."""
    return LEAST <= len(text) <= LONGEST or text[:1] in ("/", ":")


class FaqCompleter(Completer):
    """Completes the line from the documents and the table of commands.

    Args:
        background: the documents; while they are read, only commands complete.
    """

    def __init__(self, background: BackgroundLibrary) -> None:
        self._background = background

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """The menu for a line, best first; errors are ignored, as they must not disturb a person typing."""
        text = document.text_before_cursor.lstrip()
        try:
            if text[:1] in ("/", ":"):
                yield from self._commands(text)
            elif complete_event.completion_requested or opens(text):
                yield from self._questions(text)
        except Exception:
            log_unforeseen("completion")
            return

    def _questions(self, text: str) -> Iterator[Completion]:
        for item in self._background.complete(text, MOST):
            if item.text != text:
                yield Completion(safe(item.text), -len(text), display_meta=_meta(item.section))

    def _commands(self, text: str) -> Iterator[Completion]:
        name, space, argument = text[1:].partition(" ")
        if space:
            yield from self._arguments(name, argument.lstrip())
            return
        for one in COMMANDS:
            if one.name.startswith(name.lower()):
                shown = f"{text[0]}{one.name}"
                yield Completion(one.name, -len(name), display=shown, display_meta=_meta(one.does))

    def _arguments(self, name: str, typed: str) -> Iterator[Completion]:
        """Sections after /list, ids after /show."""
        if name not in ("list", "show") or not self._background.small:
            return
        entries = self._background.entries()
        words = [one.entry.id for one in entries] if name == "show" else _sections(entries)
        for word in words:
            if typed.lower() in word.lower():
                yield Completion(safe(word), -len(typed))


def _sections(entries: tuple[Result, ...]) -> list[str]:
    names = dict.fromkeys(" > ".join(result.entry.section) for result in entries)
    return list(filter(None, names))


def _meta(words: str) -> str:
    app = get_app_or_none()
    return "" if app and app.output.get_size().columns < NARROW else safe(words)
