"""The text of inline markup, and the bold words that it begins with."""

from typing import Any

from faq.parsing.markup.tree import fold

_AS_WRITTEN = frozenset(["footnote_reference", "citation_reference"])
_BOLD = frozenset(["strong", "literal"])
_SILENT = frozenset(["raw", "system_message"])


def rendered(node: Any) -> str:
    """Return the text of inline markup with its line breaks; footnote references stay as written."""
    if node.tagname == "#text":
        return str(node.astext())
    if node.tagname in _AS_WRITTEN:
        return str(node.rawsource or node.astext()).rstrip("_")
    if node.tagname in _SILENT:
        return ""
    if node.tagname == "image":
        return str(node.get("alt", ""))
    return "".join(map(rendered, node.children))


def rendered_option(node: Any) -> str:
    """Return an option with its argument, such as ``--width N``; an argument's text begins with its delimiter."""
    return "".join(str(child.astext()) for child in node.children)


def lead(node: Any) -> tuple[str, bool]:
    """Return the bold words that a text begins with, and whether only punctuation follows.

    Code between bold words counts as bold, since RST cannot make it so; punctuation before them, as after an icon,
    is skipped.
    """
    if not any(child.tagname == "strong" for child in node.children):
        return "", False
    children = [child for child in node.children if rendered(child).strip()]
    while children and children[0].tagname == "#text" and not _has_letters(rendered(children[0])):
        del children[0]
    if not children or children[0].tagname != "strong":
        return "", False
    end = 1
    for number, child in enumerate(children):
        if child.tagname not in _BOLD:
            break
        if child.tagname == "strong":
            end = number + 1
    first, last = node.children.index(children[0]), node.children.index(children[end - 1])
    bold = "".join(rendered(child) for child in node.children[first : last + 1])
    return fold(bold), not any(_has_letters(rendered(child)) for child in children[end:])


def _has_letters(text: str) -> bool:
    return any(character.isalnum() for character in text)
