"""The cache directory: whole or rebuilt, whatever is done to it, however many use it at once."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import platformdirs
import pytest

from index.generation import MANIFEST
from index.store import Generation, Unsafe, build, cache_root, open_current, remove
from tests.support.stores import KEY, TIDY, content, expected, left, store, write

REPOSITORY = Path(__file__).resolve().parents[2]


# Where it is


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="platformdirs itself is asked there")
@pytest.mark.parametrize(
    ("environment", "place"),
    [
        ({"HOME": "/home/a", "XDG_CACHE_HOME": "/fast/cache"}, "/fast/cache/bpffaq"),
        ({"HOME": "/home/a"}, "/home/a/.cache/bpffaq"),
        ({"HOME": "/home/a", "XDG_CACHE_HOME": ""}, "/home/a/.cache/bpffaq"),
        ({"HOME": "/home/a", "XDG_CACHE_HOME": "relative/cache"}, "/home/a/.cache/bpffaq"),
        ({"HOME": "/home/a", "XDG_CACHE_HOME": "~/cache"}, "/home/a/.cache/bpffaq"),
        ({"HOME": "/"}, "/.cache/bpffaq"),
    ],
)
def test_the_place_is_the_one_platformdirs_names(
    environment: dict[str, str], place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert cache_root() == place
    if os.path.isabs(environment.get("XDG_CACHE_HOME") or "/"):  # older releases took relative ones, too
        assert platformdirs.user_cache_dir("bpffaq", appauthor=False) == place


@pytest.mark.parametrize("home", [None, "", "relative"])
def test_without_a_home_in_the_environment_the_account_s_is_taken(
    home: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("HOME")
    account = os.path.expanduser("~")
    if home is not None:
        monkeypatch.setenv("HOME", home)
    assert cache_root() == f"{account}/.cache/bpffaq"


def test_no_home_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("HOME")
    monkeypatch.setattr(os, "getuid", lambda: 3_999_999_999)
    with pytest.raises(Unsafe) as raised:
        cache_root()
    assert str(raised.value) == "the cache directory: there is no home directory to hold it"


def test_looking_costs_no_heavy_import(root: str) -> None:
    store(root)
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from index.store import cache_root, open_current\n"
        "cache_root(); assert open_current(sys.argv[2], sys.argv[3]) is not None\n"
        "print(sorted(set(sys.argv[4:]) & set(sys.modules)))"
    )
    heavy = ["dataclasses", "filelock", "hashlib", "inspect", "pathlib", "platformdirs", "shutil", "tomllib"]
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script, str(REPOSITORY), root, KEY, *heavy],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")


# Building and opening


def test_nothing_there(root: str) -> None:
    assert open_current(root, KEY) is None
    assert not os.path.exists(root)


def test_what_is_built_is_opened(root: str) -> None:
    built = store(root)
    assert built.about == {"version": "1"}
    assert content(built) == expected(1)
    assert open_current(root, KEY) == built
    assert left(root) == TIDY
    modes = {path: os.lstat(path).st_mode & 0o777 for path in (root, f"{root}/{KEY}", built.path)}
    assert set(modes.values()) == {0o700}


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="this system does not name what is open")
def test_what_is_named_is_on_the_disk_before(root: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that after the power failed there is no name of something that is not whole."""
    done: list[str] = []
    fsync, replace = os.fsync, os.replace

    def brief(path: str) -> str:
        return re.sub("(?<=gen-|new-).*", "", os.path.basename(path))

    def noted(descriptor: int) -> None:
        done.append(brief(os.readlink(f"/proc/self/fd/{descriptor}")))
        fsync(descriptor)

    def named(aside: str, path: str) -> None:
        done.append(f"{brief(aside)} becomes {brief(path)}")
        replace(aside, path)

    monkeypatch.setattr(os, "fsync", noted)
    monkeypatch.setattr(os, "replace", named)
    store(root)
    assert done == [
        *("empty", "same", "terms"),
        *("new-", f"new- becomes {MANIFEST}", "gen-"),
        *("new-", "new- becomes current", KEY),
    ]


def test_what_is_fresh_is_not_built_again(root: str) -> None:
    assert store(root) == store(root)
    assert content(store(root, 2)) == expected(2)
    assert left(root) == TIDY


