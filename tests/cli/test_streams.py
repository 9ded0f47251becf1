"""Where the output goes and how the program ends: widths, colours, streams that fail, unforeseen errors, Ctrl-C."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from faq.cli.main import main
from tests.cli.test_main import ASKED, BPFFAQ, ROOT, run


def widths(out: str) -> int:
    """Columns of the widest line that is no address, id or citation."""
    kept = ("http", "q-", "data/")
    return max(len(line) for line in out.splitlines() if not line.strip().startswith(kept))


@pytest.mark.parametrize("width", [40, 60, 120])
def test_width(width: int) -> None:
    assert width // 2 < widths(run("search", "--width", str(width), ASKED)[1]) <= width


def test_a_pipe_gets_plain_text_of_80_columns() -> None:
    _, out, _ = run("search", ASKED, COLUMNS="200", TERM="xterm-256color")
    assert "\x1b" not in out
    assert widths(out) <= 80


def on_terminal(*arguments: str, **around: str) -> str:
    """Run the program with stdout on a terminal; return what it drew."""
    ours, theirs = pty.openpty()
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color"} | around
    with subprocess.Popen(
        [*BPFFAQ, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=subprocess.PIPE,
        env=environment,
    ):
        os.close(theirs)
        drawn = b"".join(chunks(ours))
    os.close(ours)
    return drawn.decode().replace("\r\n", "\n")


def chunks(file: int) -> Iterator[bytes]:
    while True:
        try:
            data = os.read(file, 65536)
        except OSError:  # Linux ends a terminal whose other side is closed with EIO
            return
        if not data:
            return
        yield data


def test_colour() -> None:
    plain = run("search", ASKED)[1]
    color = on_terminal("search", ASKED)
    assert "\x1b[1m" in color
    assert "\x1b]8;;https://docs.kernel.org/bpf/bpf_devel_QA.html#" in color
    assert on_terminal("search", ASKED, "--color", "never") == plain
    assert "\x1b[" not in on_terminal("search", ASKED, NO_COLOR="1")
    assert on_terminal("search", ASKED, TERM="dumb") == plain
    always = run("search", ASKED, "--color", "always", NO_COLOR="1")[1]
    assert "\x1b[1m" in always
    assert "\x1b]8" not in always


def test_a_closed_pipe_ends_quietly() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*BPFFAQ, "list"],
        stdin=subprocess.DEVNULL,
        stdout=writer,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("words", [("list",), ("--help",), ("list", "--help"), ("--version",)])
def test_a_full_disk_is_told(words: tuple[str, ...], unbuffered: str) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("this system has no /dev/full")
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*BPFFAQ, *words],
            stdout=full,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": unbuffered},
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == b"bpffaq: stdin or stdout: no space left on device; make sure that it can be used\n"


@pytest.mark.parametrize("words", [("show", "nope"), ("eval", "nope"), ("--bogus",)])
def test_an_error_that_nobody_can_be_told_is_one(words: tuple[str, ...]) -> None:
    around = os.environ | {"PYTHONPATH": str(ROOT)}
    reading, writing = os.pipe()
    os.close(reading)
    assert subprocess.run([*BPFFAQ, *words], stderr=writing, env=around, check=False).returncode == 2
    os.close(writing)
    if os.path.exists("/dev/full"):
        with open("/dev/full", "wb") as full:
            assert subprocess.run([*BPFFAQ, *words], stderr=full, env=around, check=False).returncode == 2


def test_too_little_memory_is_told(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def run(_: object) -> NoReturn:
        raise MemoryError

    monkeypatch.setattr("faq.cli.commands.run", run)
    assert main(["list"]) == 2
    said = "bpffaq: memory: there is not enough of it; allow more, or name smaller documents\n"
    assert capfd.readouterr() == ("", said)


def test_an_unexpected_error_is_one_line_and_never_the_status_of_no_answer() -> None:
    assert ended_by("raise LookupError('of\\n\\x1b[31mours')") == (
        2,
        "bpffaq: unexpected error (LookupError: of \ufffd[31mours); "
        "BPFFAQ_DEBUG=1 prints where; please report it\n",
    )


def test_an_unexpected_error_is_traced_on_request() -> None:
    status, said = ended_by("raise LookupError('of ours')", BPFFAQ_DEBUG="1")
    traced, _, last = said.rstrip("\n").rpartition("\n")
    assert status == 2
    assert traced.startswith("unexpected error\nTraceback (most recent call last):\n")
    assert traced.endswith("\nLookupError: of ours")
    assert (
        last
        == "bpffaq: unexpected error (LookupError: of ours); BPFFAQ_DEBUG=1 prints where; please report it"
    )


def ended_by(statement: str, **around: str) -> tuple[int, str]:
    """Run a program whose command does something else; return its status and stderr."""
    code = (
        "import sys\n"
        "from faq.cli import commands, main\n"
        "def run(_):\n"
        f"    {statement}\n"
        "commands.run = run\n"
        "sys.exit(main.main(['list']))\n"
    )
    kept = {name: value for name, value in os.environ.items() if name != "BPFFAQ_DEBUG"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=kept | around, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stderr


def test_ctrl_c_while_the_program_is_loaded_ends_it_without_a_traceback() -> None:
    pressed = (
        "import builtins, sys\n"
        "real = builtins.__import__\n"
        "def load(name, *rest, **more):\n"
        "    if name == 'argparse': raise KeyboardInterrupt\n"
        "    return real(name, *rest, **more)\n"
        "builtins.__import__ = load\n"
        "from faq.cli.main import process\n"
        "sys.exit(process())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", pressed], capture_output=True, cwd=ROOT, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_a_file_named_as_the_program(tmp_path: Path) -> None:
    done = subprocess.run(
        [*BPFFAQ, "list", "--source", "bpffaq.rst"],
        capture_output=True,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.stderr.startswith(b"bpffaq: bpffaq.rst: cannot be read")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_any_encoding_of_stdout(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "FAQ.rst"
    file.write_text("FAQ\n===\n\nQ: Was ist \u6838\u5fc3?\n---------\nA: Gr\u00f6\u00dfe.\n", "utf-8")
    done = subprocess.run(
        [*BPFFAQ, "list", "--json", "--source", str(file)],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding},
        check=False,
    )
    assert done.returncode == 0
    assert json.loads(done.stdout)["entries"][0]["question"] == "Was ist \u6838\u5fc3?"
