"""The progress line of a long build."""

import io

import pytest

from faq.output import progress


class Terminal(io.StringIO):
    """Not a terminal, but no test of one is made: whoever makes a bar has seen to it."""


@pytest.mark.parametrize(
    ("done", "total", "entries", "passed", "text"),
    [
        (1, 4, 9, 2.0, "Indexing: 1 of 4 files, 9 entries, 6 s left"),
        (0, 4, 0, 2.0, "Indexing: 0 of 4 files, 0 entries, 0 s left"),
        (10, 1000, 9, 1.0, "Indexing: 10 of 1000 files, 9 entries, 1 min 39 s left"),
    ],
)
def test_what_it_says(done: int, total: int, entries: int, passed: float, text: str) -> None:
    assert progress.line(done, total, entries, passed) == text


def test_a_short_build_shows_nothing() -> None:
    stream = Terminal()
    bar = progress.Bar(stream)
    for done in range(1, 4):
        bar(done, 3, done)
    assert stream.getvalue() == ""


def test_a_long_one_is_drawn_over_and_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([0.0, 0.5, 2.0, 2.05, 4.0, 5.0])
    monkeypatch.setattr("time.monotonic", lambda: next(times))
    stream = Terminal()
    bar = progress.Bar(stream)
    for done in (1, 10, 11, 50, 100):
        bar(done, 100, done)
    assert stream.getvalue().split("\r") == [
        "",
        "Indexing: 10 of 100 files, 10 entries, 18 s left",
        "Indexing: 50 of 100 files, 50 entries, 4 s left ",
        " " * 47,
        "",
    ]
