"""Trains the weights that tell the entries of a FAQ apart, the passages of each, and what is out of scope.

    python -m bench.weights FAQ.rst [TRAINING.toml] [--people MESSAGES.jsonl ...]

A logistic regression of all entries at once, without an intercept, over the buckets of a text (``index.buckets``) is
fitted on what both knowledge files, a third one of questions that only this training needs (``bench/training.toml`` for
the bundled document), and the document itself know: each phrasing, symptom and question about a detail
counts once, a message of a real person (``bench/people``) ``PERSON`` times, the heading ``OWN`` times, a block of the
answer ``BLOCK`` times. The text of entries that only revisions
of the document have is taken from these, if they are beside it (revisions/NAME/FAQ.rst). Another regression for each
entry, over fewer buckets, tells the sentences apart that the questions about its details are answered by: each question
counts once, the sentence ``SENTENCE`` times. A message for which the lines that its writer needs are noted counts
``PERSON`` times, shared among their sentences. One more tells what the document does not answer from what it does. The
weights in FAQ.generated.toml are written anew, and the messages of people that it lacks are added (not the longest, nor
doubtful ones that nothing answers: ``bench.messages``); the rest of it
stays, so that a message that is changed or withdrawn has to be taken out of it by hand.
Run this again where either file changes: the engine uses weights that are out of date, and finds a little less. Needs
the extra ``bench`` (scikit-learn). On the bundled document it takes half a minute.

``PENALTY`` (of 3 and 10, alike), the numbers of buckets and how much the weights count (``Parameters.learned``,
``PassageFeatures.learned``) were chosen by the practice messages of people and the written practice questions, none of
which it is trained on.
"""

import argparse
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bench.generated import comment, known, lines, with_weights
from bench.messages import Message, messages, taught
from faq.indexing.passages import passages
from faq.knowledge.paths import knowledge_paths
from faq.knowledge.values import Curated, Knowledge, merged
from faq.model import Entry
from faq.parsing.parse import parse
from index.buckets import BUCKETS, FEW, STEP, buckets, written

OWN, BLOCK = 4.0, 0.5
"""How often an entry's own question and each block of its answer count beside one that people may ask."""

PERSON = 10.0
"""How often a message of a real person counts beside a question that was written for the knowledge file: of 3, 10
and 30 the best for messages that were left out; among sentences, 30 is as good and 3 worse."""

SENTENCE = 4.0
"""How often a sentence counts beside a question that it answers."""

PENALTY, PASSAGE_PENALTY = 10.0, 3.0
"""The inverse of the penalty on large weights, of entries (and scope) and of passages."""

_WITHIN, _OUTSIDE = "within", "outside"


class Text(NamedTuple):
    """An entry, and the lines of the document that it is in."""

    entry: Entry
    source: list[str]


class Example(NamedTuple):
    """A text, the entry that it is of or the sentence that answers it, and how often it counts."""

    text: str
    of: str
    weight: float


def texts_of(faq: Path) -> dict[str, Text]:
    """Return the entries of a document by id, and those that only its revisions have."""
    found: dict[str, Text] = {}
    for file in (faq, *sorted(faq.parent.glob(f"revisions/*/{faq.name}"))):
        text = file.read_text("utf-8")
        for entry in parse(text, file.name).entries:
            found.setdefault(entry.id, Text(entry, text.split("\n")))
    return found


def examples(
    texts: Mapping[str, Text], knowledge: Knowledge, people: Collection[str] = ()
) -> Iterator[Example]:
    """Return all that is known to be of an entry.

    Args:
        texts: the entries by id.
        knowledge: what is known of them.
        people: which of the phrasings are messages of people.
    """
    for curated in knowledge.entries:
        for phrasing in dict.fromkeys(curated.phrasings):
            yield Example(phrasing, curated.id, PERSON if phrasing in people else 1.0)
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
    """Return the messages whose writers need sentences of an entry: each is shared among these."""
    spans = passages(*text)
    for message in people:
        if message.needs is None or text.entry.id not in message.entries:
            continue
        first, last = message.needs
        read = [span.text for span in spans if span.lines.first <= last and first <= span.lines.last]
        needed = [one.answer for one in curated.details if any(span.startswith(one.answer) for span in read)]
        for answer in needed:
            yield Example(message.text, answer, PERSON / len(needed))


