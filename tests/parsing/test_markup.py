"""Markup of RST and Sphinx: what is shown of it, with which lines, and what is left out."""

import gc
import re
import sys
from collections.abc import Sequence
from textwrap import dedent

import pytest
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser, directives
from docutils.parsers.rst.directives.admonitions import Note
from docutils.parsers.rst.languages import en as english
from docutils.utils import new_document

from faq.errors import FaqError
from faq.model import Block, Entry
from faq.parsing.parse import decode, parse

HEAD = "FAQ\n===\n\nWhy?\n----\n\n"


def answer(text: str) -> Entry:
    """The entry whose answer is the text; its first line is 7."""
    return parse(HEAD + dedent(text).lstrip("\n"), "faq.rst").entries[0]


def brief(blocks: Sequence[Block]) -> list[str]:
    """Blocks in brief: kind, nesting, label, lines and text."""
    return [f"{b.kind} {b.depth} {b.label}|{b.lines.first}-{b.lines.last}|{b.text}" for b in blocks]


MARKUP: dict[str, tuple[str, list[str]]] = {
    "inline": (
        "A *b* **c** ``d`` `e` :ref:`f <g>` :doc:`/h` :func:`~i.j.k` :class:`!l` :kbd:`m` n\\ s.\n",
        ["paragraph 0 |7-7|A b c d e f /h k l m ns."],
    ),
    "a target below its words": (
        "See `the long\nmanual\n<http://example.org/manual>`_\n\nand more\n",
        ["paragraph 0 |7-8|See the long manual", "paragraph 0 |11-11|and more"],
    ),
    "lists": (
        "* one\n\n  two\n\n  1. three\n  #. four\n\n* five\n\n(a) six\n    seven\n",
        [
            "bullet 1 |7-7|one",
            "paragraph 1 |9-9|two",
            "enumerated 2 1.|11-11|three",
            "enumerated 2 2.|12-12|four",
            "bullet 1 |14-14|five",
            "enumerated 1 (a)|16-17|six seven",
        ],
    ),
    "code": (
        "Do::\n\n    a\n      b\n\n    c\n\n::\n\n  d\n\n.. code-block:: python\n"
        "   :linenos:\n\n   e = 1\n\n>>> 1\n1\n",
        [
            "paragraph 0 |7-7|Do:",
            "code 0 |9-12|a\n  b\n\nc",
            "code 0 |16-16|d",
            "code 0 |21-21|e = 1",
            "code 0 |23-24|>>> 1\n1",
        ],
    ),
    "definitions": (
        "term : kind\n    said of it\n\n    more\n\n-f FILE  reads it\n--all    all of\n         them\n",
        [
            "paragraph 0 |7-7|term : kind",
            "paragraph 1 |8-8|said of it",
            "paragraph 1 |10-10|more",
            "paragraph 0 |12-12|-f FILE",
            "paragraph 1 |12-12|reads it",
            "paragraph 0 |13-13|--all",
            "paragraph 1 |13-14|all of them",
        ],
    ),
    "notes": (
        ".. note:: One\n   two.\n\n   Three.\n\n.. warning::\n   :class: x\n\n   Four.\n\n"
        ".. versionadded:: 1.2\n   Five.\n\n"
        ".. deprecated:: 2.0\n\n.. seealso::\n\n   * six\n",
        [
            "note 0 Note|7-8|One two.",
            "note 0 |10-10|Three.",
            "note 0 Warning|15-15|Four.",
            "note 0 Added in version 1.2|18-18|Five.",
            "note 0 Deprecated since version|20-20|2.0",
            "bullet 1 |24-24|six",
        ],
    ),
    "quotes": (
        "As they say:\n\n  Be quick.\n\n  -- Somebody\n",
        ["paragraph 0 |7-7|As they say:", "quote 0 |9-9|Be quick.", "quote 0 |11-11|Somebody"],
    ),
    "tables": (
        "=== ===\nA   B\n=== ===\n1   2\n=== ===\n\n+---+\n| x |\n+---+\n\n.. csv-table:: T\n\n   a, b\n",
        [
            "table 0 |7-11|=== ===\nA   B\n=== ===\n1   2\n=== ===",
            "table 0 |13-15|+---+\n| x |\n+---+",
            "paragraph 0 |17-17|T",
            "table 0 |19-19|a | b",
        ],
    ),
    "unknown directives": (
        ".. tabs::\n\n   .. tab:: Linux\n\n      Do this.\n\n"
        ".. frobnicate:: Some *title*\n   :x: y\n\n   Text.\n",
        [
            "paragraph 0 |9-9|Linux",
            "paragraph 0 |11-11|Do this.",
            "paragraph 0 |13-13|Some title",
            "paragraph 0 |16-16|Text.",
        ],
    ),
    "conditions": (
        ".. only:: html\n\n   Seen.\n\n.. ifconfig:: x\n\n   Too.\n",
        ["paragraph 0 |9-9|Seen.", "paragraph 0 |13-13|Too."],
    ),
    "left out": (
        "Hello.\n\n.. a comment\n   of two lines\n\n.. _t: http://t.org\n\n.. index:: x\n\n"
        ".. toctree::\n\n   y\n\n"
        ".. raw:: html\n\n   <b>\n\n.. image:: z.png\n\n.. highlight:: c\n",
        ["paragraph 0 |7-7|Hello."],
    ),
    "substitutions": (
        "Use |name| here.\n\n.. |name| replace:: a thing\n.. |icon| image:: x.png\n",
        ["paragraph 0 |7-7|Use a thing here."],
    ),
    "substitutions of all kinds": (
        "|a| |B|, |c| |d| |e|_ |f|.\n\n.. |a| replace:: *one* |b|\n.. |b| unicode:: 0x0032 .. TWO\n"
        ".. |c| image:: x.png\n   :alt: three\n.. |d| image:: x.png\n.. |e| replace:: :kbd:`five`\n.. _e: http://e.org\n",
        ["paragraph 0 |7-7|one 2 2, three d five f."],
    ),
    "characters by name": (
        ".. include:: <isonum.txt>\n\n|copy| Boats |reg| |nonsense|\n",
        [f"paragraph 0 |9-9|{chr(0xA9)} Boats {chr(0xAE)} nonsense"],
    ),
    "no list of that name": (".. include:: <none.txt>\n\n|copy| Boats\n", ["paragraph 0 |9-9|copy Boats"]),
    "a substitution of itself": ("|a|\n\n.. |a| replace:: b |a|\n", ["paragraph 0 |7-7|b b b b b b |a|"]),
    "footnotes": ("A [1]_.\n\n.. [1] B\n   c.\n", ["paragraph 0 |7-7|A [1].", "paragraph 0 [1]|9-10|B c."]),
    "mathematics": (
        ".. math:: a + b\n\nand :math:`x \\alpha`\n",
        ["code 0 |7-7|a + b", "paragraph 0 |9-9|and x \\alpha"],
    ),
    "line blocks": (
        "| one\n| two\n|   three\n",
        ["paragraph 0 |7-7|one", "paragraph 0 |8-8|two", "paragraph 0 |9-9|three"],
    ),
    "fields": (
        ":Name: value\n:Other: more\n         of it\n",
        [
            "paragraph 0 |7-7|Name",
            "paragraph 1 |7-7|value",
            "paragraph 0 |8-8|Other",
            "paragraph 1 |8-9|more of it",
        ],
    ),
    "unbalanced": ("A *b and ``c\n\nD `e\n", ["paragraph 0 |7-7|A *b and ``c", "paragraph 0 |9-9|D `e"]),
    "same words twice": (
        "Yes.\n\n* Yes.\n\n* Yes.\n\nYes.\n",
        [
            "paragraph 0 |7-7|Yes.",
            "bullet 1 |9-9|Yes.",
            "bullet 1 |11-11|Yes.",
            "paragraph 0 |13-13|Yes.",
        ],
    ),
}


