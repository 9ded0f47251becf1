"""Trains the weights that tell the entries of a FAQ apart, and writes them beside it.

    python -m bench.weights FAQ.rst

A logistic regression of all entries at once, without an intercept, over the buckets of a text (``index.buckets``) is
fitted on what FAQ.toml and the document itself know: each phrasing, symptom and question about a detail counts once,
the heading ``OWN`` times, a block of the answer ``BLOCK`` times. FAQ.generated.toml is written anew. Run it again
where FAQ.toml changes: the engine uses weights that are out of date, and finds a little less. Needs the extra
``bench`` (scikit-learn). On the bundled document it takes half a minute.

``PENALTY`` (of 3 and 10, alike), the number of buckets and how much the weights count (``Parameters.learned``) were
chosen by the practice messages of people and the written practice questions, none of which it is trained on.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from faq.knowledge.file import read
from faq.knowledge.paths import knowledge_paths
from faq.knowledge.values import Knowledge
from faq.model import Document
from faq.parsing.parse import parse
from index.buckets import BUCKETS, STEP, buckets, written

OWN, BLOCK = 4.0, 0.5
"""How often an entry's own question and each block of its answer count beside one that people may ask."""

PENALTY = 10.0
"""The inverse of the penalty on large weights."""

HEADER = """\
# SPDX-FileCopyrightText: The bpffaq authors
# SPDX-License-Identifier: GPL-2.0-only
# Trained on the knowledge file and the document by "python -m bench.weights": for each entry one character a weight.
"""


class Example(NamedTuple):
    """A text, the entry that it is of, and how often it counts."""

    text: str
    id: str
    weight: float


def examples(document: Document, knowledge: Knowledge) -> Iterator[Example]:
    """Return all that is known to be of an entry; entries that only other revisions have are among them."""
    for curated in knowledge.entries:
        for phrasing in curated.phrasings:
            yield Example(phrasing, curated.id, 1.0)
    known = {curated.id for curated in knowledge.entries}
    for entry in document.entries:
        if entry.id in known:
            yield Example(entry.question, entry.id, OWN)
            for block in entry.blocks:
                yield Example(block.text, entry.id, BLOCK)


def matrix(texts: Sequence[str]) -> Any:
    """Return the buckets of texts as a sparse matrix, a row a text."""
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for row, text in enumerate(texts):
        found = buckets(text)
        rows += [row] * len(found)
        columns += found
        values += found.values()
    return csr_matrix((values, (rows, columns)), shape=(len(texts), BUCKETS))


def trained(given: Sequence[Example]) -> dict[str, str]:
    """Return the weights of each entry, as they are written."""
    model = LogisticRegression(C=PENALTY, fit_intercept=False, max_iter=200)
    counts = [example.weight for example in given]
    model.fit(matrix([example.text for example in given]), [example.id for example in given], counts)
    steps = np.rint(model.coef_ / STEP).astype(int)
    return {id: written(row.tolist()) for id, row in zip(model.classes_, steps, strict=True)}


def main() -> None:
    """Train and write."""
    arguments = argparse.ArgumentParser(
        prog="python -m bench.weights", description="Train the weights of a FAQ."
    )
    arguments.add_argument("faq", type=Path, metavar="FAQ.rst")
    faq = arguments.parse_args().faq
    reviewed, generated = map(Path, knowledge_paths(str(faq)))
    document = parse(faq.read_text("utf-8"), faq.name)
    knowledge = read(reviewed.read_text("utf-8"), str(reviewed)).knowledge
    found = trained(list(examples(document, knowledge)))
    lines = [HEADER]
    for id, weights in found.items():
        lines.append(f"[entries.{id}]\nweights = '{weights}'\n")
    generated.write_text("\n".join(lines), "utf-8")
    print(f"{generated}: weights of {len(found)} entries")


if __name__ == "__main__":
    main()
