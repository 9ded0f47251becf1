"""Records: what comes back with a hit. Payloads are JSON, so that reading them runs no code."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from faq.model import Block, Entry, Lines, Link, Passage

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

    ``weighed`` is what speaks for each passage (``faq.indexing.passage_evidence``), packed;
    empty where it is worked out when needed.
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


def pack_outside(group: str, questions: Iterable[Asked]) -> str:
    """Return the payload of an out-of-scope class: the file it belongs to, its questions with their terms, and for each
    term the numbers of those that hold it."""
    asked = tuple(questions)
    holding: dict[str, list[int]] = {}
    for number, one in enumerate(asked):
        for term in one.terms:
            holding.setdefault(term, []).append(number)
    return _dumped([group, [one.text for one in asked], _joined(one.terms for one in asked), holding])


class Outside(NamedTuple):
    """The questions of an out-of-scope class: their texts, the terms of each joined with blanks, and for each term the
    numbers of those that hold it. Few are like the one that is asked; the terms of the others are never taken apart."""

    texts: Sequence[str]
    terms: Sequence[str]
    holding: Mapping[str, Sequence[int]]

    def sharing(self, terms: Iterable[str]) -> list[Asked]:
        """Return the questions that share a term."""
        numbers = sorted({number for term in terms for number in self.holding.get(term, ())})
        return [Asked(self.texts[number], tuple(self.terms[number].split())) for number in numbers]


def outside(payload: str) -> tuple[str, Outside]:
    """Read the payload of an out-of-scope class back: the file it belongs to, and its questions."""
    group, texts, terms, holding = json.loads(payload)
    return group, Outside(texts, terms.split("\n"), holding)


def pack(found: Stored) -> str:
    """Return the payload of an entry: JSON with long lists of terms as one string each, which is read in no time."""
    entry = found.entry
    return _dumped(
        [
            entry._replace(alternates=()),
            len(entry.alternates),
            found.group,
            [asked.text for asked in found.questions],
            _joined(asked.terms for asked in found.questions),
            [asked.passage for asked in found.questions],
            found.passages,
            _joined(found.passage_terms),
            found.weighed,
        ]
    )


def stored(payload: str) -> Stored:
    """Read the payload of an entry back; its alternate questions stand behind its primary one."""
    entry, alternates, group, texts, terms, answering, spans, span_terms, weighed = json.loads(payload)
    id, kind, question, _, section, blocks, links, lines, own = entry
    return Stored(
        Entry(
            id,
            kind,
            question,
            tuple(texts[1 : 1 + alternates]),
            tuple(section),
            tuple(Block(b[0], b[1], Lines(*b[2]), *b[3:]) for b in blocks),
            tuple(Link(*link) for link in links),
            Lines(*lines),
            own,
        ),
        group,
        tuple(map(Asked, texts, _apart(terms), answering)),
        tuple(Passage(text, Lines(*span), block, kind) for text, span, block, kind in spans),
        tuple(_apart(span_terms)) if spans else (),
        weighed,
    )


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _joined(lists: Iterable[Iterable[str]]) -> str:
    return "\n".join(map(" ".join, lists))


def _apart(joined: str) -> Iterator[tuple[str, ...]]:
    return (tuple(terms.split()) for terms in joined.split("\n"))
