"""The server for editors: requests on stdin, answers on stdout, one library kept warm."""

import os
import sys
from collections.abc import Callable
from contextlib import redirect_stdout, suppress
from typing import IO, TYPE_CHECKING, Any, BinaryIO, Protocol

from faq.errors import FaqError, log_unforeseen
from faq.model import Turn
from faq.server.framing import INVALID_REQUEST, Frame, FramingError, Reader
from faq.server.jsonrpc import (
    Failure,
    Id,
    IgnoredNotification,
    Message,
    Notice,
    Reply,
    Request,
    decode,
    encode,
    one_line,
)
from faq.server.methods import (
    INTERNAL_ERROR,
    INVALID_PARAMS,
    METHOD_NOT_FOUND,
    Call,
    Complete,
    Exit,
    Json,
    JsonRpcError,
    Listing,
    Search,
    Show,
    Shutdown,
)

if TYPE_CHECKING:
    from faq.library.library import Library

CHUNK = 1 << 16
LATE = "the server is shut down: only exit is accepted"


class Offers(Protocol):
    """What the server answers from (``faq.server.service.Desk``)."""

    def search(self, query: str, limit: int, context: tuple[Turn, ...]) -> Json: ...
    def show(self, ident: str) -> Json: ...
    def list(self) -> Json: ...
    def complete(self, prefix: str, limit: int) -> Json: ...


class Server:
    """Answers one message after the other.

    Attributes:
        status: the exit status once ``exit`` came, None before.
    """

    def __init__(self, offers: Offers) -> None:
        self._offers = offers
        self._down = False
        self.status: int | None = None

    def answer(self, message: Message) -> Reply | Failure | None:
        """Do what a message asks.

        Args:
            message: what ``decode`` gave.

        Returns:
            The answer to send, None for a notification.
        """
        match message:
            case IgnoredNotification():
                return None
            case Failure():
                return self._refusal(message)
            case Notice(call):
                self._reply(None, call)
                return None
            case Request(ident, call):
                return self._reply(ident, call)

    def _refusal(self, failure: Failure) -> Failure:
        if self._down and failure.code in (METHOD_NOT_FOUND, INVALID_PARAMS):
            return Failure(failure.id, INVALID_REQUEST, LATE)
        return failure

    def _reply(self, ident: Id, call: Call) -> Reply | Failure:
        try:
            return Reply(ident, self._result(call))
        except JsonRpcError as wrong:
            return Failure(ident, wrong.code, wrong.reason)
        except FaqError as error:
            return Failure(ident, INTERNAL_ERROR, one_line(str(error)))
        except Exception as error:
            log_unforeseen(f"request {ident!r}")
            return Failure(ident, INTERNAL_ERROR, fault(error))

    def _result(self, call: Call) -> Json:
        if self._down and not isinstance(call, Exit):
            raise JsonRpcError(INVALID_REQUEST, LATE)
        match call:
            case Search(query, limit, context):
                return self._offers.search(query, limit, context)
            case Show(ident):
                return self._shown(ident)
            case Listing():
                return self._offers.list()
            case Complete(prefix, limit):
                return self._offers.complete(prefix, limit)
            case Shutdown():
                self._down = True
            case Exit():
                self.status = 0 if self._down else 1
        return None

    def _shown(self, ident: str) -> Json:
        found = self._offers.show(ident)
        if found is None:
            raise JsonRpcError(INVALID_PARAMS, unknown(ident))
        return found


def serve(open_library: "Callable[[], Library]", stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Serve until ``exit`` or the end of the input.

    Args:
        open_library: opens the documents in use; called once.
        stdin: where requests come from.
        stdout: where answers go, and nothing else: what is printed meanwhile goes to stderr.

    Returns:
        The exit status.

    Raises:
        FaqError: the documents cannot be opened.
    """
    from faq.server.service import Service

    with redirect_stdout(sys.stderr):
        desk = Service(open_library())
        try:
            return run(desk, stdin, stdout)
        finally:
            desk.close()


def run(offers: Offers, stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Read, decode, answer, encode, until ``exit`` or the end of the input.

    Args:
        offers: what to answer from.
        stdin: where requests come from.
        stdout: where answers go.

    Returns:
        The exit status: 0 at the end of the input or where nobody reads the answers.

    Raises:
        FaqError: a stream failed in another way.
    """
    reader, server = Reader(), Server(offers)
    read: Callable[[int], bytes] = getattr(stdin, "read1", stdin.read)
    data = b"."
    try:
        while data:
            data = read(CHUNK)
            for frame in reader.feed(data) if data else reader.finish():
                stdout.write(_answered(server, frame, reader.framing))
                stdout.flush()
                if server.status is not None:
                    return server.status
    except ConnectionError:
        hush(stdout)
    except OSError as error:
        hush(stdout)
        raise FaqError("serve", f"the stream failed: {error.strerror}", "start the server again") from error
    return 0


def hush(stream: IO[Any]) -> None:
    """Let a stream nobody reads end in nothing, so that Python's last flush finds no fault.

    Args:
        stream: a stream, with or without a file descriptor.
    """
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def fault(error: Exception) -> str:
    """Say in one line that the fault is ours.

    Args:
        error: what was raised.

    Returns:
        The sentence.
    """
    return one_line(f"internal error: {type(error).__name__}: {error}").removesuffix(":")


def unknown(ident: str) -> str:
    """Say in one line that no entry has an id.

    Args:
        ident: the id that was asked for.

    Returns:
        The sentence.
    """
    return f'id: no entry "{one_line(ident)[:200]}"'


def _answered(server: Server, frame: Frame | FramingError, framing: str) -> bytes:
    message = decode(frame.body) if isinstance(frame, Frame) else Failure(None, frame.code, frame.reason)
    answer = server.answer(message)
    if answer is None:
        return b""
    try:
        return encode(answer, framing)
    except (TypeError, ValueError) as error:
        return encode(Failure(answer.id, INTERNAL_ERROR, fault(error)), framing)
