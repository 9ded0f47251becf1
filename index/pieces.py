"""Pieces: how this index is read from disk, each piece with its checksum and checked when it is read.

Search libraries do not check what they read: one flipped bit can change results without a word. Here nothing is read
but by its place, its length and its checksum; these stand in a piece that was checked before, the first one at the
end of its file. So a question reads little and all that it reads is what was written.
"""

import os
import sys
from _thread import allocate_lock
from collections.abc import Iterable, Sequence
from zlib import crc32

from index.safety import open_own
from index.values import TYPE_CHECKING

if TYPE_CHECKING:
    from array import array
    from typing import Any, Literal, Protocol

    class Output(Protocol):
        """Where pieces are written to."""

        def write(self, data: bytes, /) -> Any:
            """Write some bytes behind the others."""


WORD = 4
"""Bytes of a number; of a place in a file there are two words."""


_TAIL = 16
"""Bytes at the end of a file: length and checksum of its root, in hexadecimal digits."""


class Damaged(Exception):
    """Something in the index is not what was written: it is to be built again."""


class DiskFile:
    """A file on disk, read by pieces. It is not mapped: one cut short in its place must not end the program.

    Args:
        path: the file.
        installed: whether it came with the program and is trusted as that is; else it has to be the user's own.
    """

    def __init__(self, path: str, installed: bool = False) -> None:
        file: int | str = path if installed else open_own(path)
        self._file = open(file, "rb", buffering=0)  # noqa: SIM115 (closed by close)
        self._turn = allocate_lock()
        self.size = os.fstat(self._file.fileno()).st_size

    def read(self, start: int, length: int, checksum: int) -> bytes:
        """Return a piece.

        Raises:
            Damaged: it is not what was written.
        """
        try:
            piece = self._at(start, length)
        except (OSError, ValueError, OverflowError, MemoryError) as error:
            raise Damaged(str(error)) from error
        return _checked(piece, length, checksum)

    def tail(self) -> bytes:
        """Return the last bytes, which say where the root is."""
        return self._at(max(0, self.size - _TAIL), _TAIL)

    def _at(self, start: int, length: int) -> bytes:
        if hasattr(os, "pread"):
            return os.pread(self._file.fileno(), length, start)
        with self._turn:  # Windows: the place is the file's, and threads share it
            self._file.seek(start)
            return self._file.read(length) or b""

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


class MemoryFile:
    """A file kept in memory, read by pieces as one on disk."""

    def __init__(self, content: bytes) -> None:
        self._content, self.size = content, len(content)

    def read(self, start: int, length: int, checksum: int) -> bytes:
        """Return a piece.

        Raises:
            Damaged: it is not what was written.
        """
        return _checked(self._content[start : start + length], length, checksum)

    def tail(self) -> bytes:
        """Return the last bytes, which say where the root is."""
        return self._content[-_TAIL:]

    def close(self) -> None:
        """Let go of the file: of nothing."""


PieceFile = DiskFile | MemoryFile


def _checked(piece: bytes, length: int, checksum: int) -> bytes:
    if len(piece) != length or crc32(piece) != checksum:
        raise Damaged("a piece is not what was written")
    return piece


def root(file: PieceFile) -> bytes:
    """Return the piece that says where the others are.

    Raises:
        Damaged: it is not what was written.
    """
    try:
        tail = file.tail()
        length, checksum = int(tail[:8], 16), int(tail[8:], 16)
    except (OSError, ValueError) as error:
        raise Damaged("a file has no end") from error
    return file.read(file.size - _TAIL - length, length, checksum)


def with_tail(root: bytes) -> bytes:
    """Return the end of a file: its root and where that is."""
    return root + b"%08x%08x" % (len(root), crc32(root))


def unpack(code: "Literal['I', 'Q']", packed: bytes) -> Sequence[int]:
    """Return the numbers that were packed (``pack``): ``I`` has one word, ``Q`` two."""
    if sys.byteorder == "little":  # without array: its import costs more than all the numbers of a question
        return memoryview(packed).cast(code)
    return _swapped(code, packed)


def unpack_floats(packed: bytes) -> Sequence[float]:
    """Return the floating-point numbers that were packed."""
    return memoryview(packed).cast("f") if sys.byteorder == "little" else _swapped("f", packed)


def _swapped(code: "Literal['I', 'Q', 'f']", packed: bytes) -> "array[Any]":
    from array import array

    numbers = array(code)
    numbers.frombytes(packed)
    numbers.byteswap()
    return numbers


def pack(code: str, values: Iterable[float]) -> bytes:
    """Return numbers as they are written: little-endian, on every system."""
    from array import array

    packed = array(code, values)
    if sys.byteorder != "little":
        packed.byteswap()
    return packed.tobytes()
