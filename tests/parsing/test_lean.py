"""The tree of docutils is kept small: nodes that have nothing to tell share their attributes, what was read goes."""

from collections.abc import Iterator
from typing import Any

import pytest
from docutils import nodes

from faq.parsing.markup.convert import convert
from faq.parsing.markup.dialect import read
from faq.parsing.parse import parse

PIECES = [
    ":a: b\n",
    "* a\n",
    "a\n  b\n",
    "-a  b\n",
    "| a\n",
    "A *b*\n\n",
    "* a\n\nB\n\n",
    "A\n\n  b\n\n  -- c\n\n",
]


def elements(document: Any) -> Iterator[Any]:
    """The nodes of a tree that can have attributes."""
    for node in document.findall():
        if isinstance(node, nodes.Element):
            yield node


@pytest.mark.parametrize("piece", PIECES)
def test_nodes_that_have_nothing_to_tell_share_their_attributes(piece: str) -> None:
    document, _ = read((piece * 100).split("\n"), "faq.rst")
    found = list(elements(document))
    own = {id(node.attributes) for node in found}
    assert len(found) > 100
    assert len(own) < len(found) / 2


@pytest.mark.parametrize("piece", PIECES)
def test_what_was_read_is_let_go(piece: str) -> None:
    lines = (piece * 100).split("\n")
    document, _ = read(lines, "faq.rst")
    assert convert(document, lines).children
    assert all(not node.children for node in document.children)


def test_what_is_shared_cannot_be_changed() -> None:
    document, _ = read(["* a", "* b"], "faq.rst")
    first, second = document.findall(nodes.list_item)
    assert first["ids"] == ()
    with pytest.raises(TypeError):
        first["ids"] = ["a"]
    assert second.rawsource == ""


def test_names_of_items_are_found_all_the_same() -> None:
    text = "FAQ\n===\n\nHow?\n----\n\n* See there_.\n\n  .. _there:\n\n  A place.\n\n* End.\n"
    (entry,) = parse(text, "faq.rst").entries
    assert [(link.text, link.target) for link in entry.links] == [("there", "uri:#there")]
