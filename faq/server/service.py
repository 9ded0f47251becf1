"""The service of every server, in JSON values: search, show, list and complete over the documents in use."""

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
    """Answers from the documents, which are brought up to date before each request.

    Every method raises ``FaqError`` if a source in use cannot be read, and ``search`` and ``show`` raise ``Reading``
    while the documents are being read; ``list`` and ``complete`` then return what is known. If nothing is known yet
    and the documents will be ready soon, they raise ``Reading``, too.

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
            limit: maximum number of results.
            context: earlier questions, oldest first.
            full: whether every result is whole, not just the first.
            alternates: whether to include curated phrasings of the questions.

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
        """Return one entry.

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
        """Return the entries.

        Args:
            word: only entries with this word are returned.

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
            prefix: its beginning.
            limit: maximum number of items.

        Returns:
            The JSON form of the items, with ``reading`` while the documents are being read.
        """
        found, reading = self._now(lambda snapshot: complete(snapshot, prefix, limit))
        return {"items": [{"text": item.text, "id": item.id} for item in found or ()], **reading}

    def read_known(self, work: Callable[[Snapshot], Made]) -> Made | None:
        """Return the result of some work on what is known about the documents, without waiting; None if they were never
        read."""
        try:
            return self._now(work)[0]
        except Reading:
            return None

    def close(self) -> None:
        """Close the documents."""
        self._documents.close()

    def _now(self, work: Callable[[Snapshot], Made]) -> tuple[Made | None, dict[str, Any]]:
        """The result of work on the documents or, while they are being read, on what is known, with a note of that.

        Raises:
            Reading: nothing is known about them yet, and they will be ready soon.
        """
        try:
            return self._documents.read(work), {}
        except Reading as reading:
            made = self._documents.read_known(work)
            if made is None and reading.soon:
                raise
            told = {"done": reading.done, "total": reading.total, "message": str(reading)}
            return made, {"reading": told}
