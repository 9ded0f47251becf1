"""What every server offers, as JSON values: search, show, list and complete over the documents in use."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from faq import engine
from faq.engine.completion import complete
from faq.library.snapshot import Snapshot
from faq.model import Turn
from faq.output import json_form
from faq.output.entries import holding
from faq.server.error_codes import ErrorCode
from faq.server.jsonrpc import JsonRpcError, one_line
from faq.server.offers import Reading

if TYPE_CHECKING:
    from faq.server.documents import Documents

Made = TypeVar("Made")


class Service:
    """Asks the documents, which are brought up to date before each request.

    Every method raises ``FaqError`` where a source in use cannot be read, and ``search`` and ``show`` raise ``Reading``
    as long as the documents are being read; ``list`` and ``complete`` then give what is known. Where nothing is, and
    the documents are there soon, they raise ``Reading``, too.

    Args:
        documents: the documents in use.
    """

    def __init__(self, documents: "Documents") -> None:
        self._documents = documents

    def search(
        self, query: str, limit: int, context: Sequence[Turn], *, full: bool, alternates: bool
    ) -> dict[str, Any]:
        """Answer a question.

        Args:
            query: the question.
            limit: how many results at most.
            context: earlier questions, oldest first.
            full: whether every result is whole and not the first alone.
            alternates: whether curated phrasings of the questions are there too.

        Returns:
            The answer's JSON form.
        """
        answer, notice = self._documents.read(
            lambda snapshot: (
                engine.ask(snapshot, query, limit=limit, context=context),
                snapshot.notice,
            )
        )
        notices = [notice] if notice else []
        return json_form.answer(answer, full=full, alternates=alternates, notices=notices)

    def show(self, ident: str) -> dict[str, Any]:
        """Give one entry.

        Args:
            ident: the entry's id.

        Returns:
            The entry in the form of one result.

        Raises:
            JsonRpcError: no entry has the id.
        """
        found = self._documents.read(lambda snapshot: snapshot.find(ident))
        if found is None:
            raise JsonRpcError(ErrorCode.INVALID_PARAMS, f'id: no such entry: "{one_line(ident)[:200]}"')
        return json_form.result(found)

    def list(self, word: str) -> dict[str, Any]:
        """Give the entries.

        Args:
            word: only those with it are given.

        Returns:
            The JSON form of the list, with ``reading`` while the documents are being read.
        """
        listing, reading = self._now(
            lambda snapshot: json_form.listing(holding(snapshot.entries(), word.strip()))
        )
        return {**(listing or json_form.listing(())), **reading}

    def complete(self, prefix: str, limit: int) -> dict[str, Any]:
        """Complete a question.

        Args:
            prefix: how it begins.
            limit: how many items at most.

        Returns:
            The JSON form of the items, with ``reading`` while the documents are being read.
        """
        found, reading = self._now(lambda snapshot: complete(snapshot, prefix, limit))
        return {"items": [{"text": item.text, "id": item.id} for item in found or ()], **reading}

    def snapshot(self) -> Snapshot | None:
        """Return what is known of the documents, without waiting; None as long as they were never read."""
        try:
            return self._now(lambda snapshot: snapshot)[0]
        except Reading:
            return None

    def close(self) -> None:
        """Let go of the documents."""
        self._documents.close()

    def _now(self, work: Callable[[Snapshot], Made]) -> tuple[Made | None, dict[str, Any]]:
        """What is made of the documents, or of what is known of them while they are being read, which is said.

        Raises:
            Reading: nothing is known of them, and they are there soon.
        """
        try:
            return self._documents.read(work), {}
        except Reading as reading:
            known = self._documents.known()
            if known is None and reading.soon:
                raise
            told = {"done": reading.done, "total": reading.total, "message": str(reading)}
            return None if known is None else work(known), {"reading": told}
