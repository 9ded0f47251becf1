"""Tables: their cells are read, whichever way they are written, and stand in the lines that are cited."""

import pytest

from faq.model import Block
from faq.parsing.parse import parse


def table(text: str) -> tuple[Block, ...]:
    """The blocks of an answer that begins on line 7."""
    (entry,) = parse(f"FAQ\n===\n\nHow?\n----\n\n{text}", "faq.rst").entries
    return entry.blocks


DRAWN = {
    "without markup it stays as it is": (
        "=====  =====\nA      B\n=====  =====\na  b   c\n=====  =====",
        "=====  =====\nA      B\n=====  =====\na  b   c\n=====  =====",
    ),
    "columns are as wide as what is left": (
        "=======  ============================\nKey      Effect\n=======  ============================\n"
        "``b``    See :ref:`that <target>` and\n         `the shop`_.\n=======  ============================",
        "=====  ============\nKey    Effect\n=====  ============\n"
        "b      See that and\n       the shop.\n=====  ============",
    ),
    "cells over several rows and columns": (
        "+----------+---------+\n| ``a``    | b       |\n|          +-----+---+\n"
        "|          | *c* | d |\n+----------+-----+---+\n| ``long cell``      |\n+--------------------+",
        "+----------+-------+\n| a        | b     |\n|          +---+---+\n"
        "|          | c | d |\n+----------+---+---+\n| long cell        |\n+------------------+",
    ),
    "a cell over two columns": (
        "+-------+-----+\n| ``a`` | b   |\n+-------+-----+\n| ``both`` c  |\n+-------------+",
        "+-------+----+\n| a     | b  |\n+-------+----+\n| both c     |\n+------------+",
    ),
    "lists in cells": (
        "+----------+\n| * ``a``  |\n| * *b*    |\n|          |\n| c        |\n+----------+",
        "+------+\n| * a  |\n| * b  |\n|      |\n| c    |\n+------+",
    ),
    "a substitution that is longer than its name": (
        "+-----+----+\n| |z| | y  |\n+-----+----+\n| x   | w  |\n+-----+----+\n\n.. |z| replace:: some words",
        "+------------+----+\n| some words | y  |\n+------------+----+\n| x          | w  |\n+------------+----+",
    ),
    "wide characters": (
        "+----------+-------+\n| ``漢字`` | 漢    |\n+----------+-------+\n"
        "| 漢       | ``c`` |\n+----------+-------+",
        "+------+----+\n| 漢字 | 漢 |\n+------+----+\n| 漢   | c  |\n+------+----+",
    ),
}


@pytest.mark.parametrize("name", DRAWN)
def test_cells_of_a_drawn_table_are_rendered_where_they_stand(name: str) -> None:
    written, shown = DRAWN[name]
    (block,) = table(written)
    assert (block.kind, block.text) == ("table", shown)
    assert block.lines == (7, 6 + len(shown.split("\n")))


def test_a_table_in_a_cell_does_not_end_the_one_around_it() -> None:
    inner = "           ===  ===\n           1    2\n           ===  ===\n"
    written = (
        "=========  ==================\nswitch     Turns it on.\n\n"
        f"{inner}\n           It is *off* at first.\n\ndial       Sets it.\n=========  ==================\n"
    )
    block, last = table(f"{written}\nThe rest.\n")
    assert block.lines == (7, 17)
    assert block.text == written.replace("*off*", "off").rstrip()
    assert last.lines == (19, 19)


LISTED = {
    "rows of cells": (
        ".. list-table::\n   :header-rows: 1\n   :widths: 1 2\n\n"
        "   * - Lamp\n     - Bulb\n   * - ``small``\n     - E14\n",
        ["Lamp  | Bulb\n------+-----\nsmall | E14"],
        (11, 14),
    ),
    "no header": (".. list-table::\n\n   - * a\n     * b\n   - * c\n", ["a | b\nc"], (9, 11)),
    "all of them a header": (
        ".. list-table::\n   :header-rows: 7\n\n   - * a\n     * b\n",
        ["a | b"],
        (10, 11),
    ),
    "a title": (".. list-table:: The *lamps*\n\n   - * a\n     * b\n", ["The lamps", "a | b"], (9, 10)),
    "several paragraphs in a cell": (
        ".. flat-table::\n\n   * .. _row:\n\n     - a\n       b\n\n       c\n     - :cspan:`1` d\n",
        ["a b c | d"],
        (9, 15),
    ),
    "too wide for columns": (
        f".. list-table::\n   :header-rows: 1\n\n   - * a\n     * b\n   - * {'x' * 91}\n     * yyyyyyy\n",
        [f"a   | b\n----+----\n{'x' * 91} | yyyyyyy"],
        (10, 13),
    ),
    "values with commas between": (
        '.. csv-table:: Lamps\n   :header: "Lamp", "*Plug*"\n   :widths: 1, 2\n\n'
        '   "small, new", "``flat``"\n\n   large, round\n',
        ["Lamps", "Lamp       | Plug\n-----------+------\nsmall, new | flat\nlarge      | round"],
        (8, 13),
    ),
    "other signs": (
        ".. csv-table::\n   :delim: ;\n   :quote: '\n   :header-rows: 1\n\n   a;'b;\n   c'\n   d;e\n",
        ["a | b; c\n--+-----\nd | e"],
        (12, 14),
    ),
    "tabs": (".. csv-table::\n   :delim: space\n   :escape: !\n\n   a b! c\n", ["a | b c"], (11, 11)),
    "values that cannot be told apart": ('.. csv-table::\n\n   "a" b, c\n', ['"a" b, c'], (9, 9)),
    "a sign that is none": (".. csv-table::\n   :delim: ab\n\n   a, b\n", ["a, b"], (10, 10)),
}


@pytest.mark.parametrize("name", LISTED)
def test_tables_written_as_lists_have_a_line_for_each_row(name: str) -> None:
    written, shown, lines = LISTED[name]
    blocks = table(written)
    assert [block.text for block in blocks] == shown
    assert (blocks[-1].kind, blocks[-1].lines) == ("table", lines)


def test_what_is_no_list_of_rows_stays_a_list() -> None:
    written = ".. list-table::\n\n   * - a\n\n       ::\n\n          code\n\n   * - b\n"
    assert [block.kind for block in table(written)] == ["bullet", "code", "bullet"]
    assert [block.kind for block in table(".. list-table::\n\n   * a\n   * b\n")] == ["bullet", "bullet"]


def test_links_in_cells_are_links_of_the_entry() -> None:
    written = ".. csv-table::\n\n   `a`_, b\n\n.. list-table::\n\n   * - `c`_\n\n=====  =====\n`d`_   e\n=====  =====\n"
    targets = "\n".join(f".. _{name}: https://example.org/{name}" for name in "acd")
    (entry,) = parse(f"FAQ\n===\n\nHow?\n----\n\n{written}\n{targets}\n", "faq.rst").entries
    assert [link.url for link in entry.links] == [f"https://example.org/{name}" for name in "acd"]
