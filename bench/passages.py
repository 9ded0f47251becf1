"""Fits the weights of the short answer on the knowledge file's questions of detail, each asked while left out.

What trained weights say (``PassageFeatures.learned``) stays out: they were trained on those questions.
"""

import numpy as np

from bench.choice import Choice, cross_validated, fit, hits
from bench.constants import COMMITTED, rows
from bench.folds import LeftOut, folds, fresh_library
from faq.engine.parameters import DEFAULT, PassageFeatures
from faq.engine.question import read
from faq.engine.ranking import idf, similarity
from faq.engine.shortanswer import passage_features, weighed
from faq.indexing.payloads import NOTHING
from faq.library.library import Library
from faq.model import Passage


def choices() -> list[Choice]:
    """Return the choice for each question of detail, asked of an index without it."""
    return [
        _left_out(fold.library, one, number)
        for fold in folds()
        for one in fold.questions
        if one.answer and (number := fold.library.snapshot.number(one.id)) is not None
    ]


def _left_out(library: Library, one: LeftOut, number: int) -> Choice:
    right = [passage.text.startswith(one.answer) for passage in library.snapshot.stored(number).passages]
    return _choice(library, one.question, number, right)


def _choice(library: Library, query: str, number: int, right: list[bool]) -> Choice:
    """The choice among an entry's passages that can be an answer."""
    found, evidence = library.snapshot.stored(number), library.snapshot.derived(number, weighed)
    asked = read(query, library.snapshot)
    weights = idf(asked, library.snapshot, DEFAULT)
    matched_questions = similarity(asked, found.question_terms, weights, library.snapshot, DEFAULT)
    features = passage_features(asked, found, evidence, matched_questions, weights)
    rows = np.array([one._replace(learned=0.0) for one in features], dtype=float)
    possible = np.array([unit != NOTHING for unit in evidence.units])
    possible = possible if possible.any() else np.ones(len(right), dtype=bool)
    return Choice(rows[possible], np.array(right)[possible], found.entry.id)


def committed(folder: str) -> list[Choice]:
    """Return the choices in a committed set, given the right entry."""
    library = fresh_library()
    starts = {
        library.snapshot.stored(number).entry.lines.first: number for number in library.snapshot.entry_numbers
    }
    return [
        _choice(
            library,
            row["q"],
            starts[row["line"]],
            [_answers(passage, row) for passage in library.snapshot.stored(starts[row["line"]]).passages],
        )
        for row in rows(folder, "passage")
    ]


def _answers(passage: Passage, row: dict[str, object]) -> bool:
    text = " ".join(passage.text.replace("`", "").replace("*", "").split())
    return " ".join(str(row["answer_text"]).replace("`", "").replace("*", "").split()) in text


def main() -> None:
    """Print the weights in use and those fitted now, with their hits."""
    cases = choices()
    fitted = fit(cases)
    sets = {folder: committed(folder) for folder in COMMITTED}
    print(f"{len(cases)} questions of detail, each asked when left out, the right entry given")
    print(f"cross-validated, folds of whole entries: {cross_validated(cases):.3f}\n")
    print(
        f"{'':10}" + "".join(f"{name:>9}" for name in PassageFeatures._fields) + f"{'left out':>10}", end=""
    )
    print("".join(f"{folder:>13}" for folder in sets))
    for name, weights in (("in use", np.array(DEFAULT.passage)), ("fitted", fitted)):
        print(f"{name:10}" + "".join(f"{weight:9.2f}" for weight in weights), end="")
        print(
            f"{hits(cases, weights):10.3f}" + "".join(f"{hits(one, weights):13.3f}" for one in sets.values())
        )
