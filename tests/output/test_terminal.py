"""What people see: snapshots of answers, entries and lists at several widths, with colour and without.

``python -m pytest tests/output/test_terminal.py --update`` writes tests/output/snapshots again.
"""

import re
from pathlib import Path

import pytest

from faq.model import (
    Age,
    AlsoAsked,
    Answer,
    Block,
    Document,
    Entry,
    Lines,
    Link,
    Reasons,
    Result,
    ShortAnswer,
)
from faq.output import terminal
from faq.output.text import Style, columns

SNAPSHOTS = Path(__file__).parent / "snapshots"

WORDS = "A paragraph of some length, so that it has to be wrapped where the terminal is narrow. "
ADDRESS = "https://git.example.org/pub/scm/linux/kernel/git/somebody/something/tree.git/"

BLOCKS = (
    Block("paragraph", WORDS + f"See {ADDRESS} for more.", Lines(3, 4)),
    Block(
        "bullet", "The first item, which is also long enough to be wrapped at forty columns.", Lines(6, 6), 1
    ),
    Block("bullet", "An item of an item.", Lines(7, 7), 2),
    Block("enumerated", "A numbered one.", Lines(9, 9), 1, "ii)"),
    Block("enumerated", "Its second paragraph.", Lines(11, 11), 1),
    Block(
        "code",
        "$ git format-patch --subject-prefix='PATCH bpf' start..finish\n$ make\n    indented",
        Lines(13, 15),
    ),
    Block("quote", "somebody@example.org", Lines(17, 17)),
    Block("note", "Mind the gap between the train and the platform.", Lines(19, 19), 0, "Warning"),
    Block("table", "a  b\n1  2", Lines(21, 22)),
    Block("paragraph", "Never do that, whatever anybody says to you about it.", Lines(24, 24), strong=True),
)
LINKS = (Link("tree", ADDRESS, True), Link(ADDRESS, ADDRESS, True), Link("btf.rst", "", False))
ONE = Entry(
    "q-one",
    "qna",
    "How is one done?",
    ("How do I do one?", "One?"),
    ("Doing",),
    BLOCKS,
    LINKS,
    Lines(1, 24),
    1,
)
TWO = Entry(
    "q-two-which-is-quite-long-as-such-identifiers-are",
    "qna",
    "How is two done, and why would anybody want to do such a thing at all?",
    (),
    ("Doing",),
    BLOCKS[:1],
    (),
    Lines(26, 30),
)
DOCUMENT = Document(
    "docs/FAQ.rst", "/docs/FAQ.rst", "The FAQ of something", "https://example.org/faq.html", "0123", ()
)
FIRST = Result(ONE, DOCUMENT, 0.9, ShortAnswer(WORDS.strip(), Lines(3, 4)))
COMMAND = Result(ONE, DOCUMENT, 0.9, ShortAnswer("$ git clone \\\n      here", Lines(13, 14)))
SECOND = Result(TWO, DOCUMENT._replace(url="", revision=""), 0.2)

ANSWERED = Answer("how is onee done", "answered", 0.9, "high", (("onee", "one"),), (), (FIRST, SECOND))
CLOSEST = Answer("one or so", "closest", 0.2, "low", (), ("so",), (SECOND, FIRST._replace(short_answer=None)))
NOTHING = Answer("pizza", "not_covered", 0.0, "low", (), ("pizza",), ())
REASONS = Reasons(
    matched=(("one", ("question", "text")), ("done", ("question",))),
    synonyms=(("doing", ("done", "make")),),
    matched_question="How do I do one?",
    outside="What is two?",
    margin=0.42,
    taken="how is two done?",
    cut="only the first 4096 bytes were considered",
)

SENTENCE = ShortAnswer("so that it has to be wrapped where the terminal is narrow.", Lines(3, 4))
LAST = ShortAnswer("Never do that, whatever anybody says to you about it.", Lines(24, 24))
LOW = ANSWERED._replace(level="low", results=(FIRST._replace(short_answer=SENTENCE), SECOND))
SEVERAL = ANSWERED._replace(
    query="how is one done, why two\x1b and how do I bake a pizza?",
    also_asked=(AlsoAsked("why two\x1b", TWO), AlsoAsked("how do I bake a pizza?", None)),
)
WHOLE = terminal.View(whole=True, ids=True)

