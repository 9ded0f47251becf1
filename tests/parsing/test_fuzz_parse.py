"""The first entrance, documents: mutated real ones and made-up ones never break the parser."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from faq.errors import FaqError
from faq.indexing.passages import passages
from faq.model import BLOCK_KINDS, Document, Result
from faq.output.blocks import block_lines
from faq.output.terminal import entry_lines
from faq.output.text import Style
from faq.parsing.parse import decode, parse
from tests.support.fuzzing import BUNDLED, PIECES, TEXT, harm, inputs

pytestmark = pytest.mark.slow

WORDS = st.sampled_from(
    ["How do I do it?", "Q: why", "A: so", "*a*", "**b", "``c``", "`d`_", "`e <https://f.org/>`__", "|g|", "[1]_", "_",
     ":ref:`h`", "http://i.org/.", "...", "::", "x" * 40, "\u6f22\u5b57\u3002", "\u202e", "\x1b[31m", "\x9b", "'\")]."]
)  # fmt: skip
LINE = st.lists(WORDS | TEXT, min_size=0, max_size=4).map(" ".join)
MARKER = st.sampled_from(
    ["", "", "* ", "- ", "1. ", "#. ", "a) ", "| ", ":field: ", "-a, --all=B  ", ">>> ", "> ", ".. ", ".. _t: ", "__ ",
     ".. [#] ", ".. |s| replace:: ", ".. note:: ", ".. code-block:: c\n", ".. rubric:: ", ".. csv-table:: ",
     ".. math::\n", ".. include:: ", ".. raw:: html\n\n   ", ".. list-table::\n\n   * - ", ".. dropdown:: ",
     ".. only:: x\n\n   ",
     ".. versionadded:: ", ".. parsed-literal::\n\n   ", ".. role:: r(raw)\n   :format: ", ".. unknown:: "]
)  # fmt: skip
RULE = st.sampled_from("=-~^*.+#\"'`").flatmap(lambda mark: st.integers(1, 30).map(lambda n: mark * n))
TABLE = st.sampled_from(
    [
        "+--+--+\n|a | b|\n+--+--+",
        "+--+\n|a\n+--+",
        "=== ===\na   b\n=== ===",
        "=== ===\na\n\n",
        "+=+=+\n| |",
        "+--+",
    ]
)
BLOCK = st.one_of(
    st.tuples(MARKER, LINE).map("".join),
    st.tuples(LINE, RULE).map("\n".join),
    st.tuples(RULE, LINE, RULE).map("\n".join),
    TABLE,
    st.sampled_from(PIECES),
)
INDENT = st.integers(0, 9).map(lambda n: " " * n) | st.just("\t")


def _indented(parts: tuple[str, str]) -> str:
    return "\n".join(parts[0] + line for line in parts[1].split("\n"))


MADE = st.lists(
    st.tuples(
        st.tuples(INDENT, BLOCK).map(_indented),
        st.sampled_from(["\n\n", "\n\n", "\n", "\r\n", "\x0c\n", "\v"]),
    ),
    max_size=12,
).map(lambda parts: "".join(block + end for block, end in parts))


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A stretch of the bundled document, pieces of it cut out, doubled, moved, or replaced."""
    start = draw(st.integers(0, len(BUNDLED) - 1))
    text = BUNDLED[start : start + draw(st.integers(1, 3000))]
    for _ in range(draw(st.integers(1, 6))):
        at, size = draw(st.integers(0, len(text))), draw(st.integers(0, 40))
        new = draw(st.one_of(TEXT, LINE, MARKER, RULE, TABLE, st.just(text[at : at + 80]), st.just("")))
        text = text[:at] + new + text[at + size :]
    return text


def check(text: str) -> Document:
    """Parse, and see that all that is promised of a document holds."""
    document = parse(text, "faq.rst")
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ids = [entry.id for entry in document.entries]
    assert len(ids) == len(set(ids))
    assert all(ids)
    for entry in document.entries:
        assert 1 <= entry.lines.first <= entry.lines.last <= len(lines)
        for block in entry.blocks:
            assert block.kind in BLOCK_KINDS
            assert 1 <= block.lines.first <= block.lines.last <= len(lines)
        for passage in passages(entry, lines):
            assert 1 <= passage.lines.first <= passage.lines.last <= len(lines)
        drawn = "\n".join(entry_lines(Result(entry, document, 1.0), Style(40, True, True)))
        assert harm(drawn.replace("\t", " ")) == []
    return document


