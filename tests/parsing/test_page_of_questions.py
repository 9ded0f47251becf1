"""What has the form of a page's questions, and what belongs to each: lists, terms, quotations, boxes, markers."""

import pytest

from faq.model import Entry
from tests.parsing.test_shapes import read


def shown(entry: Entry) -> str:
    """An entry in brief: its kind, lines, question and answer."""
    said = " / ".join(block.text for block in entry.blocks)
    return f"{entry.kind} {entry.lines.first}-{entry.lines.last} {entry.question} > {said}"


def entries(text: str) -> list[Entry]:
    """The entries of a document, whose name says that it is an FAQ if its text does."""
    return list(read(text, "faq.rst" if "FAQ" in text else "page.rst").entries)


PAGES = {
    "a question in two lines, the second indented": (
        """
        Boats
        =====

        Q: Does the boat leak, and if it does, is it
           to be painted?

        A: It does not. Paint it
           all the same.

           Twice.

        Q: Who rows?
           Both of us.
        """,
        [
            "qna 4-10 Does the boat leak, and if it does, is it to be painted? > It does not. Paint it all the same. "
            "/ Twice.",
            "qna 12-13 Who rows? > Both of us.",
        ],
    ),
    "numbers and bold questions, the answer on the next line": (
        """
        FAQ
        ===

        1) **Who rows?**
           We do.

        2) **Where to?**
           Home.
        """,
        ["qna 4-5 Who rows? > We do.", "qna 7-8 Where to? > Home."],
    ),
    "letters with a point": (
        """
        Boats
        =====

        They float.

        Q.
           Who rows?

        A.
           We do.

        So much for boats.
        """,
        ["topic 1-12 Boats > They float. / So much for boats.", "qna 7-10 Who rows? > We do."],
    ),
    "letters with a point on one line": (
        """
        FAQ
        ===

        Q. Who rows?

        A. We do.

           Both of us.
        """,
        ["qna 4-8 Who rows? > We do. / Both of us."],
    ),
    "a quoted answer": (
        """
        Boats
        =====

        Q: Who rows?

            A: We do, and others
               do, too.

               Who can.
        """,
        ["qna 4-9 Who rows? > We do, and others do, too. / Who can."],
    ),
    "paragraphs and quotes": (
        """
        FAQ
        ===

        Rowing
        ------

        Who rows?

            We do.

        The oar is broken

            Buy one.

        Sailing
        -------

        There is no wind.

            Row.
        """,
        [
            "qna 7-9 Who rows? > We do.",
            "qna 11-13 The oar is broken > Buy one.",
            "qna 18-20 There is no wind. > Row.",
        ],
    ),
    "items that state among items that ask": (
        """
        FAQ
        ===

        * Who rows?

          We do.

        .. image:: oar.png

        * The oar is broken

          Buy one.

          * of wood
          * of steel

        * Where to?

        Home.
        """,
        [
            "qna 4-6 Who rows? > We do.",
            "qna 10-15 The oar is broken > Buy one. / of wood / of steel",
            "qna 17-19 Where to? > Home.",
        ],
    ),
    "a list of things is none of questions": (
        """
        FAQ
        ===

        What is in the boat?
        --------------------

        * oars
        * a sail

          It is red.

        Loose ends
        ----------

        * oars?
        * ropes
        """,
        [
            "qna 4-10 What is in the boat? > oars / a sail / It is red.",
            "qna 12-16 Loose ends > oars? / ropes",
        ],
    ),
    "bold words and a dash": (
        """
        FAQ
        ===

        Rowing
        ------

        **If the oar breaks** - buy one.

        **If it rains** \N{EN DASH}
        go home.

        Sailing
        -------

        **There is no wind** -- row.
        """,
        [
            "qna 7-7 If the oar breaks > buy one.",
            "qna 9-10 If it rains > go home.",
            "qna 15-15 There is no wind > row.",
        ],
    ),
    "terms that state where others ask": (
        """
        FAQ
        ===

        Rowing
        ------

        Who rows?
            We do.

        Sailing
        -------

        There is no wind
            Row.

        The sail is torn
            Row.
        """,
        [
            "qna 7-8 Who rows? > We do.",
            "qna 13-14 There is no wind > Row.",
            "qna 16-17 The sail is torn > Row.",
        ],
    ),
    "text between boxes": (
        """
        FAQ
        ===

        Rowing
        ------

        It is hard.

        .. dropdown:: Who rows?

           We do.

        And others, too.

        .. dropdown:: Where to?

           Home.
        """,
        [
            "topic 4-7 Rowing > It is hard.",
            "qna 9-13 Who rows? > We do. / And others, too.",
            "qna 15-17 Where to? > Home.",
        ],
    ),
    "markers of other languages": (
        """
        Preguntas frecuentes
        ====================

        P: \N{INVERTED QUESTION MARK}Qui\N{LATIN SMALL LETTER E WITH ACUTE}n rema?
        -----------------

        R: Nosotros.

        Ruder
        -----

        F: Wer rudert?

        A: Wir.

        P: is for priority
        ------------------

        Yes.
        """,
        [
            "qna 4-7 \N{INVERTED QUESTION MARK}Qui\N{LATIN SMALL LETTER E WITH ACUTE}n rema? > Nosotros.",
            "qna 9-14 Ruder > Wir.",
            "topic 16-19 P: is for priority > Yes.",
        ],
    ),
    "a sign for a link to the heading itself": (
        """
        FAQ
        ===

        .. rubric:: Who rows? :ref:`\N{PILCROW SIGN} <who>`

        We do.

        .. rubric:: Where to?

        Home.
        """,
        ["qna 4-6 Who rows? > We do.", "qna 8-10 Where to? > Home."],
    ),
    "an address on the last line": (
        """
        FAQ
        ===

        Who rows?
        ---------

        We do; see `the list
        <https://example.org/>`_.

        .. note:: Not in winter.

        Where to?
        ---------

        See `the map
        <https://example.org/map>`_.
        """,
        ["qna 4-10 Who rows? > We do; see the list. / Not in winter.", "qna 12-16 Where to? > See the map."],
    ),
    "markers in brackets, indented below a heading that states": (
        """
        FAQ
        ===

        Who rows?
        ---------

        We do.

        Boats are hard.
        ---------------

          [Q] **Does it leak,
          now and then?**

          [A] It does not.

          [Q] Is it painted?

          [A] In spring.
        """,
        [
            "qna 4-7 Who rows? > We do.",
            "qna 12-15 Does it leak, now and then? > It does not.",
            "qna 17-19 Is it painted? > In spring.",
        ],
    ),
    "names that look like markers": (
        """
        Boats
        =====

        Q1.
            The oars go in.

        Q2.
            The oars go out.
        """,
        ["topic 1-8 Boats > Q1. / The oars go in. / Q2. / The oars go out."],
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_entries(name: str) -> None:
    text, expected = PAGES[name]
    assert [shown(entry) for entry in entries(text)] == expected


def test_a_marked_question_below_a_statement_is_another_phrasing() -> None:
    marked = entries(PAGES["markers of other languages"][0])
    assert [entry.alternates for entry in marked] == [(), ("Wer rudert?",), ()]
