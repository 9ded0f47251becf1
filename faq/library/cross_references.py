"""References between the documents in use, looked up when an entry is shown."""

import os
import posixpath
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from faq.indexing.payloads import OWNER, PLACES
from faq.knowledge.links import Neighbours, Target, file_of, named_files, resolve_link
from faq.knowledge.values import Knowledge
from faq.model import Entry, Link
from faq.sources import kernel_tree
from faq.sources.source import TREE
from index.texts import split

if TYPE_CHECKING:
    from faq.sources.file_state import Files, FileState
    from index.search import Searcher


class Labels(Mapping[str, Target]):
    """The places of all documents by label. If several documents have a label, the first one counts.

    Args:
        searcher: the index.
        files: what is known about each document, by path, in order.
    """

    def __init__(self, searcher: "Searcher", files: "Files") -> None:
        self._searcher, self._files = searcher, files

    def __getitem__(self, label: str) -> Target:
        numbers = self._searcher.numbers(f"ref:{label}")
        if not numbers:
            raise KeyError(label)
        number = numbers[0] if len(numbers) == 1 else min(numbers, key=self._rank)
        places = map(split, split(self._searcher.part(number, PLACES)))
        return next(Target(*place) for name, *place in places if name == label)

    def _rank(self, number: int) -> int:
        """The position of a record's document among all."""
        return self._ranks[self._searcher.part(number, OWNER)]

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {path: place for place, path in enumerate(self._files)}

    def __iter__(self) -> Iterator[str]:
        return (key.removeprefix("ref:") for key in self._searcher.counts("key", "ref:"))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Pages(Mapping[str, Target]):
    """The documents by path without suffix. If several have the same, the first one counts.

    Args:
        files: what is known about each document, by path, in order; only what is looked up is read.
    """

    def __init__(self, files: "Files") -> None:
        self._files = files

    def __getitem__(self, page: str) -> Target:
        name = posixpath.basename(page)
        for path in self._files:
            if name in path and _page(self._files.path(path)) == page:
                document = self._files[path].document
                return Target(document.url, document.title)
        raise KeyError(page)

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(map(_page, map(self._files.path, self._files))))

    def __len__(self) -> int:
        return len(list(self))


def _page(path: str) -> str:
    """A document's path without suffix."""
    return posixpath.normpath(posixpath.splitext(path.replace("\\", "/").removesuffix(".txt"))[0])


def neighbours(searcher: "Searcher", files: "Files") -> Neighbours:
    """Return the places of all documents in use.

    Args:
        searcher: the index.
        files: what is known about each document, by path, in order.
    """
    return Neighbours(Labels(searcher, files), Pages(files))


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
