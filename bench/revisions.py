"""Measures the document's other states: a newer revision, a copy of it elsewhere, and a library of several documents.

    python -m bench.revisions [--tree DIR] [--sets NAME ...]

The committed questions are about the bundled document; here each is also asked of the newer revision and of a bare copy
with nothing next to it, its entry identified by id; where it is asked after another, it is after the same one. Then
come those written for entries that only the newer revision has. DIR is a Linux tree, from which three more documents
are put next to the bundled one: then every entry is searched for by the first twelve words of its own text, the
committed questions are asked again, and those written for the three others. Of the questions that the bundled document
leaves open, some are answered by the others, and rightly so: these are counted apart, and last with those refused.
"""

import argparse
import json
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from bench.own_words import FIRST_WORDS, first_words
from bench.question_rows import read_rows
from faq.engine import ask
from faq.evaluation.dataset import KINDS
from faq.evaluation.evaluate import Report, measure
from faq.indexing.parse_file import Job, build
from faq.library.library import open_library
from faq.library.snapshot import Snapshot
from faq.model import ANSWERED
from faq.sources.selection import in_use
from faq.sources.shipped import bundled, revision

QUESTIONS = Path(__file__).parent.parent / "tests" / "questions"
NEWER = "linux-6.12"
OTHERS = (
    "Documentation/bpf/bpf_design_QA.rst",
    "Documentation/process/maintainer-netdev.rst",
    "Documentation/process/stable-kernel-rules.rst",
)
"""Kernel documents that are put next to the bundled one."""

NEWER_WORDS = (
    ("-target bpf", "--target=bpf"),
    ("You need cmake and gcc-c++", "You need ninja, cmake and gcc-c++"),
    ("ozlabs.org/project/netdev/list/?delegate=77147", "kernel.org/project/netdevbpf/list/?delegate=121173"),
)
"""Expected words of the bundled document, and those of the newer one in their place."""

ELSEWHERE = QUESTIONS / "elsewhere"
"""``judged.jsonl``: questions that the bundled document does not answer, and entries of the others that do;
``answerable.jsonl``: questions written for the others."""

PAIRS = 15
"""How often each revision is read for its time."""

WITHIN = 12
"""Entries that are put into another document."""


def main(arguments: Sequence[str]) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.revisions", description=__doc__.split("\n")[0])
    parser.add_argument("--tree", help="a Linux tree, for the library of several documents")
    parser.add_argument("--sets", nargs="+", default=["development", "practice"], metavar="NAME")
    options = parser.parse_args(arguments)
    ours = open_library(in_use(revision="bundled")).snapshot
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place, "copy", Path(bundled().path).name)
        copy.parent.mkdir()
        shutil.copy(revision(NEWER).path, copy)
        newer = open_library(in_use([str(copy)])).snapshot
        snapshots = {"bundled": ours, f"{NEWER}, a bare copy": newer}
        if options.tree:
            snapshots["beside three others"] = beside_others(Path(options.tree), Path(place, "several"))
        for name in options.sets:
            _compare(name, snapshots, ours, Path(place))
        if options.tree:
            beside = snapshots["beside three others"]
            _own_words(beside)
            _within(Path(options.tree), Path(place))
            _first_figures("questions for the three others", beside, ELSEWHERE / "answerable.jsonl")
    new = QUESTIONS / NEWER / "answerable.jsonl"
    _first_figures(f"questions for the new entries of {NEWER}", newer, new)
    _build_times()
    return 0


def _first_figures(title: str, snapshot: Snapshot, file: Path) -> None:
    """Print how many questions of a file find their entry, and are answered."""
    print(f"\n{title}")
    for figure in measure(snapshot, [str(file)]).figures[:3]:
        print(f"  {figure.name:28}{figure.value:7.3f}  of {figure.questions}")


def _compare(name: str, snapshots: dict[str, Snapshot], ours: Snapshot, place: Path) -> None:
    """Print a set's figures, one column per state of the document."""
    file, newer = place / f"{name}.jsonl", place / f"{name}-{NEWER}.jsonl"
    rows = list(_rows(name, ours))
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    newer.write_text("".join(f"{json.dumps(_in_newer_words(row))}\n" for row in rows), encoding="utf-8")
    entries = [result.entry.id for result in ours.entries()]
    ids = {row["q"]: row["id"] for row in rows if "kind" in row}
    columns = {}
    for title, snapshot in snapshots.items():
        report = measure(snapshot, [str(newer if title.startswith(NEWER) else file)], after=entries)
        columns[title] = {figure.name: figure.value for figure in report.figures}
        columns[title] |= _by_others(report, entries, ids)
    print(f"\n{name:34}" + "".join(f"{title:>24}" for title in columns))
    for figure in next(iter(columns.values())):
        print(f"  {figure:32}" + "".join(f"{column.get(figure, -1):24.3f}" for column in columns.values()))


def _by_others(report: Report, own: Collection[str], ids: Mapping[str, str]) -> Iterator[tuple[str, float]]:
    """The shares of the questions that the bundled document leaves open which another one answers, or answers rightly.

    Args:
        report: the outcomes.
        own: ids of the bundled document's entries.
        ids: the questions' ids, by their texts.
    """
    judged = rightly_elsewhere()
    kinds = {kind: [o for o in report.outcomes if o.asked.kind == kind] for kind in KINDS}
    for kind, outcomes in (kinds | {"after another": [o for o in report.after if o.asked.kind]}).items():
        others = [o for o in outcomes if not o.ok and o.got not in own]
        right = sum((ids[o.asked.text], o.got) in judged for o in others)
        refused = sum(o.ok for o in outcomes)
        yield f"{kind}, another answers", len(others) / len(outcomes)
        yield f"{kind}, another is right", right / len(outcomes)
        yield f"{kind}, refused or right", (refused + right) / len(outcomes)


