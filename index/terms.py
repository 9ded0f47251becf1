"""Sorted terms with their postings, in a file in which a few reads find a term.

They are stored in blocks, each followed by its postings; a field's directory has the first term of each block.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from zlib import crc32

from index.pieces import WORD, PieceFile, pack, root, unpack, unpack_floats, with_tail
from index.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from array import array

    from index.pieces import Output

POSTING = 2 * WORD
"""Bytes in a posting: the number of a record and the evidence."""

BLOCK = 128
"""Maximum terms in a block."""

GROUP = 8
"""Terms in a row whose postings have one checksum and are read together: with one for each term, 7 % of the wheel
would be checksums, which cannot be compressed."""

END = b"\0"
"""Separator between terms."""

BEHIND = b"\xff"
"""A byte that is in no term and sorts after every byte that is."""

_REMEMBERED = 256
"""Maximum blocks of a field that are kept unpacked."""


class Postings(NamedTuple):
    """The postings of a field: its terms, sorted, in how many records each is, and one term after the other the numbers
    of these records and the evidence."""

    field: str
    terms: Sequence[str]
    counts: Sequence[int]
    numbers: "array[int]"
    weights: "array[float]"


def as_term(word: str) -> bytes:
    """Return a word in the form of a term. A file name that is not valid UTF-8 must still be distinguished from others;
    the separator is in no word."""
    return word.replace("\0", " ").encode("utf-8", "surrogatepass")


def as_word(term: bytes) -> str:
    """Return a term as the word it stands for."""
    return term.decode("utf-8", "surrogatepass")


class TermsFile:
    """The terms of several fields."""

    def __init__(self, file: PieceFile) -> None:
        self._file = file
        self._directories: dict[str, tuple[int, int, int]] = {}
        for line in root(file).decode("ascii").splitlines():
            name, start, length, checksum = line.split()
            self._directories[name] = int(start), int(length), int(checksum)
        self._fields: dict[str, Terms] = {}

    @property
    def fields(self) -> list[str]:
        """The names of the fields that have a term."""
        return list(self._directories)

    def field(self, name: str) -> "Terms | None":
        """Return the terms of a field, None if there is none."""
        if name not in self._fields and name in self._directories:
            self._fields[name] = Terms(self._file, self._file.read(*self._directories[name]))
        return self._fields.get(name)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


class Terms:
    """The terms of one field."""

    def __init__(self, file: PieceFile, directory: bytes) -> None:
        self._file = file
        size = int.from_bytes(directory[:WORD], "little")
        starts, lengths, end = (WORD * (1 + words * size) for words in (2, 3, 4))
        self._starts = unpack("Q", directory[WORD:starts])
        self._lengths, self._checksums = (
            unpack("I", directory[starts:lengths]),
            unpack("I", directory[lengths:end]),
        )
        self._firsts = directory[end:].split(END)
        self._blocks: dict[int, _Block] = {}

    def count(self, term: bytes) -> int:
        """Return how many records hold a term."""
        block, place = self._find(term)
        return block.counts[place] if block is not None else 0

    def postings(self, term: bytes) -> "tuple[Sequence[int], Sequence[float]]":
        """Return the numbers of the records that hold a term, in order, and its evidence for each."""
        block, place = self._find(term)
        return self._read(block, place) if block is not None else ((), ())

    def starting_at(self, term: bytes) -> Iterator[tuple[bytes, int]]:
        """Return the terms from a given one, each with the number of records that hold it."""
        for number in range(max(0, bisect_right(self._firsts, term) - 1), len(self._starts)):
            block = self._block(number)
            terms = block.terms
            yield from list(zip(terms, block.counts, strict=True))[bisect_left(terms, term) :]

    def words(self, prefix: bytes) -> dict[str, int]:
        """Return the terms that begin with a prefix as words, and how many records hold each."""
        terms: list[bytes] = []
        counts: list[int] = []
        for number in range(max(0, bisect_right(self._firsts, prefix) - 1), len(self._starts)):
            block = self._block(number)
            in_block = block.terms
            start, end = bisect_left(in_block, prefix), bisect_left(in_block, prefix + BEHIND)
            terms += in_block[start:end]
            counts += block.counts[start:end]
            if end < len(in_block):
                break
        return dict(zip(as_word(END.join(terms)).split(as_word(END)), counts, strict=True)) if terms else {}

    def _find(self, term: bytes) -> "tuple[_Block, int] | tuple[None, int]":
        number = bisect_right(self._firsts, term) - 1
        if number < 0:
            return None, -1
        block = self._block(number)
        place = block.find(term)
        return (None, -1) if place < 0 else (block, place)

    def _block(self, number: int) -> "_Block":
        block = self._blocks.get(number)
        if block is None:
            if len(self._blocks) >= _REMEMBERED:
                self._blocks.clear()
            start = self._starts[number]
            packed = self._file.read(start, self._lengths[number], self._checksums[number])
            block = self._blocks[number] = _Block(packed, start)
        return block

    def _read(self, block: "_Block", place: int) -> "tuple[Sequence[int], Sequence[float]]":
        packed = self._file.read(*block.group(place))
        start, count = block.offset(place), block.counts[place]
        middle, end = start + WORD * count, start + POSTING * count
        return unpack("I", packed[start:middle]), unpack_floats(packed[middle:end])


class _Block:
    """Some sorted terms, and the locations of their postings."""

    def __init__(self, packed: bytes, start: int) -> None:
        size = int.from_bytes(packed[:WORD], "little")
        groups = -(-size // GROUP)  # rounded up
        middle, end = WORD * (1 + size), WORD * (1 + size + groups)
        self.counts, self._checksums = unpack("I", packed[WORD:middle]), unpack("I", packed[middle:end])
        self._text, self._postings = packed[end:], start + len(packed)

    @property
    def terms(self) -> list[bytes]:
        return self._text[1:-1].split(END)

    def find(self, term: bytes) -> int:
        """Return the position of a term, -1 if it is not in the block."""
        at = self._text.find(END + term + END)
        return -1 if at < 0 else self._text.count(END, 0, at)

    def group(self, place: int) -> tuple[int, int, int]:
        """Return the start, length and checksum of the group of postings that a term's are read with."""
        number = place // GROUP
        first = number * GROUP
        start = self._postings + POSTING * sum(self.counts[:first])
        length = POSTING * sum(self.counts[first : first + GROUP])
        return start, length, self._checksums[number]

    def offset(self, place: int) -> int:
        """Return where in its group a term's postings start."""
        first = place - place % GROUP
        return POSTING * sum(self.counts[first:place])


