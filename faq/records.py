"""Records: what comes back with a hit. Payloads are JSON, so that reading them runs no code."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from faq.values import Block, Entry, Lines, Link, Passage

ENTRY, OUTSIDE, SYNONYMS, FOLLOW_UPS, DOCUMENT = "entry", "outside", "synonyms", "follow-ups", "document"
"""Kinds of records."""


class Asked(NamedTuple):
    """A question of an entry and its distinct terms. ``passage`` is the number of the passage that answers
    it, or -1."""

    text: str
    terms: tuple[str, ...]
    passage: int = -1


class Stored(NamedTuple):
    """What a hit brings: the entry, the file it stands in, its questions and passages, analysed.

    ``weighed`` is what speaks for each passage (``faq.weighing``), packed; empty where it is worked out when needed.
    """

    entry: Entry
    group: str
    questions: tuple[Asked, ...]
    passages: tuple[Passage, ...]
    passage_terms: tuple[tuple[str, ...], ...]
    weighed: str


def marked(terms: Iterable[str]) -> list[str]:
    """Return terms as those of follow-ups: they are looked up apart from those of questions that stand alone."""
    return [f"+{term}" for term in terms]


def outside(payload: str) -> tuple[str, tuple[Asked, ...]]:
    """Read the payload of an out-of-scope class back: the file it belongs to, and its questions."""
    group, questions = json.loads(payload)
    return group, tuple(Asked(text, tuple(words)) for text, words in questions)


def stored(payload: str) -> Stored:
    """Read a payload back."""
    entry, group, questions, spans, span_terms, weighed = json.loads(payload)
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
        weighed,
    )
