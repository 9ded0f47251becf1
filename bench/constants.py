"""Sweeps: one constant changed at a time, and what becomes of the figures.

What is chosen by is the first column: questions and conversations of the knowledge file, each asked when left out
(``bench.folds``). The others are the committed questions, whose differences of a point or two are noise.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from bench.folds import Fold, folds, fresh_library
from faq.engine import ask, followup, question, ranking
from faq.engine.question import read
from faq.indexing import records
from faq.library.library import Library
from faq.model import Turn
from index import evidence

QUESTIONS = Path(__file__).parent.parent / "tests" / "questions"
COMMITTED = ("practice", "development")

EVERY = 3
"""One in so many left-out questions is asked: enough to tell a point apart, and three times as fast."""


class Constant(NamedTuple):
    """A constant: where it stands and the values to try."""

    module: ModuleType
    name: str
    values: tuple[float, ...]


RANKING = (
    Constant(evidence, "BACKGROUND", (0.00003, 0.00006, 0.0001, 0.0002)),
    Constant(records, "DAMPING", (0.5, 0.75, 1.0)),
    Constant(evidence, "RARITY", (0.0, 0.3, 0.6)),
    Constant(records, "QUESTION_WEIGHT", (2.0, 8.0, 16.0)),
    Constant(records, "BLOCK_WEIGHT", (0.0, 0.2, 0.5)),
    Constant(ranking, "GRAM_WEIGHT", (0.3, 0.6, 1.0)),
    Constant(ranking, "QUESTION_BONUS", (0.0, 5.0, 8.0)),
    Constant(ranking, "PASSAGE_BONUS", (0.0, 1.0, 2.0)),
    Constant(question, "SYNONYM_WEIGHT", (0.0, 0.1, 0.3)),
)
DIALOGUE = (
    Constant(followup, "SHARE", (0.2, 0.4, 0.6)),
    Constant(followup, "DECAY", (0.25, 0.5, 0.75)),
    Constant(followup, "LED", (0.0, 0.2, 0.4, 0.6)),
)


def sweep(what: str) -> None:
    """Print the figures for each value of the constants of the ranking or of the dialogue."""
    constants, left_out, committed = {
        "ranking": (RANKING, _ranked_left_out, _ranked),
        "dialogue": (DIALOGUE, _followed_left_out, _followed),
    }[what]
    print(f"{'':>16} {'value':8} {'left out':>9} " + " ".join(f"{name:>12}" for name in COMMITTED))
    for module, name, values in constants:
        kept = getattr(module, name)
        for value in sorted({*values, kept}):
            setattr(module, name, value)
            figures = [_mean(left_out(fold) for fold in folds()), *_of_sets(committed)]
            told = f"{figures[0]:9.3f} " + " ".join(f"{figure:12.3f}" for figure in figures[1:])
            print(f"{name:>16} {value:<8} {told}{'  in use' if value == kept else ''}", flush=True)
        setattr(module, name, kept)


def _mean(parts: Iterator[Iterator[bool]]) -> float:
    outcomes = [outcome for part in parts for outcome in part]
    return sum(outcomes) / len(outcomes)


def _of_sets(measured: Callable[[Library, str], Iterator[bool]]) -> list[float]:
    library = fresh_library()
    return [_mean(iter([measured(library, name)])) for name in COMMITTED]


def first(library: Library, query: str) -> tuple[str, int]:
    """Return the id and line of the entry that a question ranks first, answered or not."""
    asked = read(query, library.snapshot)
    ranked = ranking.rank(ranking.score(asked, library.snapshot), library.snapshot)
    if not ranked.scores:
        return "", 0
    ranked, _ = ranking.close_look(asked, ranked, ranking.idf(asked, library.snapshot), library.snapshot)
    entry = library.snapshot.stored(ranked.scores[0][0]).entry
    return entry.id, entry.lines.first


def rows(folder: str, name: str) -> list[dict[str, Any]]:
    """Return the rows of a committed set of questions."""
    return [
        json.loads(line) for line in (QUESTIONS / folder / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]


def _ranked_left_out(fold: Fold) -> Iterator[bool]:
    return (first(fold.library, one.question)[0] == one.id for one in fold.questions[::EVERY])


def _ranked(library: Library, folder: str) -> Iterator[bool]:
    asked = rows(folder, "answerable")
    return (first(library, row["q"])[1] in (row["line"], *row.get("also", [])) for row in asked)


def _followed_left_out(fold: Fold) -> Iterator[bool]:
    return (right for turns in fold.conversations for right in _conversed(fold.library, turns))


def _followed(library: Library, folder: str) -> Iterator[bool]:
    return (right for row in rows(folder, "dialogue") for right in _conversed(library, row["turns"]))


def _conversed(library: Library, turns: list[dict[str, Any]]) -> Iterator[bool]:
    """Whether each later turn is answered right, told which entries were right before it."""
    ids = {result.entry.lines.first: result.entry.id for result in library.snapshot.entries()}
    context = [Turn(turns[0]["q"], ids[turns[0]["line"]])]
    for turn in turns[1:]:
        results = ask(library.snapshot, turn["q"], context=context).results
        lines = (turn["line"], *turn.get("also", []))
        yield bool(results) and results[0].short_answer is not None and results[0].entry.lines.first in lines
        context.append(Turn(turn["q"], ids[turn["line"]]))
