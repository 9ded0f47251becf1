"""A generation's manifest: what it records, what it notices."""

import os
from pathlib import Path
from typing import Any

import pytest

from index import generation
from index.generation import MANIFEST, Manifest, decode, encode, link_or_copy, put, seal, sync, verify
from index.pieces import Damaged
from index.safety import Unsafe

ABOUT = {"sources": "a.rst b é \ud800 .rst", "nothing": ""}


def write(directory: Path, **files: bytes) -> Manifest:
    """Write a generation with these files."""
    directory.mkdir(mode=0o700, exist_ok=True)
    for name, content in files.items():
        (directory / name).write_bytes(content)
    manifest = seal(str(directory), ABOUT)
    put(str(directory.with_suffix(".new")), str(directory / MANIFEST), encode(manifest))
    return manifest


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    manifest = write(tmp_path / "gen", empty=b"", a=b"x" * 3_000_000)
    assert verify(str(tmp_path / "gen")) == manifest == Manifest({"a": 3_000_000, "empty": 0}, ABOUT)
    assert [path.stat().st_mode & 0o777 for path in (tmp_path / "gen").iterdir()] == [0o600] * 3
    assert os.listdir(tmp_path) == ["gen"]


@pytest.mark.parametrize(
    "manifest",
    [
        Manifest({"a\nfile 1 b": 1}, {}),
        Manifest({}, {"said": "a\nabout more"}),
        Manifest({}, {"two words": "a"}),
        Manifest({}, {"said": "a\n"}),
    ],
)
def test_a_manifest_says_one_thing_a_line(manifest: Manifest) -> None:
    with pytest.raises(ValueError):
        encode(manifest)


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


GOOD = encode(Manifest({"a": 12, "b c": 0}, {"said": "so"}))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n",
        b"\0" * 100,
        GOOD[:-1],
        GOOD + b"\n",
        GOOD.replace(b"bpffaq-3", b"bpffaq-2"),
        GOOD.replace(b"12", b"13"),
    ],
)
def test_a_damaged_manifest_is_not_read(raw: bytes) -> None:
    with pytest.raises(Damaged, match=r"^the manifest is damaged, or of another format$"):
        decode(raw)


def test_no_single_flipped_bit_of_a_manifest_passes() -> None:
    assert decode(GOOD).files == {"a": 12, "b c": 0}
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
        (lambda gen: (gen / MANIFEST).unlink(), FileNotFoundError),
        (lambda gen: ((gen / "a").unlink(), (gen / "a").mkdir()), Unsafe),
        (lambda gen: pipe_instead(gen / "a"), Unsafe),
        (lambda gen: ((gen / "a").unlink(), (gen / "a").symlink_to("b")), Unsafe),
        (lambda gen: (gen / "a").chmod(0o620), Unsafe),
        (lambda gen: (gen / MANIFEST).chmod(0o602), Unsafe),
    ],
)
def test_what_is_not_as_it_was_built_is_noticed(tmp_path: Path, harm: Any, expected: type[Exception]) -> None:
    gen = tmp_path / "gen"
    write(gen, a=b"x" * 100, b=b"x" * 100)
    harm(gen)
    with pytest.raises(expected):
        verify(str(gen))


def test_files_are_shared_with_an_older_generation(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    write(old, large=b"1" * 11)
    new.mkdir()
    link_or_copy(str(old), str(new))
    assert os.listdir(new) == ["large"]
    assert (new / "large").stat().st_nlink == 2


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
