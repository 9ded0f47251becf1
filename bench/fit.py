"""Refits the engine's constants, cross-validated, and prints them next to those in use.

    python -m bench.fit ranking       sweeps: the share of background, rarity, 4-grams, synonyms, primary question
    python -m bench.fit dialogue      sweeps: what earlier questions and known follow-ups weigh
    python -m bench.fit passages      the weights of the short answer
    python -m bench.fit confidence    the formula of documents with a knowledge file
    python -m bench.fit plain STACKFAQ CORPORA
                                      the formula of documents without one (their ranking: bench.plain_ranking)

For ``plain``, STACKFAQ holds one FAQ, NAME.rst, with its questions, NAME.jsonl, and CORPORA any number of FAQs. The
originals are not included: an FAQ of 63 entries and 630 questions, and 35 others, for eleven of which there are
questions in tests/questions/uncurated/practice. The bundled document is asked, too, as if nothing were known about it.

The first three choose by questions of the knowledge file while they are left out of it; ``confidence`` by
tests/questions/practice, tests/questions/development and the messages of people in bench/people, asked where they are
left out: each that an entry answers counts three times, the others as much as these all together. The held-out
questions are never used. Needs the extra ``bench`` (scikit-learn).
"""

import argparse
import re
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from bench import passages
from bench.bounded import Fitted, report
from bench.cases import Case, evened
from bench.constants import COMMITTED, rows, sweep
from bench.messages import messages
from bench.own_words import FIRST_WORDS, first_words
from bench.plain_library import open_plain_text
from bench.question_rows import faq_with_questions, read_rows
from bench.unseen import FIRST, unaware
from faq.engine import ranking
from faq.engine.match import matched
from faq.engine.parameters import CURATED, DEFAULT, PLAIN, Features
from faq.engine.question import read
from faq.library.library import Library, open_library
from faq.model import Entry
from faq.parsing.parse import parse
from faq.sources.selection import in_use
from faq.sources.shipped import bundled

STRANGE = 100_000
"""The groups of people's messages that no entry answers start here, negated."""

PEOPLE_WEIGHT = 3
"""How often a person's message counts that an entry answers: the engine is for these. The others count as much all
together, however many were collected."""


def both(name: str) -> list[dict[str, Any]]:
    """Return the rows of a kind of question from the sets used for fitting."""
    return [row for folder in COMMITTED for row in rows(folder, name)]


def match(library: Library, query: str) -> tuple[Features, int]:
    """Return the features of a question's match and the line of its first entry; zeros if nothing matches."""
    snapshot = library.snapshot
    asked = read(query, snapshot)
    best = matched(asked, ranking.rank(ranking.score(asked, snapshot, DEFAULT), snapshot), snapshot)
    if best.features is None:
        return Features(*[0.0] * len(Features._fields)), 0
    return best.features, snapshot.stored(best.ranking.scores[0][0]).entry.lines.first


def curated_cases() -> Iterator[Case]:
    """The bundled document's questions. Questions of one entry share a group, so that folds keep them
    together."""
    library = open_library(in_use(revision="bundled"))
    for row in both("answerable"):
        features, line = match(library, row["q"])
        yield Case(features, line in (row["line"], *row["also"]), "answerable", row["line"])
    for number, row in enumerate(both("unanswerable")):
        yield Case(match(library, row["q"])[0], False, row["kind"], -number)

    lines = {result.entry.id: result.entry.lines.first for result in library.snapshot.entries()}
    yield from evened(list(_people_cases(lines)))


def _people_cases(lines: Mapping[str, int]) -> Iterator[Case]:
    """The messages of people, each asked of a library that does not know it."""
    for library, left_out in unaware():
        for message in left_out:
            features, line = match(library, message.text)
            answering = [lines[id] for id in message.entries if id in lines]
            kind = "answerable" if answering else "near"
            group = answering[0] if answering else -STRANGE - zlib.crc32(message.text.encode())
            yield Case(features, line in answering, kind, group, PEOPLE_WEIGHT, "people")


