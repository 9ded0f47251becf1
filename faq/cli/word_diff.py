"""The words that two texts have in common, in order.

What they share is found on bit vectors, so that thousands of words take milliseconds; as that takes time and memory
in proportion to the product of both lengths, the product has a limit.
"""

import re
from collections.abc import Iterator, Sequence

MOST_CELLS = 4 * 10**8
"""Words of one text times words of the other that are compared, without their common ends: 50 MB of bits."""

_WORD = re.compile(r"\S+\s*")


def similarity(one: Sequence[str], other: Sequence[str], least: float) -> float:
    """How many of their words two texts have in common, in order.

    Args:
        one: the words of a text.
        other: the words of another.
        least: what is below this counts as nothing.

    Returns:
        A share from 0 to 1; 0 where a text is empty.
    """
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(one, other, score_cutoff=least) if one and other else 0.0


def comparable(old: str, new: str) -> bool:
    """Whether two texts are short enough to be compared word by word."""
    before, after = old.split(), new.split()
    start, end = _common_ends(before, after)
    return (len(before) - start - end) * (len(after) - start - end) <= MOST_CELLS


def differences(old: str, new: str) -> Iterator[tuple[str, str]]:
    """The word diff of two texts that are comparable.

    Args:
        old: a text.
        new: what became of it.

    Yields:
        Pieces with what they are: ``=``, ``-`` or ``+``.
    """
    before, after = _WORD.findall(old), _WORD.findall(new)
    here, there = 0, 0
    for first, second, length in _matches(
        [word.rstrip() for word in before], [word.rstrip() for word in after]
    ):
        pieces = (
            ("-", "".join(before[here:first])),
            ("+", "".join(after[there:second])),
            ("=", "".join(after[second : second + length])),
        )
        yield from (piece for piece in pieces if piece[1])
        here, there = first + length, second + length


def _matches(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """The runs of words in common: where each begins in either text, how long it is; the last reaches both ends."""
    from rapidfuzz.distance import LCSseq

    start, end = _common_ends(before, after)
    first, second = len(before) - end, len(after) - end
    yield 0, 0, start
    for code in LCSseq.opcodes(before[start:first], after[start:second]):
        if code.tag == "equal":
            yield start + code.src_start, start + code.dest_start, code.src_end - code.src_start
    yield first, second, end


def _common_ends(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    """How many words two texts begin with alike, and how many of the others they end with alike."""
    shorter = min(len(before), len(after))
    start = _alike(before, after, shorter)
    return start, _alike(before[::-1], after[::-1], shorter - start)


def _alike(one: Sequence[str], other: Sequence[str], most: int) -> int:
    return next((place for place in range(most) if one[place] != other[place]), most)
