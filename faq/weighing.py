"""Weighing: what speaks for each passage of an entry.

Passages are told apart as entries are (``index.evidence``): a passage is a class whose examples are its text, the
questions of detail that it is known to answer, and the line that announces it.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from faq.records import Asked
from faq.values import Passage
from index.analysis import grams, terms
from index.evidence import evidence

_PROMPT = re.compile(r"[$#] ")

ANNOUNCEMENT = 0.7
"""Weight of the announcing line among a passage's examples; the lines of a list or a listing share half of it."""

OUTPUT = 0.3
"""Weight of what a command printed among the command's examples."""

SHORT_ANNOUNCEMENT = 20
"""A line of so many words at most that announces a command or an address is no answer itself."""


class _Entry(NamedTuple):
    questions: Sequence[Asked]
    passages: Sequence[Passage]


class Evidence(NamedTuple):
    """What speaks for each passage, by words and by 4-grams, in hundredths, and which can be an answer."""

    words: tuple[Mapping[str, int], ...]
    grams: tuple[Mapping[str, int], ...]
    possible: tuple[bool, ...]


def weigh(questions: Sequence[Asked], passages: Sequence[Passage]) -> Evidence:
    """Work out what speaks for each passage of an entry."""
    found = _Entry(questions, passages)
    examples = [_examples(found, number) for number in range(len(found.passages))]
    return Evidence(
        tuple(_hundredths(evidence((terms(text), weight) for text, weight in texts)) for texts in examples),
        tuple(_hundredths(evidence((grams(text), weight) for text, weight in texts)) for texts in examples),
        tuple(
            not _only_announces(found, number) and _command_of(found, number) in (None, number)
            for number in range(len(found.passages))
        ),
    )


def _examples(found: _Entry, number: int) -> list[tuple[str, float]]:
    announced_by = _announcement(found, number)
    examples = [(found.passages[number].text, 1.0), *((q, 1.0) for q in _asked(found, number))]
    if announced_by is not None:
        weight = ANNOUNCEMENT if announced_by == number - 1 else ANNOUNCEMENT / 2
        examples += [
            (text, weight) for text in (found.passages[announced_by].text, *_asked(found, announced_by))
        ]
    printed = [
        p.text for n, p in enumerate(found.passages) if n != number and _command_of(found, n) == number
    ]
    return [*examples, (" ".join(printed), OUTPUT)] if printed else examples


def _command_of(found: _Entry, number: int) -> int | None:
    """The number of the command that a line of a listing belongs to: itself or the one that printed it."""
    place = number
    while place >= 0 and found.passages[place].block == found.passages[number].block:
        if found.passages[place].kind == "code" and _PROMPT.match(found.passages[place].text):
            return place
        place -= 1
    return None


def _asked(found: _Entry, number: int) -> list[str]:
    return [asked.text for asked in found.questions if asked.passage == number]


def _announcement(found: _Entry, number: int) -> int | None:
    """The number of the passage that announces a block of code, a quote or a list, None where none does."""
    before, passage = number - 1, found.passages[number]
    if passage.kind in ("code", "bullet", "enumerated", "quote"):
        while before >= 0 and found.passages[before].block == passage.block:
            before -= 1
    return before if before >= 0 and _announces(found, before) else None


def _announces(found: _Entry, number: int) -> bool:
    if number + 1 >= len(found.passages):
        return False
    passage, following = found.passages[number], found.passages[number + 1]
    other = following.block != passage.block and passage.kind != "code"
    return other and (following.kind == "code" or passage.text.endswith(":"))


def _only_announces(found: _Entry, number: int) -> bool:
    return (
        _announces(found, number)
        and found.passages[number + 1].kind in ("code", "quote")
        and len(found.passages[number].text.split()) <= SHORT_ANNOUNCEMENT
    )


def _hundredths(weights: Mapping[str, float]) -> dict[str, int]:
    return {term: round(100 * weight) for term, weight in weights.items()}


def packed(weighed: Evidence) -> str:
    """Return evidence as JSON text."""
    return json.dumps(weighed, ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str) -> Evidence:
    """Return evidence from its JSON text."""
    return Evidence(*map(tuple, json.loads(text)))
