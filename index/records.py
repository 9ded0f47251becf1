"""Records: numbered groups of texts, in a file from which each part can be read by itself."""

from collections.abc import Sequence
from zlib import crc32

from index.pieces import WORD, PieceFile, pack, root, unpack, with_tail
from index.values import TYPE_CHECKING

if TYPE_CHECKING:
    from index.pieces import Output

ROWS = 64
"""Records whose rows, which locate their parts, are stored together."""


class Records:
    """Reads records."""

    def __init__(self, file: PieceFile) -> None:
        self._file = file
        self.size, self._parts, self._start, *self._checksums = map(int, root(file).split())
        self._rows: dict[int, Sequence[int]] = {}

    def part(self, number: int, which: int) -> str:
        """Return a part of a record, empty if it has none."""
        row = self._row(number)
        length, checksum = row[2 + which], row[2 + self._parts + which]
        if not length:
            return ""
        start = row[0] + (row[1] << 32) + sum(row[2 : 2 + which])
        return self._file.read(start, length, checksum).decode("utf-8", "surrogatepass")

    def record(self, number: int) -> tuple[str, ...]:
        """Return all parts of a record."""
        return tuple(self.part(number, which) for which in range(self._parts))

    def _row(self, number: int) -> Sequence[int]:
        """The location of a record: two words for the position of its first part, then lengths and checksums of all."""
        block, place = divmod(number, ROWS)
        words = 2 + 2 * self._parts
        if block not in self._rows:
            start, size = self._start + WORD * words * ROWS * block, min(ROWS, self.size - ROWS * block)
            packed = self._file.read(start, WORD * words * size, self._checksums[block])
            self._rows[block] = unpack("I", packed)
        return self._rows[block][words * place : words * (place + 1)]

    def close(self) -> None:
        """Close the file."""
        self._file.close()


class RecordsWriter:
    """Writes records.

    Args:
        file: the file to write to.
        parts: maximum number of parts in each.
    """

    def __init__(self, file: "Output", parts: int) -> None:
        self._file, self._parts = file, parts
        self._end, self._rows, self._size = 0, bytearray(), 0

    def add(self, stored: Sequence[str]) -> None:
        """Write a record."""
        parts = [part.encode("utf-8", "surrogatepass") for part in stored]
        parts += [b""] * (self._parts - len(parts))
        self._file.write(b"".join(parts))
        place = (self._end & 0xFFFFFFFF, self._end >> 32)
        self._rows += pack("I", (*place, *map(len, parts), *map(crc32, parts)))
        self._end += sum(map(len, parts))
        self._size += 1

    def finish(self) -> None:
        """Write where the records are."""
        length = WORD * (2 + 2 * self._parts) * ROWS
        checksums = [crc32(self._rows[at : at + length]) for at in range(0, len(self._rows), length)]
        root = " ".join(map(str, (self._size, self._parts, self._end, *checksums)))
        self._file.write(bytes(self._rows) + with_tail(root.encode("ascii")))
