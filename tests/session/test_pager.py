"""When a pager is used, which one, and what it is given."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from faq.session import pager

LINK = "\x1b]8;;https://a.b/\x1b\\page\x1b]8;;\x1b\\"


def which(*there: str) -> Callable[[str], str | None]:
    return lambda name: f"/usr/bin/{name}" if name in there else None


@pytest.mark.parametrize(
    ("lines", "columns", "rows"),
    [
        ([], 80, 0),
        (["", ""], 80, 2),
        (["x" * 80], 80, 1),
        (["x" * 81], 80, 2),
        (["\x1b[1m" + "x" * 80 + "\x1b[0m"], 80, 1),
        ([LINK * 20], 80, 1),
        (["\u6f22" * 40], 80, 1),
        (["\u6f22" * 41], 80, 2),
        (["e\u0301" * 80], 80, 1),
    ],
)
def test_rows(lines: list[str], columns: int, rows: int) -> None:
    assert pager.rows(lines, columns) == rows


def test_fits_leaves_room_for_the_prompt() -> None:
    assert pager.fits(["x"] * 21, 80, 24)
    assert not pager.fits(["x"] * 22, 80, 24)


@pytest.mark.parametrize(
    ("environment", "there", "words"),
    [
        ({}, ("less", "more"), ["less"]),
        ({}, ("more",), ["more"]),
        ({}, (), []),
        ({"PAGER": "less -R +G"}, ("less",), ["less", "-R", "+G"]),
        ({"PAGER": "'my pager' -x"}, ("my pager",), ["my pager", "-x"]),
        ({"PAGER": ""}, ("less",), []),
        ({"PAGER": "cat"}, ("less", "cat"), []),
        ({"PAGER": "gone"}, ("less",), []),
        ({"PAGER": "less 'open"}, ("less",), []),
    ],
)
def test_command(environment: dict[str, str], there: tuple[str, ...], words: list[str]) -> None:
    assert pager.command(environment, which(*there)) == words


@pytest.mark.parametrize(
    ("words", "environment", "color"),
    [
        (["less"], {}, True),
        (["less"], {"LESS": "-M"}, False),
        (["less"], {"LESS": "-MR"}, True),
        (["less", "-R"], {"LESS": ""}, True),
        (["less", "--RAW-CONTROL-CHARS"], {"LESS": ""}, True),
        (["less", "--quit-if-one-screen"], {"LESS": ""}, False),
        (["/usr/bin/less"], {"LESS": "i"}, False),
        (["most"], {}, True),
    ],
)
def test_takes_color(words: list[str], environment: dict[str, str], color: bool) -> None:
    assert pager.takes_color(words, environment) is color


def test_less_keeps_colours_and_the_screen_unless_the_user_has_told_it_otherwise() -> None:
    assert pager.surroundings({"A": "b"}) == {"A": "b", "LESS": "FRX", "LV": "-c"}
    assert pager.surroundings({"LESS": "-M"}) == {"LESS": "-M", "LV": "-c"}


def test_prepared() -> None:
    lines = ["\x1b[1mbold\x1b[0m", LINK]
    assert pager.prepared(lines, color=True) == "\x1b[1mbold\x1b[0m\npage\n"
    assert pager.prepared(lines, color=False) == "bold\npage\n"


def script(path: Path, text: str) -> str:
    path.write_text(f"#!{sys.executable}\n{text}")
    path.chmod(0o755)
    return str(path)


def test_page_runs_the_pager_with_its_options(tmp_path: Path) -> None:
    told = "import sys\nopen(sys.argv[1], 'w').write(repr((sys.argv[2:], sys.stdin.read())))"
    name = script(tmp_path / "pg", told)
    assert pager.page(["one", "two"], {"PAGER": f"{name} {tmp_path}/got -x '$(y)'"})
    assert (tmp_path / "got").read_text() == repr((["-x", "$(y)"], "one\ntwo\n"))


def test_page_gives_what_cannot_be_encoded_a_mark(tmp_path: Path) -> None:
    name = script(tmp_path / "pg", "import sys\nopen(sys.argv[1], 'w').write(sys.stdin.read())")
    assert pager.page(["a\ud800b"], {"PAGER": f"{name} {tmp_path}/got"})
    assert (tmp_path / "got").read_text() == "a?b\n"


def test_page_says_when_it_showed_nothing(tmp_path: Path) -> None:
    assert not pager.page(["one"], {"PAGER": ""})
    (tmp_path / "of-nobody").write_text("#!/no/such/program\n")
    (tmp_path / "of-nobody").chmod(0o755)
    assert not pager.page(["one"], {"PAGER": str(tmp_path / "of-nobody")})
    assert not pager.page(["one"], {"PAGER": script(tmp_path / "pg", "raise SystemExit(1)")})


class Interrupted:
    """A pager that is sent Ctrl-C while it is fed, and again while it is waited for."""

    def __init__(self) -> None:
        self.waited = 0
        self.returncode: int | None = None

    def communicate(self, text: bytes) -> None:
        raise KeyboardInterrupt

    def poll(self) -> int | None:
        return self.returncode

    def wait(self) -> None:
        self.waited += 1
        if self.waited < 3:
            raise KeyboardInterrupt
        self.returncode = 0


def test_page_leaves_ctrl_c_to_the_pager(monkeypatch: pytest.MonkeyPatch) -> None:
    process = Interrupted()
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: process)
    assert pager.page(["one"], {"PAGER": sys.executable})
    assert process.waited == 3


def test_page_whose_pager_leaves_early(tmp_path: Path) -> None:
    assert pager.page(["x" * 99] * 9999, {"PAGER": script(tmp_path / "pg", "import os\nos._exit(0)")})