def scope_examples(knowledge: Knowledge, people: Collection[str] = ()) -> Iterator[Example]:
    """Return what is known to be out of scope, and what is not; ``people`` as above."""
    for curated in knowledge.entries:
        for phrasing in dict.fromkeys(curated.phrasings):
            yield Example(phrasing, _WITHIN, PERSON if phrasing in people else 1.0)
    for question in knowledge.outside:
        yield Example(question, _OUTSIDE, PERSON if question in people else 1.0)


def matrix(texts: Sequence[str], size: int = BUCKETS) -> Any:
    """Return the buckets of texts as a sparse matrix, a row a text; where they are fewer, several share one."""
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for row, text in enumerate(texts):
        found = buckets(text)
        rows += [row] * len(found)
        columns += [bucket % size for bucket in found]
        values += found.values()
    return csr_matrix((values, (rows, columns)), shape=(len(texts), size))


def trained(given: Sequence[Example], penalty: float, size: int) -> dict[str, str]:
    """Return the weights of each class of examples, as they are written; nothing where there is one class only."""
    if len({example.of for example in given}) < 2:
        return {}
    model = LogisticRegression(C=penalty, fit_intercept=False, max_iter=200)
    counts = [example.weight for example in given]
    model.fit(matrix([example.text for example in given], size), [example.of for example in given], counts)
    found = model.coef_ if len(model.classes_) > 2 else np.vstack([-model.coef_, model.coef_]) / 2
    steps = np.rint(found / STEP).astype(int)
    return {name: written(row.tolist()) for name, row in zip(model.classes_, steps, strict=True)}


def weighed(faq: Path, own: Knowledge, training: Knowledge, people: Sequence[Message]) -> Knowledge:
    """Return what FAQ.generated.toml is to hold: what it held, with messages of people and weights trained anew.

    Args:
        faq: the document.
        own: what the file holds.
        training: what only the training needs.
        people: the messages.
    """
    texts = texts_of(faq)
    reviewed = known(Path(knowledge_paths(str(faq))[0]))
    knowledge = merged(merged(reviewed, taught(own, people)), training)
    told = frozenset(one.phrasing for one in people)
    entries = trained(list(examples(texts, knowledge, told)), PENALTY, BUCKETS)
    details = {}
    for curated in knowledge.entries:
        if curated.id in texts:
            text = texts[curated.id]
            given = [*detail_examples(text, curated), *need_examples(text, curated, people)]
            details[curated.id] = trained(given, PASSAGE_PENALTY, FEW)
    outside = trained(list(scope_examples(knowledge, told)), PENALTY, BUCKETS).get(_OUTSIDE, "")
    kept = taught(own, [one for one in people if one.is_in_knowledge_file])
    return with_weights(kept, entries, details, outside)


def main() -> None:
    """Train and write."""
    arguments = argparse.ArgumentParser(
        prog="python -m bench.weights", description="Train the weights of a FAQ."
    )
    arguments.add_argument("faq", type=Path, metavar="FAQ.rst")
    arguments.add_argument("training", type=Path, metavar="TRAINING.toml", nargs="?")
    arguments.add_argument("--people", type=Path, nargs="*", default=(), metavar="MESSAGES.jsonl")
    chosen = arguments.parse_args()
    generated = Path(knowledge_paths(str(chosen.faq))[1])
    training = known(chosen.training) if chosen.training else Knowledge()
    found = weighed(chosen.faq, known(generated), training, messages(chosen.people))
    written = "\n".join(lines(found))
    generated.write_text(f"{comment(generated)}{written}\n", "utf-8")
    print(f"{generated}: weights of {sum(1 for entry in found.entries if entry.weights)} entries")


if __name__ == "__main__":
    main()
