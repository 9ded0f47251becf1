"""The text of an entry as lines: its blocks one below another, with the short answer marked."""

from collections.abc import Iterator, Sequence
from itertools import chain

from faq.model import Block, ShortAnswer
from faq.output.harmless import safe
from faq.output.tables import rows_fitted
from faq.output.text import PAINT, Style, hyperlink, painted, wrapped
from index.values import NamedTuple

Span = tuple[int, int]
"""Start and end of a piece of a block's text, the end excluded."""

Rows = list[tuple[str, bool]]
"""Lines, each with whether it belongs to the short answer."""

_ADDRESS = r"https?://[!-~]*[^\s.,;:)>'\"]"


class Excerpt(NamedTuple):
    """The part of a text that is drawn: its rows, whether any before them are left out, and how many are in all."""

    rows: Rows
    begins_later: bool = False
    omitted: int = 0


def block_lines(blocks: Sequence[Block], style: Style) -> list[str]:
    """Return blocks as lines, separated by an empty line except within a list."""
    return [line for line, _ in chain.from_iterable(drawn(blocks, None, style))]


def drawn(blocks: Sequence[Block], short: ShortAnswer | None, style: Style) -> list[Rows]:
    """Return the rows of each block, those of the short answer marked.

    Args:
        blocks: the blocks of an entry.
        short: the short answer, a span of one or more blocks.
        style: how to draw.
    """
    spans = found_in(blocks, short) if short else {}
    groups: list[Rows] = []
    before: Block | None = None
    labels: dict[int, str] = {}
    for number, block in enumerate(blocks):
        if block.kind == "enumerated":  # further paragraphs of an item are below its first
            labels[block.depth] = label = block.label or " " * len(labels.get(block.depth, " "))
            block = block._replace(label=label)
        apart = before is not None and not (_is_item(before) and _is_item(block))
        separator: Rows = [("", False)] if apart else []
        groups.append([*separator, *_block(block, spans.get(number), style)])
        before = block
    return groups


def found_in(blocks: Sequence[Block], short: ShortAnswer) -> dict[int, Span]:
    """Return where the short answer is: the span in each block's text, by the number of the block."""
    spans: dict[int, Span] = {}
    start = 0
    for piece in short.text.split("\n"):
        for number in range(start, len(blocks)):
            before = spans.get(number)
            span = _span(blocks[number], piece, before[1] if before else 0, short)
            if span:
                spans[number] = (before[0] if before else span[0], span[1])
                start = number
                break
    return spans


def _span(block: Block, piece: str, begin: int, short: ShortAnswer) -> Span | None:
    """The span of whole words in a block's text, from a place in it on, that holds a piece of the short answer."""
    outside = block.lines.last < short.lines.first or block.lines.first > short.lines.last
    first = -1 if outside or not piece.strip() else block.text.find(piece, begin)
    if first < 0:
        return None
    last = first + len(piece)
    while first and not block.text[first - 1].isspace():
        first -= 1
    while last < len(block.text) and not block.text[last].isspace():
        last += 1
    return first, last


def _is_item(block: Block) -> bool:
    return block.kind in ("bullet", "enumerated")


def _block(block: Block, span: Span | None, style: Style) -> Rows:
    if block.kind == "code":
        return _code(block, span, style)
    if block.kind == "table":
        return _table(block, span, style)
    lead, rest, paint = _manner(block)
    rows: Rows = []
    for text, marked in _parts(block.text, span):
        begin = lead if not rows else rest
        for line in wrapped(safe(text), style.width, begin, rest):
            rows.append((_painted(line, "" if marked else paint, style), marked))
    return rows


def _manner(block: Block) -> tuple[str, str, str]:
    """How a block of text is drawn: the prefix of its first line, that of the others, its paint."""
    indent = "  " * block.depth
    if _is_item(block):
        sign = "*" if block.kind == "bullet" else safe(block.label) or " "
        lead, paint = "  " * max(block.depth - 1, 0) + f"  {sign} ", ""
    elif block.kind == "quote":
        lead, paint = indent + "    ", ""
    elif block.kind == "note":
        return f"{indent}! {safe(block.label) or 'Note'}: ", indent + "  ", PAINT.warning
    elif block.strong:
        lead, paint = indent + "! ", PAINT.strong
    else:
        lead, paint = indent, ""
    return lead, " " * len(lead), paint


