"""Sweeps: one constant is changed at a time, with the resulting figures.

The first column decides: questions and conversations of the knowledge file, each asked while left out
(``bench.folds``). The others are the committed questions, where differences of a point or two are noise.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from bench.folds import Fold, folds, fresh_library
from bench.question_rows import read_rows
from faq.engine import ask, ranking
from faq.engine.parameters import DEFAULT, Parameters
from faq.engine.question import read
from faq.indexing import records
from faq.library.library import Library
from faq.model import Turn
from index import evidence

QUESTIONS = Path(__file__).parent.parent / "tests" / "questions"
COMMITTED = ("practice", "development")

EVERY = 3
"""One in this many left-out questions is asked: enough to resolve a point, and three times as fast."""


class Constant(NamedTuple):
    """A number of the index: where it is defined, and the values to try."""

    module: ModuleType
    name: str
    values: tuple[float, ...]


INDEXED = (
    Constant(evidence, "BACKGROUND", (0.00003, 0.00006, 0.0001, 0.0002)),
    Constant(records, "DAMPING", (0.5, 0.75, 1.0)),
    Constant(records, "QUESTION_WEIGHT", (2.0, 8.0, 16.0)),
    Constant(records, "BLOCK_WEIGHT", (0.0, 0.2, 0.5)),
)
RANKING: dict[str, tuple[float, ...]] = {
    "idf_exponent": (0.0, 0.3, 0.6),
    "gram_weight": (0.3, 0.6, 1.0),
    "candidates": (4, 8, 12),
    "questions": (1, 3, 8),
    "question_bonus": (0.0, 5.0, 10.0, 15.0),
    "passage_bonus": (0.0, 1.0, 2.0),
    "synonym": (0.0, 0.1, 0.3),
}
DIALOGUE: dict[str, tuple[float, ...]] = {
    "share": (0.4, 0.6, 0.7, 0.8),
    "decay": (0.5, 0.7, 0.8),
    "led": (0.0, 0.4, 0.6, 0.8),
    "own_learned": (0.0, 0.5, 1.0, 2.0),
}
"""Fields of the engine's parameters and the values to try."""

Outcomes = Callable[[Library, str, Parameters], Iterator[bool]]
LeftOut = Callable[[Fold, Parameters], Iterator[bool]]


def sweep(what: str) -> None:
    """Print the figures for each value of the constants of ranking or dialogue."""
    print(f"{'':>16} {'value':8} {'left out':>9} " + " ".join(f"{name:>12}" for name in COMMITTED))
    if what == "dialogue":
        _sweep_parameters(DIALOGUE, _followed_left_out, _followed)
        return
    _sweep_parameters(RANKING, _ranked_left_out, _ranked)
    for module, name, values in INDEXED:
        used = getattr(module, name)
        for value in sorted({*values, used}):
            setattr(module, name, value)  # it affects the index, which is rewritten for each value
            _print(name, value, used, DEFAULT, _ranked_left_out, _ranked)
        setattr(module, name, used)


def _sweep_parameters(fields: dict[str, tuple[float, ...]], left_out: LeftOut, committed: Outcomes) -> None:
    for name, values in fields.items():
        used = getattr(DEFAULT, name)
        for value in sorted({*values, used}):
            _print(name, value, used, DEFAULT._replace(**{name: value}), left_out, committed)


def _print(
    name: str, value: float, used: float, parameters: Parameters, left_out: LeftOut, committed: Outcomes
) -> None:
    library = fresh_library()
    figures = [_mean(left_out(fold, parameters) for fold in folds())]
    figures += [_mean(iter([committed(library, folder, parameters)])) for folder in COMMITTED]
    told = f"{figures[0]:9.3f} " + " ".join(f"{figure:12.3f}" for figure in figures[1:])
    print(f"{name:>16} {value:<8} {told}{'  in use' if value == used else ''}", flush=True)


def _mean(parts: Iterator[Iterator[bool]]) -> float:
    outcomes = [outcome for part in parts for outcome in part]
    return sum(outcomes) / len(outcomes)


def first(library: Library, query: str, parameters: Parameters = DEFAULT) -> tuple[str, int]:
    """Return the id and line of the entry ranked first for a question, answered or not."""
    snapshot = library.snapshot
    asked = read(query, snapshot, parameters)
    ranked = ranking.rank(ranking.score(asked, snapshot, parameters), snapshot)
    if not ranked.scores:
        return "", 0
    weights = ranking.idf(asked, snapshot, parameters)
    ranked = ranking.close_look(asked, ranked, weights, snapshot, parameters).ranking
    entry = snapshot.stored(ranked.scores[0][0]).entry
    return entry.id, entry.lines.first


def rows(folder: str, name: str) -> list[dict[str, Any]]:
    """Return the rows of a committed set of questions."""
    return read_rows(QUESTIONS / folder / f"{name}.jsonl")


def _ranked_left_out(fold: Fold, parameters: Parameters) -> Iterator[bool]:
    return (first(fold.library, one.question, parameters)[0] == one.id for one in fold.questions[::EVERY])


def _ranked(library: Library, folder: str, parameters: Parameters) -> Iterator[bool]:
    asked = rows(folder, "answerable")
    return (first(library, row["q"], parameters)[1] in (row["line"], *row.get("also", [])) for row in asked)


def _followed_left_out(fold: Fold, parameters: Parameters) -> Iterator[bool]:
    return (right for turns in fold.conversations for right in _conversed(fold.library, turns, parameters))


def _followed(library: Library, folder: str, parameters: Parameters) -> Iterator[bool]:
    return (
        right for row in rows(folder, "dialogue") for right in _conversed(library, row["turns"], parameters)
    )


def _conversed(library: Library, turns: list[dict[str, Any]], parameters: Parameters) -> Iterator[bool]:
    """Whether each later turn is answered right, given the right entries of the turns before it."""
    ids = {result.entry.lines.first: result.entry.id for result in library.snapshot.entries()}
    context = [Turn(turns[0]["q"], ids[turns[0]["line"]])]
    for turn in turns[1:]:
        results = ask(library.snapshot, turn["q"], context=context, parameters=parameters).results
        lines = (turn["line"], *turn.get("also", []))
        yield bool(results) and results[0].short_answer is not None and results[0].entry.lines.first in lines
        context.append(Turn(turn["q"], ids[turn["line"]]))