@pytest.mark.parametrize("name", MARKUP)
def test_markup(name: str) -> None:
    text, expected = MARKUP[name]
    assert brief(answer(text).blocks) == expected


def test_language_and_emphasis() -> None:
    blocks = answer(".. code-block:: c\n\n   x\n\n**Do not do it.**\n").blocks
    assert blocks[0].language == "c"
    assert [block.strong for block in blocks] == [False, True]


LINKS = {
    "`a <http://a.org/x>`_ and `b`_.\n\n.. _b: http://b.org\n": ["a http://a.org/x ", "b http://b.org "],
    "`a`__ b__\n\n__ http://a.org\n__ http://b.org\n": ["a http://a.org ", "b http://b.org "],
    "a_ b_\n\n.. _a:\n.. _b: http://b.org\n": ["a http://b.org ", "b http://b.org "],
    "a_\n\n.. _a: b_\n.. _b: http://b.org\n": ["a http://b.org "],
    "(see http://a.org/x.) x@y.org\n": ["http://a.org/x http://a.org/x ", "x@y.org mailto:x@y.org "],
    "why_ nowhere_\n": ["why uri:#why no"],
    ":ref:`x` :ref:`t <X Y>` :doc:`../d` :doc:`T </e>`\n": [
        "x ref:x no",
        "t ref:X Y no",
        "../d doc:../d no",
        "T doc:/e no",
    ],
    "`a <../x.rst>`_ `b <javascript:x>`_\n": ["a uri:../x.rst no", "b uri:javascript:x no"],
    ":pep:`8` :rfc:`2822`\n": [
        "PEP 8 https://peps.python.org/pep-0008/ ",
        "RFC 2822 https://datatracker.ietf.org/doc/html/rfc2822 ",
    ],
}


