"""The entries that a word or part of an id means, the same in every interface."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from faq.errors import FaqError
from faq.model import Result

LIST = "bpffaq list"
"""The command to which the command line refers those who look for an entry."""


def holding(results: Iterable[Result], word: str) -> tuple[Result, ...]:
    """Return the entries with a word in their question, section or id, ignoring case."""
    wanted = word.casefold()
    return tuple(result for result in results if wanted in _searched(result))


def _searched(result: Result) -> str:
    entry = result.entry
    return "\n".join((entry.question, " > ".join(entry.section), entry.id)).casefold()


def words_of(results: Iterable[Result]) -> list[str]:
    """Return the words in the questions and sections of entries."""
    words: dict[str, None] = {}
    for result in results:
        for text in (*result.entry.section, result.entry.question):
            words.update(dict.fromkeys(word.strip("?.,:;()\"'") for word in text.split()))
    return list(words)


def only(results: Sequence[Result], part: str, where: str = LIST) -> Result:
    """Return the entry with an id, or the only one whose id begins with, or else contains, a part.

    Args:
        results: all entries.
        part: an id or a part of one, in any case.
        where: the command that lists all entries, for the error.

    Raises:
        FaqError: there is no such entry, or there are several.
    """
    wanted = part.casefold()
    ids = {result.entry.id: result for result in results}
    for fits in (str.__eq__, str.startswith, str.__contains__):
        found = [id for id in ids if wanted and fits(_compared(id, wanted), wanted)]
        if len(found) == 1:
            return ids[found[0]]
        if found:
            raise FaqError(part, f"{len(found)} entries have that in their id", f"see: {where} {wanted}")
    raise FaqError(part, "no such entry", did_you_mean(part, list(ids), f"see: {where}"))


def _compared(id: str, wanted: str) -> str:
    """The id as it is compared: without its document's name, unless one is given."""
    folded = id.casefold()
    return folded if "#" in wanted else folded.rpartition("#")[2]


def did_you_mean(word: str, known: Sequence[str], otherwise: str, alike: float = 0.5) -> str:
    """Return the hint that names the nearest of the known words, or else another hint.

    Args:
        word: the word typed.
        known: the words that may have been meant.
        otherwise: the hint if none is near.
        alike: how similar a word must be, from 0 to 1.
    """
    near = nearest(word, known, alike)
    return f"did you mean {near}?" if near else otherwise


def nearest(word: str, known: Sequence[str], alike: float) -> str:
    """Return the nearest of the known words, empty if none is near; the arguments are those of ``did_you_mean``."""
    folded = {one.casefold(): one for one in known}
    near = get_close_matches(word.casefold(), folded, 1, alike)
    return folded.get(near[0] if near else _with_its_words(word.casefold(), list(folded)), "")


def _with_its_words(word: str, known: Sequence[str]) -> str:
    """The known text that has most, and at least half, of another one's words, misspelt ones included; else empty.

    Single letters (``q``) are no words.
    """
    parts = [part for part in word.split("-") if len(part) > 1]
    best, most = "", (len(parts) + 1) // 2 - 1
    for one in known:
        words = one.split("-")
        count = sum(bool(get_close_matches(part, words, 1, 0.75)) for part in parts)
        if count > most:
            best, most = one, count
    return best
