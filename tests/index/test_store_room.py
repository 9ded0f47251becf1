"""The cache directory where it cannot be written: no right, no room, no time; what was in use stays."""

import os
import resource
import sys
from pathlib import Path

import pytest

from index.store import Generation, Unsafe, build, open_current, remove
from tests.support.processes import as_nobody, ended, fork, place_of_nobody
from tests.support.small_disk import small_disk
from tests.support.stores import KEY, TIDY, left, refused, store


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


def big(directory: str, base: Generation | None) -> dict[str, str]:
    Path(directory, "small").write_bytes(b"1")
    Path(directory, "big").write_bytes(b"1" * 200_000)
    return {"version": "2"}


def build_big(root: str) -> str:
    return refused(lambda: build(root, KEY, big, fresh=lambda found: False))


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
    with small_disk(tmp_path, "256k") as disk:
        fill_at_every_step(disk)


def fill_at_every_step(disk: Path) -> None:
    """With ever fewer pages left: what was in use stays in use, and what does not fit is not left lying."""
    root, outcomes = f"{disk}/bpffaq", []
    built = store(root)
    free = os.statvfs(disk).f_bavail
    for pages in range(free, free - 8, -1):
        (disk / "ballast").write_bytes(b"1" * (4096 * pages))
        try:
            built = store(root, int(built.about["version"]) + 1)
            outcomes.append("built")
        except Unsafe as error:
            assert str(error) == f"{root}/{KEY}: cannot be used (No space left on device)"
            outcomes.append("full")
        assert open_current(root, KEY) == built
        assert left(root) == TIDY
    assert set(outcomes) == {"built", "full"}
    assert outcomes == sorted(outcomes, reverse=True)
