"""Pieces: this index is read from disk in pieces, each checked against its checksum.

Search libraries do not check what they read: one flipped bit can silently change results. Here everything is read by
position, length and checksum; these are in a piece that was checked before, the first of which is located by the end of
its file. So a question reads little, and everything it reads is what was written.
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
        """Where pieces are written."""

        def write(self, data: bytes, /) -> Any:
            """Append some bytes."""


WORD = 4
"""Bytes in a number; a position in a file takes two words."""


_TAIL = 16
"""Bytes at the end of a file: length and checksum of its root, in hexadecimal."""


class Damaged(Exception):
    """Something in the index differs from what was written: it must be rebuilt."""


class PieceFile:
    """A file that is read in pieces. ``size`` is its length in bytes."""

    size: int

    def read(self, start: int, length: int, checksum: int) -> bytes:
        """Return a piece.

        Raises:
            Damaged: it is not what was written.
        """
        try:
            piece = self.unchecked(start, length)
        except (OSError, ValueError, OverflowError, MemoryError) as error:
            raise Damaged(str(error)) from error
        if len(piece) != length or crc32(piece) != checksum:
            raise Damaged("a piece is not what was written")
        return piece

    def tail(self) -> bytes:
        """Return the last bytes, which say where the root is."""
        return self.unchecked(max(0, self.size - _TAIL), _TAIL)

    def unchecked(self, start: int, length: int) -> bytes:
        """Return some bytes as they are now, fewer where the file ends before."""
        raise NotImplementedError

    def close(self) -> None:
        """Close the file."""


class DiskFile(PieceFile):
    """A file on disk. It is not mapped: a file truncated in place must not crash the program.

    Args:
        path: the file.
        installed: whether it shipped with the program and is trusted like it; else it must be the user's own.
    """

    def __init__(self, path: str, installed: bool = False) -> None:
        file: int | str = path if installed else open_own(path)
        self._file = open(file, "rb", buffering=0)  # noqa: SIM115 (closed by close)
        self._turn = allocate_lock()
        self.size = os.fstat(self._file.fileno()).st_size

    def unchecked(self, start: int, length: int) -> bytes:
        """Return some bytes as they are now, fewer where the file ends before."""
        if hasattr(os, "pread"):
            return os.pread(self._file.fileno(), length, start)
        with self._turn:  # Windows: the position belongs to the file, and threads share it
            self._file.seek(start)
            return self._file.read(length) or b""

    def close(self) -> None:
        """Close the file."""
        self._file.close()


class MemoryFile(PieceFile):
    """A file in memory."""

    def __init__(self, content: bytes) -> None:
        self._content, self.size = content, len(content)

    def unchecked(self, start: int, length: int) -> bytes:
        """Return some bytes, fewer where the file ends before."""
        return self._content[start : start + length]


def root(file: PieceFile) -> bytes:
    """Return the piece that locates the others.

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
    """Return the end of a file: its root and the root's location."""
    return root + b"%08x%08x" % (len(root), crc32(root))


def unpack(code: "Literal['I', 'Q']", packed: bytes) -> Sequence[int]:
    """Return numbers packed by ``pack``: ``I`` has one word each, ``Q`` two."""
    if sys.byteorder == "little":  # without array: importing it costs more than all the numbers of a question
        return memoryview(packed).cast(code)
    return _swapped(code, packed)


def unpack_floats(packed: bytes) -> Sequence[float]:
    """Return packed floating-point numbers."""
    return memoryview(packed).cast("f") if sys.byteorder == "little" else _swapped("f", packed)


def _swapped(code: "Literal['I', 'Q', 'f']", packed: bytes) -> "array[Any]":
    from array import array

    numbers = array(code)
    numbers.frombytes(packed)
    numbers.byteswap()
    return numbers


def pack(code: str, values: Iterable[float]) -> bytes:
    """Return numbers in their stored form: little-endian on every system."""
    packed: Any = values
    if getattr(values, "typecode", "") != code:  # not an array of such numbers
        from array import array

        packed = array(code, values)
    if sys.byteorder != "little":
        packed = packed[:]
        packed.byteswap()
    return bytes(packed)
