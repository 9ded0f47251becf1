"""Questions that are headings: how they are grouped, how they are cited, and what belongs to the answer."""

import pytest

from tests.parsing.test_shapes import asked, read

HEADINGS = {
    "headings": (
        """
        FAQ
        ===

        Intro.

        Why?
        ----

        Because.

        Limits
        ------

        None.
        """,
        ["6 Why? [] Because.", "11 Limits [] None."],
    ),
    "overlined and grouped": (
        """
        ===
        FAQ
        ===

        Basics
        ------

        What is it?
        ~~~~~~~~~~~

        A thing.
        """,
        ["8 What is it? ['Basics'] A thing."],
    ),
    "numbered": (
        """
        FAQ
        ===

        1 Server
        --------

        1.1 My server crashes.
        ++++++++++++++++++++++

        Restart it.

        1.2 (withdrawn)
        +++++++++++++++

        1.3 Which versions?
        +++++++++++++++++++

        All.
        """,
        ["7 1.1 My server crashes. ['1 Server'] Restart it.", "15 1.3 Which versions? ['1 Server'] All."],
    ),
    "headings that complete their group": (
        """
        FAQ
        ===

        How do I…
        ---------

        …rename files?
        ~~~~~~~~~~~~~~

        Move them.
        """,
        ["7 …rename files? ['How do I…'] Move them."],
    ),
    "a group that asks": (
        """
        FAQ
        ===

        How do I ...?
        -------------

        Can it print?
        ~~~~~~~~~~~~~

        Yes.

        Can it stop?
        ~~~~~~~~~~~~

        No.
        """,
        ["7 Can it print? ['How do I ...?'] Yes.", "12 Can it stop? ['How do I ...?'] No."],
    ),
    "subsections of one answer": (
        """
        FAQ
        ===

        How do I profile?
        -----------------

        In steps.

        Queries
        ~~~~~~~

        Log them.

        Code
        ~~~~

        Time it.

        Why?
        ----

        Because.
        """,
        ["4 How do I profile? [] In steps. / Queries / Log them. / Code / Time it.", "19 Why? [] Because."],
    ),
    "not latin": (
        """
        常见问题
        ========

        这是什么\N{FULLWIDTH QUESTION MARK}
        ----------

        一个工具。

        如何安装
        --------

        下载。
        """,
        ["4 这是什么\N{FULLWIDTH QUESTION MARK} [] 一个工具。", "9 如何安装 [] 下载。"],
    ),
    "a page of questions by another name": (
        """
        Performance
        ===========

        Why is it slow?
        ---------------

        It is large.

        How can I profile it?
        ---------------------

        With a clock.

        I need to insert many rows!
        ---------------------------

        Insert them at once.
        """,
        [
            "4 Why is it slow? [] It is large.",
            "9 How can I profile it? [] With a clock.",
            "14 I need to insert many rows! [] Insert them at once.",
        ],
    ),
    "one section is the FAQ": (
        """
        FAQ and other help
        ==================

        Frequently asked questions
        --------------------------

        Q: Why?
        .......

        Because.

        History
        -------

        Long.
        """,
        ["7 Why? ['Frequently asked questions'] Because."],
    ),
    "a level too high": (
        """
        FAQ
        ===

        How do I…
        ---------

        …report a bug?
        --------------

        Write to us.

        …find the file?
        ~~~~~~~~~~~~~~~

        Look.

        …find two files?
        ~~~~~~~~~~~~~~~~

        Look twice.
        """,
        [
            "7 …report a bug? [] Write to us.",
            "12 …find the file? ['…report a bug?'] Look.",
            "17 …find two files? ['…report a bug?'] Look twice.",
        ],
    ),
}


@pytest.mark.parametrize("name", HEADINGS)
def test_shape(name: str) -> None:
    text, expected = HEADINGS[name]
    assert asked(text) == expected


def test_number_alone_is_an_answer() -> None:
    entry = read("FAQ\n===\n\nHow many?\n---------\n\n5.\n").entries[0]
    assert [(block.text, block.label, block.lines) for block in entry.blocks] == [("5.", "", (7, 7))]


def test_completed_question_is_an_alternate() -> None:
    entries = read(HEADINGS["headings that complete their group"][0]).entries
    assert entries[0].alternates == ("How do I rename files?",)


def test_part_that_is_no_faq_becomes_a_topic() -> None:
    entries = read(HEADINGS["one section is the FAQ"][0]).entries
    assert [(e.kind, e.question) for e in entries] == [("qna", "Why?"), ("topic", "History")]


def test_heading_keeps_its_anchor() -> None:
    text = (
        "FAQ\n===\n\n.. _why:\n\nWhy?\n----\n\nSo.\n\nQ: How?\n-------\n\nThus.\n\n"
        "问题\N{FULLWIDTH QUESTION MARK}\n------\n\nYes.\n"
    )
    assert [entry.id for entry in read(text).entries] == ["why", "q-how", "id2"]


@pytest.mark.parametrize(
    "marks", [".. _b: http://b.org\n.. _c: http://c.org\n", ".. Links\n.. _b: http://b.org\n"]
)
def test_farewell_is_no_answer(marks: str) -> None:
    text = f"FAQ\n===\n\nWhy?\n----\n\nA b_.\n\n{marks}\nHave fun!\n"
    assert [block.text for block in read(text).entries[0].blocks] == ["A b."]


@pytest.mark.parametrize(
    "marks", [".. _b: http://b.org\n", ".. A note.\n", ".. _b: http://b.org\n\n.. A note.\n"]
)
def test_text_after_one_target_or_a_comment_is_still_the_answer(marks: str) -> None:
    text = f"FAQ\n===\n\nWhy?\n----\n\nA b.\n\n{marks}\nAnd more.\n"
    assert [block.text for block in read(text).entries[0].blocks] == ["A b.", "And more."]


def test_answer_that_is_only_included() -> None:
    entry = read("FAQ\n===\n\nHow to install?\n---------------\n\n.. include:: ../install.rst\n").entries[0]
    assert entry.blocks == ()
    assert entry.lines == (4, 4)
    assert entry.links[0].target == "uri:../install.rst"
