"""What ``bpffaq sources`` shows."""

import os
from pathlib import Path
from typing import Any

import pytest

from faq.library.library import Library, open_library
from faq.output import sources_report
from faq.output.harmless import without_surrogates
from faq.output.text import Style
from faq.sources.selection import in_use
from faq.sources.shipped import bundled, revision
from faq.sources.source import Source
from tests.support import places

FAQ = "Title of it\n===========\n\nWhat is it?\n-----------\n\nA thing.\n"
WHEN = 1_700_000_000
STAMP = "2023-11-14T22:13:20Z"


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "cache").mkdir()
    monkeypatch.chdir(tmp_path)


def write(name: str, text: str = FAQ) -> None:
    os.utime(places.write(name, text), (WHEN, WHEN))


def opened(*options: str) -> Library:
    return open_library(in_use(options))


def test_one_file_and_one_that_cannot_be_read(tmp_path: Path) -> None:
    write("d/a.rst")
    write("d/a.toml", '[document]\nurl = "https://a.test/a.html"\nrevision = "0123456789abcdef"\n')
    Path("d/b.rst").symlink_to("nowhere")
    write("d/c.rst")
    write("d/c.toml", "x = 1\n")
    library = opened("d")
    assert sources_report.lines(library.snapshot, Style(width=60)) == [
        "d/a.rst",
        "  Title of it",
        "  1 entry, from the command line",
        f"  changed {STAMP}, revision 0123456789abcdef",
        "  https://a.test/a.html",
        "  knowledge of 0123456789ab: 0 entries, 1 new without, from",
        "  d/a.toml",
        "d/c.rst",
        "  Title of it",
        "  1 entry, from the command line",
        f"  changed {STAMP}",
        "  d/c.toml:1: 'x' is not a key of a knowledge file; use one",
        "  of: document, revisions, synonyms, entries, out_of_scope",
        "  knowledge: 0 entries, 1 new without, from d/c.toml",
        "d/b.rst: cannot be read (no such file or directory); name a",
        "readable RST file",
    ]
    assert sources_report.as_json(library.snapshot) == {
        "sources": [
            {
                "file": "d/a.rst",
                "path": str(tmp_path / "d" / "a.rst"),
                "uri": (tmp_path / "d" / "a.rst").as_uri(),
                "origin": "command line",
                "title": "Title of it",
                "url": "https://a.test/a.html",
                "revision": "0123456789abcdef",
                "entries": 1,
                "as_of": None,
                "fresh": STAMP,
            },
            {
                "file": "d/b.rst",
                "path": str(tmp_path / "d" / "b.rst"),
                "uri": (tmp_path / "d" / "b.rst").as_uri(),
                "origin": "command line",
                "title": "b.rst",
                "url": None,
                "revision": None,
                "entries": 0,
                "as_of": None,
                "fresh": None,
                "error": "d/b.rst: cannot be read (no such file or directory); name a readable RST file",
            },
            {
                "file": "d/c.rst",
                "path": str(tmp_path / "d" / "c.rst"),
                "uri": (tmp_path / "d" / "c.rst").as_uri(),
                "origin": "command line",
                "title": "Title of it",
                "url": None,
                "revision": None,
                "entries": 1,
                "as_of": None,
                "fresh": STAMP,
                "note": "d/c.toml:1: 'x' is not a key of a knowledge file; "
                "use one of: document, revisions, synonyms, entries, out_of_scope",
            },
        ]
    }


FRUIT = """\
Fruit FAQ
=========

Q: How do I peel a pear?
------------------------
Take a knife. Pull it down.
Then       eat it.

Q: Who sells pears?
-------------------
The market.
"""
KNOWN = """\
[document]
revision = "0123456789abcdef"
[entries.q-gone]
questions = ["gone?"]
[entries.q-how-do-i-peel-a-pear]
details = [
  {answer = "Then eat it.", questions = ["what then?"]},
  {answer = "Pull it downwards.", questions = ["up?"]},
  {answer = "Use soap.", questions = ["soap?"]},
]
"""


