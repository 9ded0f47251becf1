"""One builder at a time, even when the lock file is cleared away while others wait for it."""

import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import filelock
import pytest

from index.lock import LOCK, locked
from index.safety import Unsafe


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "bpffaq" / "key"


def hold(home: Path, wait: float = 5.0) -> None:
    """Take the lock, and look that it is the one that others would find."""
    with locked(str(home.parent), str(home), wait):
        other = filelock.FileLock(home / LOCK, timeout=0, mode=0o600)
        with pytest.raises(filelock.Timeout):
            other.acquire()


def interfere(
    monkeypatch: pytest.MonkeyPatch, before: Callable[[], object], after: Callable[[], object]
) -> list[str]:
    """Do something around the first time that a lock is acquired; return a list that grows by each time."""
    times: list[str] = []
    acquire = filelock.FileLock.acquire

    def acquire_meanwhile(self: filelock.FileLock, *args: Any, **options: Any) -> Any:
        first = not times
        times.append("acquired")
        if first:
            before()
        proxy = acquire(self, *args, **options)
        if first:
            after()
        return proxy

    monkeypatch.setattr(filelock.FileLock, "acquire", acquire_meanwhile)
    return times


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[filelock.FileLock]:
    """The locks that are acquired from now on; none of them goes because nobody has it any more."""
    kept: list[filelock.FileLock] = []
    acquire = filelock.FileLock.acquire

    def noted(self: filelock.FileLock, *args: Any, **options: Any) -> Any:
        kept.append(self)
        return acquire(self, *args, **options)

    monkeypatch.setattr(filelock.FileLock, "acquire", noted)
    return kept


def nothing() -> None:
    """Leave everything as it is."""


def test_it_makes_its_directory_and_leaves_the_file(home: Path) -> None:
    hold(home)
    hold(home)
    assert [path.name for path in home.iterdir()] == [LOCK]
    assert stat.S_IMODE((home / LOCK).stat().st_mode) == 0o600


def test_a_lock_file_that_was_replaced_does_not_count(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def replace() -> None:
        (home / LOCK).unlink()
        (home / LOCK).touch(0o600)

    times = interfere(monkeypatch, nothing, replace)
    with locked(str(home.parent), str(home), 5.0):
        assert times == ["acquired"] * 2


@pytest.mark.parametrize("gone", [".", ".."])
def test_a_directory_that_was_cleared_is_made_again(
    home: Path, gone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = interfere(monkeypatch, nothing, lambda: shutil.rmtree(os.path.normpath(home / gone)))
    with locked(str(home.parent), str(home), 5.0):
        assert times == ["acquired"] * 2
        assert (home / LOCK).exists()


@pytest.mark.parametrize("vanished", [FileNotFoundError, FileExistsError])
def test_a_directory_that_vanishes_as_it_is_locked(
    home: Path, vanished: type[OSError], monkeypatch: pytest.MonkeyPatch
) -> None:
    def vanish() -> None:
        shutil.rmtree(home)
        raise vanished

    times = interfere(monkeypatch, vanish, nothing)
    with locked(str(home.parent), str(home), 5.0):
        assert times == ["acquired"] * 2


def test_a_directory_that_was_cleared_is_private_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    interfere(monkeypatch, lambda: shutil.rmtree(home.parent), nothing)
    before = os.umask(0)
    try:
        with locked(str(home.parent), str(home), 5.0):
            assert [stat.S_IMODE(path.stat().st_mode) for path in (home.parent, home)] == [0o700] * 2
    finally:
        os.umask(before)


def test_a_file_system_without_locks(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise NotImplementedError

    interfere(monkeypatch, refuse, nothing)
    with pytest.raises(Unsafe) as raised:
        hold(home)
    assert str(raised.value) == f"{home}: is on a file system without locks"


def test_the_lock_is_released_after_an_exception(home: Path, taken: list[filelock.FileLock]) -> None:
    with pytest.raises(KeyError), locked(str(home.parent), str(home), 5.0):
        assert [lock.is_locked for lock in taken] == [True]
        raise KeyError
    assert [lock.is_locked for lock in taken] == [False]
    hold(home, wait=0.0)


@pytest.mark.parametrize("replaced", [True, False])
def test_what_guards_nothing_is_released(
    home: Path, replaced: bool, taken: list[filelock.FileLock], monkeypatch: pytest.MonkeyPatch
) -> None:
    def clear() -> None:
        (home / LOCK).unlink()
        if replaced:
            (home / LOCK).touch(0o600)

    interfere(monkeypatch, nothing, clear)
    with locked(str(home.parent), str(home), 5.0):
        assert [lock.is_locked for lock in taken] == [False, True]
