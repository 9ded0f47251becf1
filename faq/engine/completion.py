"""Completion of a question while it is typed, from the documents' questions and topic words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, pairwise
from typing import NamedTuple

from faq.engine.parameters import DEFAULT
from faq.engine.question import read
from faq.engine.ranking import rank, score
from faq.indexing.payloads import Stored
from faq.library.snapshot import Snapshot
from faq.model import Entry
from index.analysis import tokens

NEAR = 0.5
"""Share of the best score that an entry needs to be offered if it does not begin as typed."""

RANKED, LOOKED_AT = 50, 100
"""Ranked entries considered for the typed text, and entries considered in all."""

SHORTEST = 2
"""Letters that a word needs to be completed; a single letter may begin anything, unless it follows a topic word."""

ENOUGH = 3
"""Letters that a term needs to be offered after any word."""

WORDS = 3
"""Maximum topic words offered."""

COMMON = 200_000
"""Frequency from which an English word does not name a topic, even in a heading."""

Offer = tuple[str, int]
"""A completed text, and the number of the entry that it leads to."""

_WORD = re.compile(r"[^\W\d_][^\s\"'`()<>,;:?!]*\Z")
_TOPIC = re.compile(r"[^\W\d_](?:[\w+]|[.-](?=\w))+")


class Completion(NamedTuple):
    """A completed text, the entry that it leads to, and that entry's section."""

    text: str
    id: str
    section: str


def complete(snapshot: Snapshot, prefix: str, limit: int = 10) -> tuple[Completion, ...]:
    """Return completions of a question: one line per entry, and topic words for its last word.

    Questions and phrasings that begin as typed come first, then topic words, then the entries that the engine
    finds for the typed text. An entry is offered by its own question; by another phrasing only if that begins as typed,
    and three words are typed that are not all question words: half of all questions begin with those.

    Args:
        snapshot: the documents in use.
        prefix: what has been typed.
        limit: maximum number of completions.
    """
    topic = _topic(prefix)
    near = _near(topic, prefix, snapshot) if topic else []
    numbers = list(dict.fromkeys(chain(near, sorted(snapshot.entry_numbers))))[:LOOKED_AT]
    begun, phrasings, others = _questions(prefix, numbers, near, snapshot)
    words = _new_words(prefix, numbers, begun, snapshot)
    offered: dict[str, int] = {}
    for text, number in chain(begun, phrasings, islice(words, WORDS), others):
        offered.setdefault(text, number)
    return tuple(_completion(text, number, snapshot) for text, number in islice(offered.items(), limit))


def _topic(prefix: str) -> list[str]:
    """The words of the typed text that name a topic; a single letter may begin any."""
    typed = tokens(prefix[: DEFAULT.longest])
    return [token.surface for token in typed if token.topical and len(token.surface) > 1]


def _questions(
    prefix: str, numbers: Sequence[int], near: Sequence[int], snapshot: Snapshot
) -> tuple[list[Offer], list[Offer], list[Offer]]:
    """Questions that begin as typed, other phrasings that do, and the questions of the nearest other entries."""
    typed = " ".join(prefix.lower().split())
    long = bool(_topic(prefix)) and typed.count(" ") >= 2
    begun, phrasings, others = [], [], []
    for number in numbers:
        entry = snapshot.stored(number).entry
        if entry.question.lower().startswith(typed):
            begun.append((entry.question, number))
        elif long and (text := _alternate(entry, typed)):
            phrasings.append((text, number))
        elif number in near:
            others.append((entry.question, number))
    return begun, phrasings, others


def _new_words(
    prefix: str, numbers: Sequence[int], begun: Iterable[Offer], snapshot: Snapshot
) -> Iterator[Offer]:
    """The typed text with its last word completed, unless a question offered anyway begins like that."""
    questions = [question.lower() for question, _ in begun]
    for text, number in _words(prefix, numbers, snapshot):
        low = text.lower()
        if not any(question.startswith(low) for question in questions):
            yield text, number


def _completion(text: str, number: int, snapshot: Snapshot) -> Completion:
    entry = snapshot.result(number).entry
    return Completion(text, entry.id, " > ".join(entry.section))


def _near(topic: Sequence[str], prefix: str, snapshot: Snapshot) -> list[int]:
    """The entries that rank for the topic words of the typed text, best first: those whose own text holds one of
    them, or a word that begins like the last one; for a single last letter, those that continue with it, if any."""
    question = read(" ".join(topic), snapshot)
    ranked = rank(score(question, snapshot, DEFAULT), snapshot).scores[:RANKED]
    asked = frozenset(question.own)
    last = _last(prefix).lower()
    names = len(last) >= SHORTEST and bool(_topic(last))
    near, continued = [], []
    for number, value in ranked:
        if value < NEAR * ranked[0][1]:
            break
        named = snapshot.derived(number, topic_words)
        if (names and _begins(last, named)) or not asked.isdisjoint(snapshot.derived(number, own_terms)):
            near.append(number)
            if len(last) == 1 and (_begins(last, named[:1]) or _goes_on(topic[-1], last, number, snapshot)):
                continued.append(number)
    return continued or near


