"""What the protocols ask of the service, and what they may be told instead of an answer."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from faq.model import Turn
from faq.server.jsonrpc import Json

if TYPE_CHECKING:
    from faq.library.snapshot import Snapshot


FEW = 24
"""Files below which they are read in some seconds: they are worth waiting for."""


class Reading(Exception):
    """The documents are being read: the request can be answered later.

    Attributes:
        done: files that are read.
        total: files that are to be read.
        soon: whether they are few.
    """

    def __init__(self, done: int, total: int) -> None:
        self.done, self.total, self.soon = done, total, total < FEW
        super().__init__(f"reading documents, {done:,} of {total:,}")


class Offers(Protocol):
    """What requests are answered from (``faq.server.service.Service``)."""

    def search(
        self, query: str, limit: int, context: Sequence[Turn], *, full: bool, alternates: bool
    ) -> Json: ...
    def show(self, ident: str) -> Json: ...
    def list(self, word: str) -> Json: ...
    def complete(self, prefix: str, limit: int) -> Json: ...


class AgentOffers(Offers, Protocol):
    """What agents ask besides."""

    def snapshot(self) -> "Snapshot | None": ...