def plain_cases(stackfaq: Path, corpora: Path) -> Iterator[Case]:
    """Questions to documents without a knowledge file: an FAQ's own, also with a third of its entries removed;
    those of the bundled document; for many others see ``_others_asked``."""
    document, questions = faq_with_questions(stackfaq)
    text = document.read_text("utf-8")
    headings = sorted({row["line"] for row in questions})
    foreign = [row["q"] for row in both("answerable")][::EVERY]
    yield from _asked("StackFAQ", text, questions, foreign)
    for part in range(PARTS):
        gone = set(headings[part::PARTS])
        left_out = [row for row in questions if row["line"] in gone]
        yield from _asked("StackFAQ", without(text, gone), [], [row["q"] for row in left_out], "near")
    yield from _asked("bundled", bundled_text(), both("answerable"), [row["q"] for row in questions][::EVERY])
    for kind in ("near", "far"):
        unanswerable = [row["q"] for row in both("unanswerable") if row["kind"] == kind]
        yield from _asked("bundled", bundled_text(), [], unanswerable, kind)
    people = people_asked(bundled_text())
    yield from _asked("people", bundled_text(), [row for row in people if row["line"]], [])
    yield from _asked("people", bundled_text(), [], [row["q"] for row in people if not row["line"]], "near")
    yield from _others_asked(corpora, foreign[:: EVERY * 2])


def _others_asked(corpora: Path, foreign: Sequence[str]) -> Iterator[Case]:
    """Questions to many FAQs: those written for some of them, the headings of other FAQs, and questions about other
    things; and by another name, twelve words of some of their entries, and of others that were removed."""
    texts = {file: file.read_bytes().decode("utf-8") for file in sorted(corpora.glob("*.rst"))}
    entries = {file: parse(text, "faq.rst", "faq.rst").entries for file, text in texts.items()}
    for file, text in texts.items():
        written = practice(file)
        headings = [entry.question for other in texts if other != file for entry in entries[other]]
        far = [*headings[:: EVERY * 4], *foreign, *EVERYDAY]
        yield from _asked("others", text, [row for row in written if "line" in row], far)
        yield from _asked("others", text, [], [row["q"] for row in written if "line" not in row], "near")
        yield from _asked(OWN_WORDS_KIND, text, _own_words(entries[file])[::EVERY], [])
        for part in range(PARTS):
            gone = entries[file][part::PARTS]
            words = [row["q"] for row in _own_words(gone)[::EVERY]]
            if words and len(entries[file]) > PARTS:
                yield from _asked(OWN_WORDS_KIND, _without_entries(text, gone), [], words, "near")


def practice(file: Path) -> list[dict[str, Any]]:
    """Return the questions that were written for one of many FAQs."""
    written: list[dict[str, Any]] = []
    for questions in sorted(PRACTICE.glob("*.jsonl")):
        if file.name.startswith((f"{questions.stem}.", f"{questions.stem}_")):
            written += read_rows(questions)
    return written


CURATED_BY = (
    "gap",
    "out_of_scope",
    "outvoted",
    "best",
    "three",
    "covered",
    "length",
    "verbatim",
    "learned",
    "beyond",
)
"""The features for an entry of a curated document: ``score``, ``margin`` and ``unknown`` add nothing to these (AUROC
for people's messages .788 without and .786 with the first, .785 and .786 with the others)."""

PRACTICE = Path(__file__).parent.parent / "tests" / "questions" / "uncurated" / "practice"
"""Questions to FAQs of other projects, one file a FAQ, which is named like it."""

OWN_WORDS_KIND = "own words"
"""What twelve words of an entry, and of entries that were removed, are measured as. Nobody asks like that: a formula
that is fitted on them, too, is worse for all others."""

EVERYDAY = (
    "How long do cats live?",
    "What is the capital of France?",
    "How do I bake sourdough bread?",
    "Who won the world cup in 2018?",
    "Which vaccination does my dog need?",
    "how to remove a red wine stain from a carpet",
    "When does the next train to Berlin leave?",
    "What is a good wine with fish?",
    "How tall is Mount Everest?",
    "How much water should I give my tomatoes?",
    "Why is the sky blue?",
    "How do I treat a sunburn?",
)
"""Questions that no FAQ of a program answers."""

PARTS = 3
"""Parts that the entries of a document are divided into; each is removed once."""

SIGNS = {"score": 1, "margin": 1, "unknown": -1, "length": 0, "passages": -1}
"""The features for (1), against (-1) or either way on (0) an entry of a document that nobody has curated. For questions
that had no part in the fit, no further one is of use (log-likelihood), and each of these is."""

EVERY = 5
"""One in this many questions of another document is asked as an unrelated one."""


def bundled_text() -> str:
    """Return the bundled document's text."""
    return Path(bundled().path).read_text("utf-8")


