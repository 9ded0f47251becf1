"""The line of each key and value of a TOML file, which Python's own reader does not tell."""

import re
from collections.abc import Iterator

KeyPath = tuple[str | int, ...]
"""The path to a value: keys, and numbers from 0 in lists: ``("synonyms", 2, "words", 0)``."""

_TOKEN = re.compile(
    r'''
      \#[^\n]*+
    | """[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*"{3,5}
    | \'\'\'[^']*+(?:'(?!\'\')[^']*+)*'{3,5}
    | "[^"\\\n]*+(?:\\[^\n][^"\\\n]*+)*"
    | '[^'\n]*+'
    | [^\s"'\#\[\]{},=.]++
    | [\n\[\]{},=."']
    ''',
    re.VERBOSE | re.DOTALL,
)
"""A comment, a string in one of its four forms, anything bare up to a dot, or a mark; a quotation mark by itself begins
a string that does not end. Python before 3.11.5 goes wrong where a group is possessive
(https://github.com/python/cpython/issues/106052), so only single characters are."""

_ENDS = frozenset(["\n", ",", "]", "}", ""])
"""What follows a value; the empty token is the end of the file."""


def lines_of(text: str) -> dict[KeyPath, int]:
    """Return the line of each table, key and value, in the order of the file.

    Args:
        text: valid TOML.
    """
    return _Walk(text).lines()


def unclosed_string(text: str) -> int:
    """Return the line of the first string that does not end, 0 if there is none."""
    return next((line for token, line in _tokens(text) if token in ('"', "'")), 0)


def deepest(text: str) -> int:
    """Return the first line with the most brackets open."""
    depth = most = deepest = 0
    for token, line in _tokens(text):
        depth += (token in ("[", "{")) - (token in ("]", "}"))
        if depth > most:
            most, deepest = depth, line
    return deepest


def longest(text: str) -> int:
    """Return the line of the longest value that is no string."""
    bare = ((token, line) for token, line in _tokens(text) if token[0] not in "\"'")
    _, line = max(bare, key=lambda one: len(one[0]), default=("", 0))
    return line


def last_key(text: str) -> tuple[str, int]:
    """Return the last key of a text and its line; no key if the text ends with a header."""
    walk = _Walk(text)
    walk.lines()
    return walk.last


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    """The tokens of a text but for comments, each with its line."""
    line = 1
    for match in _TOKEN.finditer(text):
        token = match[0]
        if not token.startswith("#"):
            yield token, line
        line += token.count("\n")


class _Walk:
    """Goes through a text token by token; one token is looked at ahead."""

    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self._token, self._line = "", 1
        self._lines: dict[KeyPath, int] = {}
        self._last_of: dict[KeyPath, int] = {}  # the number of the last table of each list of tables
        self.last = ("", 0)  # the last key in the last table, and its line

    def lines(self) -> dict[KeyPath, int]:
        table: KeyPath = ()
        self._advance()
        while self._token:
            if self._token == "[":
                table, self.last = self._header(), ("", 0)
            elif self._token in _ENDS:
                self._advance()
            else:
                line = self._line
                self.last = self._pair(table), line
        return self._lines

    def _advance(self) -> None:
        self._token, self._line = next(self._tokens, ("", self._line))

    def _header(self) -> KeyPath:
        """Pass a table's header, and return the path to the table."""
        line = self._line
        self._advance()
        repeated = self._token == "["
        *above, last = self._keys() or [""]
        path: KeyPath = ()
        for key in above:
            path = self._entered((*path, key), line)
        path = (*path, last)
        if repeated:
            self._last_of[path] = self._last_of.get(path, -1) + 1
        return self._entered(path, line)

    def _entered(self, path: KeyPath, line: int) -> KeyPath:
        """The path to a table, which is the last one if there is a list of them."""
        self._lines.setdefault(path, line)
        if path in self._last_of:
            path = (*path, self._last_of[path])
            self._lines.setdefault(path, line)
        return path

    def _keys(self) -> list[str]:
        """Pass a key, and return its parts."""
        parts = []
        while self._token not in ("=", *_ENDS):
            if self._token not in (".", "["):
                parts.append(_unquoted(self._token))
            self._advance()
        return parts

    def _pair(self, path: KeyPath) -> str:
        """Pass a key and its value in a table, and return the key as it is called within the table."""
        line, parts = self._line, self._keys()
        for part in parts:
            path = (*path, part)
            self._lines.setdefault(path, line)
        self._advance()
        self._value(path)
        return ".".join(parts)

    def _value(self, path: KeyPath) -> None:
        if self._token == "[":
            self._list(path)
        elif self._token == "{":
            self._inline_table(path)
        else:
            while self._token not in _ENDS:
                self._advance()

    def _list(self, path: KeyPath) -> None:
        self._advance()
        number = 0
        while self._token not in ("]", ""):
            if self._token in _ENDS:
                number += self._token == ","
                self._advance()
            else:
                self._lines[(*path, number)] = self._line
                self._value((*path, number))
        self._advance()

    def _inline_table(self, path: KeyPath) -> None:
        self._advance()
        while self._token not in ("}", ""):
            if self._token in (",", "\n"):
                self._advance()
            else:
                self._pair(path)
        self._advance()


def _unquoted(key: str) -> str:
    """A part of a key as it is without quotation marks and escapes."""
    if not key.startswith(('"', "'")):
        return key
    if "\\" not in key or key.startswith("'"):
        return key[1:-1]
    import tomllib

    (unquoted,) = tomllib.loads(f"{key} = 0")
    return unquoted
