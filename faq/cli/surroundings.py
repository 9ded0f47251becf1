"""Where a command runs: its streams, the width and colours of its terminal, the documents it opens."""

import os
import sys
from collections.abc import Callable, Sequence

from faq.cli.options import Options
from faq.errors import FaqError
from faq.output.harmless import escaped, safe, without_surrogates
from faq.output.text import Style
from faq.sources.files import LONGEST
from index.values import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

    from faq.library.library import Library
    from faq.sources.source import Source
    from faq.vectors.encoder import Encoder
    from faq.vectors.minilm import MiniLM

WIDEST = 100
"""Maximum columns if no width is requested: longer lines are hard to read."""

_ASK = 'ask one: bpffaq "how do I ...?"'


def opened(
    options: Options,
    progress: Callable[[int, int, int], None] | None = None,
    flawed: bool = False,
    encoder: "Encoder | None" = None,
) -> "Library":
    """Open the documents in use.

    Args:
        options: the command line.
        progress: called during a long build.
        flawed: whether sources that cannot be read are tolerated.
        encoder: makes sentence vectors; by default, if they are requested, one that loads when first used.

    Raises:
        FaqError: a source cannot be read.
    """
    from faq.library.library import open_library

    return open_library(
        sources(options, missing=flawed),
        progress=progress,
        flawed=flawed,
        encoder=encoder or vectors(options),
    )


def vectors(options: Options) -> "MiniLM | None":
    """Return the encoder, if sentence vectors are requested; it loads its model when first used.

    Raises:
        FaqError: what it needs is not installed.
    """
    from faq.cli.settings import settings

    if not settings(options).vectors:
        return None
    from faq.vectors.minilm import MiniLM

    return MiniLM()


def sources(options: Options, missing: bool = False) -> "tuple[Source, ...]":
    """Return the documents in use.

    Args:
        options: the command line.
        missing: whether those from the environment and the configuration may be missing.

    Raises:
        FaqError: a source does not exist.
    """
    from faq.sources.selection import in_use

    return in_use(options.source, revision=options.revision, tree_docs=options.tree_docs, missing=missing)


def library(options: Options, flawed: bool = False) -> "Library":
    """Open the documents in use; print notices about them on stderr."""
    library = opened(options, _progress(), flawed)
    for notice in notices(library):
        warn(notice)
    if options.verbose:
        for document in library.read(lambda snapshot: snapshot.documents):
            for problem in document.problems:
                print(safe(problem), file=sys.stderr)
    return library


def notices(library: "Library") -> list[str]:
    """Return the notices about the documents and their index."""
    return [library.snapshot.notice] if library.snapshot.notice else []


def warn(text: str) -> None:
    """Print a message on stderr."""
    print(f"bpffaq: {safe(text)}", file=sys.stderr)


def question(words: Sequence[str]) -> str:
    """Return the question from the command line, or from stdin.

    Raises:
        FaqError: there is no question.
    """
    if words and tuple(words) != ("-",):
        query = " ".join(words)
    elif not words and sys.stdin is not None and sys.stdin.isatty():
        raise FaqError("bpffaq search", "there is no question", _ASK)
    else:
        query = _read_stdin()
    query = " ".join(query.split())
    if not query.strip("\0"):
        raise FaqError("bpffaq search", "the question is empty", _ASK)
    return query


def _read_stdin() -> str:
    if sys.stdin is None:
        return ""
    data = sys.stdin.buffer.read(LONGEST + 1)
    if len(data) > LONGEST:
        raise FaqError("stdin", "the question is larger than 1 MiB", "ask a shorter one")
    return data.decode("utf-8", "replace")


def style(color: str, width: int = 0) -> Style:
    """Return how to draw on stdout.

    Args:
        color: ``auto``, ``always`` or ``never``.
        width: columns, 0 for those of the terminal.
    """
    terminal = sys.stdout is not None and sys.stdout.isatty()
    dumb = os.environ.get("TERM") == "dumb"
    plain = bool(os.environ.get("NO_COLOR")) or dumb or not terminal
    colored = color == "always" or (color == "auto" and not plain)
    return Style(width or _width(terminal), colored, terminal and not dumb and color != "never")


def _width(terminal: bool) -> int:
    if not terminal:
        return 80
    try:
        return min(os.get_terminal_size(sys.stdout.fileno()).columns or 80, WIDEST)
    except (OSError, ValueError):
        return 80


def _progress() -> Callable[[int, int, int], None] | None:
    if sys.stderr is None or not sys.stderr.isatty():
        return None
    from faq.output.progress import Bar

    return Bar(sys.stderr)


def print_lines(lines: Sequence[str]) -> None:
    """Print lines, or nothing if there are none."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def is_utf8() -> bool:
    """Return whether stdout can encode all characters."""
    return sys.stdout.encoding.lower() in ("utf-8", "utf8")


def print_json(value: "Any") -> None:
    """Print a value as JSON, in characters that stdout can encode."""
    import json

    text = json.dumps(without_surrogates(value), ensure_ascii=not is_utf8())
    sys.stdout.write(escaped(text) + "\n")