@inputs(400)
@given(MADE)
@example("\n==\n")
@example("Q:\n\nA:\n")
@example("=\n-\n=")
@example(".. |a| replace:: |a|\n\n|a|")
@example(".. _a: b_\n.. _b: a_\n\na_")
@example("* * * * 1. a) | x")
@example("\n\n\t===\n\tT\n\t===\n\n\t=== ===\n\ta   b\n\t=== ===\n-a, --all=B  How do I do it?\n\n")
@example("\t\n\t=\n\nHow do I do it?\n====\n\n")
def test_made_up_documents(text: str) -> None:
    check(text)


@inputs(200)
@given(mutated())
def test_mutated_documents(text: str) -> None:
    check(text)


@inputs(300)
@given(
    st.binary(max_size=200)
    | st.text(st.characters(), max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass"))
)
@example(b"\xff\xfe\0a")
@example(b"\xef\xbb\xbfFAQ\n===\n")
@example(b"")
def test_bytes(data: bytes) -> None:
    try:
        text = decode(data, "faq.rst")
    except FaqError as error:
        line = data.decode("utf-8", "replace").partition("\0")[0].count("\n") + 1
        assert str(error) in (
            "faq.rst: is not UTF-8 text; save it as UTF-8 or give another source",
            f"faq.rst:{line}: contains a NUL character; remove it, or save the file as UTF-8",
        )
    else:
        check(text)


NESTED = {
    "lists": "".join(f"{'  ' * n}* item\n\n" for n in range(2000)),
    "lists on one line": "* " * 10_000,
    "numbers on one line": "1. " * 10_000,
    "quotes": "".join(f"{' ' * n}quote\n\n" for n in range(3000)),
    "notes": "".join(f"{'   ' * n}.. note::\n\n" for n in range(1000)) + "   " * 1000 + "end",
    "definitions": "".join(f"{' ' * n}term\n" for n in range(3000)),
    "sections": "".join(
        f"{mark}\n{mark * 4}\n\nWords.\n\n" for mark in "=-~^*.+#\"'`:;<>@_|!$%&(),/?[]{}" * 30
    ),
    "a line": "word " * 200_000,
    "a word": "x" * 1_000_000,
    "a line of marks": "*`|_" * 250_000,
    "blanks": " " * 1_000_000 + "x",
}


@pytest.mark.parametrize("name", NESTED)
def test_very_long_and_very_deep(name: str) -> None:
    document = check("FAQ\n===\n\nHow is it?\n----------\n\nIt is so.\n\n" + NESTED[name])
    assert any(entry.question.startswith("How is it?") for entry in document.entries)


def test_what_stood_in_a_list_ten_thousand_times() -> None:
    document = parse("FAQ\n===\n\nHow?\n----\n\n" + "* a\n\n  * b\n\n" * 10_000, "faq.rst")
    assert [len(entry.blocks) for entry in document.entries] == [20_000]
    drawn = block_lines(document.entries[0].blocks[:3], Style(40))
    assert drawn == ["  * a", "    * b", "  * a"]


def test_an_option_is_written_as_it_stands() -> None:
    document = parse("FAQ\n===\n\nHow?\n----\n\n-a FILE, --all=FILE  takes all\n", "faq.rst")
    assert [block.text for block in document.entries[0].blocks] == ["-a FILE, --all=FILE", "takes all"]


def test_a_table_ends_with_its_indent() -> None:
    document = parse("FAQ\n===\n\nHow?\n----\n\n  === ===\n  a   b\n  === ===\nSo.\n", "faq.rst")
    assert [(block.kind, tuple(block.lines)) for block in document.entries[0].blocks] == [
        ("table", (7, 9)),
        ("paragraph", (10, 10)),
    ]
