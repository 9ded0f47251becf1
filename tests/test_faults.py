"""The whole program when things go wrong: many at once, damage, no room, no rights, nobody who reads."""

import io
import json
import os
import pickle
import random
import shutil
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from faq.cli import main
from tests.fuzzing import ROOT, TIMES
from tests.test_store import as_nobody, ended, fork, place_of_nobody

ASK = ("search", "--json", "how do I report bugs?")
DAMAGES = 12 * TIMES


def bpffaq(*words: str, home: Path | str, **extra: Any) -> "subprocess.CompletedProcess[bytes]":
    """The real command with a home of its own."""
    more = {"stdin": subprocess.DEVNULL, "capture_output": True, **extra}
    environment = {**surroundings(home), **more.pop("env", {})}
    command = [sys.executable, "-P", "-m", "faq", *words]
    return subprocess.run(command, env=environment, timeout=120, check=False, **more)


def surroundings(home: Path | str) -> dict[str, str]:
    """The environment of a user who has set nothing."""
    return {"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The right answer."""
    done = bpffaq(*ASK, home=tmp_path_factory.mktemp("right"))
    assert (done.stderr, done.returncode) == (b"", 0)
    return done.stdout


def files(home: Path) -> list[Path]:
    """All files of the index."""
    return sorted(path for path in (home / ".cache").rglob("*") if path.is_file())


def test_twenty_at_once_on_a_cold_cache(tmp_path: Path, answer: bytes) -> None:
    command = [sys.executable, "-P", "-m", "faq", *ASK]
    pipe = subprocess.PIPE
    started = [
        subprocess.Popen(command, env=surroundings(tmp_path), stdout=pipe, stderr=pipe) for _ in range(20)
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


def in_process(home: Path) -> tuple[int, bytes, bytes]:
    """The command in a fork of this process: as the real one, without the time that Python takes to start."""
    out, err, environment = home / "out", home / "err", surroundings(home)
    pid = os.fork()
    if not pid:
        status = 99
        try:
            signal.alarm(60)
            for number, path in ((1, out), (2, err)):
                os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
            sys.stdout, sys.stderr = os.fdopen(1, "w", encoding="utf-8"), os.fdopen(2, "w", encoding="utf-8")
            os.environ.clear()
            os.environ.update(environment)
            status = main(list(ASK))
            sys.stdout.flush()
            sys.stderr.flush()
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), out.read_bytes(), err.read_bytes()


def damage(path: Path, chance: random.Random) -> None:
    """Flip a bit, cut off an end, put something else in place, or take all away."""
    data = bytearray(path.read_bytes())
    kind = chance.randrange(6)
    if kind < 3 and data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    elif kind == 3:
        del data[chance.randrange(len(data) + 1) :]
    elif kind == 4:
        data[:] = chance.randbytes(chance.randrange(100))
    else:
        data += chance.randbytes(10)
    if chance.random() < 0.05:
        path.unlink()
        return
    before = path.stat()
    os.chmod(path, 0o600)
    path.write_bytes(data)
    if chance.random() < 0.5:  # not even the times tell
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_damage_never_shows(tmp_path: Path, answer: bytes) -> None:
    """Damaged at random: the right answer, from an index built again; never a traceback, a signal or a wrong one."""
    assert in_process(tmp_path) == (0, answer, b"")
    chance = random.Random(None if TIMES > 1 else 6)
    for _ in range(DAMAGES):
        path = chance.choice(files(tmp_path))
        damage(path, chance)
        assert in_process(tmp_path) == (0, answer, b""), path.name
    assert in_process(tmp_path) == (0, answer, b"")


class Crafted:
    """What runs code when it is unpickled."""

    def __init__(self, ran: Path) -> None:
        self.ran = ran

    def __reduce__(self) -> tuple[Any, ...]:
        return (os.mkdir, (str(self.ran),))


def test_a_crafted_pickle_does_not_run(tmp_path: Path, answer: bytes) -> None:
    """In the place of each file of the index, the table of contents and the segments among them, and at its end."""
    ran = tmp_path / "ran"
    bad = pickle.dumps(Crafted(ran))
    with pytest.raises(FileExistsError):
        ran.mkdir()
        pickle.loads(bad)
    ran.rmdir()
    assert in_process(tmp_path) == (0, answer, b"")
    assert len(files(tmp_path)) > 4
    for number in range(len(files(tmp_path))):
        path = files(tmp_path)[number % len(files(tmp_path))]
        os.chmod(path, 0o600)
        path.write_bytes((path.read_bytes() if number % 2 else b"") + bad)
        assert in_process(tmp_path) == (0, answer, b""), path.name
        assert not ran.exists()


def same(got: bytes, right: bytes) -> bool:
    """Whether two answers are the same."""
    results: list[Any] = json.loads(got)["results"]
    return bool(results) and results == json.loads(right)["results"]


@pytest.mark.parametrize(
    ("environment", "note"),
    [
        ({"HOME": "/proc/none"}, True),
        ({"HOME": "relative"}, None),
        ({"HOME": ""}, None),
        ({"XDG_CACHE_HOME": "relative", "XDG_CONFIG_HOME": "relative", "XDG_STATE_HOME": "relative"}, False),
        ({"XDG_CACHE_HOME": "/dev/null/x"}, True),
        ({"XDG_CACHE_HOME": "/proc/1"}, True),
        ({"XDG_CACHE_HOME": "\udcff\udcfe"}, False),
        ({"TMPDIR": "/nowhere"}, False),
    ],
)
def test_odd_environments(
    environment: Mapping[str, str], note: bool | None, tmp_path: Path, answer: bytes
) -> None:
    """Answered, from memory if need be, which is said in one line; nothing lands in the working directory."""
    place = tmp_path / "place"
    place.mkdir()
    done = bpffaq(*ASK, home=tmp_path / "home", env=environment, cwd=place)
    assert done.returncode == 0
    assert same(done.stdout, answer)
    lines = done.stderr.decode().splitlines()
    assert all(
        line.startswith("bpffaq: ") and line.endswith("; the index is kept in memory") for line in lines
    )
    assert len(lines) <= 1
    assert note is None or bool(lines) == note
    assert list(place.iterdir()) == []


def test_no_home_variable(tmp_path: Path, answer: bytes) -> None:
    environment = {**surroundings(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    del environment["HOME"]
    done = subprocess.run(
        [sys.executable, "-P", "-m", "faq", *ASK],
        env=environment,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.stdout, done.stderr, done.returncode) == (answer, b"", 0)


def of_nobody(make: Callable[[Path], object], said: str) -> None:
    """Ask as a user without rights, in a home made so by root or the user."""

    def use() -> None:
        as_nobody()
        make(Path(home))
        status, out, err = run_here(Path(home))
        assert (status, err.replace(home, "HOME")) == (0, said), (status, err)
        assert json.loads(out)["status"] == "answered"

    with TemporaryDirectory() as other:
        run_here(Path(other))  # all of the program is loaded before the rights to read it are given away
    with place_of_nobody() as home:
        assert ended(fork(use)) == 0


def run_here(home: Path) -> tuple[int, str, str]:
    """The command in this process, its output caught."""
    kept, err = io.BytesIO(), io.StringIO()
    out = io.TextIOWrapper(kept, encoding="utf-8")
    with redirect_stdout(out), redirect_stderr(err), pytest.MonkeyPatch.context() as patch:
        for name, value in {**surroundings(home), "XDG_CACHE_HOME": "", "XDG_CONFIG_HOME": ""}.items():
            patch.setenv(name, value)
        status = main(list(ASK))
    out.flush()
    return status, kept.getvalue().decode(), err.getvalue()


def test_a_home_that_can_only_be_read() -> None:
    of_nobody(
        lambda home: home.chmod(0o500),
        "bpffaq: HOME/.cache: cannot be used (Permission denied); the index is kept in memory\n",
    )


def test_a_cache_that_can_only_be_read() -> None:
    def make(home: Path) -> None:
        (home / ".cache" / "bpffaq").mkdir(parents=True, mode=0o700)
        (home / ".cache" / "bpffaq").chmod(0o500)

    of_nobody(
        make,
        "bpffaq: HOME/.cache/bpffaq/bundled: cannot be used (Permission denied); the index is kept in memory\n",
    )


def test_a_full_disk(tmp_path: Path, answer: bytes) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=64k,mode=700", "none", str(disk)]
    if subprocess.run(mounting, check=False, capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        done = bpffaq(*ASK, home=tmp_path, env={"XDG_CACHE_HOME": str(disk)})
        left = [path for path in disk.rglob("*") if path.is_file() and path.stat().st_size]
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    assert same(done.stdout, answer)
    place = disk / "bpffaq" / "bundled"
    said = f"bpffaq: {place}: cannot be used (No space left on device); the index is kept in memory\n"
    assert (done.stderr.decode(), done.returncode, left) == (said, 0, [])


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


def test_a_full_device_is_one_line(tmp_path: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = bpffaq("list", home=tmp_path, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert (done.stderr.count(b"\n"), done.returncode) == (1, 2)
    assert b"no space left on device" in done.stderr.lower()


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


def test_the_index_is_removed_whole(tmp_path: Path) -> None:
    bpffaq("index", home=tmp_path)
    assert files(tmp_path)
    assert bpffaq("index", "--clear", home=tmp_path).returncode == 0
    assert files(tmp_path) == []
    shutil.rmtree(tmp_path / ".cache")
