"""The interactive session: what bare ``bpffaq`` opens.

Nothing heavy is imported before it is known that there is a terminal to draw on.
"""

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from faq.errors import FaqError
from faq.render import Style

if TYPE_CHECKING:
    from faq.library import Library
    from faq.session.meter import Meter
    from faq.session.shelf import Shelf
    from faq.session.talk import Tools

PLAIN = Style()
GREETING = "Ask in your own words; /help says more, Ctrl-D leaves."


class Wishes(NamedTuple):
    """What the user chose for a prompt: paged answers, a history that is kept, Vi keys."""

    pager: bool
    history: bool
    vi: bool


def run(
    open_library: "Callable[[], Library]",
    *,
    meter: "Meter | None" = None,
    pager: bool = True,
    history: bool = True,
    vi: bool | None = None,
    style: Style | Callable[[], Style] = PLAIN,
) -> int:
    """Open a session on the terminal, or answer a pipe line by line.

    Args:
        open_library: opens the library; run in a thread behind the prompt.
        meter: what it tells of long builds; the session shows them.
        pager: whether long answers may go through ``$PAGER``.
        history: whether questions are kept for later sessions.
        vi: Vi keys (true), Emacs keys (false), or what ``EDITING_MODE`` or ``~/.inputrc`` says (none).
        style: how to draw, or what says so anew for each reply, as terminals are resized.

    Returns:
        The exit status, 0.

    Raises:
        FaqError: there are no documents to answer from.
        KeyboardInterrupt: Ctrl-C while lines came from a pipe.
    """
    from faq.session import editing
    from faq.session.shelf import Shelf

    look = style if callable(style) else lambda: style
    shelf = Shelf(open_library, meter)
    drawable = os.environ.get("TERM", "dumb") not in ("dumb", "unknown")
    try:
        if drawable and sys.stdin.isatty() and sys.stdout.isatty():
            status = _at_prompt(shelf, Wishes(pager, history, editing.vi(vi, os.environ)), look)
        else:
            status = _line_by_line(shelf, look)
    finally:
        shelf.close()
    if (
        shelf.reading
    ):  # nobody waits for them any more; a build that is broken off is taken up by the next session
        os._exit(status)
    return status


def _at_prompt(shelf: "Shelf", wishes: Wishes, look: Callable[[], Style]) -> int:
    from faq.session import history, printer, session
    from faq.session.prompt import PromptReader
    from faq.session.runner import Runner
    from faq.session.talk import Talk

    past = history.opened(history.wanted(wishes.history, os.environ))
    talk = Talk(shelf, _tools(past.get_strings), look)
    color = look().color
    shown = printer.Printer(sys.stdout, sys.stderr, printer.screen(wishes.pager))
    print(GREETING, flush=True)
    reader = PromptReader(talk, past, wishes.vi, color)
    shelf.meter.show(sys.stderr, reader.redraw)
    return session.loop(reader, Runner(talk), shown)


def _line_by_line(shelf: "Shelf", look: Callable[[], Style]) -> int:
    from faq.session import plain, printer, session
    from faq.session.runner import Runner
    from faq.session.talk import Talk

    if sys.stderr.isatty():
        shelf.meter.show(sys.stderr)
    if sys.stdin.isatty():
        shelf.start()
    talk = Talk(shelf, _tools(list), look)
    return session.loop(plain.reader(), Runner(talk), printer.Printer(sys.stdout, sys.stderr))


def _tools(past: Callable[[], list[str]]) -> "Tools":
    from faq.session.talk import Tools

    return Tools(_browse, _edit, _copy, past)


def _browse(url: str) -> None:
    from faq.session.browser import browse

    browse(url)


def _edit(file: str, line: int) -> None:
    if not (sys.stdin and sys.stdin.isatty()):
        raise FaqError("/edit", "needs a terminal", f"open {file} at line {line} yourself")
    from faq.session.editor import edit

    edit(file, line)


def _copy(text: str) -> str:
    from faq.session.clipboard import copy

    return copy(text, sys.stdout, os.environ)
