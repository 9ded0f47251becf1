"""A build in a process of its own, which continues when the program that started it ends or is killed."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any

from faq.sources.source import Source

if TYPE_CHECKING:
    from faq.vectors.encoder import Encoder

_CHILD = (
    "import json, sys;"
    " sys.path[:] = json.loads(sys.argv[1]);"
    " from faq.library.build_process import build;"
    " build(sys.argv[2], sys.argv[3], float(sys.argv[4]))"
)

PATIENCE = 60.0
"""Seconds that a process whose program has ended still waits while another one builds: the index is
built anyway, and a client that retries repeatedly would leave a process each time."""


class BuildProcess:
    """A running build of the index of sources.

    Args:
        sources: the sources whose index is built.
        encoder: makes sentence vectors, if they are wanted; the process creates its own of the same class.
        patience: seconds that the process waits for its turn after this one has ended.

    Attributes:
        done: files read so far.
        total: files to read, 0 until known.

    Raises:
        OSError: no process can be started.
    """

    def __init__(
        self, sources: Sequence[Source], encoder: "Encoder | None" = None, patience: float = PATIENCE
    ) -> None:
        self.done = self.total = 0
        kind = "" if encoder is None else f"{type(encoder).__module__} {type(encoder).__qualname__}"
        command = [sys.executable, "-c", _CHILD, json.dumps(sys.path), json.dumps(sources), kind]
        command.append(str(patience))
        streams: dict[str, Any] = {"stdin": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, **streams, **_detached())
        assert self._process.stdout is not None
        threading.Thread(target=self._follow, args=(self._process.stdout,), daemon=True).start()

    @property
    def running(self) -> bool:
        """Whether the build is still running."""
        return self._process.poll() is None

    def _follow(self, stream: IO[bytes]) -> None:
        for line in stream:
            self.done, self.total = map(int, line.split())


def build(sources: str, encoder: str = "", patience: float = PATIENCE) -> None:
    """Build the index, reporting progress on stdout: the main function of the process.

    The end of stdin means that the program which started it has ended.

    Args:
        sources: the sources as JSON.
        encoder: module and name of the class that makes sentence vectors, empty if none are wanted.
        patience: seconds to wait for its turn after that program has ended.
    """
    from faq.errors import FaqError
    from faq.library.library import open_library

    begun = threading.Event()

    def tell(done: int, total: int, entries: int) -> None:
        begun.set()
        _tell(done, total)

    threading.Thread(target=_give_up, args=(begun, patience), daemon=True).start()
    told = [Source(*values) for values in json.loads(sources)]
    with suppress(FaqError):  # whoever opens the library next gets the error
        open_library(told, progress=tell, flawed=True, encoder=_made(encoder) if encoder else None).close()


def _made(kind: str) -> "Encoder":
    module, name = kind.split()
    made: Encoder = getattr(import_module(module), name)()
    return made


def _give_up(begun: threading.Event, patience: float) -> None:
    """End this process if its program has ended and its turn does not come in time."""
    with suppress(OSError):
        while os.read(0, 1024):  # by the descriptor: a thread in a buffered read would delay the exit
            pass
    if not begun.wait(patience):
        os._exit(0)


def _tell(done: int, total: int) -> None:
    with suppress(OSError, ValueError):  # nobody listens any more: the build goes on all the same
        sys.stdout.write(f"{done} {total}\n")
        sys.stdout.flush()


def _detached() -> dict[str, Any]:
    """Options that keep a process out of reach of signals to its parent's group and terminal."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.DETACHED_PROCESS}
    return {"start_new_session": True}
