"""What a typed line means: a question, a number in the list on screen, or a command."""

import re
from typing import NamedTuple

NAMES = (
    *("list", "browse", "show", "more", "no", "open", "edit", "copy", "quote", "links"),
    *("why", "sources", "new", "history", "help", "quit"),
)
"""The commands; such a word without a slash is a question like any other."""

BARE_WORDS = {"help": "help", "?": "help", "exit": "quit", "quit": "quit", "q": "quit"}
"""Words that people type alone on a line and that are not questions, and the commands they mean."""

LONGEST_LINE = 16_384
"""Maximum characters of a line: more than the engine considers, which cuts it at a word and says so."""

MOST_DIGITS = 6
"""Maximum digits of a list number; a line with more is a question."""

NUMBER = re.compile(rf"#?([+-]?[0-9]{{1,{MOST_DIGITS}}})[.)]?")
"""A list number as people write it."""


PRINTED = re.compile(r"(?:\$ )?bpffaq (show --revision .*)")
"""The command that an answer prints for its entry in another revision; it works at the prompt, too."""


class Nothing(NamedTuple):
    """An empty line."""


class Question(NamedTuple):
    """Words for the engine."""

    text: str


class Number(NamedTuple):
    """A number in the list on screen."""

    number: int


class Call(NamedTuple):
    """A command with its argument."""

    name: str
    argument: str


Request = Nothing | Question | Number | Call


def fold(text: str) -> str:
    """Make pasted text a single line: white space folded, control characters removed.

    Args:
        text: any typed or pasted text.

    Returns:
        At most ``LONGEST_LINE`` characters on one line.
    """
    spaced = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(spaced.split())[:LONGEST_LINE].rstrip()


def parse(line: str) -> Request:
    """Parse one typed line.

    Args:
        line: the line as typed; a leading ``:`` counts as ``/``.

    Returns:
        The request; never an error, whatever the line.
    """
    text = fold(line)
    if not text:
        return Nothing()
    if text[0] in "/:" and (rest := text.lstrip("/: ")):
        return _call(rest)
    if printed := PRINTED.fullmatch(text):
        return _call(printed[1])
    word = text.lower().rstrip(".!")
    if word in BARE_WORDS:
        return Call(BARE_WORDS[word], "")
    if (number := list_number(text)) is not None:
        return Number(number)
    return Question(text) if text.strip("/: ") else Call("help", "")


def list_number(text: str) -> int | None:
    """The list number in a text, as people write it (``3``, ``#3``, ``3.``); None for any other text."""
    found = NUMBER.fullmatch(text)
    return int(found[1]) if found else None


def any_of(count: int) -> str:
    """What to type for one of so many numbered things."""
    return "type 1" if count == 1 else f"type a number from 1 to {count}"


def _call(rest: str) -> Request:
    name, _, argument = rest.partition(" ")
    if not argument and (number := list_number(name)) is not None:
        return Number(number)
    return Call(name.lower(), argument.strip())
