"""What ``bpffaq index`` says."""

from pathlib import Path

import pytest

from faq.library.library import open_library
from faq.output import index_report
from faq.sources.selection import in_use

FAQ = "Title of it\n===========\n\nWhat is it?\n-----------\n\nA thing.\n"


@pytest.fixture(autouse=True)
def _documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cache").mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    Path("d").mkdir()
    for name in ("a", "b"):
        Path(f"d/{name}.rst").write_text(FAQ, encoding="utf-8")
    Path("d/broken.rst").symlink_to("nowhere")
    Path("d/b.toml").write_text('[entries.gone]\nquestions = ["what?"]\n', encoding="utf-8")


def test_what_the_index_holds() -> None:
    snapshot = open_library(in_use(["d"])).snapshot
    assert index_report.lines(snapshot, 80, verbose=False) == [
        f"Index: {snapshot.location}",
        "Documents: 2",
        "Entries: 2",
    ]
    assert index_report.as_json(snapshot, verbose=False) == {
        "directory": snapshot.location,
        "documents": 2,
        "entries": 2,
    }


def test_what_was_carried_over_to_each_document() -> None:
    snapshot = open_library(in_use(["d"])).snapshot
    assert index_report.lines(snapshot, 80, verbose=True)[3:] == [
        "d/b.rst",
        "  knowledge: 0 entries, 1 new without, 1 not in this text, from d/b.toml",
        "    new, without knowledge: line 4, what-is-it",
        "    not in this text, its questions are out of scope: gone",
    ]
    assert index_report.as_json(snapshot, verbose=True)["sources"] == [
        {"file": "d/a.rst", "knowledge": None},
        {
            "file": "d/b.rst",
            "knowledge": {
                "files": ["d/b.toml"],
                "revision": None,
                "entries": 0,
                "new": [{"id": "what-is-it", "line": 4}],
                "gone": ["gone"],
                "reworded": [],
                "dropped": [],
            },
        },
    ]
