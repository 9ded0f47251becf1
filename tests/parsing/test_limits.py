"""The limits: beyond each of them one clear line, or the text as it stands."""

import io
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest
from docutils.core import publish_doctree
from docutils.frontend import get_default_settings
from docutils.parsers import rst
from docutils.parsers.rst import states
from hypothesis import given
from hypothesis import strategies as st

from faq.cli import surroundings
from faq.errors import FaqError
from faq.indexing.parse_file import Job, build
from faq.parsing.markup import dialect, limits
from faq.parsing.markup.limits import (
    LARGEST_TABLE,
    LONGEST_INLINE,
    LONGEST_WORD,
    MOST_PROBLEMS,
    WIDEST_TABLE,
    End,
)
from faq.parsing.markup.source import Locator
from faq.parsing.parse import parse
from faq.sources import files
from tests.support.fuzzing import ROOT

HEAD = "FAQ\n===\n\nHow is it?\n----------\n\n"


def blocks(body: str) -> list[tuple[str, str]]:
    """Kinds and texts of the blocks of one answer."""
    (entry,) = parse(HEAD + body, "faq.rst").entries
    return [(block.kind, block.text) for block in entry.blocks]


def test_a_document_too_large(tmp_path: Path) -> None:
    path = tmp_path / "FAQ.rst"
    with open(path, "wb") as file:
        file.truncate((8 << 20) + 1)
    assert str(build(Job(str(path))).error) == f"{path}: is larger than 8 MiB; split it"


class Endless(io.RawIOBase):
    """A file without an end: who asks for all of it gets nothing."""

    def read(self, size: int = -1) -> bytes:
        assert size > 0
        return b"x" * size


def test_no_more_is_read_of_a_question_than_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    class Pipe:
        buffer = Endless()

    monkeypatch.setattr(sys, "stdin", Pipe())
    with pytest.raises(FaqError) as caught:
        surroundings.question(["-"])
    assert str(caught.value) == "stdin: the question is larger than 1 MiB; ask a shorter one"


def test_no_more_is_read_of_a_file_than_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "open", lambda *_, **__: Endless(), raising=False)
    error = build(Job("FAQ.rst")).error
    assert str(error) == "FAQ.rst: is larger than 8 MiB; split it"


