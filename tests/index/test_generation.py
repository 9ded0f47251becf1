"""A generation's manifest: what it records, what it notices, what it costs."""

import os
import random
import zlib
from pathlib import Path
from typing import Any

import pytest

from index import generation
from index.generation import MANIFEST, Damaged, decode, encode, link_or_copy, put, seal, stamp, sync, verify
from index.safety import Unsafe

ABOUT = {"sources": ["a.rst", "b é \ud800 .rst"], "terms": 3, "share": 0.1}


def write(directory: Path, **files: bytes) -> dict[str, Any]:
    """Write a generation with these files."""
    directory.mkdir(mode=0o700, exist_ok=True)
    for name, content in files.items():
        (directory / name).write_bytes(content)
    manifest = seal(str(directory), ABOUT)
    put(str(directory.with_suffix(".new")), str(directory / MANIFEST), encode(manifest))
    return manifest


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    manifest = write(tmp_path / "gen", empty=b"", a=b"x" * 3_000_000)
    assert verify(str(tmp_path / "gen")) == manifest
    assert manifest["about"] == ABOUT
    assert {name: record[:2] for name, record in manifest["files"].items()} == {
        "a": [3_000_000, zlib.crc32(b"x" * 3_000_000)],
        "empty": [0, 0],
    }
    assert [path.stat().st_mode & 0o777 for path in (tmp_path / "gen").iterdir()] == [0o600] * 3
    assert os.listdir(tmp_path) == ["gen"]


def test_a_file_is_put_in_place_whole(tmp_path: Path) -> None:
    aside, path = tmp_path / "aside", tmp_path / "file"
    (tmp_path / "directory").mkdir()
    put(str(aside), str(path), b"old")
    with path.open("rb") as seen:
        put(str(aside), str(path), b"new")
        assert seen.read() == b"old"
    assert path.read_bytes() == b"new"
    with pytest.raises(IsADirectoryError):
        put(str(aside), str(tmp_path / "directory"), b"lost")
    os.link(path, aside)
    with pytest.raises(FileExistsError):
        put(str(aside), str(tmp_path / "other"), b"lost")
    assert path.read_bytes() == b"new"
    sync(str(tmp_path / "gone"))  # where a system cannot, it does nothing
    assert sorted(os.listdir(tmp_path)) == ["directory", "file"]


GOOD = encode({"format": 1, "files": {"a": [1, 2, 3, 4, 5]}, "about": {}})


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "the manifest is damaged"),
        (b"{}", "the manifest is damaged"),
        (b"\0" * 100, "the manifest is damaged"),
        (GOOD[:-1], "the manifest is damaged"),
        (GOOD + b"\n", "the manifest is damaged"),
        (GOOD.replace(b'"crc32"', b'"crc23"'), "the manifest is damaged"),
        (GOOD.replace(b"[1,2", b"[1,7"), "the manifest is damaged"),
        (encode({"format": 2, "files": {}, "about": {}}), "the manifest is of another format"),
        (encode({"format": 1, "files": [], "about": {}}), "the manifest is of another format"),
        (encode({"format": 1, "files": {"a": [1]}, "about": {}}), "the manifest is of another format"),
        (encode({"format": 1, "files": {}}), "the manifest is of another format"),
    ],
)
def test_damaged_manifests(raw: bytes, reason: str) -> None:
    with pytest.raises(Damaged) as raised:
        decode(raw)
    assert str(raised.value) == reason


def test_no_single_flipped_bit_of_a_manifest_passes() -> None:
    assert decode(GOOD)["files"] == {"a": [1, 2, 3, 4, 5]}
    for bit in range(len(GOOD) * 8):
        flipped = bytearray(GOOD)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Damaged):
            decode(bytes(flipped))


def test_a_manifest_has_a_size_it_may_not_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "gen", a=b"1")
    size = (tmp_path / "gen" / MANIFEST).stat().st_size
    monkeypatch.setattr(generation, "LIMIT", size - 1)
    with pytest.raises(OSError, match=f"a manifest of {size} bytes is larger than {size - 1}"):
        write(tmp_path / "gen", a=b"1")
    with pytest.raises(Damaged, match="the manifest is too large"):
        verify(str(tmp_path / "gen"))


def test_only_regular_files_belong_into_an_index(tmp_path: Path) -> None:
    (tmp_path / "gen" / "below").mkdir(parents=True)
    with pytest.raises(ValueError, match="gen/below: only regular files belong into an index"):
        write(tmp_path / "gen")


