"""The whole program when its streams go wrong: nobody reads, no room, closed, narrow, interrupted."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.support.program import ASK, bpffaq, surroundings

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "words", [("list",), ("list", "--json"), ("search", "how do I report bugs?"), ("--help",)]
)
def test_nobody_reads(words: tuple[str, ...], tmp_path: Path) -> None:
    bpffaq("index", home=tmp_path)
    reading, writing = os.pipe()
    os.close(reading)
    done = bpffaq(*words, home=tmp_path, capture_output=False, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (done.stderr, done.returncode) in [(b"", 0), (b"", 141)]


LOUD = {"PYTHONDEVMODE": "1", "PYTHONWARNINGS": "ignore"}
"""Python tells of each stream that cannot be written when it ends, as it does from 3.13 on."""

REQUEST = b'{"jsonrpc": "2.0", "id": 1, "method": "%s"}\n'

FULL = "stdin or stdout: no space left on device; make sure that it can be used"

STREAM = "the stream failed: No space left on device; start the server again"


@pytest.mark.parametrize(
    ("words", "sent", "said"),
    [
        (("list",), b"", FULL),
        (("--help",), b"", FULL),
        ((), b"/list\n", FULL),
        (("serve",), REQUEST % b"faq/list", f"serve: {STREAM}"),
        (("serve",), REQUEST % b"shutdown", f"serve: {STREAM}"),
        (("mcp",), REQUEST % b"ping", f"mcp: {STREAM}"),
    ],
)
def test_a_full_device_is_one_line(words: tuple[str, ...], sent: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "sent").write_bytes(sent)
    streams = {"capture_output": False, "stderr": subprocess.PIPE, "env": LOUD}
    with open("/dev/full", "wb") as full, open(tmp_path / "sent", "rb") as stdin:
        done = bpffaq(*words, home=tmp_path, stdin=stdin, stdout=full, **streams)
    assert (done.stderr.decode(), done.returncode) == (f"bpffaq: {said}\n", 2)


@pytest.mark.parametrize(("words", "method"), [(("serve",), b"faq/list"), (("mcp",), b"ping")])
def test_nobody_reads_a_server(words: tuple[str, ...], method: bytes, tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    (tmp_path / "sent").write_bytes(REQUEST % method * 3)
    streams = {"capture_output": False, "stderr": subprocess.PIPE, "env": LOUD}
    with open(tmp_path / "sent", "rb") as stdin:
        done = bpffaq(*words, home=tmp_path, stdin=stdin, stdout=writing, **streams)
    os.close(writing)
    assert (done.stderr, done.returncode) == (b"", 0)


@pytest.mark.parametrize("words", [ASK, ("list",), ("sources",), ("search",), ("serve",)])
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_streams_that_are_closed(words: tuple[str, ...], closed: str, tmp_path: Path) -> None:
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {closed}', "sh", sys.executable, "-P", "-m", "faq", *words],
        env=surroundings(tmp_path), stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1, 2)
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr
    assert done.stderr.count(b"\n") <= 1


def test_without_stderr_nothing_is_said_on_stdout(tmp_path: Path) -> None:
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" 2>&-', "sh", sys.executable, "-P", "-m", "faq", "show", "nothing"],
        env=surroundings(tmp_path), stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.stdout, done.stderr, done.returncode) == (b"", b"", 2)


def test_what_the_terminal_cannot_show_is_a_mark(tmp_path: Path) -> None:
    (tmp_path / "pears.rst").write_text("FAQ\n===\n\nWhat is a p\u00eache?\n---------------\n\nNo pear.\n")
    done = bpffaq(
        "list", "--source", "pears.rst", home=tmp_path, cwd=tmp_path, env={"PYTHONIOENCODING": "ascii"}
    )
    assert (done.stderr, done.returncode) == (b"", 0)
    assert b"What is a p?che?" in done.stdout


@pytest.mark.parametrize("words", [("serve",), ("search", "-")])
def test_an_interrupt(words: tuple[str, ...], tmp_path: Path) -> None:
    bpffaq("index", home=tmp_path)
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "faq", *words], env=surroundings(tmp_path),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    if words == ("serve",):
        process.stdin.write(
            b'{"jsonrpc": "2.0", "id": 1, "method": "faq/complete", "params": {"prefix": "how"}}\n'
        )
        process.stdin.flush()
        assert process.stdout.readline()
    else:
        _until_it_reads(process.pid)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert (err, process.returncode) == (b"", 130)


def _until_it_reads(pid: int) -> None:
    """Wait until a process waits for its input."""
    giving_up = threading.Event()
    for _ in range(1000):
        with open(f"/proc/{pid}/syscall", "rb") as told:
            if told.read().startswith(b"0 0x0 "):
                return
        giving_up.wait(0.02)
