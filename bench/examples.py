"""What the weights of a FAQ are trained on (``bench.weights``).

Each phrasing and symptom of an entry counts once, a question about a detail of it ``DETAIL`` times, a message of a real
person (``bench/people``) ``PERSON`` times, the heading ``OWN`` times, a block of the answer ``BLOCK`` times. The text
of entries that only revisions of the document have is taken from these, if they are beside it
(revisions/NAME/FAQ.rst).

For the sentences of an entry that answer questions about its details, each question counts once, the sentence
``SENTENCE`` times. A message for which the lines that its writer needs are noted counts ``PERSON`` times, shared among
their sentences.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from bench.messages import Message
from faq.indexing.passages import passages
from faq.knowledge.values import Curated, Knowledge
from faq.model import Entry
from faq.parsing.parse import parse

OWN, BLOCK = 4.0, 0.5
"""How often an entry's own question and each block of its answer count beside one that people may ask."""

DETAIL = 1.25
"""How often a question about a detail of an entry counts beside one about all of it: of 1, 1.25 and 1.5, .843, .849 and
.852 of the written practice questions get the right short answer, .031, .029 and .030 are refused wrongly; people's
messages that were left out find the right entry first as often with 1 and 1.25 (.817, .814), less with 1.5 (.809)."""

PERSON = 10.0
"""How often a message of a real person counts beside a question that was written for the knowledge file: of 3, 10
and 30 the best for messages that were left out; among sentences, 30 is as good and 3 worse."""

SENTENCE = 4.0
"""How often a sentence counts beside a question that it answers."""

WITHIN, OUTSIDE = "within", "outside"
"""Whether a question is in scope."""


class Text(NamedTuple):
    """An entry, and the lines of the document that it is in."""

    entry: Entry
    source: list[str]


class Example(NamedTuple):
    """A text, what it is an example of (an entry's id, the first words of a sentence that answers it, or whether it is
    in scope), and how often it counts."""

    text: str
    label: str
    weight: float


def texts_of(faq: Path) -> dict[str, Text]:
    """Return the entries of a document by id, and those that only its revisions have."""
    texts: dict[str, Text] = {}
    for file in (faq, *sorted(faq.parent.glob(f"revisions/*/{faq.name}"))):
        document = file.read_text("utf-8")
        for entry in parse(document, file.name).entries:
            texts.setdefault(entry.id, Text(entry, document.split("\n")))
    return texts


def entry_examples(
    texts: Mapping[str, Text], knowledge: Knowledge, people: Collection[str] = ()
) -> Iterator[Example]:
    """Return all that is known to be of an entry.

    Args:
        texts: the entries by id.
        knowledge: what is known of them.
        people: which of the phrasings are messages of people.
    """
    for curated in knowledge.entries:
        details = frozenset(question for detail in curated.details for question in detail.questions)
        for phrasing in dict.fromkeys(curated.phrasings):
            usual = DETAIL if phrasing in details else 1.0
            yield Example(phrasing, curated.id, PERSON if phrasing in people else usual)
    known = {curated.id for curated in knowledge.entries}
    for id, (entry, _) in texts.items():
        if id in known:
            yield Example(entry.question, id, OWN)
            for block in entry.blocks:
                yield Example(block.text, id, BLOCK)


def detail_examples(text: Text, curated: Curated) -> Iterator[Example]:
    """Return what is known to be answered by a sentence of an entry."""
    for detail in curated.details:
        for question in detail.questions:
            yield Example(question, detail.answer, 1.0)
        for passage in passages(*text):
            if passage.text.startswith(detail.answer):
                yield Example(passage.text, detail.answer, SENTENCE)


def need_examples(text: Text, curated: Curated, people: Iterable[Message]) -> Iterator[Example]:
    """Return the messages whose writers need sentences of an entry; what a message counts is shared among these."""
    entry_passages = passages(*text)
    for message in people:
        if message.needs is None or text.entry.id not in message.entries:
            continue
        first, last = message.needs
        needed = [
            each.text for each in entry_passages if each.lines.first <= last and first <= each.lines.last
        ]
        answers = [
            detail.answer
            for detail in curated.details
            if any(passage.startswith(detail.answer) for passage in needed)
        ]
        for answer in answers:
            yield Example(message.text, answer, PERSON / len(answers))


def scope_examples(knowledge: Knowledge, people: Collection[str] = ()) -> Iterator[Example]:
    """Return what is known to be out of scope, and what is not.

    Args:
        knowledge: what is known.
        people: which of the questions are messages of people.
    """
    for curated in knowledge.entries:
        for phrasing in dict.fromkeys(curated.phrasings):
            yield Example(phrasing, WITHIN, PERSON if phrasing in people else 1.0)
    for question in knowledge.outside:
        yield Example(question, OUTSIDE, PERSON if question in people else 1.0)
