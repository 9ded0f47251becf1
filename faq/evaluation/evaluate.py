"""Measuring the engine on questions whose answers are known."""

from collections.abc import Collection, Iterator, Sequence
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
"""Results considered; an entry ranked lower counts as not found."""


class OfStyle(NamedTuple):
    """The figures for the answerable questions of one style."""

    name: str
    figures: tuple[Figure, ...]
    calibration: Calibration


class Report(NamedTuple):
    """All figures, and every question's outcome.

    ``after`` has the outcomes of the questions without context, each asked again after an unrelated question;
    ``invariance`` is None if it was not requested.
    """

    figures: tuple[Figure, ...]
    calibration: Calibration
    styles: tuple[OfStyle, ...]
    outcomes: tuple[Outcome, ...]
    after: tuple[Outcome, ...]
    invariance: Invariance | None = None


def measure(
    snapshot: Snapshot,
    files: Sequence[str],
    ask: Ask | None = None,
    *,
    again: bool = False,
    after: Collection[str] = (),
) -> Report:
    """Ask the questions in files and measure the answers.

    Args:
        snapshot: the documents in use.
        files: questions as JSON lines.
        ask: measured instead of the engine.
        again: whether to ask again with sentences that ask nothing.
        after: ids of the entries after whose questions unrelated ones are asked; all entries if there are none. Two
            states of a document are only comparable with the same ones.

    Returns:
        The report, identical on every run.

    Raises:
        FaqError: a file cannot be read, or a line in it is invalid.
    """
    ask = ask or (lambda query, context: engine.ask(snapshot, query, limit=DEPTH, context=context))
    outcomes = tuple(_outcomes(ask, snapshot, list(read(files))))
    alone = [outcome for outcome in outcomes if outcome.alone]
    asked_after = tuple(after_another(ask, alone, snapshot, after))
    return Report(
        tuple(figures((*outcomes, *asked_after))),
        calibration(alone),
        tuple(_by_style(alone)),
        outcomes,
        asked_after,
        invariance(ask, alone) if again else None,
    )


def _outcomes(ask: Ask, snapshot: Snapshot, conversations: Sequence[tuple[Asked, ...]]) -> Iterator[Outcome]:
    """Ask everything; errors in the files are raised before anything is asked."""
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
