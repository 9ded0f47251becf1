"""A file stored as its difference from another one, its base: what both hold is kept once.

A patch holds the bytes that the base lacks, then the runs of which the file consists, two words each: where the run
starts, and the address of its bytes. Addresses count through the base and on through the bytes that it lacks.
"""

from bisect import bisect_right
from zlib import crc32

from index.pieces import Damaged, PieceFile, pack, root, unpack, with_tail
from index.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST = 64
"""Bytes of the shortest run that is taken from the base: the place of a shorter one would cost more than it saves."""

_STEP = 4
"""Runs that are found in the base begin at a multiple of this: most of what an index holds does."""


class PatchedFile(PieceFile):
    """Reads a file of which a base and a patch are there.

    Args:
        base: the other file.
        patch: a file that holds what ``patch`` returned.

    Raises:
        Damaged: the patch is not what was written, or made for another base.
    """

    def __init__(self, base: PieceFile, patch: PieceFile) -> None:
        self._base, self._patch = base, patch
        self.size, size, *place = map(int, root(patch).split())
        if base.size != size:
            raise Damaged("a patch is for another file")
        runs = unpack("I", patch.read(*place))
        middle = len(runs) // 2
        self._starts, self._addresses = runs[:middle], runs[middle:]

    def unchecked(self, start: int, length: int) -> bytes:
        """Return some bytes as they are now, fewer where the file ends before."""
        return b"".join(self._parts(start, min(start + length, self.size)))

    def _parts(self, start: int, end: int) -> "Iterator[bytes]":
        number = bisect_right(self._starts, start) - 1
        while start < end:
            following = self._starts[number + 1] if number + 1 < len(self._starts) else self.size
            address = self._addresses[number] + start - self._starts[number]
            length = min(end, following) - start
            if address < self._base.size:
                yield self._base.unchecked(address, length)
            else:
                yield self._patch.unchecked(address - self._base.size, length)
            start, number = start + length, number + 1

    def close(self) -> None:
        """Close both files."""
        self._base.close()
        self._patch.close()


def patch(base: bytes, content: bytes) -> bytes:
    """Return what a file holds as its difference from a base.

    Args:
        base: what the base holds.
        content: what the file holds.
    """
    places = {base[at : at + LEAST]: at for at in range(0, len(base) - LEAST + 1, _STEP)}
    starts, addresses, lacking = [], [], bytearray()
    at, is_own = 0, False
    while at < len(content):
        place = places.get(content[at : at + LEAST])
        if place is None:
            if not is_own:
                starts.append(at)
                addresses.append(len(base) + len(lacking))
            lacking.append(content[at])
            at, is_own = at + 1, True
        else:
            starts.append(at)
            addresses.append(place)
            at, is_own = at + _common(base, place, content, at), False
    runs = pack("I", starts) + pack("I", addresses)
    about = (len(content), len(base), len(lacking), len(runs), crc32(runs))
    return bytes(lacking) + runs + with_tail(" ".join(map(str, about)).encode("ascii"))


def _common(one: bytes, first: int, other: bytes, second: int) -> int:
    """How many bytes are the same in two texts from two places on."""
    length = 0
    for step in (4096, 64, 1):
        while (
            len(part := one[first + length : first + length + step]) == step
            and part == other[second + length : second + length + step]
        ):
            length += step
    return length
