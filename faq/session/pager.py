"""Shows long output page by page, in the user's pager, and only when it does not fit."""

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from faq.output.text import columns as columns_of

SEQUENCE = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b\a]*(?:\x1b\\|\a)")
HYPERLINK = re.compile(r"\x1b\]8;[^\x1b\a]*(?:\x1b\\|\a)")
SPARE_ROWS = 3
"""Rows of the screen reserved for the prompt and the status line."""

OFFERED_ROWS = 3
"""Lines of the offers that are always printed: an empty line, the heading, the first offer."""

WITHOUT_PAGES = ("cat", "")
"""Values of ``$PAGER`` that mean no pager."""


def rows(lines: Sequence[str], columns: int) -> int:
    """The number of screen rows that the lines take, not counting escape sequences."""
    width = max(1, columns)
    return sum(max(1, -(-columns_of(SEQUENCE.sub("", line)) // width)) for line in lines)


def fits(lines: Sequence[str], columns: int, height: int) -> bool:
    """Whether the lines can be read without scrolling back."""
    return rows(lines, columns) <= height - SPARE_ROWS


def command(
    environment: Mapping[str, str], which: Callable[[str], str | None] = shutil.which, wanted: str = ""
) -> list[str]:
    """The pager to run, as words.

    Args:
        environment: ``$PAGER`` with its options, if any.
        which: finds a program by name.
        wanted: the pager with its options that overrides ``$PAGER``.

    Returns:
        The words to run without a shell; none if the user wants no pager or none is installed.
    """
    value = wanted or environment.get("PAGER")
    if value is None:
        return next(([name] for name in ("less", "more") if which(name)), [])
    try:
        words = shlex.split(value)
    except ValueError:
        return []
    if not words or os.path.basename(words[0]) in WITHOUT_PAGES or not which(words[0]):
        return []
    return words


def surroundings(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment for the pager: ``less`` is set to quit if everything fits, to pass colours through, and to leave
    its text on screen."""
    return {"LESS": "FRX", "LV": "-c", **environment}


def takes_color(words: Sequence[str], environment: Mapping[str, str]) -> bool:
    """Whether colours reach the screen through this pager; ``less`` shows them only with ``-R`` or ``-r``."""
    if os.path.basename(words[0]) != "less":
        return True
    options = [*words[1:], *surroundings(environment)["LESS"].split()]
    return any(one.lower().startswith("--raw") or ("r" in one.lower() and one[:2] != "--") for one in options)


def prepared(lines: Sequence[str], color: bool) -> str:
    """The text for a pager: without hyperlinks, with colours if it understands them."""
    taken = HYPERLINK if color else SEQUENCE
    return "".join(taken.sub("", line) + "\n" for line in lines)


def page(lines: Sequence[str], environment: Mapping[str, str], wanted: str = "") -> bool:
    """Show lines in the pager.

    Args:
        lines: the lines to show.
        environment: the environment variables.
        wanted: the pager that overrides ``$PAGER``.

    Returns:
        Whether they were shown; if not, the caller prints them itself.
    """
    words = command(environment, wanted=wanted)
    if not words:
        return False
    text = prepared(lines, takes_color(words, environment))
    try:
        process = subprocess.Popen(words, stdin=subprocess.PIPE, env=surroundings(environment))
    except OSError:
        return False
    _feed(process, text.encode("utf-8", "replace"))
    return process.returncode == 0


def _feed(process: "subprocess.Popen[bytes]", text: bytes) -> None:
    """Pass the text to the pager and wait; Ctrl-C is left to the pager while it runs."""
    with suppress(KeyboardInterrupt):
        process.communicate(text)
    while process.poll() is None:
        with suppress(KeyboardInterrupt):
            process.wait()
