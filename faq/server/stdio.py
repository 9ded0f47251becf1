"""The loop of every server: requests on stdin, answers on stdout; only requests that need documents wait for them."""

import os
import queue
import sys
import threading
import time
from collections.abc import Callable
from contextlib import redirect_stdout, suppress
from itertools import chain
from typing import IO, Any, BinaryIO, Protocol

from faq.errors import FaqError, log_unforeseen
from faq.server.error_codes import ErrorCode
from faq.server.framing import Frame, FramingError, Reader
from faq.server.jsonrpc import (
    Answer,
    Failure,
    Id,
    Json,
    JsonRpcError,
    Message,
    Notification,
    Reply,
    Request,
    decode,
    encode,
    one_line,
)
from faq.server.offers import Reading

CHUNK = 1 << 16
TICK = 0.1
"""Seconds between two checks whether the documents that requests wait for are ready."""

AGAIN = 2.0
"""Seconds after which unchanged progress is reported again: another process may be reading the documents."""


class Server(Protocol):
    """One protocol, without its streams (``EditorServer``, ``AgentServer``).

    Attributes:
        name: the command that serves it.
        repeats: whether the same progress may be reported twice, so that the client knows the server is alive.
        status: the exit status once the client has said that it is done, None before.
    """

    name: str
    repeats: bool
    status: int | None

    def result(self, request: Request) -> Json:
        """Handle a request; raise ``JsonRpcError``, ``FaqError``, or ``Reading`` to be called again."""

    def notified(self, notification: Notification) -> Id:
        """Handle a notification; return the id of the request that it cancels, None if it cancels none."""

    def progress(self, request: Request, reading: Reading) -> Notification | None:
        """Return the progress notification for a waiting request, if its client wants one."""

    def cancelled(self, ident: Id) -> Failure | None:
        """Return the answer to a cancelled request, if the protocol has one."""

    def ends(self, message: Message) -> bool:
        """Return whether a message says that the client is done."""


