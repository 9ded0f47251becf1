"""What the values of a knowledge file have to look like."""

import re
from collections.abc import Callable
from typing import NamedTuple


class Form(NamedTuple):
    """What some values look like: whether one does, what to say of one that does not, and how to write it."""

    fits: Callable[[str], object]
    reason: str
    hint: str


_WEB = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)


def _is_root(value: str) -> bool:
    """Whether a path can be put behind a web address as it is."""
    return _WEB.fullmatch(value) is not None and value.endswith(("/", "="))


def _is_within_tree(value: str) -> bool:
    """Whether a path leads to a place within a source tree, from its top."""
    parts = value.removesuffix("/").split("/")
    return value.isprintable() and {"", ".", "..", "~"}.isdisjoint(parts) and not re.search(r"\\|:/", value)


_ROOT = "is not a web address that ends in '/'"
_TREE = "is not a path from the top of a source tree"

FORMS = {
    "as_of": Form(
        re.compile(r"\d{4}-(?:0[1-9]|1[0-2])", re.ASCII).fullmatch,
        "is not a month",
        'write as_of = "2020-07"',
    ),
    "sha256": Form(
        re.compile("[0-9a-fA-F]{64}").fullmatch,
        "is not a SHA-256",
        "write the 64 digits that sha256sum prints",
    ),
    "url": Form(_WEB.fullmatch, "is not a web address", 'write url = "https://..."'),
    "web_root": Form(_is_root, _ROOT, 'write web_root = "https://.../"'),
    "source_root": Form(_is_root, _ROOT, 'write source_root = "https://.../"'),
    "tree_path": Form(_is_within_tree, _TREE, 'write tree_path = "docs/FAQ.rst"'),
    "docs_path": Form(_is_within_tree, _TREE, 'write docs_path = "docs"'),
}
"""The forms of the values of keys; any other string only has to say something."""
