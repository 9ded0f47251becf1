"""Tables as text: the cells of a drawn table are rendered in place, those of a list are arranged in columns."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple
from unicodedata import east_asian_width

WIDEST = 100
"""Maximum width of a table made from a list whose cells are aligned in columns."""

BETWEEN = " | "
"""Separator between two cells of a table made from a list."""

_FREED, _SECOND = "\0", "\1"
"""A column that markup took, and the second column of a wide character; no source line has such characters."""

_FRAME = frozenset("+-=| ")


class Change(NamedTuple):
    """A text within a table: the number of its first line there, its lines with their markup, and without."""

    first: int
    raw: tuple[str, ...]
    text: tuple[str, ...]


class _Edit(NamedTuple):
    """A change of one line: from ``start`` up to ``end`` it says ``text``."""

    start: int
    end: int
    text: str

    @property
    def longer(self) -> int:
        """How many columns wider the text is than what it replaces."""
        return len(self.text) - (self.end - self.start)


def columns(rows: Sequence[Sequence[str]], header: int) -> str:
    """Return the cells of a table, one row per line, the header rows underlined; not aligned if the table is too wide.

    Args:
        rows: the text of each cell, row by row.
        header: how many rows are a header.
    """
    widths = [0] * max(map(len, rows))
    for row in rows:
        for place, cell in enumerate(row):
            widths[place] = max(widths[place], _width(cell))
    if sum(widths) + len(BETWEEN) * (len(widths) - 1) > WIDEST:
        widths = [3] * len(widths)
    lines = [_row(row, widths) for row in rows]
    if 0 < header < len(rows):
        lines.insert(header, "-+-".join("-" * width for width in widths))
    return "\n".join(lines)


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    """A row, each cell as wide as its column."""
    padded = [cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=False)]
    return BETWEEN.join(padded).rstrip()


def _width(text: str) -> int:
    """The columns of a terminal that a text takes."""
    return len(text) + sum(east_asian_width(character) in "WF" for character in text)


def rendered_lines(lines: Sequence[str], changes: Sequence[Change]) -> list[str]:
    """Return the lines of a table with the texts of its cells rendered, the frame around them as wide as is needed.

    Args:
        lines: the table as it is written.
        changes: the texts that look otherwise without their markup, in their order.
    """
    wide = list(map(_spread, lines))
    edits = _edits(wide, changes)
    if not edits:
        return list(lines)
    grown = _grown(wide, edits)
    changed = []
    for number, line in enumerate(wide):
        moved = [_moved(edit, grown) for edit in edits.get(number, ())]
        changed.append(_changed(_widened(line, grown), moved))
    return list(map(_written, _narrowed(changed)))


def _written(line: str) -> str:
    """A line with nothing but the characters that stand in it."""
    return line.replace(_SECOND, "").replace(_FREED, " ").rstrip()


def _spread(text: str) -> str:
    """A text in which each wide character takes two places."""
    if text.isascii():
        return text
    return "".join(c + _SECOND if east_asian_width(c) in "WF" else c for c in text)


def _edits(lines: Sequence[str], changes: Sequence[Change]) -> dict[int, list[_Edit]]:
    """The changes by line, those of a line from left to right; what is not found stays as it is."""
    found: dict[int, list[_Edit]] = {}
    for change in changes:
        raw = list(map(_spread, change.raw))
        text = [*map(_spread, change.text), *[""] * len(raw)]
        for number, start in enumerate(_places(lines, found, change.first, raw)):
            edit = _Edit(start, start + len(raw[number]), text[number])
            found.setdefault(change.first + number, []).append(edit)
    for edits in found.values():
        edits.sort()
    return found


def _places(lines: Sequence[str], taken: dict[int, list[_Edit]], first: int, raw: Sequence[str]) -> list[int]:
    """Where each row of a text stands in its line, right of what is changed there already; nothing where one is not."""
    places = []
    for number, row in enumerate(raw, first):
        free = max((edit.end for edit in taken.get(number, ())), default=0)
        place = lines[number].find(row, free) if 0 <= number < len(lines) else -1
        if place < 0:
            return []
        places.append(place)
    return places


def _grown(lines: Sequence[str], edits: dict[int, list[_Edit]]) -> dict[int, int]:
    """The columns to be put in where texts are longer than what they stand for, by the place before which they come."""
    longer = [edit for edit in chain.from_iterable(edits.values()) if edit.longer > 0]
    if not longer:
        return {}
    width = max(map(len, lines))
    free = list(range(width))
    for line in lines:
        free = [place for place in free if _is_free(line, place)]
    found: dict[int, int] = {}
    for edit in longer:
        at = bisect_left(free, edit.end)
        place = free[at] if at < len(free) else width
        found[place] = max(found.get(place, 0), edit.longer)
    return found


def _is_free(line: str, place: int) -> bool:
    """Whether a place of a line is empty or one of the table's frame."""
    around = (
        line[max(place - 1, 0) : place + 2] if line[place : place + 1] in "-=+" else line[place : place + 1]
    )
    return _FRAME.issuperset(around)


def _widened(line: str, grown: dict[int, int]) -> str:
    """A line with the columns put in: of the frame's sign in a rule, else empty."""
    parts, done = [], 0
    for place, count in sorted(grown.items()):
        part = line[done:place].ljust(place - done)
        sign = part[-1:] if part[-1:] in ("-", "=") else _FREED
        parts += [part, sign * count]
        done = place
    return "".join((*parts, line[done:]))


def _moved(edit: _Edit, grown: dict[int, int]) -> _Edit:
    """A change of a line, in the line with the columns put in."""
    by = sum(count for place, count in grown.items() if place <= edit.start)
    return edit._replace(start=edit.start + by, end=edit.end + by)


def _changed(line: str, edits: Sequence[_Edit]) -> str:
    """A line with its texts changed; what stands right of them stays under what it stood under."""
    for edit in reversed(edits):
        spare = edit.end - edit.start - len(edit.text)
        after = line[edit.end :]
        room = len(after) - len(after.lstrip(" " + _FREED))
        after = after[min(max(-spare, 0), max(room - 1, 0)) :]
        line = line[: edit.start] + edit.text + _FREED * spare + after
    return line


def _narrowed(lines: Sequence[str]) -> list[str]:
    """The lines without the columns that markup took in one of them and that are empty in all."""
    width = max(map(len, lines))
    padded = [line.ljust(width) for line in lines]
    kept = [place for place in range(width) if not _is_spare(padded, place)]
    return ["".join(map(line.__getitem__, kept)) for line in padded]


def _is_spare(lines: Sequence[str], place: int) -> bool:
    """Whether a column can go: freed in one line, and in each of the others freed, one of many spaces, or frame."""
    if not any(line[place] == _FREED for line in lines):
        return False
    return all(line[place] == _FREED or _is_repeated(line, place) for line in lines)


def _is_repeated(line: str, place: int) -> bool:
    """Whether a place of a line is a space before a space or the end of the line, or one of a rule's many signs."""
    sign, after = line[place], line[place + 1 : place + 2]
    if sign == " ":
        return after in (" ", _FREED, "")
    return sign in "-=" and after in (sign, "+", "|", " ", "") and line[max(place - 1, 0)] in ("+", sign)
