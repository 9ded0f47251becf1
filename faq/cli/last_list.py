"""The list that was printed last: ``bpffaq show 2`` opens its second entry."""

from collections.abc import Sequence

from faq.errors import FaqError
from faq.model import Result
from faq.session import private_file

NAME = "last"
"""The file's name in the state directory; it holds only ids, one per line."""

_MOST = 1000
"""Entries of a list that are remembered."""


def remember(results: Sequence[Result]) -> None:
    """Remember the entries of a numbered list; if the file cannot be written, do nothing."""
    ids = [result.entry.id for result in results[:_MOST]]
    private_file.overwrite(private_file.location(NAME), "".join(f"{id}\n" for id in ids))


def numbered(number: int) -> str:
    """Return the id of an entry by its number in the list printed last.

    Raises:
        FaqError: there is no such list, or it is too short.
    """
    ids = [line for line in private_file.read_lines(private_file.location(NAME)) if line]
    if 1 <= number <= len(ids):
        return ids[number - 1]
    if not ids:
        raise FaqError(f"number {number}", "no list has been printed yet", "see: bpffaq list")
    raise FaqError(f"number {number}", "is not in the list printed last", f"it ends at {len(ids)}")
