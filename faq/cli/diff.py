"""Two revisions of a document compared by question: new, gone, moved, reworded, answered differently.

Questions that are identical in both are paired; of the others, those are paired that are similar, or
whose answers are.
"""

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from heapq import nlargest
from typing import NamedTuple

from faq.cli.word_diff import comparable, differences, similarity
from faq.model import Document, Entry
from faq.sources.files import content

ALIKE = 0.6
"""Share of words in common, in order, from which two unpaired entries count as one, reworded."""

CANDIDATES = 10
"""Old entries that a new one is compared with: those that share most of its rare words."""

COMMON = 30
"""A word in more entries than this does not distinguish them."""

LONGEST = 2000
"""Words of an answer that are compared."""


class Change(NamedTuple):
    """What became of one question.

    ``old`` is None for a new one, ``new`` for one that is gone. ``answer`` is the word diff, empty if the answer
    is unchanged; if it is too long for a word diff, ``compared`` is false and the whole answer is deleted and added.
    """

    old: Entry | None
    new: Entry | None
    moved: bool = False
    reworded: bool = False
    answer: tuple[tuple[str, str], ...] = ()
    compared: bool = True

    @property
    def kinds(self) -> tuple[str, ...]:
        """The names of what changed, none if nothing did."""
        if self.old is None:
            return ("new",)
        if self.new is None:
            return ("gone",)
        told = {"moved": self.moved, "reworded": self.reworded, "answer changed": bool(self.answer)}
        return tuple(kind for kind, is_so in told.items() if is_so)


class Changes(NamedTuple):
    """Two revisions compared: a change for each question in the new order, gone questions where they stood."""

    old: Document
    new: Document
    changes: tuple[Change, ...]


def files(old: str, new: str) -> Changes:
    """Compare two files.

    Args:
        old: path of the older revision.
        new: path of the newer one.

    Raises:
        FaqError: one of them cannot be read.
    """
    return documents(_document(old), _document(new))


def _document(path: str) -> Document:
    """The document of a file or a pipe. What its project defines is left out, since a pipe belongs to none."""
    from faq.indexing.parse_file import parsed
    from faq.parsing.parse import NOTHING, decode

    text = decode(content(path, "name a readable RST file", pipe=True), path)
    return parsed(text, path, NOTHING)


def documents(old: Document, new: Document) -> Changes:
    """Compare two parsed documents."""
    pairs = _paired(old.entries, new.entries)
    stayed = _stayed([pairs[here] for here in sorted(pairs)])
    gone = _gone_after(old.entries, {there: here for here, there in pairs.items()})
    changes = list(gone[-1])
    for here, entry in enumerate(new.entries):
        there = pairs.get(here)
        if there is None:
            changes.append(Change(None, entry))
        else:
            changes.append(_change(old.entries[there], entry, there not in stayed))
        changes += gone[here]
    return Changes(old, new, tuple(changes))


def _gone_after(old: Sequence[Entry], partners: dict[int, int]) -> defaultdict[int, list[Change]]:
    """The entries that are gone, by the number of the new entry that they followed; -1 is before the first."""
    gone: defaultdict[int, list[Change]] = defaultdict(list)
    after = -1
    for there, entry in enumerate(old):
        if there in partners:
            after = partners[there]
        else:
            gone[after].append(Change(entry, None))
    return gone


def _change(old: Entry, new: Entry, moved: bool) -> Change:
    change = Change(
        old,
        new,
        moved=moved or old.section != new.section,
        reworded=_folded(old.question) != _folded(new.question),
    )
    before, after = _text(old), _text(new)
    if before.split() == after.split():
        return change
    if comparable(before, after):
        return change._replace(answer=tuple(differences(before, after)))
    return change._replace(answer=(("-", before), ("+", after)), compared=False)


def _text(entry: Entry) -> str:
    return "\n\n".join([*entry.alternates, *(block.text for block in entry.blocks)])


def _folded(text: str) -> str:
    return " ".join(text.split())


def _paired(old: Sequence[Entry], new: Sequence[Entry]) -> dict[int, int]:
    """The number of the old entry that each new entry continues, by the new entry's number."""
    pairs: dict[int, int] = {}
    keys: tuple[Callable[[Entry], object], ...] = (
        lambda entry: (entry.section, _folded(entry.question)),
        lambda entry: _folded(entry.question),
        lambda entry: entry.id,
    )
    for key in keys:
        _pair_by(key, old, new, pairs)
    return pairs | _alike(old, new, pairs)


def _pair_by(
    key: Callable[[Entry], object], old: Sequence[Entry], new: Sequence[Entry], pairs: dict[int, int]
) -> None:
    """Pair the unpaired entries that have the same key, in their order."""
    taken = set(pairs.values())
    free: defaultdict[object, deque[int]] = defaultdict(deque)
    for there, entry in enumerate(old):
        if there not in taken:
            free[key(entry)].append(there)
    for here, entry in enumerate(new):
        if here not in pairs and (others := free.get(key(entry))):
            pairs[here] = others.popleft()


def _alike(old: Sequence[Entry], new: Sequence[Entry], pairs: dict[int, int]) -> dict[int, int]:
    """Pairs of similar entries among the unpaired ones, the most similar first."""
    taken = set(pairs.values())
    free_old = {n: _Words.of(entry) for n, entry in enumerate(old) if n not in taken}
    free_new = {n: _Words.of(entry) for n, entry in enumerate(new) if n not in pairs}
    alike: list[tuple[float, int, int]] = []
    for here, there in _candidates(free_old, free_new):
        similar = _similarity(free_old[there], free_new[here])
        if similar >= ALIKE:
            alike.append((-similar, here, there))
    found: dict[int, int] = {}
    taken = set()
    for _, here, there in sorted(alike):
        if here not in found and there not in taken:
            found[here] = there
            taken.add(there)
    return found


class _Words(NamedTuple):
    """The words of an entry."""

    question: list[str]
    answer: list[str]

    @staticmethod
    def of(entry: Entry) -> "_Words":
        return _Words(entry.question.lower().split(), _text(entry).split()[:LONGEST])


def _candidates(old: dict[int, _Words], new: dict[int, _Words]) -> Iterator[tuple[int, int]]:
    """For each new entry, the old ones that it may continue: pairs of new and old number."""
    holding: defaultdict[str, list[int]] = defaultdict(list)
    for there, words in old.items():
        for word in {*words.question, *words.answer}:
            holding[word].append(there)
    for here, words in new.items():
        shared: defaultdict[int, float] = defaultdict(float)
        for word in {*words.question, *words.answer}:
            others = holding.get(word, [])
            if len(others) <= COMMON:
                for there in others:
                    shared[there] += 1 / len(others)
        best = nlargest(CANDIDATES, shared, key=shared.__getitem__)
        for there in best:
            yield here, there


def _similarity(old: _Words, new: _Words) -> float:
    """How similar two entries are, from 0 to 1: by their questions or, if these differ, by their answers."""
    return max(similarity(old.question, new.question, ALIKE), similarity(old.answer, new.answer, ALIKE))


def _stayed(order: Sequence[int]) -> set[int]:
    """The longest increasing subsequence: the entries that kept their order; the others have moved."""
    ends: list[int] = []
    ranks = []
    for number in order:
        rank = bisect_left(ends, number)
        ends[rank : rank + 1] = [number]
        ranks.append(rank)
    stayed: set[int] = set()
    wanted = len(ends) - 1
    for number, rank in zip(reversed(order), reversed(ranks), strict=True):
        if rank == wanted:
            stayed.add(number)
            wanted -= 1
    return stayed
