"""Compares the correction of misspelt words with its peers, on the words of the bundled document.

    python -m bench.spelling [--words N] [--runs N] [--seed N]

All correct towards the words of the index. symspellpy and pyspellchecker also know their own English lists, and
rank the index's words before them (the best of their settings here); rapidfuzz (the nearest word by OSA, at most
two edits) and Whoosh (the corrector of a field, with one edit, then with two: it does not rank by distance)
know only the index's words. A word is right if it has the right stem, since stems are searched for. The peers'
times are relative to bpffaq's in the same run; imports are timed alternating with the bare interpreter's start.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from operator import truediv
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA
from spellchecker import SpellChecker
from whoosh import fields
from whoosh.filedb.filestore import RamStorage

from bench.misspelt import Task, tasks
from bench.oneshot import paired, timed
from faq.engine.spelling import repair
from faq.library.library import Library, open_library
from faq.sources.selection import in_use
from index.analysis import stem, tokens

FIRST = 10**13
"""Added to the count of a word in the index, so that it ranks before any English word."""

BPFFAQ = (
    "import index.english, faq.engine.spelling",
    "index.english.English().count('word')",
)
SYMSPELLPY = ("import symspellpy", "symspellpy.SymSpell().load_dictionary({DICTIONARY!r}, 0, 1)")
PYSPELLCHECKER = ("import spellchecker", "spellchecker.SpellChecker()")


class Contender(NamedTuple):
    """A way to correct, its packages, the code that imports it and the code that then reads its English list."""

    name: str
    repair: Callable[[str], str]
    packages: tuple[str, ...]
    imports: str
    reads: str = ""


def ours(library: Library) -> Callable[[str], str]:
    """bpffaq's correction, as applied to a question."""

    def corrected(word: str) -> str:
        found = tokens(word)
        held = library.snapshot.searcher.holding("words", {term for token in found for term in token.terms})
        return dict(repair(found, held, library.snapshot)[1]).get(word, word)

    return corrected


def symspell(speller: Any, words: dict[str, int]) -> Callable[[str], str]:
    """symspellpy with its dictionary and the index's words."""
    for word, count in words.items():
        speller.create_dictionary_entry(word, FIRST + count)
    top = import_module("symspellpy").Verbosity.TOP
    return lambda word: str(speller.lookup(word, top, max_edit_distance=2, include_unknown=True)[0].term)


def pyspellchecker(speller: SpellChecker, words: dict[str, int]) -> Callable[[str], str]:
    """pyspellchecker with its dictionary and the index's words."""
    # All at once: for each word added alone, it looks at all others.
    speller.word_frequency.load_json({word: FIRST + count for word, count in words.items()})
    return lambda word: speller.correction(word) or word


def rapidfuzz(words: dict[str, int]) -> Callable[[str], str]:
    """The nearest word in the index."""
    choices = sorted(words)

    def corrected(word: str) -> str:
        nearest = process.extractOne(word, choices, scorer=OSA.distance, score_cutoff=2)
        return nearest[0] if nearest else word

    return corrected


def whoosh(words: dict[str, int]) -> Callable[[str], str]:
    """Whoosh's spelling suggestions from a field of an index."""
    index = RamStorage().create_index(fields.Schema(word=fields.TEXT(analyzer=None, phrase=False)))
    writer = index.writer()
    for word, count in words.items():
        writer.add_document(word=[word] * count)
    writer.commit()
    corrector = index.searcher().corrector("word")

    def corrected(word: str) -> str:
        met = (word in words and [word]) or corrector.suggest(word, 1, 1) or corrector.suggest(word, 1, 2)
        return str(met[0]) if met else word

    return corrected


def measured(task: Task, contender: Contender, words: Collection[str]) -> tuple[float, float]:
    """Return the share that the task asks for and the seconds per word."""
    start = time.perf_counter()
    got = [contender.repair(wrong) for wrong, _ in task.words]
    seconds = time.perf_counter() - start
    same = [stem(one) == stem(right) for one, (_, right) in zip(got, task.words, strict=True)]
    hits = [not ok and one in words for one, ok in zip(got, same, strict=True)] if task.bad else same
    return sum(hits) / len(hits), seconds / len(hits)


