"""Colours the code of an answer, with the sixteen colours that every terminal theme sets itself."""

import re
from collections.abc import Callable
from itertools import starmap

from pygments import lex
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

from faq.model import Block
from faq.session.pager import SEQUENCE

PLAIN, COMMAND = "", "1"
"""Plain code, which has the terminal's own colour, and the commands, options and keywords within it."""

COLORS: tuple[tuple[_TokenType, str], ...] = (
    (Comment.PreprocFile, "35"),
    (Comment.Preproc, "35"),
    (Comment, "2"),
    (Keyword, COMMAND),
    (Name.Builtin, COMMAND),
    (Name.Variable, "35"),
    (Name.Tag, "35"),
    (Name.Function, COMMAND),
    (String, "35"),
    (Generic.Prompt, "2"),
    (Generic.Output, ""),
    (Generic.Inserted, "1"),
    (Generic.Deleted, "31"),
    (Generic.Heading, "1"),
    (Generic.Subheading, "35"),
    (Operator.Word, COMMAND),
    (Token, PLAIN),
)
"""Colours, narrower token types first. Bold, faint, magenta and red are readable on light and dark backgrounds; green,
yellow and cyan are not on light ones, blue is not on dark ones."""

LONGEST_TEXT, LONGEST_LINE, MOST_LINES = 10_000, 1_000, 400
"""Maximum characters of code, characters in a line, and lines that are coloured: a lexer may take quadratic time. The
lexers of C and Python search all following lines at each empty line: therefore lines are limited, too."""

ALLOWED = {
    **dict.fromkeys(("console", "shell-session", "shell-script", "sh-session"), "console"),
    **dict.fromkeys(("bash", "sh", "shell", "zsh", "ksh"), "bash"),
    **dict.fromkeys(("c", "h"), "c"),
    **dict.fromkeys(("cpp", "c++"), "cpp"),
    **dict.fromkeys(("diff", "udiff", "patch"), "diff"),
    **dict.fromkeys(("python", "py", "python3"), "python"),
    **dict.fromkeys(("json",), "json"),
    **dict.fromkeys(("yaml", "yml"), "yaml"),
}
"""The languages that are coloured, by the names that documents use, and the lexer of each. A document may name any of
Pygments' five hundred lexers, and some of them never end."""

OPTION = re.compile(r"--?[A-Za-z][\w-]*")
SPLIT = re.compile(rf"((?<![\w-]){OPTION.pattern})")
PROMPT = re.compile(r"^[ \t]*[$#] \S", re.M)
GUESSES = (
    ("diff", re.compile(r"^(---|\+\+\+|@@) ", re.M)),
    (
        "c",
        re.compile(r"^[ \t]*#[ \t]*(include|define|if)\b|[;{}]$|^[ \t]*(struct|static|int|void|SEC)\b", re.M),
    ),
    (
        "bash",
        re.compile(
            r"^(git|make|cmake|cd|sudo|ninja|clang|llc|ip|tc|bpftool|mkdir|export|llvm-\w+|\./)\b", re.M
        ),
    ),
)
"""Patterns that identify the language of code if the document does not name it; code that matches none stays plain."""


def language(block: Block) -> str:
    """The lexer's name for a code block, empty if there is nothing to colour."""
    if block.language and block.language not in ("none", "text", "default"):
        return ALLOWED.get(block.language.lower(), "")
    if PROMPT.search(block.text):
        return "console"
    for name, sign in GUESSES:
        if sign.search(block.text):
            return name
    return ""


def is_short(text: str) -> bool:
    """Whether a text is short enough to be coloured while the user waits."""
    lines = text.split("\n")
    return len(text) <= LONGEST_TEXT and len(lines) <= MOST_LINES and max(map(len, lines)) <= LONGEST_LINE


def painter() -> Callable[[Block], list[str]]:
    """Return a function that colours the code blocks of one answer, until together they reach the limit for one."""
    left = LONGEST_TEXT

    def paint(block: Block) -> list[str]:
        nonlocal left
        left -= len(block.text)
        return block_lines(block) if left >= 0 else _plain(block)

    return paint


def block_lines(block: Block) -> list[str]:
    """Return the lines of a code block, coloured; a long block, or one in an unknown language, stays plain."""
    name = language(block) if is_short(block.text) else ""
    lines = colored(block.text, name) if name else []
    same = [SEQUENCE.sub("", line) for line in lines] == block.text.split("\n")
    return lines if same else _plain(block)


def _plain(block: Block) -> list[str]:
    return [_in(PLAIN, line) for line in block.text.split("\n")]


def colored(text: str, name: str) -> list[str]:
    """Colour code.

    Args:
        text: the code.
        name: the lexer's name.

    Returns:
        As many lines as the code has, with SGR sequences, each reset at its end.
    """
    lexer = get_lexer_by_name(name, stripnl=False)
    return "".join(starmap(_painted, lex(text, lexer))).rstrip("\n").split("\n")


def _painted(kind: _TokenType, value: str) -> str:
    code = next(code for known, code in COLORS if kind in known)
    if code == PLAIN and kind in Token.Text:
        return "".join(map(_word, SPLIT.split(value)))
    return _in(code, value)


def _word(part: str) -> str:
    return _in(COMMAND if OPTION.fullmatch(part) else PLAIN, part)


def _in(code: str, value: str) -> str:
    pieces = value.split("\n")
    for number, piece in enumerate(pieces):
        if code and piece.strip():
            pieces[number] = f"\x1b[{code}m{piece}\x1b[0m"
    return "\n".join(pieces)
