"""The Sphinx project that a document belongs to, as described by its ``conf.py``. The file is never run."""

import os

from faq.errors import FaqError
from faq.sources.files import content
from faq.sources.source import MISSING, Stamp, stamp
from index.values import NamedTuple

FILE = "conf.py"

_ABOVE = 4
"""Directories above a document's own that are searched for its project's file."""

_LARGEST = 1 << 20
"""Maximum bytes in a project's file; a larger one is not read."""

_TEXTS = ("project", "version", "release", "rst_prolog", "rst_epilog", "html_baseurl")


class Project(NamedTuple):
    """What a project says about all its documents.

    ``definitions`` is RST that precedes or follows each document; ``version`` and ``release`` replace
    ``|version|`` and ``|release|``; ``url`` is where the documents are on the web; ``roles`` has, for each
    role that links to the web, the address and the words, in both of which ``%s`` stands for the text of the role;
    ``projects`` pairs the names of other projects, as used in references, with their addresses.
    """

    name: str = ""
    version: str = ""
    release: str = ""
    definitions: str = ""
    url: str = ""
    roles: tuple[tuple[str, str, str], ...] = ()
    projects: tuple[tuple[str, str], ...] = ()


def path_of(document: str) -> str:
    """Return a document's project file, in its directory or not far above it; empty if there is none.

    Args:
        document: the document's path.
    """
    return nearest(os.path.dirname(document))


def nearest(directory: str) -> str:
    """Return the file of the project that a directory belongs to, empty if there is none."""
    for _ in range(_ABOVE + 1):
        path = os.path.join(directory, FILE)
        if stamp(path) != MISSING:
            return path
        parent = os.path.dirname(directory)
        if parent == directory or os.path.lexists(os.path.join(directory, ".git")):
            break
        directory = parent
    return ""


def stamp_of_project(directory: str) -> Stamp:
    """Return how the file of the project that a directory belongs to looks now."""
    path = nearest(directory)
    return stamp(path) if path else MISSING


def bytes_of(path: str) -> bytes:
    """Return the contents of a project's file, nothing if it cannot be read."""
    try:
        return content(path, "") if path else b""
    except FaqError:
        return b""


def read(text: bytes) -> Project:
    """Return what a project's file says, except what only running it would reveal or what cannot be read."""
    import ast
    import warnings

    from faq.sources.conf_values import values

    if not text or len(text) > _LARGEST:
        return Project()
    try:
        with warnings.catch_warnings(action="ignore"):
            module = ast.parse(text)
        said = values(module)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Project()
    texts = {name: value for name in _TEXTS if isinstance(value := said.get(name), str)}
    return Project(
        name=texts.get("project", ""),
        version=texts.get("version", ""),
        release=texts.get("release", ""),
        definitions="\n\n".join(texts[name] for name in ("rst_prolog", "rst_epilog") if name in texts),
        url=texts.get("html_baseurl", ""),
        roles=_roles(said.get("extlinks")),
        projects=_projects(said.get("intersphinx_mapping")),
    )


def _roles(links: object) -> tuple[tuple[str, str, str], ...]:
    """The roles that link to the web, as far as they are written as Sphinx requires."""
    found = []
    for name, said in links.items() if isinstance(links, dict) else ():
        if not (isinstance(name, str) and isinstance(said, (tuple, list)) and len(said) == 2):
            continue
        address, words = said
        if isinstance(address, str) and address.startswith(("https://", "http://")):
            found.append((name.lower(), address, words if isinstance(words, str) else "%s"))
    return tuple(found)


def _projects(mapping: object) -> tuple[tuple[str, str], ...]:
    """The other projects that have a name and an address on the web."""
    found = []
    for name, said in mapping.items() if isinstance(mapping, dict) else ():
        address = said[0] if isinstance(said, (tuple, list)) and said else said
        if isinstance(name, str) and isinstance(address, str) and address.startswith(("https://", "http://")):
            found.append((name, address))
    return tuple(found)


def page(project: Project, file: str, document: str) -> str:
    """Return where a document of a project is on the web, empty if unknown.

    Args:
        project: the project.
        file: its file.
        document: the document's path.
    """
    if not project.url.startswith(("https://", "http://")):
        return ""
    relative = os.path.relpath(document, os.path.dirname(file)).replace(os.sep, "/")
    return f"{project.url.rstrip('/')}/{relative.removesuffix('.txt').rpartition('.')[0]}.html"
