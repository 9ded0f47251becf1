"""What the protocols require of the service, and the exception that replaces an answer."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from faq.model import Turn
from faq.server.jsonrpc import Json

if TYPE_CHECKING:
    from faq.library.snapshot import Snapshot


Made = TypeVar("Made")

FEW = 24
"""Files below this number are read within seconds, which is worth waiting for."""


class Reading(Exception):
    """The documents are being read: the request can be answered later.

    Attributes:
        done: files read so far.
        total: files to read.
        soon: whether there are few of them.
    """

    def __init__(self, done: int, total: int) -> None:
        self.done, self.total, self.soon = done, total, total < FEW
        super().__init__(f"reading documents, {done:,} of {total:,}")


class Offers(Protocol):
    """The service that answers requests (``faq.server.service.Service``)."""

    def search(
        self, query: str, limit: int, context: Sequence[Turn], *, full: bool, alternates: bool
    ) -> Json: ...
    def show(self, ident: str) -> Json: ...
    def list(self, word: str) -> Json: ...
    def complete(self, prefix: str, limit: int) -> Json: ...


class AgentOffers(Offers, Protocol):
    """What agents need in addition."""

    def read_known(self, work: "Callable[[Snapshot], Made]") -> Made | None: ...
