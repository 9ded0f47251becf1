"""The cache directory with many at it at once, some of them killed."""

import os
import random
import shutil
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from index.store import Generation, build, open_current, remove
from tests.support.processes import ended, fork
from tests.support.stores import KEY, TIDY, content, expected, left, refused, store, write

pytestmark = pytest.mark.slow


def test_what_killed_builds_left_is_gone_before_the_next_one(root: str) -> None:
    """So that it takes no room from it."""
    store(root)
    Path(root, KEY, "gen-0123456789abcdef").mkdir()
    Path(root, KEY, "new-file").write_text("")
    Path(root, KEY, "new-folder").mkdir()
    found: list[list[str]] = []

    def look(directory: str, base: Generation | None) -> dict[str, str]:
        found.append(left(root))
        return write(directory, base)

    build(root, KEY, look, fresh=lambda found: False)
    assert found == [["current", "gen-", "gen-", "lock"]]
    assert left(root) == TIDY


def test_a_builder_that_takes_too_long(root: str) -> None:
    import fcntl

    built = store(root)
    with open(f"{root}/{KEY}/lock") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        reason = f"{root}/{KEY}: another bpffaq is still building the index there"
        assert refused(lambda: build(root, KEY, write, fresh=lambda found: False, wait=0.1)) == reason
        assert refused(lambda: remove(root, KEY, wait=0.1)) == reason
        assert open_current(root, KEY) == built
    assert store(root, 2).about == {"version": "2"}


# Killed


def killed_at(step: int, do: Callable[[], object]) -> int:
    """Run something in a child that kills itself just before its n-th call that touches the disk."""

    def run() -> None:
        calls = iter(range(step))

        def count(event: str, _: object) -> None:
            touches = event.partition(".")[0] in ("open", "os", "shutil", "fcntl") and event != "os.kill"
            if touches and next(calls, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        do()

    return ended(fork(run))


@pytest.mark.parametrize("before", ["nothing", "an older index"])
def test_killed_before_any_call_of_a_build(root: str, before: str) -> None:
    store(root)  # so that the children need import nothing
    step, status = 0, -signal.SIGKILL
    while status == -signal.SIGKILL:
        shutil.rmtree(root)
        old = None if before == "nothing" else store(root, 1)
        status = killed_at(step, partial(store, root, 2, base=old))
        found = open_current(root, KEY)
        assert found is None or content(found) == expected(int(found.about["version"]))
        assert found is not None or before == "nothing"
        assert content(store(root, 3)) == expected(3)
        assert left(root) == TIDY
        step += 1
    assert status == 0
    assert step > 30


def test_killed_at_a_hundred_random_moments(root: str) -> None:
    chance = random.Random(6)

    def rebuild_for_ever() -> None:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # ends the process on the spot, as SIGKILL does
        signal.setitimer(signal.ITIMER_REAL, chance.uniform(0.001, 0.04))
        version = 0
        while True:
            version += 1
            store(root, version, base=open_current(root, KEY))

    for _ in range(100):
        chance.random()
        assert ended(fork(rebuild_for_ever)) == -signal.SIGALRM
        found = open_current(root, KEY)
        assert found is None or content(found) == expected(int(found.about["version"]))
    assert content(store(root, -1)) == expected(-1)
    assert left(root) == TIDY


# Together


def together(number: int, do: Callable[[int], object]) -> list[int]:
    """Run something in many processes that start at the same moment, and return how they ended."""
    gate, opener = os.pipe()

    def run(which: int) -> None:
        os.close(opener)
        os.read(gate, 1)  # until every process has closed the other end: all are there
        do(which)

    pids = [fork(partial(run, which)) for which in range(number)]
    os.close(gate)
    os.close(opener)
    return [ended(pid) for pid in pids]


def test_fifty_processes_on_a_cold_cache(root: str, tmp_path: Path) -> None:
    log = tmp_path / "log"

    def note(directory: str, base: Generation | None) -> dict[str, str]:
        with log.open("a") as file:
            file.write("built\n")
        return write(directory, base)

    def use(_: int) -> None:
        built = build(root, KEY, note, fresh=lambda found: found.about == {"version": "1"})
        assert content(built) == expected(1)

    assert together(50, use) == [0] * 50
    assert log.read_text() == "built\n"
    assert left(root) == TIDY


def test_readers_while_others_build(root: str) -> None:
    def use(which: int) -> None:
        if which:
            for version in range(1, 30):
                store(root, which * 100 + version, base=open_current(root, KEY))
        else:
            for _ in range(300):
                found = open_current(root, KEY)
                assert found is not None
                with suppress(FileNotFoundError):  # removed since: a reader would call again
                    assert content(found) == expected(int(found.about["version"]))

    store(root)
    assert together(3, use) == [0] * 3
    assert left(root) == TIDY


def test_clearing_while_others_build(root: str) -> None:
    def use(which: int) -> None:
        for version in range(20):
            if which % 2:
                remove(root)
            else:
                store(root, which * 100 + version)

    assert together(6, use) == [0] * 6
    assert content(store(root, 7)) == expected(7)
    assert left(root) == TIDY
