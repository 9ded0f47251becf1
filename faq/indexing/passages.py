"""Passages: the sentences, list items and command lines of an answer, each with its own lines.

A short answer is always one of them, so it is a verbatim span of the source.
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
_WORD = re.compile(r"[^\W_]+")


def passages(entry: Entry, source: Sequence[str]) -> tuple[Passage, ...]:
    """Return the passages of an entry in order.

    A sentence that announces an address forms one passage with it, and so does one with a short list,
    if the two together appear verbatim in the source.

    Args:
        entry: the entry.
        source: the lines of its document, the first one at index 0.
    """
    joined: list[Passage] = []
    for number, block in enumerate(entry.blocks):
        for passage in _of_block(number, block, source):
            whole = _joined(joined[-1], passage, source) if joined else None
            joined[-1:] = [whole] if whole else [*joined[-1:], passage]
    return tuple(joined)


def _joined(before: Passage, passage: Passage, source: Sequence[str]) -> Passage | None:
    """Two neighbouring passages as one, if they belong together and appear so in the source."""
    announced = before.text.endswith(":") and passage.kind == "quote"
    listed = (
        before.kind == passage.kind == "bullet" and max(_length(before) - 12, _length(passage)) <= _ITEM_WORDS
    )
    whole = f"{before.text}\n{passage.text}"
    lines = Lines(before.lines.first, passage.lines.last)
    if not (announced or listed) or len(whole.split()) > _MOST_WORDS:
        return None
    stands = " ".join(" ".join(source[lines.first - 1 : lines.last]).translate(_NO_MARKUP).split())
    return (
        before._replace(text=whole, lines=lines)
        if " ".join(whole.translate(_NO_MARKUP).split()) in stands
        else None
    )


def _length(passage: Passage) -> int:
    return len(passage.text.split())


_NO_MARKUP = str.maketrans("", "", "`*")
_ITEM_WORDS, _MOST_WORDS = 8, 50


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
    for match in _END.finditer(text):
        found.append(text[start : match.start(match.lastindex or 0)])
        start = match.end()
    found.append(text[start:])
    return [sentence for sentence in found if sentence.strip()]


def _locate(spans: Sequence[str], lines: Lines, source: Sequence[str]) -> list[Lines]:
    """Find the lines of consecutive spans of a block: the source has its words in the same order."""
    stand: list[tuple[str, int]] = []
    for number, line in enumerate(source[lines.first - 1 : lines.last], lines.first):
        stand += [(word, number) for word in _WORD.findall(line)]
    found, place = [], 0
    for span in spans:
        numbers = []
        for word in _WORD.findall(span):
            for ahead in range(place, min(place + 25, len(stand))):
                if stand[ahead][0] == word:
                    numbers.append(stand[ahead][1])
                    place = ahead + 1
                    break
        found.append(Lines(numbers[0], numbers[-1]) if numbers else lines)
    return found
