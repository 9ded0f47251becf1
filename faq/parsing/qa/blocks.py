"""The blocks of an answer: the neutral tree flattened, one block per paragraph, item or piece of code."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from faq.model import Block
from faq.parsing.markup import tree
from faq.parsing.markup.tree import Group, Leaf, Node, Section, fold

_VERBATIM = (tree.CODE, tree.TABLE)


class _Around(NamedTuple):
    """The context of a text: its kind, its depth in lists, and the label of the first text."""

    kind: str = "paragraph"
    depth: int = 0
    label: str = ""


def blocks_of(nodes: Iterable[Node]) -> tuple[Block, ...]:
    """Return all blocks of the nodes, in order."""
    return tuple(_flatten(nodes, _Around()))


def _flatten(nodes: Iterable[Node], around: _Around) -> Iterator[Block]:
    """The blocks of the nodes; only the first text gets the label."""
    for node in nodes:
        if isinstance(node, Leaf):
            yield _block(node, around)
            around = _after_first(around)
        elif isinstance(node, Section):
            yield _block(node.title, around)._replace(kind="paragraph", strong=True)
            yield from _flatten(node.children, around)
        elif isinstance(node, Group):
            yield from _group(node, around)


def _after_first(around: _Around) -> _Around:
    """The context of the further texts of an item: no label and no bullet."""
    return _Around("paragraph" if around.kind == "bullet" else around.kind, around.depth)


def _block(leaf: Leaf, around: _Around) -> Block:
    """A leaf as a block."""
    if leaf.kind == tree.CODE:
        text = "\n".join(line.rstrip() for line in leaf.text.split("\n")).strip("\n")
        return Block("code", text, leaf.lines, around.depth, language=leaf.language)
    if leaf.kind == tree.TABLE:
        return Block("table", leaf.text, leaf.lines, around.depth)
    label = around.label if around.kind != "code" else ""
    strong = leaf.strong or leaf.kind == tree.RUBRIC
    return Block(around.kind, fold(leaf.text), leaf.lines, around.depth, label, strong=strong)


def _group(group: Group, around: _Around) -> Iterator[Block]:
    """The blocks of a group, by its kind."""
    if group.kind == tree.QUOTE:
        yield from _flatten(group.children, _Around("quote", around.depth))
    elif group.kind == tree.BULLETS:
        for item in group.children:
            yield from _flatten(_children(item), _Around("bullet", around.depth + 1))
    elif group.kind == tree.NUMBERS:
        for item in group.children:
            label = item.label if isinstance(item, Group) else ""
            yield from _flatten(_children(item), _Around("enumerated", around.depth + 1, label))
    elif group.kind in (tree.DEFINITION, tree.FIELD):
        yield from _named(group, around)
    elif group.kind == tree.NOTE:
        yield from _titled(group, _Around("note", around.depth, group.label))
    else:
        yield from _titled(
            group, around._replace(label=group.label if group.kind == tree.PLAIN else around.label)
        )


def _children(node: Node) -> tuple[Node, ...]:
    """The children of a group or section."""
    return node.children if isinstance(node, (Group, Section)) else (node,)


def _named(group: Group, around: _Around) -> Iterator[Block]:
    """A term or field name and, one level deeper, its description."""
    if group.title is not None:
        yield _block(group.title, around)
        around = _after_first(around)
    yield from _flatten(group.children, _Around("paragraph", around.depth + 1))


def _titled(group: Group, around: _Around) -> Iterator[Block]:
    """A group's title, emphasised, and its children."""
    if group.title is not None:
        yield _block(group.title, around)._replace(strong=True)
        around = _after_first(around)
    yield from _flatten(group.children, around)
