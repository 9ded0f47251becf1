"""Both servers under load: mixed requests, one in ten malformed; each answer is the one-shot's, and nothing grows.

``BPFFAQ_LOAD=100000 pytest tests/program/test_load.py`` sends as many.
"""

import json
import os
import random
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.support.fuzzing import ROOT

pytestmark = pytest.mark.slow

REQUESTS = int(os.environ.get("BPFFAQ_LOAD", "3000"))
QUESTIONS = (
    "how do I report bugs?",
    "which maling list?",
    "llvm version",
    "is there a helicopter?",
    "\u202e\x1b[2J",
    "stable",
)
IDS = ("q-how-do-i-report-bugs-for-bpf-kernel-code", "pear")
MALFORMED = (
    b"{", b"[]", b"\xff\xfe", b'"x"', b'{"jsonrpc": "2.0", "id": 1, "method": "no"}', b"[" * 1000, b"null",
    b'{"jsonrpc": "2.0", "id": 1, "method": "faq/search", "params": {"query": 1}}',
    b'{"jsonrpc": "2.0", "id": 1, "method": "faq/search", "params": {"query": "x", "limit": -1}}',
)  # fmt: skip
GROWTH = 8 << 10
"""KiB that the memory may grow by between a tenth of the way and the end."""


def environment(home: Path) -> dict[str, str]:
    """The environment of a user who has set nothing."""
    return {"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}


def one_shot(home: Path, *words: str) -> Any:
    """What the command prints."""
    command = [sys.executable, "-P", "-m", "faq", *words, "--json"]
    done = subprocess.run(
        command, env=environment(home), stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False
    )
    return json.loads(done.stdout) if done.stdout else None


def resident(pid: int) -> int:
    """KiB of memory of a process."""
    told = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in told.splitlines() if line.startswith("VmRSS"))


def call(method: str, **params: Any) -> dict[str, Any]:
    """A request without its id."""
    return {"jsonrpc": "2.0", "method": method, "params": params}


def test_mixed_requests(tmp_path: Path) -> None:
    """To the server for editors, which answers as the command does."""
    expected: list[tuple[dict[str, Any], Any]] = []
    for query in QUESTIONS:
        found = {**one_shot(tmp_path, "search", query), "query": query}
        expected.append((call("faq/search", query=query), found))
    for ident in IDS:
        expected.append((call("faq/show", id=ident), one_shot(tmp_path, "show", ident)))
    expected.append((call("faq/list"), one_shot(tmp_path, "list")))
    under_load(tmp_path, "serve", expected)


def test_mixed_calls(tmp_path: Path) -> None:
    """To the server for agents, which answers as one that is asked nothing else."""
    calls: list[dict[str, Any]] = []
    for query in QUESTIONS:
        calls.append(call("tools/call", name="search", arguments={"query": query}))
    for ident in IDS:
        calls.append(call("tools/call", name="show", arguments={"id": ident}))
    calls.append(call("resources/list"))
    expected: list[tuple[dict[str, Any], Any]] = []
    for one in calls:
        expected.append((one, alone(tmp_path, one)))
    assert all(found for _, found in expected)
    under_load(tmp_path, "mcp", expected)


def alone(home: Path, request: dict[str, Any]) -> Any:
    """What a server for agents answers that is asked nothing else."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "faq", "mcp"], env=environment(home),
        input=json.dumps({**request, "id": 1}).encode(), capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    return json.loads(done.stdout)["result"]


def under_load(home: Path, command: str, expected: list[tuple[dict[str, Any], Any]]) -> None:
    """Send requests in any order, one in ten malformed, faster than they are answered: each answer is the expected one,
    and the server does not grow."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "faq", command],
        env=environment(home), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    stdin, chance = process.stdin, random.Random(6)
    sent = [
        chance.choice(MALFORMED) if number % 10 == 9 else chance.randrange(len(expected))
        for number in range(REQUESTS)
    ]

    def send() -> None:
        for number, one in enumerate(sent):
            if isinstance(one, bytes):
                stdin.write(one + b"\n")
            else:
                stdin.write(json.dumps({**expected[one][0], "id": number}).encode() + b"\n")
        stdin.close()

    sender = threading.Thread(target=send)
    sender.start()
    before, wrong = 0, []
    for number, one in enumerate(sent):
        answer = json.loads(process.stdout.readline())
        right = (
            "error" in answer
            if isinstance(one, bytes) or expected[one][1] is None
            else answer.get("result") == expected[one][1]
        )
        if not right:
            wrong.append((number, one, answer))
        if number == REQUESTS // 10:
            before = resident(process.pid)
        if number == REQUESTS - 1 and process.poll() is None:
            assert resident_or(process.pid, before) - before < GROWTH
    sender.join()
    assert wrong == []
    assert process.stdout.read() == b""
    assert process.wait(60) == 0


def resident_or(pid: int, otherwise: int) -> int:
    """KiB of memory of a process, if it has not just ended."""
    try:
        return resident(pid)
    except (OSError, StopIteration):
        return otherwise
