"""The cache directory: whole or rebuilt, whatever is done to it, however many use it at once."""

import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import platformdirs
import pytest

from index.generation import MANIFEST, _frame
from index.store import Generation, Unsafe, build, cache_root, link_or_copy, open_current, remove

KEY = "bundled"
REPOSITORY = Path(__file__).resolve().parent.parent


def write(directory: str, base: Generation | None, version: int = 1) -> dict[str, Any]:
    """Write a small index whose every file tells its version; ``same`` is shared with the one before."""
    if base is not None:
        link_or_copy(base.path, directory, ["same"])
    else:
        Path(directory, "same").write_bytes(b"s" * 100)
    Path(directory, "terms").write_bytes(b"%08d" % version * 50)
    Path(directory, "empty").write_bytes(b"")
    return {"version": version}


def store(root: str, version: int = 1, key: str = KEY, base: Generation | None = None) -> Generation:
    """Build unless this version is there."""
    return build(
        root,
        key,
        lambda directory, found: write(directory, found, version),
        base,
        fresh=lambda about: about == {"version": version},
    )


def content(generation: Generation) -> dict[str, bytes]:
    return {name: Path(generation.path, name).read_bytes() for name in generation.manifest["files"]}


def expected(version: int) -> dict[str, bytes]:
    return {"same": b"s" * 100, "terms": b"%08d" % version * 50, "empty": b""}


def left(root: str, key: str = KEY) -> list[str]:
    """List what is in an index's directory, the hexadecimal part of a generation's name left out."""
    return sorted(name[:4] if name.startswith("gen-") else name for name in os.listdir(f"{root}/{key}"))


TIDY = ["current", "gen-", "lock"]


@pytest.fixture
def root(tmp_path: Path) -> str:
    return str(tmp_path / "cache" / "bpffaq")


def fork(do: Callable[[], object]) -> int:
    """Run something in a child process, which ends with 0 or, after an exception, with 1."""
    pid = os.fork()
    return pid if pid else end(do)


def end(do: Callable[[], object]) -> NoReturn:
    """Run something and end the process, whatever happens."""
    status = 1
    try:
        do()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def ended(pid: int) -> int:
    """Wait for a child; a negative status is the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


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
    assert built.about == {"version": 1}
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
    built = build(root, KEY, lambda *_: {"pair": (1, 2)}, fresh=lambda _: False)
    assert built.about == {"pair": [1, 2]}
    assert open_current(root, KEY) == built


@pytest.mark.parametrize("umask", [0, 0o022, 0o277, 0o777])
def test_whatever_the_umask(umask: int) -> None:
    def use() -> None:
        as_nobody()
        os.umask(umask)
        store(f"{home}/bpffaq")
        built = store(f"{home}/bpffaq", 2)
        assert open_current(f"{home}/bpffaq", KEY) == built
        assert {path.stat().st_mode & 0o777 for path in Path(built.path).iterdir()} == {0o600}

    with place_of_nobody() as home:
        assert ended(fork(use)) == 0


@contextmanager
def place_of_nobody() -> Iterator[str]:
    """Make a directory for a process without root's rights."""
    place = tempfile.mkdtemp()
    if os.geteuid() == 0:
        os.chown(place, 65534, 65534)
    try:
        yield place
    finally:
        os.chmod(place, 0o700)
        shutil.rmtree(place)


