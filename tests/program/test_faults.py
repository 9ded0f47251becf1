"""The whole program when things go wrong: many at once, damage, killed."""

import json
import os
import pickle
import random
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from faq.cli.main import main
from faq.sources.file_state import STEP
from tests.support.processes import ended, fork
from tests.support.program import ASK, PEARS, bpffaq, surroundings
from tests.support.tally import TIMES, count, tallied

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("loaded")]

DAMAGES, HURTS, KILLS = 6 * TIMES, 25 * TIMES, 10 * TIMES

PARTS = ("current", "lock", "manifest", "contents", "states", ".terms", ".records", ".toc")


def files(home: Path) -> list[Path]:
    """All files of the index."""
    return sorted(path for path in (home / ".cache").rglob("*") if path.is_file())


def test_twelve_at_once_on_a_cold_cache(tmp_path: Path, answer: bytes) -> None:
    command = [sys.executable, "-P", "-m", "faq", *ASK]
    pipe = subprocess.PIPE
    started = [
        subprocess.Popen(command, env=surroundings(tmp_path), stdout=pipe, stderr=pipe) for _ in range(12)
    ]
    ended = [(*process.communicate(timeout=120), process.returncode) for process in started]
    assert set(ended) == {(answer, b"", 0)}
    alone = tmp_path / "alone"
    assert bpffaq(*ASK, home=alone).stdout == answer
    assert sorted(len(list(files(home))) for home in (tmp_path, alone))[1] <= 2 * len(files(alone))
    assert [
        len(list((home / ".cache" / "bpffaq" / "bundled").glob("gen-*"))) for home in (tmp_path, alone)
    ] == [1, 1]
    assert [path for path in tmp_path.iterdir() if path.name not in (".cache", "alone")] == []