def rightly_elsewhere() -> set[tuple[str, str]]:
    """Return the questions that another document's entry answers, by their ids, each with the entry's."""
    return {(row["id"], row["entry"]) for row in read_rows(ELSEWHERE / "judged.jsonl")}


def _in_newer_words(row: dict[str, Any]) -> dict[str, Any]:
    """A question whose answer is expected in the newer document's words."""
    answer = row.get("answer_text", "")
    for words, others in NEWER_WORDS:
        answer = answer.replace(words, others)
    return row | {"answer_text": answer} if answer else row


def _rows(name: str, ours: Snapshot) -> Iterator[dict[str, Any]]:
    """The questions of a set, with their entries by id instead of line."""
    ids = {result.entry.lines.first: result.entry.id for result in ours.entries()}
    for path in sorted((QUESTIONS / name).glob("*.jsonl")):
        for row in read_rows(path):
            for turn in row.get("turns", [row]):
                wanted = [turn.pop("line", None), *turn.pop("also", [])]
                if "kind" not in turn:
                    turn["entries"] = [ids[number] for number in wanted if number in ids]
                turn.pop("answer_lines", None)
            yield row


def beside_others(tree: Path, place: Path) -> Snapshot:
    """Return the bundled document with three more kernel documents.

    Args:
        tree: the Linux tree that they are in.
        place: a directory that is made and gets copies of them.
    """
    place.mkdir()
    files = [tree / name for name in OTHERS]
    for file in files:
        shutil.copy(file, place)
    return open_library(in_use([bundled().path, *(str(place / file.name) for file in files)])).snapshot


def _own_words(snapshot: Snapshot) -> None:
    """Print how often an entry comes first for words of its own text, document by document."""
    print(f"\nentries first for {FIRST_WORDS} words of their own text")
    found: dict[str, list[bool]] = {}
    for result in snapshot.entries():
        words = first_words(result.entry)
        if len(words) == FIRST_WORDS:
            answer = ask(snapshot, " ".join(words))
            first = answer.results[0] if answer.results else None
            right = first is not None and first.entry.id == result.entry.id
            found.setdefault(Path(result.document.path).name, []).append(right)
    everything = [right for one in found.values() for right in one]
    others = [right for file, one in found.items() if file != Path(bundled().path).name for right in one]
    for title, one in [*found.items(), ("the three others", others), ("all", everything)]:
        print(f"  {title:28}{sum(one) / len(one):7.3f}  of {len(one)}")


def _within(tree: Path, place: Path) -> None:
    """Print how often entries that nobody curated are found within a curated document.

    They are some of the first of the others, put into the newer revision, and asked for by their own questions and
    words, with the knowledge of that revision and without any.
    """
    text, mark = Path(revision(NEWER).path).read_text("utf-8"), "Q: New BPF instruction"
    parts = re.split(r"(?m)^(?=Q: .*\n-+$)", (tree / OTHERS[0]).read_text("utf-8"))[1 : 1 + WITHIN]
    new = "".join(re.split(r"(?m)^(?=.*\n=+$)", part)[0] for part in parts)
    for title, knowledge in (("with its knowledge", ""), ("without any", "[document]\n")):
        file = place / title.split()[0] / Path(bundled().path).name
        file.parent.mkdir()
        file.write_text(text.replace(mark, f"{new}{mark}", 1), encoding="utf-8")
        if knowledge:
            file.with_suffix(".toml").write_text(knowledge, encoding="utf-8")
            file.with_suffix(".generated.toml").write_text(knowledge, encoding="utf-8")
        snapshot = open_library(in_use([str(file)])).snapshot
        entries = [r.entry for r in snapshot.entries() if f"Q: {r.entry.question}\n" in new]
        asked = [
            (question, entry)
            for entry in entries
            for question in (entry.question, " ".join(first_words(entry)))
        ]
        answers = [(ask(snapshot, question), entry) for question, entry in asked]
        first = sum(bool(a.results) and a.results[0].entry.id == entry.id for a, entry in answers)
        right = sum(a.status == ANSWERED and a.results[0].entry.id == entry.id for a, entry in answers)
        print(f"\n{len(entries)} entries of another document put into {NEWER}, {title}")
        print(
            f"  right first {first / len(asked):.3f}, answered right {right / len(asked):.3f} of {len(asked)}"
        )


def _build_times() -> None:
    """Print how much longer the first build of the newer revision takes, in pairs that take turns."""
    ratios = []
    _build_time("bundled")
    for number in range(PAIRS):
        order = ("bundled", NEWER) if number % 2 else (NEWER, "bundled")
        times = {name: _build_time(name) for name in order}
        ratios.append(times[NEWER] / times["bundled"])
    print(
        f"\nreading {NEWER} for the first time, times bundled: median of {PAIRS} pairs {median(ratios):.2f}"
    )


def _build_time(name: str) -> float:
    """The time of the processor, which other work on the machine changes least."""
    begun = time.process_time()
    build(Job(revision(name).path))
    return time.process_time() - begun


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
