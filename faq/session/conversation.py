"""A conversation: what was asked, what is on screen, and the available tools."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from faq.model import Answer, Link, Result, Turn
from faq.output.text import Style

if TYPE_CHECKING:
    from faq.session.background_library import BackgroundLibrary

REMEMBERED = 8
"""Turns passed on as context."""


class Again(NamedTuple):
    """A question in the history that can be asked again."""

    query: str


Choice = Result | Link | Again
"""What a number on the screen can stand for."""


class Reply(NamedTuple):
    """The result of one request: lines to show, a list of what can be opened next, an error for stderr, and whether the
    session ends."""

    lines: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    error: str = ""
    ends: bool = False


class Tools(NamedTuple):
    """How a session acts outside the terminal.

    ``browse`` opens a link, ``edit`` a file at a line, ``copy`` fills the clipboard and names the way, ``history``
    returns earlier questions, ``pick`` lets the user choose an entry in the table of contents, ``note`` keeps an
    unanswered question.
    """

    browse: Callable[[str], None]
    edit: Callable[[str, int], None]
    copy: Callable[[str], str]
    history: Callable[[], list[str]]
    pick: Callable[[Sequence[Result]], Result | None]
    note: Callable[[Answer, str], None]


class Manner(NamedTuple):
    """How the user wants to be answered: the maximum number of results, and whether with short answers only."""

    limit: int = 5
    short: bool = False


USUAL = Manner()


class Conversation:
    """The state that questions, numbers and commands share.

    Args:
        background: the documents.
        tools: browser, editor, clipboard and history.
        style: returns how to draw, called for each reply, as terminals are resized.
        manner: how to answer.

    ``answer`` is the answer to the last question, ``shown`` the entry on screen, ``rank`` its rank in the answer
    (-1 if no entry of the answer was shown yet), ``more`` whether part of it was left out, ``choices`` what the numbers
    on screen stand for.
    """

    def __init__(
        self,
        background: "BackgroundLibrary",
        tools: Tools,
        style: Callable[[], Style],
        manner: Manner = USUAL,
    ) -> None:
        self.background, self.tools, self.style, self.manner = background, tools, style, manner
        self.turns: list[Turn] = []
        self.hint = ""
        self.warned = ""
        self.forget()

    def warning(self) -> str:
        """The library's notice, once; empty if there is nothing new."""
        notice = self.background.notice
        fresh, self.warned = notice if notice != self.warned else "", notice
        return fresh

    def remember(self, query: str, identity: str) -> None:
        """Record a turn; the oldest is forgotten."""
        self.turns = [*self.turns, Turn(query, identity)][-REMEMBERED:]

    def forget(self) -> None:
        """Begin a new conversation."""
        self.turns = []
        self.answer: Answer | None = None
        self.shown: Result | None = None
        self.rank = 0
        self.more = False
        self.choices: tuple[Choice, ...] = ()


Action = Callable[[Conversation, str], Reply]
