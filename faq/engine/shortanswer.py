"""The short answer: the passage of an entry that answers the question, always a verbatim span.

Evidence for a passage comes from the questions of detail that it is known to answer, from the words it shares
with the question, from what kind of answer the question asks for, and from its place.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from faq.engine.question import Question
from faq.engine.ranking import Fired
from faq.passages import Passage
from faq.records import Stored
from faq.values import ShortAnswer

_URL = re.compile(r"https?://|\bgit@")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
_PATH = re.compile(r"\b[\w.-]+/[\w./-]+")
_NUMBER = re.compile(r"\b\d+(?:\.\d+)*\b|\bv\d\b|\b(?:one|two|three|four|five|six|seven|ten)\b", re.I)
_TIME = re.compile(r"\b(?:days?|weeks?|hours?|months?|years?|week|end of|middle of|regularly|latency)\b", re.I)
_NAME = re.compile(r"\b[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-z]+\b|\b(?:maintainers?|developers?|authors?|community|submitter)\b")
_REASON = re.compile(r"\b(?:because|since|so that|in order to|such that|therefore|thus|rationale|purpose|due to|otherwise)\b", re.I)
_VERDICT = re.compile(r"\b(?:yes|no|not|never|always|must|should|need|required?|please|can|may|mandatory|absolutely)\b", re.I)

_KINDS: tuple[tuple[re.Pattern[str], re.Pattern[str] | None], ...] = (
    (re.compile(r"\b(?:who|whom|whose|name)\b", re.I), re.compile(f"{_MAIL.pattern}|{_NAME.pattern}")),
    (re.compile(r"\b(?:url|link|website|web page|webpage|page|address|download)\b", re.I), re.compile(f"{_URL.pattern}|{_MAIL.pattern}")),
    (re.compile(r"\b(?:mailing list|list|mail|email|cc)\b", re.I), _MAIL),
    (re.compile(r"\b(?:where|directory|folder|path|file|dir)\b", re.I), re.compile(f"{_URL.pattern}|{_MAIL.pattern}|{_PATH.pattern}")),
    (re.compile(r"\b(?:how long|how soon|how often|when|how many days|time|frequency|turnaround|latency)\b", re.I), _TIME),
    (re.compile(r"\b(?:version|how many|number|release|width|bits?)\b", re.I), _NUMBER),
    (re.compile(r"\bwhy\b|\breason\b|\bwhat for\b|\bpurpose\b|\brationale\b", re.I), _REASON),
    (re.compile(r"^\W*(?:is|are|do|does|did|can|could|may|must|should|will|would|shall|has|have|am)\b|\bor not\b", re.I), _VERDICT),
)
_COMMAND = re.compile(r"\b(?:command|how (?:do|can|to|should|does)|flags?|option|invoke|run|syntax|type|example|prefix|format)\b", re.I)


class Weights(NamedTuple):
    """Weights of the evidence for a passage; fitted with ``python -m bench.fit``."""

    asked: float = 3.0
    words: float = 1.0
    kind: float = 0.35
    command: float = 0.35
    first: float = 0.25
    later: float = 0.02
    heading: float = 0.15


WEIGHTS = Weights()

MOST_WORDS = 60
"""A longer passage is not cut: it is one sentence; but a shorter one that fits as well is preferred."""


def short_answer(
    question: Question, found: Stored, fired: Sequence[Fired], rarity: Mapping[str, float]
) -> ShortAnswer | None:
    """Return the passage of an entry that answers best, None where the entry has no text."""
    if not found.passages:
        return None
    scores = [_score(question, found, fired, rarity, n) for n in range(len(found.passages))]
    best = max(range(len(scores)), key=lambda n: (scores[n], -n))
    passage = found.passages[best]
    return ShortAnswer(passage.text, passage.lines)


def _score(
    question: Question, found: Stored, fired: Sequence[Fired], rarity: Mapping[str, float], number: int
) -> float:
    passage, terms = found.passages[number], set(found.passage_terms[number])
    w = WEIGHTS
    asked = max((one.likeness for one in fired if one.asked.passage == number), default=0.0)
    total = w.asked * asked**2 + w.words * _overlap(question, terms, found, rarity)
    total += w.kind * _fits(question.text, passage.text)
    total += w.command * (passage.kind == "code" and bool(_COMMAND.search(question.text)))
    total += w.first * (number == 0) - w.later * number
    total -= w.heading * passage.text.endswith(":")
    return total


def _overlap(question: Question, terms: set[str], found: Stored, rarity: Mapping[str, float]) -> float:
    """Share of the question's weight that a passage covers; words of the entry's own question weigh less."""
    about = set(found.questions[0].terms)
    weight = {t: rarity.get(t, 0.0) * w * (0.4 if t in about else 1.0) for t, w in question.words.items()}
    total = sum(weight.values())
    return sum(w for term, w in weight.items() if term in terms) / total if total else 0.0


def _fits(question: str, passage: str) -> bool:
    """Whether a passage holds the kind of thing that the question asks for."""
    return any(asks.search(question) and wanted and wanted.search(passage) for asks, wanted in _KINDS)
