"""The table of contents, given keys as a terminal sends them."""

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from faq.session.contents import Contents, pick
from tests.support.session_stage import background, press

DOWN, ESCAPE = "\x1b[B", "\x1b"


@pytest.mark.parametrize(
    ("keys", "question"),
    [
        ("stable" + DOWN * 3 + "\r", "Queue stable patches"),
        ("xyzzy\r\x7f\x7f\x7f\x7f\x7fQUEUE\r", "Queue stable patches"),
        ("queue" + ESCAPE, ""),
        ("queue" + ESCAPE + "\r", ""),
        ("queue" + ESCAPE + "\x03", ""),
        ("queue\x03", ""),
    ],
)
def test_keys(keys: str, question: str, capsys: pytest.CaptureFixture[str]) -> None:
    with create_pipe_input() as keyboard, create_app_session(input=keyboard, output=DummyOutput()):
        keyboard.send_text(keys)
        picked = pick(background().entries(), color=False)
    assert (picked.entry.question if picked else "", capsys.readouterr().out) == (question, "")


@pytest.mark.parametrize("mouse", ["\x1b[31m", "\x1b[<5M", "\x1b[M\x80\xff\xff"])
def test_what_looks_like_the_mouse_is_ignored(mouse: str) -> None:
    with create_app_session(output=DummyOutput()):
        table = Contents(background().entries(), color=False)
        press(table.app, f"que{mouse}ue s")
    assert [one.entry.question for one in table.found] == ["Queue stable patches"]
