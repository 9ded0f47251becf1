"""Compares the engine with its peers on the committed questions.

    python -m bench.retrieval [--heldout] [--stackfaq DIR]

Each peer ranks the same entries: SQLite's FTS5 (bm25, Porter stems), Whoosh's BM25F (question and answer as
fields, its own stemming analyzer), rapidfuzz's token_sort_ratio on the questions alone (the best of its
scorers here; its default, WRatio, is far worse). They get the document by itself, and again with the
alternate questions of its knowledge file. No peer refuses: compare them with the rows "ranked first". DIR
holds ``stackfaq-dev.rst`` and ``stackfaq-dev.jsonl``, an FAQ without curation.
"""

import argparse
import os
import re
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz, process, utils
from whoosh import analysis, fields, query, scoring
from whoosh.filedb.filestore import RamStorage

from bench.plain_library import open_plain
from faq.evaluation.evaluate import DEPTH, measure
from faq.evaluation.measures import Figure
from faq.evaluation.outcome import Ask
from faq.library.library import Library, open_library
from faq.model import ANSWERED, Answer, Result, Turn
from faq.sources.selection import in_use

ROOT = Path(__file__).parent.parent
SETS = ("development", "practice")


class Text(NamedTuple):
    """What a peer knows about an entry."""

    questions: tuple[str, ...]
    answer: str


Rank = Callable[[str], Iterable[int]]
"""Numbers of the entries for a question, best first."""


def fts5(texts: Sequence[Text]) -> Rank:
    """SQLite's full-text search, its default ranking; any word of the question matches."""
    base = sqlite3.connect(":memory:")
    base.execute("create virtual table entry using fts5(question, answer, tokenize = 'porter unicode61')")
    rows = (("\n".join(text.questions), text.answer) for text in texts)
    base.executemany("insert into entry (question, answer) values (?, ?)", rows)

    def rank(asked: str) -> Iterator[int]:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", asked))
        sql = "select rowid - 1 from entry where entry match ? order by rank, rowid limit ?"
        return (number for (number,) in base.execute(sql, (words or '""', DEPTH)))

    return rank


def whoosh(texts: Sequence[Text]) -> Rank:
    """Whoosh with its defaults; any word of the question matches in either field."""
    stems = analysis.StemmingAnalyzer()
    schema = fields.Schema(
        number=fields.STORED, question=fields.TEXT(analyzer=stems), answer=fields.TEXT(analyzer=stems)
    )
    index = RamStorage().create_index(schema)
    writer = index.writer()
    for number, text in enumerate(texts):
        writer.add_document(number=number, question="\n".join(text.questions), answer=text.answer)
    writer.commit()
    searcher = index.searcher(weighting=scoring.BM25F())

    def rank(asked: str) -> Iterator[int]:
        words = dict.fromkeys(token.text for token in stems(asked))
        terms = [query.Term(field, word) for word in words for field in ("question", "answer")]
        return (hit["number"] for hit in searcher.search(query.Or(terms), limit=DEPTH))

    return rank


def rapidfuzz(texts: Sequence[Text]) -> Rank:
    """Similarity of strings, an entry being as similar as its most similar question."""
    owners = [(question, number) for number, text in enumerate(texts) for question in text.questions]
    questions = [question for question, _ in owners]

    def rank(asked: str) -> Iterable[int]:
        best: dict[int, float] = {}
        scorer, clean = fuzz.token_sort_ratio, utils.default_process
        for _, like, place in process.extract_iter(asked, questions, scorer=scorer, processor=clean):
            number = owners[place][1]
            best[number] = max(best.get(number, 0.0), like)
        return sorted(best, key=lambda number: (-best[number], number))[:DEPTH]

    return rank


PEERS = (("SQLite FTS5", fts5), ("Whoosh BM25F", whoosh), ("rapidfuzz", rapidfuzz))


