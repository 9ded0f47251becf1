"""What every server offers, as JSON values: search, show, list and complete over one library."""

from collections.abc import Sequence
from typing import Any

from faq import engine
from faq.library.library import Library
from faq.model import Turn
from faq.output import json_form


class Service:
    """Asks the library, which is brought up to date before each request.

    Args:
        library: the documents in use.
    """

    def __init__(self, library: Library) -> None:
        self._library = library

    def search(self, query: str, limit: int, context: Sequence[Turn]) -> dict[str, Any]:
        """Answer a question.

        Args:
            query: the question.
            limit: how many results at most.
            context: earlier questions, oldest first.

        Returns:
            The answer's JSON form.
        """
        snapshot = self._library.refresh()
        return json_form.answer(engine.ask(snapshot, query, limit=limit, context=context))

    def show(self, ident: str) -> dict[str, Any] | None:
        """Give one entry.

        Args:
            ident: the entry's id.

        Returns:
            The entry in the form of one result, None where the id is unknown.
        """
        found = self._library.refresh().find(ident)
        return None if found is None else json_form.result(found)

    def list(self) -> dict[str, Any]:
        """Give every entry.

        Returns:
            The JSON form of the list.
        """
        return json_form.listing(self._library.refresh())

    def complete(self, prefix: str, limit: int) -> dict[str, Any]:
        """Complete a question.

        Args:
            prefix: how it begins.
            limit: how many items at most.

        Returns:
            The JSON form of the items.
        """
        found = engine.complete(self._library.refresh(), prefix, limit)
        return {"items": [{"text": item.text, "id": item.id} for item in found]}

    def close(self) -> None:
        """Let go of the library."""
        self._library.close()
