"""Tables that are not drawn but written as a list of lists, or as comma-separated values."""

import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Any, NamedTuple

from docutils import nodes
from docutils.parsers.rst.directives import unicode_code

LISTS = frozenset(["list-table", "flat-table"])
"""Directives whose content is a list of rows, each a list of cells."""

_OPTION = re.compile(r":([\w-]+):\s*(.*)")
_ASIDE = (nodes.target, nodes.comment)
_OWN_LINES = (nodes.FixedTextElement, nodes.table)
"""What a cell on one line cannot hold."""


class Option(NamedTuple):
    """An option of a directive: its value, further lines of it included, and the number of its first line."""

    value: str
    line: int


def options_of(lines: Sequence[str]) -> dict[str, Option]:
    """Return the options of a directive by their names."""
    found: dict[str, Option] = {}
    name = ""
    for number, line in enumerate(lines):
        option = _OPTION.match(line)
        if option:
            name = option[1].lower()
            found[name] = Option(option[2], number)
        elif name:
            found[name] = found[name]._replace(value=f"{found[name].value}\n{line.strip()}")
    return found


def header_rows(options: dict[str, Option]) -> int:
    """Return how many rows of the content are a header, according to an option."""
    value = options["header-rows"].value.strip() if "header-rows" in options else ""
    return int(value) if value.isdecimal() and len(value) < 4 else 0


def table(rows: Sequence[Sequence[Any]], header: int, span: tuple[int, int]) -> Any:
    """Return the node of a table.

    Args:
        rows: the nodes of each cell, row by row.
        header: how many rows are a header.
        span: its first and last line.
    """
    made = nodes.table("", header=header, span=span)
    for row in rows:
        made += nodes.row("", *(nodes.entry("", *cell) for cell in row))
    return made


def rows_of_list(listed: Any) -> list[list[list[Any]]]:
    """Return the nodes of each cell, row by row; no rows if it is a list of something else.

    Args:
        listed: a list.
    """
    rows = []
    for item in listed:
        inner = [child for child in item if not isinstance(child, _ASIDE)]
        if len(inner) != 1 or not isinstance(inner[0], nodes.bullet_list):
            return []
        if any(isinstance(node, _OWN_LINES) for node in inner[0].findall()):
            return []
        rows.append([cell.children for cell in inner[0]])
    return rows


def values(text: str, options: dict[str, Option]) -> Iterator[list[str]]:
    """Yield the values of each row.

    Raises:
        ValueError: the text, or an option about its format, is invalid.
    """
    signs = {
        name: _sign(options[option].value)
        for name, option in (("delimiter", "delim"), ("quotechar", "quote"), ("escapechar", "escape"))
        if option in options
    }
    try:
        rows = csv.reader(
            StringIO(text), strict=True, doublequote="escapechar" not in signs,
            skipinitialspace="keepspace" not in options, **signs,  # type: ignore[arg-type]  # signs are strings
        )  # fmt: skip
        yield from (row for row in rows if row)
    except (csv.Error, TypeError) as error:
        raise ValueError(str(error)) from error


def _sign(value: str) -> str:
    """A sign as an option gives it: itself, its name or its number."""
    named = {"tab": "\t", "space": " "}.get(value.strip().lower())
    return named or str(unicode_code(value.strip()))
