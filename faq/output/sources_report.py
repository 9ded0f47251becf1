"""What ``bpffaq sources`` shows: the documents in use, who named them, what they hold, how fresh they are."""

import time
from collections.abc import Sequence
from typing import Any

from faq.library.library import Library
from faq.library.open_index import FileState
from faq.library.revisions import note
from faq.output.terminal import PAINT, Style, painted, safe, wrapped
from faq.sources.selection import MISSING

MOST = 40
"""Files that are shown one by one; of more only those with something to be said are, and a sum."""


def as_json(library: Library) -> dict[str, Any]:
    """Return the JSON form."""
    return {"sources": [_json(fact) for fact in library.facts]}


def _json(fact: FileState) -> dict[str, Any]:
    document, said = fact.document, note(fact)
    return {
        "file": document.file,
        "path": document.path,
        "origin": fact.origin,
        "title": document.title,
        "url": document.url or None,
        "revision": document.revision or None,
        "entries": fact.entries,
        "fresh": _when(fact) or None,
        **({"error": str(fact.error)} if fact.error else {}),
        **({"note": said} if said else {}),
    }


def lines(library: Library, style: Style) -> list[str]:
    """Return the documents as lines: those that could not be read last."""
    facts = library.facts
    good = [fact for fact in facts if not fact.error]
    shown = good if len(facts) <= MOST else [fact for fact in good if note(fact)]
    drawn = [line for fact in shown for line in _document(fact, style)]
    if len(shown) < len(good):
        drawn += _summed(good, style)
    for fact in facts:
        if fact.error:
            drawn += [
                painted(line, PAINT.warning, style) for line in wrapped(safe(str(fact.error)), style.width)
            ]
    return drawn


def _document(fact: FileState, style: Style) -> list[str]:
    document = fact.document
    told = [
        safe(document.title),
        f"{_count(fact.entries, 'entry', 'entries')}, from the {_origin(fact)}",
        " ".join(
            filter(
                None, [f"changed {_when(fact)}", document.revision and f"revision {safe(document.revision)}"]
            )
        ),
        safe(document.url),
        safe(note(fact)),
    ]
    rest = [line for text in told if text for line in wrapped(text, style.width, "  ")]
    return [painted(safe(document.file), PAINT.question, style), *rest]


def _summed(facts: Sequence[FileState], style: Style) -> list[str]:
    """The documents of each origin together."""
    drawn = []
    for origin in dict.fromkeys(_origin(fact) for fact in facts):
        same = [fact for fact in facts if _origin(fact) == origin]
        latest = max(same, key=lambda fact: fact.stamp[1])
        entries = _count(sum(fact.entries for fact in same), "entry", "entries")
        text = (
            f"{_count(len(same), 'file', 'files')} from the {origin}, {entries}, last changed {_when(latest)}"
        )
        drawn += wrapped(f"{text} ({safe(latest.document.file)}); --json lists each", style.width, rest="  ")
    return drawn


def _origin(fact: FileState) -> str:
    return "package" if fact.origin == "bundled" else fact.origin


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _when(fact: FileState) -> str:
    """When a file was last changed, in ISO form and universal time; empty where that is not known."""
    if fact.stamp == MISSING:
        return ""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(fact.stamp[1] // 10**9))
