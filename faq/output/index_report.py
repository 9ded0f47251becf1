"""The output of ``bpffaq index``: where the index is and what it holds."""

from collections.abc import Sequence
from typing import Any

from faq.library.snapshot import Snapshot
from faq.output import knowledge_report
from faq.output.harmless import safe, safe_line
from faq.sources.file_state import FileState


def as_json(snapshot: Snapshot, verbose: bool) -> dict[str, Any]:
    """Return the JSON form.

    Args:
        snapshot: the documents.
        verbose: whether to say what was carried over to each from knowledge files.
    """
    states = _good(snapshot)
    form: dict[str, Any] = {
        "directory": snapshot.location or None,
        "documents": len(states),
        "entries": _entries(states),
    }
    if verbose:
        form["sources"] = [
            {"file": state.document.file, "knowledge": knowledge_report.as_json(state)} for state in states
        ]
    return form


def lines(snapshot: Snapshot, width: int, verbose: bool) -> list[str]:
    """Return lines.

    Args:
        snapshot: the documents.
        width: columns in all.
        verbose: whether to say what was carried over to each from knowledge files.
    """
    states = _good(snapshot)
    drawn = [
        f"Index: {safe(snapshot.location) or 'in memory'}",
        f"Documents: {len(states)}",
        f"Entries: {_entries(states)}",
    ]
    for state in states if verbose else ():
        if state.carried.files:
            drawn.append(safe_line(state.document.file))
            drawn += knowledge_report.lines(state, width)
    return drawn


def _good(snapshot: Snapshot) -> list[FileState]:
    """The documents that could be read."""
    return [state for state in snapshot.files.values() if not state.error]


def _entries(states: Sequence[FileState]) -> int:
    return sum(state.entries for state in states)
