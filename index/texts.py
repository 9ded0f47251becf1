"""Several texts stored as one: split without examining their contents, or searched without being split."""

import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, chain


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


_FIRST, _SURROGATES = 0x21, range(0xD800, 0xE000)
"""The first character that stands for a term, and those that stand for none."""

MOST = sys.maxunicode + 1 - _FIRST - len(_SURROGATES)
"""Maximum terms that there are characters for."""


def _code(place: int) -> str:
    """The character that stands for the term with a place in the vocabulary, empty if there is none."""
    if place >= MOST:
        return ""
    code = _FIRST + place
    return chr(code if code < _SURROGATES.start else code + len(_SURROGATES))


def _place(code: str) -> int:
    """The place in the vocabulary of the term that a character stands for."""
    number = ord(code)
    return number - _FIRST - (len(_SURROGATES) if number >= _SURROGATES.stop else 0)


def term_lists(lists: Iterable[Collection[str]]) -> str:
    """Return lists of terms as one text: a line with all terms, a space on either side of each, then a line per list,
    in which a character stands for each term: what is searched is short. No term may hold white space.

    Terms beyond the first million are left out (``MOST``).
    """
    given = list(lists)
    codes = {term: _code(place) for place, term in enumerate(dict.fromkeys(chain.from_iterable(given)))}
    lines = ("".join(map(codes.__getitem__, terms)) for terms in given)
    return f" {' '.join(codes)} \n" + "".join(f"{line}\n" for line in lines)


OFTEN = 200
"""Searches after which what is searched is loaded: a process that answers one question makes fewer."""


class TermLists:
    """Lists of terms in one text. The text is searched, and only the lists that are needed are read; where it is
    searched often, as in a server, the lists are inverted once.

    Args:
        text: what ``term_lists`` returned.
    """

    def __init__(self, text: str) -> None:
        self._vocabulary, _, self._text = text.partition("\n")
        self._searches = 0

    @cached_property
    def _lines(self) -> list[str]:
        return self._text.split("\n")[:-1]

    @cached_property
    def _terms(self) -> list[str]:
        return self._vocabulary.split()

    def __len__(self) -> int:
        return self._length

    @cached_property
    def _length(self) -> int:
        return self._text.count("\n")

    def __getitem__(self, number: int) -> tuple[str, ...]:
        return self._loaded[number] if self._is_searched_often else self._read(number)

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return map(self._read, range(len(self)))

    def _read(self, number: int) -> tuple[str, ...]:
        terms = self._terms
        return tuple([terms[_place(code)] for code in self._lines[number]])

    @property
    def _is_searched_often(self) -> bool:
        return self._searches >= OFTEN

    @cached_property
    def _loaded(self) -> list[tuple[str, ...]]:
        """The lists, read."""
        return list(self)

    @cached_property
    def sizes(self) -> Sequence[int]:
        """The number of terms in each list."""
        return list(map(len, self._lines))

    def hold(self, *terms: str) -> bool:
        """Return whether the terms are consecutive in any of the lists."""
        codes = list(map(self._code_of, terms))
        return all(codes) and "".join(codes) in self._text

    def _code_of(self, term: str) -> str:
        """The character that stands for a term, empty if no list holds it."""
        at = self._vocabulary.find(f" {term} ")
        return "" if at < 0 else _code(self._vocabulary.count(" ", 0, at))

    @cached_property
    def _inverted(self) -> dict[str, list[int]]:
        """For each term the numbers of the lists that hold it."""
        found: dict[str, list[int]] = {}
        for number, terms in enumerate(self._loaded):
            for term in terms:
                found.setdefault(term, []).append(number)
        return found

    def holding(self, term: str) -> Sequence[int]:
        """Return the number of each list that holds a term, once."""
        if self._is_searched_often:
            return self._inverted.get(term, [])
        self._searches += 1
        code = self._code_of(term)
        if not code:
            return []
        *before, _ = self._text.split(code)
        return list(accumulate([text.count("\n") for text in before]))
