"""What cannot be read, parsed, indexed or kept: it is left out, or the library does not open, and either says why."""

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

import pytest

from faq.errors import FaqError
from faq.indexing.parse_file import Job, build
from faq.library import open_index
from faq.library.library import open_library
from faq.library.opened import Opened
from faq.sources.contents import checksum
from faq.sources.source import COMMAND_LINE, Source
from index import search, store
from tests.support.places import faq, ids, opened, write

pytestmark = pytest.mark.usefixtures("empty_place")


def test_what_cannot_be_read_in_a_directory_is_left_out() -> None:
    write("d/a.rst", faq("A", "What is a?"))
    write("d/b.rst", faq("B", "What is b?"))
    write("d/b.toml", "x = 1")
    write("d/empty.rst", "")
    Path("d/gone.rst").symlink_to("nowhere")
    library = opened("d")
    assert ids(library) == ["what-is-a", "what-is-b"]
    assert [str(fact.error or fact.entries) for fact in tuple(library.snapshot.files.values())] == [
        "1",
        "1",
        "0",
        "d/gone.rst: cannot be read (no such file or directory); name a readable RST file",
    ]


def test_what_is_left_out_of_a_directory_is_told() -> None:
    write("d/a.rst", faq("A", "What is a?"))
    write("d/empty.rst", "")
    assert opened("d").snapshot.notice == ""
    first = "d/b.rst: is not UTF-8 text; save it as UTF-8 or give another source"
    write("d/b.rst", "").write_bytes(b"\xff")
    assert opened("d").snapshot.notice == first
    assert opened("d").snapshot.notice == first  # now from the cache
    write("d/c.rst", "").write_bytes(b"\xff")
    library = opened("d")
    assert library.snapshot.notice == f"{first}; 1 more file cannot be read; see: bpffaq sources"
    write("d/d.rst", "").write_bytes(b"\xff")
    assert library.refresh().notice == f"{first}; 2 more files cannot be read; see: bpffaq sources"
    Path("d/a.rst").unlink()
    with pytest.raises(FaqError) as caught:
        opened("d")
    assert str(caught.value) == first


def test_a_file_that_is_named_too_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    write("d/a.rst", faq("A", "What is a?"))
    write("d/b.rst", "").write_bytes(b"\xff")
    monkeypatch.setenv("BPFFAQ_SOURCES", os.pathsep.join(["d", "d/b.rst"]))
    notice = opened().snapshot.notice
    assert notice == "d/b.rst: is not UTF-8 text; save it as UTF-8 or give another source"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["empty.rst"], "empty.rst: has no entry; name a document with headings or questions"),
        (["full.rst", "empty.rst"], "empty.rst: has no entry; name a document with headings or questions"),
        (
            ["nothing"],
            "nothing: contains no RST file with an entry; name a file or directory with .rst files",
        ),
        (["bad"], "bad/b.rst: is not UTF-8 text; save it as UTF-8 or give another source"),
    ],
)
def test_nothing_to_answer_from(options: list[str], message: str) -> None:
    write("empty.rst", "")
    write("full.rst", faq("A", "What is a?"))
    write("nothing/empty.rst", "")
    write("bad/b.rst", "").write_bytes(b"\xff")
    with pytest.raises(FaqError) as caught:
        opened(*options)
    assert str(caught.value) == message


def test_problems_of_documents_are_kept() -> None:
    write("d/a.rst", faq("A", "What is a?") + "\n.. nosuch::\n\n   *unclosed\n")
    library = opened("d")
    again = opened("./d")
    assert [problem.split(":")[0] for d in again.snapshot.documents for problem in d.problems][:1] == [
        "./d/a.rst"
    ]
    assert len(library.snapshot.documents[0].problems) == len(again.snapshot.documents[0].problems) > 0


def test_a_file_whose_parts_crash_the_indexer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise ZeroDivisionError

    write("a.rst", faq("A", "What is a?"))
    monkeypatch.setattr("faq.indexing.parse_file.of_document", crash)
    with pytest.raises(FaqError) as caught:
        opened("a.rst")
    assert str(caught.value) == "a.rst: cannot be indexed (ZeroDivisionError); leave it out, or report this"


def test_a_document_that_is_read_as_plain_text_says_so() -> None:
    write("deep.rst", faq("A", "What is a?") + "\n" + "* " * 5000 + "end\n")
    write("b.rst", faq("B", "What is b?"))
    said = "deep.rst: could not be parsed as RST (RecursionError), read as plain text"
    assert opened("deep.rst", "b.rst").snapshot.notice == said
    assert opened("deep.rst", "b.rst").snapshot.notice == said  # now from the cache
    assert opened("b.rst").snapshot.notice == ""


