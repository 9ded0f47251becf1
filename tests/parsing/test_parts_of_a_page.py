"""Which parts of a page hold questions: groups, steps below a statement, a table of contents, what is no FAQ."""

import pytest

from tests.parsing.test_page_of_questions import entries, shown

PARTS = {
    "a part named FAQ among questions": (
        """
        FAQ
        ===

        Who rows?
        ---------

        We do.

        The oar is broken
        -----------------

        Buy one.

        FAQ of sailing
        --------------

        Is there wind?
        ~~~~~~~~~~~~~~

        No.
        """,
        [
            "qna 4-7 Who rows? > We do.",
            "qna 9-12 The oar is broken > Buy one.",
            "qna 17-20 Is there wind? > No.",
        ],
    ),
    "steps below a statement": (
        """
        FAQ
        ===

        The boat is wet
        ---------------

        Do this.

        Take a cloth
        ~~~~~~~~~~~~

        A dry one.

        The oar is broken
        -----------------

        Step 1: wood
        ~~~~~~~~~~~~

        Saw.

        Rowing
        ------

        Who rows?
        ~~~~~~~~~

        We do.

        Where to?
        ---------

        Home.
        """,
        [
            "qna 4-12 The boat is wet > Do this. / Take a cloth / A dry one.",
            "qna 14-20 The oar is broken > Step 1: wood / Saw.",
            "qna 25-28 Who rows? > We do.",
            "qna 30-33 Where to? > Home.",
        ],
    ),
    "groups with a word of their own": (
        """
        FAQ
        ===

        Rowing
        ------

        It is hard.

        Oars
        ~~~~

        Two.

        Boats
        ~~~~~

        One.
        """,
        ["topic 4-7 Rowing > It is hard.", "qna 9-12 Oars > Two.", "qna 14-17 Boats > One."],
    ),
    "headings that are not about the thing": (
        """
        FAQ
        ===

        Who rows?
        ---------

        We do.

        Credits
        -------

        To us.
        """,
        ["qna 4-7 Who rows? > We do.", "topic 9-12 Credits > To us."],
    ),
    "one heading that asks": (
        """
        Boats
        =====

        They float.

        Who rows?
        ---------

        We do.
        """,
        ["topic 1-4 Boats > They float.", "qna 6-9 Who rows? > We do."],
    ),
    "one heading that asks above others": (
        """
        Boats
        =====

        What is new?
        ------------

        Oars
        ~~~~

        Two.
        """,
        ["topic 7-10 Oars > Two."],
    ),
    "what stands below a table of contents": (
        """
        Boats in trouble
        ================

        Table of Contents
        -----------------

        * `It leaks`_

        It leaks
        ~~~~~~~~

        Paint it.
        """,
        ["topic 9-12 It leaks > Paint it."],
    ),
    "a table of contents by another name": (
        """
        FAQ
        ===

        Summary
        -------

        * `Who rows?`_
        * `Where to?`_
        * `It leaks`_

        Who rows?
        ---------

        We do.

        Where to?
        ---------

        * `It leaks`_
        * `Who rows?`_
        * `Where to?`_

        It leaks
        --------

        * `Who rows?`_
        * `Where to?`_

        It sinks
        --------

        * `Who rows?`_
        * `Where to?`_
        * `It leaks`_, or so.
        """,
        [
            "qna 11-14 Who rows? > We do.",
            "qna 16-21 Where to? > It leaks / Who rows? / Where to?",
            "qna 23-27 It leaks > Who rows? / Where to?",
            "qna 29-34 It sinks > Who rows? / Where to? / It leaks, or so.",
        ],
    ),
}


@pytest.mark.parametrize("name", PARTS)
def test_entries(name: str) -> None:
    text, expected = PARTS[name]
    assert [shown(entry) for entry in entries(text)] == expected