def asked_by(words: Sequence[str], home: Path, sources: str = "", mark: str = "") -> None:
    """Be the command, in a fork of this process: as the real one, without the time that Python takes to start."""
    for number, name in ((1, f"out{mark}"), (2, f"err{mark}")):
        os.dup2(os.open(home / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
    sys.stdout, sys.stderr = os.fdopen(1, "w", encoding="utf-8"), os.fdopen(2, "w", encoding="utf-8")
    environment, status = {**surroundings(home), "BPFFAQ_SOURCES": sources}, 99
    try:
        signal.alarm(60)
        os.environ.clear()
        os.environ.update(environment)
        status = main(words)
        sys.stdout.flush()
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def in_process(home: Path, sources: str = "") -> tuple[int, bytes, bytes]:
    """Status (negative for a signal) and output of the command."""
    status = ended(fork(partial(asked_by, ASK, home, sources)))
    return status, (home / "out").read_bytes(), (home / "err").read_bytes()


class Small(NamedTuple):
    """A small document, read in a few milliseconds, in a home of its own, and the right answer from it."""

    home: Path
    path: Path
    answer: bytes

    def ask(self) -> tuple[int, bytes, bytes]:
        """Ask."""
        return in_process(self.home, str(self.path))

    def part(self, name: str) -> Path:
        """A file of the index."""
        return next(path for path in files(self.home) if path.name.endswith(name))

    def names(self) -> list[str]:
        """What is in the index's directory, without the numbers of generations."""
        (place,) = (self.home / ".cache" / "bpffaq").iterdir()
        return sorted(
            path.name[:4] if path.name.startswith("gen-") else path.name for path in place.iterdir()
        )


@pytest.fixture
def small(tmp_path: Path) -> Small:
    path = tmp_path / "pears.rst"
    path.write_text(PEARS, encoding="utf-8")
    status, out, err = in_process(tmp_path, str(path))
    assert (status, err) == (0, b"")
    assert json.loads(out)["status"] == "answered"
    return Small(tmp_path, path, out)


def hurt(path: Path, chance: random.Random) -> bytes:
    """Flip a bit of a file or cut off its end; a file without content gets some. Returns what it holds now."""
    data, before = bytearray(path.read_bytes()), path.stat()
    if not data:
        data += chance.randbytes(10)
    elif chance.random() < 0.5:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    else:
        del data[chance.randrange(len(data)) :]
    path.write_bytes(data)
    if chance.random() < 0.5:  # not even the times tell
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    return bytes(data)


def harmless(part: str, good: bytes, now: bytes) -> bool:
    """Whether a file may stay as it is now: nothing is read from the lock, nor from the line end of a name; what a
    question does not read is checked by the one that does."""
    return part == "lock" or (part == "current" and now == good[:-1]) or len(good) == len(now)


def settle(path: Path) -> None:
    """Wait until a file is so old that an index of it is not made anew for the times of the file alone."""
    time.sleep(max(0.0, (path.stat().st_ctime_ns + 1.1 * STEP - time.time_ns()) / 1e9))


@pytest.mark.parametrize("part", PARTS)
def test_flipped_bits_and_cut_ends_never_show(part: str, small: Small) -> None:
    """In each file of the index: the right answer and a whole index again; no line, no signal, no wrong answer."""
    chance = random.Random(None if TIMES > 1 else 6)
    assert len(files(small.home)) == len(PARTS)
    for _ in tallied(range(HURTS)):
        good = small.part(part).read_bytes()
        now = hurt(small.part(part), chance)
        assert small.ask() == (0, small.answer, b"")
        assert harmless(part, good, now) or small.part(part).read_bytes() != now
        assert small.names() == ["current", "gen-", "lock"]
    settle(small.path)
    shutil.rmtree(small.home / ".cache")
    assert small.ask() == (0, small.answer, b"")
    whole = {path: path.read_bytes() for path in files(small.home)}
    assert small.ask() == (0, small.answer, b"")
    assert {path: path.read_bytes() for path in files(small.home)} == whole


def test_fifty_at_once_on_a_cold_cache(small: Small) -> None:
    """And again while one after the other changes the document: all answer, one index remains, no litter."""
    for cold in (True, False):
        if cold:
            shutil.rmtree(small.home / ".cache")
        ask = partial(asked_by, ASK, small.home, str(small.path))
        started = []
        for number in range(50):
            if not cold:
                aside = small.home / "aside"
                aside.write_text(f"{PEARS}\n.. changed {number} times\n", encoding="utf-8")
                aside.replace(small.path)
            started.append(fork(partial(ask, str(number))))
        assert [ended(pid) for pid in started] == [0] * 50
        assert {(small.home / f"out{number}").read_bytes() for number in range(50)} == {small.answer}
        assert {(small.home / f"err{number}").read_bytes() for number in range(50)} == {b""}
        assert small.names() == ["current", "gen-", "lock"]


def damage(path: Path, chance: random.Random) -> None:
    """Hurt a file, put something else in its place or at its end, or take it away."""
    kind = chance.randrange(8)
    if kind < 5:
        hurt(path, chance)
    elif kind < 7:
        path.write_bytes((path.read_bytes() if kind == 5 else b"") + chance.randbytes(chance.randrange(100)))
    else:
        path.unlink()


def test_damage_never_shows(tmp_path: Path, answer: bytes) -> None:
    """As above with the bundled document, and any damage."""
    assert in_process(tmp_path) == (0, answer, b"")
    chance = random.Random(None if TIMES > 1 else 6)
    for _ in tallied(range(DAMAGES)):
        path = chance.choice(files(tmp_path))
        damage(path, chance)
        assert in_process(tmp_path) == (0, answer, b""), path.name
    assert in_process(tmp_path) == (0, answer, b"")


def test_damage_below_a_server_that_runs(tmp_path: Path, answer: bytes) -> None:
    """Each file cut and overwritten in its place after the first question: the next answers are as right."""
    request = {"jsonrpc": "2.0", "id": 1, "method": "faq/search", "params": {"query": ASK[-1]}}
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "faq", "serve"], env=surroundings(tmp_path),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as server:  # fmt: skip
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(b'{"jsonrpc": "2.0", "id": 0, "method": "faq/show", "params": {"id": "pear"}}\n')
        server.stdin.flush()
        assert json.loads(server.stdout.readline())["error"]["code"] == -32602
        for path in files(tmp_path):
            with path.open("r+b") as file:
                file.write(b"\xff" * (path.stat().st_size // 2))
                file.truncate()
        out, err = server.communicate(json.dumps(request).encode() + b"\n", timeout=60)
    assert json.loads(out)["result"] == json.loads(answer)
    assert (err, server.returncode) == (b"", 0)


def test_killed_at_random_moments_of_a_build(small: Small) -> None:
    """By SIGKILL, with no index before and with an older one: the next run answers, the next build leaves no litter."""
    chance = random.Random(None if TIMES > 1 else 6)
    start = time.monotonic()
    shutil.rmtree(small.home / ".cache")
    small.ask()
    lasts = time.monotonic() - start
    killed = tries = 0
    while killed < KILLS:
        tries += 1
        count()
        if tries % 2:
            shutil.rmtree(small.home / ".cache")
        else:
            with small.path.open("a", encoding="utf-8") as file:
                file.write(f"\n.. changed {tries} times\n")
        pid = fork(partial(asked_by, ASK, small.home, str(small.path)))
        moment = chance.uniform(0, lasts)
        time.sleep(moment)
        os.kill(pid, signal.SIGKILL)
        if ended(pid) == -signal.SIGKILL:
            killed += 1
        else:
            lasts = moment  # it had ended by then, so a build lasts no longer: the first one may have been a slow one
        assert small.ask() == (0, small.answer, b"")
        assert small.names().count("gen-") <= 2
    assert tries < 4 * KILLS
    small.path.write_text(f"{PEARS}\n.. changed\n", encoding="utf-8")
    assert small.ask() == (0, small.answer, b"")
    assert small.names() == ["current", "gen-", "lock"]


class Crafted:
    """What runs code when it is unpickled."""

    def __init__(self, ran: Path) -> None:
        self.ran = ran

    def __reduce__(self) -> tuple[Any, ...]:
        return (os.mkdir, (str(self.ran),))


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("how", ["instead", "behind"])
def test_a_crafted_pickle_does_not_run(part: str, how: str, small: Small) -> None:
    """In the place of each file and at its end, for a question and for a build from the older index."""
    ran, path = small.home / "ran", small.part(part)
    crafted = pickle.dumps(Crafted(ran))
    path.write_bytes(crafted if how == "instead" else path.read_bytes() + crafted)
    assert small.ask() == (0, small.answer, b"")
    with small.path.open("a", encoding="utf-8") as file:
        file.write("\n.. changed\n")
    assert small.ask() == (0, small.answer, b"")
    assert not ran.exists()


def test_the_index_is_removed_whole(tmp_path: Path) -> None:
    bpffaq("index", home=tmp_path)
    assert files(tmp_path)
    assert bpffaq("index", "--clear", home=tmp_path).returncode == 0
    assert files(tmp_path) == []
    shutil.rmtree(tmp_path / ".cache")
