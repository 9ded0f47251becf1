"""Tables with one line per row that are wider than the terminal: their cells are wrapped."""

from collections.abc import Sequence
from itertools import zip_longest

from faq.output.text import NARROWEST, columns, wrapped

BETWEEN, CROSSING = " | ", "-+-"
"""The separator between two cells of a row, and the one in a rule."""


def rows_fitted(lines: Sequence[str], width: int) -> list[list[str]]:
    """Return the lines of each row of a table; a table that fits, or has rows of another form, is unchanged.

    Args:
        lines: the rows.
        width: maximum columns.
    """
    rows = [_cells(line) for line in lines]
    if max(map(columns, lines), default=0) <= width or any(len(row) < 2 for row in rows):
        return [[line] for line in lines]
    natural = [0] * max(map(len, rows))
    for row in rows:
        for place, cell in enumerate(row):
            natural[place] = max(natural[place], columns(cell))
    widths = _shared(natural, width - len(BETWEEN) * (len(natural) - 1))
    return [
        [_rule(widths)] if _is_rule(line) else _row(row, widths)
        for line, row in zip(lines, rows, strict=True)
    ]


def _cells(line: str) -> list[str]:
    """The cells of a row."""
    return [cell.strip() for cell in line.split(CROSSING if _is_rule(line) else BETWEEN)]


def _is_rule(line: str) -> bool:
    """Whether a line is the one below a header."""
    return CROSSING in line and not line.strip("-+")


def _rule(widths: Sequence[int]) -> str:
    """The line below a header."""
    return CROSSING.join("-" * width for width in widths)


def _shared(natural: Sequence[int], width: int) -> list[int]:
    """The width of each column: its natural width, or at most its share of what narrower columns leave."""
    widths = list(natural)
    left, count = width, len(natural)
    for place in sorted(range(count), key=natural.__getitem__):
        widths[place] = min(natural[place], max(left // count, NARROWEST))
        left, count = left - widths[place], count - 1
    return widths


def _row(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    """The lines of a row."""
    wrapped_cells = [wrapped(cell, width) for cell, width in zip(cells, widths, strict=False)]
    lines = []
    for parts in zip_longest(*wrapped_cells, fillvalue=""):
        padded = [part + " " * (width - columns(part)) for part, width in zip(parts, widths, strict=False)]
        lines.append(BETWEEN.join(padded).rstrip())
    return lines