def people_asked(text: str) -> list[dict[str, Any]]:
    """Return the messages of people with the lines of the entries that answer them, 0 if none does."""
    lines = {entry.id: entry.lines.first for entry in parse(text, "faq.rst", "faq.rst").entries}
    asked = []
    for message in messages([FIRST]):
        first, *also = [lines[id] for id in message.entries if id in lines] or [0]
        asked.append({"q": message.text, "line": first, "also": also})
    return asked


def _asked(
    name: str, text: str, questions: Sequence[dict[str, Any]], others: Sequence[str], kind: str = "far"
) -> Iterator[Case]:
    """A document's own questions with the lines of their entries, and others that it does not answer."""
    library = open_plain_text(text)
    group = zlib.crc32(text.encode())
    for row in questions:
        features, line = match(library, row["q"])
        right = line in (row["line"], *row.get("also", ()))
        yield Case(features, right, "answerable", group + row["line"], document=name)
    for number, question in enumerate(others):
        yield Case(match(library, question)[0], False, kind, -group - number, document=name)


def _own_words(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """The first words of each entry, as its questions."""
    beginnings = ((first_words(entry), entry.lines.first) for entry in entries)
    return [{"q": " ".join(words), "line": line} for words, line in beginnings if len(words) == FIRST_WORDS]


def _without_entries(text: str, gone: Sequence[Entry]) -> str:
    """A text without the lines of some entries."""
    dropped = {line for entry in gone for line in range(entry.lines.first, entry.lines.last + 1)}
    lines = enumerate(text.split("\n"), 1)
    return "\n".join(line for number, line in lines if number not in dropped)


def without(text: str, gone: set[int]) -> str:
    """Return a text without the sections whose headings are on the given lines."""
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
    """Fit the formula on some features; print it, its refusals in cross-validation and its reliability."""
    columns = [Features._fields.index(name) for name in used]
    inputs = np.array([[case.features[i] for i in columns] for case in cases])
    right = np.array([case.right for case in cases])
    kinds = np.array([case.kind for case in cases])
    groups = np.array([case.group for case in cases])
    weights = np.array([case.weight for case in cases])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=1.0, max_iter=1000))
    said = np.zeros(len(cases))
    for learnt, left in GroupKFold(10).split(inputs, right, groups):
        model.fit(inputs[learnt], right[learnt], logisticregression__sample_weight=weights[learnt])
        said[left] = model.predict_proba(inputs[left])[:, 1]
    print(f"{len(cases)} questions, 10 folds that keep an entry's questions together\n")
    people = np.array([case.document == "people" for case in cases])
    if people.any():
        _people(said[people], right[people], kinds[people])
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
    model.fit(inputs, right, logisticregression__sample_weight=weights)
    _print_formula(model, columns)


def _people(said: Any, right: Any, kinds: Any) -> None:
    """Print the effect on people's messages of each bound from which a message is answered."""
    asked = kinds == "answerable"
    print(f"AUROC for people's messages: {roc_auc_score(right, said):.3f}\n")
    print(f"{'answer from':>12} {'right':>6} {'wrong':>6} {'near refused':>13}")
    for least in sorted({0.2, 0.25, 0.3, 0.35, 0.4, CURATED.answered}):
        answered = said >= least
        shares = (
            (answered & right)[asked].mean(),
            (answered & ~right)[asked].mean(),
            (~answered)[~asked].mean(),
        )
        print(f"{least:12.2f} {shares[0]:6.3f} {shares[1]:6.3f} {shares[2]:13.3f}")
    print()


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
    weights = {Features._fields[i]: float(slope) for i, slope in zip(columns, slopes, strict=True)}
    print(f"\n{Fitted(constant, weights)}")


def main(arguments: Sequence[str]) -> int:
    """Run one of the fits."""
    parser = argparse.ArgumentParser(prog="python -m bench.fit", description=__doc__)
    parser.add_argument("what", choices=("ranking", "dialogue", "passages", "confidence", "plain"))
    parser.add_argument("folders", nargs="*", type=Path)
    chosen = parser.parse_args(arguments)
    if chosen.what in ("ranking", "dialogue"):
        sweep(chosen.what)
    elif chosen.what == "passages":
        passages.main()
    elif chosen.what == "confidence":
        fit(list(curated_cases()), CURATED_BY)
        print(f"\nin use: {CURATED}")
    else:
        if len(chosen.folders) != 2:
            parser.error("plain needs two directories: STACKFAQ CORPORA")
        report(
            list(plain_cases(*chosen.folders)),
            SIGNS,
            same_document={"people": "bundled"},
            only_measured=(OWN_WORDS_KIND,),
        )
        print(f"\nin use: {PLAIN}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
