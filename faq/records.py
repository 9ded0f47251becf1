"""Records: what is indexed of an entry, and what comes back with a hit.

Everything that a question needs later is worked out here once: evidence of words and 4-grams,
the analysed questions and passages. The payload is JSON, so that reading it runs no code.
"""

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from faq.knowledge import Curated, Knowledge
from faq.passages import Passage, passages
from faq.values import TOPIC, Block, Document, Entry, Lines, Link
from index.analysis import grams, terms, tokens
from index.evidence import evidence
from index.search import Record

BLOCK_WEIGHT = 0.2
"""Weight of each block of an answer; fitted likewise."""

ENTRY, OUTSIDE, SYNONYMS, DOCUMENT = "entry", "outside", "synonyms", "document"
"""Kinds of records."""

QUESTION_WEIGHT = 8.0
"""Weight of the primary question among an entry's examples; fitted with ``python -m bench.fit``."""


class Asked(NamedTuple):
    """A question of an entry and its distinct terms. ``passage`` is the number of the passage that answers
    it, or -1."""

    text: str
    terms: tuple[str, ...]
    passage: int = -1


class Stored(NamedTuple):
    """What a hit brings: the entry, the file it stands in, its questions and passages, analysed."""

    entry: Entry
    group: str
    questions: tuple[Asked, ...]
    passages: tuple[Passage, ...]
    passage_terms: tuple[tuple[str, ...], ...]


def of_document(document: Document, source: Sequence[str], knowledge: Knowledge) -> Iterator[Record]:
    """Return the records of a document.

    Args:
        document: the document; its path is the records' group.
        source: its lines.
        knowledge: its knowledge file.
    """
    curated = {entry.id: entry for entry in knowledge.entries}
    for entry in document.entries:
        yield _entry(
            document, entry, passages(entry, source), curated.get(entry.id, Curated(entry.id, (), ()))
        )
    if knowledge.outside:
        yield _outside(document.path, knowledge.outside)
    if knowledge.synonyms:
        yield _synonyms(document.path, knowledge)


def _entry(document: Document, entry: Entry, spans: Sequence[Passage], curated: Curated) -> Record:
    alternates = entry.alternates + tuple(q for q in curated.questions if q not in entry.alternates)
    details = tuple(question for detail in curated.details for question in detail.questions)
    full = entry._replace(alternates=alternates, own=len(entry.alternates))
    answering = {
        question: next((n for n, span in enumerate(spans) if span.text.startswith(detail.answer)), -1)
        for detail in curated.details
        for question in detail.questions
    }
    asked = tuple(Asked(q, _distinct(q), answering.get(q, -1)) for q in (entry.question, *alternates, *details))
    stored = Stored(
        full, document.path, asked, tuple(spans), tuple(tuple(terms(span.text)) for span in spans)
    )
    texts = _texts(full, details)
    return Record(
        group=document.path,
        key=entry.id,
        kind=ENTRY,
        words=evidence((terms(text), weight) for text, weight in texts),
        grams=_grams(full, texts),
        surfaces=_surfaces(text for text, _ in texts[: len(alternates) + 2]),
        payload=json.dumps(stored, ensure_ascii=False, separators=(",", ":")),
    )


def _grams(entry: Entry, texts: Sequence[tuple[str, float]]) -> dict[str, float]:
    """The evidence of an entry's 4-grams. A topic is found by those of its heading alone: its text has many,
    for little."""
    found = evidence((grams(text), weight) for text, weight in texts)
    if entry.kind != TOPIC:
        return found
    return {gram: found[gram] for gram in grams(entry.question)}


def _texts(entry: Entry, details: Sequence[str]) -> list[tuple[str, float]]:
    """The examples of an entry's class: its question, its alternates, the questions of detail, its text as a whole and by blocks."""
    answer = [block.text for block in entry.blocks]
    whole = " ".join([*entry.section[-1:], entry.question, *answer])
    return [
        (entry.question, QUESTION_WEIGHT),
        *((question, 1.0) for question in (*entry.alternates, *details)),
        (whole, 1.0),
        *((text, BLOCK_WEIGHT) for text in answer),
    ]


def _outside(group: str, questions: Sequence[str]) -> Record:
    return Record(
        group=group,
        key="",
        kind=OUTSIDE,
        words=evidence((terms(q), 1.0) for q in questions),
        grams=evidence((grams(q), 1.0) for q in questions),
        surfaces=_surfaces(questions),
        payload=json.dumps([group, [[q, _distinct(q)] for q in questions]], ensure_ascii=False),
    )


def _synonyms(group: str, knowledge: Knowledge) -> Record:
    merged: dict[str, dict[str, None]] = {}
    for synonym in knowledge.synonyms:
        phrase = " ".join(term for token in tokens(synonym.phrase) for term in token.terms)
        merged.setdefault(phrase, {}).update(dict.fromkeys(synonym.words))
    payload = json.dumps({phrase: list(words) for phrase, words in merged.items()}, ensure_ascii=False)
    return Record(group, "", SYNONYMS, {}, {}, (), payload)


def _distinct(question: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(terms(question)))


def _surfaces(texts: "Sequence[str] | Iterator[str]") -> set[str]:
    return {
        part
        for text in texts
        for token in tokens(text)
        for part in token.surface.lower().replace("_", "-").split("-")
        if len(part) > 3 and part.isalpha()
    }


def outside(payload: str) -> tuple[str, tuple[Asked, ...]]:
    """Read the payload of an out-of-scope class back: the file it belongs to, and its questions."""
    group, questions = json.loads(payload)
    return group, tuple(Asked(text, tuple(words)) for text, words in questions)


def stored(payload: str) -> Stored:
    """Read a payload back."""
    entry, group, questions, spans, span_terms = json.loads(payload)
    id, kind, question, alternates, section, blocks, links, lines, own = entry
    return Stored(
        Entry(
            id,
            kind,
            question,
            tuple(alternates),
            tuple(section),
            tuple(Block(b[0], b[1], Lines(*b[2]), *b[3:]) for b in blocks),
            tuple(Link(*link) for link in links),
            Lines(*lines),
            own,
        ),
        group,
        tuple(Asked(text, tuple(words), passage) for text, words, passage in questions),
        tuple(Passage(text, Lines(*span), block, kind) for text, span, block, kind in spans),
        tuple(tuple(words) for words in span_terms),
    )
