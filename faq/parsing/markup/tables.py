"""The source lines of a table, found by its borders."""

import re
from collections.abc import Sequence

from faq.model import Lines

_GRID = re.compile(r"\s*(?:[*#\w.)-]+\s+)*\+[-=+]+\+$")
_SIMPLE = re.compile(r"\s*(?:[*#\w.)-]+\s+)*=+(?: +=+)+$")
_BORDER = re.compile(r"\s*=+(?: +=+)*$")
_AHEAD = 400


def table_lines(lines: Sequence[str], floor: int, hint: int | None) -> Lines:
    """The first table at or after the hint, or after the text that was seen last."""
    for start in (hint, floor):
        if start is None or start < floor:
            continue
        for number in range(start, min(start + _AHEAD, len(lines)) + 1):
            if _GRID.match(lines[number - 1]):
                return Lines(number, _grid_end(lines, number))
            if _SIMPLE.match(lines[number - 1]):
                return Lines(number, _simple_end(lines, number))
    where = min(max(hint or floor, 1), len(lines))
    return Lines(where, where)


def _grid_end(lines: Sequence[str], first: int) -> int:
    """The last line of a grid: the rows go on as long as they are framed."""
    last = first
    while last < len(lines) and lines[last].lstrip().startswith(("+", "|")):
        last += 1
    return last


def _simple_end(lines: Sequence[str], first: int) -> int:
    """The last line of a simple table: its third border, one with a blank line below, or where the indent ends."""
    borders, indent = 0, _indent(lines[first - 1])
    for number in range(first + 1, len(lines) + 1):
        if lines[number - 1].strip() and _indent(lines[number - 1]) < indent:
            return number - 1
        if not _BORDER.match(lines[number - 1]):
            continue
        borders += 1
        if borders == 2 or number == len(lines) or not lines[number].strip():
            return number
    return len(lines)


def _indent(line: str) -> int:
    """The blanks that a line begins with."""
    return len(line) - len(line.lstrip())
