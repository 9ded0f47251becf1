"""Carrying over: knowledge of one revision of a document, applied to another one entry by entry."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher, get_close_matches
from typing import NamedTuple

from faq.knowledge.values import Curated, Detail, Knowledge

RECOGNISED = 0.5
"""Share of a knowledge file's entries that a document must have to be a revision of its document."""

REWORDED = 0.8
"""Likeness of first words from which a sentence is another one's rewording."""

NEAR_ID = 0.8
"""Likeness from which one id is another one misspelt."""

Answers = Mapping[str, Sequence[str]]
"""For each entry's id the texts of its passages."""


class Carried(NamedTuple):
    """Knowledge as it goes for a document, and how it came to be so.

    ``entries`` are carried over, ``new`` ones of the document have no knowledge, those ``gone`` have no entry, those
    ``mistaken`` have none but one of nearly the same id, with which they are paired. Of the details ``followed`` ones
    were led to a sentence that was reworded, ``lost`` ones have no sentence any more.
    """

    knowledge: Knowledge
    entries: int = 0
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    mistaken: tuple[tuple[str, str], ...] = ()
    followed: tuple[tuple[str, str], ...] = ()
    lost: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """What was carried, in a few words."""
        said = [f"{self.entries} {'entry' if self.entries == 1 else 'entries'}"]
        said += [f"{len(self.new)} new without"] if self.new else []
        said += [f"{len(self.gone)} not in this text"] if self.gone else []
        said += [_details(self.followed, "followed")] if self.followed else []
        said += [_details(self.lost, "gone")] if self.lost else []
        return ", ".join(said)


def _details(details: Sequence[tuple[str, str]], what: str) -> str:
    return f"{len(details)} {'detail' if len(details) == 1 else 'details'} {what}"


def is_revision(known: Collection[str], ids: Collection[str]) -> bool:
    """Return whether a document is a revision of the one that a knowledge file is of.

    Args:
        known: the ids of the knowledge file's entries.
        ids: those of the document's.
    """
    return bool(known) and len(set(known).intersection(ids)) >= RECOGNISED * len(known)


def carried_over(knowledge: Knowledge, answers: Answers) -> Carried:
    """Apply a knowledge file to a document.

    What an entry is asked by that the document does not have any more (or not yet) becomes an out-of-scope example.

    Args:
        knowledge: the knowledge file.
        answers: the document's entries.
    """
    entries: list[Curated] = []
    gone: list[Curated] = []
    followed: list[tuple[str, str]] = []
    lost: list[tuple[str, str]] = []
    for entry in knowledge.entries:
        if entry.id not in answers:
            gone.append(entry)
            continue
        details = []
        for detail in entry.details:
            answer = _followed(detail.answer, answers[entry.id])
            if not answer:
                lost.append((entry.id, detail.answer))
                continue
            if answer != detail.answer:
                followed.append((entry.id, detail.answer))
            details.append(Detail(answer, detail.questions))
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
        entries=len(entries),
        new=new,
        gone=tuple(entry.id for entry in gone),
        mistaken=tuple(mistaken.items()),
        followed=tuple(followed),
        lost=tuple(lost),
    )


def _mistaken(gone: Sequence[Curated], new: Sequence[str]) -> dict[str, str]:
    """The ids of entries that are not there, but nearly: what they are asked by is not out of scope, and not to be
    taken for the other's either."""
    near = {entry.id: get_close_matches(entry.id, new, 1, NEAR_ID) for entry in gone}
    return {id: found[0] for id, found in near.items() if found}


def _followed(answer: str, passages: Sequence[str]) -> str:
    """The first words of the passage that begins as an answer does, or nearly; empty if none does."""
    if any(passage.startswith(answer) for passage in passages):
        return answer
    best = max(_alike(answer, passages), default=(0.0, ""))
    return best[1] if best[0] >= REWORDED else ""


def _alike(answer: str, passages: Sequence[str]) -> Iterator[tuple[float, str]]:
    """How like an answer the beginning of each passage is, and that beginning."""
    size = len(answer.split())
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(answer)
    for passage in passages:
        for words in (size, size - 1, size + 1):
            beginning = _beginning(passage, words)
            matcher.set_seq1(beginning)
            if matcher.real_quick_ratio() >= REWORDED:
                yield matcher.ratio(), beginning


def _beginning(passage: str, words: int) -> str:
    """The first words of a passage as they stand in it."""
    rest = passage.split(maxsplit=words)[words:]
    return passage.removesuffix(rest[0]).rstrip() if rest else passage
