"""The server for agents as a separate process, its input and its answers."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.messages import strictly

ROOT = Path(__file__).parents[2]
MCP = [sys.executable, "-m", "faq", "mcp"]
BUGS = "q-how-do-i-report-bugs-for-bpf-kernel-code"
QUESTION = "How do I report bugs for BPF kernel code?"
PING = {"jsonrpc": "2.0", "id": "the last", "method": "ping"}
PONG = {"jsonrpc": "2.0", "id": "the last", "result": {}}


def place_below(home: Path) -> dict[str, str]:
    """Return an environment with a cache and a configuration of its own."""
    own = {"XDG_CACHE_HOME": str(home / "cache"), "XDG_CONFIG_HOME": str(home / "config")}
    return {**os.environ, **own, "PYTHONPATH": str(ROOT)}


def started(place: dict[str, str], *options: str) -> "subprocess.Popen[bytes]":
    pipe = subprocess.PIPE
    return subprocess.Popen([*MCP, *options], stdin=pipe, stdout=pipe, stderr=pipe, env=place, cwd=ROOT)


def asked(place: dict[str, str], sent: bytes, *options: str) -> list[Any]:
    """Send bytes and return all answers; nothing may be written to stderr."""
    with started(place, *options) as process:
        out, err = process.communicate(sent, timeout=120)
    assert (err, process.returncode) == (b"", 0)
    return [strictly(line) for line in out.splitlines()]
