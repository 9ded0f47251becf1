"""TOML as people write it: refused in one line, or read except for its broken tables."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from faq.errors import FaqError

if TYPE_CHECKING:
    from faq.knowledge.toml_lines import KeyPath

_PARTS = 50
"""Maximum parts in a dotted key."""

_DEEP_KEY = re.compile(
    rf"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{_PARTS}}}(?=[\w"'-])""", re.ASCII
)

_HEADER = re.compile(r"""\s*\[{1,2}(?:[\w\s.-]|"[^"\n]*"|'[^'\n]*')+\]{1,2}\s*(?:#.*)?$""")
"""A line that begins a table."""

_UNCLOSED = re.compile(
    r"""(?:illegal|found invalid) character '\\n'|unterminated string|expected "'""", re.IGNORECASE
)
"""What Python's reader says of a string that does not end."""

CUTS = 8
"""Maximum tables left out of a broken file that is read to answer from."""


class Toml:
    """A TOML file, and where everything in it stands.

    Args:
        file: its name, for messages.
        text: its text, without the tables that are broken.
        table: its contents.
        problems: what is wrong with the tables that are left out.
    """

    def __init__(
        self, file: str, text: str, table: Mapping[str, Any], problems: Sequence[FaqError] = ()
    ) -> None:
        self.file, self.table, self.problems = file, table, tuple(problems)
        self._text = text

    @cached_property
    def lines(self) -> "Mapping[KeyPath, int]":
        """The line of each table, key and value, in the order of the file."""
        from faq.knowledge.toml_lines import lines_of  # here: most files have no problem

        return lines_of(self._text)

    def value(self, path: "KeyPath") -> object:
        """Return what is at a path that the file has."""
        value: Any = self.table
        for key in path:
            value = value[key]
        return value

    def problem(self, path: "KeyPath", reason: str, hint: str) -> FaqError:
        """Return a problem with a table, key or value."""
        line = self.lines.get(path, 0)
        return FaqError(f"{self.file}:{line}" if line else self.file, reason, hint)


def parsed(text: str, file: str) -> dict[str, Any]:
    """Return the table of a TOML file.

    Args:
        text: the file's text.
        file: its name, for messages.

    Raises:
        FaqError: it is not valid TOML; the location names the line.
    """
    import tomllib

    # Python's time and memory grow with the square of the number of a key's parts
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") >= _PARTS and _DEEP_KEY.search(line):
            location = f"{file}:{number}"
            raise FaqError(location, f"has a key of more than {_PARTS} parts", "name the table in fewer")
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # besides its own errors, tomllib raises those of int()
        raise _problem(file, error, text) from error


def salvaged(text: str, file: str, cuts: int = CUTS) -> Toml:
    """Return a TOML file without its broken tables.

    Args:
        text: the file's text.
        file: its name, for messages.
        cuts: maximum tables left out; a file with more broken tables is not read at all.
    """
    problems: list[FaqError] = []
    text = text.replace("\r\n", "\n")
    while True:
        try:
            return Toml(file, text, parsed(text, file), problems)
        except FaqError as error:
            lines = text.split("\n")
            number = error.location.removeprefix(f"{file}:")
            cut = _broken_table(lines, int(number) - 1) if number.isdigit() else []
            problems.append(error)
            if not any(lines[n].strip() for n in cut) or len(problems) > cuts:
                problems.append(
                    FaqError(file, "is not read: it is too broken", "fix its other problems first")
                )
                return Toml(file, "", {}, problems)
            for n in cut:
                lines[n] = ""
            text = "\n".join(lines)


def _broken_table(lines: list[str], number: int) -> range:
    """The lines of the table with an error; an error in a header belongs to the unclosed table before it,
    unless the header repeats an earlier one."""
    headers = [n for n, line in enumerate(lines) if _HEADER.match(line)]
    before = [n for n in headers if n <= number]
    if number in headers and len(before) > 1 and _is_open(lines[before[-2] : number]):
        before.pop()
    first = before[-1] if before else 0
    last = next((n for n in headers if n > first), len(lines))
    return range(first, last)


def _is_open(lines: list[str]) -> bool:
    """Whether a table is not valid TOML by itself."""
    import tomllib

    try:
        tomllib.loads("\n".join(lines))
    except (ValueError, RecursionError):
        return True
    return False


def _problem(file: str, error: Exception, text: str) -> FaqError:
    """What Python's reader says, with the line to edit."""
    message = str(error)
    place = re.search(r"\(at line (\d+), column (\d+)\)$", message)
    if place:
        line = int(place[1])
    elif message.endswith("(at end of document)"):
        line = _unfinished(text)
    else:
        line = _line_of(error, text)
    location = f"{file}:{line}"
    if message.startswith("Cannot declare"):
        return FaqError(
            location, "begins a table that the file already has", "put all of it below one header"
        )
    if message.startswith("Cannot overwrite") and place:
        key, first = _repeated(text, line, int(place[2]))
        if key:
            return FaqError(f"{file}:{first}", f"'{key}' is given twice", "keep one")
    return FaqError(location, f"is not TOML: {_reason(error)}", "fix that line")


def _line_of(error: Exception, text: str) -> int:
    """The line that has an error of which Python's reader tells no place."""
    from faq.knowledge.toml_lines import deepest, longest

    return deepest(text) if isinstance(error, RecursionError) else longest(text)


def _unfinished(text: str) -> int:
    """The line of a string that does not end, or else the last line."""
    from faq.knowledge.toml_lines import unclosed_string

    return unclosed_string(text) or text.removesuffix("\n").count("\n") + 1


def _repeated(text: str, line: int, column: int) -> tuple[str, int]:
    """A key whose second value ends at a place, and the line of this key."""
    from faq.knowledge.toml_lines import last_key

    lines = text.replace("\r\n", "\n").split("\n")
    return last_key("\n".join([*lines[: line - 1], lines[line - 1][: column - 1]]))


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply"
    if _UNCLOSED.match(str(error)):
        return "a string does not end"
    if str(error).startswith("Exceeds the limit"):
        return "a number is too long"
    return re.sub(r" \(at .*\)$", "", str(error)).lower()
