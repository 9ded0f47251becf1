"""Whole sessions in process: keys go in through a pipe, replies come out of the session's own stream."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from faq.errors import FaqError
from faq.library.library import Library
from faq.session.background_library import BackgroundLibrary, Unreadable
from faq.session.conversation import Conversation
from faq.session.loop import loop
from faq.session.printer import Printer
from faq.session.prompt import PromptReader, Suggestions
from faq.session.runner import Runner
from tests.support.session_stage import Told, bundled, conversation, press

UP, DOWN, RIGHT, CTRL_C, CTRL_D, CTRL_R, ESCAPE = "\x1b[A", "\x1b[B", "\x1b[C", "\x03", "\x04", "\x12", "\x1b"


@contextmanager
def terminal() -> Iterator[PipeInput]:
    with create_pipe_input() as keyboard, create_app_session(input=keyboard, output=DummyOutput()):
        yield keyboard


def test_how_long_escape_waits_for_more() -> None:
    with terminal():
        app = PromptReader(conversation(), InMemoryHistory(), False, color=False).session.app
        assert (app.ttimeoutlen, app.timeoutlen) == (0.05, 0.3)


def typed(keys: str, past: tuple[str, ...] = (), vi: bool = False) -> list[str]:
    """The lines that a session reads when those keys are pressed."""
    with terminal() as keyboard:
        reader = PromptReader(conversation(), InMemoryHistory(past), vi, color=False)
        keyboard.send_text(keys)
        lines = []
        try:
            while True:
                lines.append(reader.read())
        except EOFError:
            return lines


@pytest.mark.parametrize(
    ("keys", "lines"),
    [
        ("who do i cc?\r" + CTRL_D, ["who do i cc?"]),
        ("nonsense" + CTRL_C + "how long?\r" + CTRL_D, ["how long?"]),
        (CTRL_C + CTRL_C + "x\r" + CTRL_D, ["x"]),
        ("abc\x01X\x05Y\r" + CTRL_D, ["XabcY"]),
        ("one two\x17three\r" + CTRL_D, ["one three"]),
        ("/why\r:new\r" + CTRL_D, ["/why", ":new"]),
        (CTRL_D, []),
    ],
)
def test_typing(keys: str, lines: list[str]) -> None:
    assert typed(keys) == lines


def pasted(text: str) -> str:
    return f"\x1b[200~{text}\x1b[201~"


@pytest.mark.parametrize(
    ("keys", "lines"),
    [
        (pasted("how do I\n  run the\r\n\tselftests?\n") + "\r", ["how do I run the selftests?"]),
        ("so: " + pasted("one\ntwo") + " three\r", ["so: one two three"]),
        (pasted("\x1b[31mred\x07"), []),
        ("so" + pasted(" one\n") + "\r", ["so one"]),
    ],
)
def test_a_paste_is_one_question_and_waits_for_enter(keys: str, lines: list[str]) -> None:
    assert typed(keys + CTRL_C + CTRL_D) == lines


@pytest.mark.parametrize("mouse", ["\x1b[31m", "\x1b[<5M", "\x1b[M\x80\xff\xff"])
def test_what_looks_like_the_mouse_is_ignored(mouse: str) -> None:
    with terminal():
        app = PromptReader(conversation(), InMemoryHistory(), vi=False, color=False).session.app
        press(app, f"re{mouse}d")
        assert app.current_buffer.text == "red"


@pytest.mark.parametrize(
    ("keys", "lines"),
    [
        (UP + "\r", ["which tree for fixes?"]),
        (UP + UP + "\r", ["who do i cc?"]),
        (UP + UP + DOWN + "\r", ["which tree for fixes?"]),
        (CTRL_R + "cc\r\r", ["who do i cc?"]),
        (CTRL_R + "CC" + "\x07" + "\r", [""]),
    ],
)
def test_history_by_keys(keys: str, lines: list[str]) -> None:
    assert typed(keys + CTRL_D, past=("who do i cc?", "which tree for fixes?")) == lines


def test_vi_keys() -> None:
    assert typed("abc def" + ESCAPE + "0dwix" + "\r" + CTRL_D, vi=True) == ["xdef"]


def test_an_interrupt_from_outside_is_a_new_line() -> None:
    class Reader:
        def __init__(self) -> None:
            self.turns: Iterator[str | BaseException] = iter([KeyboardInterrupt(), "/new", EOFError()])

        def interrupted(self) -> None:
            screen.write("fresh\n")

        def read(self) -> str:
            turn = next(self.turns)
            if isinstance(turn, BaseException):
                raise turn
            return turn

    screen = StringIO()
    assert loop(Reader(), Runner(conversation()), Printer(screen, screen)) == 0
    assert screen.getvalue() == "fresh\nA new conversation: what came before is forgotten.\n\n"


def test_a_whole_session() -> None:
    told = Told()
    with terminal() as keyboard:
        one = conversation(told)
        screen = StringIO()
        keyboard.send_text("/list stab\r2\r/open\r/bogus\r" + CTRL_D)
        reader = PromptReader(one, InMemoryHistory(), vi=False, color=False)
        assert loop(reader, Runner(one), Printer(screen, screen)) == 0
    shown = screen.getvalue()
    assert shown.startswith("Stable submission\n  1. I need a specific BPF commit")
    assert "\nNo. If you need a specific BPF commit in kernels" in shown
    assert shown.endswith("/bogus: no such command; /help lists the commands\n")
    assert [deed[0] for deed in told.deeds] == ["browse"]


def test_the_first_key_is_taken_while_the_documents_are_read() -> None:
    gate = threading.Event()

    def slow() -> Library:
        assert gate.wait(60)
        return bundled()

    with terminal() as keyboard:
        one = Conversation(BackgroundLibrary(slow), Told().tools(), conversation().style)
        reader = PromptReader(one, InMemoryHistory(), vi=False, color=False)
        keyboard.send_text("who do i cc?\r")
        line = reader.read()
        assert (line, one.background.ready) == ("who do i cc?", False)
        gate.set()
        assert Runner(one).run("/list LLVM").error == ""
        assert one.background.ready


def test_nothing_is_read_before_the_prompt_stands() -> None:
    one = Conversation(BackgroundLibrary(bundled), Told().tools(), conversation().style)
    with terminal():
        PromptReader(one, InMemoryHistory(), vi=False, color=False)
        assert not one.background.ready
        assert [thread.name for thread in threading.enumerate() if thread.name == "documents"] == []


def test_documents_that_cannot_be_read_end_the_prompt() -> None:
    def fails() -> Library:
        raise FaqError("x.rst", "is not there", "name another")

    screen, errors = StringIO(), StringIO()
    with terminal():
        one = Conversation(BackgroundLibrary(fails), Told().tools(), conversation().style)
        reader = PromptReader(one, InMemoryHistory(), vi=False, color=False)
        with pytest.raises(Unreadable) as caught:
            loop(reader, Runner(one), Printer(screen, errors))
    assert str(caught.value) == "x.rst: is not there; name another"
    assert (screen.getvalue(), errors.getvalue()) == ("", "")


def test_documents_that_are_read_once_the_prompt_has_ended_disturb_nothing() -> None:
    gate = threading.Event()

    def slow() -> Library:
        assert gate.wait(60)
        return bundled()

    ended = asyncio.new_event_loop()
    ended.close()
    with terminal() as keyboard:
        one = Conversation(BackgroundLibrary(slow), Told().tools(), conversation().style)
        reader = PromptReader(one, InMemoryHistory(), vi=False, color=False)
        keyboard.send_text("who do i cc?\r")
        reader.read()
        assert not reader.redraw()
        reader.session.app.loop = ended  # as it is while the prompt is ending
        assert not reader.redraw()
        gate.set()
        (reading,) = [thread for thread in threading.enumerate() if thread.name == "documents"]
        reading.join(60)
    assert one.background.ready


@pytest.mark.parametrize(
    ("past", "suggested"),
    [("who do i cc?", " do i cc?"), ("who " + "was it? " * 20, ""), ("how?", "")],
)
def test_what_is_suggested_fits_the_line(past: str, suggested: str) -> None:
    history = InMemoryHistory()
    history.append_string(past)
    found = Suggestions().get_suggestion(Buffer(history=history), Document("who"))
    assert (found.text if found else "") == suggested
