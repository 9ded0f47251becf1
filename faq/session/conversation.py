"""A conversation under way: what was asked, what is on the screen, and the tools at hand."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from faq.model import Answer, Link, Result, Turn
from faq.output.terminal import Style

if TYPE_CHECKING:
    from faq.session.background_library import BackgroundLibrary

REMEMBERED = 8
"""Turns that are passed on as context."""


class Again(NamedTuple):
    """A question of the history that can be asked again."""

    query: str


Choice = Result | Link | Again
"""What a number on the screen can stand for."""


class Reply(NamedTuple):
    """What one request comes to: lines to show, lists of what can be opened next, the most likely first, an error
    for stderr, and whether the session ends."""

    lines: tuple[str, ...] = ()
    offers: tuple[tuple[str, ...], ...] = ()
    error: str = ""
    ends: bool = False


class Tools(NamedTuple):
    """How a session touches the world outside of the terminal."""

    browse: Callable[[str], None]
    edit: Callable[[str, int], None]
    copy: Callable[[str], str]
    history: Callable[[], list[str]]


class Conversation:
    """The state that questions, numbers and commands share.

    Args:
        shelf: the documents.
        tools: browser, editor, clipboard and history.
        style: how to draw, asked anew for each reply, as terminals are resized.
    """

    def __init__(self, background: "BackgroundLibrary", tools: Tools, style: Callable[[], Style]) -> None:
        self.background, self.tools, self.style = background, tools, style
        self.turns: list[Turn] = []
        self.answer: Answer | None = None
        self.shown: Result | None = None
        self.choices: tuple[Choice, ...] = ()
        self.hint = ""
        self.warned = ""

    def warning(self) -> str:
        """What the library has to say of itself, once; empty where there is nothing new."""
        notice = self.background.notice
        fresh, self.warned = notice if notice != self.warned else "", notice
        return fresh

    def remember(self, query: str, identity: str) -> None:
        """Take up a turn; the oldest is forgotten."""
        self.turns = [*self.turns, Turn(query, identity)][-REMEMBERED:]

    def forget(self) -> None:
        """Begin a new conversation."""
        self.turns, self.answer, self.shown, self.choices = [], None, None, ()


Action = Callable[[Conversation, str], Reply]
