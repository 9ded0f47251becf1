"""What changed on disk is noticed at the next question, and only that is read again."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from faq.engine import ask
from faq.errors import FaqError
from faq.indexing import worker_pool
from faq.library.library import open_library
from faq.sources import listing
from faq.sources.selection import in_use
from tests.library.words import opened, questions, write

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.usefixtures("empty_place")


def test_nothing_is_parsed_again_that_did_not_change(three: Path, parsed: list[str]) -> None:
    with_index = opened("d")
    assert parsed == ["a.rst", "b.rst", "c.rst"]
    assert questions(with_index) == ["jump", "swim", "climb", "dance"]
    del parsed[:]
    again = opened("d")
    again.refresh()
    assert parsed == []
    assert questions(again) == ["jump", "swim", "climb", "dance"]
    assert questions(opened(str(three))) == ["jump", "swim", "climb", "dance"]
    assert parsed == []


def test_changed_added_and_removed_files(three: Path, parsed: list[str]) -> None:
    library = opened("d")
    del parsed[:]
    write(three / "b.rst", "climb", "crawl")
    library.refresh()
    assert (parsed, questions(library)) == (["b.rst"], ["jump", "swim", "climb", "crawl", "dance"])
    write(three / "s" / "aa.rst", "sleep")
    library.refresh()
    assert (parsed[1:], questions(library)) == (
        ["aa.rst"],
        ["jump", "swim", "climb", "crawl", "dance", "sleep"],
    )
    (three / "a.rst").unlink()
    library.refresh()
    assert (parsed[2:], questions(library)) == ([], ["climb", "crawl", "dance", "sleep"])
    (three / "c.rst").rename(three / "0.rst")
    library.refresh()
    assert (parsed[2:], questions(library)) == (["0.rst"], ["dance", "climb", "crawl", "sleep"])
    assert library.snapshot.find("how-do-i-jump") is None
    assert questions(opened("d")) == ["dance", "climb", "crawl", "sleep"]


def test_an_index_brought_up_to_date_answers_as_a_new_one(three: Path) -> None:
    library = opened("d")
    for word in ("fly", "float", "run"):
        write(three / "b.rst", "climb", word)
        library.refresh()
    asked = [ask(library.snapshot, f"how do I {word}") for word in ("climb", "run", "swim", "press the key")]
    shutil.rmtree(os.environ["XDG_CACHE_HOME"] + "/bpffaq")
    new = opened("d")
    assert [ask(new.snapshot, answer.query) for answer in asked] == asked


def test_contents_decide_where_only_the_time_changed(three: Path, parsed: list[str]) -> None:
    opened("d").close()
    del parsed[:]
    os.utime(three / "a.rst", (1, 1))
    assert questions(opened("d")) == ["jump", "swim", "climb", "dance"]
    assert parsed == []
    os.utime(three / "a.rst", (2, 2))
    text = (three / "a.rst").read_text(encoding="utf-8")
    (three / "a.rst").write_text(text.replace("swim", "sing"), encoding="utf-8")
    os.utime(three / "a.rst", (2, 2))
    assert questions(opened("d")) == ["jump", "sing", "climb", "dance"]
    assert parsed == ["a.rst"]


@pytest.mark.skipif(os.name == "nt", reason="a file has no time of its last change there that cannot be set")
def test_a_change_that_keeps_size_and_time_is_noticed(three: Path, parsed: list[str]) -> None:
    path = three / "a.rst"
    opened("d").close()
    del parsed[:]
    before = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("swim", "sing"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert questions(opened("d")) == ["jump", "sing", "climb", "dance"]
    assert parsed == ["a.rst"]


def test_a_document_that_is_gone_is_told_until_it_is_back(tmp_path: Path) -> None:
    path = write(tmp_path / "a.rst", "jump")
    library = opened("a.rst")
    path.rename(tmp_path / "away")
    for _ in range(2):
        with pytest.raises(FaqError) as caught:
            library.refresh()
        assert (
            str(caught.value) == "a.rst: cannot be read (no such file or directory); name a readable RST file"
        )
    (tmp_path / "away").rename(path)
    library.refresh()
    assert questions(library) == ["jump"]


def test_many_files_are_read_by_several_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = [f"word{n:02d}" for n in range(27)]
    for word in words:
        write(tmp_path / "d" / f"{word}.rst", word)
    monkeypatch.setattr(worker_pool, "cores", lambda: 2)
    told: list[tuple[int, int, int]] = []
    library = open_library(in_use(["d"]), progress=lambda *numbers: told.append(numbers))
    assert questions(library) == words
    assert told == [*((n, 27, n) for n in range(1, 27)), (27, 27, 27)]


@pytest.fixture
def no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    yield tmp_path / "file"


def test_in_memory_too_only_what_changed_is_parsed(three: Path, parsed: list[str], no_cache: Path) -> None:
    library = opened("d")
    assert library.snapshot.notice == f"{no_cache}: is not a directory; the index is kept in memory"
    assert library.snapshot.location == ""
    del parsed[:]
    write(three / "b.rst", "climb", "crawl")
    (three / "c.rst").unlink()
    library.refresh()
    assert (parsed, questions(library)) == (["b.rst"], ["jump", "swim", "climb", "crawl"])
    library.refresh()
    assert parsed == ["b.rst"]


def test_a_change_that_looks_like_none(
    three: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the same size and within the step of the disk's clock, as if ``stat`` told nothing."""
    library = opened("d")
    before = library.snapshot
    text = (three / "a.rst").read_text()
    same = listing.found(in_use(["d"]))
    (three / "a.rst").write_text(text.replace("jump", "hops"))
    for module in ("open_index", "library"):
        monkeypatch.setattr(f"faq.library.{module}.found", lambda sources: same, raising=False)
    assert questions(library) == ["jump", "swim", "climb", "dance"]
    library.refresh()
    assert questions(library) == ["hops", "swim", "climb", "dance"]
    assert parsed == ["a.rst", "b.rst", "c.rst", "a.rst"]
    assert library.snapshot is not before
    now = time.time_ns() + 3_000_000_000
    monkeypatch.setattr(time, "time_ns", lambda: now)
    assert questions(opened("d")) == ["hops", "swim", "climb", "dance"]
    assert parsed == ["a.rst", "b.rst", "c.rst", "a.rst"]
    settled = opened("d")
    location = settled.snapshot.location
    assert [settled.refresh().location, opened("d").snapshot.location] == [location, location]


def unmeasured() -> dict[str, str]:
    """The environment without what has coverage measured, which itself imports much."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}


def test_a_warm_search_imports_neither_parser_nor_session(three: Path) -> None:
    opened("d").close()
    code = (
        "import sys; from faq.cli.main import main; from faq.sources import file_state; file_state.STEP = 0;"
        "main(['search', 'how do I jump']);"  # as if the files were older than that, however long this takes
        "heavy = ('docutils', 'prompt_toolkit', 'pathlib', 'tomllib', 'filelock', 'multiprocessing', 'concurrent',"
        " 'platformdirs', 'whoosh.index', 'faq.indexing.parse_file', 'faq.indexing.build', 'urllib', 'argparse',"
        " 'json', 'rapidfuzz', 'shutil', 'locale', 'pickle', 'faq.engine.completion', 'faq.knowledge.toml');"
        "print([name for name in heavy if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**unmeasured(), "PYTHONPATH": str(ROOT), "BPFFAQ_SOURCES": str(three)},
    )
    assert ran.stdout.splitlines()[0] == "How do I jump?"
    assert ran.stdout.splitlines()[-1] == "[]"
