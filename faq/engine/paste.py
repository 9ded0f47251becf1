"""Pasted lines: output of a program, or what was typed at a prompt.

Nothing in them counts as misspelt, and what is not a word (an option, an identifier) has no synonyms. Numbers say where
something happened, not what, and are left out. Paths stay: the files and tools they name distinguish entries (without
absolute paths, one more of 181 messages from people is answered wrongly).
"""

from collections.abc import Iterator

from index.analysis import Token, tokens

_PROSE = frozenset(
    """
    am but do does how i i'd i'll i'm i've me my our please should thanks we what when where which why would you your
    """.split()
)
"""Words that people write and programs do not print."""

_PROGRAM = (
    r"\s*(?:[$#>|%]\s|\[\s*[+\d][\d.]*\]|\+\s|\w[\w.-]*@[\w.-]+[:~# ]|[\w./+-]+:(?:\d+:)*\s+\S"
    r"|(?:sudo|git|make|clang|gcc|llc|cmake|ninja|bpftool|ip|tc|pahole|apt|dnf|yum|cd|mkdir|\./\S+)\s"
    r".*(?:(?<=\s)--?\w|/|=))"
    r"|.*(?:\b(?:error|warning|fatal|undefined reference|panic)\b\s*:|\*\*\*|\bFAILED\b|0x[0-9a-f]{4}"
    r"|\.\w{1,3}:\d+|[;{}]\s*$)"
)
"""Marks of a line that a program printed or that was typed at a shell."""

_NUMBER = r"[-+#v]?[\d.,:]+[a-z]{0,2}|0x[\da-f]+|(?=[a-z]*\d)[\da-f]{7,}"

_SHORTEST_WORD = 3


def divided(message: str) -> tuple[str, str]:
    """Return the lines of a message that its author wrote, and those that were pasted.

    Args:
        message: the message; a single line always counts as written.
    """
    if "\n" not in message.strip():
        return message, ""
    written: list[str] = []
    pasted: list[str] = []
    for line in message.split("\n"):
        (pasted if _is_pasted(line) else written).append(line)
    return "\n".join(written), "\n".join(pasted)


def _is_pasted(line: str) -> bool:
    import re  # here: few questions have several lines

    if line.rstrip().endswith("?") or not re.match(_PROGRAM, line, re.IGNORECASE):
        return False
    return _PROSE.isdisjoint(line.lower().split())


def telling(pasted: str) -> Iterator[Token]:
    """Return the words of pasted lines except numbers."""
    if not pasted:
        return
    import re

    for token in tokens(pasted):
        if not re.fullmatch(_NUMBER, token.surface, re.IGNORECASE):
            yield token


def is_word(token: Token) -> bool:
    """Return whether a token of a pasted line is a word, not an option or identifier: "g" in "-g" is not."""
    return token.surface.isalpha() and len(token.surface) >= _SHORTEST_WORD
