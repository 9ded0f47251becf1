"""The short answer: the passage of an entry that answers the question, always a verbatim span.

Passages are told apart as entries are (``index.evidence``): a passage is a class whose examples are its text, the
questions of detail that it is known to answer, and the line that announces it. To that evidence is added whether
the passage holds the kind of thing that is asked for: a name, an address, a time, a command.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from math import log, sqrt
from typing import NamedTuple

from faq.engine.question import Question
from faq.records import Stored
from faq.values import ShortAnswer
from index.analysis import grams, terms
from index.evidence import evidence

_MAIL = r"[\w.+-]{1,64}@[\w-]{1,64}\.\w"
_URL = r"https?://|\bgit@"
_PATH = r"\b[\w.-]{1,64}/[\w./-]"
_NAME = r"\b[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-z]+\b|\b(?:maintainers?|developers?|authors?|community|submitter)\b"
_TIME = r"\b(?:days?|weeks?|hours?|months?|years?|end of|middle of|regularly|latency)\b"
_NUMBER = r"\b\d+(?:\.\d+)*\b|\bv\d\b|\b(?:one|two|three|four|five|six|seven|ten)\b"
_REASON = r"\b(?:because|since|so that|in order to|such that|therefore|thus|rationale|purpose|due to|otherwise)\b"
_VERDICT = r"\b(?:yes|no|not|never|always|must|should|need|required?|please|can|may|mandatory|absolutely)\b"

_KINDS = tuple(
    (re.compile(asks, re.I), re.compile(wanted, 0 if wanted.startswith((_MAIL, r"\b[A-Z]")) else re.I))
    for asks, wanted in (
        (r"\b(?:who|whom|whose|name)\b", f"{_MAIL}|{_NAME}"),
        (r"\b(?:url|link|website|web page|webpage|page|address|download)\b", f"{_URL}|{_MAIL}"),
        (r"\b(?:mailing list|list|mail|email|cc)\b", _MAIL),
        (r"\b(?:where|directory|folder|path|file|dir)\b", f"{_URL}|{_MAIL}|{_PATH}"),
        (r"\b(?:how long|how soon|how often|when|how many days|time|frequency|turnaround|latency)\b", _TIME),
        (r"\b(?:version|how many|number|release|width|bits?)\b", _NUMBER),
        (r"\bwhy\b|\breason\b|\bwhat for\b|\bpurpose\b|\brationale\b", _REASON),
        (r"^\W*(?:is|are|do|does|did|can|could|may|must|should|will|would|shall|has|have|am)\b|\bor not\b", _VERDICT),
    )
)
"""What a question asks for, and what a passage that has it looks like."""

_ASKS_COMMAND = re.compile(
    r"\b(?:command|how (?:do|can|to|should|does)|flags?|option|invoke|run|syntax|type|example|prefix|format)\b", re.I
)
_PROMPT = re.compile(r"[$#] ")
_COMMAND = re.compile(r"[$#] |git |make\b|sudo ")

WORDS, GRAMS, KIND, COMMAND = 0.42, 0.2, 0.58, 0.5
"""Weights of the evidence and of the kinds; fitted on the knowledge file's questions of detail, each left out in turn,
and on the practice and development questions, with ``python -m bench.fit passages``."""

ANNOUNCEMENT = 0.7
"""Weight of the announcing line among a passage's examples; the lines of a list or a listing share half of it."""

OUTPUT = 0.3
"""Weight of what a command printed among the command's examples."""

SHORT_ANNOUNCEMENT = 20
"""A line of so many words at most that announces a command or an address is no answer itself."""


class Evidence(NamedTuple):
    """What speaks for each passage of an entry, by words and by 4-grams, and which passages can be an answer."""

    words: tuple[dict[str, float], ...]
    grams: tuple[dict[str, float], ...]
    possible: tuple[bool, ...]


