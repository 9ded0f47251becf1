"""The editing keys of the prompt: Vi's or Emacs', according to an option, the environment or readline's file."""

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress

from faq.errors import FaqError
from faq.sources.files import content

SYSTEM = "/etc/inputrc"
"""The file that readline reads if the user has none."""


def vi(wanted: bool | None, environment: Mapping[str, str]) -> bool:
    """Whether the keys are Vi's.

    Args:
        wanted: what the command line says, if anything.
        environment: ``EDITING_MODE``, and ``INPUTRC`` for the path of readline's file.
    """
    if wanted is not None:
        return wanted
    mode = environment.get("EDITING_MODE", "").lower() or _mode(_lines(environment))
    return mode in ("vi", "vim")


def _lines(environment: Mapping[str, str]) -> list[str]:
    own = environment.get("INPUTRC") or os.path.expanduser("~/.inputrc")
    for path in (own, SYSTEM):
        with suppress(FaqError):
            return content(path, "").decode("utf-8", "replace").splitlines()
    return []


def _mode(lines: Iterable[str]) -> str:
    """The editing mode that a readline file sets; settings for certain programs or terminals only are ignored."""
    mode, depth = "", 0
    for words in (line.lower().split() for line in lines):
        if words[:1] == ["$if"]:
            depth += 1
        elif words[:1] == ["$endif"]:
            depth -= 1
        elif not depth and words[:2] == ["set", "editing-mode"]:
            mode = words[2] if len(words) > 2 else ""
    return mode
