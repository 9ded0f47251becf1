"""Shared by the session's tests: a conversation about the bundled document, and lines given by a script."""

import asyncio
from collections.abc import Iterable
from functools import cache
from io import StringIO
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.application.current import set_app
from prompt_toolkit.input.vt100_parser import Vt100Parser

from faq.library.library import Library, open_library
from faq.model import Answer, Result
from faq.output.text import Style
from faq.session.background_library import BackgroundLibrary
from faq.session.conversation import Conversation, Tools
from faq.session.loop import loop
from faq.session.printer import Printer
from faq.session.runner import Runner
from faq.sources.selection import in_use


def bundled() -> Library:
    """The library of the bundled document."""
    return open_library(in_use(()))


@cache
def background() -> BackgroundLibrary:
    """A background library that has been read."""
    ready = BackgroundLibrary(bundled, open_revision=lambda name: open_library(in_use(revision=name)))
    ready.wait()
    return ready


def never() -> Library:
    """A library that never finishes opening."""
    raise AssertionError("this one is never opened")


LOADING = BackgroundLibrary(never)


class Told:
    """Tools that record what they were asked to do."""

    def __init__(self, history: Iterable[str] = ()) -> None:
        self.deeds: list[tuple[str, ...]] = []
        self.history = list(history)
        self.picked: Result | None = None

    def tools(self) -> Tools:
        """The tools."""
        return Tools(
            self._browse,
            self._edit,
            self._copy,
            lambda: self.history,
            lambda results: self.picked,
            self._note,
        )

    def _browse(self, url: str) -> None:
        from faq.session.browser import check

        self.deeds.append(("browse", check(url)))

    def _edit(self, file: str, line: int) -> None:
        self.deeds.append(("edit", file, str(line)))

    def _note(self, answer: Answer, why: str) -> None:
        if why:
            self.deeds.append((why, answer.query))

    def _copy(self, text: str) -> str:
        self.deeds.append(("copy", text))
        return "the terminal"


def conversation(told: Told | None = None, width: int = 80, rows: int = 0) -> Conversation:
    """A new conversation."""
    return Conversation(background(), (told or Told()).tools(), lambda: Style(width, rows=rows))


class Script:
    """A reader with given lines, which are shown as a terminal would show them."""

    def __init__(self, lines: Iterable[str], screen: StringIO) -> None:
        self._lines, self._screen = iter(lines), screen

    def read(self) -> str:
        """The next line."""
        line = next(self._lines, None)
        if line is None:
            raise EOFError
        self._screen.write(f"faq> {line}\n")
        return line

    def interrupted(self) -> None:
        """Continue after Ctrl-C."""
        self._screen.write("^C\n")


def play(lines: Iterable[str], conversation: Conversation) -> str:
    """Run a session and return what the screen shows."""
    screen = StringIO()
    status = loop(Script(lines, screen), Runner(conversation), Printer(screen, screen))
    assert status == 0
    return screen.getvalue()


def press(app: Application[Any], keys: str) -> None:
    """Send keys to an application that does not run, so that an error of a key is raised."""

    async def pressed() -> None:
        parser = Vt100Parser(app.key_processor.feed)
        parser.feed(keys)
        parser.flush()
        with set_app(app):
            app.key_processor.process_keys()

    asyncio.run(pressed())