def test_a_question_too_large() -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "faq", "search"],
        cwd=ROOT, input=b"x" * ((1 << 20) + 1), capture_output=True, timeout=60, check=False,
        env={"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    said = "bpffaq: stdin: the question is larger than 1 MiB; ask a shorter one\n"
    assert (done.stdout, done.stderr.decode(), done.returncode) == (b"", said, 2)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("*one* " + "word " * (LONGEST_INLINE // 5 - 20), "one word"),
        ("*one* " + "word " * (LONGEST_INLINE // 5), "*one* word"),
        ("*one* " + "x" * (LONGEST_WORD - 1), "one xxxx"),
        ("*one* " + "x" * LONGEST_WORD, "*one* xxxx"),
    ],
)
def test_long_paragraphs_stand_as_they_are_written(body: str, text: str) -> None:
    ((kind, found),) = blocks(body)
    assert (kind, found[: len(text)]) == ("paragraph", text)


@pytest.mark.parametrize("rows", [2, LARGEST_TABLE // 18, LARGEST_TABLE])
def test_large_tables_stand_as_they_are_written(rows: int) -> None:
    table = "+---+---+\n" + "| a | b |\n+---+---+\n" * (rows // 2)
    assert blocks(table + "\nEnd.\n") == [("table", table.rstrip("\n")), ("paragraph", "End.")]


def test_large_tables_of_values_stand_as_they_are_written() -> None:
    values = "*a*, b\n" * (LARGEST_TABLE // 6 + 1)
    table = ".. csv-table::\n\n" + indent(values, "   ")
    assert blocks(table + "\nEnd.\n") == [("table", values.rstrip("\n")), ("paragraph", "End.")]


def test_wide_tables_stand_as_they_are_written() -> None:
    table = "+" + "---+" * WIDEST_TABLE + "\n|" + " a |" * WIDEST_TABLE + "\n+" + "---+" * WIDEST_TABLE
    assert blocks(table + "\n\nEnd.\n") == [("table", table), ("paragraph", "End.")]


def links(body: str) -> list[str]:
    """The texts of the links of one answer."""
    (entry,) = parse(HEAD + body, "faq.rst").entries
    return [link.text for link in entry.links]


def test_the_cells_of_tables_that_are_too_large_are_not_read() -> None:
    row = "| `a <http://b.org/>`__ |\n+-----------------------+\n"
    assert links("+-----------------------+\n" + row) == ["a"]
    assert links("+-----------------------+\n" + row * (LARGEST_TABLE // len(row) * 2)) == []
    for width, read in ((WIDEST_TABLE, ["a"]), (WIDEST_TABLE + 1, [])):
        border = f"+{'-' * (width - 2)}+\n"
        assert links(f"{border}|{'`a <http://b.org/>`__':{width - 2}}|\n{border}") == read


def test_an_end_that_is_not_there_is_looked_for_once() -> None:
    """In ever shorter ends of one text, as docutils looks for it behind each mark."""
    looked = []

    class Pattern:
        def search(self, rest: str) -> None:
            looked.append(rest)

    end = End(Pattern())
    text = "*a " * 1000
    assert [end.search(text[start:]) for start in range(0, len(text), 3)] == [None] * 1000
    assert looked == [text]


@pytest.mark.parametrize("mark", ["*", "**", "``", "_`", "|", "`"])
def test_the_end_of_each_mark_is_looked_for_once(mark: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []

    class Pattern:
        def __init__(self, pattern: re.Pattern[str]) -> None:
            self._pattern = pattern

        def search(self, rest: str) -> re.Match[str] | None:
            looked.append(rest)
            return self._pattern.search(rest)

    monkeypatch.setattr(limits, "End", lambda pattern: End(Pattern(pattern)))
    text = f"{mark}a " * 1000
    assert blocks(text) == [("paragraph", text.strip())]
    assert looked == [text.strip()[len(mark) :]]


def test_the_machines_of_a_document_are_few_and_go_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    class Machine(limits._Machine):
        def __init__(self, *words: Any, **settings: Any) -> None:
            super().__init__(*words, **settings)
            made.append(len(made))

    monkeypatch.setattr(limits, "_Machine", Machine)
    assert len(blocks("* a\n\nb\n\n" * 500)) == 1000
    assert len(made) < 10
    assert (limits._free, limits._Bounded.nested_sm_cache) == ([], [])


def test_a_machine_has_the_states_that_it_needs_and_no_others() -> None:
    machine = limits._machine(limits.STATES, "Body")
    assert list(machine.states) == []
    assert machine.get_state("Text") is machine.get_state("Text")
    assert list(machine.states) == ["Text"]
    with pytest.raises(KeyError):
        machine.states["Nothing"]


MARKS = [
    *"*`|_[]<>: a\\\n",
    "http://b.org",
    "c@d.org",
    "mailto:e",
    "x_",
    "y__",
    "[1]_",
    ":r:`s`",
    "\u00e9_",
    "e:\u00e9",
]


@given(st.lists(st.sampled_from(MARKS), max_size=12).map("".join))
def test_markup_is_read_as_if_it_were_looked_for_everywhere(text: str) -> None:
    own, plain = dialect._Inliner(), states.Inliner()
    settings = get_default_settings(rst.Parser)
    for inliner in (own, plain):
        inliner.init_customizations(settings)
    (own_address, _), (address, _) = own.implicit_dispatch[0], plain.implicit_dispatch[0]
    for likely, pattern in ((own.patterns.initial, plain.patterns.initial), (own_address, address)):
        found, wanted = likely.search(text), pattern.search(text)
        assert (found and found.span()) == (wanted and wanted.span())


def test_nothing_is_looked_for_in_a_text_without_marks() -> None:
    likely = limits.Likely(limits._BEGINS, None)
    assert likely.search("Nothing's in snake_case, 3 > 2: or (is it?)") is None


def test_what_one_text_lacks_the_next_may_have() -> None:
    assert blocks("*an end that is not there\n\n*b* c\n") == [
        ("paragraph", "*an end that is not there"),
        ("paragraph", "b c"),
    ]


def test_a_text_that_is_not_there_is_looked_for_in_few_places(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many lines are like its first."""
    looked = []

    def stands_at(self: Locator, first: int, wanted: Sequence[str]) -> bool:
        looked.append(first)
        return False

    monkeypatch.setattr(Locator, "_stands_at", stands_at)
    assert tuple(Locator(["a"] * 10_000).find("a\nb", 5000)) == (5000, 5001)
    assert len(looked) == 2 * 300 + 3 * 6 + 1


def test_headings_that_are_refused_stand_below_one_another_to_a_bound() -> None:
    styles = "A\n=\n\nB\n-\n\nC\n~\n\nD\n-\n\n"
    refused = "".join(f"How {number}?\n+++++++++\n\nSo.\n\n" for number in range(400))
    entries = parse(styles + refused, "faq.rst").entries
    assert [entry.question for entry in entries] == [f"How {number}?" for number in range(0, 400, 50)]


def test_simple_tables_too() -> None:
    table = "=== ===\n" + "a   b\n" * LARGEST_TABLE + "=== ==="
    assert blocks(table + "\n\nEnd.\n") == [("table", table), ("paragraph", "End.")]


def test_ten_thousand_lists_in_one_another_on_lines_of_their_own(tmp_path: Path) -> None:
    """Fifty megabytes, nearly all of them spaces."""
    path = tmp_path / "FAQ.rst"
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(f"{' ' * level}- item\n\n" for level in range(10_000))
    assert path.stat().st_size > 50_000_000
    assert str(build(Job(str(path))).error) == f"{path}: is larger than 8 MiB; split it"


@pytest.mark.parametrize(
    "body", ["* " * 10_000 + "end", "".join(f"{'  ' * level}- item\n\n" for level in range(1000))]
)
def test_what_nests_too_deep_is_read_as_plain_text(body: str) -> None:
    document = parse(HEAD + body, "faq.rst")
    assert document.problems == (
        "faq.rst:1: could not be parsed as RST (RecursionError), read as plain text.",
    )
    assert [entry.question for entry in document.entries] == ["How is it?"]


@pytest.mark.parametrize(
    "piece",
    [
        "=\n",
        *(pytest.param(piece, marks=pytest.mark.slow) for piece in (":a: b\n", "* a\n", "a\n b\n")),
        *(pytest.param(piece, marks=pytest.mark.slow) for piece in ("-a  b\n", "A\n=\n\n")),
    ],
)
def test_more_parts_than_any_text_has_are_not_told_apart(piece: str) -> None:
    document = parse(HEAD + piece * (300_000 // len(piece)), "faq.rst")
    assert document.fallback == "could not be parsed as RST (TooManyParts), read as plain text"
    assert document.entries


def test_as_many_parts_as_a_dense_text_has_are_told_apart() -> None:
    document = parse(HEAD + "* one word\n" * 15_000, "faq.rst")
    assert document.fallback == ""
    assert len(document.entries[0].blocks) == 15_000


def test_messages_of_the_parser_are_kept_up_to_a_number() -> None:
    document = parse(HEAD + "*a\n\n" * 1_500, "faq.rst")
    assert len(document.problems) == MOST_PROBLEMS
    assert document.problems[0] == "faq.rst:7: Inline emphasis start-string without end-string."
    assert [block.text for block in document.entries[0].blocks] == ["*a"] * 1_500


def test_marks_without_an_end_count_for_names_as_in_docutils() -> None:
    """A heading whose name has no letters of ASCII is named by its number, after those of marks without an end."""
    text = f"FAQ\n===\n\n*a\n\n{chr(0x95EE)}\n--\n\nSo.\n"
    published = publish_doctree(text, settings_overrides={"report_level": 5, "auto_id_prefix": "id"})
    (heading,) = published.findall(lambda node: node.tagname == "section" and "faq" not in node["names"])
    assert [entry.id for entry in parse(text, "faq.rst").entries] == heading["ids"] == ["id3"]


QUOTES = """
  First words.

  -- one

  Second words,
  -- no attribution.

  \u2014 two
     and more

  Third.
"""


def test_quotes_of_one_block_are_read_as_docutils_reads_them() -> None:
    found = parse(HEAD + QUOTES, "faq.rst").entries[0].blocks
    assert [(block.text, block.lines.first) for block in found] == [
        ("First words.", 8),
        ("one", 10),
        ("Second words, -- no attribution.", 12),
        ("two and more", 15),
        ("Third.", 18),
    ]


def test_many_quotes_in_one_block_take_no_time() -> None:
    begin = time.process_time()
    assert len(parse(HEAD + "  x\n\n  -- y\n\n" * 5000, "faq.rst").entries[0].blocks) == 10_000
    assert time.process_time() - begin < 5
