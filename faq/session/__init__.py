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
    pager: bool = True,
    history: bool = True,
    vi: bool | None = None,
    style: Style | Callable[[], Style] = PLAIN,
) -> int:
    """Open a session on the terminal, or answer a pipe line by line.

    Args:
        open_library: opens the library; run in a thread behind the prompt.
        pager: whether long answers may go through ``$PAGER``.
        history: whether questions are kept for later sessions.
        vi: Vi keys (true), Emacs keys (false), or what ``EDITING_MODE`` says (none).
        style: how to draw, or what says so anew for each reply, as terminals are resized.

    Returns:
        The exit status: 0, or 2 where there are no documents to answer from.
    """
    look = style if callable(style) else lambda: style
    drawable = os.environ.get("TERM", "dumb") not in ("dumb", "unknown")
    if drawable and sys.stdin.isatty() and sys.stdout.isatty():
        return _at_prompt(open_library, Wishes(pager, history, _vi(vi)), look)
    return _line_by_line(open_library, look)


def _vi(wanted: bool | None) -> bool:
    return wanted if wanted is not None else os.environ.get("EDITING_MODE", "").lower() in ("vi", "vim")


def _at_prompt(open_library: "Callable[[], Library]", wishes: Wishes, look: Callable[[], Style]) -> int:
    from faq.session import history, printer, session
    from faq.session.prompt import PromptReader
    from faq.session.runner import Runner
    from faq.session.shelf import Shelf
    from faq.session.talk import Talk

    past = history.opened(history.wanted(wishes.history, os.environ))
    shelf = Shelf(open_library)
    talk = Talk(shelf, _tools(past.get_strings), look)
    color = look().color
    shown = printer.Printer(sys.stdout, sys.stderr, printer.paged if wishes.pager else None)
    print(GREETING, flush=True)
    try:
        return session.loop(PromptReader(talk, past, wishes.vi, color), Runner(talk), shown)
    finally:
        shelf.close()


def _line_by_line(open_library: "Callable[[], Library]", look: Callable[[], Style]) -> int:
    from faq.session import plain, printer, session
    from faq.session.runner import Runner
    from faq.session.shelf import Shelf
    from faq.session.talk import Talk

    shelf = Shelf(open_library)
    talk = Talk(shelf, _tools(list), look)
    try:
        return session.loop(plain.reader(), Runner(talk), printer.Printer(sys.stdout, sys.stderr))
    finally:
        shelf.close()


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
