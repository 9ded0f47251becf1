"""One build of an index: which files are read, in which order, what is taken over and what is told of it."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from faq.indexing import build
from faq.indexing.build import MemoryIndex, Writing, known_states
from faq.indexing.interrupts import Held
from faq.sources.listing import found
from faq.sources.source import Found, Source

PEARS = "{0} FAQ\n=======\n\nHow do I peel {0}?\n------------------\n\nWith a knife.\n"


@pytest.fixture
def orchard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory with three documents, all of them changed long ago."""
    monkeypatch.chdir(tmp_path)
    for name in ("figs", "kiwi", "pear"):
        put(tmp_path / f"{name}.rst", PEARS.format(name))
    return tmp_path


def put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    os.utime(path, (1_000_000_000, 1_000_000_000))


def in_use(orchard: Path) -> dict[str, Found]:
    """The files of the directory as if nothing had ever been changed lately, whatever the disk says of that."""
    names = sorted(orchard.glob("*.rst"))
    files = found([Source(str(path), path.name) for path in names])
    return {path: one._replace(stamp=(*one.stamp[:2], 1)) for path, one in files.items()}


def written(
    files: Mapping[str, Found], before: MemoryIndex | None = None, **more: object
) -> tuple[MemoryIndex, list[str]]:
    """An index in memory, and the names of the files that were read for it."""
    writing = Writing(files, more.get("progress"), "a maker", more.get("held") or Held())  # type: ignore[arg-type]  # as named
    index = writing.in_memory(before)
    writing.close()
    return index, [os.path.basename(path) for path in writing.read]


def test_all_files_are_read_in_their_order(orchard: Path) -> None:
    index, read = written(in_use(orchard))
    assert read == ["figs.rst", "kiwi.rst", "pear.rst"]
    assert [os.path.basename(path) for path in known_states(index.states)] == read


def test_what_is_said_of_an_index(orchard: Path) -> None:
    put(orchard / "kiwi.rst", "\0")
    put(orchard / "pear.rst", "\0")
    index, _ = written(in_use(orchard))
    about = dict(index.about)
    assert len(about.pop("build")) == 16
    assert about == {
        "maker": "a maker",
        "files": "3",
        "young": "0",
        "entries": "1",
        "plain": "",
        "languages": "",
        "broken": "1 2",
    }
    assert written(in_use(orchard))[0].about["build"] != index.about["build"]


def test_a_file_that_is_as_it_was_is_not_read_again(orchard: Path) -> None:
    first, _ = written(in_use(orchard))
    put(orchard / "kiwi.rst", PEARS.format("lemon"))
    (orchard / "pear.rst").unlink()
    put(orchard / "apple.rst", PEARS.format("apple"))
    second, read = written(in_use(orchard), first)
    assert read == ["apple.rst", "kiwi.rst"]
    assert [os.path.basename(path) for path in known_states(second.states)] == [
        "apple.rst",
        "figs.rst",
        "kiwi.rst",
    ]
    assert second.about["entries"] == "3"


def test_a_file_with_another_time_is_compared_by_its_contents(orchard: Path) -> None:
    first, _ = written(in_use(orchard))
    later = {path: one._replace(stamp=(one.stamp[0], 7, 7)) for path, one in in_use(orchard).items()}
    assert written(later, first)[1] == []
    text = (orchard / "figs.rst").read_text(encoding="utf-8")
    (orchard / "figs.rst").write_text(text.replace("knife", "spoon"), encoding="utf-8")
    assert written(later, first)[1] == ["figs.rst"]


def test_progress_is_told_of_each_file_and_once_when_all_is_written(orchard: Path) -> None:
    told: list[tuple[int, int, int]] = []
    written(in_use(orchard), progress=lambda *numbers: told.append(numbers))
    assert told == [(1, 3, 1), (2, 3, 2), (3, 3, 3)]


def test_an_interrupt_ends_a_build_behind_the_file_that_is_being_read(orchard: Path) -> None:
    held = Held()

    def interrupt(done: int, total: int, entries: int) -> None:
        held.noted = True

    index, read = written(in_use(orchard), held=held, progress=interrupt)
    assert read == ["figs.rst"]
    assert (index.about["files"], index.about["entries"]) == ("1", "1")


def test_a_build_on_disk_goes_on_where_its_time_was_over(
    orchard: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After thirty seconds what was read is put in use; the same build then reads the rest."""
    assert build.SECONDS == 30.0
    monkeypatch.setattr(build, "SECONDS", -1.0)
    writing = Writing(in_use(orchard), None, "a maker", Held())
    steps = []
    for step in range(3):
        (tmp_path / str(step)).mkdir()
        steps.append(writing.into(str(tmp_path / str(step)), None)["files"])
    assert steps == ["1", "1", "1"]
    assert [os.path.basename(path) for path in writing.read] == ["figs.rst", "kiwi.rst", "pear.rst"]
