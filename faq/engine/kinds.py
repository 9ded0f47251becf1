"""Kinds of things that questions ask for: a name, an address, a time, a reason, a verdict, a command."""

from collections.abc import Sequence
from functools import lru_cache

from faq.engine.function_words import VERBS
from faq.engine.question import Question, topical_words
from faq.model import Passage
from index.values import TYPE_CHECKING

if TYPE_CHECKING:
    import re

_MAIL = r"[\w.+-]{1,64}@[\w-]{1,64}\.\w"
_URL = r"https?://|\bgit@"
_PATH = r"\b[\w.-]{1,64}/[\w./-]"
_PERSON = r"\b[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-z]+\b"
_WITH_ADDRESS = rf"{_PERSON} ?<{_MAIL}"
_NAME = rf"{_PERSON}|\b(?:maintainers?|developers?|authors?|community|submitter)\b"
_TIME = r"(?i)\b(?:days?|weeks?|hours?|months?|years?|end of|middle of|regularly|latency)\b"
_NUMBER = r"(?i)\b\d+(?:\.\d+)*\b|\bv\d\b|\b(?:one|two|three|four|five|six|seven|ten)\b"
_REASON = r"(?i)\b(?:because|since|so that|in order to|such that|therefore|thus|rationale|purpose|due to|otherwise)\b"
_EXAMPLE = r"(?i)\bexample\b|\be\.g\.|\A\$ "
_VERDICT = (
    r"(?i)\b(?:yes|no|not|never|always|must|should|need|required?|please|can|may|mandatory|absolutely)\b"
)

_WHO = ("who", "whom", "whose", "name", "names")

_KINDS = (
    (_WHO, f"{_MAIL}|{_NAME}"),
    (
        (
            "url",
            "urls",
            "link",
            "links",
            "website",
            "web page",
            "webpage",
            "page",
            "address",
            "addresses",
            "download",
        ),
        f"{_URL}|{_MAIL}",
    ),
    (("mailing list", "list", "lists", "mail", "email", "cc"), _MAIL),
    (("where", "directory", "folder", "path", "file", "files", "dir"), f"{_URL}|{_MAIL}|{_PATH}"),
    (("how long", "how soon", "how often", "when", "how many days", "time", "frequency", "latency"), _TIME),
    (("version", "how many", "number", "release", "width", "bit", "bits"), _NUMBER),
    (("why", "reason", "reasons", "what for", "purpose", "rationale"), _REASON),
    (("example", "examples", "sample"), _EXAMPLE),
    (("or not",), _VERDICT),
)
"""Words by which a question asks for a kind of thing, and the pattern of a passage that holds one."""

_ASK_COMMAND = (
    "command", "how do", "how can", "how to", "how should", "how does", "flag", "flags", "option", "invoke",
    "run", "syntax", "type", "example", "prefix", "format",
)  # fmt: skip

_COMMANDS = ("$ ", "# ", "git ", "make", "sudo ")

_BARE = frozenset(
    """
    address addresses again code command commands complete email exact example examples full give link links list
    long mail mailing often page please precise reason reasons sample show soon syntax tell type url urls web
    website
    """.split()
)
"""Words that name the kind of thing asked for, not the subject."""


def asked(question: Question) -> str:
    """Return the words of a question, each with a space before and after it."""
    return f" {' '.join(token.surface.lower() for token in question.tokens)} "


def asks(asked: str, phrases: Sequence[str]) -> bool:
    """Return whether a question (``asked``) holds one of the phrases."""
    return any(f" {phrase} " in asked for phrase in phrases)


def holds(wanted: Sequence[str], passage: Passage) -> bool:
    """Return whether a passage holds one of the kinds of things asked for (``wanted``)."""
    return any(pattern(one).search(passage.text) is not None for one in wanted)


def wanted(asked: str) -> list[str]:
    """Return the patterns of the kinds of things that a question (``asked``) asks for."""
    patterns = [expression for phrases, expression in _KINDS if asks(asked, phrases)]
    first = asked.split()[:1]
    return patterns if VERBS.isdisjoint(first) else [*patterns, _VERDICT]


def asks_command(asked: str) -> bool:
    """Return whether a question (``asked``) wants a command or something else to type."""
    return asks(asked, _ASK_COMMAND)


def is_command(passage: Passage) -> bool:
    """Return whether a passage is a command."""
    return passage.kind == "code" and passage.text.startswith(_COMMANDS)


def names_kind(question: Question) -> bool:
    """Return whether a question names only a kind of thing: "url?", "what is the exact command?", "why?"."""
    words = asked(question)
    return _BARE.issuperset(topical_words(question)) and (asks_command(words) or wanted(words) != [])


def of_kind(question: Question, passages: Sequence[Passage]) -> list[int]:
    """Return the numbers of the passages that hold the kind of thing a question asks for.

    A person is best identified by name: if passages hold names, only these count.
    """
    words = asked(question)
    kinds, command = wanted(words), asks_command(words)
    found = [n for n, one in enumerate(passages) if holds(kinds, one) or (command and one.kind == "code")]
    if not asks(words, _WHO):
        return found
    return [n for n in found if holds([_PERSON], passages[n])] or found


def persons(passages: Sequence[Passage]) -> list[int]:
    """Return the numbers of the passages that name a person with an address."""
    return [n for n, one in enumerate(passages) if holds([_WITH_ADDRESS], one)]


def asks_who(asked: str) -> bool:
    """Return whether a question (``asked``) begins by asking for a person."""
    return asked.split()[:1] in (["who"], ["whom"])


@lru_cache(maxsize=len(_KINDS) + 8)
def pattern(expression: str) -> "re.Pattern[str]":
    """Return a pattern, compiled when first used: compiling all of them would cost every search 5 ms."""
    import re

    return re.compile(expression)
