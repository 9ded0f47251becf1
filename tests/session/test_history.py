"""History: private, and no obstacle."""

import asyncio
import os
import resource
import signal
import stat
import sys
from pathlib import Path

import pytest

from faq.session import history
from faq.session.history import FileHistory
from tests.support.processes import ended, fork


def loaded(past: FileHistory) -> list[str]:
    async def all_of() -> list[str]:
        return [line async for line in past.load()]

    return asyncio.run(all_of())


def test_questions_come_back_newest_first(tmp_path: Path) -> None:
    path = str(tmp_path / "deep" / "history")
    first = FileHistory(path)
    for line in ("one", "two\nlines", "two lines", " ", "three"):
        first.append_string(line)
    assert Path(path).read_text() == "one\ntwo lines\nthree\n"
    assert loaded(FileHistory(path)) == ["three", "two lines", "one"]


def test_the_file_is_the_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "state" / "history"
    FileHistory(str(path)).append_string("one")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    path.chmod(0o644)
    FileHistory(str(path)).append_string("two")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("remark", ["thanks", "hi", "no", "not that one"])
def test_a_remark_is_no_question(tmp_path: Path, remark: str) -> None:
    path = tmp_path / "history"
    past = FileHistory(str(path))
    for line in ("who?", remark):
        past.append_string(line)
    assert past.get_strings() == ["who?", remark]
    assert path.read_text() == "who?\n"


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"", []),
        (b"one\n\n  \ntwo", ["one", "two"]),
        (b"\xff\xfe\x00\ngood\n", ["good"]),
        (b"a\x1b[2Jb\r\n", ["a [2Jb"]),
    ],
)
def test_a_damaged_file_gives_what_it_holds(tmp_path: Path, data: bytes, lines: list[str]) -> None:
    path = tmp_path / "history"
    path.write_bytes(data)
    assert history.read(str(path)) == lines


def test_no_file_no_harm(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").write_text("secret\n")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    for name in (
        f"{tmp_path}/pipe",
        f"{tmp_path}/link",
        f"{tmp_path}/file/below",
        str(tmp_path),
        "/proc/x/history",
    ):
        past = FileHistory(name)
        assert loaded(past) == []
        past.append_string("one")
        assert past.get_strings() == ["one"]
    assert (tmp_path / "file").read_text() == "secret\n"


def test_of_a_huge_file_the_end_is_read(tmp_path: Path) -> None:
    path = tmp_path / "history"
    with path.open("wb") as file:
        file.seek(1 << 40)
        file.write(b"\nlast\n")
    assert history.read(str(path))[-1] == "last"


def test_a_pipe_in_its_place_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with open(os.open(tmp_path / "pipe", os.O_RDWR), "wb", buffering=0) as pipe:
        pipe.write(b"one\n")
        assert history.read(str(tmp_path / "pipe")) == []


def test_the_file_is_the_owners_alone_from_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fchmod", lambda *_: None)
    before = os.umask(0)
    try:
        FileHistory(str(tmp_path / "history")).append_string("one")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "history").stat().st_mode) == 0o600


def test_no_more_comes_back_than_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "history"
    path.write_text("".join(f"q{n}\n" for n in range(1001)))
    lines = loaded(FileHistory(str(path)))
    assert (len(lines), lines[0], lines[-1]) == (1000, "q1000", "q1")


LONG = "".join(f"q{n}\n" for n in range(2001))


def test_a_long_file_stays_whole_where_it_cannot_be_cut(tmp_path: Path) -> None:
    """The disk takes a part of the new file only; then the rename is refused."""
    path = tmp_path / "history"
    path.write_text(LONG)

    def load() -> None:
        assert loaded(FileHistory(str(path)))[0] == "q2000"

    def with_a_full_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
        load()

    def without_a_rename() -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "replace", refuse)
            load()

    for use in (with_a_full_disk, without_a_rename):
        assert ended(fork(use)) == 0
        assert path.read_text() == LONG
        assert list(tmp_path.iterdir()) == [path]


def refuse(*_: object) -> None:
    """Be a file system that refuses."""
    raise PermissionError


def test_a_long_file_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "history"
    path.write_text(LONG)
    assert loaded(FileHistory(str(path)))[0] == "q2000"
    lines = path.read_text().splitlines()
    assert (len(lines), lines[0], list(tmp_path.iterdir())) == (1000, "q1001", [path])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("/state", "/state/bpffaq/history"),
        ("", "HOME/.local/state/bpffaq/history"),
        ("state", "HOME/.local/state/bpffaq/history"),
    ],
)
def test_it_is_in_the_state_directory(value: str, kept: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    monkeypatch.setenv("XDG_STATE_HOME", value)
    assert FileHistory().path == kept.replace("HOME", "/home/me")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="platformdirs itself is asked there")
def test_without_a_home_they_are_kept_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "relative")
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    past = FileHistory()
    past.append_string("who do I cc?")
    assert past.path == ""
    assert past.get_strings() == ["who do I cc?"]
    assert list(tmp_path.iterdir()) == []


def test_only_questions_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "history"
    past = FileHistory(str(path))
    for line in ("who do I cc?", "1", "/copy 2", ":why", "?", "quit", "why"):
        past.append_string(line)
    assert path.read_text() == "who do I cc?\nwhy\n"
    assert past.get_strings() == ["who do I cc?", "1", "/copy 2", ":why", "?", "quit", "why"]


@pytest.mark.parametrize(("written", "left"), [(2000, 2000), (2001, 1000)])
def test_a_file_is_cut_once_it_has_twice_as_many_lines_as_are_kept(
    tmp_path: Path, written: int, left: int
) -> None:
    path = tmp_path / "history"
    path.write_text("".join(f"q{n}\n" for n in range(written)))
    assert len(loaded(FileHistory(str(path)))) == 1000
    assert path.read_text().count("\n") == left
