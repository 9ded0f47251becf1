"""Recording: what is worked out of a document once, for all questions to come.

Evidence of words and 4-grams, the analysed questions and passages, what speaks for each passage.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import TypeVar

from faq.indexing.passage_evidence import told, weigh
from faq.indexing.passages import passages
from faq.indexing.payloads import (
    ENTRY,
    FOLLOW_UPS,
    LATER,
    OUTSIDE,
    SYNONYMS,
    Analysed,
    Asked,
    marked,
    pack,
    pack_outside,
)
from faq.knowledge.values import Curated, Knowledge
from faq.model import QNA, TOPIC, Document, Entry, Passage
from index.analysis import gram_words, grams, grams_of, terms, tokens
from index.buckets import FEW, is_written
from index.evidence import DAMPING, Examples, evidence, mass, mass_of_grams, mass_of_words
from index.search import Record
from index.texts import table

Text = TypeVar("Text")
Example = tuple[Sequence[str], float]
"""A text in parts, each of which is analysed once wherever it recurs, and its weight."""

QUESTION_WEIGHT = 8.0
"""Weight of the primary question among an entry's examples; fitted with ``python -m bench.fit``."""

BLOCK_WEIGHT = 0.2
"""Weight of each block of an answer; fitted likewise."""


def of_document(document: Document, source: Sequence[str], knowledge: Knowledge) -> Iterator[Record]:
    """Return the records of a document.

    Args:
        document: the document; its path is the records' group.
        source: its lines.
        knowledge: its knowledge file.
    """
    curated = {entry.id: entry for entry in knowledge.entries}
    later = dict.fromkeys(knowledge.later, (LATER,))
    for entry in document.entries:
        found = _entry(document, entry, passages(entry, source), curated.get(entry.id, Curated(entry.id)))
        yield found._replace(keys=later.get(entry.id, ()))
    for one in knowledge.entries:
        if one.follow_ups:
            yield _follow_ups(document.path, one)._replace(keys=later.get(one.id, ()))
    if knowledge.outside:
        yield _outside(document.path, knowledge)
    if knowledge.synonyms:
        yield _synonyms(document.path, knowledge)


def _entry(document: Document, entry: Entry, spans: Sequence[Passage], curated: Curated) -> Record:
    full = _with_phrasings(entry, curated)
    asked = _questions(full, curated, spans)
    known = told(asked, spans)
    analysed = Analysed(
        entry=full,
        group=document.path,
        questions=asked,
        passages=tuple(spans),
        passage_terms=tuple(_distinct(span.text) for span in spans),
        evidence=weigh(known, spans) if entry.kind == QNA else None,
        weights=curated.weights if is_written(curated.weights) else "",
        passage_weights=_passage_weights(curated, spans),
    )
    damping = DAMPING if curated.phrasings else 1.0
    details = asked[1 + len(full.alternates) :]
    texts = _texts(full, [detail.text for detail in details if detail.passage < 0])
    return Record(
        group=document.path,
        key=entry.id,
        kind=ENTRY,
        words=evidence(mass(_examples(terms, texts), _each(known)), damping),
        grams=_grams(full, texts, damping),
        vocabulary=_vocabulary([*whole(full), *(question.text for question in asked)])
        | _pairs(whole(full) if curated.phrasings else (entry.question,)),
        payload=pack(analysed),
    )


def _with_phrasings(entry: Entry, curated: Curated) -> Entry:
    """An entry with what its knowledge file phrases otherwise, behind its own alternates."""
    further = [
        phrasing for phrasing in curated.questions + curated.symptoms if phrasing not in entry.alternates
    ]
    return entry._replace(alternates=(*entry.alternates, *further), own=len(entry.alternates))


def _questions(entry: Entry, curated: Curated, spans: Sequence[Passage]) -> tuple[Asked, ...]:
    """All questions of an entry, those about a detail last, with the passage that answers them."""
    details: list[str] = []
    answering: dict[str, int] = {}
    for detail in curated.details:
        details += detail.questions
        answering.update(dict.fromkeys(detail.questions, _beginning(detail.answer, spans)))
    questions = (entry.question, *entry.alternates, *details)
    return tuple(Asked(text, _distinct(text), answering.get(text, -1)) for text in questions)


def _passage_weights(curated: Curated, spans: Sequence[Passage]) -> tuple[str, ...]:
    """The weights of each passage, empty where it has none."""
    weights = [""] * len(spans)
    for detail in curated.details:
        number = _beginning(detail.answer, spans)
        if number >= 0 and is_written(detail.weights, FEW):
            weights[number] = detail.weights
    return tuple(weights)


