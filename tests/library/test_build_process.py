"""A build in a process of its own: who waits for its turn ends with its program, who has begun goes on."""

import subprocess
import sys
from pathlib import Path
from time import sleep

import pytest

from faq.library.build_process import BuildProcess
from faq.sources.selection import in_use

GIVE_UP = """
import threading
from faq.library.build_process import _give_up
begun = threading.Event()
{before}
_give_up(begun, 0.01)
print("goes on")
"""


def waiting(before: str = "") -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", GIVE_UP.format(before=before)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_who_waits_for_its_turn_ends_with_its_program() -> None:
    with waiting() as process:
        sleep(0.3)
        assert process.poll() is None
        assert process.communicate()[0] == ""
        assert process.returncode == 0


def test_who_has_begun_goes_on_without_its_program() -> None:
    with waiting("begun.set()") as process:
        assert process.communicate()[0] == "goes on\n"


def test_a_build_is_done_as_long_as_its_program_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "a.rst").write_text(
        "Pears FAQ\n=========\n\nWho eats pears?\n---------------\n\nMe.\n", "utf-8"
    )
    build = BuildProcess(in_use((str(tmp_path / "a.rst"),)), patience=0.0)
    for _ in range(500):
        if not build.running:
            break
        sleep(0.02)
    assert list((tmp_path / "cache").rglob("states*"))
