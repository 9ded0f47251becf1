"""The text of inline markup: what is shown of it, and the bold words that it opens with."""

from typing import Any

from faq.parsing.markup.tree import fold

_AS_WRITTEN = frozenset(["footnote_reference", "citation_reference"])
_SILENT = frozenset(["raw", "system_message"])


def rendered(node: Any) -> str:
    """The text of inline markup, line breaks kept; what has no text in these lines stays as written."""
    if node.tagname == "#text":
        return str(node.astext())
    if node.tagname in _AS_WRITTEN:
        return str(node.rawsource or node.astext()).rstrip("_")
    if node.tagname in _SILENT:
        return ""
    if node.tagname == "image":
        return str(node.get("alt", ""))
    return "".join(rendered(child) for child in node.children)


def rendered_option(node: Any) -> str:
    """An option with its argument, such as ``--width N``."""
    return "".join(
        str(child.astext()) for child in node.children
    )  # that of an argument begins with its delimiter


def lead(node: Any) -> tuple[str, bool]:
    """The bold words that a text opens with, and whether nothing but punctuation follows."""
    children = [child for child in node.children if rendered(child).strip()]
    if not children or children[0].tagname != "strong":
        return "", False
    rest = "".join(rendered(child) for child in children[1:])
    return fold(rendered(children[0])), not any(character.isalnum() for character in rest)
