"""Ways to the clipboard."""

import base64
import io
from collections.abc import Callable

import pytest

from faq.errors import FaqError
from faq.session import clipboard

ALL = ("wl-copy", "xclip", "xsel", "pbcopy", "clip.exe", "tmux")


def which(*there: str) -> Callable[[str], str | None]:
    return lambda name: f"/usr/bin/{name}" if name in there else None


@pytest.mark.parametrize(
    ("environment", "there", "name"),
    [
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, ALL, "wl-copy"),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, ("xsel",), "xsel"),
        ({"DISPLAY": ":0"}, ("xclip", "xsel"), "xclip"),
        ({"DISPLAY": ":0"}, (), "the terminal"),
        ({"DISPLAY": ":0", "SSH_CONNECTION": "1 2 3 4"}, ("xclip",), "the terminal"),
        ({"DISPLAY": ":0", "SSH_TTY": "/dev/pts/1", "TMUX": "x"}, ALL, "tmux"),
        ({}, ("pbcopy",), "pbcopy"),
        ({"WSL_DISTRO_NAME": "Debian"}, ("clip.exe",), "clip.exe"),
        ({}, ("xclip", "clip.exe", "tmux"), "the terminal"),
        ({"TMUX": "/tmp/tmux-0/default,1,0"}, ("tmux",), "tmux"),
    ],
)
def test_way(environment: dict[str, str], there: tuple[str, ...], name: str) -> None:
    assert clipboard.way(environment, which(*there)).name == name


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


def test_copy_through_the_terminal() -> None:
    terminal = Terminal()
    assert clipboard.copy("abc", terminal, {"TERM": "xterm"}) == "the terminal"
    assert terminal.getvalue() == "\x1b]52;c;YWJj\a"


def test_copy_without_terminal_or_program() -> None:
    with pytest.raises(FaqError) as caught:
        clipboard.copy("abc", io.StringIO(), {})
    assert (
        str(caught.value) == "/copy: there is no terminal and no clipboard program; copy it from the answer"
    )
