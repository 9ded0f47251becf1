"""A source, the files it stands for, and how a file looks: the values of this package."""

import os

from index.values import NamedTuple

Stamp = tuple[int, int, int]
"""Size and times (modified, changed) of a file, in nanoseconds; ``MISSING`` if they cannot be determined."""

MISSING: Stamp = (-1, 0, 0)

COMMAND_LINE = "command line"
"""The origin of a source named for one run: it must exist."""

TREE = "kernel tree"
"""The origin of the documents found in a kernel tree because one works there."""


class Source(NamedTuple):
    """A file or directory in use.

    ``file`` is its name in citations, ``origin`` who named it; empty fields are unknown.
    """

    path: str
    file: str
    url: str = ""
    title: str = ""
    revision: str = ""
    origin: str = COMMAND_LINE

    @property
    def is_text_only(self) -> bool:
        """Whether nothing but the text of its files is used: nobody has named a tree that one works in, and whoever
        wrote what lies in it should not decide which answers are given."""
        return self.origin == TREE


class Found(NamedTuple):
    """A file of a source: its cited name, and how it and its knowledge files look now."""

    source: Source
    file: str
    stamp: Stamp
    knowledge: Stamp


def shown(path: str) -> str:
    """Return a path as text: bytes that are not UTF-8 become the replacement character."""
    return path if path.isascii() else path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def stamp(path: str) -> Stamp:
    """Return how a file looks now."""
    try:
        return stamp_of(os.stat(path))
    except (OSError, ValueError):
        return MISSING


def stamp_of(info: os.stat_result) -> Stamp:
    """Return how a file looks."""
    return (info.st_size, info.st_mtime_ns, info.st_ctime_ns)


def together(stamps: list[Stamp]) -> Stamp:
    """Return one stamp for several files: it differs if any of them changes, appears or disappears."""
    there = [stamp for stamp in stamps if stamp != MISSING]
    if len(there) < 2:
        return there[0] if there else MISSING
    sizes, modified, changed = zip(*there, strict=True)
    return (sum(sizes) + len(there), max(modified), max(changed))
