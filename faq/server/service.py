"""What every server offers, as JSON values: search, show, list and complete over the documents in use."""

from collections.abc import Sequence
from typing import Any

from faq import engine
from faq.library.snapshot import Snapshot
from faq.model import Turn
from faq.output import json_form
from faq.server.documents import Documents
from faq.server.error_codes import ErrorCode
from faq.server.jsonrpc import JsonRpcError, one_line
from faq.server.offers import Reading


class Service:
    """Asks the documents, which are brought up to date before each request.

    Every method raises ``FaqError`` where a source in use cannot be read, and ``search`` and ``show`` raise ``Reading``
    as long as the documents are being read; ``list`` and ``complete`` then give what is known.

    Args:
        documents: the documents in use.
    """

    def __init__(self, documents: Documents) -> None:
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
        snapshot = self._documents.snapshot()
        answer = engine.ask(snapshot, query, limit=limit, context=context)
        form = json_form.answer(answer)
        if not alternates:
            for shown, result in zip(form["results"], answer.results, strict=True):
                shown["alternate_questions"] = shown["alternate_questions"][: result.entry.own]
        if not full:
            form["results"] = [*form["results"][:1], *map(_named, form["results"][1:])]
        return form

    def show(self, ident: str) -> dict[str, Any]:
        """Give one entry.

        Args:
            ident: the entry's id.

        Returns:
            The entry in the form of one result.

        Raises:
            JsonRpcError: no entry has the id.
        """
        found = self._documents.snapshot().find(ident)
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
        snapshot, reading = self._now()
        entries = json_form.listing(snapshot)["entries"] if snapshot is not None else []
        return {"entries": _with_word(entries, word), **reading}

    def complete(self, prefix: str, limit: int) -> dict[str, Any]:
        """Complete a question.

        Args:
            prefix: how it begins.
            limit: how many items at most.

        Returns:
            The JSON form of the items, with ``reading`` while the documents are being read.
        """
        snapshot, reading = self._now()
        found = engine.complete(snapshot, prefix, limit) if snapshot is not None else ()
        return {"items": [{"text": item.text, "id": item.id} for item in found], **reading}

    def snapshot(self) -> Snapshot | None:
        """Return what is known of the documents, without waiting; None as long as they were never read."""
        return self._now()[0]

    def close(self) -> None:
        """Let go of the documents."""
        self._documents.close()

    def _now(self) -> tuple[Snapshot | None, dict[str, Any]]:
        try:
            return self._documents.snapshot(), {}
        except Reading as reading:
            told = {"done": reading.done, "total": reading.total, "message": str(reading)}
            return self._documents.known(), {"reading": told}


def _named(result: dict[str, Any]) -> dict[str, Any]:
    return {name: result[name] for name in ("id", "kind", "question", "section", "confidence", "citation")}


def _with_word(entries: list[dict[str, Any]], word: str) -> list[dict[str, Any]]:
    wanted = word.casefold().strip()
    found: list[dict[str, Any]] = []
    for entry in entries:
        if wanted in "\n".join((entry["question"], *entry["section"], entry["id"])).casefold():
            found.append(entry)
    return found
