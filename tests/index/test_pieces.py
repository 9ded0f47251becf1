"""Pieces of a file: read where they are, by several threads, from a file of the user's own, and checked."""

import os
import random
import threading
from pathlib import Path
from zlib import crc32

import pytest

from index.pieces import Damaged, DiskFile, PieceFile
from index.safety import Unsafe

CONTENT = random.Random(3).randbytes(50_000)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    path.write_bytes(CONTENT)
    path.chmod(0o600)
    return path


def test_pieces_are_read_where_they_are(path: Path) -> None:
    file = DiskFile(str(path))
    assert file.size == len(CONTENT)
    assert file.read(100, 300, crc32(CONTENT[100:400])) == CONTENT[100:400]
    assert file.read(0, 0, 0) == b""
    assert file.tail() == CONTENT[-16:]
    for start, length in (
        (101, 300),
        (100, 299),
        (100, 301),
        (len(CONTENT), 300),
        (-1, 300),
        (2**70, 1),
        (0, 2**70),
    ):
        with pytest.raises(Damaged):
            file.read(start, length, crc32(CONTENT[100:400]))
    file.close()
    with pytest.raises(Damaged):
        file.read(100, 300, crc32(CONTENT[100:400]))


@pytest.mark.parametrize("error", [OSError, ValueError, OverflowError, MemoryError])
def test_what_cannot_be_read_is_damaged(error: type[Exception]) -> None:
    class Failing(PieceFile):
        def unchecked(self, start: int, length: int) -> bytes:
            raise error("no")

    with pytest.raises(Damaged, match="no"):
        Failing().read(0, 1, 0)


def test_threads_share_a_file_that_has_one_position(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows."""
    monkeypatch.delattr(os, "pread")
    file, right = DiskFile(str(path)), []

    def read(seed: int) -> None:
        chance = random.Random(seed)
        starts = [chance.randrange(len(CONTENT) - 90) for _ in range(1500)]
        right.append(all(file.unchecked(start, 90) == CONTENT[start : start + 90] for start in starts))

    threads = [threading.Thread(target=read, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert right == [True] * 4
    assert file.unchecked(len(CONTENT), 10) == b""
    file.close()


@pytest.mark.skipif(os.name != "posix", reason="modes of files are those of POSIX")
def test_an_index_is_the_users_own_unless_it_is_installed(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(path)
    path.chmod(0o666)
    for name in (path, link):
        with pytest.raises((Unsafe, OSError)):
            DiskFile(str(name))
        file = DiskFile(str(name), installed=True)
        assert file.unchecked(7, 9) == CONTENT[7:16]
        file.close()
