"""Strips docutils nodes of unused attributes, so that a document of many small parts fits into memory.

Each node has a dictionary with empty lists of its own for ids, classes, names and the like, and many keep
their source: most of a tree's memory. Nodes without attributes share one dictionary, which
cannot be changed.
"""

from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import Any

from docutils import nodes

_UNTOUCHED = nodes.paragraph().attributes
_NONE = MappingProxyType(dict.fromkeys(_UNTOUCHED, ()))

_OF_FEW = (nodes.definition_list_item, nodes.field, nodes.option_list_item)
"""What has a few children, the last of which is read as a document is."""


def lighten_text(node: Any) -> None:
    """Take the attributes off a paragraph or term and what it is made of."""
    _lighten(node)
    for child in node.children:
        if isinstance(child, nodes.Element):
            _lighten(child)


def lighten_body(node: Any) -> None:
    """Take the attributes and the source off an item, a quote or a definition, with its term."""
    _lighten(node)
    node.rawsource = ""
    if isinstance(node.parent, _OF_FEW):
        _lighten(node.parent)
        node.parent.rawsource = ""
        for term in node.parent.children[:-1]:
            lighten_text(term)


def _lighten(node: Any) -> None:
    """Let a node without attributes share the common dictionary."""
    if node.attributes == _UNTOUCHED:
        node.attributes = _NONE


def taken(children: list[Any]) -> Iterator[Any]:
    """Give each of a list's nodes to read, and keep none."""
    children.reverse()
    while children:
        node = children.pop()
        yield node
        take_apart([node])


def take_apart(children: Sequence[Any]) -> None:
    """Take nodes apart that were read: they hold one another, and nobody looks for circles meanwhile."""
    left = list(children)
    while left:
        node = left.pop()
        if isinstance(node, nodes.Element):
            left += node.children
            node.children.clear()
