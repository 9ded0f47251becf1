"""References between the documents in use, looked up when an entry is shown."""

import os
import posixpath
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from faq.knowledge.links import Neighbours, Target, file_of, named_files, resolve_link
from faq.knowledge.values import Knowledge
from faq.model import Entry, Link
from faq.sources import kernel_tree
from faq.sources.source import TREE
from index.texts import split

if TYPE_CHECKING:
    from faq.sources.file_state import FileState
    from index.search import Searcher


class Labels(Mapping[str, Target]):
    """The places of all documents by label. If several documents have a label, the first one counts.

    Args:
        searcher: the index.
        rank: returns the position of a record's document among all.
    """

    def __init__(self, searcher: "Searcher", rank: Callable[[int], int]) -> None:
        self._searcher, self._rank = searcher, rank

    def __getitem__(self, label: str) -> Target:
        numbers = sorted(self._searcher.numbers(f"ref:{label}"), key=self._rank)
        if not numbers:
            raise KeyError(label)
        places = map(split, split(self._searcher.part(numbers[0], 0)))
        return next(Target(*place) for name, *place in places if name == label)

    def __iter__(self) -> Iterator[str]:
        return (key.removeprefix("ref:") for key in self._searcher.counts("key", "ref:"))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def paths(files: "Mapping[str, FileState]") -> dict[str, Target]:
    """Return the documents by path without suffix."""
    found: dict[str, Target] = {}
    for state in files.values():
        page = posixpath.splitext(state.document.path.replace("\\", "/").removesuffix(".txt"))[0]
        found.setdefault(posixpath.normpath(page), Target(state.document.url, state.document.title))
    return found


def neighbours(searcher: "Searcher", files: "Mapping[str, FileState]") -> Neighbours:
    """Return the places of all documents in use.

    Args:
        searcher: the index.
        files: what is known about each document, by path, in order.
    """
    groups: dict[int, int] = {}
    for place, path in enumerate(files):
        groups.update(dict.fromkeys(searcher.of_group(path), place))
    return Neighbours(Labels(searcher, groups.__getitem__), paths(files))


def linked(entry: Entry, state: "FileState", others: Neighbours) -> Entry:
    """Return an entry with its links resolved as far as possible, including those to files that it names by
    path. In a kernel tree, a link to another document gives its file and line in the tree.

    Args:
        entry: the entry as stored.
        state: what is known about its document.
        others: the places of all documents in use.
    """
    links = tuple(resolve_link(link, state.document, state.known, others) for link in entry.links)
    named = tuple(named_files(entry._replace(links=links), state.known))
    paths = {link.text for link in named}
    links = (*(link for link in links if link.text not in paths), *named)
    tree = kernel_tree.root(os.path.dirname(state.document.path)) if state.origin == TREE else ""
    if tree:
        links = tuple(_located(link, tree, state.known) for link in links)
    return entry._replace(links=links)


def _located(link: Link, tree: str, known: Knowledge) -> Link:
    """A link with its target's location in a tree."""
    file = file_of(link, known) or link.text
    place = kernel_tree.located(tree, file) if file != known.place.tree_path else ""
    if not place:
        return link
    text = place if place.startswith(link.text) else f"{link.text} ({place})"
    return link._replace(text=text, place=place)