def test_what_was_carried_over_is_told_in_full() -> None:
    write("d/fruit.rst", FRUIT)
    write("d/fruit.toml", KNOWN)
    write("d/other.rst")
    opened("d")
    snapshot = opened("d").snapshot  # read back from the index
    assert sources_report.lines(snapshot, Style(width=200), verbose=True) == [
        "d/fruit.rst",
        "  Fruit FAQ",
        "  2 entries, from the command line",
        f"  changed {STAMP}, revision 0123456789abcdef",
        "  knowledge of 0123456789ab: 1 entry, 1 new without, 1 not in this text, 1 detail followed, 1 detail gone",
        "  knowledge from d/fruit.toml",
        "    new, without knowledge: line 9, q-who-sells-pears",
        "    not in this text, its questions are out of scope: q-gone",
        '    reworded, line 6 of q-how-do-i-peel-a-pear: "Pull it downwards." is now "Pull it down."',
        '    gone from line 4, q-how-do-i-peel-a-pear, its questions are left out: "Use soap."',
        "d/other.rst",
        "  Title of it",
        "  1 entry, from the command line",
        f"  changed {STAMP}",
        "  no knowledge file",
    ]
    peel = "q-how-do-i-peel-a-pear"
    told = [source["knowledge"] for source in sources_report.as_json(snapshot, verbose=True)["sources"]]
    assert told == [
        {
            "files": ["d/fruit.toml"],
            "revision": "0123456789abcdef"[:12],
            "entries": 1,
            "new": [{"id": "q-who-sells-pears", "line": 9}],
            "gone": ["q-gone"],
            "reworded": [{"id": peel, "was": "Pull it downwards.", "now": "Pull it down.", "line": 6}],
            "dropped": [{"id": peel, "was": "Use soap.", "line": 4}],
        },
        None,
    ]


