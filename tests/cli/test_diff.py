"""Two revisions of a document compared by question."""

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from faq.cli import diff, diff_report
from faq.errors import FaqError
from faq.model import Document
from faq.output.text import Style
from faq.parsing.parse import parse
from faq.sources.shipped import bundled

OLD = """\
FAQ
===

First part
----------

How do I send a patch?
~~~~~~~~~~~~~~~~~~~~~~

Send it to the list. Wait for a week at least.

How do I find the list?
~~~~~~~~~~~~~~~~~~~~~~~

It stands in the file of maintainers.

What is a tree?
~~~~~~~~~~~~~~~

A place with patches.

Second part
-----------

Who reads the list?
~~~~~~~~~~~~~~~~~~~

Everybody does.

Where can I ask about broken things in old kernels?
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~

Ask your distributor.
"""

NEW = """\
FAQ
===

First part
----------

How do I send a patch?
~~~~~~~~~~~~~~~~~~~~~~

Send it to the list. Wait for two weeks at least.

What is a tree?
~~~~~~~~~~~~~~~

A place with patches.

How do I send a pull request?
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~

Nobody does that here without being asked to.

Second part
-----------

Where can I ask about broken things in very old kernels?
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~

Ask your distributor.

How do I find the list?
~~~~~~~~~~~~~~~~~~~~~~~

It stands in the file of maintainers.
"""


def asked(change: diff.Change) -> str:
    """The question that a change is about, in its newest wording."""
    entry = change.new or change.old
    assert entry is not None
    return entry.question


@pytest.fixture
def changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> diff.Changes:
    monkeypatch.chdir(tmp_path)
    Path("old.rst").write_text(OLD, encoding="utf-8")
    Path("new.rst").write_text(NEW, encoding="utf-8")
    return diff.files("old.rst", "new.rst")


def test_what_became_of_each_question(changes: diff.Changes) -> None:
    assert [(change.kinds, asked(change)) for change in changes.changes] == [
        (("answer changed",), "How do I send a patch?"),
        ((), "What is a tree?"),
        (("gone",), "Who reads the list?"),
        (("new",), "How do I send a pull request?"),
        (("reworded",), "Where can I ask about broken things in very old kernels?"),
        (("moved",), "How do I find the list?"),
    ]


def test_the_lines_that_people_read(changes: diff.Changes) -> None:
    assert diff_report.lines(changes, Style(width=60)) == [
        "old.rst -> new.rst: 1 answer changed, 1 gone, 1 new, 1",
        "reworded, 1 moved, 1 unchanged",
        "",
        "answer changed: How do I send a patch?",
        "  old.rst:7-10 -> new.rst:7-10",
        "",
        "    Send it to the list. Wait for [-a week-] {+two weeks+}",
        "    at least.",
        "",
        "gone: Who reads the list?",
        "  old.rst:25-28",
        "",
        "new: How do I send a pull request?",
        "  new.rst:17-20",
        "",
        "reworded: Where can I ask about broken things in very old",
        "  kernels?",
        "  was: Where can I ask about broken things in old kernels?",
        "  old.rst:30-33 -> new.rst:25-28",
        "",
        "moved: How do I find the list?",
        "  from First part to Second part",
        "  old.rst:12-15 -> new.rst:30-33",
    ]


def test_in_colours_there_are_no_brackets(changes: diff.Changes) -> None:
    (line,) = (line for line in diff_report.lines(changes, Style(80, color=True)) if "Wait" in line)
    assert line == (
        "    Send it to the list. Wait for \x1b[9;31ma\x1b[0m \x1b[9;31mweek\x1b[0m "
        "\x1b[32mtwo\x1b[0m \x1b[32mweeks\x1b[0m at least."
    )