def asking(results: Sequence[Result], rank: Rank) -> Ask:
    """Make an engine that answers with whatever a peer ranks."""

    def ask(asked: str, _: Sequence[Turn]) -> Answer:
        found = tuple(results[number] for number in rank(asked))
        return Answer(asked, ANSWERED, 1.0, "high", (), (), found)

    return ask


def text(result: Result, alternates: bool) -> Text:
    """Return the text of an entry for a peer."""
    entry = result.entry
    more = entry.alternates if alternates else entry.alternates[: entry.own]
    return Text((entry.question, *more), "\n".join(block.text for block in entry.blocks))


class Column(NamedTuple):
    """A set of questions and the document they are about, opened with and without its knowledge file."""

    name: str
    file: str
    curated: Library | None
    plain: Library


def rows(columns: Sequence[Column]) -> Iterator[tuple[str, list[Figure | None]]]:
    """Measure each contender on each set; None if there is no knowledge file."""
    for curated, note in ((False, "the document alone"), (True, "with its knowledge file")):
        used = [(column, column.curated if curated else column.plain) for column in columns]
        for name, peer in PEERS:
            yield f"{name}, {note}", [of_peer(library, c, peer) if library else None for c, library in used]
        ours = [of_engine(library, c) if library else {} for c, library in used]
        for key, name in (("right_first", "ranked first"), ("recall_at_1", "answered (Recall@1)")):
            yield f"bpffaq, {name}, {note}", [found.get(key) for found in ours]


def of_engine(library: Library, column: Column) -> dict[str, Figure]:
    """Return the engine's figures by key."""
    return {figure.key: figure for figure in measure(library.snapshot, [column.file]).figures}


def of_peer(library: Library, column: Column, peer: Callable[[Sequence[Text]], Rank]) -> Figure:
    """Return a peer's Recall@1."""
    results = tuple(library.snapshot.entries())
    rank = peer([text(result, library is column.curated) for result in results])
    figures = measure(library.snapshot, [column.file], asking(results, rank)).figures
    return next(figure for figure in figures if figure.key == "recall_at_1")


def opened(stackfaq: str, sets: Sequence[str]) -> list[Column]:
    """Open the documents; the bundled one also as if nothing were known about it."""
    curated, plain = open_library(in_use(revision="bundled")), open_plain(ROOT / "data" / "bpf_devel_QA.rst")
    questions = ROOT / "tests" / "questions"
    columns = [Column(name, str(questions / name / "answerable.jsonl"), curated, plain) for name in sets]
    if stackfaq:
        library = open_library(in_use([os.path.join(stackfaq, "stackfaq-dev.rst")]))
        columns.append(Column("StackFAQ", os.path.join(stackfaq, "stackfaq-dev.jsonl"), None, library))
    return columns


def table(columns: Sequence[Column]) -> Iterator[str]:
    """Draw the comparison as a Markdown table."""
    yield "| Recall@1 (95 % interval) | " + " | ".join(column.name for column in columns) + " |"
    yield "|---|" + "---|" * len(columns)
    for name, figures in rows(columns):
        cells = (f"{f.value:.3f} ({f.low:.2f}-{f.high:.2f})" if f else "" for f in figures)
        yield f"| {name} | " + " | ".join(cells) + " |"


def main() -> None:
    """Compare bpffaq with its peers and print a Markdown table."""
    parser = argparse.ArgumentParser(prog="python -m bench.retrieval", description=main.__doc__)
    parser.add_argument("--stackfaq", metavar="DIR", default="", help="where stackfaq-dev.rst and .jsonl are")
    parser.add_argument("--heldout", action="store_true", help="the held-out questions, too: for a release")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["XDG_CACHE_HOME"] = scratch
        for line in table(opened(chosen.stackfaq, (*SETS, *["heldout"] * chosen.heldout))):
            print(line)
            sys.stdout.flush()


if __name__ == "__main__":
    main()
