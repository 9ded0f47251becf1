"""The interactive session: what bare ``bpffaq`` opens.

Nothing heavy is imported before it is known that there is a terminal to draw on.
"""

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from faq.errors import FaqError
from faq.output.terminal import Style

if TYPE_CHECKING:
    from faq.library.library import Library
    from faq.session.background_library import BackgroundLibrary
    from faq.session.build_progress import BuildProgress
    from faq.session.conversation import Tools

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
    build_progress: "BuildProgress | None" = None,
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
    from faq.session import editing_mode
    from faq.session.background_library import BackgroundLibrary

    look = style if callable(style) else lambda: style
    background = BackgroundLibrary(open_library, build_progress)
    drawable = os.environ.get("TERM", "dumb") not in ("dumb", "unknown")
    try:
        if drawable and sys.stdin.isatty() and sys.stdout.isatty():
            status = _at_prompt(background, Wishes(pager, history, editing_mode.vi(vi, os.environ)), look)
        else:
            status = _line_by_line(background, look)
    finally:
        background.close()
    if (
        background.reading
    ):  # nobody waits for them any more; a build that is broken off is taken up by the next session
        os._exit(status)
    return status


def _at_prompt(background: "BackgroundLibrary", wishes: Wishes, look: Callable[[], Style]) -> int:
    from faq.session import history, loop, printer
    from faq.session.conversation import Conversation
    from faq.session.prompt import PromptReader
    from faq.session.runner import Runner

    past = history.opened(history.wanted(wishes.history, os.environ))
    conversation = Conversation(background, _tools(past.get_strings), look)
    color = look().color
    shown = printer.Printer(sys.stdout, sys.stderr, printer.screen(wishes.pager))
    print(GREETING, flush=True)
    reader = PromptReader(conversation, past, wishes.vi, color)
    background.build_progress.show(sys.stderr, reader.redraw)
    return loop.loop(reader, Runner(conversation), shown)


def _line_by_line(background: "BackgroundLibrary", look: Callable[[], Style]) -> int:
    from faq.session import line_reader, loop, printer
    from faq.session.conversation import Conversation
    from faq.session.runner import Runner

    if sys.stderr.isatty():
        background.build_progress.show(sys.stderr)
    if sys.stdin.isatty():
        background.start()
    conversation = Conversation(background, _tools(list), look)
    return loop.loop(line_reader.reader(), Runner(conversation), printer.Printer(sys.stdout, sys.stderr))


def _tools(past: Callable[[], list[str]]) -> "Tools":
    from faq.session.conversation import Tools

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