def _beginning(answer: str, spans: Sequence[Passage]) -> int:
    """The number of the first passage that begins with an answer, -1 where none does."""
    for number, span in enumerate(spans):
        if span.text.startswith(answer):
            return number
    return -1


def _grams(entry: Entry, texts: Sequence[Example], damping: float) -> dict[str, float]:
    """The evidence of an entry's 4-grams, without those of questions that a passage answers. A topic is found by those
    of its heading alone: its text has many, for little."""
    if entry.kind == TOPIC and damping == 1.0:
        heading, *others = texts
        rest = sum(weight * mass_of_grams(sum(map(len, parts))) for parts, weight in others)
        return evidence(_mass_of_grams([heading]), others=rest)
    found = evidence(_mass_of_grams(texts), damping)
    return {gram: found[gram] for gram in grams(entry.question)} if entry.kind == TOPIC else found


def _mass_of_grams(texts: Iterable[Example]) -> dict[str, float]:
    return mass_of_words(_examples(gram_words, texts), grams_of)


def _examples(split: Callable[[str], Sequence[str]], texts: Iterable[Example]) -> Examples:
    for parts, weight in texts:
        yield split(parts[0]) if len(parts) == 1 else list(chain.from_iterable(map(split, parts))), weight


def _each(texts: Iterable[Text], weight: float = 1.0) -> list[tuple[Text, float]]:
    return [(text, weight) for text in texts]


def _texts(entry: Entry, details: Sequence[str]) -> list[Example]:
    """The examples of an entry's class: its questions except for those that a passage answers, its text as a whole and
    by blocks."""
    return [
        ((entry.question,), QUESTION_WEIGHT),
        *_alone((*entry.alternates, *details)),
        (whole(entry), 1.0),
        *_alone((block.text for block in entry.blocks), BLOCK_WEIGHT),
    ]


def _alone(texts: Iterable[str], weight: float = 1.0) -> Iterator[Example]:
    return (((text,), weight) for text in texts)


def whole(entry: Entry) -> tuple[str, ...]:
    """Return all text of an entry, in parts: its heading, its question and the blocks of its answer."""
    return (*entry.section[-1:], entry.question, *(block.text for block in entry.blocks))


def _outside(group: str, knowledge: Knowledge) -> Record:
    questions, weights = knowledge.outside, knowledge.outside_weights
    found = list(map(terms, questions))
    distinct = map(dict.fromkeys, found)
    return Record(
        group=group,
        key="",
        kind=OUTSIDE,
        words=evidence(mass(_each(found))),
        grams=evidence(_mass_of_grams(_alone(questions))),
        vocabulary=_vocabulary(questions),
        payload=pack_outside(group, questions, distinct, weights if is_written(weights) else ""),
    )


def _follow_ups(group: str, curated: Curated) -> Record:
    """The class of an entry's follow-ups; its terms are marked, so that only follow-ups are compared with it."""
    examples = list(_alone(curated.follow_ups))
    return Record(
        group=group,
        key="",
        kind=FOLLOW_UPS,
        words=_marked(evidence(mass(_examples(terms, examples)))),
        grams=_marked(evidence(_mass_of_grams(examples))),
        vocabulary=(),
        payload=(group, curated.id),
    )


def _marked(weights: dict[str, float]) -> dict[str, float]:
    return dict(zip(marked(weights), weights.values(), strict=True))


def _synonyms(group: str, knowledge: Knowledge) -> Record:
    merged: dict[str, dict[str, None]] = {}
    for synonym in knowledge.synonyms:
        phrase = " ".join(chain.from_iterable(token.terms for token in tokens(synonym.phrase)))
        alike = (word for word in synonym.words if " ".join(terms(word)) != phrase)
        merged.setdefault(phrase, {}).update(dict.fromkeys(alike))
    payload = table((phrase, "\t".join(words)) for phrase, words in merged.items())
    return Record(group, "", SYNONYMS, {}, {}, (), (payload,))


def _distinct(question: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(terms(question)))


def _vocabulary(texts: Iterable[str]) -> set[str]:
    written = {token.surface for text in texts for token in tokens(text)}
    parts = set("-".join(written).lower().replace("_", "-").split("-"))
    return {part for part in parts if len(part) > 3 and part.isalpha()}


def _pairs(parts: Iterable[str]) -> set[str]:
    """Neighbouring words of a text in parts, to be known where the space between them is left out. Those of every text
    would be too many in a large library."""
    words = [
        token.surface.lower() if token.topical else "" for token in chain.from_iterable(map(tokens, parts))
    ]
    pairs: set[str] = set()
    for one, other in pairwise(words):
        if min(len(one), len(other)) > 2 and one.isalpha() and other.isalpha():
            pairs.add(f"{one} {other}")
    return pairs
