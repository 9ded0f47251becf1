"""Puts text on the clipboard: through the system's own program, tmux, or the terminal (OSC 52)."""

import base64
import shutil
import subprocess
from collections.abc import Callable, Mapping
from typing import NamedTuple, TextIO

from faq.errors import FaqError

LONGEST_OSC52 = 74_994
"""Encoded characters that the strictest terminal accepts in one OSC 52 sequence."""


class Way(NamedTuple):
    """One way to the clipboard: its name for people, and the program to feed."""

    name: str
    words: tuple[str, ...]


TERMINAL = "the terminal (OSC 52)"
"""The last resort if no program is installed or none works; no terminal reports whether the text arrived."""


def ways(environment: Mapping[str, str], which: Callable[[str], str | None] = shutil.which) -> list[Way]:
    """The ways that may reach the clipboard of the person at the keyboard, best first.

    Over SSH the programs of this machine would fill the wrong clipboard: then it is tmux or the terminal.

    Args:
        environment: the environment variables.
        which: finds a program by name.

    Returns:
        The ways whose programs are installed.
    """
    remote = "SSH_CONNECTION" in environment or "SSH_TTY" in environment
    return [found for holds, found in _known(environment, remote) if holds and which(found.words[0])]


def _known(environment: Mapping[str, str], remote: bool) -> tuple[tuple[bool, Way], ...]:
    wayland = not remote and bool(environment.get("WAYLAND_DISPLAY"))
    x11 = not remote and bool(environment.get("DISPLAY"))
    return (
        (wayland, Way("wl-copy", ("wl-copy",))),
        (x11, Way("xclip", ("xclip", "-selection", "clipboard"))),
        (x11, Way("xsel", ("xsel", "--clipboard", "--input"))),
        (not remote, Way("pbcopy", ("pbcopy",))),
        (not remote and "WSL_DISTRO_NAME" in environment, Way("clip.exe", ("clip.exe",))),
        (bool(environment.get("TMUX")), Way("tmux", ("tmux", "load-buffer", "-w", "-"))),
    )


def osc52(text: str, environment: Mapping[str, str]) -> str:
    """The sequence that makes a terminal fill its clipboard, wrapped for GNU screen if that is running.

    Raises:
        FaqError: the text is longer than terminals accept.
    """
    encoded = base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")
    if len(encoded) > LONGEST_OSC52:
        raise FaqError("/copy", "this is longer than a terminal's clipboard takes", "copy it in /edit")
    sequence = f"\x1b]52;c;{encoded}\a"
    if environment.get("TERM", "").startswith("screen") and "TMUX" not in environment:
        return f"\x1bP{sequence}\x1b\\"
    return sequence


def copy(text: str, terminal: TextIO, environment: Mapping[str, str]) -> str:
    """Put text on the clipboard.

    Args:
        text: what to copy.
        terminal: where OSC 52 is written.
        environment: the environment variables.

    Returns:
        The name of the way used, for people, and of those that failed before it.

    Raises:
        FaqError: the text is too long, or every program failed and there is no terminal.
    """
    failed: list[str] = []
    for way in ways(environment):
        if _fed(way.words, text):
            return way.name
        failed.append(way.name)
    if not terminal.isatty():
        reason = f"{' and '.join(failed)} failed" if failed else "there is no clipboard program"
        raise FaqError("/copy", f"{reason}, and there is no terminal", "copy it from the answer")
    terminal.write(osc52(text, environment))
    terminal.flush()
    return TERMINAL + (f", as {' and '.join(failed)} failed" if failed else "")


def _fed(words: tuple[str, ...], text: str) -> bool:
    """Whether the program accepted the text; its own output is discarded, as it would only clutter the screen."""
    quiet = subprocess.DEVNULL
    try:
        done = subprocess.run(
            words, input=text.encode("utf-8", "replace"), stdout=quiet, stderr=quiet, timeout=5, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