def _last(prefix: str) -> str:
    """The word being typed, empty between two words."""
    found = _WORD.search(prefix) if len(prefix) <= DEFAULT.longest else None
    return found.group() if found else ""


def _begins(beginning: str, words: Iterable[Sequence[str]]) -> bool:
    return any(word.lower().startswith(beginning) for word in chain.from_iterable(words))


def _goes_on(previous: str, beginning: str, number: int, snapshot: Snapshot) -> bool:
    """Whether a word with this beginning follows another word in an entry."""
    return any(
        first == previous.lower() and second.startswith(beginning)
        for first, second in snapshot.derived(number, word_pairs)
    )


def _alternate(entry: Entry, typed: str) -> str:
    """The shortest other question of an entry that continues the typed text, empty if there is none.

    Phrasings that serve searching but are not sentences are not offered.
    """
    others = (other for other in entry.alternates if other.lower().startswith(typed) and other.endswith("?"))
    return min(others, key=len, default="")


def _words(prefix: str, numbers: Sequence[int], snapshot: Snapshot) -> Iterator[Offer]:
    """The typed text with its last word completed, and the first of the entries that hold that word.

    A word after another is offered if it follows that word in the entry, or is a term that is not English.
    """
    last = _last(prefix)
    if not last:
        return
    beginning, before = last.lower(), prefix[: -len(last)]
    previous = before.lower().split()[-1:]
    if len(last) < SHORTEST and not (previous and _topic(previous[0])):
        return
    stems = {_stem(beginning)}
    for number, word in _rare_words(numbers, beginning, snapshot):
        low = word.lower()
        stands_so = not previous or (previous[0], low) in snapshot.derived(number, word_pairs)
        if (stands_so or _is_term(low, beginning, snapshot)) and _stem(low) not in stems:
            stems.add(_stem(low))
            yield before + word, number


def _rare_words(numbers: Sequence[int], beginning: str, snapshot: Snapshot) -> Iterator[tuple[int, str]]:
    """The words of entries with this beginning: first those in headings that are not common English, then those in
    texts that are not English."""
    for kind, common in enumerate((COMMON, 1)):
        for number in numbers:
            for word in snapshot.derived(number, topic_words)[kind]:
                low = word.lower()
                if low.startswith(beginning) and snapshot.english.count(low) < common:
                    yield number, word


def _is_term(word: str, beginning: str, snapshot: Snapshot) -> bool:
    """Whether a word is one of the documents' own terms and enough of it is typed, and not just a common word."""
    is_common = snapshot.english.count(beginning) >= COMMON
    return len(beginning) >= ENOUGH and not is_common and not snapshot.english.count(word)


def _stem(word: str) -> tuple[str, ...]:
    return tuple(chain.from_iterable(token.terms for token in tokens(word)))


def word_pairs(found: Stored) -> frozenset[tuple[str, str]]:
    """Return the pairs of adjacent words in an entry's headings and text, in lower case."""
    entry = found.entry
    pairs: set[tuple[str, str]] = set()
    texts = (entry.question, *entry.alternates[: entry.own], *(block.text for block in entry.blocks))
    for text in texts:
        words = [token.surface.lower() for token in tokens(text)]
        pairs.update(pairwise(words))
    return frozenset(pairs)


def topic_words(found: Stored) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return an entry's words that may name a topic, those in its headings and those in its text: as written in the
    document, but lower case at the beginning of a heading; addresses are left out.
    """
    entry = found.entry
    headings = (
        _uncapitalised(text) for text in (entry.question, *entry.alternates[: entry.own], *entry.section)
    )
    return _named(headings), _named(block.text for block in entry.blocks)


def own_terms(found: Stored) -> frozenset[str]:
    """Return the terms in an entry's own headings and text, without its curated phrasings."""
    words = chain.from_iterable(topic_words(found))
    return frozenset(chain.from_iterable(map(_stem, words)))


def _uncapitalised(heading: str) -> str:
    first = heading.partition(" ")[0]
    return heading[:1].lower() + heading[1:] if first.istitle() else heading


def _named(texts: Iterable[str]) -> tuple[str, ...]:
    named: dict[str, None] = {}
    for text in texts:
        for token in tokens(text):
            if token.topical and _TOPIC.fullmatch(token.surface):
                named[token.surface] = None
    return tuple(named)
