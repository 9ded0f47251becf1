"""Several texts stored as one: split without examining their contents, or searched without being split."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate


def join(texts: Iterable[str]) -> str:
    """Return texts as one: a line with their lengths, then the texts."""
    parts = list(texts)
    return " ".join(map(str, map(len, parts))) + "\n" + "".join(parts)


def split(joined: str) -> list[str]:
    """Return the texts that ``join`` joined."""
    lengths, _, rest = joined.partition("\n")
    texts = []
    start = 0
    for length in lengths.split():
        end = start + int(length)
        texts.append(rest[start:end])
        start = end
    return texts


def table(rows: Iterable[tuple[str, str]]) -> str:
    """Return rows by key as one text. Neither may hold a line end, nor a key a tab."""
    return "\n" + "".join(f"{key}\t{row}\n" for key, row in rows)


class Table:
    """Rows by key in one text. It is searched, which for the few keys of a question is faster than splitting it.

    Args:
        text: what ``table`` returned, or nothing.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def get(self, key: str) -> str:
        """Return the row of a key, empty if there is none."""
        start = self._text.find(f"\n{key}\t")
        if start < 0:
            return ""
        start += len(key) + 2
        return self._text[start : self._text.index("\n", start)]

    def __len__(self) -> int:
        return max(0, self._text.count("\n") - 1)

    def __iter__(self) -> Iterator[str]:
        return (line.partition("\t")[0] for line in self._text.split("\n")[1:-1])


def term_lists(lists: Iterable[Iterable[str]]) -> str:
    """Return lists of terms as one text: one line per list, a space on either side of each term. No term may hold white
    space."""
    return "".join(" ".join(["", *terms, "\n"]) for terms in lists)


OFTEN = 200
"""Searches after which what is searched is loaded: a process that answers one question makes fewer."""


class _Sizes(dict[int, int]):
    """The number of terms in each of some lines.

    Args:
        lines: the lines.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines

    def __missing__(self, number: int) -> int:
        self[number] = size = self._lines[number].count(" ") - 1
        return size


class TermLists:
    """Lists of terms in one text, one line each. The text is searched, and only the lists that are needed are split;
    where it is searched often, as in a server, the lists are inverted once.

    Args:
        text: what ``term_lists`` returned.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._searches = 0

    @cached_property
    def _lines(self) -> list[str]:
        return self._text.split("\n")[:-1]

    def __len__(self) -> int:
        return len(self._lines)

    def __getitem__(self, number: int) -> tuple[str, ...]:
        return tuple(self._lines[number].split())

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return (tuple(line.split()) for line in self._lines)

    @cached_property
    def sizes(self) -> Mapping[int, int]:
        """The number of terms in each list, counted when it is first looked up."""
        return _Sizes(self._lines)

    def hold(self, *terms: str) -> bool:
        """Return whether the terms are consecutive in any of the lists."""
        return f" {' '.join(terms)} " in self._text

    @cached_property
    def _inverted(self) -> dict[str, list[int]]:
        """For each term the numbers of the lists that hold it."""
        found: dict[str, list[int]] = {}
        for number, terms in enumerate(self):
            for term in terms:
                found.setdefault(term, []).append(number)
        return found

    def holding(self, term: str) -> Sequence[int]:
        """Return the number of each list that holds a term, once."""
        if self._searches >= OFTEN:
            return self._inverted.get(term, ())
        self._searches += 1
        *before, _ = self._text.split(f" {term} ")
        return list(accumulate([text.count("\n") for text in before]))
