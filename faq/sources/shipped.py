"""The texts that ship with the program: the bundled document and its other revisions."""

import os

from faq.errors import FaqError
from faq.knowledge.paths import knowledge_paths
from faq.sources.source import Source, stamp

BUNDLED_FILE = "data/bpf_devel_QA.rst"
"""The name under which the bundled document is cited."""

BUNDLED = "bundled"
"""The name of the bundled document's revision."""

_REVISIONS = "data/revisions"

INDEXES = "data/index"
"""The directory of the shipped indexes, by name of revision: made for a wheel, missing in a checkout."""


def bundled() -> Source:
    """Return the bundled document: next to this package in a wheel, next to its parent in a checkout."""
    return Source(_located(BUNDLED_FILE), BUNDLED_FILE, origin=BUNDLED)


def known_bytes() -> int:
    """Return the size of the bundled document's knowledge files in bytes."""
    return sum(max(stamp(path)[0], 0) for path in knowledge_paths(bundled().path))


def names() -> tuple[str, ...]:
    """Return the names of the bundled revisions, the default one first."""
    try:
        others = sorted(os.listdir(_located(_REVISIONS)))
    except OSError:
        others = []
    return (BUNDLED, *others)


def revision(name: str) -> Source:
    """Return a revision of the document by name.

    Raises:
        FaqError: there is none with that name.
    """
    if name == BUNDLED:
        return bundled()
    if name not in names():
        raise FaqError("--revision", f"no such revision '{name}'", f"use one of: {', '.join(names())}")
    file = f"{_REVISIONS}/{name}/{os.path.basename(BUNDLED_FILE)}"
    return Source(_located(file), file, origin=BUNDLED)


def is_installed(path: str) -> bool:
    """Return whether a file belongs to the installed program, not to a checkout."""
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    return os.path.abspath(path).startswith(here + os.sep)


def index_of(source: Source) -> str:
    """Return the directory of the shipped index for a source, empty if there is none."""
    for name in names() if source.origin == BUNDLED else ():
        if source == revision(name):
            directory = _located(f"{INDEXES}/{name}")
            return directory if os.path.isdir(directory) else ""
    return ""


def _located(file: str) -> str:
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    paths = [os.path.join(base, *file.split("/")) for base in (here, os.path.dirname(here))]
    return next(filter(os.path.exists, paths), paths[0])
