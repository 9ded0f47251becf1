"""Colours the code of an answer, with the sixteen colours that every terminal theme sets itself."""

import re
from collections.abc import Iterable, Sequence

from pygments import lex
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import (
    Comment,
    Generic,
    Keyword,
    Name,
    Operator,
    String,
    Token,
    _TokenType,
)
from pygments.util import ClassNotFound

from faq.model import Block
from faq.session.pager import SEQUENCE

PLAIN, COMMAND = "36", "1;36"
"""Code that is nothing else, and commands, options, keywords within it."""

COLORS: tuple[tuple[_TokenType, str], ...] = (
    (Comment.PreprocFile, "32"),
    (Comment.Preproc, "35"),
    (Comment, "2"),
    (Keyword, COMMAND),
    (Name.Builtin, COMMAND),
    (Name.Variable, "35"),
    (Name.Tag, "35"),
    (Name.Function, COMMAND),
    (String, "32"),
    (Generic.Prompt, "2"),
    (Generic.Output, ""),
    (Generic.Inserted, "32"),
    (Generic.Deleted, "31"),
    (Generic.Heading, "1"),
    (Generic.Subheading, "35"),
    (Operator.Word, COMMAND),
    (Token, PLAIN),
)
"""Colours that can be read on a light and on a dark background, the narrower kind first."""

OPTION = re.compile(r"--?[A-Za-z][\w-]*")
SPLIT = re.compile(rf"((?<![\w-]){OPTION.pattern})")
PROMPT = re.compile(r"^\s*[$#] \S", re.M)
GUESSES = (
    ("diff", re.compile(r"^(---|\+\+\+|@@) ", re.M)),
    ("c", re.compile(r"^\s*#\s*(include|define|if)\b|[;{}]\s*$|^\s*(struct|static|int|void|SEC)\b", re.M)),
    (
        "bash",
        re.compile(
            r"^(git|make|cmake|cd|sudo|ninja|clang|llc|ip|tc|bpftool|mkdir|export|llvm-\w+|\./)\b", re.M
        ),
    ),
)
"""How code is told where the document does not name its language; what none fits stays plain."""


def language(block: Block) -> str:
    """The lexer's name for a code block, empty where there is nothing to colour."""
    if block.language and block.language not in ("none", "text", "default"):
        return block.language
    if PROMPT.search(block.text):
        return "console"
    return next((name for name, sign in GUESSES if sign.search(block.text)), "")


def colored(text: str, name: str) -> list[str]:
    """Colour code.

    Args:
        text: the code, as many lines as it has.
        name: the lexer's name; one that is not known leaves the code as it is.

    Returns:
        As many lines, with SGR sequences, each ending reset.
    """
    lexer = _lexer(name)
    if lexer is None:
        return text.split("\n")
    parts = [_painted(kind, value) for kind, value in lex(text, lexer)]
    return "".join(parts).rstrip("\n").split("\n")


def _lexer(name: str) -> Lexer | None:
    try:
        return get_lexer_by_name(name, stripnl=False) if name else None
    except ClassNotFound:
        return None


def _painted(kind: _TokenType, value: str) -> str:
    code = next(code for known, code in COLORS if kind in known)
    if code == PLAIN and kind in Token.Text:
        return "".join(_in(COMMAND if OPTION.fullmatch(part) else PLAIN, part) for part in SPLIT.split(value))
    return _in(code, value)


def _in(code: str, value: str) -> str:
    pieces = value.split("\n")
    return "\n".join(f"\x1b[{code}m{piece}\x1b[0m" if code and piece.strip() else piece for piece in pieces)


def lines(drawn: Sequence[str], blocks: Iterable[Block]) -> list[str]:
    """Colour the code in lines that are drawn already.

    Args:
        drawn: an answer's lines, colours and all.
        blocks: the blocks of the answers drawn.

    Returns:
        The same lines; where one holds a line of code and nothing else, that in colours.
    """
    known: dict[str, str] = {}
    for block in blocks:
        if block.kind == "code" and (name := language(block)):
            known.update(_pairs(block.text, name))
    return [_line(line, known) for line in drawn] if known else list(drawn)


def _pairs(text: str, name: str) -> Iterable[tuple[str, str]]:
    plain = text.split("\n")
    painted = colored(text, name)
    if [SEQUENCE.sub("", line) for line in painted] != plain:
        return ()
    return ((a.strip(), b.strip()) for a, b in zip(plain, painted, strict=True) if a.strip())


def _line(line: str, known: dict[str, str]) -> str:
    plain = SEQUENCE.sub("", line)
    painted = known.get(plain.strip())
    if painted is None:
        return line
    return plain[: len(plain) - len(plain.lstrip())] + painted
