"""Linking: how the documents in use call each other's places, looked up when an entry is shown."""

import json
import posixpath
from collections.abc import Callable, Iterator, Mapping

from faq.knowledge.links import Neighbours, Target, resolve_link
from faq.library.open_index import FileState
from faq.model import Entry
from index.search import Searcher


class Labels(Mapping[str, Target]):
    """The places of all documents by label. The first document that has a label has it.

    Args:
        searcher: the index.
        rank: returns the place of a record's document among all.
    """

    def __init__(self, searcher: Searcher, rank: Callable[[int], int]) -> None:
        self._searcher, self._rank = searcher, rank

    def __getitem__(self, label: str) -> Target:
        numbers = sorted(self._searcher.numbers(f"ref:{label}"), key=self._rank)
        if not numbers:
            raise KeyError(label)
        labels, _ = json.loads(self._searcher.payload(numbers[0]))
        return Target(*labels[label])

    def __iter__(self) -> Iterator[str]:
        return (key.removeprefix("ref:") for key in self._searcher.counts("key", "ref:"))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def paths(facts: Mapping[str, FileState]) -> dict[str, Target]:
    """Return the documents by their paths without suffix."""
    found: dict[str, Target] = {}
    for path, fact in facts.items():
        page = posixpath.splitext(path.replace("\\", "/").removesuffix(".txt"))[0]
        found.setdefault(posixpath.normpath(page), Target(fact.document.url, fact.document.title))
    return found


def linked(entry: Entry, fact: FileState, others: Neighbours) -> Entry:
    """Return an entry with its links resolved as far as can be.

    Args:
        entry: the entry as stored.
        fact: what is known of its document.
        others: the places of all documents in use.
    """
    links = tuple(resolve_link(link, fact.document, fact.known, others) for link in entry.links)
    return entry._replace(links=links)
