"""The whole program where there is no room, no right to write, no home, or an odd environment."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.support.processes import as_nobody, ended, fork, place_of_nobody
from tests.support.program import ASK, bpffaq, run_here, surroundings
from tests.support.small_disk import small_disk

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("loaded")]


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

    with place_of_nobody() as home:
        assert ended(fork(use)) == 0


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
    with small_disk(tmp_path, "64k") as disk:
        done = bpffaq(*ASK, home=tmp_path, env={"XDG_CACHE_HOME": str(disk)})
        left = [path for path in disk.rglob("*") if path.is_file() and path.stat().st_size]
    assert same(done.stdout, answer)
    place = disk / "bpffaq" / "bundled"
    said = f"bpffaq: {place}: cannot be used (No space left on device); the index is kept in memory\n"
    assert (done.stderr.decode(), done.returncode, left) == (said, 0, [])
