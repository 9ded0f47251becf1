"""The lines of a document for docutils; the rest of them from some line on is a view, not a copy.

docutils reads each list, heading, footnote and line block with a machine of its own, to which it passes all
the lines that follow. Copying these would take quadratic time in a document's size.
"""

from collections.abc import MutableSequence
from typing import Any

from docutils.statemachine import StringList


class Rest(MutableSequence[Any]):
    """The rest of a list: a view until it is changed, then a copy.

    Args:
        whole: the list, or the rest of one.
        start: the number of items left out.
    """

    __slots__ = ("_own", "_start", "_whole")

    def __init__(self, whole: Any, start: int) -> None:
        self._own = False
        if isinstance(whole, Rest):
            whole._own = False
            whole, start = whole._whole, whole._start + start
        self._whole: list[Any] = whole
        self._start = min(start, len(whole))

    def __len__(self) -> int:
        return len(self._whole) - self._start

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            first, last, _ = place.indices(len(self))
            return self._whole[self._start + first : self._start + max(first, last)]
        if place < 0:
            place += len(self)
            if place < 0:
                raise IndexError(place)
        return self._whole[self._start + place]

    def __setitem__(self, place: Any, item: Any) -> None:
        self._copied()[place] = item

    def __delitem__(self, place: Any) -> None:
        del self._copied()[place]

    def insert(self, place: int, item: Any) -> None:
        """Insert an item before a position."""
        self._copied().insert(place, item)

    def _copied(self) -> list[Any]:
        if not self._own:
            self._whole, self._start, self._own = self._whole[self._start :], 0, True
        return self._whole


class Lines(StringList):  # type: ignore[misc]  # docutils has no types
    """Lines and their origins, as docutils represents them, except that the rest of them is a view."""

    data: Any
    items: Any
    parent: Any
    parent_offset: Any

    def __getitem__(self, place: Any) -> Any:
        if not isinstance(place, slice):
            return self.data[place]
        if place.start and place.start > 0 and place.stop is None:
            rest = type(self)(parent=self, parent_offset=place.start)
            rest.data, rest.items = Rest(self.data, place.start), Rest(self.items, place.start)
            return rest
        return super().__getitem__(place)

    def trim_start(self, n: int = 1) -> None:
        """Remove lines at the start without moving the others: docutils removes empty ones one by one."""
        if not 0 <= n <= len(self.data):
            raise IndexError(f"cannot trim {n} of {len(self.data)} lines")
        self.data, self.items = Rest(self.data, n), Rest(self.items, n)
        if self.parent:
            self.parent_offset += n

    def pop(self, place: int = -1) -> Any:
        """Remove a line, also from the lines that these are part of."""
        self._part()
        return super().pop(place)

    def extend(self, other: Any) -> None:
        """Append lines, also to the lines that these are part of."""
        self._part()
        super().extend(other)

    def append(self, item: Any, source: Any = None, offset: int = 0) -> None:
        """Append a line, also to the lines that these are part of."""
        self._part()
        super().append(item, source, offset)

    def _part(self) -> None:
        """Copy these lines, so that a change to those they are part of is not seen twice."""
        if isinstance(self.data, Rest):
            self.data, self.items = self.data[:], self.items[:]
