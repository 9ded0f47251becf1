"""What people read: an answer, an entry, a list as lines for a terminal of any width.

Everything that comes from a document or a question passes ``safe``: no control character
reaches a terminal. Code and addresses are never wrapped, so that they can be copied.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from faq.model import ANSWERED, CLOSEST, Answer, Block, Result, ShortAnswer

NARROWEST = 20
"""Columns that the text is never squeezed below."""

_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069"
    "\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_SAFE_URL = re.compile(r"(?:https?://|mailto:)[!-~]+\Z", re.I)


class Style(NamedTuple):
    """How to draw: columns, whether with colour, whether with terminal hyperlinks (OSC 8)."""

    width: int = 80
    color: bool = False
    links: bool = False


class Paint(NamedTuple):
    """The colours, of the 16 that every theme defines, so that they suit light and dark."""

    question: str = "1"
    short: str = "1;32"
    code: str = "36"
    strong: str = "1;31"
    quiet: str = "2"
    warning: str = "33"
    link: str = "4"


PAINT = Paint()

CLOSEST_QUESTIONS = "Closest questions"
"""What stands over the entries that may help where none is an answer."""


def safe(text: str) -> str:
    """Return a text whose control, format and surrogate characters are replaced; tabs and line ends stay."""
    return _CONTROL.sub("\ufffd", text)


def escaped(json: str) -> str:
    """Return JSON that says the same, with those characters escaped that ``safe`` replaces."""
    return _CONTROL.sub(lambda match: f"\\u{ord(match.group()):04x}", json)


def painted(text: str, paint: str, style: Style) -> str:
    """Return a text in a colour, plain where the style has none."""
    return f"\x1b[{paint}m{text}\x1b[0m" if style.color and text else text


def hyperlink(text: str, url: str, style: Style) -> str:
    """Return a text as a terminal hyperlink; only http, https and mailto addresses become one."""
    if not (style.links and _SAFE_URL.match(url)):
        return text
    return f"\x1b]8;;{url}\x1b\\{text}\x1b]8;;\x1b\\"


def columns(text: str) -> int:
    """Return the terminal columns of a text: wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def wrapped(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """Wrap a text to a width; a word that is longer than a line stays whole.

    Args:
        text: the text, its white space folded.
        width: columns in all.
        first: what the first line begins with.
        rest: what the others begin with; by default as many blanks.
    """
    rest = " " * columns(first) if rest is None else rest
    lines, line, used = [], first, columns(first)
    start = True
    for piece, spaced in _pieces(text):
        blank = "" if start or not spaced else " "
        if not start and used + columns(blank + piece) > max(width, NARROWEST):
            lines.append(line)
            line, used, blank = rest, columns(rest), ""
        line, used, start = line + blank + piece, used + columns(blank + piece), False
    return [*lines, line]


_IDEOGRAPH = "([\u2e80-\u9fff\uff00-\uffef])"
"""Compiled when first needed: that takes a millisecond, which a search in English has no use for."""


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The pieces between which a line may break, and whether a blank stands before each.

    Scripts without blanks may break at each character.
    """
    for word in text.split():
        parts = [word] if word.isascii() else [part for part in re.split(_IDEOGRAPH, word) if part]
        yield from ((part, not number) for number, part in enumerate(parts))


def answer_lines(answer: Answer, style: Style) -> list[str]:
    """Return an answer as lines: corrections, the short answer, the full one, its citation, the other
    candidates."""
    lines = _said(answer, style)
    if answer.status == ANSWERED:
        first, *others = answer.results
        lines += [*([""] if lines else []), *entry_lines(first, style)]
        return lines + _others("See also", others, style, 2)
    return lines + _others(CLOSEST_QUESTIONS, answer.results, style, 1)


def _said(answer: Answer, style: Style) -> list[str]:
    """What is to be said of the question: what was repaired, left out, taken from context, missing."""
    lines = []
    if answer.corrections:
        words = ", ".join(better for _, better in answer.corrections)
        lines.append(painted(f"Searching for: {safe(words)}", PAINT.quiet, style))
    if answer.reasons.cut:
        note = wrapped(f"Note: {answer.reasons.cut}.", style.width)
        lines += [painted(line, PAINT.quiet, style) for line in note]
    if answer.reasons.taken:
        lines += wrapped(f"Taken with: {safe(answer.reasons.taken)}", style.width, rest="  ")
    if answer.status == ANSWERED and answer.level == "low":
        lines.append(
            painted("This is the nearest entry; it may not be what was asked.", PAINT.warning, style)
        )
    if answer.status != ANSWERED:
        lines += [painted(line, PAINT.warning, style) for line in wrapped(_refusal(answer), style.width)]
    return lines


def _refusal(answer: Answer) -> str:
    text = "No entry answers this for certain." if answer.status == CLOSEST else "This is not covered."
    if answer.unmatched:
        words = ", ".join(f"'{safe(word)}'" for word in answer.unmatched[:8])
        text += f" Nothing here speaks of {words}."
    return text


def _others(title: str, results: Sequence[Result], style: Style, number: int) -> list[str]:
    if not results:
        return []
    lines = ["", painted(title, PAINT.quiet, style)]
    for place, result in enumerate(results, number):
        lines += wrapped(safe(result.entry.question), style.width, f"  {place}. ")
        lines.append(painted(f"     {safe(result.entry.id)}", PAINT.quiet, style))
    return lines


def entry_lines(result: Result, style: Style) -> list[str]:
    """Return one entry as lines: question, short answer where there is one, full answer, citation."""
    entry = result.entry
    lines = [painted(line, PAINT.question, style) for line in wrapped(safe(entry.question), style.width)]
    for own in (one.removeprefix(entry.question) for one in entry.alternates[: entry.own]):
        lines += [painted(line, PAINT.quiet, style) for line in wrapped(safe(own), style.width)]
    if result.short_answer:
        mark = "\u258e" if style.color else ">"
        drawn = _short(result.short_answer, entry.blocks, style)
        lines += ["", *(painted(f"{mark} {line}", PAINT.short, style) for line in drawn)]
    lines.append("")
    lines += block_lines(entry.blocks, style)
    return [*lines, "", *citation_lines(result, style)]


def _short(short: ShortAnswer, blocks: Sequence[Block], style: Style) -> list[str]:
    """A short answer as lines: code as it stands, each sentence or item wrapped by itself."""
    spans = safe(short.text).split("\n")
    lines = short.lines
    if any(b.kind in ("code", "table") and b.lines.first <= lines.first <= b.lines.last for b in blocks):
        return spans
    return [line for span in spans for line in wrapped(span, style.width - 2)]


def block_lines(blocks: Sequence[Block], style: Style) -> list[str]:
    """Return an answer's blocks as lines, a blank line between them but not within a list."""
    lines: list[str] = []
    before: Block | None = None
    labels: dict[int, str] = {}
    for block in blocks:
        if block.kind == "enumerated":  # further paragraphs of an item stand under its first
            labels[block.depth] = label = block.label or " " * len(labels.get(block.depth, " "))
            block = block._replace(label=label)
        if before is not None and not (_item(before) and _item(block)):
            lines.append("")
        lines += _block(block, style)
        before = block
    return lines


def _item(block: Block) -> bool:
    return block.kind in ("bullet", "enumerated")


def _block(block: Block, style: Style) -> list[str]:
    text, indent = safe(block.text), "  " * block.depth
    if block.kind in ("code", "table"):
        return [indent + "    " + painted(line, PAINT.code, style) for line in text.split("\n")]
    if block.kind == "bullet":
        return wrapped(text, style.width, "  " * max(block.depth - 1, 0) + "  * ")
    if block.kind == "enumerated":
        return wrapped(text, style.width, "  " * max(block.depth - 1, 0) + f"  {safe(block.label) or ' '} ")
    if block.kind == "quote":
        return [_linked(line, style) for line in wrapped(text, style.width, indent + "    ")]
    if block.kind == "note":
        label = safe(block.label) or "Note"
        drawn = wrapped(f"{label}: {text}", style.width, indent + "! ")
        return [painted(line, PAINT.warning, style) for line in drawn]
    drawn = wrapped(text, style.width, indent + ("! " if block.strong else ""))
    return [painted(line, PAINT.strong, style) if block.strong else _linked(line, style) for line in drawn]


_ADDRESS = re.compile(r"https?://[!-~]*[^\s.,;:)>'\"]")


def _linked(line: str, style: Style) -> str:
    return _ADDRESS.sub(lambda m: hyperlink(m.group(), m.group(), style), line) if style.links else line


def citation_lines(result: Result, style: Style) -> list[str]:
    """Return where an entry stands: file and lines, address, revision."""
    document, lines = result.document, result.entry.lines
    anchor = result.entry.id.rpartition("#")[2]
    place = f"{safe(document.file)}:{lines.first}-{lines.last}"
    drawn = [painted(place, PAINT.quiet, style)]
    if document.url:
        url = safe(f"{document.url}#{anchor}")
        drawn.append(hyperlink(painted(url, PAINT.quiet, style), url, style))
    said = (
        f"{safe(document.title)}, revision {safe(document.revision)}"
        if document.revision
        else safe(document.title)
    )
    return drawn + [painted(line, PAINT.quiet, style) for line in wrapped(said, style.width)]


def list_lines(results: Sequence[Result], style: Style) -> list[str]:
    """Return all entries by document and section: question, lines and id."""
    lines: list[str] = []
    heading: tuple[str, tuple[str, ...]] | None = None
    several = len({result.document.file for result in results}) > 1
    for result in results:
        entry = result.entry
        if (result.document.file, entry.section) != heading:
            heading = (result.document.file, entry.section)
            title = " > ".join(entry.section) or result.document.title
            title = f"{result.document.file}: {title}" if several else title
            lines += (
                ["", painted(safe(title), PAINT.question, style)]
                if lines
                else [painted(safe(title), PAINT.question, style)]
            )
        lines += wrapped(safe(entry.question), style.width, "  ")
        lines.append(
            painted(f"    {safe(entry.id)}  {entry.lines.first}-{entry.lines.last}", PAINT.quiet, style)
        )
    return lines


def explanation_lines(answer: Answer, style: Style) -> list[str]:
    """Return why an answer came out as it did."""
    reasons = answer.reasons
    told = [
        ("status", f"{answer.status}, confidence {answer.confidence:.2f} ({answer.level})"),
        ("matched", "; ".join(f"{word} ({', '.join(fields)})" for word, fields in reasons.matched)),
        ("repaired", "; ".join(f"{typed} -> {better}" for typed, better in answer.corrections)),
        ("synonyms", "; ".join(f"{phrase} -> {', '.join(words)}" for phrase, words in reasons.synonyms)),
        ("nearest question", reasons.matched_questions),
        ("margin to the second", f"{reasons.margin:.0%}" if answer.results else ""),
        ("taken with", reasons.taken),
        ("not found", ", ".join(answer.unmatched)),
        ("out of scope", reasons.outside),
        ("left out", reasons.cut),
    ]
    return [
        line
        for name, text in told
        if text
        for line in wrapped(f"{name}: {safe(text)}", style.width, rest="  ")
    ]
