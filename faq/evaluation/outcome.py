"""Asking questions whose answers are known, and the outcome of each."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from faq.evaluation.dataset import ANSWERABLE, PASSAGE, UNANSWERABLE, Asked
from faq.library.snapshot import Snapshot
from faq.model import ANSWERED, Answer, ShortAnswer, Turn

Ask = Callable[[str, Sequence[Turn]], Answer]
"""Answers a question, given the conversation before it."""


class Outcome(NamedTuple):
    """The outcome of one question.

    ``cluster`` is the unit of resampling for intervals: the entry, the conversation, or the question itself.
    ``expected`` holds the right ids, ``got`` the id of the first result; ``rank`` is that of the first right
    result, 0 if there is none. ``short`` is the short answer shown; ``ok`` says whether the outcome is as expected.
    ``after`` is the id of the unrelated entry that answered before, if the question was asked after one.
    """

    asked: Asked
    cluster: str
    expected: tuple[str, ...]
    got: str
    rank: int
    status: str
    confidence: float
    short: ShortAnswer | None
    ok: bool
    after: str = ""

    @property
    def alone(self) -> bool:
        """Whether the question was asked for its entry, without context."""
        return self.asked.measures in (ANSWERABLE, UNANSWERABLE) and not self.after

    @property
    def right_first(self) -> bool:
        """Whether the first entry is right, shown as an answer or not; always false if no entry is right."""
        return self.rank == 1


def converse(ask: Ask, turns: Sequence[Asked], ids: Sequence[tuple[str, ...]]) -> Iterator[Outcome]:
    """Ask the turns of a conversation, each with those before it and the entries that answered them."""
    context: list[Turn] = []
    for asked, expected in zip(turns, ids, strict=True):
        answer = ask(asked.text, tuple(context))
        cluster = expected[0] if asked.measures in (ANSWERABLE, PASSAGE) else turns[0].place
        yield _outcome(asked, cluster, expected, answer)
        answered = answer.status == ANSWERED and bool(answer.results)
        context.append(Turn(asked.text, answer.results[0].entry.id if answered else ""))


def after_another(
    ask: Ask, alone: Sequence[Outcome], snapshot: Snapshot, entries: Collection[str] = ()
) -> Iterator[Outcome]:
    """Ask questions without context again, each after the question of an unrelated entry.

    Args:
        ask: answers a question.
        alone: the outcomes of the questions.
        snapshot: the documents in use.
        entries: ids of the entries that are taken; all of the documents' if there are none.
    """
    taken = [result for result in snapshot.entries() if not entries or result.entry.id in entries]
    for number, before in enumerate(alone):
        foreign = [result for result in taken if result.entry.id not in before.expected]
        if foreign:
            other = foreign[number % len(foreign)].entry
            answer = ask(before.asked.text, (Turn(other.question, other.id),))
            yield _outcome(before.asked, before.cluster, before.expected, answer)._replace(after=other.id)


def in_other_words(ask: Ask, before: Outcome, text: str) -> Outcome:
    """Ask a question again in other words."""
    asked = before.asked._replace(text=text)
    return _outcome(asked, before.cluster, before.expected, ask(text, ()))


def _outcome(asked: Asked, cluster: str, expected: tuple[str, ...], answer: Answer) -> Outcome:
    ids = [result.entry.id for result in answer.results]
    rank = 0
    for place, id in enumerate(ids, 1):
        if id in expected:
            rank = place
            break
    short = answer.results[0].short_answer if answer.results and answer.status == ANSWERED else None
    if asked.measures == UNANSWERABLE:
        ok = answer.status != ANSWERED
    elif asked.measures == PASSAGE:
        ok = hit(asked, short)
    else:
        ok = answer.status == ANSWERED and rank == 1
    got = ids[0] if ids else ""
    return Outcome(asked, cluster, expected, got, rank, answer.status, answer.confidence, short, ok)


def hit(asked: Asked, short: ShortAnswer | None) -> bool:
    """Return whether a short answer overlaps the expected lines and holds the expected text, ignoring markup."""
    if short is None:
        return False
    first, last = asked.lines
    overlaps = not last or (short.lines.first <= last and first <= short.lines.last)
    return overlaps and _plain(asked.span) in _plain(short.text)


def _plain(text: str) -> str:
    return " ".join(text.replace("`", "").replace("*", "").split())
