"""A question with its answer before it becomes an entry, and a body divided into such pairs."""

from typing import NamedTuple

from faq.parsing.markup.tree import Leaf, Node


class Pair(NamedTuple):
    """A question, other phrasings of it that the document gives, and its answer."""

    question: Leaf
    alternates: tuple[str, ...]
    answer: tuple[Node, ...]


class Split(NamedTuple):
    """The pairs of a body, and what belongs to none of them."""

    rest: tuple[Node, ...]
    pairs: tuple[Pair, ...]


NOTHING = Split((), ())