def serve(server: Server, stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Serve until the client says that it is done or the input ends.

    Args:
        server: the protocol.
        stdin: where requests come from.
        stdout: where answers go, and nothing else: anything printed meanwhile goes to stderr.

    Returns:
        The exit status: 0 at the end of the input or if nobody reads the answers.

    Raises:
        FaqError: a stream failed in another way.
    """
    inbox: queue.Queue[bytes | OSError] = queue.Queue(maxsize=8)
    threading.Thread(target=_read, args=(stdin, inbox), daemon=True).start()
    loop = Loop(server, stdout)
    with redirect_stdout(sys.stderr):
        try:
            loop.run(inbox)
        except ConnectionError:
            hush(stdout)
        except OSError as error:
            hush(stdout)
            hint = "start the server again"
            raise FaqError(server.name, f"the stream failed: {error.strerror}", hint) from error
    return server.status or 0


class Loop:
    """Answers one message after another; those that need documents still being read wait their turn.

    If a client says it is done while requests wait for documents that will be ready soon, these are answered first.

    Args:
        server: the protocol.
        stdout: where answers go.
    """

    def __init__(self, server: Server, stdout: BinaryIO) -> None:
        self._server, self._stdout, self._reader = server, stdout, Reader()
        self._waiting: list[Request] = []
        self._postponed: list[Message] = []
        self._soon = False
        self._reported: dict[Id, tuple[Notification, float]] = {}

    def run(self, inbox: "queue.Queue[bytes | OSError]") -> None:
        """Answer until the client is done, or the input has ended and nothing waits.

        Args:
            inbox: the pieces of the input as they arrive; an empty one means its end.

        Raises:
            OSError: a stream failed.
        """
        ended = False
        while self._server.status is None and not (ended and not self._waiting):
            data = self._next(inbox)
            if isinstance(data, OSError):
                raise data
            if data is not None:
                ended = not data
                self._receive(self._reader.feed(data) if data else self._reader.finish())
            if self._server.status is None:
                self._answer_waiting()
                self._handle_postponed()

    def _next(self, inbox: "queue.Queue[bytes | OSError]") -> bytes | OSError | None:
        if not self._waiting:
            return inbox.get()
        with suppress(queue.Empty):
            return inbox.get(timeout=TICK)
        return None

    def _receive(self, frames: list[Frame | FramingError]) -> None:
        for message in chain.from_iterable(map(_messages, frames)):
            if self._postponed or (self._waiting and self._soon and self._server.ends(message)):
                self._postponed.append(message)
            else:
                self._handle(message)
            if self._server.status is not None:
                return

    def _handle_postponed(self) -> None:
        while self._postponed and not self._waiting and self._server.status is None:
            self._handle(self._postponed.pop(0))

    def _handle(self, message: Message) -> None:
        match message:
            case Request():
                self._answer(message)
            case Notification():
                self._cancel(self._server.notified(message))
            case Failure():
                self._send(message)

    def _answer_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for request in waiting:
            self._answer(request)

    def _answer(self, request: Request) -> None:
        try:
            answer: Answer = Reply(request.id, self._server.result(request))
        except Reading as reading:
            self._waiting.append(request)
            self._soon = reading.soon
            self._report(request, reading)
            return
        except JsonRpcError as wrong:
            answer = Failure(request.id, wrong.code, wrong.reason, wrong.data)
        except FaqError as error:
            answer = Failure(request.id, ErrorCode.INTERNAL_ERROR, one_line(str(error)))
        except Exception as error:
            log_unforeseen(f"request {request.id!r}")
            answer = Failure(request.id, ErrorCode.INTERNAL_ERROR, fault(error))
        self._reported.pop(request.id, None)
        self._send(answer)

    def _report(self, request: Request, reading: Reading) -> None:
        progress, now = self._server.progress(request, reading), time.monotonic()
        if progress is None:
            return
        before, when = self._reported.get(request.id, (None, now))
        if progress != before or (self._server.repeats and now - when >= AGAIN):
            self._reported[request.id] = progress, now
            self._send(progress)

    def _cancel(self, ident: Id) -> None:
        """Give up a waiting request; any other has been answered."""
        for request in self._waiting:
            if ident is not None and request.id == ident:
                self._give_up(request)
                return

    def _give_up(self, request: Request) -> None:
        self._waiting.remove(request)
        self._reported.pop(request.id, None)
        answer = self._server.cancelled(request.id)
        if answer is not None:
            self._send(answer)

    def _send(self, answer: Answer) -> None:
        framing = self._reader.framing
        try:
            data = encode(answer, framing)
        except (TypeError, ValueError) as error:
            ident = answer.id if isinstance(answer, Reply) else None
            data = encode(Failure(ident, ErrorCode.INTERNAL_ERROR, fault(error)), framing)
        self._stdout.write(data)
        self._stdout.flush()


def _messages(frame: Frame | FramingError) -> list[Message]:
    if isinstance(frame, Frame):
        return decode(frame.body)
    return [Failure(frame.id, frame.code, frame.reason)]


def hush(stream: IO[Any]) -> None:
    """Redirect a stream that nobody reads to nowhere, so that Python's last flush does not fail.

    Args:
        stream: a stream, with or without a file descriptor.
    """
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def fault(error: Exception) -> str:
    """Return a one-line message that says the fault is ours.

    Args:
        error: the exception raised.

    Returns:
        The message.
    """
    return one_line(f"internal error: {type(error).__name__}: {error}").removesuffix(":")


def _read(stdin: BinaryIO, inbox: "queue.Queue[bytes | OSError]") -> None:
    """Pass the input on as it arrives, by the descriptor: a thread in a buffered read would delay the exit."""
    try:
        descriptor = stdin.fileno()
        read: Callable[[int], bytes] = lambda size: os.read(descriptor, size)  # noqa: E731  one of two ways to read
    except (OSError, ValueError):
        read = getattr(stdin, "read1", stdin.read)
    try:
        while data := read(CHUNK):
            inbox.put(data)
        inbox.put(b"")
    except OSError as error:
        inbox.put(error)