CASES = {
    "low": lambda style: terminal.answer_lines(LOW, style),
    "whole": lambda style: terminal.answer_lines(LOW._replace(level="high"), style, WHOLE),
    "last": lambda style: terminal.found_lines(FIRST._replace(short_answer=LAST), style),
    "brief": lambda style: terminal.brief_lines(ANSWERED, style),
    "brief-refusal": lambda style: terminal.brief_lines(CLOSEST, style),
    "same": lambda style: terminal.same_entry_lines(FIRST, style),
    "answered": lambda style: terminal.answer_lines(ANSWERED, style),
    "also-asked": lambda style: terminal.answer_lines(SEVERAL, style),
    "command": lambda style: terminal.answer_lines(ANSWERED._replace(results=(COMMAND,)), style),
    "closest": lambda style: terminal.answer_lines(CLOSEST._replace(reasons=REASONS), style),
    "not-covered": lambda style: terminal.answer_lines(NOTHING, style),
    "entry": lambda style: terminal.entry_lines(SECOND, style),
    "list": lambda style: terminal.list_lines((FIRST, SECOND), style),
    "explanation": lambda style: terminal.explanation_lines(ANSWERED._replace(reasons=REASONS), style),
}
STYLES = {
    "40": Style(40),
    "80": Style(80),
    "120": Style(120),
    "80-color": Style(80, True, False),
    "80-color-links": Style(80, True, True),
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("case", CASES)
def test_snapshot(case: str, style: str, request: pytest.FixtureRequest) -> None:
    file = SNAPSHOTS / f"{case}-{style}.txt"
    drawn = "\n".join(CASES[case](STYLES[style])).replace("\x1b", "\\e") + "\n"
    if request.config.getoption("--update"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(drawn, "utf-8")
    assert drawn == file.read_text("utf-8"), (
        "if it is meant: python -m pytest tests/output/test_terminal.py --update"
    )


def test_no_snapshot_is_left_over() -> None:
    wanted = {f"{case}-{style}.txt" for case in CASES for style in STYLES}
    assert {file.name for file in SNAPSHOTS.iterdir()} == wanted


ESCAPES = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;;[^\x1b]*\x1b\\")


@pytest.mark.parametrize("case", CASES)
def test_colour_changes_no_text(case: str) -> None:
    plain = [re.sub("^> ", "\u258e ", line) for line in CASES[case](Style(80))]
    assert [ESCAPES.sub("", line) for line in CASES[case](Style(80, True, True))] == plain


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("case", [case for case in CASES if case != "command"])
def test_only_what_is_to_be_copied_is_wider_than_asked(case: str, width: int) -> None:
    wide = [line for line in CASES[case](Style(width)) if columns(line) > width]
    kept = ("https://", "git format-patch", "q-two-which", "> $ git", "docs/FAQ.rst:")
    assert [line for line in wide if not any(part in line for part in kept)] == []


def test_fields_are_never_torn() -> None:
    odd = FIRST._replace(entry=ONE._replace(question="How\tis\none done?"))
    assert terminal.tsv_lines([odd, SECOND]) == [
        "q-one\tHow\ufffdis\ufffdone done?\tDoing\tdocs/FAQ.rst\t1-24",
        f"{TWO.id}\t{TWO.question}\tDoing\tdocs/FAQ.rst\t26-30",
    ]


def test_a_file_name_forges_no_line() -> None:
    forged = FIRST._replace(document=DOCUMENT._replace(file="a\nbpffaq: all is well\tb"))
    shown = [terminal.citation_lines(forged, Style(80)), terminal.list_lines([forged, SECOND], Style(80))]
    shown += [terminal.brief_lines(ANSWERED._replace(results=(forged,)), Style(80))]
    for lines in shown:
        assert any("a\ufffdbpffaq: all is well\ufffdb" in line for line in lines)
        assert not any("\n" in line or line.startswith("bpffaq") for line in lines)


AGED = SECOND._replace(
    document=DOCUMENT._replace(
        title="A FAQ", age=Age("Linux 5.8", "2020-07"), tree_path="Documentation/bpf/FAQ.rst"
    )
)
SHIPPED = AGED._replace(document=AGED.document._replace(is_shipped=True))
IN_TREE = AGED._replace(document=AGED.document._replace(file="linux/Documentation/bpf/FAQ.rst"))


ELSE = FIRST._replace(document=DOCUMENT._replace(title="The FAQ of something else"))


@pytest.mark.parametrize(
    ("found", "width", "cited"),
    [
        (AGED, 75, ["docs/FAQ.rst:26-30  A FAQ, Documentation/bpf/FAQ.rst, as of Linux 5.8, 2020"]),
        (AGED, 74, ["docs/FAQ.rst:26-30  Documentation/bpf/FAQ.rst, as of Linux 5.8, 2020"]),
        (AGED, 60, ["docs/FAQ.rst:26-30  as of Linux 5.8, 2020"]),
        (AGED, 40, ["docs/FAQ.rst:26-30", "as of Linux 5.8, 2020"]),
        (SHIPPED, 84, ["Documentation/bpf/FAQ.rst:26-30  A FAQ, docs/FAQ.rst, as of Linux 5.8, 2020"]),
        (SHIPPED, 69, ["Documentation/bpf/FAQ.rst:26-30  docs/FAQ.rst, as of Linux 5.8, 2020"]),
        (SHIPPED, 54, ["Documentation/bpf/FAQ.rst:26-30  as of Linux 5.8, 2020"]),
        (SHIPPED, 53, ["Documentation/bpf/FAQ.rst:26-30", "as of Linux 5.8, 2020"]),
        (SHIPPED, 20, ["Documentation/bpf/FAQ.rst:26-30", "as of Linux 5.8,..."]),
        (IN_TREE, 80, ["linux/Documentation/bpf/FAQ.rst:26-30  A FAQ, as of Linux 5.8, 2020"]),
        (FIRST, 80, ["docs/FAQ.rst:1-24  The FAQ of something, 0123"]),
        (FIRST, 39, ["docs/FAQ.rst:1-24  The FAQ of something"]),
        (ELSE, 39, ["docs/FAQ.rst:1-24  The FAQ of..."]),
        (FIRST, 38, ["docs/FAQ.rst:1-24", "The FAQ of something"]),
    ],
)
def test_a_citation_takes_two_lines_where_there_is_room(found: Result, width: int, cited: list[str]) -> None:
    *above, address = terminal.citation_lines(found, Style(width))
    assert above == cited
    assert address.startswith("https://example.org/faq.html#q-")


STEPS = ONE._replace(
    blocks=(
        Block("paragraph", "It is not hard. Call it and wait:", Lines(3, 3)),
        Block("code", "$ make && make install --with-all-that-there-is\n    indented", Lines(5, 6)),
        Block("paragraph", "The first and the second of these have to be done:", Lines(8, 8)),
        Block("bullet", "A long item that takes more than one line.", Lines(10, 10), 1),
        Block("bullet", "An item of it.", Lines(11, 11), 2),
    )
)
CALL = "Call it and wait:\n$ make && make install --with-all-that-there-is\n    indented"
ITEMS = "A long item that takes more than one line.\nAn item of it."


@pytest.mark.parametrize(
    ("short", "lines"),
    [
        (
            ShortAnswer(CALL, Lines(3, 6)),
            [
                "Call it and wait:",
                "    $ make && make install --with-all-that-there-is",
                "        indented",
            ],
        ),
        (
            ShortAnswer(ITEMS, Lines(10, 11)),
            ["* A long item that takes more than", "  one line.", "  * An item of it."],
        ),
        (ShortAnswer("An item of it.", Lines(11, 11)), ["An item of it."]),
    ],
)
def test_a_short_answer_of_several_blocks_has_their_form(short: ShortAnswer, lines: list[str]) -> None:
    found = FIRST._replace(entry=STEPS, short_answer=short)
    brief = terminal.brief_lines(ANSWERED._replace(results=(found,)), Style(36))
    assert brief[: len(lines)] == lines
    same = terminal.same_entry_lines(found, Style(38))
    assert same[: len(lines)] == [f"> {line}" for line in lines]


REFERRING = SECOND._replace(
    entry=TWO._replace(
        links=(
            Link("one (docs/one.rst:4)", "https://example.org/one.html", True, place="docs/one.rst:4"),
            Link("one", "https://example.org/one.html", True, place="docs/one.rst:4"),
            Link("two", "", False, place="docs/t\x1bwo.rst:1"),
            Link("three", "https://example.org/three.html", True),
        )
    )
)


def test_files_of_a_tree_that_an_entry_refers_to_are_named_below_the_citation() -> None:
    assert terminal.citation_lines(REFERRING, Style(80))[1:] == [
        "refers to docs/one.rst:4, docs/t\ufffdwo.rst:1"
    ]
    assert terminal.citation_lines(REFERRING, Style(30))[-2:] == [
        "refers to docs/one.rst:4,",
        "docs/t\ufffdwo.rst:1",
    ]


def test_another_short_answer_says_how_old_it_is() -> None:
    one = ShortAnswer("A paragraph", Lines(3, 3))
    cited = [
        terminal.same_entry_lines(found._replace(short_answer=one), Style(80))[-1]
        for found in (AGED, SHIPPED)
    ]
    assert cited == [
        "docs/FAQ.rst:3  as of Linux 5.8, 2020",
        "Documentation/bpf/FAQ.rst:3  as of Linux 5.8, 2020",
    ]
    narrow = terminal.same_entry_lines(SHIPPED._replace(short_answer=one), Style(40))
    assert narrow[-2:] == ["Documentation/bpf/FAQ.rst:3", "as of Linux 5.8, 2020"]


def test_a_list_of_several_documents_names_a_shipped_one_by_its_path_in_the_tree() -> None:
    shipped = SHIPPED._replace(document=SHIPPED.document._replace(file="data/FAQ.rst"))
    lines = terminal.list_lines((shipped, FIRST), Style(80))
    assert [line for line in lines if line.endswith(": Doing")] == [
        "Documentation/bpf/FAQ.rst: Doing",
        "docs/FAQ.rst: Doing",
    ]


def test_one_line_is_cited_by_its_number() -> None:
    one = ShortAnswer("indented", Lines(15, 15))
    assert terminal.place(FIRST, one) == "docs/FAQ.rst:15"
    assert terminal.place(FIRST, one._replace(lines=Lines(14, 15))) == "docs/FAQ.rst:14-15"
    bundled = DOCUMENT._replace(tree_path="docs/FAQ.rst", age=Age("Linux 5.8", "2020-07"))
    assert (
        terminal.cited_in_mail(FIRST._replace(document=bundled), one)
        == "docs/FAQ.rst:15, as of Linux 5.8, 2020"
    )
    alone = FIRST._replace(entry=ONE._replace(lines=Lines(5, 5)))
    assert terminal.list_lines((alone,), Style(80))[-1] == "     q-one  5"
    assert terminal.tsv_lines((alone,))[0].endswith("\t5-5")


def test_what_the_entry_before_does_not_have_is_said_before_what_is_found_elsewhere() -> None:
    reasons = Reasons(taken="how is two done?", missing="Nothing in the previous entry looks like a link.")
    taken = "Taken with: how is two done?"
    answered, low = (one._replace(corrections=(), reasons=reasons) for one in (ANSWERED, LOW))
    assert terminal.said(answered, Style(60)) == [taken, reasons.missing]
    assert terminal.said(low, Style(60)) == [taken, reasons.missing, terminal.NEAREST]
    assert terminal.said(CLOSEST._replace(reasons=reasons), Style(60)) == [taken, reasons.missing]
    assert terminal.said(NOTHING._replace(reasons=reasons), Style(60)) == [taken, reasons.missing]
    assert f"missing: {reasons.missing}" in terminal.explanation_lines(low, Style(60))


def test_an_unsure_answer_says_which_words_no_entry_has() -> None:
    low = LOW._replace(corrections=(), reasons=Reasons(), unmatched=("4.3",))
    assert terminal.said(low, Style(90)) == [f"{terminal.NEAREST} No mention of '4.3'."]


def test_another_question_is_named_in_one_line() -> None:
    reasons = Reasons(taken="hello, I have a question " * 9, nearest="How is two done, and why? " * 9)
    taken, refusal, nearest = terminal.said(NOTHING._replace(reasons=reasons), Style(60))
    assert taken == "Taken with: hello, I have a question hello, I have a..."
    assert refusal == "This is not covered. No mention of 'pizza'."
    assert nearest == "Nearest entry: How is two done, and why? How is two..."
