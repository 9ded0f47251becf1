"""What is printed of a reply, what goes through the pager, and what is left out where it does not fit."""

import os
import select
import sys
from collections.abc import Sequence
from io import StringIO

import pytest

from faq.session import pager, printer
from faq.session.conversation import Reply
from faq.session.printer import Printer, Screen

ALSO = ("", "See also", "  1. a", "  2. b")


class Room:
    """A screen of that many rows besides those of the prompt, with a pager or without."""

    def __init__(self, rows: int, pager: bool = True) -> None:
        self._rows, self._pager = rows, pager
        self.paged: list[list[str]] = []

    def screen(self) -> Screen:
        return Screen(lambda: (80, self._rows + 3), self._page)

    def _page(self, lines: Sequence[str]) -> bool:
        self.paged += [list(lines)] * self._pager
        return self._pager


def shown(reply: Reply, room: Room | None) -> list[str]:
    terminal = StringIO()
    Printer(terminal, terminal, room.screen() if room else None).show(reply)
    return terminal.getvalue().split("\n")[:-1]


ANSWER = ["one", "two"]


@pytest.mark.parametrize(
    ("rows", "lines", "paged"),
    [
        (6, [*ANSWER, *ALSO, ""], []),
        (5, [*ANSWER, *ALSO[:3], ""], []),
        (2, [*ANSWER, *ALSO[:3], ""], []),
        (1, [*ALSO, ""], [ANSWER]),
    ],
)
def test_offers_are_on_the_screen_whatever_fits(rows: int, lines: list[str], paged: list[list[str]]) -> None:
    room = Room(rows)
    assert shown(Reply(("one", "two"), ALSO), room) == lines
    assert room.paged == paged


@pytest.mark.parametrize("room", [Room(1, pager=False), None])
def test_without_a_pager_everything_is_printed(room: Room | None) -> None:
    assert shown(Reply(("one", "two"), ALSO), room) == [*ANSWER, *ALSO, ""]


def test_a_list_that_does_not_fit_is_paged_whole() -> None:
    room = Room(1)
    assert shown(Reply(("one", "two")), room) == [""]
    assert room.paged == [ANSWER]


def test_nothing_is_printed_for_nothing() -> None:
    assert shown(Reply(), Room(8)) == []


def test_an_error_is_wrapped_for_a_screen_only() -> None:
    error = "/l: can be short for /list or /links; type more of it"
    narrow = Screen(lambda: (40, 20), lambda lines: False)
    for screen, lines in (
        (narrow, "/l: can be short for /list or /links;\ntype more of it\n"),
        (None, f"{error}\n"),
    ):
        errors = StringIO()
        Printer(errors, errors, screen).show(Reply(error=error))
        assert errors.getvalue() == lines


def test_an_error_stands_by_itself_and_is_harmless() -> None:
    terminal, errors = StringIO(), StringIO()
    Printer(terminal, errors).show(Reply(("one",), error="a\x1b[2Jb"))
    assert (terminal.getvalue(), errors.getvalue()) == ("one\n\n", "a\ufffd[2Jb\n")


def test_a_terminal_that_does_not_tell_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.get_terminal_size", lambda fallback: fallback)
    assert printer._size() == (80, 24)


@pytest.mark.parametrize(("typed", "opened"), [(b"", True), (b"l", False)])
def test_no_pager_opens_while_keys_wait_for_the_prompt(
    monkeypatch: pytest.MonkeyPatch, typed: bytes, opened: bool
) -> None:
    """It would take what is meant for the prompt."""
    reading, writing = os.pipe()
    os.write(writing, typed)
    monkeypatch.setattr(pager, "page", lambda *_: True)
    with open(reading) as terminal, open(writing, "w"):
        monkeypatch.setattr(sys, "stdin", terminal)
        assert printer.screen().page(["one"]) == opened


def test_a_system_that_tells_of_no_keys_opens_the_pager(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(pager, "page", lambda *_: True)
    monkeypatch.setattr(select, "select", refuse)
    assert printer.screen().page(["one"])
    assert not printer.screen("off").page(["one"])
