"""A long build, in the status line or on a line of its own."""

import time
from io import StringIO
from itertools import count
from pathlib import Path

import pytest

from faq.library.library import open_library
from faq.session import statusline
from faq.session.background_library import BackgroundLibrary
from faq.session.build_progress import BuildProgress
from faq.session.conversation import Conversation
from faq.sources.selection import in_use
from tests.support.session_stage import conversation, never


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, which the test sets."""
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def test_in_the_status_line(clock: list[float]) -> None:
    told, drawn = BuildProgress(), list[str]()

    def redraw() -> bool:
        drawn.append(statusline.text(one, 60))
        return True

    one = Conversation(BackgroundLibrary(never, told), conversation().tools, conversation().style)
    screen = StringIO()
    told.show(screen, redraw)
    for now, done in ((100.0, 1), (100.05, 2), (104.0, 4), (104.05, 5), (105.0, 20)):
        clock[0] = now
        told(done, 20, 10 * done)
    assert drawn == [
        " reading the documents ...",
        " Indexing: 4 of 20 files, 40 entries, 16 s left",
        " reading the documents ...",
    ]
    assert screen.getvalue() == ""


def test_on_a_line_of_its_own_where_no_prompt_stands(clock: list[float]) -> None:
    told, screen = BuildProgress(), StringIO()
    told.show(screen)
    for now, done in ((200.0, 1), (202.0, 2), (203.0, 4), (300.0, 1), (302.0, 2), (303.0, 4)):
        clock[0] = now
        told(done, 4, done)
    line = "\rIndexing: 2 of 4 files, 2 entries, 2 s left"
    gone = "\r" + " " * (len(line) - 1) + "\r"
    assert screen.getvalue() == (line + gone) * 2


def test_of_a_real_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        (tmp_path / f"{number}.rst").write_text("T\n=\n\nQ: Why?\n-------\nA: So.\n")
    seconds = count(500)
    monkeypatch.setattr(time, "monotonic", lambda: float(next(seconds)))
    told, texts = BuildProgress(), list[str]()

    def redraw() -> bool:
        texts.append(told.text)
        return True

    told.show(StringIO(), redraw)
    background = BackgroundLibrary(lambda: open_library(in_use([str(tmp_path)]), progress=told), told)
    background.wait()
    assert [text.split(", ")[0] for text in texts] == ["", "Indexing: 2 of 3 files", ""]


def test_nowhere(clock: list[float]) -> None:
    told = BuildProgress()
    told(1, 4, 1)
    clock[0] += 9
    told(2, 4, 1)
    assert told.text == "Indexing: 2 of 4 files, 1 entries, 9 s left"