def weigh(found: Stored) -> Evidence:
    """Work out the evidence for each passage of an entry."""
    examples = [_examples(found, number) for number in range(len(found.passages))]
    return Evidence(
        tuple(evidence((terms(text), weight) for text, weight in texts) for texts in examples),
        tuple(evidence((grams(text), weight) for text, weight in texts) for texts in examples),
        tuple(
            not _only_announces(found, number) and _command_of(found, number) in (None, number)
            for number in range(len(found.passages))
        ),
    )


def _examples(found: Stored, number: int) -> list[tuple[str, float]]:
    announced_by = _announcement(found, number)
    examples = [(found.passages[number].text, 1.0), *((q, 1.0) for q in _asked(found, number))]
    if announced_by is not None:
        weight = ANNOUNCEMENT if announced_by == number - 1 else ANNOUNCEMENT / 2
        examples += [(text, weight) for text in (found.passages[announced_by].text, *_asked(found, announced_by))]
    printed = [p.text for n, p in enumerate(found.passages) if n != number and _command_of(found, n) == number]
    return [*examples, (" ".join(printed), OUTPUT)] if printed else examples


def _command_of(found: Stored, number: int) -> int | None:
    """The number of the command that a line of a listing belongs to: itself or the one that printed it."""
    place = number
    while place >= 0 and found.passages[place].block == found.passages[number].block:
        if found.passages[place].kind == "code" and _PROMPT.match(found.passages[place].text):
            return place
        place -= 1
    return None


def _asked(found: Stored, number: int) -> list[str]:
    return [asked.text for asked in found.questions if asked.passage == number]


def _announcement(found: Stored, number: int) -> int | None:
    """The number of the passage that announces a block of code, a quote or a list, None where none does."""
    before, passage = number - 1, found.passages[number]
    if passage.kind in ("code", "bullet", "enumerated", "quote"):
        while before >= 0 and found.passages[before].block == passage.block:
            before -= 1
    return before if before >= 0 and _announces(found, before) else None


def _announces(found: Stored, number: int) -> bool:
    if number + 1 >= len(found.passages):
        return False
    passage, following = found.passages[number], found.passages[number + 1]
    other = following.block != passage.block and passage.kind != "code"
    return other and (following.kind == "code" or passage.text.endswith(":"))


def _only_announces(found: Stored, number: int) -> bool:
    return (
        _announces(found, number)
        and found.passages[number + 1].kind in ("code", "quote")
        and len(found.passages[number].text.split()) <= SHORT_ANNOUNCEMENT
    )


def short_answer(question: Question, found: Stored, weighed: Evidence) -> ShortAnswer | None:
    """Return the passage of an entry that answers best, None where the entry has no text.

    Args:
        question: what is asked.
        found: the entry.
        weighed: its passages' evidence (``weigh``).
    """
    if not found.passages:
        return None
    words = _sums(question.words, weighed.words)
    shapes = _sums(question.grams, weighed.grams)
    command = bool(_ASKS_COMMAND.search(question.text))
    scores = [
        WORDS * words[n]
        + GRAMS * shapes[n]
        + KIND * _fits(question.text, passage.text)
        + COMMAND * (command and passage.kind == "code" and bool(_COMMAND.match(passage.text)))
        for n, passage in enumerate(found.passages)
    ]
    possible = [n for n, may in enumerate(weighed.possible) if may] or list(range(len(scores)))
    passage = found.passages[max(possible, key=lambda n: (scores[n], -n))]
    return ShortAnswer(passage.text, passage.lines)


def _sums(asked: Mapping[str, float], passages: Sequence[Mapping[str, float]]) -> list[float]:
    """The weighted evidence of each passage; a term that many passages of the entry hold weighs less."""
    holding = Counter(term for passage in passages for term in asked.keys() & passage.keys())
    weight = {t: asked[t] * sqrt(log((len(passages) + 1) / (count + 0.5))) for t, count in holding.items()}
    length = sqrt(sum(value * value for value in weight.values())) or 1.0
    return [sum(w * passage[t] for t, w in weight.items() if t in passage) / length for passage in passages]


def _fits(question: str, passage: str) -> bool:
    """Whether a passage holds the kind of thing that the question asks for."""
    return any(asks.search(question) and wanted.search(passage) for asks, wanted in _KINDS)
