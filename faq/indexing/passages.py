"""Passages: the sentences, list items and command lines of an answer, each with its own lines.

A short answer is one of them, or several in a row (``faq.indexing.units``), so it is a verbatim span of the source.
"""

import re
from collections.abc import Iterator, Sequence

from faq.model import Block, Entry, Lines, Passage

_SHORT = (
    r"(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\betc\.)(?<!\bvs\.)(?<!\bcf\.)(?<!\bresp\.)(?<!\bapprox\.)(?<!\bNo\.)"
)
_END = re.compile(
    rf"(?<=[.!?]){_SHORT}(?<! [A-Z]\.)['\")\]\u201d\u2019]*(\s+)(?=[\W_]{{0,20}}[A-Z0-9\u00c0-\u024f])"
    rf"|(?<=[^\s.][a-z0-9]\.){_SHORT}(\s+)(?=[a-z])|(?<=[\u3002\uff01\uff1f])(\s*)"
)
_MARK = re.compile(r"[.!?\u3002\uff01\uff1f]")
"""What a sentence ends with: ``_END`` is found behind it only."""

_WORD = re.compile(r"[^\W_]+")

_NO_MARKUP = str.maketrans("", "", "`*")

_LIST_WORDS, _ITEM_WORDS = 20, 8
"""Maximum words of the items of a list that are one passage already, and of another item that is added to them."""

_MOST_WORDS = 50
"""Maximum words of two passages that become one."""

_AHEAD = 25
"""How many words of the source are searched for the next word of a passage: what stands between them is markup."""


def passages(entry: Entry, source: Sequence[str]) -> tuple[Passage, ...]:
    """Return the passages of an entry in order.

    A sentence that announces a quotation, such as an address, forms one passage with it, and so do short items of a
    list, if they appear together verbatim in the source.

    Args:
        entry: the entry.
        source: the lines of its document, the first one at index 0.
    """
    joined: list[Passage] = []
    for number, block in enumerate(entry.blocks):
        for passage in _of_block(number, block, source):
            whole = _joined(joined[-1], passage, source) if joined else None
            if whole is not None:
                joined[-1] = whole
            else:
                joined.append(passage)
    return tuple(joined)


def _joined(before: Passage, passage: Passage, source: Sequence[str]) -> Passage | None:
    """Two neighbouring passages as one, if they belong together and appear so in the source."""
    announced = before.text.endswith(":") and passage.kind == "quote"
    if not announced and not _are_listed(before, passage):
        return None
    whole = f"{before.text}\n{passage.text}"
    lines = Lines(before.lines.first, passage.lines.last)
    if len(whole.split()) > _MOST_WORDS:
        return None
    stands = " ".join(" ".join(source[lines.first - 1 : lines.last]).translate(_NO_MARKUP).split())
    if " ".join(whole.translate(_NO_MARKUP).split()) not in stands:
        return None
    return before._replace(text=whole, lines=lines)


def _are_listed(before: Passage, passage: Passage) -> bool:
    """Whether two passages are short items of a list."""
    if not before.kind == passage.kind == "bullet":
        return False
    return _length(before) <= _LIST_WORDS and _length(passage) <= _ITEM_WORDS


def _length(passage: Passage) -> int:
    return len(passage.text.split())


def _of_block(number: int, block: Block, source: Sequence[str]) -> Iterator[Passage]:
    spans = _commands(block.text) if block.kind in ("code", "table") else sentences(block.text)
    for text, lines in zip(spans, _locate(spans, block.lines, source), strict=True):
        yield Passage(text, lines, number, block.kind)


def _commands(code: str) -> list[str]:
    """Split code into its lines; a command that is continued with a backslash stays whole."""
    spans: list[str] = []
    continued = False
    for line in code.splitlines():
        if continued:
            spans[-1] += "\n" + line
        elif line.strip():
            spans.append(line.strip())
        continued = line.rstrip().endswith("\\") and bool(spans)
    return spans


def sentences(text: str) -> list[str]:
    """Split a paragraph into sentences; an abbreviation does not end one."""
    found: list[str] = []
    start = 0
    for mark in _MARK.finditer(text):
        match = _END.match(text, mark.end()) if mark.end() >= start else None
        if match is not None:
            found.append(text[start : match.start(match.lastindex or 0)])
            start = match.end()
    found.append(text[start:])
    return [sentence for sentence in found if sentence.strip()]


def _locate(spans: Sequence[str], lines: Lines, source: Sequence[str]) -> list[Lines]:
    """Find the lines of consecutive spans of a block: the source has its words in the same order."""
    words: list[str] = []
    numbers: list[int] = []
    for number, line in enumerate(source[lines.first - 1 : lines.last], lines.first):
        own = _WORD.findall(line)
        words += own
        numbers += [number] * len(own)
    found: list[Lines] = []
    start = 0
    for span in spans:
        own = _WORD.findall(span)
        end = start + len(own)
        places = range(start, end) if words[start:end] == own else _places(own, words, start)
        found.append(Lines(numbers[places[0]], numbers[places[-1]]) if places else lines)
        start = places[-1] + 1 if places else start
    return found


def _places(wanted: Sequence[str], words: Sequence[str], start: int) -> Sequence[int]:
    """Where some words stand among others in this order; those not found nearby are left out."""
    found: list[int] = []
    for word in wanted:
        try:
            start = 1 + words.index(word, start, start + _AHEAD)
        except ValueError:
            continue
        found.append(start - 1)
    return found
