"""What to read next: the entries near the one just read."""

from collections.abc import Sequence

from faq.model import Answer, Result

SEE_ALSO, BESIDE = 3, 1
"""How many of the engine's other results, and how many entries of the same section, are offered."""


def beside(entries: Sequence[Result], shown: Result, offered: Sequence[Result]) -> tuple[Result, ...]:
    """Entries of the same section: those after this one, then those before it, the nearest first.

    Args:
        entries: the entries around it, in the documents' order.
        shown: the entry on screen.
        offered: the entries already offered.

    Returns:
        At most ``BESIDE`` entries, or more if little else is offered, in the order of the document.
    """
    section = [one for one in entries if _section(one) == _section(shown)]
    keys = list(map(key, section))
    before = keys.index(key(shown)) if key(shown) in keys else 0
    around = [*section[before:], *reversed(section[:before])]
    known = {key(shown), *map(key, offered)}
    room = BESIDE + max(0, SEE_ALSO + 1 - len(offered))
    chosen = [one for one in around if key(one) not in known][:room]
    return tuple(sorted(chosen, key=lambda one: one.entry.lines))


def place(shown: Result, answer: Answer) -> int:
    """The rank of an entry among the results for a question, from 1; 0 if it is not among them."""
    keys = list(map(key, answer.results))
    return keys.index(key(shown)) + 1 if key(shown) in keys else 0


def relation(shown: Result, answer: Answer) -> str:
    """How an opened entry relates to the last question, as the end of a sentence.

    Args:
        shown: the entry on screen.
        answer: the engine's answer to the last question.
    """
    if number := place(shown, answer):
        return f"it was found for your question, too, as number {number} of {len(answer.results)}."
    first = answer.results[0] if answer.results else shown
    if first is not shown and _section(first) == _section(shown):
        return "it stands in the same section as the answer to your question."
    return "it was not found for your question."


def _section(result: Result) -> tuple[str, tuple[str, ...]]:
    """An entry's document and section: another document may have a section of that name."""
    return result.document.path, result.entry.section


def key(result: Result) -> tuple[str, str]:
    """What distinguishes an entry from all others, including those of other documents."""
    return result.document.path, result.entry.id
