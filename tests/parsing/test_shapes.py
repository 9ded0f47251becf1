"""Questions that are neither headings nor marked: bold paragraphs, terms, items, rubrics, boxes; what asks nothing."""

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


def asked(text: str) -> list[str]:
    """The questions of a document in brief; its name says that it is an FAQ if its text does."""
    file = "faq.rst" if "FAQ" in text or "Questions" in text else "page.rst"
    return [shown(entry) for entry in read(text, file).entries if entry.kind == "qna"]


SHAPES = {
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
    assert asked(text) == expected


def test_plain_text_becomes_topics() -> None:
    entries = read(SHAPES["plain text"][0], "page.rst").entries
    assert [(e.kind, e.id, e.question, e.lines) for e in entries] == [
        ("topic", "guide", "Guide", (1, 4)),
        ("topic", "install", "Install", (6, 9)),
        ("topic", "use", "Use", (11, 14)),
    ]


def test_ids_of_questions_that_are_no_headings_are_unique() -> None:
    text = "FAQ\n===\n\n**Who?**\n\nWe.\n\n**Who?**\n\nThey.\n\n**Who is it?**\n\nUs.\n"
    assert [entry.id for entry in read(text).entries] == ["who", "who-2", "who-is-it"]


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


@pytest.mark.parametrize(("titles", "questions"), [(4, 4), (5, 0)])
def test_half_of_the_boxes_of_a_page_that_is_no_faq_must_ask(titles: int, questions: int) -> None:
    asked = ["What is it?", "Where is it?", "Setup", "Background", "History"][:titles]
    boxes = "\n\n".join(f".. dropdown:: {title}\n\n   Text." for title in asked)
    document = parse(f"Guide\n=====\n\nIntro.\n\n{boxes}\n", "guide.rst")
    assert sum(entry.kind == "qna" for entry in document.entries) == questions