def as_nobody() -> None:
    """Give up root's rights, in a child process."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)


# Damage


def test_every_flipped_bit_and_every_truncation_is_noticed(root: str) -> None:
    chance, built = random.Random(6), store(root)
    files = [f"{root}/{KEY}/current", *(f"{built.path}/{name}" for name in sorted(os.listdir(built.path)))]
    for path in files:
        good = Path(path).read_bytes()
        for bit in chance.sample(range(len(good) * 8), min(len(good) * 8, 150)):
            bad = bytearray(good)
            bad[bit // 8] ^= 1 << bit % 8
            Path(path).write_bytes(bad)
            assert open_current(root, KEY) is None, f"{path}: bit {bit} flipped"
        for length in chance.sample(range(len(good)), min(len(good), 50)):
            if path.endswith("current") and length == len(good) - 1:
                continue  # without its line end the name is still the name
            Path(path).write_bytes(good[:length])
            assert open_current(root, KEY) is None, f"{path}: cut to {length}"
        Path(path).write_bytes(good)
    assert content(store(root)) == expected(1)
    assert open_current(root, KEY) is not None


def pipe_instead(path: Path) -> None:
    path.unlink() if path.is_file() else shutil.rmtree(path)
    os.mkfifo(path)


def directory_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "file").write_text("")


@pytest.mark.parametrize(
    "harm",
    [
        lambda home, gen: (home / "current").unlink(),
        lambda home, gen: (home / "current").write_text("gen-0123456789abcdef\n"),
        lambda home, gen: (home / "current").write_text("../../../../etc\n"),
        lambda home, gen: (home / "current").write_text("x" * 100_000),
        lambda home, gen: (home / "current").write_bytes(b"\xff\xfe"),
        lambda home, gen: (home / "current").chmod(0o666),
        lambda home, gen: ((home / "current").rename(home / "c"), (home / "current").symlink_to("c")),
        lambda home, gen: pipe_instead(home / "current"),
        lambda home, gen: directory_instead(home / "current"),
        lambda home, gen: shutil.rmtree(gen),
        lambda home, gen: pipe_instead(gen),
        lambda home, gen: gen.chmod(0o777),
        lambda home, gen: (gen.rename(home / "g"), gen.symlink_to("g")),
        lambda home, gen: (gen / "terms").unlink(),
        lambda home, gen: (gen / "terms").chmod(0o622),
        lambda home, gen: ((gen / "terms").unlink(), (gen / "terms").symlink_to("same")),
        lambda home, gen: pipe_instead(gen / "terms"),
        lambda home, gen: (gen / "crafted").write_text(""),
        lambda home, gen: (gen / MANIFEST).unlink(),
        lambda home, gen: (gen / MANIFEST).write_text("{}"),
        lambda home, gen: (gen / MANIFEST).write_bytes(_frame(b"{")),
    ],
)
def test_what_is_wrong_inside_is_built_again(root: str, harm: Callable[[Path, Path], object]) -> None:
    built = store(root)
    harm(Path(root, KEY), Path(built.path))
    assert open_current(root, KEY) is None
    rebuilt = store(root)
    assert rebuilt.path != built.path
    assert open_current(root, KEY) == rebuilt


@pytest.mark.parametrize("name", ["current", "gen"])
def test_what_is_in_the_place_of_an_index_is_cleared(root: str, name: str) -> None:
    built = store(root)
    if name == "gen":
        pipe_instead(Path(built.path))
    else:
        directory_instead(Path(root, KEY, name))
    remove(root)
    assert not os.path.exists(root)


def test_the_one_in_use_is_never_elsewhere(root: str) -> None:
    store(root)
    other = store(root, 2, "other")
    for name in (f"../other/{os.path.basename(other.path)}", other.path, "."):
        Path(root, KEY, "current").write_text(f"{name}\n")
        assert open_current(root, KEY) is None


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
@pytest.mark.parametrize("name", ["current", "gen", "gen/terms", f"gen/{MANIFEST}"])
def test_what_belongs_to_another_inside_is_built_again(root: str, name: str) -> None:
    built = store(root)
    os.chown(Path(root, KEY, "current") if name == "current" else built.path + name[3:], 65534, -1)
    assert open_current(root, KEY) is None
    rebuilt = store(root)
    assert rebuilt.path != built.path
    assert open_current(root, KEY) == rebuilt
    assert left(root) == TIDY


@pytest.mark.parametrize("below", ["", f"/{KEY}"])
@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (lambda path: path.chmod(0o770), "can be written by others (mode 0770)"),
        (lambda path: path.chmod(0o707), "can be written by others (mode 0707)"),
        (lambda path: (path.rename(f"{path}x"), path.symlink_to(f"{path}x")), "is a symbolic link"),
        (lambda path: (path.rename(f"{path}x"), path.write_text("")), "is not a directory"),
        (lambda path: os.chown(path, 65534, -1), "belongs to another user (uid 65534)"),
    ],
)
def test_directories_that_cannot_be_trusted_are_left_alone(
    root: str, below: str, harm: Callable[[Path], object], reason: str
) -> None:
    if "another user" in reason and os.geteuid() != 0:
        pytest.skip("only root can give directories away")
    store(root)
    harm(Path(root + below))
    before = sorted(os.walk(os.path.dirname(root), followlinks=True))
    uses: tuple[Callable[[], object], ...] = (
        lambda: open_current(root, KEY),
        lambda: store(root, 2),
        lambda: remove(root, KEY),
    )
    for use in uses:
        with pytest.raises(Unsafe) as raised:
            use()
        assert str(raised.value) == f"{root}{below}: {reason}"
    assert sorted(os.walk(os.path.dirname(root), followlinks=True)) == before


# What the system refuses


def refused(do: Callable[[], object]) -> str:
    with pytest.raises(Unsafe) as raised:
        do()
    return str(raised.value)


def test_a_cache_that_cannot_be_written() -> None:
    def use() -> None:
        as_nobody()
        os.chmod(home, 0o500)
        assert (
            refused(lambda: store(f"{home}/bpffaq")) == f"{home}/bpffaq: cannot be used (Permission denied)"
        )
        assert open_current(f"{home}/bpffaq", KEY) is None
        assert remove(f"{home}/bpffaq") == 0

    with place_of_nobody() as home:
        assert ended(fork(use)) == 0


def test_an_index_in_use_is_read_where_nothing_can_be_written() -> None:
    def use() -> None:
        as_nobody()
        built = store(f"{home}/bpffaq")
        os.chmod(f"{home}/bpffaq/{KEY}", 0o500)
        assert store_or_say(2) == f"{home}/bpffaq/{KEY}/gen-: cannot be used (Permission denied)"
        said = f"{home}/bpffaq/{KEY}/current: cannot be used (Permission denied)"
        assert refused(lambda: remove(f"{home}/bpffaq")) == said
        assert open_current(f"{home}/bpffaq", KEY) == built
        os.chmod(f"{home}/bpffaq/{KEY}", 0o700)

    def store_or_say(version: int) -> str:
        said = refused(lambda: store(f"{home}/bpffaq", version))
        number = said.partition("gen-")[2].partition(":")[0]
        return said.replace(number, "")

    with place_of_nobody() as home:
        assert ended(fork(use)) == 0


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("{0}/file/bpffaq", "{0}/file: is not a directory"),
        ("{0}/dangling/bpffaq", "{0}/dangling/bpffaq/bundled: cannot be locked"),
        ("{0}/file/below/bpffaq", "{0}/file/below: cannot be used (Not a directory)"),
        ("{0}" + "/y" * 3000, "{0}" + "/y" * 2999 + ": cannot be used (File name too long)"),
        ("{0}/loop/bpffaq", "{0}/loop: cannot be used (Too many levels of symbolic links)"),
    ],
)
def test_places_where_nothing_can_be(tmp_path: Path, place: str, reason: str) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "dangling").symlink_to("nowhere")
    (tmp_path / "loop").symlink_to("loop")
    assert refused(lambda: store(place.format(tmp_path))) == reason.format(tmp_path)


def big(directory: str, base: Generation | None) -> dict[str, Any]:
    Path(directory, "small").write_bytes(b"1")
    Path(directory, "big").write_bytes(b"1" * 200_000)
    return {"version": 2}


def build_big(root: str) -> str:
    return refused(lambda: build(root, KEY, big, fresh=lambda about: False))


def test_a_disk_quota_met_in_a_build_leaves_the_old_index(root: str) -> None:
    def use() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        assert build_big(root) == f"{root}/{KEY}: cannot be used (File too large)"

    built = store(root)
    assert ended(fork(use)) == 0
    assert open_current(root, KEY) == built
    assert left(root) == TIDY


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_full_disk_at_every_step_of_a_build(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=256k,mode=700", "none", str(disk)]
    if subprocess.run(mounting, check=False, capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        fill_at_every_step(disk)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def fill_at_every_step(disk: Path) -> None:
    """With ever fewer pages left: what was in use stays in use, and what does not fit is not left lying."""
    root, outcomes = f"{disk}/bpffaq", []
    built = store(root)
    free = os.statvfs(disk).f_bavail
    for pages in range(free, free - 8, -1):
        (disk / "ballast").write_bytes(b"1" * (4096 * pages))
        try:
            built = store(root, built.about["version"] + 1)
            outcomes.append("built")
        except Unsafe as error:
            assert str(error) == f"{root}/{KEY}: cannot be used (No space left on device)"
            outcomes.append("full")
        assert open_current(root, KEY) == built
        assert left(root) == TIDY
    assert set(outcomes) == {"built", "full"}
    assert outcomes == sorted(outcomes, reverse=True)


def test_what_killed_builds_left_is_gone_before_the_next_one(root: str) -> None:
    """So that it takes no room from it."""
    store(root)
    Path(root, KEY, "gen-0123456789abcdef").mkdir()
    Path(root, KEY, "new-file").write_text("")
    Path(root, KEY, "new-folder").mkdir()
    found: list[list[str]] = []

    def look(directory: str, base: Generation | None) -> dict[str, Any]:
        found.append(left(root))
        return write(directory, base)

    build(root, KEY, look, fresh=lambda about: False)
    assert found == [["current", "gen-", "gen-", "lock"]]
    assert left(root) == TIDY


def test_an_index_whose_times_cannot_be_noted_is_an_index(root: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> NoReturn:
        raise OSError("no room")

    monkeypatch.setattr("index.store.stamp", full)
    built = store(root)
    assert open_current(root, KEY) == built
    assert left(root) == TIDY


def test_an_exception_of_the_writer_passes_through_and_leaves_nothing(root: str) -> None:
    def fail(directory: str, base: Generation | None) -> dict[str, Any]:
        write(directory, base)
        raise KeyboardInterrupt

    built = store(root)
    with pytest.raises(KeyboardInterrupt):
        build(root, KEY, fail, fresh=lambda about: False)
    assert open_current(root, KEY) == built
    assert left(root) == TIDY


def test_a_builder_that_takes_too_long(root: str) -> None:
    import fcntl

    built = store(root)
    with open(f"{root}/{KEY}/lock") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        reason = f"{root}/{KEY}: another bpffaq is still building the index there"
        assert refused(lambda: build(root, KEY, write, fresh=lambda about: False, wait=0.1)) == reason
        assert refused(lambda: remove(root, KEY, wait=0.1)) == reason
        assert open_current(root, KEY) == built
    assert store(root, 2).about == {"version": 2}


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
        assert found is None or content(found) == expected(found.about["version"])
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
        assert found is None or content(found) == expected(found.about["version"])
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

    def note(directory: str, base: Generation | None) -> dict[str, Any]:
        with log.open("a") as file:
            file.write("built\n")
        return write(directory, base)

    def use(_: int) -> None:
        built = build(root, KEY, note, fresh=lambda about: about == {"version": 1})
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
                    assert content(found) == expected(found.about["version"])

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
