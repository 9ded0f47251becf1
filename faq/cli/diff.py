"""Two revisions of a document compared by question: new, gone, moved, reworded, answered otherwise.

Questions that are the same in both are pairs; of the others those are pairs which are much alike, or
whose answers are.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from faq.model import Document, Entry
from faq.output.harmless import safe, safe_line
from faq.output.text import PAINT, Style, painted, wrapped
from faq.sources.files import content

ALIKE = 0.6
"""Share of words in common, in order, from which two entries without other partners are one reworded."""

_WORD = re.compile(r"\S+\s*")


class Change(NamedTuple):
    """What became of one question. ``old`` is None for a new one, ``new`` for one that is gone."""

    old: Entry | None
    new: Entry | None
    moved: bool = False
    reworded: bool = False
    answer: tuple[tuple[str, str], ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """The words for it, none where nothing changed."""
        if self.old is None:
            return ("new",)
        if self.new is None:
            return ("gone",)
        told = {"moved": self.moved, "reworded": self.reworded, "answer changed": bool(self.answer)}
        return tuple(kind for kind, is_so in told.items() if is_so)


class Changes(NamedTuple):
    """Two revisions compared: a change for each question in the new order, gone ones where they stood."""

    old: Document
    new: Document
    changes: tuple[Change, ...]


def files(old: str, new: str) -> Changes:
    """Compare two files.

    Args:
        old: path of the older revision.
        new: path of the newer one.

    Raises:
        FaqError: one of them cannot be read.
    """
    return documents(_document(old), _document(new))


def _document(path: str) -> Document:
    from faq.parsing.parse import decode, parse

    held = content(path, "name a readable RST file", pipe=True)
    return parse(decode(held, path), path, path)


def documents(old: Document, new: Document) -> Changes:
    """Compare two parsed documents."""
    pairs = _paired(old.entries, new.entries)
    stayed = _stayed([pairs[place] for place in sorted(pairs)])
    partner = {there: here for here, there in pairs.items()}
    changes = [
        _change(new.entries[here], old.entries[pairs[here]], pairs[here] not in stayed)
        if here in pairs
        else Change(None, new.entries[here])
        for here in range(len(new.entries))
    ]
    places = list(range(len(new.entries)))
    for there, entry in enumerate(old.entries):
        if there not in partner:
            after = next((partner[n] for n in range(there - 1, -1, -1) if n in partner), -1)
            spot = places.index(after) + 1 if after >= 0 else 0
            places.insert(spot, -2)
            changes.insert(spot, Change(entry, None))
    return Changes(old, new, tuple(changes))


def _change(new: Entry, old: Entry, moved: bool) -> Change:
    before, after = _text(old), _text(new)
    return Change(
        old,
        new,
        moved=moved or old.section != new.section,
        reworded=_folded(old.question) != _folded(new.question),
        answer=tuple(_differences(before, after)) if before.split() != after.split() else (),
    )


def _text(entry: Entry) -> str:
    return "\n\n".join([*entry.alternates[: entry.own or None], *(block.text for block in entry.blocks)])


def _folded(text: str) -> str:
    return " ".join(text.split())


def _paired(old: Sequence[Entry], new: Sequence[Entry]) -> dict[int, int]:
    """For the number of each new entry that has one the number of the old one which it continues."""
    pairs: dict[int, int] = {}
    for key in (lambda e: (e.section, _folded(e.question)), lambda e: _folded(e.question), lambda e: e.id):
        left: dict[object, list[int]] = {}
        for there, entry in enumerate(old):
            if there not in pairs.values():
                left.setdefault(key(entry), []).append(there)
        for here, entry in enumerate(new):
            if here not in pairs and left.get(key(entry)):
                pairs[here] = left[key(entry)].pop(0)
    return pairs | _alike(old, new, pairs)


def _alike(old: Sequence[Entry], new: Sequence[Entry], pairs: dict[int, int]) -> dict[int, int]:
    """Pairs among the entries that have none, the most alike first."""
    free_old = [n for n in range(len(old)) if n not in pairs.values()]
    free_new = [n for n in range(len(new)) if n not in pairs]
    scored = sorted(
        ((_likeness(old[there], new[here]), here, there) for here in free_new for there in free_old),
        key=lambda one: (-one[0], one[1], one[2]),
    )
    found: dict[int, int] = {}
    for similarity, here, there in scored:
        if similarity >= ALIKE and here not in found and there not in found.values():
            found[here] = there
    return found


def _likeness(old: Entry, new: Entry) -> float:
    """How alike two entries are, from 0 to 1: by their questions or, where these differ, by their answers."""
    by_question = _ratio(old.question.lower().split(), new.question.lower().split())
    return max(by_question, _ratio(_text(old).split(), _text(new).split()))


def _ratio(one: Sequence[str], other: Sequence[str]) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if not one or not other or matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()


def _stayed(order: Sequence[int]) -> set[int]:
    """The longest rising part of a sequence: entries that kept their order; the others have moved."""
    from bisect import bisect_left

    ends: list[int] = []
    ranks = []
    for number in order:
        rank = bisect_left(ends, number)
        ends[rank : rank + 1] = [number]
        ranks.append(rank)
    stayed: set[int] = set()
    wanted = len(ends) - 1
    for number, rank in zip(reversed(order), reversed(ranks), strict=True):
        if rank == wanted:
            stayed.add(number)
            wanted -= 1
    return stayed


def _differences(old: str, new: str) -> Iterator[tuple[str, str]]:
    """The word diff of two texts: pieces with what they are, ``=``, ``-`` or ``+``."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    matcher = SequenceMatcher(
        None, [w.split()[0] for w in before], [w.split()[0] for w in after], autojunk=False
    )
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield "=", "".join(after[c:d])
        if tag in ("delete", "replace"):
            yield "-", "".join(before[a:b])
        if tag in ("insert", "replace"):
            yield "+", "".join(after[c:d])


