"""Ways to the clipboard."""

import base64
import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from faq.errors import FaqError
from faq.session import clipboard

ALL = ("wl-copy", "xclip", "xsel", "pbcopy", "clip.exe", "tmux")


def which(*there: str) -> Callable[[str], str | None]:
    return lambda name: f"/usr/bin/{name}" if name in there else None


@pytest.mark.parametrize(
    ("environment", "there", "names"),
    [
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, ALL, ["wl-copy", "xclip", "xsel", "pbcopy"]),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, ("xsel",), ["xsel"]),
        ({"DISPLAY": ":0"}, ("xclip", "xsel"), ["xclip", "xsel"]),
        ({"DISPLAY": ":0", "TMUX": "x"}, ("xclip", "tmux"), ["xclip", "tmux"]),
        ({"DISPLAY": ":0"}, (), []),
        ({}, ("wl-copy", "xclip", "xsel"), []),
        ({"WAYLAND_DISPLAY": "wayland-0", "SSH_TTY": "/dev/pts/1"}, ("wl-copy",), []),
        ({"DISPLAY": ":0", "SSH_CONNECTION": "1 2 3 4"}, ("xclip",), []),
        ({"DISPLAY": ":0", "SSH_TTY": "/dev/pts/1", "TMUX": "x"}, ALL, ["tmux"]),
        ({}, ("pbcopy",), ["pbcopy"]),
        ({"WSL_DISTRO_NAME": "Debian"}, ("clip.exe",), ["clip.exe"]),
        ({}, ("xclip", "clip.exe", "tmux"), []),
        ({"TMUX": "/tmp/tmux-0/default,1,0"}, ("tmux",), ["tmux"]),
    ],
)
def test_ways(environment: dict[str, str], there: tuple[str, ...], names: list[str]) -> None:
    assert [way.name for way in clipboard.ways(environment, which(*there))] == names


def test_osc52() -> None:
    encoded = base64.b64encode("git log -p ü".encode()).decode()
    assert clipboard.osc52("git log -p ü", {"TERM": "xterm"}) == f"\x1b]52;c;{encoded}\a"
    assert clipboard.osc52("git log -p ü", {"TERM": "screen"}) == f"\x1bP\x1b]52;c;{encoded}\a\x1b\\"
    assert clipboard.osc52("git log -p ü", {"TERM": "screen", "TMUX": "x"}) == f"\x1b]52;c;{encoded}\a"


def test_osc52_too_long() -> None:
    with pytest.raises(FaqError) as caught:
        clipboard.osc52("x" * 60_000, {})
    assert str(caught.value) == "/copy: this is longer than a terminal's clipboard takes; copy it in /edit"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def programs(folder: Path, monkeypatch: pytest.MonkeyPatch, **ends: int) -> dict[str, str]:
    """Programs that keep what they are given and end so, and an environment that has a display."""
    for name, status in ends.items():
        file = folder / name.replace("_", "-")
        file.write_text(f"#!/bin/sh\n/bin/cat > {file}.got\necho noise; echo noise >&2\nexit {status}\n")
        file.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    return {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0", "TERM": "xterm"}


def test_copy_through_a_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    around = programs(tmp_path, monkeypatch, wl_copy=0, xclip=0)
    terminal = Terminal()
    assert clipboard.copy("one\ntwo ü", terminal, around) == "wl-copy"
    assert (tmp_path / "wl-copy.got").read_text() == "one\ntwo ü"
    assert (terminal.getvalue(), capfd.readouterr(), (tmp_path / "xclip.got").exists()) == (
        "",
        ("", ""),
        False,
    )


def test_copy_goes_on_where_a_program_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    around = programs(tmp_path, monkeypatch, wl_copy=1, xclip=0)
    assert clipboard.copy("abc", Terminal(), around) == "xclip"
    assert (tmp_path / "xclip.got").read_text() == "abc"


def test_copy_says_what_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    around = programs(tmp_path, monkeypatch, wl_copy=1, xclip=1)
    terminal = Terminal()
    assert clipboard.copy("abc", terminal, around) == "the terminal (OSC 52), as wl-copy and xclip failed"
    assert terminal.getvalue() == "\x1b]52;c;YWJj\a"
    with pytest.raises(FaqError) as caught:
        clipboard.copy("abc", io.StringIO(), around)
    message = "/copy: wl-copy and xclip failed, and there is no terminal; copy it from the answer"
    assert str(caught.value) == message


def test_copy_through_the_terminal() -> None:
    terminal = Terminal()
    assert clipboard.copy("abc", terminal, {"TERM": "xterm"}) == "the terminal (OSC 52)"
    assert terminal.getvalue() == "\x1b]52;c;YWJj\a"


def test_copy_without_terminal_or_program() -> None:
    with pytest.raises(FaqError) as caught:
        clipboard.copy("abc", io.StringIO(), {})
    message = "/copy: there is no clipboard program, and there is no terminal; copy it from the answer"
    assert str(caught.value) == message


def test_what_cannot_be_encoded_gets_a_mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    around = programs(tmp_path, monkeypatch, wl_copy=0)
    assert clipboard.copy("a\ud800b", Terminal(), around) == "wl-copy"
    assert (tmp_path / "wl-copy.got").read_text() == "a?b"
    assert clipboard.osc52("a\ud800b", {}) == f"\x1b]52;c;{base64.b64encode(b'a?b').decode()}\a"


def test_a_program_that_does_not_start_or_end_has_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    around = programs(tmp_path, monkeypatch, wl_copy=0)
    (tmp_path / "wl-copy").write_text("#!/no/such/program\n")
    assert clipboard.copy("abc", Terminal(), around) == "the terminal (OSC 52), as wl-copy failed"

    def wait_for_ever(words: tuple[str, ...], timeout: float, **_: object) -> None:
        raise subprocess.TimeoutExpired(words, timeout)

    monkeypatch.setattr(subprocess, "run", wait_for_ever)
    assert clipboard.copy("abc", Terminal(), around) == "the terminal (OSC 52), as wl-copy failed"
