"""The whole program with a crew of processes, killed or interrupted."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from faq.indexing import worker_pool
from tests.support.program import PEARS, bpffaq, surroundings
from tests.support.tally import TIMES

pytestmark = pytest.mark.slow


@pytest.mark.skipif(worker_pool.cores() < 2, reason="with one processor there is no crew")
def test_killed_while_a_crew_reads_many_documents(tmp_path: Path) -> None:
    """The processes that were called end with the one that called them, without a word; the next run answers."""
    words = ("search", "--json", "--source", str(many(tmp_path)), "how do I peel a pear7?")
    command = [sys.executable, "-P", "-m", "faq", *words]
    chance, giving_up = random.Random(6), threading.Event()
    for _ in range(1 + TIMES):
        process = subprocess.Popen(
            command, env=surroundings(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        while process.poll() is None and len(called(process.pid)) < 2:
            giving_up.wait(0.01)
        assert process.poll() is None
        time.sleep(chance.uniform(0, 0.3))
        members = called(process.pid)
        process.kill()
        assert process.communicate(timeout=60)[1] == b""  # all of stderr: the last process has let go of it
        assert [member for member in members if command_of(member)] == []
    done = bpffaq(*words, home=tmp_path)
    assert (done.stderr, done.returncode) == (b"", 0)
    assert json.loads(done.stdout)["results"][0]["short_answer"]["text"] == "With a knife for pear7s."


@pytest.mark.skipif(worker_pool.cores() < 2, reason="with one processor there is no crew")
def test_ctrl_c_while_a_crew_is_called(tmp_path: Path) -> None:
    """The terminal sends it to all processes, whatever they are at: not one writes a traceback."""
    place = tmp_path / "pears"
    place.mkdir()
    for number in range(48):
        (place / f"pears{number}.rst").write_text(PEARS.replace("pear", f"pear{number}"), encoding="utf-8")
    command = [sys.executable, "-P", "-m", "faq", "index", "--source", str(place)]
    for wait in (0.0, 0.01, 0.02, 0.03, 0.04, 0.05):
        process = subprocess.Popen(
            command,
            env=surroundings(tmp_path / f"home{wait}"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        while process.poll() is None and not called(process.pid):
            time.sleep(0.001)
        time.sleep(wait)
        os.killpg(process.pid, signal.SIGINT)
        assert process.communicate(timeout=60)[1] == b""
        assert process.returncode == 130


def many(home: Path) -> Path:
    """A directory with more documents than one process reads alone."""
    place = home / "pears"
    place.mkdir()
    for number in range(240):
        (place / f"pears{number}.rst").write_text(PEARS.replace("pear", f"pear{number}"), encoding="utf-8")
    return place


def called(pid: int) -> list[str]:
    """The processes that a process has started, except for the one that only tidies up behind it."""
    with suppress(OSError):
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        return [child for child in children if b"spawn_main" in command_of(child)]
    return []


def command_of(pid: str) -> bytes:
    """The command line of a process, empty if it has ended."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""