@pytest.mark.parametrize("text", LINKS)
def test_links(text: str) -> None:
    found = [f"{x.text} {x.url or x.target} {'' if x.resolved else 'no'}" for x in answer(text).links]
    expected = LINKS[text]
    if "nowhere_" in text:
        text, expected = text, ["why name:why no", "nowhere name:nowhere no"]
    assert found == expected


def test_labels() -> None:
    document = parse(".. _here:\n\nFAQ\n===\n\n.. _mark:\n\nWhy?\n----\n\nSo.\n", "faq.rst")
    assert [(label.name, label.title, label.anchor, label.line) for label in document.labels] == [
        ("here", "FAQ", "here", 1),
        ("mark", "Why?", "mark", 6),
        ("FAQ", "FAQ", "faq", 3),
        ("Why?", "Why?", "why", 8),
    ]


def test_files_are_never_read(capfd: pytest.CaptureFixture[str]) -> None:
    own = __file__
    entry = answer(
        f".. include:: {own}\n\n.. literalinclude:: {own}\n\n.. raw:: html\n   :file: {own}\n\n"
        f".. csv-table::\n   :file: {own}\n\n.. code-block:: python\n   :file: {own}\n\nEnd.\n"
    )
    assert brief(entry.blocks) == ["paragraph 0 |20-20|End."]
    assert capfd.readouterr() == ("", "")


def test_problems_are_sentences_with_their_place(capfd: pytest.CaptureFixture[str]) -> None:
    document = parse(HEAD + "Hello.\n\n+---+\n| x |\n+--\n\nB *c.\n", "faq.rst")
    assert re.match(r"faq\.rst:(9|11): Malformed table\.", document.problems[0])
    assert document.problems[-1] == "faq.rst:13: Inline emphasis start-string without end-string."
    assert "| x |" in document.entries[0].blocks[1].text
    assert capfd.readouterr() == ("", "")


def test_heading_that_the_parser_refuses_is_a_heading() -> None:
    document = parse("T\n=\n\nA\n-\n\nB\n~\n\nx\n\nC\n=\n\nD\n~\n\ny\n", "page.rst")
    assert "D" in [entry.question for entry in document.entries]


