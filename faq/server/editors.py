"""The server for editors: the methods ``faq/...`` and the end as the Language Server Protocol has it."""

from faq.server.error_codes import ErrorCode
from faq.server.jsonrpc import Failure, Id, Json, JsonRpcError, Message, Notification, Request
from faq.server.methods import Call, Cancel, Complete, Exit, Listing, Search, Show, Shutdown, call
from faq.server.offers import Offers, Reading

LATE = "the server is shut down: only exit is accepted"
CANCELLED = "the request was cancelled"


class EditorServer:
    """What ``bpffaq serve`` says to each message.

    Args:
        offers: what to answer from.

    Attributes:
        status: the exit status once ``exit`` came, None before.
    """

    name = "serve"
    repeats = True

    def __init__(self, offers: Offers) -> None:
        self._offers = offers
        self._down = False
        self.status: int | None = None

    def result(self, request: Request) -> Json:
        """Do what a request asks.

        Args:
            request: the request.

        Returns:
            Its result.

        Raises:
            JsonRpcError: it cannot be followed.
            Reading: the documents are being read; ask again.
            FaqError: a document cannot be read.
        """
        if self._down and request.method != "exit":
            raise JsonRpcError(ErrorCode.INVALID_REQUEST, LATE)
        return self._done(call(request.method, request.params))

    def notified(self, notification: Notification) -> Id:
        """Follow a notification as far as it can be: a question without an id is not worth answering.

        Args:
            notification: the notification.

        Returns:
            The id of the request that it takes back, None if it takes none back.
        """
        try:
            wanted = call(notification.method, notification.params)
        except JsonRpcError:
            return None
        if isinstance(wanted, Shutdown | Exit):
            self._done(wanted)
        return wanted.id if isinstance(wanted, Cancel) else None

    def refused(self, failure: Failure) -> Failure:
        """Return what is said to a message that is not a request: what is wrong with it."""
        return failure

    def progress(self, request: Request, reading: Reading) -> Notification | None:
        """Return ``faq/progress`` where the request asked for it.

        Args:
            request: the request, which waits.
            reading: how far the documents are read.
        """
        wanted = call(request.method, request.params)
        if not (isinstance(wanted, Search) and wanted.progress):
            return None
        told = {"id": request.id, "done": reading.done, "total": reading.total, "message": str(reading)}
        return Notification("faq/progress", told)

    def cancelled(self, ident: Id) -> Failure:
        """Return the answer to a request that was taken back: the Language Server Protocol wants one."""
        return Failure(ident, ErrorCode.REQUEST_CANCELLED, CANCELLED)

    def ends(self, message: Message) -> bool:
        """Return whether a message is ``shutdown`` or ``exit``."""
        return isinstance(message, Request | Notification) and message.method in ("shutdown", "exit")

    def _done(self, wanted: Call) -> Json:
        match wanted:
            case Search(query, limit, context, full, alternates):
                return self._offers.search(query, limit, context, full=full, alternates=alternates)
            case Show(ident):
                return self._offers.show(ident)
            case Listing(word):
                return self._offers.list(word)
            case Complete(prefix, limit):
                return self._offers.complete(prefix, limit)
            case Shutdown():
                self._down = True
            case Exit():
                self.status = 0 if self._down else 1
            case Cancel():
                pass  # asked with an id, which wants an answer: there is nothing to say
        return None
