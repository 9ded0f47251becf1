"""Sweeps what the ranking of documents that nobody has curated weighs, one number at a time.

    python -m bench.plain_ranking STACKFAQ CORPORA

The directories are those of ``python -m bench.fit plain``. Each column says how often the right entry comes first: for
StackFAQ's questions, those of the bundled document and people's messages to it, as if nothing were known about it, the
questions written for eleven of the CORPORA, and six words from the middle of each of their entries.
"""

import argparse
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from bench.constants import first
from bench.fit import both, bundled_text, people_asked, practice
from bench.own_words import middle_words
from bench.plain_library import open_plain_text
from bench.question_rows import faq_with_questions
from faq.engine.parameters import DEFAULT
from faq.library.library import Library

TRIED: Mapping[str, tuple[float, ...]] = {
    "plain_gram_weight": (0.6, 0.7, 0.75, 0.8, 0.85, 1.0),
    "special_bonus": (0.0, 3.0, 5.0, 7.0),
    "plain_passage_bonus": (0.0, 4.0, 8.0),
    "long": (0.75, 1.0, 1.25, 1.5),
    "verbatim_bonus": (2.0, 3.0, 4.0),
    "related": (0.45, 0.6, 0.8),
}
"""Fields of the engine's parameters, and the values that are tried next to those in use."""


class Asked(NamedTuple):
    """A question, the library that it is asked of, and the lines of the entries that answer it."""

    library: Library
    text: str
    lines: frozenset[int]


def columns(stackfaq: Path, corpora: Path) -> dict[str, list[Asked]]:
    """Return the questions by what they are about."""
    document, questions = faq_with_questions(stackfaq)
    library, bundled = open_plain_text(document.read_text("utf-8")), open_plain_text(bundled_text())
    found = {
        "StackFAQ": list(_asked(library, questions)),
        "bundled": list(_asked(bundled, both("answerable"))),
        "people": list(_asked(bundled, people_asked(bundled_text()))),
        "practice": [],
        "six words": [],
    }
    for file in sorted(corpora.glob("*.rst")):
        library = open_plain_text(file.read_bytes().decode("utf-8"))
        found["practice"] += _asked(library, practice(file))
        for result in library.snapshot.entries():
            words = middle_words(result.entry)
            if words:
                found["six words"].append(
                    Asked(library, " ".join(words), frozenset([result.entry.lines.first]))
                )
    return found


def _asked(library: Library, rows: Iterable[dict[str, Any]]) -> Iterator[Asked]:
    """Those of the questions in rows that an entry answers."""
    for row in rows:
        if row.get("line"):
            yield Asked(library, row["q"], frozenset([row["line"], *row.get("also", [])]))


def main() -> None:
    """Print how often the right entry comes first with each value."""
    parser = argparse.ArgumentParser(prog="python -m bench.plain_ranking", description=main.__doc__)
    parser.add_argument("stackfaq", type=Path, metavar="STACKFAQ")
    parser.add_argument("corpora", type=Path, metavar="CORPORA")
    chosen = parser.parse_args()
    measured = columns(chosen.stackfaq, chosen.corpora)
    print(f"{'':>20} {'':6}" + "".join(f"{name:>11}" for name in measured))
    for field, values in TRIED.items():
        used = getattr(DEFAULT, field)
        for value in sorted({*values, used}):
            parameters = DEFAULT._replace(**{field: value})
            shares = []
            for asked in measured.values():
                right = [first(one.library, one.text, parameters)[1] in one.lines for one in asked]
                shares.append(sum(right) / len(right))
            told = "".join(f"{share:11.3f}" for share in shares)
            print(f"{field:>20} {value:<6}{told}{'  in use' if value == used else ''}", flush=True)


if __name__ == "__main__":
    main()
