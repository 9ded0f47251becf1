"""Glossaries: each term is an entry."""

from faq.model import QNA, TOPIC
from faq.parsing.parse import parse

GLOSSARY = """
.. glossary::
   :sorted:

   lamp
     A thing that glows.

     It needs a bulb.

   bulb : of a lamp
     What glows in it.

   Why terms?
     They are short.
"""


def test_terms_are_entries() -> None:
    document = parse(f"Words\n=====\n\nOf lamps.\n{GLOSSARY}\nThe end.\n", "words.rst")
    found = [(entry.kind, entry.question, tuple(entry.lines), entry.id) for entry in document.entries]
    assert found == [
        (TOPIC, "Words", (1, 20), "words"),
        (TOPIC, "lamp", (9, 12), "lamp"),
        (TOPIC, "bulb", (14, 15), "bulb"),
        (QNA, "Why terms?", (17, 18), "why-terms"),
    ]
    assert [block.text for block in document.entries[0].blocks] == ["Of lamps.", "The end."]
    assert [block.text for block in document.entries[1].blocks] == ["A thing that glows.", "It needs a bulb."]


def test_a_glossary_in_an_answer_is_a_part_of_it() -> None:
    document = parse(f"FAQ\n===\n\nWhich words are used?\n---------------------\n{GLOSSARY}", "faq.rst")
    (entry,) = document.entries
    assert entry.blocks[0].text == "lamp"


def test_what_is_no_term_stays_where_it_is() -> None:
    document = parse("Words\n=====\n\n.. glossary::\n\n   None yet.\n", "words.rst")
    assert [block.text for entry in document.entries for block in entry.blocks] == ["None yet."]
