"""The server for editors: the methods ``faq/...``, and shutdown as in the Language Server Protocol."""

from faq.server.error_codes import ErrorCode
from faq.server.jsonrpc import Failure, Id, Json, JsonRpcError, Message, Notification, Request
from faq.server.methods import Call, Cancel, Complete, Exit, Listing, Search, Show, Shutdown, call
from faq.server.offers import Offers, Reading

LATE = "the server is shut down: only exit is accepted"
CANCELLED = "the request was cancelled"


class EditorServer:
    """How ``bpffaq serve`` responds to each message.

    Args:
        offers: the service that answers.

    Attributes:
        status: the exit status after ``exit``, None before.
    """

    name = "serve"
    repeats = True

    def __init__(self, offers: Offers) -> None:
        self._offers = offers
        self._down = False
        self.status: int | None = None

    def result(self, request: Request) -> Json:
        """Handle a request.

        Args:
            request: the request.

        Returns:
            Its result.

        Raises:
            JsonRpcError: it cannot be carried out.
            Reading: the documents are being read; ask again.
            FaqError: a document cannot be read.
        """
        if self._down and request.method != "exit":
            raise JsonRpcError(ErrorCode.INVALID_REQUEST, LATE)
        return self._done(call(request.method, request.params))

    def notified(self, notification: Notification) -> Id:
        """Handle a notification as far as possible: a question without an id need not be answered.

        Args:
            notification: the notification.

        Returns:
            The id of the request that it cancels, None if it cancels none.
        """
        try:
            wanted = call(notification.method, notification.params)
        except JsonRpcError:
            return None
        if isinstance(wanted, Shutdown | Exit):
            self._done(wanted)
        return wanted.id if isinstance(wanted, Cancel) else None

    def progress(self, request: Request, reading: Reading) -> Notification | None:
        """Return ``faq/progress`` if the request asked for it.

        Args:
            request: the waiting request.
            reading: how much of the documents has been read.
        """
        wanted = call(request.method, request.params)
        if not (isinstance(wanted, Search) and wanted.progress):
            return None
        told = {"id": request.id, "done": reading.done, "total": reading.total, "message": str(reading)}
        return Notification("faq/progress", told)

    def cancelled(self, ident: Id) -> Failure:
        """Return the answer to a cancelled request: the Language Server Protocol requires one."""
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
                pass  # sent with an id, so an answer is required, but there is nothing to say
        return None
