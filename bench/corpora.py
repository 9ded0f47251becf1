"""Measures the parser on a directory of real FAQs with their expected entries.

    python -m bench.corpora DIR [--lost]

DIR holds the documents, ``expected.jsonl`` (one line a document: ``file``, ``n_entries``) and
``expected_full.jsonl`` (one line an entry: ``file``, ``line``, ``section_path``, ``first_words``,
``last_words``).
``--lost`` lists the misses: entries, blocks that are not verbatim, lines in no block.
"""

import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bench.question_rows import read_rows
from faq.model import QNA, Block, Document, Entry
from faq.parsing.markup.source import source_lines
from faq.parsing.parse import decode, parse

_ROLE = re.compile(r"(?<!`):[\w:+.-]+:(?=`(?!`))|(?<=`)~[\w.]*\.|(?<=`)~(?=\w)")
_TARGETS = (re.compile(r"(?<!`)<[^<>`]*>(?=`(?!`))"), re.compile(r"<[^<>]*>(?=`)"), re.compile(r"(?!)"))
_MARKUP = re.compile(r"[\W_]+")
_MARKUP_LINE = re.compile(
    r"""\s*(?:
        ([^\w\s])\1+\s*$                                                    # underlines, '::'
      | (?:=+[ ]*)+$ | [+][-=+]+[+]$ | -{2,}(?:[ ]-+)*$                     # borders
      | <\S+>`__?[.,]? | __[ ] | \.\.$ | :(?![ :])[^:`]+:(?:[ ].*)?$  # anonymous targets, options
      | \.\.[ ](?:_|\||\[?toctree|contents|index|include|raw|image|literalinclude|highlight|currentmodule)
    )""",
    re.VERBOSE,
)
_DIRECTIVE = re.compile(r"(\s*)\.\.(?: +(?:\|[^|]+\| +)?([\w:+.-]+)::(.*)| |$)")
_SILENT = frozenset(
    ["toctree", "contents", "index", "include", "raw", "image", "literalinclude", "highlight", "sectnum"]
)


class Tally(NamedTuple):
    """The results for one document."""

    wanted: int
    found: int
    right: int
    blocks: int
    verbatim: int
    lost: tuple[int, ...]
    first_words: int
    last_words: int
    sections: int
    notes: tuple[str, ...]


def without_markup(text: str, target: re.Pattern[str] = _TARGETS[-1]) -> str:
    """Only the letters and digits of the text, without roles and link targets."""
    return _MARKUP.sub("", _ROLE.sub("", target.sub("", " ".join(text.split()))))


def is_verbatim(block: Block, lines: Sequence[str]) -> bool:
    """Whether the block's text is in its lines once the markup is removed."""
    source = "\n".join(lines[block.lines.first - 1 : block.lines.last])
    if block.kind == "code":
        return " ".join(block.text.split()) in " ".join(source.split())
    return any(without_markup(block.text) in without_markup(source, target) for target in _TARGETS)


def content_lines(lines: Sequence[str]) -> Iterator[int]:
    """The numbers of the lines that hold text, not only markup."""
    skipped: int | None = None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        indent = len(line) - len(line.lstrip())
        if skipped is not None and indent > skipped:
            continue
        skipped = None
        directive = _DIRECTIVE.match(line)
        if directive:
            if directive[2] is None or directive[2] in _SILENT:
                skipped = len(directive[1])
            continue
        if not _MARKUP_LINE.match(line):
            yield number


def lost_lines(document: Document, lines: Sequence[str]) -> tuple[int, ...]:
    """Lines of text within the answers that are in no block."""
    covered: set[int] = set()
    for entry in document.entries:
        for block in entry.blocks:
            covered.update(range(block.lines.first, block.lines.last + 1))
        first = min((block.lines.first for block in entry.blocks), default=entry.lines.last + 1)
        covered.update(range(entry.lines.first, first))
    inside = {n for e in document.entries for n in range(e.lines.first, e.lines.last + 1)}
    return tuple(n for n in content_lines(lines) if n in inside and n not in covered)


