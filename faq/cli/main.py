"""The program: runs what the command line says, and always ends with an exit status and without a traceback."""

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from faq.errors import FaqError, log_unforeseen
from index.values import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Literal, TextIO

    from faq.cli.options import Options

QUICK = frozenset(["search", "show", "list", "sources", "index", "diff", "check", "unanswered"])
"""Commands that end as soon as they have printed. Their process collects no garbage and leaves freeing its memory to
the system: together these take a quarter of the time of a search."""

_NO_MEMORY = b"bpffaq: memory: there is not enough of it; allow more, or name smaller documents\n"


def process() -> int:
    """Run bpffaq as a process; a quick command ends the process here, any other returns its exit status."""
    gc.disable()
    status = main()
    if gc.isenabled():
        return status
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(status)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run bpffaq; return its exit status: 0 answered or done, 1 no answer, 2 an error, 130 interrupted."""
    _open_closed()
    try:
        return _run(sys.argv[1:] if arguments is None else arguments)
    except FaqError as error:
        _complain(str(error))
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _hush("stdout")
        return 0
    except MemoryError:
        with suppress(OSError):
            os.write(2, _NO_MEMORY)
        return 2
    except OSError as error:
        log_unforeseen("the system refused")
        place, reason = error.filename or "stdin or stdout", error.strerror or str(error)
        _complain(f"{place}: {reason.lower()}; make sure that it can be used")
        _let_go()
        return 2
    except Exception as error:
        log_unforeseen("unexpected error")
        reason = f"unexpected error ({type(error).__name__}: {error})"
        _complain(f"{reason}; BPFFAQ_DEBUG=1 prints where; please report it")
        _let_go()
        return 2


def _open_closed() -> None:
    """Open an empty stream for each one that the program was started without (``<&-``), in order of descriptor."""
    if sys.stdin is None:
        sys.stdin = _nowhere("r")
    if sys.stdout is None:
        sys.stdout = _nowhere("w")
    if sys.stderr is None:
        sys.stderr = _nowhere("w")


def _nowhere(mode: "Literal['r', 'w']") -> "TextIO":
    """An empty stream, which discards what is written."""
    return open(os.devnull, mode, encoding="utf-8")


def _run(arguments: Sequence[str]) -> int:
    from faq.cli.options import plain_search  # here, where Ctrl-C is waited for

    try:
        chosen = plain_search(arguments) or _parsed(arguments)
    except SystemExit as end:
        sys.stdout.flush()
        return int(end.code or 0)
    if chosen.command not in QUICK:
        gc.enable()
    from faq.cli import commands

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    status = commands.run(chosen)
    sys.stdout.flush()
    return status


def _parsed(arguments: Sequence[str]) -> "Options":
    from faq.cli.arguments import options

    return options(arguments)


def _complain(line: str) -> None:
    from faq.output.harmless import error_line

    said = error_line(line)
    try:
        print(said if said.startswith(("bpffaq:", "bpffaq ")) else f"bpffaq: {said}", file=sys.stderr)
    except OSError:
        _hush("stderr")


def _let_go() -> None:
    """Flush what is left; if that fails, keep Python from trying again when it exits."""
    try:
        sys.stdout.flush()
    except OSError:
        _hush("stdout")


def _hush(name: str) -> None:
    """Keep Python from writing to a stream that accepts nothing more when it exits."""
    nowhere = _nowhere("w")
    try:
        os.dup2(nowhere.fileno(), getattr(sys, name).fileno())
    except (OSError, ValueError):
        setattr(sys, name, nowhere)