def test_the_json_form(changes: diff.Changes) -> None:
    told = diff_report.as_json(changes)
    assert {key: told[key] for key in ("old", "new", "unchanged")} == {
        "old": "old.rst",
        "new": "new.rst",
        "unchanged": 1,
    }
    assert told["changes"][:2] == [
        {
            "kinds": ["answer changed"],
            "old": {
                "id": "how-do-i-send-a-patch",
                "question": "How do I send a patch?",
                "section": ["First part"],
                "lines": [7, 10],
            },
            "new": {
                "id": "how-do-i-send-a-patch",
                "question": "How do I send a patch?",
                "section": ["First part"],
                "lines": [7, 10],
            },
            "answer": [
                ["=", "Send it to the list. Wait for "],
                ["-", "a week "],
                ["+", "two weeks "],
                ["=", "at least."],
            ],
        },
        {
            "kinds": ["gone"],
            "old": {
                "id": "who-reads-the-list",
                "question": "Who reads the list?",
                "section": ["Second part"],
                "lines": [25, 28],
            },
            "new": None,
            "answer": [],
        },
    ]


def test_a_copy_of_the_bundled_document_is_an_faq_under_any_name(tmp_path: Path) -> None:
    copy = tmp_path / "notes.rst"
    copy.write_bytes(Path(bundled().path).read_bytes())
    compared = diff.files(str(copy), bundled().path).changes
    assert len(compared) == 27
    assert [change.kinds for change in compared if change.kinds] == []


def test_the_same_document(changes: diff.Changes) -> None:
    same = diff.documents(changes.old, changes.old)
    assert diff_report.lines(same, Style()) == ["old.rst -> old.rst: 5 unchanged"]
    assert diff_report.as_json(same)["changes"] == []


def test_another_line_break_changes_nothing(changes: diff.Changes) -> None:
    Path("broken.rst").write_text(OLD.replace("Wait for", "Wait\nfor"), encoding="utf-8")
    again = diff.files("old.rst", "broken.rst")
    assert [change.kinds for change in again.changes] == [()] * 5


def test_a_pipe_is_read_like_a_file(changes: diff.Changes) -> None:
    """As a shell passes one: ``bpffaq diff <(git show v5.8:faq.rst) faq.rst``."""
    end, begin = os.pipe()
    with open(begin, "w", encoding="utf-8") as pipe:
        pipe.write(OLD)
    piped = diff.files(f"/dev/fd/{end}", "old.rst")
    os.close(end)
    assert [change.kinds for change in piped.changes] == [()] * 5


@pytest.mark.parametrize(
    ("name", "reason"),
    [("gone.rst", "no such file or directory"), (".", "is a directory"), ("a\0b", "is not a path")],
)
def test_a_file_that_cannot_be_read(changes: diff.Changes, name: str, reason: str) -> None:
    with pytest.raises(FaqError) as caught:
        diff.files("old.rst", name)
    assert str(caught.value) == f"{name}: cannot be read ({reason}); name a readable RST file"


def document(*entries: tuple[str, str]) -> Document:
    """A document of questions with their answers."""
    parts = [f"{question}\n{'-' * len(question)}\n\n{answer}\n" for question, answer in entries]
    return parse("\n".join(["FAQ\n===\n", *parts]), "x.rst", "x.rst")


def test_questions_that_are_gone_stand_where_they_stood_in_their_order() -> None:
    old = document(*((f"What is {word}?", "It is.") for word in ("gone1", "gone2", "here", "gone3", "gone4")))
    new = document(("What is here?", "It is."))
    words = [asked(change).split()[2] for change in diff.documents(old, new).changes]
    assert words == ["gone1?", "gone2?", "here?", "gone3?", "gone4?"]


@pytest.mark.parametrize(
    ("old", "new"),
    [("A B", "B A"), ("A B OTHER C", "A OTHER B C")],
    ids=["behind another question", "into another part"],
)
def test_a_question_moves_behind_another_or_into_another_part(old: str, new: str) -> None:
    parts = {name: f"What is {name}?\n~~~~~~~~~~\n\nThis.\n" for name in ("A", "B", "C")}
    parts["OTHER"] = "Other part\n----------\n"
    before, after = (
        parse(
            "\n".join(["FAQ\n===\n\nPart\n----\n", *map(parts.__getitem__, order.split())]), "x.rst", "x.rst"
        )
        for order in (old, new)
    )
    kinds = [change.kinds for change in diff.documents(before, after).changes if change.kinds]
    assert kinds == [("moved",)]


