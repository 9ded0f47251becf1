"""The Sphinx project that a document is part of: what its ``conf.py`` says. The file is never run."""

import os

from faq.errors import FaqError
from faq.sources.files import content
from faq.sources.source import MISSING, Stamp, stamp
from index.values import NamedTuple

FILE = "conf.py"

_ABOVE = 4
"""Directories above a document's own in which its project's file is looked for."""

_LARGEST = 1 << 20
"""Bytes of a project's file beyond which it is not read."""

_TEXTS = ("project", "version", "release", "rst_prolog", "rst_epilog", "html_baseurl")


class Project(NamedTuple):
    """What a project says of all its documents.

    ``definitions`` is RST that stands before or after each document; ``version`` and ``release`` are what
    ``|version|`` and ``|release|`` stand for; ``url`` is where the documents stand on the web; ``roles`` has, for each
    role that leads to the web, the address and the words, in both of which ``%s`` stands for the text of the role;
    ``projects`` pairs the names of other projects that references name with their addresses.
    """

    name: str = ""
    version: str = ""
    release: str = ""
    definitions: str = ""
    url: str = ""
    roles: tuple[tuple[str, str, str], ...] = ()
    projects: tuple[tuple[str, str], ...] = ()


def path_of(document: str) -> str:
    """Return the file of a document's project, in the document's directory or not far above; empty without one.

    Args:
        document: the document's path.
    """
    return nearest(os.path.dirname(document))


def nearest(directory: str) -> str:
    """Return the file of the project that a directory is part of, empty without one."""
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
    """Return how the file of the project that a directory is part of looks now."""
    path = nearest(directory)
    return stamp(path) if path else MISSING


def bytes_of(path: str) -> bytes:
    """Return what a project's file holds, nothing where it cannot be read."""
    try:
        return content(path, "") if path else b""
    except FaqError:
        return b""


def read(text: bytes) -> Project:
    """Return what a project's file says; what only running it would tell, or cannot be read, is left out."""
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
    """The roles that lead to the web, as far as they are written as Sphinx wants them."""
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
    """Return where a document of a project stands on the web, empty if that is not known.

    Args:
        project: the project.
        file: its file.
        document: the document's path.
    """
    if not project.url.startswith(("https://", "http://")):
        return ""
    relative = os.path.relpath(document, os.path.dirname(file)).replace(os.sep, "/")
    return f"{project.url.rstrip('/')}/{relative.removesuffix('.txt').rpartition('.')[0]}.html"
