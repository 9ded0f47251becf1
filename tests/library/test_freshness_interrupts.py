"""Ctrl-C while documents are read: what was done is kept."""

import signal
import threading
from pathlib import Path

import pytest

from faq.indexing import build
from faq.library.library import open_library
from faq.sources.selection import in_use
from tests.library.words import opened, questions

pytestmark = pytest.mark.usefixtures("empty_place")


def test_what_is_done_is_in_use_before_all_is_done(
    three: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "SECONDS", 0.0)
    assert questions(opened("d")) == ["jump", "swim", "climb", "dance"]
    assert parsed == ["a.rst", "b.rst", "c.rst"]


def test_an_interrupt_keeps_what_was_done(three: Path, parsed: list[str]) -> None:
    def interrupt(done: int, total: int, entries: int) -> None:
        if (done, total) == (2, 3):
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        open_library(in_use(["d"]), progress=interrupt)
    assert parsed == ["a.rst", "b.rst"]
    assert questions(opened("d")) == ["jump", "swim", "climb", "dance"]
    assert parsed == ["a.rst", "b.rst", "c.rst"]


def test_a_second_interrupt_is_not_held_back(three: Path) -> None:
    def interrupt(done: int, total: int, entries: int) -> None:
        if total == 3:
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGINT)
            went_on.append(done)

    went_on: list[int] = []
    with pytest.raises(KeyboardInterrupt):
        open_library(in_use(["d"]), progress=interrupt)
    assert went_on == []
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert questions(opened("d")) == ["jump", "swim", "climb", "dance"]


def test_a_build_in_another_thread_holds_no_interrupt_back(three: Path) -> None:
    found: list[list[str]] = []
    thread = threading.Thread(target=lambda: found.append(questions(opened("d"))))
    thread.start()
    thread.join()
    assert found == [["jump", "swim", "climb", "dance"]]