def test_indexes_do_not_disturb_one_another(root: str) -> None:
    first, second = store(root, 1, "first"), store(root, 2, "second")
    assert (open_current(root, "first"), open_current(root, "second")) == (first, second)


@pytest.mark.parametrize("key", ["", ".", "..", "../x", "a/b", ".hidden", "a b", "\0", "é"])
def test_names_that_could_lead_elsewhere(root: str, key: str) -> None:
    os.makedirs(root, mode=0o700)
    uses: tuple[Callable[[], object], ...] = (
        lambda: open_current(root, key),
        lambda: store(root, key=key),
        lambda: remove(root, key),
    )
    for use in uses:
        with pytest.raises(ValueError, match="cannot name an index"):
            use()


def test_a_build_starts_from_the_one_in_use_when_its_turn_comes(root: str) -> None:
    first = store(root)
    inode = os.stat(f"{first.path}/same").st_ino
    store(root, 2, base=first)  # first is gone now
    third = store(root, 3, base=first)
    assert content(third) == expected(3)
    assert os.stat(f"{third.path}/same").st_ino == inode
    assert os.stat(f"{third.path}/same").st_nlink == 1
    assert open_current(root, KEY) == third
    assert os.stat(f"{store(root, 4).path}/same").st_ino != inode


def test_the_manifest_handed_back_is_the_one_on_disk(root: str) -> None:
    built = build(root, KEY, lambda *_: {"said": "two words "}, fresh=lambda _: False)
    assert built.about == {"said": "two words "}
    assert open_current(root, KEY) == built


def test_an_exception_of_the_writer_passes_through_and_leaves_nothing(root: str) -> None:
    def fail(directory: str, base: Generation | None) -> dict[str, str]:
        write(directory, base)
        raise KeyboardInterrupt

    built = store(root)
    with pytest.raises(KeyboardInterrupt):
        build(root, KEY, fail, fresh=lambda found: False)
    assert open_current(root, KEY) == built
    assert left(root) == TIDY


# Clearing


def test_cleared(root: str) -> None:
    assert remove(root) == 0
    assert remove(root, KEY) == 0
    for key in ("first", "second"):
        built = store(root, 1, key)
    size = sum(path.stat().st_size for path in Path(built.path).iterdir())
    assert remove(root, "third") == 0
    assert remove(root, "first") == size
    assert os.listdir(root) == ["second"]
    assert open_current(root, "first") is None
    assert remove(root) == size
    assert not os.path.exists(root)


def test_what_vanishes_as_it_is_cleared(root: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store(root)
    listdir = os.listdir

    def vanish(path: str) -> list[str]:
        if path == f"{root}/{KEY}":
            shutil.rmtree(path)
        return listdir(path)

    monkeypatch.setattr(os, "listdir", vanish)
    assert remove(root) == 0
    assert not os.path.exists(root)


NO_GENERATIONS = ["0123456789abcdef", "gen-", "gen-0123456789abcde", "gen-0123456789abcdeg", "gen-notes"]


def test_what_was_not_built_stays_beside_what_was(root: str) -> None:
    """However much its name is like that of a generation."""
    store(root)
    for name in NO_GENERATIONS:
        Path(root, KEY, name).mkdir()
    store(root, 2)
    assert remove(root) > 0
    assert sorted(os.listdir(f"{root}/{KEY}")) == NO_GENERATIONS
    assert remove(root) == 0


def test_only_what_was_built_is_cleared(root: str, tmp_path: Path) -> None:
    store(root)
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(f"{root}/{KEY}", elsewhere)
    for name in ("notes.txt", f"{KEY}/notes.txt"):
        Path(root, name).write_text("mine")
    Path(root, "project").mkdir()
    Path(root, "project", "new-plan").write_text("mine")
    Path(root, "link").symlink_to(elsewhere)
    before = sorted(os.walk(elsewhere))
    remove(root)
    assert sorted(os.listdir(root)) == [KEY, "link", "notes.txt", "project"]
    assert os.listdir(f"{root}/{KEY}") == ["notes.txt"]
    assert os.listdir(f"{root}/project") == ["new-plan"]
    assert sorted(os.walk(elsewhere)) == before
