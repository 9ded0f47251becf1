"""Snapshots made from a text and its knowledge, without a disk."""

from collections.abc import Iterable, Mapping

from faq.indexing.records import of_document
from faq.indexing.unit_texts import with_vectors
from faq.knowledge.values import Knowledge
from faq.library.snapshot import Snapshot
from faq.parsing.parse import parse
from faq.sources.file_state import Files, FileState
from faq.vectors.encoder import Encoder
from index.english import English
from index.search import Record
from index.writing import write

NAME, NOTHING = "fruit.rst", Knowledge()


class States(dict[str, FileState], Files):
    """The states of documents, by name."""


def snapshot(
    text: str, knowledge: Knowledge = NOTHING, english: bytes = b"\n", encoder: Encoder | None = None
) -> Snapshot:
    """Make a snapshot.

    Args:
        text: a document in RST.
        knowledge: what is known about it.
        english: the English words, in the form of ``index.english.WORDS``.
        encoder: makes vectors of the entries.
    """
    return snapshot_of({NAME: (text, knowledge)}, english, encoder)


def snapshot_of(
    texts: Mapping[str, tuple[str, Knowledge]], english: bytes = b"\n", encoder: Encoder | None = None
) -> Snapshot:
    """Make a snapshot of several documents, by name.

    Args:
        texts: documents in RST, each with what is known about it.
        english: the English words.
        encoder: makes vectors of the entries.
    """
    records: list[Record] = []
    states = States()
    for name, (text, knowledge) in texts.items():
        document = parse(text, name, name)
        own: Iterable[Record] = of_document(document, text.split("\n"), knowledge)
        records += with_vectors(own, encoder) if encoder else own
        bare = document._replace(entries=(), labels=(), problems=())
        states[name] = FileState((0, 0, 0), (0, 0, 0), "", len(document.entries), bare, None, knowledge, "")
    return Snapshot(write(None, records), English(english), states, encoder=encoder)
