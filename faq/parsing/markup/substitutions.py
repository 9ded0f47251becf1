"""Substitutions: what stands for ``|name|``, as the document or one of docutils' own lists of characters defines it."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import docutils.parsers.rst
from docutils import nodes
from docutils.parsers.rst.directives import unicode_code

_LIST = re.compile(r"\s*\.\. include:: <([\w-]+)\.txt>$")
_DEFINITION = re.compile(r"\.\. \|([^|]+)\|\s+unicode:: (.*)")
_COMMENT = re.compile(r"(?:^|\s+)\.\.\s.*$")
_ALT = re.compile(r"\s*:alt:\s*(.*)")

_DEEPEST = 5
"""How far substitutions in substitutions are followed."""

_LONGEST = 1_000
"""Characters that one substitution may stand for."""


def text_of(name: str, lines: Sequence[str], substitution: str) -> str:
    """Return what a directive puts in place of a substitution: characters by number, or an image's ``alt``.

    An image without one is called as its substitution is, as docutils has it.
    """
    if name == "unicode":
        return characters(" ".join(lines))
    if name == "image":
        return next((found[1] for line in lines if (found := _ALT.match(line))), substitution)
    return ""


def characters(codes: str) -> str:
    """Return the text of codes such as ``U+000A9 .. COPYRIGHT SIGN``; other words stay what they are."""
    words = _COMMENT.sub("", codes).split()
    try:
        return "".join(map(unicode_code, words))
    except ValueError:
        return " ".join(words)


def defined(document: Any) -> dict[str, str]:
    """Return what a document defines, the names of others in it left in their bars."""
    return {name_of(name): node.astext() for name, node in document.substitution_defs.items()}


def resolve(document: Any, lines: Sequence[str], given: Mapping[str, str]) -> None:
    """Put the texts of substitutions in place of their names; a name that nobody defines loses its bars.

    Args:
        document: the tree.
        lines: the lines that it was read from, and those that its project adds.
        given: what its project defines.
    """
    references = list(document.findall(nodes.substitution_reference))
    if not references:
        return
    known = dict(given)
    for included in filter(None, map(_LIST.match, lines)):
        known |= _characters_of(included[1])
    known |= defined(document)
    for node in references:
        name = node.get("refname", "") or node.astext()
        text = _text(name_of(name), known, _DEEPEST)
        node.children = [nodes.Text(node.astext() if text is None else text[:_LONGEST])]


def _text(name: str, known: Mapping[str, str], depth: int) -> str | None:
    """What a name stands for, the names in it followed, or nothing."""
    text = known.get(name)
    if text is None or not depth:
        return text
    return re.sub(
        r"\|([^|\s][^|]*)\|_{0,2}", lambda found: _text(name_of(found[1]), known, depth - 1) or found[1], text
    )


def name_of(name: str) -> str:
    """Return a name in the form used for comparison."""
    return " ".join(name.split()).lower()


@lru_cache(maxsize=8)
def _characters_of(stem: str) -> dict[str, str]:
    """The characters of a list that docutils carries, by name; none where it has no such list."""
    path = Path(docutils.parsers.rst.__file__).parent / "include" / f"{stem}.txt"
    try:
        rows = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    return {name_of(found[1]): characters(found[2]) for row in rows if (found := _DEFINITION.match(row))}