def words_agree(wanted: dict[str, Any], entry: Entry) -> tuple[bool, bool]:
    """Whether the answer begins and ends as expected, comparing letters and digits."""
    answer = without_markup(" ".join(block.text for block in entry.blocks))
    first, last = without_markup(wanted["first_words"]), without_markup(wanted["last_words"])
    return answer.startswith(first), answer.endswith(last)


def measure(document: Document, lines: Sequence[str], wanted: list[dict[str, Any]], count: int) -> Tally:
    """Compare one document with what is expected."""
    by_line = {entry.lines.first: entry for entry in document.entries if entry.kind == QNA}
    notes = [f"missing {w['line']}: {w['question']}" for w in wanted if w["line"] not in by_line]
    right = [(w, by_line[w["line"]]) for w in wanted if w["line"] in by_line]
    known = {w["line"] for w in wanted}
    notes += [f"extra {n}: {e.question}" for n, e in by_line.items() if n not in known]
    blocks = [block for entry in document.entries for block in entry.blocks]
    strange = [block for block in blocks if not is_verbatim(block, lines)]
    notes += [f"not verbatim {block}" for block in strange]
    lost = lost_lines(document, lines)
    notes += [f"lost {number}: {lines[number - 1]}" for number in lost]
    agree = [words_agree(w, entry) for w, entry in right]
    notes += [
        f"words {w['line']}: {w['first_words']!r} ... {w['last_words']!r} got {entry.blocks[-1].text[-60:]!r}"
        for (w, entry), pair in zip(right, agree, strict=True)
        if not all(pair) and not w.get("words_depend_on_xref") and entry.blocks
    ]
    sections = sum(list(entry.section) == w["section_path"] for w, entry in right)
    notes += [
        f"section {e.section} not {w['section_path']}"
        for w, e in right
        if list(e.section) != w["section_path"]
    ]
    return Tally(
        count, len(by_line), len(right), len(blocks), len(blocks) - len(strange), lost,
        sum(first for first, _ in agree), sum(last for _, last in agree), sections, tuple(notes),
    )  # fmt: skip


def main(arguments: list[str]) -> int:
    """Print the figures, document by document and in total."""
    directory, show = Path(arguments[0]), "--lost" in arguments
    by_file: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in read_rows(directory / "expected_full.jsonl"):
        by_file[row["file"]].append(row)
    tallies = []
    for expected in read_rows(directory / "expected.jsonl"):
        file = expected["file"]
        text = decode((directory / file).read_bytes(), file)
        begin = time.perf_counter()
        document = parse(text, file)
        spent = time.perf_counter() - begin
        known = {wanted["line"] for wanted in by_file[file]}
        by_file[file] += [sample for sample in expected["sample"] if sample["line"] not in known]
        tally = measure(document, source_lines(text), by_file[file], expected["n_entries"])
        tallies.append(tally)
        print(
            f"{file:34} expected {tally.wanted:3} found {tally.found:3} right {tally.right:3}"
            f"  verbatim {tally.verbatim}/{tally.blocks}  lost {len(tally.lost)}  first {tally.first_words}"
            f"  last {tally.last_words}  section {tally.sections}"
            f"  topics {len(document.entries) - tally.found}"
            f"  {1000 * spent:.0f} ms  {len(document.problems)} problems"
        )
        for note in tally.notes if show else ():
            print("     ", note)
    _print_sums(tallies)
    return 0


def _print_sums(tallies: list[Tally]) -> None:
    """The figures over all documents."""
    wanted, found, right = (
        sum(t.wanted for t in tallies),
        sum(t.found for t in tallies),
        sum(t.right for t in tallies),
    )
    precision, recall = right / max(found, 1), right / max(wanted, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(f"documents {len(tallies)}, entries {right} of {wanted} (found {found}), F1 {f1:.4f}")
    blocks, verbatim = sum(t.blocks for t in tallies), sum(t.verbatim for t in tallies)
    print(f"blocks verbatim {verbatim} of {blocks}, lines lost {sum(len(t.lost) for t in tallies)}")
    for name in ("first_words", "last_words", "sections"):
        print(f"{name} agree {sum(getattr(t, name) for t in tallies)} of {right}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
