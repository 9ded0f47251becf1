"""Tables wider than the terminal."""

import pytest

from faq.output.tables import rows_fitted

TABLES: dict[str, tuple[list[str], int, list[list[str]]]] = {
    "one that fits": (["a  | b", "---+--", "cc | d"], 6, [["a  | b"], ["---+--"], ["cc | d"]]),
    "one without rows of cells": (
        ["+---------------+", "| a | b         |"],
        9,
        [["+---------------+"], ["| a | b         |"]],
    ),
    "the widest column is wrapped": (
        ["name | what it does", "-----+--------------------------", "cut  | takes the end of lines away"],
        29,
        [
            ["name | what it does"],
            ["-----+-----------------------"],
            ["cut  | takes the end of lines", "     | away"],
        ],
    ),
    "none is narrower than can be read": (
        ["words that need many columns | words that need many columns"],
        10,
        [["words that need many | words that need many", "columns              | columns"]],
    ),
    "rows of fewer cells": (
        ["a | b | c", "one cell | and many words in another one"],
        34,
        [["a        | b                    | c"], ["one cell | and many words in", "         | another one"]],
    ),
    "wide characters": (
        ["漢字 | 漢字漢字漢字漢字漢字漢字"],
        20,
        [["漢字 | 漢字漢字漢字漢字漢字", "     | 漢字"]],
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_cells_are_wrapped_below_one_another(name: str) -> None:
    lines, width, fitted = TABLES[name]
    assert rows_fitted(lines, width) == fitted
