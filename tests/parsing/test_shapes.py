"""Every shape in which documents ask, as a small document and the questions it holds."""

from textwrap import dedent

import pytest

from faq.model import Document, Entry
from faq.parsing.parse import parse


def read(text: str, file: str = "faq.rst") -> Document:
    """A document written in a test."""
    return parse(dedent(text).lstrip("\n"), file)


def shown(entry: Entry) -> str:
    """An entry in brief: line, question, section and answer."""
    return f"{entry.lines.first} {entry.question} {list(entry.section)} " + " / ".join(
        b.text for b in entry.blocks
    )


SHAPES = {
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
    "marked headings": (
        """
        Some page
        =========

        Q: Why me?
        ----------
        A: Luck.

        Q: The short title
        ------------------
        Q: Is this the long
        question?

        A:
        Yes.
        """,
        ["4 Why me? [] Luck.", "8 The short title [] Yes."],
    ),
    "question and answer in one paragraph": (
        """
        FAQ
        ===

        Q: I sent a patch.
        ------------------
        Q: Was it merged?
        A: Look at the queue:

          http://example.org/
        """,
        ["4 I sent a patch. [] Look at the queue: / http://example.org/"],
    ),
    "a question without its underline": (
        """
        FAQ
        ===

        Q: First?
        ---------

        One.

        Q: Second?

        Two.
        """,
        ["4 First? [] One.", "9 Second? [] Two."],
    ),
    "marked paragraphs": (
        """
        Notes
        =====

        Q: Who?

        A: We.

        More of us.

        Q: Where?

        A: Here.
        """,
        ["4 Who? [] We. / More of us.", "10 Where? [] Here."],
    ),
    "bold marked paragraphs": (
        """
        FAQ
        ===

        **Q: Who?**

        A: We.

        **Q: Where does one
        go?**

        A: Here.
        """,
        ["4 Who? [] We.", "8 Where does one go? [] Here."],
    ),
    "bold questions": (
        """
        FAQ
        ===

        **Who?**

        We.

        **Where?**
        Here.
        """,
        ["4 Who? [] We.", "8 Where? [] Here."],
    ),
    "fields": (
        """
        FAQ
        ===

        :Q: Who?

        :A: We.

            All of us.

        :Q: Where?
        :A: Here.
        """,
        ["4 Who? [] We. / All of us.", "10 Where? [] Here."],
    ),
    "definitions of Q and A": (
        """
        FAQ
        ===

        Q
          Who is
          it?

        A
          We.

        Q:
          Where?

        A:
          Here.
        """,
        ["5 Who is it? [] We.", "12 Where? [] Here."],
    ),
    "definitions with bold terms": (
        """
        FAQ
        ===

        **How fast?**
          Very.

        **The bot dies**
          * Feed it.
        """,
        ["4 How fast? [] Very.", "7 The bot dies [] Feed it."],
    ),
    "definitions of which half ask": (
        """
        FAQ
        ===

        How fast?
          Very.

        The bot dies
          Feed it.
        """,
        ["4 How fast? [] Very.", "7 The bot dies [] Feed it."],
    ),
    "definitions that complete their heading": (
        """
        FAQ
        ===

        How do I...
        -----------

        ... print?
           Press it.

        ... stop?
           Release it.

        See also the manual.
        """,
        ["7 ... print? ['How do I...'] Press it.", "10 ... stop? ['How do I...'] Release it."],
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
    "bullets": (
        """
        Manual
        ======

        Text.

        FAQs
        ----

        * Q: Who?
        * A: We.

        ----

        * Q: Where?
        * A: Here,
          and there.
        """,
        ["9 Who? ['FAQs'] We.", "14 Where? ['FAQs'] Here, and there."],
    ),
    "numbers with bold questions": (
        """
        FAQ
        ===

        1. **Who?**

          We.

        2. **Where is it**?

          Here.

        1. **Why?**

          Because.
        """,
        ["4 Who? [] We.", "8 Where is it? [] Here.", "12 Why? [] Because."],
    ),
    "rubrics": (
        """
        FAQ
        ===

        .. rubric:: Who?

        We.

        .. rubric:: Where?

        Here.
        """,
        ["4 Who? [] We.", "8 Where? [] Here."],
    ),
    "rubrics that group rubrics": (
        """
        FAQ
        ===

        .. rubric:: General

        .. rubric:: Who?

        We.

        .. rubric:: Places

        .. rubric:: Where?

        Here.
        """,
        ["6 Who? ['General'] We.", "12 Where? ['Places'] Here."],
    ),
    "rubrics that group headings": (
        """
        FAQ
        ===

        .. rubric:: General

        Who?
        ----

        We.

        .. rubric:: Places

        Where?
        ------

        Here.
        """,
        ["6 Who? ['General'] We.", "13 Where? ['Places'] Here."],
    ),
    "rubrics that group bold questions": (
        """
        FAQ
        ===

        .. rubric:: General

        **Who?**

        We.

        **Where?**

        Here.
        """,
        ["6 Who? ['General'] We.", "10 Where? ['General'] Here."],
    ),
    "words for markers": (
        """
        Page
        ====

        Question: Who?

        Answer: We.
        """,
        ["4 Who? [] Answer: We."],
    ),
    "dropdowns": (
        """
        FAQ
        ===

        General
        -------

        .. dropdown:: What is it?
           :icon: question

           A thing.

        .. dropdown:: The wiki

           Outdated.
        """,
        ["7 What is it? ['General'] A thing.", "12 The wiki ['General'] Outdated."],
    ),
    "admonitions and details": (
        """
        FAQ
        ===

        .. admonition:: What is it?
            :class: dropdown

            A thing.

        .. collapse:: Where
           is it?

           Here.
        """,
        ["4 What is it? [] A thing.", "9 Where is it? [] Here."],
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
    "a Q: in code": (
        """
        Guide
        =====

        Write it so::

            Q: Who?

            A: We.
        """,
        [],
    ),
    "an index page": (
        """
        Frequently Asked Questions
        ==========================

        All questions.

        .. toctree::

           one
           two
        """,
        [],
    ),
    "plain text": (
        """
        Guide
        =====

        Intro.

        Install
        -------

        How to do it.

        Use
        ---

        Just so.
        """,
        [],
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_shape(name: str) -> None:
    text, expected = SHAPES[name]
    file = "faq.rst" if "FAQ" in text or "Questions" in text else "page.rst"
    assert [shown(entry) for entry in read(text, file).entries if entry.kind == "qna"] == expected


def test_number_alone_is_an_answer() -> None:
    entry = read("FAQ\n===\n\nHow many?\n---------\n\n5.\n").entries[0]
    assert [(block.text, block.label, block.lines) for block in entry.blocks] == [("5.", "", (7, 7))]


def test_completed_question_is_an_alternate() -> None:
    entries = read(SHAPES["headings that complete their group"][0]).entries
    assert entries[0].alternates == ("How do I rename files?",)


def test_heading_continued_before_its_answer() -> None:
    entry = read("FAQ\n===\n\nMy patch is late\n----------------\nWhat now?\n\nA: Wait.\n").entries[0]
    assert entry.alternates == ("My patch is late What now?",)
    assert [block.text for block in entry.blocks] == ["Wait."]


def test_answer_marker_on_a_line_of_its_own() -> None:
    entry = read(SHAPES["marked headings"][0]).entries[1]
    assert entry.alternates == ("Is this the long question?",)
    assert entry.blocks[0].lines == (14, 14)


def test_plain_text_becomes_topics() -> None:
    entries = read(SHAPES["plain text"][0], "page.rst").entries
    assert [(e.kind, e.id, e.question, e.lines) for e in entries] == [
        ("topic", "guide", "Guide", (1, 4)),
        ("topic", "install", "Install", (6, 9)),
        ("topic", "use", "Use", (11, 14)),
    ]


def test_part_that_is_no_faq_becomes_a_topic() -> None:
    entries = read(SHAPES["one section is the FAQ"][0]).entries
    assert [(e.kind, e.question) for e in entries] == [("qna", "Why?"), ("topic", "History")]


def test_ids_of_questions_that_are_no_headings_are_unique() -> None:
    text = "FAQ\n===\n\n**Who?**\n\nWe.\n\n**Who?**\n\nThey.\n\n**Who is it?**\n\nUs.\n"
    assert [entry.id for entry in read(text).entries] == ["who", "who-2", "who-is-it"]


def test_heading_keeps_its_anchor() -> None:
    text = (
        "FAQ\n===\n\n.. _why:\n\nWhy?\n----\n\nSo.\n\nQ: How?\n-------\n\nThus.\n\n"
        "问题\N{FULLWIDTH QUESTION MARK}\n------\n\nYes.\n"
    )
    assert [entry.id for entry in read(text).entries] == ["why", "q-how", "id2"]


@pytest.mark.parametrize(
    ("line", "question"),
    [
        ("**Why does** ``make`` **fail?**", "Why does make fail?"),
        ("**Why does** ``make`` ``all`` **fail?**", "Why does make all fail?"),
        (":fa:`quora`. **Why does it fail?** [:ref:`# <why>`]", "Why does it fail?"),
        (":octicon:`question` **Why does it fail?**", "Why does it fail?"),
    ],
)
def test_bold_questions_with_code_in_them_and_icons_before_them(line: str, question: str) -> None:
    text = f"FAQ\n===\n\n**Who?**\n\nWe.\n\n.. _why:\n\n{line}\n\nSo.\n"
    found = read(text).entries
    assert [(entry.question, entry.blocks[0].text, entry.lines[1]) for entry in found] == [
        ("Who?", "We.", 6),
        (question, "So.", 12),
    ]


@pytest.mark.parametrize(
    ("line", "questions"),
    [
        (":fa:`quora`. **It fails.** [:ref:`# <it>`]", ["Who?", "When?", "It fails."]),
        ("**It fails.**", ["Who?", "When?"]),
    ],
)
def test_a_statement_with_the_icon_of_the_questions_is_one(line: str, questions: list[str]) -> None:
    text = f"FAQ\n===\n\n:fa:`q`. **Who?**\n\nWe.\n\n:fa:`q`. **When?**\n\nNow.\n\n{line}\n\nSo.\n"
    assert [entry.question for entry in read(text).entries] == questions


@pytest.mark.parametrize(
    "line", ["**Why** ``make``", "It is **why?**", "**Why** so **late?** Ask him.", "``a`` **b?**"]
)
def test_bold_words_that_are_no_question(line: str) -> None:
    text = f"FAQ\n===\n\n**Who?**\n\nWe.\n\n**When?**\n\nNow.\n\n{line}\n"
    assert [entry.question for entry in read(text).entries] == ["Who?", "When?"]


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


@pytest.mark.parametrize(("titles", "questions"), [(4, 4), (5, 0)])
def test_half_of_the_boxes_of_a_page_that_is_no_faq_must_ask(titles: int, questions: int) -> None:
    asked = ["What is it?", "Where is it?", "Setup", "Background", "History"][:titles]
    boxes = "\n\n".join(f".. dropdown:: {title}\n\n   Text." for title in asked)
    document = parse(f"Guide\n=====\n\nIntro.\n\n{boxes}\n", "guide.rst")
    assert sum(entry.kind == "qna" for entry in document.entries) == questions