def _parts(text: str, span: Span | None) -> Iterator[tuple[str, bool]]:
    """The text in up to three parts, the middle one marked."""
    first, last = span or (0, 0)
    for part, marked in ((text[:first], False), (text[first:last], True), (text[last:], False)):
        if part.strip():
            yield part, marked


def _code(block: Block, span: Span | None, style: Style) -> Rows:
    """Code keeps its lines; a line that holds a part of the short answer is marked."""
    indent = "  " * block.depth + "    "
    plain = safe(block.text).split("\n")
    shown = plain
    if style.highlight is not None and style.color:
        shown = style.highlight(block._replace(text="\n".join(plain)))
    rows: Rows = []
    start = 0
    for line, painted_line in zip(plain, shown, strict=True):
        marked = span is not None and start < span[1] and start + len(line) > span[0]
        rows.append((indent + (line if marked else painted_line), marked))
        start += len(line) + 1
    return rows


def _table(block: Block, span: Span | None, style: Style) -> Rows:
    """Tables keep their lines, unless rows must be wrapped; a row that holds a part of the short answer is marked."""
    indent = "  " * block.depth + "    "
    lines = safe(block.text).split("\n")
    rows: Rows = []
    start = 0
    for line, parts in zip(lines, rows_fitted(lines, style.width - len(indent)), strict=True):
        marked = span is not None and start < span[1] and start + len(line) > span[0]
        for part in parts:
            rows.append((indent + part, marked))
        start += len(line) + 1
    return rows


def _painted(line: str, paint: str, style: Style) -> str:
    if paint:
        return painted(line, paint, style)
    return linked(line, style)


def linked(line: str, style: Style) -> str:
    """Return a line with its addresses as terminal hyperlinks."""
    if not style.links or "://" not in line:
        return line
    import re  # here: most lines have no address

    return re.sub(_ADDRESS, lambda match: hyperlink(match.group(), match.group(), style), line)


def excerpt(groups: Sequence[Rows], most: int) -> Excerpt:
    """Return the rows around the short answer if there are too many: the nearest whole blocks, as far as they fit.

    Args:
        groups: the rows of each block.
        most: maximum number of rows.
    """
    total = sum(map(len, groups))
    marked = [number for number, group in enumerate(groups) if is_marked(group)] or [0]
    first, last = marked[0], marked[-1]
    while grown := _grown(groups, first, last, most):
        first, last = grown
    rows = list(chain.from_iterable(groups[first : last + 1]))
    if last + 1 < len(groups):
        rows += _announced(rows, groups[last + 1], most - len(rows))
    start = 0
    if len(rows) > most:  # a single block is too long: the rows from the first marked one
        start = min(_first_marked(rows), len(rows) - most)
    rows = rows[start : start + most]
    if rows and not rows[0][0]:
        rows = rows[1:]
    return Excerpt(rows, first > 0 or start > 0, total - len(rows))


def _announced(rows: Rows, following: Rows, room: int) -> Rows:
    """The beginning of the next block, as far as there is room for it, if the last row announces it."""
    return following[:room] if room > 1 and rows and rows[-1][0].endswith(":") else []


def is_marked(rows: Rows) -> bool:
    """Return whether any row belongs to the short answer."""
    return any(mark for _, mark in rows)


def _first_marked(rows: Rows) -> int:
    for number, (_, mark) in enumerate(rows):
        if mark:
            return number
    return 0


def _grown(groups: Sequence[Rows], first: int, last: int, most: int) -> Span | None:
    """A run of blocks extended by one: by the one before it if that leads up to it, else by the next."""
    used = sum(map(len, groups[first : last + 1]))
    before = first > 0 and used + len(groups[first - 1]) <= most
    after = last + 1 < len(groups) and used + len(groups[last + 1]) <= most
    if before and (not after or groups[first - 1][-1][0].endswith(":")):
        return first - 1, last
    return (first, last + 1) if after else None
