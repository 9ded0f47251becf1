"""A real terminal for tests: tmux with a server of its own, the screen read as text."""

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.support.needed import needed

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0
"""Seconds to wait for a screen that does not appear."""

COMMAND = (sys.executable, "-m", "faq")
"""The program, without options."""


class Terminal:
    """A tmux window with a program in it."""

    def __init__(self, socket: str) -> None:
        self._socket = socket

    def tmux(self, *words: str) -> str:
        """Run a tmux command on this terminal's server."""
        command = ["tmux", "-S", self._socket, *words]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE).stdout

    def type(self, text: str) -> None:
        """Type a text literally."""
        self.tmux("send-keys", "-l", text)

    def press(self, *keys: str) -> None:
        """Press keys, given by their tmux names: Enter, C-c, Up."""
        self.tmux("send-keys", *keys)

    def screen(self) -> str:
        """What the screen shows, without spaces at the ends of lines and without the empty lines below."""
        lines = self.tmux("capture-pane", "-p").split("\n")
        return "\n".join(line.rstrip() for line in lines).rstrip("\n")

    def colors(self) -> str:
        """What the screen shows, with its colour sequences."""
        return self.tmux("capture-pane", "-p", "-e")

    def until(self, *parts: str) -> str:
        """The screen as soon as it shows all these parts, or as it is when ``PATIENCE`` runs out."""
        return self._when(lambda screen: all(part in screen for part in parts))

    def shows(self, wanted: str) -> str:
        """The screen as soon as it is the wanted one, or as it is when ``PATIENCE`` runs out."""
        return self._when(lambda screen: screen == wanted)

    def _when(self, good: Callable[[str], bool]) -> str:
        end = time.monotonic() + PATIENCE
        while not good(screen := self.screen()) and time.monotonic() < end:
            time.sleep(0.05)
        return screen


@contextmanager
def terminal(home: Path, columns: int, rows: int, *options: str, **extra: str) -> Iterator[Terminal]:
    """A terminal running ``bpffaq``, its home directory empty at first.

    Args:
        home: the home directory, also for caches and state.
        columns: the width.
        rows: the height.
        options: the arguments of ``bpffaq``.
        extra: variables of the environment; tmux has a ``TERM`` of its own unless one is given.
    """
    kind = ("env", f"TERM={extra['TERM']}") if "TERM" in extra else ()
    inside = " ".join(shlex.quote(word) for word in (*kind, *COMMAND, *options))
    with running(home, columns, rows, f'trap : INT; {inside}; echo "ended with $?"; cat', extra) as shown:
        yield shown


@contextmanager
def running(
    home: Path, columns: int, rows: int, command: str, extra: Mapping[str, str]
) -> Iterator[Terminal]:
    """A terminal running a shell command."""
    needed("tmux", "tmux")
    socket = str(home / f"socket{len(list(home.glob('socket*')))}")
    shown = Terminal(socket)
    size = ("-x", str(columns), "-y", str(rows))
    start = ["tmux", "-S", socket, "-f", "/dev/null", "new-session", "-d", *size]
    subprocess.run([*start, command], check=True, cwd=ROOT, env=environment(home, extra), timeout=PATIENCE)
    try:
        yield shown
    finally:
        shown.tmux("kill-server")


def environment(home: Path, extra: Mapping[str, str]) -> dict[str, str]:
    """The environment of a user who has set nothing."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    base = {"HOME": str(home), "LANG": "C.UTF-8", "TERM": "xterm-256color", "SHELL": "/bin/sh"}
    base["XDG_CACHE_HOME"] = str(home.parent / "cache")
    return {**kept, **base, "PYTHONDONTWRITEBYTECODE": "1", **extra}
