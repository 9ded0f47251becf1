"""The program: runs what the command line says; every end of it has its exit status and no traceback."""

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from faq.errors import FaqError
from faq.options import options

QUICK = frozenset(["search", "show", "list", "sources", "index", "diff"])
"""Commands that end as soon as they have printed. Their process collects no garbage and leaves its memory to the
system as it is: both together are a quarter of the time that a search takes."""


def process() -> int:
    """Run bpffaq as a process; a quick command ends it here, another one returns its exit status."""
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
        _hush()
        return 0
    except OSError as error:
        _complain(
            f"{error.filename or 'bpffaq'}: {(error.strerror or str(error)).lower()}; see that it can be used"
        )
        return 2


def _open_closed() -> None:
    """Give the program the streams that it was started without (``<&-``): empty ones, in the order of their numbers."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115 (it stays open until the process ends)
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (as above)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (as above)


def _run(arguments: Sequence[str]) -> int:
    try:
        chosen = options(arguments)
    except SystemExit as end:
        sys.stdout.flush()
        return int(end.code or 0)
    if chosen.command not in QUICK:
        gc.enable()
    from faq import commands

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    status = commands.run(chosen)
    sys.stdout.flush()
    return status


def _complain(line: str) -> None:
    from faq.render import safe

    said = safe(" ".join(line.split()))
    print(said if said.startswith("bpffaq") else f"bpffaq: {said}", file=sys.stderr)


def _hush() -> None:
    """Let nothing be written to a closed pipe when Python ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (it stays open until the process ends)
