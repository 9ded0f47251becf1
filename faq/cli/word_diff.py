"""The words that two texts have in common, in order.

They are found with bit vectors, so that thousands of words take milliseconds; time and memory are proportional to the
product of both lengths, so the product is limited.
"""

import re
from collections.abc import Iterator, Sequence

MOST_CELLS = 4 * 10**8
"""Maximum product of the word counts of two compared texts, common ends excluded: 50 MB of bits."""

_WORD = re.compile(r"\S+\s*")


def similarity(one: Sequence[str], other: Sequence[str], least: float) -> float:
    """The share of their words that two texts have in common, in order.

    Args:
        one: the words of a text.
        other: the words of another.
        least: a share below this counts as 0.

    Returns:
        A share from 0 to 1; 0 if a text is empty.
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
        Pieces, each with its kind: ``=``, ``-`` or ``+``.
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
    """The runs of words in common: where each begins in either text, and its length; the last reaches both ends."""
    from rapidfuzz.distance import LCSseq

    start, end = _common_ends(before, after)
    first, second = len(before) - end, len(after) - end
    yield 0, 0, start
    for code in LCSseq.opcodes(before[start:first], after[start:second]):
        if code.tag == "equal":
            yield start + code.src_start, start + code.dest_start, code.src_end - code.src_start
    yield first, second, end


def _common_ends(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    """How many words two texts have in common at the beginning, and how many of the rest at the end."""
    shorter = min(len(before), len(after))
    start = _alike(before, after, shorter)
    return start, _alike(before[::-1], after[::-1], shorter - start)


def _alike(one: Sequence[str], other: Sequence[str], most: int) -> int:
    return next((place for place in range(most) if one[place] != other[place]), most)
