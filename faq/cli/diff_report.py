"""The differences between two revisions, as JSON and as text."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from faq.cli.diff import Change, Changes
from faq.model import Entry
from faq.output.harmless import safe, safe_line
from faq.output.text import PAINT, Style, columns, painted, wrapped

_GONE, _NEW = "9;31", "32"


def as_json(changes: Changes) -> dict[str, Any]:
    """Return the JSON form; unchanged questions are only counted."""
    told = [change for change in changes.changes if change.kinds]
    return {
        "old": changes.old.file,
        "new": changes.new.file,
        "unchanged": len(changes.changes) - len(told),
        "changes": list(map(_told, told)),
    }


def _told(change: Change) -> dict[str, Any]:
    return {
        "kinds": list(change.kinds),
        "old": _place(change.old),
        "new": _place(change.new),
        "answer": list(map(list, change.answer)),
    }


def _place(entry: Entry | None) -> dict[str, Any] | None:
    if entry is None:
        return None
    section, lines = list(entry.section), list(entry.lines)
    return {"id": entry.id, "question": entry.question, "section": section, "lines": lines}


def lines(changes: Changes, style: Style) -> list[str]:
    """Return the changes as lines: a count, then each changed question with the word diff of its answer."""
    told = [change for change in changes.changes if change.kinds]
    drawn = wrapped(safe(_count(changes, told)), style.width)
    for change in told:
        drawn += ["", *_drawn(change, changes, style)]
    return drawn


def _count(changes: Changes, told: Sequence[Change]) -> str:
    kinds = Counter(chain.from_iterable(change.kinds for change in told))
    counts = [f"{count} {kind}" for kind, count in kinds.items()]
    counts.append(f"{len(changes.changes) - len(told)} unchanged")
    return f"{changes.old.file} -> {changes.new.file}: {', '.join(counts)}"


def _drawn(change: Change, changes: Changes, style: Style) -> Iterator[str]:
    entry = change.new or change.old
    if entry is None:
        return
    for line in wrapped(f"{', '.join(change.kinds)}: {safe(entry.question)}", style.width, rest="  "):
        yield painted(line, PAINT.question, style)
    if change.old:
        yield from _before(change.old, change, style)
    yield painted("  " + " -> ".join(_places(change, changes)), PAINT.quiet, style)
    if not change.compared:
        yield from wrapped("Both answers are too long to be compared word by word.", style.width, "  ", "  ")
    elif change.answer:
        yield ""
        yield from _word_diff(change.answer, style)


def _before(old: Entry, change: Change, style: Style) -> Iterator[str]:
    """How a question was worded before, and where it stood."""
    if change.reworded:
        yield from wrapped(f"was: {safe(old.question)}", style.width, "  ", "  ")
    if change.new and old.section != change.new.section:
        before, after = _section(old), _section(change.new)
        yield from wrapped(f"from {safe(before)} to {safe(after)}", style.width, "  ", "  ")


def _section(entry: Entry) -> str:
    return " > ".join(entry.section) or "(no section)"


def _places(change: Change, changes: Changes) -> Iterator[str]:
    for document, entry in ((changes.old, change.old), (changes.new, change.new)):
        if entry is not None:
            yield f"{safe_line(document.file)}:{entry.lines.first}-{entry.lines.last}"


_SHOWN = 12
"""Unchanged words shown on either side of a change."""


def _word_diff(pieces: Sequence[tuple[str, str]], style: Style) -> list[str]:
    """The word diff, wrapped: ``[-gone-]`` and ``{+new+}``, or colours instead."""
    words: list[tuple[str, str]] = []
    for number, (kind, text) in enumerate(pieces):
        parts = safe(text).split()
        if kind == "=":
            parts = _shortened(parts, number == 0, number == len(pieces) - 1)
        elif not style.color and parts:
            opening, closing = ("[-", "-]") if kind == "-" else ("{+", "+}")
            parts[0] = opening + parts[0]
            parts[-1] += closing
        words += [(kind, part) for part in parts]
    return _wrapped(words, style)


def _shortened(words: list[str], first: bool, last: bool) -> list[str]:
    if first or last:
        kept = words[-_SHOWN:] if first else words[:_SHOWN]
        gap = ["..."] if len(words) > _SHOWN else []
        return gap + kept if first else kept + gap
    return words if len(words) <= 2 * _SHOWN else [*words[:_SHOWN], "...", *words[-_SHOWN:]]


def _wrapped(words: Sequence[tuple[str, str]], style: Style) -> list[str]:
    lines: list[list[str]] = [[]]
    used = 0
    for kind, word in words:
        if lines[-1] and used + columns(word) + 1 > style.width - 4:
            lines.append([])
            used = 0
        paint = {"-": _GONE, "+": _NEW}.get(kind, "")
        lines[-1].append(painted(word, paint, style) if paint else word)
        used += columns(word) + 1
    return ["    " + " ".join(line) for line in lines if line]
