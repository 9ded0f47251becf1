"""The status line at several widths."""

from pathlib import Path

import pytest

from faq.library.library import Library, open_library
from faq.model import Turn
from faq.output.text import columns
from faq.session import statusline
from faq.session.background_library import BackgroundLibrary
from faq.session.conversation import Conversation
from faq.sources.selection import in_use
from tests.support.program import PEARS
from tests.support.session_stage import LOADING, conversation

LONG = "which tree do my patches for the verifier have to be based on?"


@pytest.mark.parametrize(
    ("width", "query", "text"),
    [
        (80, "", " HOWTO interact with BPF subsystem Linux 5.8"),
        (80, "which tree?", " HOWTO interact with BPF subsystem Linux 5.8 | after: which tree?"),
        (80, LONG, " HOWTO interact with BPF subsystem Linux 5.8 | after: which tree do my patche..."),
        (60, LONG, " bpf_devel_QA.rst Linux 5.8 | after: which tree do my pat..."),
        (71, LONG, " HOWTO interact with BPF subsystem Linux 5.8 | after: which tree do..."),
        (70, LONG, " bpf_devel_QA.rst Linux 5.8 | after: which tree do my patches for t..."),
        (44, "", " HOWTO interact with BPF subsystem Linux 5.8"),
        (43, "", " bpf_devel_QA.rst Linux 5.8"),
        (40, "", " bpf_devel_QA.rst Linux 5.8"),
        (40, "which tree?", " Linux 5.8 | after: which tree?"),
        (40, LONG, " Linux 5.8 | after: which tree do my..."),
        (10, "which tree?", " Linux..."),
        (80, "\u202ewhich", " HOWTO interact with BPF subsystem Linux 5.8 | after: \ufffdwhich"),
        (40, "日本語の質問は日本語の質問は", " Linux 5.8 | after: 日本語の質問は日..."),
    ],
)
def test_text(width: int, query: str, text: str) -> None:
    one = conversation()
    if query:
        one.turns = [Turn(query, "")]
    line = statusline.text(one, width)
    assert line == text
    assert columns(line) <= width


def test_text_while_reading() -> None:
    one = Conversation(LOADING, conversation().tools, conversation().style)
    assert statusline.text(one, 80) == " reading the documents ..."
    assert statusline.text(one, 12) == " reading..."


@pytest.mark.parametrize(
    ("width", "text"),
    [(6, "abcdef"), (5, "ab..."), (4, "a..."), (3, "abc"), (1, "a"), (0, ""), (-1, "")],
)
def test_words_are_cut_to_any_width(width: int, text: str) -> None:
    assert statusline.cut("abcdef", width) == text


def test_drawing_the_line_reads_nothing_from_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is drawn with each key, and many documents may be in use."""
    one = conversation()
    monkeypatch.delattr(Library, "read")
    assert statusline.text(one, 80) == " HOWTO interact with BPF subsystem Linux 5.8"


def test_a_damaged_index_leaves_the_line_without_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next question rebuilds it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("faq.sources.file_state.STEP", 0)  # as if the file were older than that
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "pears.rst").write_text(PEARS, "utf-8")
    open_library(in_use([str(tmp_path / "d")])).close()
    library = open_library(in_use([str(tmp_path / "d")]))
    one = Conversation(BackgroundLibrary(lambda: library), conversation().tools, conversation().style)
    one.background.wait()
    states = Path(library.snapshot.location, "states")
    states.write_bytes(bytes(states.stat().st_size - 40) + states.read_bytes()[-40:])
    assert statusline.text(one, 80) == " 0 documents"
    assert one.background.ask("how do I peel a pear?", ()).results
    assert statusline.text(one, 80) == " Pears"
    one.background.close()
