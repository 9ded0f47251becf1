"""Trains the weights that tell the entries of a FAQ apart, the passages of each, and what is out of scope.

    python -m bench.weights FAQ.rst [TRAINING.toml] [--people MESSAGES.jsonl ...]

A logistic regression of all entries at once, without an intercept, over the buckets of a text (``index.buckets``) is
fitted on what both knowledge files, a third one of questions that only this training needs (``bench/training.toml`` for
the bundled document), messages of people and the document itself know (``bench.examples`` says how often each counts).
Another regression for each entry, over fewer buckets, tells the sentences apart that the questions about its details
are answered by. One more tells what the document does not answer from what it does. The weights in FAQ.generated.toml
are written anew, and the messages of people that it lacks are added (not the longest, nor doubtful ones that nothing
answers: ``bench.messages``); the rest of it stays, so that a message that is changed or withdrawn has to be taken out
of it by hand.
Run this again where either file changes: the engine uses weights that are out of date, and finds a little less. Needs
the extra ``bench`` (scikit-learn). On the bundled document it takes half a minute.

``PENALTY`` (of 3, 5 and 10: messages of people that were left out, .799, .800 and .791 as AUROC; written practice
questions, .972, .980 and .980 right first), the numbers of buckets and how much the weights count
(``Parameters.learned``, ``PassageFeatures.learned``) were chosen by the practice messages of people and the written
practice questions, none of which it is trained on.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bench.examples import (
    OUTSIDE,
    Example,
    detail_examples,
    entry_examples,
    need_examples,
    scope_examples,
    texts_of,
)
from bench.generated import comment, known, lines, with_weights
from bench.messages import Message, messages, taught
from faq.knowledge.paths import knowledge_paths
from faq.knowledge.values import Knowledge, merged
from index.buckets import BUCKETS, FEW, STEP, buckets, written

PENALTY, PASSAGE_PENALTY = 5.0, 3.0
"""The inverse of the penalty on large weights, of entries (and scope) and of passages."""


def matrix(texts: Sequence[str], size: int = BUCKETS) -> Any:
    """Return the buckets of texts as a sparse matrix, a row a text; where they are fewer, several share one."""
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for row, text in enumerate(texts):
        counts = buckets(text)
        rows += [row] * len(counts)
        columns += [bucket % size for bucket in counts]
        values += counts.values()
    return csr_matrix((values, (rows, columns)), shape=(len(texts), size))


def trained(examples: Sequence[Example], penalty: float, size: int) -> dict[str, str]:
    """Return the weights of each class of examples, as they are written; nothing where there is one class only."""
    labels = [example.label for example in examples]
    if len(set(labels)) < 2:
        return {}
    model = LogisticRegression(C=penalty, fit_intercept=False, max_iter=200)
    counts = [example.weight for example in examples]
    model.fit(matrix([example.text for example in examples], size), labels, counts)
    weights = model.coef_ if len(model.classes_) > 2 else np.vstack([-model.coef_, model.coef_]) / 2
    steps = np.rint(weights / STEP).astype(int)
    return {label: written(row.tolist()) for label, row in zip(model.classes_, steps, strict=True)}


def weighed(faq: Path, generated: Knowledge, training: Knowledge, people: Sequence[Message]) -> Knowledge:
    """Return what FAQ.generated.toml is to hold: what it held, with messages of people and weights trained anew.

    Args:
        faq: the document.
        generated: what the file holds.
        training: what only the training needs.
        people: the messages.
    """
    texts = texts_of(faq)
    reviewed = known(Path(knowledge_paths(str(faq))[0]))
    knowledge = merged(merged(reviewed, taught(generated, people)), training)
    phrasings = frozenset(message.phrasing for message in people)
    entries = trained(list(entry_examples(texts, knowledge, phrasings)), PENALTY, BUCKETS)
    details = {}
    for curated in knowledge.entries:
        if curated.id in texts:
            text = texts[curated.id]
            examples = [*detail_examples(text, curated), *need_examples(text, curated, people)]
            details[curated.id] = trained(examples, PASSAGE_PENALTY, FEW)
    outside = trained(list(scope_examples(knowledge, phrasings)), PENALTY, BUCKETS).get(OUTSIDE, "")
    held = taught(generated, [message for message in people if message.is_in_knowledge_file])
    return with_weights(held, entries, details, outside)


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
    knowledge = weighed(chosen.faq, known(generated), training, messages(chosen.people))
    text = "\n".join(lines(knowledge))
    generated.write_text(f"{comment(generated)}{text}\n", "utf-8")
    print(f"{generated}: weights of {sum(1 for entry in knowledge.entries if entry.weights)} entries")


if __name__ == "__main__":
    main()
