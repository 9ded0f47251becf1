"""The texts of an entry that get a vector each: the whole, and its questions, blocks and sentences."""

from collections.abc import Iterable, Iterator

from faq.indexing.payloads import ENTRY, Stored
from faq.indexing.records import whole
from faq.vectors.encoder import Encoder
from faq.vectors.units import packed
from index.search import Record


def with_vectors(records: Iterable[Record], encoder: Encoder) -> Iterator[Record]:
    """Return records, with the vectors of their units added to the entries."""
    for record in records:
        if record.kind == ENTRY:
            texts = unit_texts(Stored(record.payload.__getitem__))
            yield record._replace(payload=(*record.payload, packed(texts, encoder)))
        else:
            yield record


def unit_texts(stored: Stored) -> list[str]:
    """Return the text of an entry as a whole, then those of its parts, each once."""
    entry = stored.entry
    blocks = [block.text for block in entry.blocks]
    questions = (entry.question, *entry.alternates[: entry.own])
    sentences = (passage.text for passage in stored.passages)
    return [" ".join(whole(entry)), *dict.fromkeys([*questions, *blocks, *sentences])]
