"""The interactive session, which ``bpffaq`` opens without arguments.

Nothing heavy is imported before it is known that there is a terminal to draw on.
"""

import os
import sys
from collections.abc import Callable, Sequence

from faq.errors import FaqError
from faq.output.text import Style
from index.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from faq.library.library import Library
    from faq.model import Answer, Result
    from faq.session.background_library import BackgroundLibrary
    from faq.session.build_progress import BuildProgress
    from faq.session.conversation import Conversation

PLAIN = Style()
GREETING = "Ask in your own words; /help says more, Ctrl-D leaves."


class Wishes(NamedTuple):
    """What the user chose for a session.

    ``pager`` is the program that shows long answers (empty: the default one, ``off``: none), ``history`` says whether
    questions are kept, ``keys`` whose keys edit the prompt (empty: those of readline), ``limit`` is the maximum number
    of results, ``short`` says whether only short answers are shown, ``unanswered`` whether questions that were refused
    or whose answer was rejected are kept, ``browsing`` whether the table of contents comes first.
    """

    pager: str = ""
    history: bool = True
    keys: str = ""
    limit: int = 5
    short: bool = False
    unanswered: bool = False
    browsing: bool = False


USUAL = Wishes()


def run(
    open_library: "Callable[[], Library]",
    *,
    build_progress: "BuildProgress | None" = None,
    open_revision: "Callable[[str], Library] | None" = None,
    wishes: Wishes = USUAL,
    style: Style | Callable[[], Style] = PLAIN,
) -> int:
    """Open a session on the terminal, or answer a pipe line by line.

    Args:
        open_library: opens the library; run in a thread behind the prompt.
        build_progress: what it calls during long builds, which the session shows.
        open_revision: opens a revision of the bundled document by its name.
        wishes: what the user chose.
        style: how to draw, or a function called for each reply, as terminals are resized.

    Returns:
        The exit status, 0.

    Raises:
        FaqError: there are no documents to answer from.
        KeyboardInterrupt: Ctrl-C while lines came from a pipe.
    """
    from faq.session.background_library import BackgroundLibrary

    look = style if callable(style) else lambda: style
    background = BackgroundLibrary(open_library, build_progress, open_revision)
    drawable = os.environ.get("TERM", "dumb") not in ("dumb", "unknown")
    try:
        if drawable and sys.stdin.isatty() and sys.stdout.isatty():
            status = _at_prompt(background, wishes, look)
        else:
            status = _line_by_line(background, wishes, look)
    finally:
        background.close()
    if background.reading:
        # nobody waits for them any more; the next session continues an interrupted build
        os._exit(status)
    return status


def _at_prompt(background: "BackgroundLibrary", wishes: Wishes, look: Callable[[], Style]) -> int:
    from faq.session import editing_mode, history, loop, printer, waiting
    from faq.session.prompt import PromptReader
    from faq.session.runner import Runner

    past = history.opened(wishes.history)
    color, screen = look().color, printer.screen(wishes.pager)
    conversation = _conversation(
        background,
        wishes,
        lambda: look()._replace(rows=screen.size()[1]),
        past.get_strings,
        lambda results: _pick(results, color),
    )
    shown = printer.Printer(sys.stdout, sys.stderr, screen)
    print(GREETING, flush=True)
    vi = editing_mode.vi(wishes.keys == "vi" if wishes.keys else None, os.environ)
    reader = PromptReader(conversation, past, vi, color)
    background.build_progress.show(sys.stderr, reader.redraw)
    background.waiting = lambda: waiting.at_prompt(sys.stdout)
    runner = Runner(conversation)
    if wishes.browsing:
        shown.show(runner.run("/browse"))
    return loop.loop(reader, runner, shown)


def _line_by_line(background: "BackgroundLibrary", wishes: Wishes, look: Callable[[], Style]) -> int:
    from faq.session import line_reader, loop, printer
    from faq.session.runner import Runner

    if sys.stderr.isatty():
        background.build_progress.show(sys.stderr)
    if sys.stdin.isatty():
        background.start()
    reader = line_reader.reader()
    conversation = _conversation(background, wishes, look, reader.past, _no_screen)
    shown = printer.Printer(sys.stdout, sys.stderr)
    return loop.loop(reader, Runner(conversation), shown)


def _conversation(
    background: "BackgroundLibrary",
    wishes: Wishes,
    look: Callable[[], Style],
    past: Callable[[], list[str]],
    pick: "Callable[[Sequence[Result]], Result | None]",
) -> "Conversation":
    from faq.session.conversation import Conversation, Manner, Tools

    note = _note if wishes.unanswered else _forget
    tools = Tools(browse=_browse, edit=_edit, copy=_copy, history=past, pick=pick, note=note)
    return Conversation(background, tools, look, Manner(wishes.limit, wishes.short))


def _pick(results: "Sequence[Result]", color: bool) -> "Result | None":
    from faq.session.contents import pick

    return pick(results, color)


def _no_screen(results: "Sequence[Result]") -> "Result | None":
    raise FaqError("/browse", "needs a terminal", "/list shows every question")


def _note(answer: "Answer", why: str) -> None:
    from faq.session.unanswered import note

    note(answer, why)


def _forget(answer: "Answer", why: str) -> None:
    """Ignore a question that was not answered: the user keeps none."""


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
