"""A Linux source tree around the working directory, and its own copy of the document."""

import os

from faq.errors import FaqError
from faq.sources.files import content
from faq.sources.source import TREE, Source, shown

DOCUMENT = "Documentation/bpf/bpf_devel_QA.rst"
"""The document's path in the tree."""

_MARKS = ("MAINTAINERS", "Kbuild")
"""Other files that mark a tree."""

_PATH = r"\bDocumentation/(?!bpf/bpf_devel_QA\b)[\w./-]+\.rst\b"
_LABEL = r":ref:`netdev-FAQ`|<netdev-FAQ>`"
_NETDEV = ("Documentation/process/maintainer-netdev.rst", "Documentation/networking/netdev-FAQ.rst")
"""Where the document called netdev-FAQ is: now, and before Linux 6.1."""


def root(directory: str = "") -> str:
    """Return the tree that contains a directory, empty if there is none.

    Args:
        directory: where to start, by default the working directory.
    """
    try:
        place = directory or os.getcwd()
    except OSError:
        return ""
    while True:
        if _is_tree(place):
            return place
        parent = os.path.dirname(place)
        if parent == place:
            return ""
        place = parent


def _is_tree(place: str) -> bool:
    marked = all(os.path.isfile(os.path.join(place, mark)) for mark in _MARKS)
    return marked and bool(_real_path(place, DOCUMENT))


def own_copy(tree: str) -> Source:
    """Return a tree's own copy of the document."""
    return _source(tree, DOCUMENT)


def referred(tree: str) -> tuple[Source, ...]:
    """Return the existing documents of a tree that its copy of the document refers to by path."""
    import re  # here: most questions are asked outside of a tree

    try:
        text = content(own_copy(tree).path, "", follow=False).decode("utf-8", "replace")
    except FaqError:
        return ()
    named = [*re.findall(_PATH, text), *(_NETDEV if re.search(_LABEL, text) else ())]
    return tuple(_source(tree, file) for file in dict.fromkeys(named) if _real_path(tree, file))


def located(tree: str, file: str) -> str:
    """Return a document of a tree with the line of its title, in the notation of editors and grep; empty if it is none.

    Args:
        tree: the tree.
        file: the document's path in the tree; the one called netdev-FAQ is also found where it was moved.
    """
    if not file.startswith("Documentation/") or not file.endswith(".rst"):
        return ""
    for candidate in _NETDEV if file in _NETDEV else (file,):
        if _real_path(tree, candidate):
            source = _source(tree, candidate)
            return f"{source.file}:{_title(source.path)}"
    return ""


def _real_path(tree: str, file: str) -> str:
    """Where a document of a tree is, whatever links lead to it; empty if the tree has none: what a path or a link leads
    to outside the tree is none of its own."""
    path = _joined(tree, file)
    if ".." in file or not os.path.isfile(path):
        return ""
    real = os.path.realpath(path)
    return real if real.startswith(os.path.join(os.path.realpath(tree), "")) else ""


def _title(path: str) -> int:
    """The line of a document's title, 1 where it has none."""
    import re  # here: most questions are asked outside of a tree

    try:
        text = content(path, "", follow=False).decode("utf-8", "replace")
    except FaqError:
        return 1
    found = re.search(r"^(?![=\-*#~^\"]{3})\S.*\n([=\-*#~^\"])\1{2,}\s*$", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _source(tree: str, file: str) -> Source:
    path = _joined(tree, file)
    # A document that a link has replaced since it was found keeps its path, which is then not read.
    return Source(_real_path(tree, file) or path, shown(_from_here(path)), origin=TREE)


def _from_here(path: str) -> str:
    """A path as seen from the working directory; the whole path if that has been removed since."""
    try:
        return os.path.relpath(path)
    except OSError:
        return path


def _joined(tree: str, file: str) -> str:
    return os.path.join(tree, *file.split("/"))
