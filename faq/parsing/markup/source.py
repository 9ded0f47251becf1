"""The lines of a document as its reader counts them, and the location of raw text among them."""

import re
from collections.abc import Iterator, Sequence

from faq.errors import FaqError
from faq.model import Lines

TAB = 8
"""Columns of a tab, as the markup defines it."""

NEAR = 6
"""Lines around a hint that are examined before the search moves forward."""

_NEAREST = sorted(range(-NEAR, NEAR + 1), key=abs)[1:]

FORWARD = 300
"""Maximum lines searched forward, so that locating stays linear."""

_OTHER_BREAKS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f]")
_EMBEDDED = re.compile(r"<[^<>`]{0,2000}>`__?")


def decode(data: bytes, file: str) -> str:
    """The text of a file's bytes; a byte order mark is dropped.

    Raises:
        FaqError: the bytes are not text in UTF-8.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FaqError(file, "is not UTF-8 text", "save it as UTF-8 or give another source") from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise FaqError(f"{file}:{line}", "contains a NUL character", "remove it, or save the file as UTF-8")
    return text


def source_lines(text: str) -> list[str]:
    """The lines an editor counts, tabs widened and ends stripped as the markup prescribes.

    Characters that only Python takes for line ends (form feed, U+2028 ...) become spaces:
    the lines' numbers are those of the file.
    """
    text = _CONTROL.sub(" ", _OTHER_BREAKS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")))
    return [line.expandtabs(TAB).rstrip() for line in text.lstrip("\ufeff").split("\n")]


class Locator:
    """Finds raw text, as the parser kept it, in the source: each line of it must end its source line."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self._floor = 1
        self._exact: dict[str, list[int]] = {}
        for number, line in enumerate(lines, 1):
            self._exact.setdefault(line.strip(), []).append(number)

    @property
    def floor(self) -> int:
        """The line before which nothing is searched any more; never beyond the last one."""
        return self._floor

    @floor.setter
    def floor(self, line: int) -> None:
        self._floor = min(line, len(self.lines))

    def find(self, raw: str, hint: int | None) -> Lines:
        """The lines of ``raw``; the hint is tried first, then its neighbours, then the lines ahead."""
        wanted = [line.strip() for line in raw.strip("\n").split("\n")]
        while len(wanted) > 1 and not wanted[-1]:
            wanted.pop()
        first = hint or 0
        if first < self.floor or not self._stands_at(first, wanted):
            first = self._search(wanted, hint)
        last = min(first + len(wanted) - 1, len(self.lines))
        self.floor = max(self.floor, first)
        return Lines(first, last)

    def _search(self, wanted: Sequence[str], hint: int | None) -> int:
        """The first line of a text that is not where the parser says."""
        for number in self._candidates(wanted[0], hint):
            if self._stands_at(number, wanted):
                return number
        return min(max(hint or self.floor, 1), len(self.lines))

    def _candidates(self, line: str, hint: int | None) -> Iterator[int]:
        """Candidate line numbers except for the hint, likely ones first."""
        if hint is not None:
            yield from (hint + near for near in _NEAREST if hint + near >= self.floor)
        yield from range(self.floor, min(self.floor + FORWARD, len(self.lines)) + 1)
        known = self._exact.get(line, ())
        yield from (n for n in known[:FORWARD] if n > self.floor)
        if hint is not None:
            yield from range(max(1, hint - NEAR), hint)

    def _stands_at(self, first: int, wanted: Sequence[str]) -> bool:
        """Whether the source lines from ``first`` on end with the wanted ones."""
        if first < 1 or first + len(wanted) - 1 > len(self.lines):
            return False
        if not self.lines[first - 1].endswith(wanted[0]):
            return False
        return all(self.lines[first - 1 + i].strip() == line for i, line in enumerate(wanted) if i)


def tight(text: str, raw: str, lines: Lines) -> Lines:
    """The lines without those at the end that hold markup only, such as an address below its words."""
    if lines.first == lines.last:
        return lines
    words = re.findall(r"\w+", text[-2000:])
    rows = raw.strip("\n").split("\n")[: lines.last - lines.first + 1]
    last = len(rows) - 1
    while words and last > 0 and words[-1] not in _EMBEDDED.sub("", rows[last]):
        last -= 1
    return Lines(lines.first, lines.first + last) if words and words[-1] in rows[last] else lines
