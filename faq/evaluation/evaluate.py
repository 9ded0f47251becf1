"""Measuring the engine on questions whose answers are known."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from faq import engine
from faq.evaluation.calibration import Calibration, calibration
from faq.evaluation.dataset import ANSWERABLE, Asked, read
from faq.evaluation.expected import Expected
from faq.evaluation.invariance import Invariance, invariance
from faq.evaluation.measures import Figure, figures
from faq.evaluation.outcome import Ask, Outcome, after_another, converse
from faq.library.snapshot import Snapshot

DEPTH = 10
"""Results that are looked at; an entry ranked lower counts as not found."""


class OfStyle(NamedTuple):
    """What was measured of the answerable questions of one style."""

    name: str
    figures: tuple[Figure, ...]
    calibration: Calibration


class Report(NamedTuple):
    """What was measured, and every question's outcome.

    ``after`` has the outcomes of the questions that stand alone, each asked once more after a foreign question;
    ``invariance`` is None if it was not asked for.
    """

    figures: tuple[Figure, ...]
    calibration: Calibration
    styles: tuple[OfStyle, ...]
    outcomes: tuple[Outcome, ...]
    after: tuple[Outcome, ...]
    invariance: Invariance | None = None


def measure(
    snapshot: Snapshot, files: Sequence[str], ask: Ask | None = None, *, again: bool = False
) -> Report:
    """Ask the questions of files and say how the answers were.

    Args:
        snapshot: the documents in use.
        files: questions as JSON lines.
        ask: what to measure instead of the engine.
        again: whether to ask again with sentences that ask nothing.

    Returns:
        The report; the same on every run.

    Raises:
        FaqError: a file cannot be read, or a line in it is not as it should be.
    """
    ask = ask or (lambda query, context: engine.ask(snapshot, query, limit=DEPTH, context=context))
    outcomes = tuple(_outcomes(ask, snapshot, list(read(files))))
    alone = [outcome for outcome in outcomes if outcome.alone]
    after = tuple(after_another(ask, alone, snapshot))
    return Report(
        tuple(figures((*outcomes, *after))),
        calibration(alone),
        tuple(_by_style(alone)),
        outcomes,
        after,
        invariance(ask, alone) if again else None,
    )


def _outcomes(ask: Ask, snapshot: Snapshot, conversations: Sequence[tuple[Asked, ...]]) -> Iterator[Outcome]:
    """Ask everything; what is wrong with a line is told before anything is asked."""
    expected = Expected(snapshot)
    settled = [list(map(expected.settle, turns)) for turns in conversations]
    for turns in settled:
        questions, ids = zip(*turns, strict=True)
        yield from converse(ask, questions, ids)


def _by_style(alone: Sequence[Outcome]) -> Iterator[OfStyle]:
    styles: dict[str, list[Outcome]] = {}
    for outcome in alone:
        if outcome.asked.measures == ANSWERABLE and outcome.asked.style:
            styles.setdefault(outcome.asked.style, []).append(outcome)
    for style, outcomes in sorted(styles.items()):
        yield OfStyle(style, tuple(figures(outcomes)), calibration(outcomes))
