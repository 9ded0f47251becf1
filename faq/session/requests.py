"""What a typed line asks for: a question, a number of the list on screen, or a command."""

from typing import NamedTuple

BARE_WORDS = {"exit": "quit", "quit": "quit", "q": "quit", "help": "help", "?": "help"}
"""What people type alone on a line, slash forgotten, and the command they mean."""

LONGEST_QUESTION = 4000
"""Characters of a question that are read; what a paste holds beyond them is dropped."""

MOST_DIGITS = 6
"""Digits of a number of a list; a line of more is a question."""


class Nothing(NamedTuple):
    """An empty line."""


class Question(NamedTuple):
    """Words for the engine."""

    text: str


class Number(NamedTuple):
    """A number of the list on screen."""

    number: int


class Call(NamedTuple):
    """A command with what stands after it."""

    name: str
    argument: str


Request = Nothing | Question | Number | Call


def fold(text: str) -> str:
    """Make one line of pasted text: white space folded, control characters gone.

    Args:
        text: what was typed or pasted, with whatever it holds.

    Returns:
        At most ``LONGEST_QUESTION`` characters on one line.
    """
    spaced = "".join(c if c.isprintable() else " " for c in text[: 4 * LONGEST_QUESTION])
    return " ".join(spaced.split())[:LONGEST_QUESTION].rstrip()


def parse(line: str) -> Request:
    """Read one typed line.

    Args:
        line: the line as typed; a leading ``:`` counts as ``/``.

    Returns:
        The request; never an error, whatever the line.
    """
    text = fold(line)
    if not text:
        return Nothing()
    if text[0] in "/:" and (rest := text[1:].strip()):
        return _call(rest)
    if text.lower() in BARE_WORDS:
        return Call(BARE_WORDS[text.lower()], "")
    digits = text.removeprefix("#").removesuffix(".")
    if digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS:
        return Number(int(digits))
    return Call("help", "") if text in "/:" else Question(text)


def _call(rest: str) -> Request:
    name, _, argument = rest.partition(" ")
    if name.isascii() and name.isdigit() and not argument:
        return Number(int(name[:MOST_DIGITS]))
    return Call(name.lower(), argument.strip())