def test_a_configured_source_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are shown, and what is wrong."""
    write("a.rst")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("BPFFAQ_SOURCES", raising=False)
    write(
        "config/bpffaq/config.toml",
        f"[[source]]\npath = '/gone.rst'\n[[source]]\npath = '{tmp_path}/a.rst'\n",
    )
    library = open_library(in_use(missing=True), flawed=True)
    assert sources_report.lines(library.snapshot, Style(width=300)) == [
        f"{tmp_path}/a.rst",
        "  Title of it",
        "  1 entry, from the configuration",
        f"  changed {STAMP}",
        "/gone.rst: cannot be read (no such file or directory); name a readable RST file",
    ]
    assert [source.get("error") for source in sources_report.as_json(library.snapshot)["sources"]] == [
        "/gone.rst: cannot be read (no such file or directory); name a readable RST file",
        None,
    ]


def test_many_files_are_summed() -> None:
    for number in range(41):
        write(f"d/{number:02d}.rst")
    write("d/later.rst")
    os.utime("d/later.rst", (WHEN + 60, WHEN + 60))
    assert sources_report.lines(opened("d").snapshot, Style(width=200)) == [
        "42 files from the command line, 42 entries, last changed 2023-11-14T22:14:20Z (d/later.rst); "
        "--json lists each"
    ]


def test_the_bundled_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BPFFAQ_SOURCES", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", os.environ["XDG_CACHE_HOME"])
    lines = sources_report.lines(opened().snapshot, Style())
    assert lines[:3] == [
        "data/bpf_devel_QA.rst",
        "  HOWTO interact with BPF subsystem",
        "  27 entries, from the package",
    ]
    assert lines[3:] == [
        f"  {bundled().path}",
        "  as of Linux 5.8, 2020, revision 002dff36acfb",
        "  https://docs.kernel.org/bpf/bpf_devel_QA.html",
        "  knowledge of 002dff36acfb: 27 entries, 2 not in this text, from",
        "  data/bpf_devel_QA.toml, data/bpf_devel_QA.generated.toml",
    ]


def test_a_shipped_text_is_as_fresh_as_its_revision_and_not_as_its_file() -> None:
    snapshots = [open_library(in_use(revision=name)).snapshot for name in ("bundled", "linux-6.12")]
    (older,), (newer,) = [sources_report.as_json(snapshot)["sources"] for snapshot in snapshots]
    assert (older["fresh"], newer["fresh"]) == ("2020-07", "2026-11")
    write("copy.rst", Path(bundled().path).read_text("utf-8"))
    (copied,) = sources_report.as_json(opened("copy.rst").snapshot)["sources"]
    assert (copied["fresh"], copied["as_of"]) == (STAMP, "2020-07")


def test_a_release_without_a_revision() -> None:
    write("eggs.rst")
    write("eggs.toml", '[document]\nrelease = "Eggs 2"\nas_of = "2020-07"\n')
    assert "  as of Eggs 2, 2020" in sources_report.lines(opened("eggs.rst").snapshot, Style())


@pytest.mark.parametrize("name", ["bundled", "linux-6.12"])
def test_a_copy_of_a_shipped_text_names_the_knowledge_files_that_are_used(name: str) -> None:
    write("copy.rst", Path(revision(name).path).read_text("utf-8"))
    lines = sources_report.lines(opened("copy.rst").snapshot, Style(width=200))
    assert lines[-1].startswith("  knowledge of 002dff36acfb: ")
    assert lines[-1].endswith(", from data/bpf_devel_QA.toml, data/bpf_devel_QA.generated.toml")


def test_the_knowledge_of_the_bundled_document() -> None:
    """It was written for this text, and for entries of a later one."""
    text = Path(bundled().path).read_text("utf-8")
    write("copy.rst", text.replace("patchwork", "the list", 1))
    for sources in ([], ["copy.rst"]):
        snapshot = opened(*sources).snapshot
        lines = sources_report.lines(snapshot, Style(width=200), verbose=True)
        files = "data/bpf_devel_QA.toml, data/bpf_devel_QA.generated.toml"
        summary = "knowledge of 002dff36acfb: 27 entries, 2 not in this text"
        assert [line for line in lines if files in line] == [
            f"  knowledge from {files}" if sources else f"  {summary}, from {files}"
        ]
        assert lines[-2:] == [
            "    not in this text, its questions are out of scope: "
            "q-how-do-i-run-bpf-ci-on-my-changes-before-sending-them-out-for-review",
            "    not in this text, its questions are out of scope: q-what-bpf-internal-symbol-namespace-is-for",
        ]


def test_what_the_bundled_knowledge_adds_to_the_file_next_to_a_copy() -> None:
    write("d/copy.rst", Path(bundled().path).read_text("utf-8"))
    write("d/copy.toml", '[entries.q-queue-stable-patches]\nquestions = ["backports?"]\n')
    snapshot = opened("d/copy.rst").snapshot
    assert snapshot.notice == ""
    drawn = sources_report.lines(snapshot, Style(width=200), verbose=True)
    summary = "knowledge of 002dff36acfb: 27 entries, 2 not in this text"
    assert f"  {summary}, from d/copy.toml, data/bpf_devel_QA.generated.toml" in drawn
    (again,) = opened("d/copy.rst").snapshot.files.values()
    assert again.carried.added == ("bpf_devel_QA.generated.toml",)


def test_many_files_of_which_something_is_known() -> None:
    for number in range(41):
        write(f"d/{number:02d}.rst")
    write("d/07.toml", '[entries.what-is-it]\nquestions = ["eh?"]\n')
    drawn = sources_report.lines(opened("d").snapshot, Style(width=200), verbose=True)
    assert drawn[:5] == [
        "d/07.rst",
        "  Title of it",
        "  1 entry, from the command line",
        f"  changed {STAMP}",
        "  knowledge: 1 entry, from d/07.toml",
    ]
    assert drawn[5].startswith("41 files from the command line, 41 entries")


def test_control_characters_do_not_reach_the_terminal() -> None:
    write("d/a\x1b[31m.rst")
    assert sources_report.lines(opened("d").snapshot, Style())[0] == "d/a\ufffd[31m.rst"


def test_a_name_that_is_not_utf8_is_shown_and_can_be_opened(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"\xff\xfe.rst")
    write(
        os.fsdecode(path),
        "Pears\n=====\n\nQ: How do I peel a pear?\n------------------------\nWith a knife.\n",
    )
    snapshot = open_library([Source(os.fsdecode(path), "\udcff\udcfe.rst")]).snapshot
    form: Any = without_surrogates(sources_report.as_json(snapshot))
    (told,) = form["sources"]
    assert (told["file"], told["path"]) == ("\ufffd\ufffd.rst", f"{tmp_path}/\ufffd\ufffd.rst")
    assert told["uri"] == f"file://{tmp_path}/%FF%FE.rst"
