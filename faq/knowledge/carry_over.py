"""Carrying over: knowledge about one revision of a document, applied to another, entry by entry."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher, get_close_matches
from typing import NamedTuple

from faq.knowledge.values import Curated, Detail, DetailChange, Knowledge

RECOGNISED = 0.5
"""Share of a knowledge file's entries that a document must have to be a revision of the file's document."""

REWORDED = 0.6
"""Similarity of first words from which a sentence counts as a rewording of another: difflib's rule of thumb for close
matches. Of the bundled document's 204 details none is taken for another sentence when its own is deleted, since
what other details begin is left out (else 42 are; from .8 on, 8)."""

NEAR_ID = 0.8
"""Similarity from which one id counts as a misspelling of another."""

Answers = Mapping[str, Sequence[str]]
"""The texts of each entry's passages, by id."""


class Carried(NamedTuple):
    """Knowledge as it applies to a document, and how it was derived.

    ``new`` entries of the document have no knowledge; those ``gone`` are not in the document; those ``mistaken`` are
    not either, and are paired with an entry of nearly the same id. Of the details, ``followed`` ones now point to a
    reworded sentence, ``lost`` ones have no sentence any more.
    """

    knowledge: Knowledge
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    mistaken: tuple[tuple[str, str], ...] = ()
    followed: tuple[DetailChange, ...] = ()
    lost: tuple[DetailChange, ...] = ()


def is_revision(known: Collection[str], ids: Collection[str]) -> bool:
    """Return whether a document is a revision of a knowledge file's document.

    Args:
        known: the ids of the knowledge file's entries.
        ids: the ids of the document's entries.
    """
    return bool(known) and len(set(known).intersection(ids)) >= RECOGNISED * len(known)


def carried_over(knowledge: Knowledge, answers: Answers) -> Carried:
    """Apply a knowledge file to a document.

    The questions of an entry that the document no longer has (or not yet) become out-of-scope examples.

    Args:
        knowledge: the knowledge file.
        answers: the document's entries.
    """
    entries: list[Curated] = []
    gone: list[Curated] = []
    followed: list[DetailChange] = []
    lost: list[DetailChange] = []
    for entry in knowledge.entries:
        if entry.id not in answers:
            gone.append(entry)
            continue
        details = []
        for detail, answer in _where_now(entry, answers[entry.id]):
            if not answer:
                lost.append(DetailChange(entry.id, detail.answer))
                continue
            if answer != detail.answer:
                followed.append(DetailChange(entry.id, detail.answer, answer))
            details.append(detail._replace(answer=answer))
        entries.append(entry._replace(details=tuple(details)))
    known = {entry.id for entry in entries}
    new = tuple(id for id in answers if id not in known)
    mistaken = _mistaken(gone, new)
    gone = [entry for entry in gone if entry.id not in mistaken]
    outside = dict.fromkeys(knowledge.outside)
    for entry in gone:
        outside.update(dict.fromkeys(entry.phrasings))
    return Carried(
        knowledge._replace(entries=tuple(entries), outside=tuple(outside)),
        new=new,
        gone=tuple(entry.id for entry in gone),
        mistaken=tuple(mistaken.items()),
        followed=tuple(followed),
        lost=tuple(lost),
    )


def _where_now(entry: Curated, passages: Sequence[str]) -> Iterator[tuple[Detail, str]]:
    """The details of an entry, each with the first words of its sentence as it is now; empty if it is gone."""
    begun = tuple(detail.answer for detail in entry.details)
    free = [passage for passage in passages if not passage.startswith(begun)]
    for detail in entry.details:
        stands = any(passage.startswith(detail.answer) for passage in passages)
        yield detail, detail.answer if stands else reworded(detail.answer, free)


def _mistaken(gone: Sequence[Curated], new: Sequence[str]) -> dict[str, str]:
    """The ids of missing entries for which a new one has nearly the same id: their questions are not out of scope, and
    must not be taken for the other entry's either."""
    near = {entry.id: get_close_matches(entry.id.lower(), new, 1, NEAR_ID) for entry in gone}
    return {id: found[0] for id, found in near.items() if found}


def reworded(answer: str, passages: Sequence[str]) -> str:
    """Return the first words of the passage that begins nearly like an answer; empty if there is none."""
    best, beginning = 0.0, ""
    for similarity, words in _alike(answer, passages):
        if similarity > best:
            best, beginning = similarity, words
    return beginning if best >= REWORDED else ""


def _alike(answer: str, passages: Sequence[str]) -> Iterator[tuple[float, str]]:
    """How similar the beginning of each passage is to an answer but for white space, and that beginning."""
    size = len(answer.split())
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(" ".join(answer.split()))
    for passage in passages:
        for words in (size, size - 1, size + 1):
            beginning = _beginning(passage, words)
            matcher.set_seq1(" ".join(beginning.split()))
            if matcher.real_quick_ratio() >= REWORDED:
                yield matcher.ratio(), beginning


def _beginning(passage: str, words: int) -> str:
    """The first words of a passage, verbatim."""
    rest = passage.split(maxsplit=words)[words:]
    return passage.removesuffix(rest[0]).rstrip() if rest else passage