def as_json(changes: Changes) -> dict[str, Any]:
    """Return the JSON form; questions with nothing changed are only counted."""
    told = [change for change in changes.changes if change.kinds]
    return {
        "old": changes.old.file,
        "new": changes.new.file,
        "unchanged": len(changes.changes) - len(told),
        "changes": [
            {
                "kinds": list(change.kinds),
                "old": _place(change.old),
                "new": _place(change.new),
                "answer": [list(piece) for piece in change.answer],
            }
            for change in told
        ],
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
    kinds = [kind for change in told for kind in change.kinds]
    counts = [f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(kinds)]
    counts.append(f"{len(changes.changes) - len(told)} unchanged")
    return f"{changes.old.file} -> {changes.new.file}: {', '.join(counts)}"


def _drawn(change: Change, changes: Changes, style: Style) -> Iterator[str]:
    entry = change.new or change.old
    if entry is None:
        return
    for line in wrapped(f"{', '.join(change.kinds)}: {safe(entry.question)}", style.width, rest="  "):
        yield painted(line, PAINT.question, style)
    if change.reworded and change.old:
        yield from wrapped(f"was: {safe(change.old.question)}", style.width, "  ", "  ")
    if change.old and change.new and change.old.section != change.new.section:
        before, after = (" > ".join(e.section) or "(no section)" for e in (change.old, change.new))
        yield from wrapped(f"from {safe(before)} to {safe(after)}", style.width, "  ", "  ")
    places = [
        f"{safe_line(document.file)}:{one.lines.first}-{one.lines.last}"
        for document, one in ((changes.old, change.old), (changes.new, change.new))
        if one is not None
    ]
    yield painted("  " + " -> ".join(places), PAINT.quiet, style)
    if change.answer:
        yield ""
        yield from _word_diff(change.answer, style)


_SHOWN = 12
"""Unchanged words that are shown on either side of a change."""


def _word_diff(pieces: Sequence[tuple[str, str]], style: Style) -> list[str]:
    """The word diff, wrapped: ``[-gone-]`` and ``{+new+}``, or colours in their place."""
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
    from faq.output.text import columns

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


_GONE, _NEW = "9;31", "32"
