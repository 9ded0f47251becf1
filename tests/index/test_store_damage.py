"""The cache directory when what is in it is not as it was left: found, and built again or left alone."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index.generation import MANIFEST, _framed
from index.store import Unsafe, open_current, remove
from tests.support.stores import KEY, TIDY, content, expected, left, store


def test_flipped_bits_of_what_is_read_first_and_all_truncations_are_noticed(root: str) -> None:
    """What stands in the other files is checked when it is read: ``tests/index/test_search.py``."""
    chance, built = random.Random(6), store(root)
    files = [f"{root}/{KEY}/current", *(f"{built.path}/{name}" for name in sorted(os.listdir(built.path)))]
    for path in files:
        good = Path(path).read_bytes()
        if path.endswith(("current", MANIFEST)):
            for bit in chance.sample(range(len(good) * 8), min(len(good) * 8, 300)):
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
        lambda home, gen: (gen / MANIFEST).write_bytes(_framed(b"file 0 more")),
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