def pipe_instead(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("harm", "expected"),
    [
        (lambda gen: (gen / "a").unlink(), Damaged),
        (lambda gen: (gen / "c").write_bytes(b""), Damaged),
        (lambda gen: (gen / "c").mkdir(), Damaged),
        (lambda gen: (gen / "a").rename(gen / "c"), Damaged),
        (lambda gen: (gen / "a").write_bytes(b"x" * 99), Damaged),
        (lambda gen: (gen / "a").write_bytes(b"x" * 101), Damaged),
        (lambda gen: (gen / "a").write_bytes(b"x" * 99 + b"y"), Damaged),
        (lambda gen: (gen / MANIFEST).unlink(), FileNotFoundError),
        (lambda gen: ((gen / "a").unlink(), (gen / "a").mkdir()), Unsafe),
        (lambda gen: pipe_instead(gen / "a"), Unsafe),
        (lambda gen: ((gen / "a").unlink(), (gen / "a").symlink_to("b")), OSError),
        (lambda gen: (gen / "a").chmod(0o620), Unsafe),
        (lambda gen: (gen / MANIFEST).chmod(0o602), Unsafe),
    ],
)
def test_what_is_not_as_it_was_built(tmp_path: Path, harm: Any, expected: type[Exception]) -> None:
    gen = tmp_path / "gen"
    write(gen, a=b"x" * 100, b=b"x" * 100)
    harm(gen)
    with pytest.raises(expected):
        verify(str(gen))


class Sums:
    """Counts how many files have their checksum taken."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.taken, self._sum = 0, generation._sum
        monkeypatch.setattr(generation, "_sum", self)

    def __call__(self, descriptor: int) -> int:
        self.taken += 1
        return self._sum(descriptor)

    def of(self, directory: Path) -> int:
        """Return how many checksums it takes to verify a generation."""
        before = self.taken
        verify(str(directory))
        return self.taken - before


def test_small_files_are_always_summed_and_large_ones_when_they_look_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generation, "_SUMMED_EACH", 10)
    monkeypatch.setattr(generation, "_SUMMED_ALL", 25)
    gen = tmp_path / "gen"
    write(gen, a=b"1" * 10, b=b"2" * 10, c=b"3" * 10, large=b"4" * 11)
    sums = Sums(monkeypatch)
    assert sums.of(gen) == 2
    os.utime(gen / "large")
    assert sums.of(gen) == 3
    (gen / "large").write_bytes(b"4" * 10 + b"5")
    with pytest.raises(Damaged, match="gen/large: not what was written"):
        verify(str(gen))


def test_a_shared_file_is_still_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generation, "_SUMMED_EACH", 10)
    old, new = tmp_path / "old", tmp_path / "new"
    write(old, large=b"1" * 11)
    new.mkdir()
    link_or_copy(str(old), str(new))
    assert os.listdir(new) == ["large"]
    assert (new / "large").stat().st_nlink == 2
    manifest = write(new)
    sums = Sums(monkeypatch)
    assert (sums.of(old), sums.of(new)) == (1, 0)
    (old / "large").unlink()
    assert sums.of(new) == 1
    put(str(tmp_path / "aside"), str(new / MANIFEST), encode(stamp(str(new), manifest)))
    assert sums.of(new) == 0


def test_files_are_copied_where_they_cannot_be_shared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    old, new = tmp_path / "old", tmp_path / "new"
    write(old, a=b"1", b=b"2")
    new.mkdir()
    link_or_copy(str(old), str(new), ["b"])
    assert {path.name: path.read_bytes() for path in new.iterdir()} == {"b": b"2"}
    with pytest.raises(FileNotFoundError):
        link_or_copy(str(old), str(new), ["c"])


def test_a_thousand_random_bytes_changed_are_noticed(tmp_path: Path) -> None:
    gen, chance = tmp_path / "gen", random.Random(6)
    write(gen, a=chance.randbytes(5000))
    good = (gen / "a").read_bytes()
    for _ in range(1000):
        bad, place = bytearray(good), chance.randrange(len(good))
        bad[place] ^= chance.randrange(1, 256)
        (gen / "a").write_bytes(bad)
        with pytest.raises(Damaged):
            verify(str(gen))
    (gen / "a").write_bytes(good)
    verify(str(gen))
