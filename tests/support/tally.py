"""Counts the inputs, corruptions and kills that tests try, for the line at the end of a run."""

import os
from collections.abc import Iterable, Iterator
from typing import TypeVar

Thing = TypeVar("Thing")

TIMES = int(os.environ.get("BPFFAQ_FUZZ", "1"))
"""How many times as many inputs are tried as in a normal run."""


class _Tally:
    tried = 0


def inputs_tried() -> int:
    """Return how many inputs this process has tried so far."""
    return _Tally.tried


def count() -> None:
    """Count one input."""
    _Tally.tried += 1


def tallied(things: Iterable[Thing]) -> Iterator[Thing]:
    """Yield the inputs of a loop, counting each."""
    for thing in things:
        count()
        yield thing
