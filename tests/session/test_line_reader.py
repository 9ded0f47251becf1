"""The session at a pipe, as a program of its own."""

import os
import signal
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from faq.session import line_reader
from tests.support.terminal import ROOT, environment

ENTRY = [sys.executable, "-m", "faq"]
STABLE = """\
Stable submission
  1. I need a specific BPF commit in stable kernels. What should I do?
  2. Do you also backport to kernels not currently maintained as stable?
  3. The BPF patch I am about to submit needs to go to stable as well
  4. Queue stable patches

"""
UNKNOWN = "/bogus: no such command; /help lists the commands\n"


def piped(home: Path, lines: bytes, *options: str, **extra: str) -> tuple[int, str, str]:
    """Status, output and errors of a session whose lines come from a pipe."""
    command = [*ENTRY, *options]
    around = environment(home, extra)
    done = subprocess.run(
        command, input=lines, capture_output=True, cwd=ROOT, env=around, timeout=60, check=False
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize(
    ("lines", "out", "err"),
    [
        (b"", "", ""),
        (b"\n\n", "", ""),
        (b"/list stab\n/bogus\n", f"faq> /list stab\n{STABLE}faq> /bogus\n", UNKNOWN),
        (b"/list stab", f"faq> /list stab\n{STABLE}", ""),
        (b":list stab\r\n/quit\n/bogus\n", f"faq> :list stab\n{STABLE}faq> /quit\n", ""),
        (
            b"/\xff\xfe\n/list stab\n",
            f"faq> /\ufffd\ufffd\nfaq> /list stab\n{STABLE}",
            UNKNOWN.replace("bogus", "\ufffd\ufffd"),
        ),
        (b"/\x00bogus\n", "faq> / bogus\n", UNKNOWN),
        (
            b"x" * (3 << 20) + b"\n/list stab\n",
            f"faq> {'x' * 16_384}\nfaq> /list stab\n{STABLE}",
            "this line: is larger than 1 MiB; ask a shorter question\n",
        ),
    ],
)
def test_lines_from_a_pipe(tmp_path: Path, lines: bytes, out: str, err: str) -> None:
    assert piped(tmp_path, lines) == (0, out, err)


def test_a_question_from_a_pipe_is_answered_plainly(tmp_path: Path) -> None:
    status, out, err = piped(tmp_path, b"which mailing list do I send BPF patches to?\n")
    assert (status, err) == (0, "")
    assert "bpf@vger.kernel.org" in out
    assert "\x1b" not in out
    assert out.startswith("faq> which mailing list do I send BPF patches to?\nTo which mailing list")


def test_no_editor_is_opened_from_a_pipe(tmp_path: Path) -> None:
    status, _, err = piped(tmp_path, b"/show stable-as-well\n/edit\n", VISUAL="touch", EDITOR="touch")
    place = f"open {ROOT / 'data' / 'bpf_devel_QA.rst'} at line 381 yourself"
    assert (status, err) == (0, f"/edit: needs a terminal; {place}\n")


def test_what_was_asked_is_in_the_history_of_the_session(tmp_path: Path) -> None:
    _, out, _ = piped(tmp_path, b"/list stab\nwho is\tthe pope?\n/history\n1\n")
    assert out.partition("faq> /history\n")[2].startswith("  1. who is the pope?\n\nfaq> 1\n")


def test_a_session_looks_back_on_a_thousand_lines() -> None:
    reader = line_reader.LineReader(StringIO("".join(f"line {number}\n" for number in range(1001))), None)
    for _ in range(1001):
        reader.read()
    assert reader.past() == [f"line {number}" for number in range(1, 1001)]


def test_a_pipe_opens_no_browser_that_needs_a_terminal(tmp_path: Path) -> None:
    """One would draw into the output and read the lines that follow; one that the user has chosen is opened."""
    lynx = tmp_path / "lynx"
    lynx.write_text("#!/bin/sh\ncat\necho opened $1\n")
    lynx.chmod(0o755)
    lines, around = b"/list stab\n/open 4\n/list stab\n", {"PATH": str(tmp_path), "TERM": "xterm"}
    page = "https://docs.kernel.org/bpf/bpf_devel_QA.html#q-queue-stable-patches"
    assert piped(tmp_path, lines, **around) == (
        0,
        f"faq> /list stab\n{STABLE}faq> /open 4\nfaq> /list stab\n{STABLE}",
        f"{page}: no browser was found; set $BROWSER, or open it elsewhere\n",
    )
    around = {"PATH": f"{tmp_path}:/bin:/usr/bin", "TERM": "xterm", "BROWSER": "lynx"}
    assert f"opened {page}\n" in piped(tmp_path, lines, **around)[1]


def test_a_pipe_keeps_no_history(tmp_path: Path) -> None:
    piped(tmp_path, b"/list stab\n")
    assert not (tmp_path / ".local").exists()


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    around = environment(tmp_path, {})
    lines, errors = b"/help\n" * 9, subprocess.PIPE
    done = subprocess.run(
        ENTRY, input=lines, stdout=writing, stderr=errors, cwd=ROOT, env=around, check=False
    )
    os.close(writing)
    assert done.stderr.decode() == ""


def test_documents_that_cannot_be_read(tmp_path: Path) -> None:
    status, out, err = piped(tmp_path, b"why?\n", "--source", "/no/such.rst")
    hint = "name an RST file or a directory (command line)"
    assert (status, out) == (2, "")
    assert err == f"bpffaq: /no/such.rst: cannot be read (no such file or directory); {hint}\n"


def test_ctrl_c_ends_a_pipe(tmp_path: Path) -> None:
    pipe, around = subprocess.PIPE, environment(tmp_path, {})
    with subprocess.Popen(ENTRY, stdin=pipe, stdout=pipe, stderr=pipe, cwd=ROOT, env=around) as running:
        assert running.stdin and running.stdout
        running.stdin.write(b"/new\n")
        running.stdin.flush()
        assert running.stdout.readline() == b"faq> /new\n"
        assert running.stdout.readline() == b"A new conversation: what came before is forgotten.\n"
        running.send_signal(signal.SIGINT)
        assert (running.wait(60), running.stderr and running.stderr.read()) == (130, b"")


def test_ctrl_c_at_a_terminal_that_cannot_draw_is_a_fresh_line() -> None:
    shown = StringIO()
    line_reader.LineReader(StringIO(), shown).interrupted()
    assert shown.getvalue() == "\n"


HEAVY = """
import sys
import faq.session
print([name for name in ("prompt_toolkit", "pygments", "docutils") if name in sys.modules])
"""


def test_the_package_alone_loads_nothing_heavy(tmp_path: Path) -> None:
    around = environment(tmp_path, {})
    done = subprocess.run(
        [sys.executable, "-c", HEAVY], capture_output=True, text=True, cwd=ROOT, env=around, check=True
    )
    assert done.stdout == "[]\n"
