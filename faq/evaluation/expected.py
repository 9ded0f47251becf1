"""Which entries of the documents in use a question expects."""

from faq.errors import FaqError
from faq.evaluation.dataset import ANSWERABLE, UNANSWERABLE, Asked, Wanted
from faq.library.snapshot import Snapshot
from faq.model import Result


class Expected:
    """Finds the ids of the entries that are right."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._starts: dict[int, list[Result]] = {}
        for result in snapshot.entries():
            self._starts.setdefault(result.entry.lines.first, []).append(result)

    def settle(self, asked: Asked) -> tuple[Asked, tuple[str, ...]]:
        """Find the entries that a question expects.

        Args:
            asked: a question as its file has it.

        Returns:
            The question, answerable if any of its right entries is in the documents in use, and their ids.

        Raises:
            FaqError: the documents in use have no such entry.
        """
        ids = tuple(dict.fromkeys(filter(None, (self._id(asked.place, wanted) for wanted in asked.wanted))))
        if not ids and asked.measures != UNANSWERABLE:
            raise FaqError(asked.place, "none of its entries is in the document", "see: bpffaq list")
        if ids and asked.measures == UNANSWERABLE:
            return asked._replace(measures=ANSWERABLE, kind=""), ids
        return asked, ids

    def _id(self, place: str, wanted: Wanted) -> str:
        """Return the id of an entry; empty if it is missing and optional."""
        if wanted.id:
            result = self._snapshot.find(wanted.id)
            if result is None and not wanted.optional:
                raise FaqError(place, f"no such entry '{wanted.id}'", "see: bpffaq list")
            return result.entry.id if result else ""
        found = [r for r in self._starts.get(wanted.line, ()) if wanted.file in ("", *_names(r))]
        if not found:
            where = f" of {wanted.file}" if wanted.file else ""
            raise FaqError(place, f"no entry{where} begins on line {wanted.line}", "see: bpffaq list")
        if len(found) > 1:
            reason = f"entries of several documents begin on line {wanted.line}"
            raise FaqError(place, reason, 'say which with "file": "..."')
        return found[0].entry.id


def _names(result: Result) -> tuple[str, str, str]:
    """The names by which a question may refer to an entry's document."""
    document = result.document
    return document.file, document.path, document.file.rpartition("/")[2]
