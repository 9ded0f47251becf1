"""The short answer: the passage of an entry that answers the question, always a verbatim span.

What speaks for a passage (``PassageFeatures``) is its evidence (``faq.indexing.passage_evidence``), how like the
question is to those that it is known to answer, and whether it holds the kind of thing that is asked for: a name, an
address, a time, a reason, a verdict, a command.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log, sqrt
from operator import mul

from faq.engine.parameters import Parameters, PassageFeatures
from faq.engine.question import Question
from faq.engine.ranking import MatchedQuestion, covered
from faq.indexing.payloads import Stored, Weighed, pack_evidence, row
from faq.indexing.payloads import weighed as read_weighed
from faq.model import Lines, Passage, ShortAnswer
from index.texts import Table

_MAIL = r"[\w.+-]{1,64}@[\w-]{1,64}\.\w"
_URL = r"https?://|\bgit@"
_PATH = r"\b[\w.-]{1,64}/[\w./-]"
_NAME = (
    r"\b[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-z]+\b|\b(?:maintainers?|developers?|authors?|community|submitter)\b"
)
_TIME = r"(?i)\b(?:days?|weeks?|hours?|months?|years?|end of|middle of|regularly|latency)\b"
_NUMBER = r"(?i)\b\d+(?:\.\d+)*\b|\bv\d\b|\b(?:one|two|three|four|five|six|seven|ten)\b"
_REASON = r"(?i)\b(?:because|since|so that|in order to|such that|therefore|thus|rationale|purpose|due to|otherwise)\b"
_VERDICT = (
    r"(?i)\b(?:yes|no|not|never|always|must|should|need|required?|please|can|may|mandatory|absolutely)\b"
)

_KINDS = (
    (("who", "whom", "whose", "name"), f"{_MAIL}|{_NAME}"),
    (("url", "link", "website", "web page", "webpage", "page", "address", "download"), f"{_URL}|{_MAIL}"),
    (("mailing list", "list", "mail", "email", "cc"), _MAIL),
    (("where", "directory", "folder", "path", "file", "dir"), f"{_URL}|{_MAIL}|{_PATH}"),
    (("how long", "how soon", "how often", "when", "how many days", "time", "frequency", "latency"), _TIME),
    (("version", "how many", "number", "release", "width", "bit", "bits"), _NUMBER),
    (("why", "reason", "what for", "purpose", "rationale"), _REASON),
    (("or not",), _VERDICT),
)
"""What words of a question ask for, and what a passage that has it looks like."""

_YES_OR_NO = frozenset("am are can could did do does has have is may must shall should will would".split())
"""First words of a question that wants a verdict."""

_ASK_COMMAND = (
    "command", "how do", "how can", "how to", "how should", "how does", "flag", "flags", "option", "invoke",
    "run", "syntax", "type", "example", "prefix", "format",
)  # fmt: skip
_PROMPTS = ("$ ", "# ")
_COMMANDS = ("$ ", "# ", "git ", "make", "sudo ")


def weighed(found: Stored) -> Weighed:
    """Return what speaks for each passage of an entry, as stored or worked out now."""
    if found.weighed is not None:
        return found.weighed
    from faq.indexing.passage_evidence import told, weigh

    return read_weighed(pack_evidence(weigh(told(found.questions, found.passages), found.passages)))


def short_answer(
    question: Question,
    found: Stored,
    evidence: Weighed,
    matched_questions: Sequence[MatchedQuestion],
    idf: Mapping[str, float],
    parameters: Parameters,
) -> ShortAnswer | None:
    """Return the passage of an entry that answers best, None where the entry has no text.

    Args:
        question: what is asked.
        found: the entry.
        evidence: what speaks for its passages (``weighed``).
        fired: its questions that are like the one asked.
        rarity: the weights of the question's terms (``faq.engine.ranking``).
    """
    if not found.passages:
        return None
    scores = [
        sum(map(mul, parameters.passage, one))
        for one in passage_features(question, found, evidence, matched_questions, idf)
    ]
    possible = [n for n, may in enumerate(evidence.possible) if may] or list(range(len(scores)))
    best = max(possible, key=lambda n: (scores[n], -n))
    command = _asks(_asked(question), _ASK_COMMAND)
    return _whole(found.passages, scores, best, parameters) if command else _span(found.passages, best, best)


def passage_features(
    question: Question,
    found: Stored,
    evidence: Weighed,
    matched_questions: Sequence[MatchedQuestion],
    idf: Mapping[str, float],
) -> list[PassageFeatures]:
    """Return what speaks for each passage of an entry; the arguments are those of ``short_answer``."""
    size = len(found.passages)
    words, shapes = (
        _sums(question.words, evidence.words, size),
        _sums(question.grams, evidence.grams, size),
    )
    alike: dict[int, float] = {}
    for one in matched_questions:
        alike.setdefault(one.asked.passage, one.similarity)
    covers = covered(found.passage_terms, idf)
    asked = _asked(question)
    wanted, command = _wanted(asked), _asks(asked, _ASK_COMMAND)
    return [
        PassageFeatures(
            words[n] / 100,
            shapes[n] / 100,
            alike.get(n, 0.0),
            covers[n],
            any(_pattern(pattern).search(passage.text) is not None for pattern in wanted),
            command and passage.kind == "code" and passage.text.startswith(_COMMANDS),
        )
        for n, passage in enumerate(found.passages)
    ]


def _asked(question: Question) -> str:
    return f" {' '.join(token.surface.lower() for token in question.tokens)} "


def _whole(
    passages: Sequence[Passage], scores: Sequence[float], best: int, parameters: Parameters
) -> ShortAnswer:
    """A command with the ones around it that answer nearly as well: commands of one listing are run in turn."""

    def belongs(number: int) -> bool:
        passage = passages[number]
        near = passage.block == passages[best].block and scores[number] >= scores[best] - parameters.nearly
        return near and passage.text.startswith(_PROMPTS)

    first = last = best
    if belongs(best):
        while first and belongs(first - 1):
            first -= 1
        while last + 1 < len(passages) and belongs(last + 1):
            last += 1
    whole = _span(passages, first, last)
    return whole if len(whole.text.split()) <= parameters.most_shown else _span(passages, best, best)


def _span(passages: Sequence[Passage], first: int, last: int) -> ShortAnswer:
    text = "\n".join(passage.text for passage in passages[first : last + 1])
    return ShortAnswer(text, Lines(passages[first].lines.first, passages[last].lines.last))


def _sums(asked: Mapping[str, float], evidence: Table, size: int) -> list[float]:
    """The weighted evidence of each passage; a term that many passages of the entry hold weighs less."""
    rows = {term: found for term in asked if (found := row(evidence, term))}
    weight = {t: asked[t] * sqrt(log((size + 1) / (len(found) + 0.5))) for t, found in rows.items()}
    length = sqrt(sum(value * value for value in weight.values())) or 1.0
    sums = [0.0] * size
    for term, found in rows.items():
        for passage, value in found:
            sums[passage] += weight[term] * value
    return [value / length for value in sums]


def _wanted(asked: str) -> list[str]:
    """The patterns of what a question asks for."""
    patterns = [pattern for phrases, pattern in _KINDS if _asks(asked, phrases)]
    return [*patterns, _VERDICT] if asked.split()[:1] and asked.split()[0] in _YES_OR_NO else patterns


def _asks(asked: str, phrases: Sequence[str]) -> bool:
    return any(f" {phrase} " in asked for phrase in phrases)


@lru_cache(maxsize=len(_KINDS) + 1)
def _pattern(pattern: str) -> re.Pattern[str]:
    """Compiled when first asked for: compiling all of them would cost every search 5 ms."""
    return re.compile(pattern)