def test_one_broken_source_does_not_cost_the_others(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write("a.rst", faq("A", "What is a?"))
    write("empty.rst", "")
    monkeypatch.setenv("BPFFAQ_SOURCES", os.pathsep.join(["gone.rst", "a.rst", "empty.rst"]))
    library = opened()
    assert ids(library) == ["what-is-a"]
    assert library.snapshot.notice == (
        "gone.rst: cannot be read (no such file or directory); name a readable RST file; "
        "empty.rst: has no entry; name a document with headings or questions"
    )
    write("b.rst", faq("B", "What is b?"))
    library = opened("a.rst", "b.rst")
    Path("b.rst").unlink()
    library.refresh()
    assert ids(library) == ["what-is-a"]
    Path("a.rst").unlink()
    with pytest.raises(FaqError) as caught:
        library.refresh()
    assert str(caught.value).startswith("a.rst: cannot be read")


def test_what_cannot_be_used_does_not_stay_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    states: list[Opened] = []
    closed: list[search.Searcher] = []

    def noted(*arguments: Any) -> Opened:
        states.append(open_index.opened(*arguments))
        return states[-1]

    monkeypatch.setattr("faq.library.library.opened", noted)
    monkeypatch.setattr(search.Searcher, "close", lambda searcher: closed.append(searcher))
    (tmp_path / "empty.rst").write_text("")
    with pytest.raises(FaqError):
        opened(str(tmp_path / "empty.rst"))
    assert closed[-1] is states[0].searcher


def test_a_place_that_does_not_keep_what_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is tried again a few times and not for ever."""
    write("a.rst", faq("A", "What is a?"))
    tried: list[str] = []

    def nothing(root: str, key: str, files: object, damaged: str) -> tuple[None, str]:
        tried.append(root)
        assert len(tried) < 9
        return None, damaged

    def gone(*_: object) -> NoReturn:
        raise FileNotFoundError

    monkeypatch.setattr("faq.library.open_index._cached", nothing)
    monkeypatch.setattr("faq.library.open_index._open", gone)
    notice = f"{store.cache_root()}: does not keep what is written; the index is kept in memory"
    assert opened("a.rst").snapshot.notice == notice


def test_a_program_whose_files_cannot_be_listed_has_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_index._own_files() > 0
    monkeypatch.setattr(open_index, "_PACKAGE", "/no/such/archive.zip/faq")
    assert open_index._own_files() == 0


def test_a_directory_that_cannot_be_listed_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> NoReturn:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(os, "listdir", refuse)
    error = build(Job(str(tmp_path))).error
    assert str(error) == f"{tmp_path}: cannot be read (permission denied); name a readable RST file"


def test_what_cannot_be_read_has_no_checksum(tmp_path: Path) -> None:
    assert checksum(str(tmp_path / "gone.rst")) == ""


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_knowledge_file_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    path = tmp_path / write("a.rst", faq("A", "What is a?"))
    beside = path.with_suffix(".toml")
    beside.symlink_to("nowhere")
    said = f"{beside}: cannot be read (no such file or directory); make it readable"
    assert opened(str(path)).snapshot.notice == said


@pytest.mark.parametrize(("origin", "opens"), [(COMMAND_LINE, False), ("configuration", True)])
def test_a_file_named_on_the_command_line_has_to_be_there(origin: str, opens: bool) -> None:
    """Whatever else is in use; one that is always in use may be away."""
    write("a.rst", faq("A", "Who rows?"))
    sources = [Source(os.path.abspath(name), name, origin="configuration") for name in ("a.rst", "gone.rst")]
    sources[1] = sources[1]._replace(origin=origin)
    if opens:
        assert ids(open_library(sources)) == ["who-rows"]
    else:
        with pytest.raises(FaqError, match=r"^gone\.rst: cannot be read"):
            open_library(sources)


@pytest.mark.parametrize("room", [".", "indexing", "parsing/qa", "sources", "vectors", "../index"])
def test_a_change_of_the_code_that_indexes_makes_another_index(
    room: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_index, "_PACKAGE", str(tmp_path / "faq"))
    for name in open_index._ROOMS:
        (tmp_path / "faq" / name).mkdir(parents=True, exist_ok=True)
    changed = tmp_path / "faq" / room / "changed.py"
    changed.parent.mkdir(exist_ok=True)
    changed.write_bytes(b"")
    os.utime(changed, ns=(7, 7))
    assert open_index._own_files() == 7


def test_the_code_that_indexes_is_looked_at_in_every_room() -> None:
    """Whatever is imported to make an index is in one of the folders."""
    rooms = {os.path.normpath(os.path.join(open_index._PACKAGE, room)) for room in open_index._ROOMS}
    made_by = "faq.indexing.build, faq.indexing.worker_pool, faq.indexing.unit_texts, faq.parsing.parse"
    shown = f"import sys, {made_by}; print(*(getattr(m, '__file__', '') for m in list(sys.modules.values())))"
    top = os.path.dirname(open_index._PACKAGE)
    imported = subprocess.run(
        [sys.executable, "-c", shown], capture_output=True, text=True, check=True, cwd=top
    ).stdout
    folders = {os.path.dirname(path) for path in imported.split()}
    own = {folder for folder in folders if folder.startswith((f"{top}{os.sep}faq", f"{top}{os.sep}index"))}
    assert len(own) > 5
    assert own <= rooms
