"""Copies: a document in use that is the bundled one in another revision is said to be so."""

import os
from collections.abc import Iterator, Mapping

from faq.errors import FaqError
from faq.sources.file_state import FileState
from faq.sources.files import content
from faq.sources.selection import BUNDLED_FILE, bundled

_NAME = os.path.basename(BUNDLED_FILE)


def notices(files: Mapping[str, FileState]) -> Iterator[str]:
    """Return what is to be said of documents that are copies of the bundled one.

    Args:
        files: what is known of the files in use, by path.
    """
    for path in files:
        if _NAME in path and (said := note(files[path])):
            yield f"{files[path].document.file}: {said}"


def note(state: FileState) -> str:
    """Return what is to be said of one document, empty where it is no other revision of the bundled one."""
    path = state.document.path
    if os.path.basename(path).removesuffix(".txt") != _NAME or state.error or state.origin == "bundled":
        return ""
    ours = bundled().path
    try:
        same = content(ours, "").split() == content(path, "").split()
    except FaqError:
        return ""
    if same:
        return ""
    return f"this copy of the bundled document differs from it; see: bpffaq diff {ours} {path}"
