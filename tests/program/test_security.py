"""SECURITY.md says what is: its tests are there, its limits and bounds are those of the code."""

import re
import tomllib

import pytest

from faq.engine.parameters import DEFAULT
from faq.knowledge import file, toml
from faq.parsing.markup import limits
from faq.parsing.markup.convert import _DEEPEST
from faq.server import framing
from faq.sources import files
from tests.support.fuzzing import ROOT

TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
LIMITS = {
    "a document, a TOML file, a file of questions": f"{files.LARGEST >> 20} MiB",
    "a question from a pipe, a line of a session": f"{files.LONGEST >> 20} MiB",
    "a question, the part that is considered": f"{DEFAULT.longest} bytes, {DEFAULT.most_words} different words",
    "a message to the server": f"{framing.LIMIT >> 20} MiB",
    "a message's header line": f"{framing.HEADER_LIMIT} bytes",
    "a paragraph": f"{limits.LONGEST_INLINE:,} characters, or a word of {limits.LONGEST_WORD}",
    "a table": f"{limits.LARGEST_TABLE:,} characters, {limits.WIDEST_TABLE} columns",
    "consecutive headings that the parser rejects": f"{_DEEPEST}",
    "a dotted key in a TOML file": f"{toml._PARTS} parts",
    "a group of synonyms": f"{file._MOST_WORDS} words",
}


def rows(heading: str) -> dict[str, list[str]]:
    """The table below a heading, by its first column."""
    section = TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    cells = [re.split(r" *\| *", line.strip("| ")) for line in section.splitlines() if line.startswith("|")]
    return {cell[0]: cell[1:] for cell in cells[2:]}


def test_the_tests_are_there() -> None:
    named = set(re.findall(r"`((?:tests|faq)/[\w/]+\.py)`", TEXT))
    assert len(named) > 15
    assert sorted(name for name in named if not (ROOT / name).exists()) == []
    assert all("`tests/" in promise[-1] for promise in rows("Promises").values())


@pytest.mark.parametrize("what", LIMITS)
def test_limits(what: str) -> None:
    assert rows("Limits")[what][0] == LIMITS[what]


def test_bounds_of_the_dependencies() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"]
    said = {name: bounds for name, (bounds, _) in rows("Dependencies").items()}
    assert sorted(name + bounds for name, bounds in said.items()) == sorted(wanted)
