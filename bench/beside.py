"""Fits how much less sure an entry that nobody curated is beside the bundled document than by itself.

    python -m bench.beside TREE STACKFAQ

TREE is a Linux tree, from which three documents of the same field are put next to the bundled one, STACKFAQ a directory
with an FAQ of another field, NAME.rst, and its questions, NAME.jsonl. Both libraries are asked the questions of the
development and practice sets that the bundled document does not answer; the first also the first twelve words of each
entry of the others, the second the questions of its FAQ.

For each weight of what is special (``beside_special``) the smallest weight of what is known not to be answered
(``beside_known``) is looked for with which the three answer at most one in a hundred of the near questions wrongly.
Printed is how many are answered rightly and wrongly with both. With weights of 0 an entry is as sure as by itself.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.constants import COMMITTED, rows
from bench.own_words import FIRST_WORDS, first_words
from bench.question_rows import faq_with_questions
from bench.revisions import beside_others, rightly_elsewhere
from faq.engine.confidence import Claim, beside
from faq.engine.conversation import claim, find_in_parts
from faq.engine.parameters import DEFAULT, Parameters
from faq.library.library import open_library
from faq.library.snapshot import Snapshot
from faq.model import ANSWERED
from faq.sources.selection import in_use
from faq.sources.shipped import bundled

ALONE = DEFAULT._replace(beside_special=0.0, beside_known=0.0)
"""The parameters with which an entry is as sure as by itself."""

WEIGHTS = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0)
"""Weights of what is special that are tried."""

STEP = 0.2
"""Between two weights of what is known."""

MOST = 0.01
"""Share of the near questions that may be answered wrongly by the others."""


class Case(NamedTuple):
    """A question to a library, what the bundled document says of it, how sure the others' first entry is by itself, the
    share of what is special that it holds, and whether it answers."""

    library: str
    kind: str
    claim: Claim
    confidence: float
    special: float
    right: bool

    def is_answered(self, parameters: Parameters) -> bool:
        """Whether the others answer it."""
        sure = beside(self.confidence, self.special, [self.claim], parameters)
        return sure >= parameters.plain.answered


def cases(tree: Path, stackfaq: Path) -> Iterator[Case]:
    """Ask both libraries all their questions."""
    uncovered = [row for folder in COMMITTED for row in rows(folder, "unanswerable")]
    judged = rightly_elsewhere()
    with tempfile.TemporaryDirectory() as place:
        three = beside_others(tree, Path(place, "several"))
        for row in uncovered:
            right = {entry for id, entry in judged if id == row["id"]}
            yield from _case("the three", row["kind"], three, row["q"], right)
        for result in three.entries():
            words = first_words(result.entry)
            if result.document.path != bundled().path and len(words) == FIRST_WORDS:
                yield from _case("the three", "own words", three, " ".join(words), {result.entry.id})

        document, questions = faq_with_questions(stackfaq)
        another = open_library(in_use([bundled().path, str(document)])).snapshot
        entries = [result for result in another.entries() if result.document.path != bundled().path]
        ids = {result.entry.lines.first: result.entry.id for result in entries}
        for row in questions:
            right = {ids[line] for line in (row["line"], *row["also"])}
            yield from _case("StackFAQ", "own questions", another, row["q"], right)
        for row in uncovered:
            yield from _case("StackFAQ", row["kind"], another, row["q"], set())


def _case(library: str, kind: str, snapshot: Snapshot, query: str, right: set[str]) -> Iterator[Case]:
    """A question that the others answer when they are asked alone; with others, nothing changes."""
    ours, others = find_in_parts(query, snapshot, [], ALONE)
    match = others.match
    if match.status == ANSWERED and ours.match.ranking.scores:
        first = snapshot.stored(match.ranking.scores[0][0])
        own = claim(others).special
        yield Case(library, kind, claim(ours), match.confidence, own, first.entry.id in right)


def _known(found: Sequence[Case], special: float, near: int) -> Parameters:
    """The smallest weight of what is known with which few near questions are answered wrongly."""
    parameters = ALONE._replace(beside_special=special)
    while True:
        wrong = [
            case
            for case in found
            if case.library == "the three"
            and case.kind == "near"
            and not case.right
            and case.is_answered(parameters)
        ]
        if len(wrong) <= MOST * near:
            return parameters
        parameters = parameters._replace(beside_known=parameters.beside_known + STEP)


def main(arguments: Sequence[str]) -> int:
    """Print what each pair of weights gives."""
    parser = argparse.ArgumentParser(prog="python -m bench.beside", description=__doc__.split("\n")[0])
    parser.add_argument("tree", type=Path, help="a Linux tree")
    parser.add_argument("stackfaq", type=Path, help="a directory with an FAQ and its questions")
    options = parser.parse_args(arguments)
    found = list(cases(options.tree, options.stackfaq))
    near = sum(row["kind"] == "near" for folder in COMMITTED for row in rows(folder, "unanswerable"))
    kinds = list(dict.fromkeys((case.library, case.kind) for case in found))
    print("answered by others, right/wrong\n")
    print(f"{'special':>8}{'known':>7}  " + "".join(f"{', '.join(kind):>26}" for kind in kinds))
    for parameters in (ALONE, *(_known(found, weight, near) for weight in WEIGHTS), DEFAULT):
        answered = [case for case in found if case.is_answered(parameters)]
        columns = []
        for kind in kinds:
            right = [case.right for case in answered if (case.library, case.kind) == kind]
            columns.append(f"{f'{sum(right)}/{len(right) - sum(right)}':>26}")
        weights = f"{parameters.beside_special:8.1f}{parameters.beside_known:7.1f}"
        print(f"{weights}  {''.join(columns)}{'  in use' if parameters == DEFAULT else ''}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
