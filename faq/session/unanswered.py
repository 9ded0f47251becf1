"""Questions that were refused or turned down, kept for the document's author if the user wants that.

They stay in a file that only the user can read, and are sent nowhere.
"""

import contextlib
import json
import time
from collections.abc import Sequence
from typing import NamedTuple

from faq.model import ANSWERED, Answer
from faq.output.harmless import JOINERS, without_surrogates
from faq.session import private_file

KEPT = 1000
"""Questions that are kept; the oldest are dropped when there are twice as many."""

LONGEST = 2000
"""Maximum characters kept of a question."""

NAME = "unanswered"
"""The file's name."""

TURNED_DOWN = "turned down"
"""Why a question is kept that was answered, but not as wanted."""


class Unanswered(NamedTuple):
    """A question, why it is kept (a status, or ``turned down``), the nearest entry, and the day."""

    query: str
    why: str
    id: str = ""
    day: str = ""


def note(answer: Answer, why: str = "") -> None:
    """Keep a question that was not answered or was turned down.

    Args:
        answer: the answer to it.
        why: why it is kept, if not because of the answer's status.
    """
    if answer.status == ANSWERED and not why:
        return
    nearest = answer.results[0].entry.id if answer.results else ""
    kept = Unanswered(
        answer.query[:LONGEST], why or answer.status, nearest, time.strftime("%Y-%m-%d", time.gmtime())
    )
    path = private_file.location(NAME)
    with contextlib.suppress(OSError, ValueError):
        private_file.append(path, json.dumps(kept._asdict()) + "\n")
    *lines, _ = private_file.read_lines(path) or [""]  # nothing follows the last line end
    if len(lines) > 2 * KEPT:
        private_file.rewrite(path, lines[-KEPT:])


def kept() -> tuple[Unanswered, ...]:
    """Return the kept questions, oldest first, each once with its latest outcome."""
    latest: dict[str, Unanswered] = {}
    for one in filter(None, map(_parsed, private_file.read_lines(private_file.location(NAME)))):
        latest.pop(one.query, None)
        latest[one.query] = one
    return tuple(latest.values())


def _parsed(line: str) -> Unanswered | None:
    """The question on a line of the file, None if the line is damaged."""
    try:
        question = Unanswered(**json.loads(line))
    except (ValueError, TypeError):
        return None
    return question if all(isinstance(field, str) for field in question) else None


def clear() -> None:
    """Forget all of them."""
    private_file.overwrite(private_file.location(NAME), "")


def toml_lines(questions: Sequence[Unanswered], *, ascii_only: bool = False) -> list[str]:
    """Return the questions as lines for a knowledge file: each under its nearest entry, the others out of scope.

    They are a proposal: whoever adopts them moves each to the entry that answers it.

    Args:
        questions: the questions.
        ascii_only: whether all other characters are escaped.
    """
    nearest: dict[str, list[str]] = {}
    for one in questions:
        nearest.setdefault(one.id.rpartition("#")[2], []).append(one.query)
    refused = nearest.pop("", [])
    lines: list[str] = []
    for id, queries in nearest.items():
        lines += [f"[entries.{_string(id)}]", *_array(queries), ""]
    if refused:
        lines += ["[out_of_scope]", *_array(refused), ""]
    return [_escaped(line, ascii_only) for line in lines[:-1]]


def _array(queries: Sequence[str]) -> list[str]:
    return ["questions = [", *(f"  {_string(query)}," for query in queries), "]"]


def _string(text: str) -> str:
    return json.dumps(without_surrogates(text), ensure_ascii=False)


def _escaped(line: str, ascii_only: bool) -> str:
    """A line in which characters that are not for showing are escaped as in TOML, which has no surrogates."""
    characters = []
    for one in line:
        stands = one.isascii() or not ascii_only
        shown = one.isprintable() or ord(one) in JOINERS
        characters.append(one if stands and shown else f"\\U{ord(one):08x}")
    return "".join(characters)
