"""History: private, and no obstacle."""

import asyncio
import os
import stat
from pathlib import Path

import pytest

from faq.session import history
from faq.session.history import KEPT, FileHistory


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


def test_a_long_file_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "history"
    path.write_text("".join(f"q{n}\n" for n in range(2 * KEPT + 1)))
    assert loaded(FileHistory(str(path)))[0] == f"q{2 * KEPT}"
    lines = path.read_text().splitlines()
    assert (len(lines), lines[0], list(tmp_path.iterdir())) == (KEPT, f"q{KEPT + 1}", [path])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("option", "environment", "wanted"),
    [
        (True, {}, True),
        (False, {}, False),
        (True, {"BPFFAQ_HISTORY": "off"}, False),
        (True, {"BPFFAQ_HISTORY": "OFF"}, False),
        (True, {"BPFFAQ_HISTORY": ""}, True),
    ],
)
def test_wanted(option: bool, environment: dict[str, str], wanted: bool) -> None:
    assert history.wanted(option, environment) is wanted


def test_place_is_in_the_state_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/state")
    assert history.place() == "/state/bpffaq/history"