def test_answers_alike_make_a_pair_whose_question_is_another() -> None:
    old = document(
        ("What is a tree?", "A place where patches wait for a merge."), ("Who reads it?", "Nobody.")
    )
    new = document(("And a branch, then?", "A place where patches wait for a good merge."))
    assert [change.kinds for change in diff.documents(old, new).changes] == [
        ("reworded", "answer changed"),
        ("gone",),
    ]


def test_one_question_is_continued_by_one_alone_the_most_similar() -> None:
    old = document(("Where do patches for old kernels go?", "Far."))
    new = document(
        ("Where do all the patches for very very old kernels go?", "East."),
        ("Where do patches for older kernels go?", "West."),
    )
    assert [change.kinds for change in diff.documents(old, new).changes] == [
        ("new",),
        ("reworded", "answer changed"),
    ]


def test_rare_words_tell_which_of_many_are_compared() -> None:
    usual = "Boil it, wash it, dry it, serve it."
    old = document(
        *((f"Why peel it {n} times?", usual) for n in range(25)),
        ("Which knife cuts hard cheese best?", "A wire."),
    )
    new = document(
        ("Which knife cuts hard cheese fast?", f"{usual} {' '.join(f'step{n}' for n in range(9))}")
    )
    (pair,) = (change for change in diff.documents(old, new).changes if change.new)
    assert pair.old and pair.old.question == "Which knife cuts hard cheese best?"


def calls_of(work: Callable[[], object]) -> int:
    """How many functions are called, those written in C included."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls


def worded_alike(count: int, side: str) -> Document:
    return document(
        *((f"How do I use the {side}{n}?", f"As all others and {side} of {n}.") for n in range(count))
    )


def test_time_grows_with_the_number_of_new_questions_and_no_faster() -> None:
    few = calls_of(partial(diff.documents, worded_alike(100, "old"), worded_alike(100, "new")))
    many = calls_of(partial(diff.documents, worded_alike(400, "old"), worded_alike(400, "new")))
    assert many < 5 * few


def test_answers_too_long_to_be_compared_are_said_to_be() -> None:
    old, new = (" ".join(f"{side}{n}" for n in range(20_001)) for side in ("a", "b"))
    changes = diff.documents(
        document(("What is it?", f"It is {old}.")), document(("What is it?", f"It is {new}."))
    )
    assert diff_report.lines(changes, Style()) == [
        "x.rst -> x.rst: 1 answer changed, 0 unchanged",
        "",
        "answer changed: What is it?",
        "  x.rst:4-7 -> x.rst:4-7",
        "  Both answers are too long to be compared word by word.",
    ]
    assert diff_report.as_json(changes)["changes"][0]["answer"] == [
        ["-", f"It is {old}."],
        ["+", f"It is {new}."],
    ]


def test_of_what_is_unchanged_a_few_words_around_a_change_are_shown() -> None:
    words = [f"w{n}" for n in range(91)]
    edited = list(words)
    edited[20], edited[45], edited[71] = "x", "y", "z"  # 24 unchanged words between the first two, then 25
    changes = diff.documents(
        document(("What is it?", " ".join(words))), document(("What is it?", " ".join(edited)))
    )
    *_, shown = diff_report.lines(changes, Style(width=1000))
    between = " ".join(words[21:45])
    assert shown == (
        f"    ... {' '.join(words[8:20])} [-w20-] {{+x+}} {between} [-w45-] {{+y+}}"
        f" {' '.join(words[46:58])} ... {' '.join(words[59:71])} [-w71-] {{+z+}}"
        f" {' '.join(words[72:84])} ..."
    )


@pytest.mark.parametrize("width", range(20, 60))
def test_a_word_diff_fits_the_screen(changes: diff.Changes, width: int) -> None:
    changed = changes._replace(changes=changes.changes[:1])
    drawn = diff_report.lines(changed, Style(width=width))
    rows = drawn[len(drawn) - drawn[::-1].index("") :]
    assert all(len(row) <= width and row.startswith("    ") for row in rows)
    assert (
        " ".join(" ".join(rows).split()) == "Send it to the list. Wait for [-a week-] {+two weeks+} at least."
    )
