"""Fits the engine's constants again, cross-validated, and prints them beside what is in use.

    python -m bench.fit ranking       sweeps: the share of background, rarity, 4-grams, synonyms, primary question
    python -m bench.fit dialogue      sweeps: what earlier questions and known follow-ups weigh
    python -m bench.fit passages      the weights of the short answer
    python -m bench.fit confidence    the formula of documents with a knowledge file
    python -m bench.fit plain DIR     the formula of documents without one; DIR holds NAME.rst and NAME.jsonl

The first three choose by questions of the knowledge file that are left out of it; ``confidence`` by
tests/questions/practice and tests/questions/development. The held-out questions are never used. Needs the extra
``bench`` (scikit-learn).
"""

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from bench import passages
from bench.constants import COMMITTED, rows, sweep
from faq import engine
from faq.engine import ranking
from faq.engine.parameters import CURATED, DEFAULT, PLAIN, Features
from faq.engine.question import read
from faq.library.library import Library, open_library
from faq.sources.selection import in_use


class Case(NamedTuple):
    """A question's match, whether its first entry was right, and its kind: answerable, near or far."""

    features: Features
    right: bool
    kind: str
    group: int


def both(name: str) -> list[dict[str, Any]]:
    """Return the rows of a kind of question from the sets that are fitted on."""
    return [row for folder in COMMITTED for row in rows(folder, name)]


def match(library: Library, query: str) -> tuple[Features, int]:
    """Return the features of a question's match and the line of its first entry; zeros where nothing matches."""
    snapshot = library.snapshot
    asked = read(query, snapshot)
    found = engine.matched(asked, ranking.rank(ranking.score(asked, snapshot, DEFAULT), snapshot), snapshot)
    if found.features is None:
        return Features(*[0.0] * len(Features._fields)), 0
    return found.features, snapshot.stored(found.ranking.scores[0][0]).entry.lines.first


def curated_cases() -> Iterator[Case]:
    """The bundled document's questions. Questions of one entry share a group, so that folds keep them
    together."""
    library = open_library(in_use())
    for row in both("answerable"):
        found, line = match(library, row["q"])
        yield Case(found, line in (row["line"], *row["also"]), "answerable", row["line"])
    for number, row in enumerate(both("unanswerable")):
        yield Case(match(library, row["q"])[0], False, row["kind"], -number)


def plain_cases(folder: Path) -> Iterator[Case]:
    """A plain FAQ's questions: asked of the whole, asked with a third of the entries taken out, and foreign
    ones."""
    (document,) = folder.glob("*.rst")
    (asked,) = folder.glob("*.jsonl")
    text = document.read_text("utf-8")
    questions = [json.loads(line) for line in asked.read_text("utf-8").splitlines()]
    headings = sorted({row["line"] for row in questions})
    library = open_library(in_use([str(document)]))
    for row in questions:
        found, line = match(library, row["q"])
        yield Case(found, line == row["line"], "answerable", row["line"])
    for row in both("answerable"):
        yield Case(match(library, row["q"])[0], False, "far", -row["line"])
    for part in range(3):
        gone = set(headings[part::3])
        with tempfile.TemporaryDirectory() as place:
            rest = Path(place) / "rest.rst"
            rest.write_text(_without(text, gone), "utf-8")
            library = open_library(in_use([str(rest)]))
            for row in questions:
                if row["line"] in gone:
                    yield Case(match(library, row["q"])[0], False, "near", row["line"])


def _without(text: str, gone: set[int]) -> str:
    """The text without the sections whose headings stand in the given lines."""
    lines = text.split("\n")
    headings = [
        n for n in range(1, len(lines)) if re.fullmatch(r"([-=~^])\1{3,}", lines[n]) and lines[n - 1].strip()
    ]
    ends = [*headings[1:], len(lines) + 1]
    dropped = {
        i
        for start, end in zip(headings, ends, strict=True)
        if start in gone
        for i in range(start - 1, end - 1)
    }
    return "\n".join(line for i, line in enumerate(lines) if i not in dropped)


def fit(cases: Sequence[Case], used: Sequence[str]) -> None:
    """Fit the formula on some features, print it, its refusals in cross-validation and its reliability."""
    columns = [Features._fields.index(name) for name in used]
    inputs = np.array([[case.features[i] for i in columns] for case in cases])
    right = np.array([case.right for case in cases])
    kinds = np.array([case.kind for case in cases])
    groups = np.array([case.group for case in cases])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=1.0, max_iter=1000))
    folds = GroupKFold(10)
    said = cross_val_predict(model, inputs, right, groups=groups, cv=folds, method="predict_proba")[:, 1]
    print(f"{len(cases)} questions, 10 folds that keep an entry's questions together\n")
    print(f"{'refuse below':>12} {'answerable':>11} {'near':>6} {'far':>6} {'right and answered':>19}")
    for share in (0.01, 0.02, 0.03, 0.04, 0.05, 0.08):
        least = float(np.quantile(said[kinds == "answerable"], share))
        refused = {
            kind: float((said[kinds == kind] < least).mean()) for kind in ("answerable", "near", "far")
        }
        answered = float((right & (said >= least)).sum() / (kinds == "answerable").sum())
        shares = f"{refused['answerable']:11.3f} {refused['near']:6.3f} {refused['far']:6.3f}"
        print(f"{least:12.3f} {shares} {answered:19.3f}")
    _reliability(said, right)
    model.fit(inputs, right)
    _print_formula(model, columns)


def _reliability(said: Any, right: Any) -> None:
    print(f"\n{'said':>11} {'mean':>6} {'right':>6} {'questions':>9}")
    edges = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.001]
    for low, high in pairwise(edges):
        here = (said >= low) & (said < high)
        if here.any():
            means = f"{said[here].mean():6.2f} {right[here].mean():6.2f}"
            print(f"{low:5.2f}-{min(high, 1):5.2f} {means} {here.sum():9}")


def _print_formula(model: Any, columns: Sequence[int]) -> None:
    scaler, regression = model[0], model[1]
    slopes = regression.coef_[0] / scaler.scale_
    constant = float(regression.intercept_[0] - (slopes * scaler.mean_).sum())
    weights = dict.fromkeys(Features._fields, 0.0) | {
        Features._fields[i]: round(float(s), 3) for i, s in zip(columns, slopes, strict=True)
    }
    print(f"\nFormula({constant:.3f}, Features({', '.join(f'{k}={v}' for k, v in weights.items())}))")


def main(arguments: Sequence[str]) -> int:
    """Run one of the fits."""
    parser = argparse.ArgumentParser(prog="python -m bench.fit", description=__doc__)
    parser.add_argument("what", choices=("ranking", "dialogue", "passages", "confidence", "plain"))
    parser.add_argument("folder", nargs="?", type=Path)
    chosen = parser.parse_args(arguments)
    if chosen.what in ("ranking", "dialogue"):
        sweep(chosen.what)
    elif chosen.what == "passages":
        passages.main()
    elif chosen.what == "confidence":
        fit(list(curated_cases()), Features._fields)
        print(f"\nin use: {CURATED}")
    else:
        if chosen.folder is None:
            parser.error("plain needs the folder of a FAQ")
        fit(
            list(plain_cases(chosen.folder)),
            [n for n in Features._fields if n not in ("gap", "out_of_scope")],
        )
        print(f"\nin use: {PLAIN}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
