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
_PERSON = r"(?<![A-Z] )\b[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-z]+\b"
_WITH_ADDRESS = rf"{_PERSON} ?<{_MAIL}"
_NAME = (
    rf"{_PERSON}|\b(?:authors?|committers?|community|contributors?|developers?|maintainers?|owners?|submitter"
    r"|teams?)\b"
)
_TIME = (
    r"(?i)\b(?:seconds?|minutes?|hours?|(?<!these )days?|weeks?|months?|quarters?|years?|daily|weekly|monthly|yearly"
    r"|annually|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|end of|middle of|until"
    r"|immediately|regularly|latency)\b"
)
_NUMBER = r"(?i)\b\d+(?:\.\d+)*\b|\bv\d\b|\b(?:one|two|three|four|five|six|seven|ten)\b"
_VERSION = r"\bv?\d+\.\d|\bv\d"
_REASON = (
    r"(?i)\b(?:because|since(?! (?:version|v?\d))|so that|such that|in order to|due to|owing to|therefore|thus|hence"
    r"|otherwise|reasons?|purpose|rationale|useful|to (?:avoid|prevent|ensure))\b"
)
_EXAMPLE = r"(?i)\bexample\b|\bfor instance\b|\be\.g\.|\A\$ "
_VERDICT = (
    r"(?i)\b(?:yes|no|not|never|always|must|should|need|required?|please|can|may|mandatory|absolutely)\b"
)

_WHO = ("who", "whom", "whose", "name", "names", "people", "person", "persons")

_PAGE = ("web page", *"url urls link links website webpage page homepage site download".split())

_KINDS = (
    ("a name", _WHO, f"{_MAIL}|{_NAME}"),
    ("a link", _PAGE, _URL),
    ("an address", ("address", "addresses"), f"{_URL}|{_MAIL}"),
    ("a mail address", ("mailing list", "list", "lists", "mail", "email", "e-mail", "cc"), _MAIL),
    ("", ("where", "directory", "folder", "path", "file", "files", "dir"), f"{_URL}|{_MAIL}|{_PATH}"),
    (
        "a time",
        ("how long", "how soon", "how often", "when", "how many days", "time", "frequency", "latency"),
        _TIME,
    ),
    ("a number", ("version", "how many", "number", "release", "width", "bit", "bits"), _NUMBER),
    ("a reason", ("why", "reason", "reasons", "what for", "purpose", "rationale"), _REASON),
    ("an example", ("example", "examples", "sample"), _EXAMPLE),
    ("", ("or not",), _VERDICT),
)
"""Kinds of things: what one is called, the words by which a question asks for it, and the pattern of a passage that
holds one. What may well be there without fitting the pattern, such as a place, is not called anything."""

_ASK_COMMAND = (
    "command", "commands", "how do", "how can", "how to", "how should", "how does", "flag", "flags", "option", "invoke",
    "run", "syntax", "type", "example", "prefix", "format",
)  # fmt: skip

_COMMAND_NAMES = ("command", "commands")

_COMMANDS = ("$ ", "# ", "git ", "make", "sudo ")

_BARE = frozenset(
    """
    address addresses again code command commands complete e-mail email exact example examples full give homepage link
    links list long mail mailing name names often page people person persons please precise purpose rationale reason
    reasons sample show site soon syntax tell type url urls web website
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
    patterns = [expression for _, expression in _things(asked)]
    first = asked.split()[:1]
    return patterns if VERBS.isdisjoint(first) else [*patterns, _VERDICT]


def _things(asked: str) -> list[tuple[str, str]]:
    """What the kinds of things are called that a question names, with their patterns."""
    return [(name, expression) for name, phrases, expression in _KINDS if asks(asked, phrases)]


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

    A person is best identified by name: if passages hold names, only these count, and no listing does.
    """
    words = asked(question)
    command = asks_command(words)
    kinds = [expression for _, expression in _things(words)]
    if not kinds and not command:
        kinds = wanted(words)  # a verdict
    found = [n for n, one in enumerate(passages) if holds(kinds, one) or (command and one.kind == "code")]
    if not asks(words, _WHO):
        return found
    found = [n for n in found if passages[n].kind != "code"]
    return [n for n in found if holds([_PERSON], passages[n])] or found


def missing(question: Question, passages: Sequence[Passage]) -> str:
    """Return what the kind of thing is called that a question asks for by nothing else ("url?") and that no passage
    holds: "a link"; empty if one may hold it, or if the question does not name a kind."""
    if not names_kind(question) or of_kind(question, passages):
        return ""
    words = asked(question)
    if asks(words, _COMMAND_NAMES):
        return "a command"
    return next((name for name, _ in _things(words)), "")


def names_version(question: Question) -> bool:
    """Return whether a question names nothing but versions: "and 4.3?", "what about v5.10?"."""
    topical = topical_words(question)
    return bool(topical) and all(map(_is_version, topical))


def _is_version(word: str) -> bool:
    """Whether a word is a version: v3, 4.3, v5.10, 6.1.y. A number alone may be anything."""
    number = word.removeprefix("v").removesuffix(".x").removesuffix(".y")
    return all(map(str.isdecimal, number.split("."))) and (number != word or "." in word)


def versions(passages: Sequence[Passage]) -> list[int]:
    """Return the numbers of the passages that hold a version."""
    return [n for n, one in enumerate(passages) if holds([_VERSION], one)]


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
