"""The files of sources, found at any depth, each with how it looks now."""

import os
import stat
from collections.abc import Iterator, Sequence

from faq.knowledge.paths import SUFFIX, knowledge_paths
from faq.sources.source import MISSING, Found, Source, Stamp, shown, stamp, stamp_of, together
from faq.sources.sphinx_project import Projects

RST_SUFFIXES = (".rst", ".rest", ".rst.txt")
"""Suffixes of RST files; the last is that of the sources that Sphinx publishes next to its pages."""


_Met = tuple[str, str, os.stat_result | None, Stamp]
"""The path of a file, its cited name, how it looks, None if that is unknown, and how its knowledge file looks. There
may be thousands: making named tuples of them would take longer than asking the system."""


def found(sources: Sequence[Source]) -> dict[str, Found]:
    """Return the RST files of sources by path, in a stable order.

    A file found twice (a source within a source, a link) is listed once; what its own source says about it overrides
    what the source of its directory says, unless that was named and its own was not. A directory that cannot be read is
    listed as if it were a file.
    """
    files: dict[str, Found] = {}
    names: dict[tuple[int, int], str] = {}
    projects = Projects()
    for source in sources:
        for path, file, info, knowledge in _of_source(source, projects):
            first = path
            if info is not None and info.st_ino:
                first = names.setdefault((info.st_dev, info.st_ino), path)
            if first not in files or (source.path == path and not source.is_text_only):
                looks = stamp_of(info) if info is not None else MISSING
                files[first] = Found(source, file, looks, knowledge)
    return files


def _of_source(source: Source, projects: Projects) -> Iterator[_Met]:
    try:
        info = os.stat(source.path)
    except (OSError, ValueError):
        yield source.path, source.file, None, MISSING
        return
    if stat.S_ISDIR(info.st_mode):
        yield from _below(source.path, source.file, projects)
    else:
        beside = MISSING if source.is_text_only else _beside(source.path, projects)
        yield source.path, source.file, info, beside


def _beside(path: str, projects: Projects) -> Stamp:
    return _knowledge(path, projects.stamp(os.path.dirname(path)))


def _below(path: str, name: str, projects: Projects) -> Iterator[_Met]:
    """The RST files in a directory and below it, each directory's own first; links to directories are not
    followed."""
    waiting = [(path, name)]
    while waiting:
        path, name = waiting.pop()
        entries = _entries(path)
        if entries is None:
            yield path, name, None, MISSING
            continue
        prefix = "" if name == "." else f"{name.rstrip('/')}/"
        below = []
        project = projects.stamp(path)
        may_be_curated = SUFFIX in " ".join(entries)
        for own in sorted(entries):
            entry = entries[own]
            if entry.is_dir(follow_symlinks=False):
                below.append((entry.path, prefix + shown(own)))
            elif own.lower().endswith(RST_SUFFIXES):
                beside = may_be_curated and not entries.keys().isdisjoint(knowledge_paths(own))
                yield from _file(entry, prefix + shown(own), beside, project)
        waiting += reversed(below)


def _entries(path: str) -> "dict[str, os.DirEntry[str]] | None":
    """What is in a directory by name, except for what is hidden; None if it cannot be read."""
    try:
        with os.scandir(path) as listing:
            return {entry.name: entry for entry in listing if not entry.name.startswith(".")}
    except OSError:
        return None


def _file(entry: "os.DirEntry[str]", file: str, beside: bool, project: Stamp) -> "tuple[_Met] | tuple[()]":
    """A file in a directory, with a knowledge file beside it or not; nothing if it is not a regular file."""
    try:
        info = entry.stat()
    except OSError:
        return ((entry.path, file, None, MISSING),)
    if not stat.S_ISREG(info.st_mode):
        return ()
    return ((entry.path, file, info, _knowledge(entry.path, project) if beside else project),)


def _knowledge(path: str, project: Stamp) -> Stamp:
    """How a document's knowledge files and its project's file look together."""
    return together([project, *(stamp(beside) for beside in knowledge_paths(path))])
