"""Questions and answers that are marked as such: by letters or words, in headings, paragraphs, fields, terms, lists."""

import pytest

from tests.parsing.test_shapes import asked, read

MARKED = {
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
    "words for markers": (
        """
        Page
        ====

        Question: Who?

        Answer: We.
        """,
        ["4 Who? [] Answer: We."],
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
}


@pytest.mark.parametrize("name", MARKED)
def test_shape(name: str) -> None:
    text, expected = MARKED[name]
    assert asked(text) == expected


def test_heading_continued_before_its_answer() -> None:
    entry = read("FAQ\n===\n\nMy patch is late\n----------------\nWhat now?\n\nA: Wait.\n").entries[0]
    assert entry.alternates == ("My patch is late What now?",)
    assert [block.text for block in entry.blocks] == ["Wait."]


def test_answer_marker_on_a_line_of_its_own() -> None:
    entry = read(MARKED["marked headings"][0]).entries[1]
    assert entry.alternates == ("Is this the long question?",)
    assert entry.blocks[0].lines == (14, 14)
