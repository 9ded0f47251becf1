"""The known roles: those that are code, and those that refer to something; all others show their text."""

from collections.abc import Mapping
from typing import NamedTuple

LITERAL = frozenset(
    """
    code literal math samp file kbd command regexp mimetype makevar c-expr expr eq sub sup raw
    """.split()
)
"""Roles whose text stands as written, without a target in it."""

STRONG = frozenset(["strong"])

REFERENCES = {
    "ref": "ref", "numref": "ref", "any": "ref", "doc": "doc", "download": "uri",
    "pep": "pep", "pep-reference": "pep", "rfc": "rfc", "rfc-reference": "rfc",
}  # fmt: skip
"""Roles that refer to something that can be looked up, and the kind of their target."""

PERMALINKS = frozenset(["\u00b6", "\u00a7", "#", "\U0001f517"])
"""Signs that a heading's link to itself shows, and that are not text."""

ICONS = frozenset(
    ["fa", "fab", "far", "fas", "icon", "octicon", "material-outlined", "material-regular", "material-round"]
)
"""Roles that draw a picture, whose text is its name."""

SPANS = frozenset(["cspan", "rspan"])
"""Roles that say how many columns or rows a cell of a table takes."""

_WHOLE = frozenset(["manpage", "menuselection", "guilabel", "abbr", "emphasis", "title-reference"])


class Role(NamedTuple):
    """The text that a role shows and what it refers to."""

    text: str
    target: str


def bare_role(role: str | None) -> str:
    """The name of a role without its domain, in lower case."""
    return (role or "title-reference").rpartition(":")[2].lower()


def read_role(name: str, text: str) -> Role:
    """The shown text and target of ``title <target>``, ``~package.name``, ``!name`` or plain text."""
    title, opened, target = text.rpartition("<")
    spaced = name != "option" or title.endswith((" ", "\n"))
    if (
        opened
        and text.endswith(">")
        and title.strip()
        and not title.endswith("\0")
        and name not in _WHOLE
        and spaced
    ):
        return Role(title.rstrip(), target[:-1].strip())
    if name in _WHOLE or not text[1:]:
        return Role(text, text)
    if text[0] == "!":
        return Role(text[1:], "")
    if text[0] == "~":
        last = text[1:].rpartition(".")[2] or text[1:]
        return Role(last, text[1:])
    return Role(text, text)


def elsewhere(role: str | None, text: str, projects: Mapping[str, str]) -> tuple[str, str]:
    """The words and the address of a reference that names another project, two empty texts for any other role.

    The project stands before the target (``:ref:`python:tut-intro```) or in the role (``:external+python:ref:``). Only
    its inventory knows where in the project the target is, so the address is that of the project.
    """
    name = bare_role(role)
    if name in LITERAL | STRONG | ICONS | SPANS | _WHOLE:
        return "", ""
    found = read_role(name, text)
    before, _, domain = (role or "").partition("+")
    project = domain.partition(":")[0] if before == "external" else found.target.partition(":")[0]
    if project not in projects or found.target.startswith(f"{project}::"):
        return "", ""
    return found.text.removeprefix(f"{project}:"), projects[project]
