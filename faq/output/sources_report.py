"""The output of ``bpffaq sources``: the documents in use, who named them, what they hold, how fresh they are."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from faq.library.notices import note
from faq.library.snapshot import Snapshot
from faq.output import knowledge_report
from faq.output.age import as_of
from faq.output.harmless import safe, safe_line
from faq.output.text import PAINT, Style, counted, painted, wrapped
from faq.sources.file_state import FileState
from faq.sources.source import MISSING

MOST = 40
"""Maximum files shown one by one; of more, only those with a notice are shown, and a total."""


def as_json(snapshot: Snapshot, verbose: bool = False) -> dict[str, Any]:
    """Return the JSON form.

    Args:
        snapshot: the documents.
        verbose: whether to say in full what was carried over from knowledge files.
    """
    states = tuple(snapshot.files.values())
    told = [_json(state) for state in states]
    if verbose:
        for form, state in zip(told, states, strict=True):
            form["knowledge"] = knowledge_report.as_json(state)
    return {"sources": told}


def _json(state: FileState) -> dict[str, Any]:
    document, said = state.document, note(state)
    return {
        "file": document.file,
        "path": document.path,
        "uri": Path(document.path).as_uri(),
        "origin": state.origin,
        "title": document.title,
        "url": document.url or None,
        "revision": document.revision or None,
        "entries": state.entries,
        "as_of": document.age.as_of or None,
        "fresh": _fresh(state) or None,
        **({"error": str(state.error)} if state.error else {}),
        **({"note": said} if said else {}),
    }


def lines(snapshot: Snapshot, style: Style, verbose: bool = False) -> list[str]:
    """Return the documents as lines, those that could not be read last.

    Args:
        snapshot: the documents.
        style: how to draw.
        verbose: whether to say in full what was carried over from knowledge files, and which documents have none.
    """
    states = tuple(snapshot.files.values())
    good = [state for state in states if not state.error]
    shown = good if len(states) <= MOST else [state for state in good if _is_noted(state, verbose)]
    drawn: list[str] = []
    for state in shown:
        drawn += _document(state, style)
        if verbose or state.carried.files:
            drawn += knowledge_report.lines(state, style.width, noted=True, whole=verbose)
    if len(shown) < len(good):
        drawn += _summed(good, style)
    return drawn + _errors(states, style)


def _is_noted(state: FileState, verbose: bool) -> bool:
    """Whether a document is shown by itself among many."""
    return bool(note(state) or (verbose and state.carried.files))


def _errors(states: Sequence[FileState], style: Style) -> list[str]:
    """Why documents could not be read."""
    drawn: list[str] = []
    for error in (state.error for state in states if state.error):
        drawn += wrapped(safe(str(error)), style.width)
    return [painted(line, PAINT.warning, style) for line in drawn]


def _document(state: FileState, style: Style) -> list[str]:
    document = state.document
    told = [
        safe(document.title),
        f"{counted(state.entries, 'entry', 'entries')}, from the {_origin(state)}",
        safe_line(document.path) if document.is_shipped else "",
        _edition(state),
        safe(document.url),
        safe(note(state)),
    ]
    drawn = [painted(safe_line(document.file), PAINT.question, style)]
    for text in filter(None, told):
        drawn += wrapped(text, style.width, "  ")
    return drawn


def _edition(state: FileState) -> str:
    """The edition of a text: its release if known, else when its file changed; and its revision."""
    revision = state.document.revision and f"revision {safe(state.document.revision)}"
    return ", ".join(filter(None, (as_of(state.document) or f"changed {_when(state)}", revision)))


def _summed(states: Sequence[FileState], style: Style) -> list[str]:
    """The totals for each origin."""
    origins: dict[str, list[FileState]] = {}
    for state in states:
        origins.setdefault(_origin(state), []).append(state)
    drawn = []
    for origin, same in origins.items():
        latest = max(same, key=lambda state: state.stamp[1])
        entries = counted(sum(state.entries for state in same), "entry", "entries")
        text = f"{counted(len(same), 'file', 'files')} from the {origin}, {entries}, last changed {_when(latest)}"
        drawn += wrapped(f"{text} ({safe(latest.document.file)}); --json lists each", style.width, rest="  ")
    return drawn


def _origin(state: FileState) -> str:
    return "package" if state.origin == "bundled" else state.origin


def _fresh(state: FileState) -> str:
    """When a text was last changed: for one that ships with the program the month of its revision, since its file is
    as old as the installation."""
    return state.document.age.as_of if state.document.is_shipped else _when(state)


def _when(state: FileState) -> str:
    """When a file was last changed, in ISO format and UTC; empty if unknown."""
    if state.stamp == MISSING:
        return ""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(state.stamp[1] // 10**9))
