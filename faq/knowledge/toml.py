"""TOML as people write it: refused in one line, or read except for its broken tables."""

import re
from typing import Any

from faq.errors import FaqError

_PARTS = 50
"""Maximum parts in a dotted key."""

_DEEP_KEY = re.compile(
    rf"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{_PARTS}}}(?=[\w"'-])""", re.ASCII
)

_HEADER = re.compile(r"\s*\[{1,2}\s*[\w\"'.-]+\s*\]{1,2}\s*(?:#.*)?$")
"""A line that begins a table."""

_CUTS = 8
"""Maximum tables left out of a broken file; a file with more broken tables is not read at all."""


def parsed(text: str, file: str) -> dict[str, Any]:
    """Return the table of a TOML file.

    Args:
        text: the file's text.
        file: its name, for messages.

    Raises:
        FaqError: it is not valid TOML; the location names the line.
    """
    import tomllib

    dotted = any(line.count(".") >= _PARTS for line in text.split("\n"))
    deep = _DEEP_KEY.search(text) if dotted else None
    if deep:  # Python's time and memory grow with the square of their number
        location = f"{file}:{text.count(chr(10), 0, deep.start()) + 1}"
        raise FaqError(location, f"has a key of more than {_PARTS} parts", "name the table in fewer")
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # besides its own errors, tomllib raises those of int()
        location = _location(file, str(error), text)
        raise FaqError(location, f"is not TOML: {_reason(error)}", "fix that line") from error


def salvaged(text: str, file: str) -> tuple[dict[str, Any], list[FaqError]]:
    """Return the contents of a TOML file without its broken tables, and the problems in these.

    Args:
        text: the file's text.
        file: its name, for messages.
    """
    problems: list[FaqError] = []
    lines = text.split("\n")
    while True:
        try:
            return parsed("\n".join(lines), file), problems
        except FaqError as error:
            number = error.location.removeprefix(f"{file}:")
            cut = _broken_table(lines, int(number) - 1) if number.isdigit() else []
            problems.append(error)
            if not any(lines[n].strip() for n in cut) or len(problems) > _CUTS:
                problems.append(FaqError(file, "is not read: it is too broken", "fix it as told before"))
                return {}, problems
            for n in cut:
                lines[n] = ""


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


def _location(file: str, message: str, text: str) -> str:
    if message.endswith("(at end of document)"):
        return f"{file}:{len(text.splitlines()) or 1}"
    line = re.search(r"\(at line (\d+), column \d+\)$", message)
    return f"{file}:{line[1]}" if line else file


def _reason(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply"
    if str(error).startswith("Exceeds the limit"):
        return "a number is too long"
    return re.sub(r" \(at .*\)$", "", str(error)).lower()
