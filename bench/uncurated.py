"""Compares the engine with its peers on FAQs that nobody has curated.

    python -m bench.uncurated DIR [--practice]

DIR holds the ten FAQs that ``tests/questions/uncurated`` asks about (its README says where they come from), each in a
file named after the project (``beets.rst``, ``beets__faq.rst``). Each question is asked of its own FAQ. They were
written to share as few words as possible with the answer, so every engine does badly. Sentence vectors are measured
if they are installed. With ``--practice``, the FAQs and questions of ``tests/questions/uncurated/practice`` are
used instead. Everyday questions are asked of every FAQ in DIR: none of them should be answered.
"""

import argparse
import os
import tempfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from bench.fit import EVERYDAY, PRACTICE
from bench.retrieval import PEERS, asking, text
from faq.engine import ask
from faq.evaluation.evaluate import measure
from faq.evaluation.measures import figures
from faq.evaluation.outcome import Ask, Outcome
from faq.library.library import Library, open_library
from faq.model import ANSWERED, NOT_COVERED
from faq.sources.selection import in_use

QUESTIONS = Path(__file__).parent.parent / "tests" / "questions" / "uncurated"
SHOWN = ("right_first", "recall_at_1", "answered_wrong", "nothing_shown")


def rows(folder: Path, questions: Path) -> Iterator[tuple[str, list[Outcome]]]:
    """Yield what answers, and the outcomes of all questions."""
    files = sorted(questions.glob("*.jsonl"))
    sources = [in_use([str(next(folder.glob(f"{file.stem}[._]*rst")))]) for file in files]
    plain = [open_library(source) for source in sources]
    for name, peer in PEERS:
        asks = []
        for library in plain:
            results = tuple(library.snapshot.entries())
            asks.append(asking(results, peer([text(result, False) for result in results])))
        yield name, _outcomes(files, plain, asks)
    yield "bpffaq", _outcomes(files, plain, [None] * len(files))
    if find_spec("onnxruntime"):
        from faq.vectors.minilm import MiniLM

        encoder = MiniLM()
        with_vectors = [open_library(source, encoder=encoder) for source in sources]
        yield "bpffaq, with sentence vectors", _outcomes(files, with_vectors, [None] * len(files))


def _outcomes(
    files: Sequence[Path], libraries: Sequence[Library], asks: Sequence[Ask | None]
) -> list[Outcome]:
    asked = zip(files, libraries, asks, strict=True)
    return [o for file, library, ask in asked for o in measure(library.snapshot, [str(file)], ask).outcomes]


def everyday(folder: Path) -> str:
    """Return what is done with everyday questions to each FAQ."""
    told: list[str] = []
    files = sorted(folder.glob("*.rst"))
    for file in files:
        snapshot = open_library(in_use([str(file)])).snapshot
        told += [ask(snapshot, question).status for question in EVERYDAY]
    refused, answered = told.count(NOT_COVERED) / len(told), told.count(ANSWERED) / len(told)
    return f"everyday questions to {len(files)} FAQs: {refused:.3f} show nothing, {answered:.3f} are answered"


def main() -> None:
    """Compare bpffaq with its peers on FAQs that nobody has curated, and print a Markdown table."""
    parser = argparse.ArgumentParser(prog="python -m bench.uncurated", description=main.__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR", help="where the FAQs are")
    parser.add_argument("--practice", action="store_true", help="the questions for a change")
    chosen = parser.parse_args()
    folder, questions = chosen.folder, PRACTICE if chosen.practice else QUESTIONS
    print("| | right first | answered right | answered wrong | nothing shown |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["XDG_CACHE_HOME"] = scratch
        for name, outcomes in rows(folder, questions):
            found = {figure.key: f"{figure.value:.2f}" for figure in figures(outcomes)}
            print(f"| {name} | {' | '.join(found[key] for key in SHOWN)} |", flush=True)
        print(f"\n{everyday(folder)}")


if __name__ == "__main__":
    main()
