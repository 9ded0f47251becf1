"""Copies: a document in use that is the bundled one in another revision is said to be so."""

import os
from collections.abc import Iterator, Mapping

from faq.errors import FaqError
from faq.library.open_index import FileState
from faq.sources.files import content
from faq.sources.selection import BUNDLED_FILE, bundled

_NAME = os.path.basename(BUNDLED_FILE)


def notices(facts: Mapping[str, FileState]) -> Iterator[str]:
    """Return what is to be said of documents that are copies of the bundled one.

    Args:
        facts: what is known of the files in use, by path.
    """
    for path in facts:
        if _NAME in path and (said := note(facts[path])):
            yield f"{facts[path].document.file}: {said}"


def note(fact: FileState) -> str:
    """Return what is to be said of one document, empty where it is no other revision of the bundled one."""
    path = fact.document.path
    if os.path.basename(path).removesuffix(".txt") != _NAME or fact.error or fact.origin == "bundled":
        return ""
    ours = bundled().path
    try:
        same = content(ours, "").split() == content(path, "").split()
    except FaqError:
        return ""
    if same:
        return ""
    return f"this copy of the bundled document differs from it; see: bpffaq diff {ours} {path}"