def contenders(library: Library) -> tuple[list[Contender], list[dict[str, int]]]:
    """Prepare all contenders; return them and the two English lists as they were before."""
    words = library.snapshot.vocabulary("")
    dictionary = place("symspellpy") / "frequency_dictionary_en_82_765.txt"
    fast, plain = import_module("symspellpy").SymSpell(), SpellChecker()  # symspellpy has no types
    fast.load_dictionary(dictionary, 0, 1, encoding="utf-8-sig")
    lists = [dict(plain.word_frequency.dictionary), dict(fast.words)]
    found = [
        Contender("bpffaq", ours(library), (), *BPFFAQ),
        Contender("symspellpy", symspell(fast, words), ("symspellpy",), *SYMSPELLPY),
        Contender("pyspellchecker", pyspellchecker(plain, words), ("spellchecker",), *PYSPELLCHECKER),
        Contender(
            "rapidfuzz", rapidfuzz(words), ("rapidfuzz",), "import rapidfuzz.process, rapidfuzz.distance"
        ),
        Contender("Whoosh", whoosh(words), ("whoosh",), "import whoosh.index, whoosh.spelling"),
    ]
    files = {"DICTIONARY": str(dictionary)}
    return [one._replace(reads=one.reads.format(**files)) for one in found], lists


def place(package: str) -> Path:
    """The location of a package."""
    found = find_spec(package)
    assert found and found.origin, package
    return Path(found.origin).parent


def size(package: str) -> float:
    """Return the size of a package in MiB, without byte code."""
    files = (file for file in place(package).rglob("*") if file.is_file() and file.suffix != ".pyc")
    return sum(file.stat().st_size for file in files) / 2**20


def starts(found: Sequence[Contender], runs: int) -> dict[str, float]:
    """Start new processes alternating with the bare interpreter; return the median ratio to it for each code."""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    codes = {"pass", *(c.imports for c in found), *(f"{c.imports}; {c.reads}" for c in found)}
    times = paired(
        {code: partial(timed, [sys.executable, "-c", code], environment) for code in sorted(codes)}, runs
    )
    bare = times["pass"]
    return {code: statistics.median(map(truediv, taken, bare)) for code, taken in times.items()}


def table(
    found: Sequence[Contender], drawn: Sequence[Task], words: Collection[str], runs: int
) -> Iterator[str]:
    """Draw the comparison as a Markdown table."""
    yield "| | " + " | ".join(one.name for one in found) + " |"
    yield "|---|" + "---|" * len(found)
    taken = []
    for task in drawn:
        shares, seconds = zip(*(measured(task, one, words) for one in found), strict=True)
        taken.append(seconds)
        yield f"| {task.name} ({len(task.words)}) | " + " | ".join(f"{share:.3f}" for share in shares) + " |"
    for name, some in (("right", taken[3:5]), ("one edit", taken[:1]), ("two edits", taken[1:2])):
        sums = [sum(column) for column in zip(*some, strict=True)]
        yield f"| time of a word, {name} | " + " | ".join(f"{one / sums[0]:.2f}" for one in sums) + " |"
    ratios = starts(found, runs)
    cells = (f"{ratios[one.imports]:.1f}" for one in found)
    yield "| import, times the bare interpreter | " + " | ".join(cells) + " |"
    cells = (f"{ratios[f'{one.imports}; {one.reads}']:.1f}" if one.reads else "" for one in found)
    yield "| import and English list, the same | " + " | ".join(cells) + " |"
    yield "| packages, MiB | " + " | ".join(f"{sum(map(size, one.packages)):.1f}" for one in found) + " |"


def main() -> None:
    """Compare the correction of words and print a Markdown table."""
    parser = argparse.ArgumentParser(prog="python -m bench.spelling", description=main.__doc__)
    parser.add_argument("--words", type=int, default=200, help="words of each kind")
    parser.add_argument("--runs", type=int, default=7, help="starts of each package")
    parser.add_argument("--seed", type=int, default=0, help="another seed draws other words")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["XDG_CACHE_HOME"] = scratch
        library = open_library(in_use(revision="bundled"))
        found, lists = contenders(library)
        for line in table(
            found,
            tasks(library, lists, chosen.words, chosen.seed),
            library.snapshot.vocabulary(""),
            chosen.runs,
        ):
            print(line, flush=True)


if __name__ == "__main__":
    main()
