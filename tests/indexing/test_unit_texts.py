"""What of an entry gets a vector of its own."""

from faq.indexing.payloads import ENTRY, VECTORS, Stored
from faq.indexing.records import of_document
from faq.indexing.unit_texts import unit_texts, with_vectors
from faq.knowledge.values import Curated, Knowledge
from faq.parsing.parse import parse
from faq.vectors.units import packed
from tests.support.encoders import Meanings

TEXT = """\
Fruit FAQ
=========

Trees
-----

Pears
~~~~~

How do I peel pears?
^^^^^^^^^^^^^^^^^^^^

Q: How are pears peeled?

Wash them. Take a knife.

Use soap.
"""
KNOWLEDGE = Knowledge(
    entries=(Curated("how-do-i-peel-pears", ("How do I skin pears?",), ()),), outside=("Who sells horses?",)
)
PARTS = [
    "How do I peel pears?",
    "How are pears peeled?",
    "Wash them. Take a knife.",
    "Use soap.",
    "Wash them.",
    "Take a knife.",
]
"""The document's own: a curated question is none."""


def test_an_entry_as_a_whole_then_its_parts_each_once() -> None:
    document = parse(TEXT, "fruit.rst", "fruit.rst")
    records = list(of_document(document, TEXT.split("\n"), KNOWLEDGE))
    stored = [Stored(record.payload.__getitem__) for record in records if record.kind == ENTRY]
    (entry,) = (found for found in stored if found.entry.question == PARTS[0])
    assert entry.entry.section == ("Trees", "Pears")
    whole = "Pears How do I peel pears? Wash them. Take a knife. Use soap."
    assert unit_texts(entry) == [whole, *PARTS]


def test_only_entries_get_vectors() -> None:
    document = parse(TEXT, "fruit.rst", "fruit.rst")
    records = list(of_document(document, TEXT.split("\n"), KNOWLEDGE))
    encoder = Meanings()
    found = list(with_vectors(records, encoder))
    assert [record.kind for record in found] == [record.kind for record in records]
    for before, after in zip(records, found, strict=True):
        if before.kind != ENTRY:
            assert after == before
            continue
        assert after.payload[:VECTORS] == before.payload
        texts = unit_texts(Stored(after.payload.__getitem__))
        assert after.payload[VECTORS] == packed(texts, Meanings())
