"""Which knowledge files are used for a document, and what was carried over from them to it."""

import posixpath
from collections.abc import Iterator, Sequence
from typing import Any

from faq.knowledge.values import CarriedOver, DetailChange
from faq.library.notices import is_summed_up
from faq.output.harmless import safe, safe_line
from faq.output.text import wrapped
from faq.sources.file_state import FileState
from faq.sources.shipped import bundled


def as_json(state: FileState) -> dict[str, Any] | None:
    """Return the JSON form for one document, None if nothing is known of it."""
    carried = state.carried
    if not carried.files:
        return None
    return {
        "files": list(_files(state)),
        "revision": carried.revision or None,
        "entries": carried.entries,
        "new": [{"id": id, "line": line} for id, line in carried.new],
        "gone": list(carried.gone),
        "reworded": [
            {"id": one.id, "was": one.was, "now": one.now, "line": one.line} for one in carried.followed
        ],
        "dropped": [{"id": one.id, "was": one.was, "line": one.line} for one in carried.lost],
    }


def lines(state: FileState, width: int, noted: bool = False, whole: bool = True) -> list[str]:
    """Return lines for one document.

    Args:
        state: what is known about its file.
        width: columns in all.
        noted: whether the notices about it have been shown, which may include the summary.
        whole: whether to say everything, not just which knowledge files are used.
    """
    carried = state.carried
    if not carried.files:
        return wrapped("no knowledge file", width, "  ")
    files = ", ".join(map(safe_line, _files(state)))
    told = noted and is_summed_up(state)
    drawn = wrapped(safe(f"knowledge from {files}" if told else f"{carried}, from {files}"), width, "  ")
    for text in _each(carried) if whole else ():
        drawn += wrapped(safe(text), width, "    ", "      ")
    return drawn


def _each(carried: CarriedOver) -> Iterator[str]:
    """A line for everything that differs from the text that the knowledge was written for."""
    for id, line in carried.new:
        yield f"new, without knowledge: line {line}, {id}"
    for id in carried.gone:
        yield f"not in this text, its questions are out of scope: {id}"
    for one in _by_line(carried.followed):
        spaced = one.was.split() == one.now.split()
        now = "differs in white space" if spaced else f'is now "{one.now}"'
        yield f'reworded, line {one.line} of {one.id}: "{one.was}" {now}'
    for one in _by_line(carried.lost):
        yield f'gone from line {one.line}, {one.id}, its questions are left out: "{one.was}"'


def _by_line(changes: Sequence[DetailChange]) -> list[DetailChange]:
    return sorted(changes, key=lambda change: change.line)


def _files(state: FileState) -> list[str]:
    """The names of the knowledge files, as the user knows them."""
    carried = state.carried
    own = bundled().file if carried.from_bundled else state.document.file
    return [*_next_to(own, carried.files), *_next_to(bundled().file, carried.added)]


def _next_to(document: str, files: Sequence[str]) -> list[str]:
    directory = posixpath.dirname(document.replace("\\", "/"))
    return [posixpath.join(directory, file) for file in files]
