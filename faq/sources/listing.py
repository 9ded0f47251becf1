"""The files of sources, found at any depth, each with how it looks now."""

import os
import stat
from collections.abc import Iterator, Sequence

from faq.knowledge.paths import knowledge_paths
from faq.sources.source import MISSING, Found, Source, Stamp, shown, stamp, stamp_of, together
from faq.sources.sphinx_project import stamp_of_project
from index.values import NamedTuple

_SUFFIXES = (".rst", ".rest", ".rst.txt")
"""Suffixes of RST files; the last is that of the sources that Sphinx publishes next to its pages."""


class _Met(NamedTuple):
    path: str
    file: str
    info: os.stat_result | None
    knowledge: Stamp


def found(sources: Sequence[Source]) -> dict[str, Found]:
    """Return the RST files of sources by path, in a stable order.

    A file found twice (a source within a source, a link) is listed once; what its own source says about it overrides
    what the source of its directory says. A directory that cannot be read is listed as if it were a file.
    """
    files: dict[str, Found] = {}
    names: dict[tuple[int, int], str] = {}
    for source in sources:
        for met in _of_source(source):
            inode = (met.info.st_dev, met.info.st_ino) if met.info is not None else (0, 0)
            first = names.setdefault(inode, met.path) if inode[1] else met.path
            if first not in files or source.path == met.path:
                looks = stamp_of(met.info) if met.info is not None else MISSING
                files[first] = Found(source, met.file, looks, met.knowledge)
    return files


def _of_source(source: Source) -> Iterator[_Met]:
    try:
        info = os.stat(source.path)
    except (OSError, ValueError):
        yield _Met(source.path, source.file, None, MISSING)
        return
    if stat.S_ISDIR(info.st_mode):
        yield from _below(source.path, source.file)
    else:
        project = stamp_of_project(os.path.dirname(source.path))
        yield _Met(source.path, source.file, info, _knowledge(source.path, project))


def _below(path: str, name: str) -> Iterator[_Met]:
    """The RST files in a directory and below it, each directory's own first; links to directories are not
    followed."""
    waiting = [(path, name)]
    while waiting:
        path, name = waiting.pop()
        try:
            with os.scandir(path) as listing:
                entries = sorted((entry.name, entry) for entry in listing if not entry.name.startswith("."))
        except OSError:
            yield _Met(path, name, None, MISSING)
            continue
        prefix = "" if name == "." else f"{name.rstrip('/')}/"
        below = []
        names = {own for own, _ in entries}
        project = stamp_of_project(path)
        for own, entry in entries:
            if entry.is_dir(follow_symlinks=False):
                below.append((entry.path, prefix + shown(own)))
            elif own.lower().endswith(_SUFFIXES):
                yield from _file(entry, prefix + shown(own), names, project)
        waiting += reversed(below)


def _file(entry: "os.DirEntry[str]", file: str, names: set[str], project: Stamp) -> Iterator[_Met]:
    """A file in a directory with these names, unless it is not a regular file."""
    try:
        info = entry.stat()
    except OSError:
        yield _Met(entry.path, file, None, MISSING)
        return
    if stat.S_ISREG(info.st_mode):
        beside = not names.isdisjoint(knowledge_paths(entry.name))
        yield _Met(entry.path, file, info, _knowledge(entry.path, project) if beside else project)


def _knowledge(path: str, project: Stamp) -> Stamp:
    """How a document's knowledge files and its project's file look together."""
    return together([project, *(stamp(beside) for beside in knowledge_paths(path))])
