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
    return Projects().path(os.path.dirname(document))


class Projects:
    """The projects that directories belong to. Each directory is examined once."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[Stamp, bool]] = {}

    def path(self, directory: str) -> str:
        """Return the file of the project that a directory belongs to, empty if there is none."""
        for _ in range(_ABOVE + 1):
            own, is_top = self._examined(directory)
            if own != MISSING:
                return os.path.join(directory, FILE)
            parent = os.path.dirname(directory)
            if parent == directory or is_top:
                break
            directory = parent
        return ""

    def stamp(self, directory: str) -> Stamp:
        """Return how the file of the project that a directory belongs to looks."""
        path = self.path(directory)
        return self._examined(os.path.dirname(path))[0] if path else MISSING

    def _examined(self, directory: str) -> tuple[Stamp, bool]:
        """How a directory's own project file looks, and whether it is the top of a repository."""
        if directory not in self._seen:
            own = stamp(os.path.join(directory, FILE))
            is_top = own == MISSING and os.path.lexists(os.path.join(directory, ".git"))
            self._seen[directory] = own, is_top
        return self._seen[directory]


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
