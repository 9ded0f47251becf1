"""Which files are those of a source, and how they look."""

import os
import sys
from pathlib import Path

import pytest

from faq.sources.listing import found
from faq.sources.selection import in_use
from faq.sources.source import MISSING, Found, Source, together
from tests.support.places import document


def names(*options: str) -> list[str]:
    return [file.file for file in found(in_use(options)).values()]


def test_the_files_of_a_directory(tmp_path: Path) -> None:
    for name in (
        "d/b.rst",
        "d/A.RST",
        "d/c.rest",
        "d/e.rst.txt",
        "d/x.txt",
        "d/.h.rst",
        "d/.git/g.rst",
        "d/s/t.rst",
    ):
        document(tmp_path / name)
    assert names("d") == ["d/A.RST", "d/b.rst", "d/c.rest", "d/e.rst.txt", "d/s/t.rst"]
    assert names("./d/") == ["./d/A.RST", "./d/b.rst", "./d/c.rest", "./d/e.rst.txt", "./d/s/t.rst"]
    os.chdir("d")
    assert names(".") == ["A.RST", "b.rst", "c.rest", "e.rst.txt", "s/t.rst"]
    assert names("..") == [f"../d/{name}" for name in ("A.RST", "b.rst", "c.rest", "e.rst.txt", "s/t.rst")]


def test_a_file_that_is_met_twice_is_there_once(tmp_path: Path) -> None:
    document(tmp_path / "d" / "a.rst")
    document(tmp_path / "d" / "b.rst")
    assert names("d", "d/a.rst", "d", "./d/b.rst") == ["d/a.rst", "./d/b.rst"]
    assert names("d/b.rst", "d") == ["d/b.rst", "d/a.rst"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_links(tmp_path: Path) -> None:
    document(tmp_path / "d" / "a.rst")
    (tmp_path / "d" / "again.rst").symlink_to("a.rst")
    (tmp_path / "d" / "dangling.rst").symlink_to("nowhere.rst")
    (tmp_path / "d" / "loop").symlink_to(".")
    (tmp_path / "e").symlink_to("d")
    os.mkfifo(tmp_path / "d" / "pipe.rst")
    assert names("d") == ["d/a.rst", "d/dangling.rst"]
    assert names("e") == ["e/a.rst", "e/dangling.rst"]
    assert found(in_use(["d"]))[str(tmp_path / "d" / "dangling.rst")].stamp == MISSING


def test_a_directory_that_cannot_be_listed_is_there_as_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document(tmp_path / "d" / "a.rst")
    document(tmp_path / "d" / "s" / "b.rst")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("/s"):
            raise PermissionError
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert names("d") == ["d/a.rst", "d/s"]


def test_what_is_no_path_is_there_as_what_cannot_be_looked_at() -> None:
    source = Source("a\0b", "a\0b", origin="configuration")
    assert found([source]) == {"a\0b": Found(source, "a\0b", MISSING, MISSING)}


def test_stamps_of_a_file_and_its_knowledge_file(tmp_path: Path) -> None:
    path = document(tmp_path / "d" / "a.rst")
    one = found(in_use(["d"]))[str(path)]
    assert (one.stamp[0], one.knowledge) == (19, MISSING)
    (tmp_path / "d" / "a.toml").write_text("", encoding="utf-8")
    assert found(in_use(["d"]))[str(path)].knowledge[0] == 0
    assert found(in_use(["d/a.rst"])) == {
        str(path): found(in_use(["d"]))[str(path)]._replace(source=in_use(["d/a.rst"])[0])
    }
    generated = tmp_path / "d" / "a.generated.toml"
    generated.write_text("#", encoding="utf-8")
    both = found(in_use(["d"]))[str(path)].knowledge
    assert both == found(in_use(["d/a.rst"]))[str(path)].knowledge
    assert both[0] == 3
    assert both[1] == max(generated.stat().st_mtime_ns, (tmp_path / "d" / "a.toml").stat().st_mtime_ns)


@pytest.mark.parametrize(
    ("stamps", "one"),
    [
        ([], MISSING),
        ([MISSING, MISSING], MISSING),
        ([(5, 1, 2), MISSING], (5, 1, 2)),
        ([(5, 1, 9), (0, 3, 2)], (7, 3, 9)),
    ],
)
def test_stamps_together(stamps: list[tuple[int, int, int]], one: tuple[int, int, int]) -> None:
    assert together(stamps) == one


def test_a_directory_of_a_thousand_levels(tmp_path: Path) -> None:
    top = tmp_path / "d"
    document(top / "a.rst")
    place = os.open(top, os.O_RDONLY)
    for _ in range(1200):  # the path is longer than the system lets one name it
        os.mkdir("s", dir_fd=place)
        below = os.open("s", os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = below
    os.close(place)
    try:
        assert names("d")[0] == "d/a.rst"
    finally:
        remove_deep(top / "s")


def remove_deep(path: Path) -> None:
    """Remove directories that hold one another, from the top: shutil.rmtree would run out of stack."""
    while path.exists():
        below = path / "s"
        away = path.with_name("away")
        if below.exists():
            below.rename(away)
        path.rmdir()
        if away.exists():
            away.rename(path)


@pytest.mark.skipif(sys.platform != "linux", reason="names are text on other systems")
def test_a_name_that_is_not_utf_8(tmp_path: Path) -> None:
    place = os.fsencode(tmp_path / "d")
    os.mkdir(place)
    os.mkdir(place + b"/\xfe")
    for name in (b"/\xff.rst", b"/\xfe/a.rst"):
        with open(place + name, "w") as file:
            file.write("Title\n=====\n\nText.\n")
    assert names("d") == ["d/\ufffd.rst", "d/\ufffd/a.rst"]
    assert names(os.fsdecode(place + b"/\xff.rst"))[0].endswith("/\ufffd.rst")
    assert all(os.path.exists(path) for path in found(in_use(["d"])))