def test_parses_do_not_disturb_each_other_or_docutils() -> None:
    parse(".. default-role:: math\n\n.. role:: x(strong)\n\n`a` :x:`b`\n", "a.rst")
    assert brief(answer("`c` :x:`d`\n").blocks) == ["paragraph 0 |7-7|c d"]
    elsewhere = new_document("b.rst", get_default_settings(Parser))
    found, _ = directives.directive("note", english, elsewhere)
    assert found is Note


def test_decode() -> None:
    assert decode("\ufeffä".encode(), "x") == "ä"
    for data in (b"\xff", b"\xff\0", "ä".encode("latin-1"), "ä".encode("utf-16")):
        with pytest.raises(FaqError, match=r"^x: is not UTF-8 text; "):
            decode(data, "x")
    with pytest.raises(FaqError) as caught:
        decode(b"a\n\0b\n\0", "x")
    assert str(caught.value) == "x:2: contains a NUL character; remove it, or save the file as UTF-8"


def test_lines_are_those_of_the_file() -> None:
    entry = answer("A\x0cb\u2028c\td.\n\nEnd.\n")
    assert brief(entry.blocks) == ["paragraph 0 |7-7|A b c d.", "paragraph 0 |9-9|End."]


def test_code_has_blanks_for_what_is_not_for_showing() -> None:
    """For what only Python takes for the end of a line, and for control characters."""
    entry = answer("::\n\n   a\x0bb\x0cc\x1dd\x85e\u2028f\u2029g\x01h\x1bi\x7fj\n")
    assert brief(entry.blocks) == ["code 0 |9-9|a b c d e f g h i j"]


@pytest.mark.parametrize("enabled", [True, False])
def test_the_search_for_garbage_is_as_it_was(enabled: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a document is read; meanwhile there is none."""
    meanwhile: list[bool] = []
    monkeypatch.setattr("faq.parsing.parse.convert", lambda *_: meanwhile.append(gc.isenabled()))
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        parse(HEAD, "faq.rst")
        assert (meanwhile, gc.isenabled()) == ([False], enabled)
    finally:
        (gc.enable if before else gc.disable)()


QUOTED = """
Title
=====

Words::

> a quoted line

%s

How do I begin?
---------------

Like **this**.
"""


@pytest.mark.parametrize(
    "after",
    ["* a list", "1. a list", "term\n  definition", ":field: body", "-o  option", "| verse", ".. note:: a note",
     "  a quote", "::\n\n> quoted again", "::\n\nMore\n----\n\n* a list"],
)  # fmt: skip
def test_a_quoted_literal_block_before_anything_that_nests(after: str) -> None:
    document = parse(QUOTED % after, "page.rst")
    assert document.fallback == ""
    assert document.entries[-1].blocks[0].text == "Like this."


@pytest.mark.slow
def test_nesting_without_end_is_read_plainly() -> None:
    text = HEAD + "".join("  " * depth + "* x\n\n" for depth in range(2000))
    document = parse(text, "faq.rst")
    assert [entry.id for entry in document.entries] == ["why"]
    assert document.problems == (
        "faq.rst:1: could not be parsed as RST (RecursionError), read as plain text.",
    )
    assert document.fallback == "could not be parsed as RST (RecursionError), read as plain text"
    assert sys.getrecursionlimit() < 100_000


@pytest.mark.parametrize("piece", ["*a ", "`a ", "|a ", "a_ ", "http://a ", "a@", "[a ", "x", "::", "`a <"])
def test_long_lines_take_no_time(piece: str) -> None:
    import time

    begin = time.process_time()
    parse(HEAD + piece * (1_000_000 // len(piece)), "faq.rst")
    assert time.process_time() - begin < 5


@pytest.mark.parametrize("text", ["", "\n", ".. comment\n", "====\n", "\x00"])
def test_nothing_to_read(text: str) -> None:
    assert parse(text, "faq.rst").entries == ()
