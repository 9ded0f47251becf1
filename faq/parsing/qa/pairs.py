"""A question with its answer, not yet an entry, and a body divided into such pairs."""

from typing import NamedTuple

from faq.parsing.markup.tree import Leaf, Node


class Pair(NamedTuple):
    """A question, its other phrasings in the document, and its answer."""

    question: Leaf
    alternates: tuple[str, ...]
    answer: tuple[Node, ...]


class Split(NamedTuple):
    """The pairs of a body, and the nodes that belong to none of them."""

    rest: tuple[Node, ...]
    pairs: tuple[Pair, ...]


NOTHING = Split((), ())