class TermsWriter:
    """Writes terms and their postings."""

    def __init__(self, file: "Output") -> None:
        self._file = file
        self._end, self._root = 0, list[str]()

    def write(self, postings: Postings) -> None:
        """Write the postings of a field."""
        directory = _Directory()
        numbers, weights = pack("I", postings.numbers), pack("f", postings.weights)
        end = 0
        for start in range(0, len(postings.terms), BLOCK):
            terms = list(map(as_term, postings.terms[start : start + BLOCK]))
            counts = postings.counts[start : start + BLOCK]
            packed: list[bytes] = []
            for count in counts:
                begin, end = end, end + WORD * count
                packed.append(numbers[begin:end] + weights[begin:end])
            groups = [b"".join(packed[first : first + GROUP]) for first in range(0, len(packed), GROUP)]
            words = (len(terms), *counts, *map(crc32, groups))
            block = pack("I", words) + END + END.join(terms) + END
            directory.add(terms[0], self._end, self._write(block, *groups))
        self._finish(postings.field, directory)

    def _write(self, *pieces: bytes) -> tuple[int, int]:
        """Write pieces; return the length and checksum of the first one."""
        self._file.write(b"".join(pieces))
        self._end += sum(map(len, pieces))
        return len(pieces[0]), crc32(pieces[0])

    def _finish(self, field: str, directory: "_Directory") -> None:
        if directory.firsts:
            start = self._end
            length, checksum = self._write(directory.packed())
            self._root.append(f"{field} {start} {length} {checksum}")

    def finish(self) -> None:
        """Write the locations of the fields."""
        self._file.write(with_tail("\n".join(self._root).encode("ascii")))


class _Directory:
    """The locations of a field's blocks."""

    def __init__(self) -> None:
        self.firsts: list[bytes] = []
        self._starts, self._lengths, self._checksums = list[int](), list[int](), list[int]()

    def add(self, first: bytes, start: int, piece: tuple[int, int]) -> None:
        self.firsts.append(first)
        self._starts.append(start)
        self._lengths.append(piece[0])
        self._checksums.append(piece[1])

    def packed(self) -> bytes:
        words = pack("I", self._lengths) + pack("I", self._checksums)
        return pack("I", (len(self.firsts),)) + pack("Q", self._starts) + words + END.join(self.firsts)
