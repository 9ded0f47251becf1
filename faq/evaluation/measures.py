"""The table of measures: each a mean over some of the questions, with its interval."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from faq.evaluation.dataset import ANSWERABLE, FIRST, FOLLOW_UP, PASSAGE, UNANSWERABLE
from faq.evaluation.outcome import Outcome, hit
from faq.model import ANSWERED

RESAMPLES = 1000
"""How often the questions are resampled for an interval."""


class Figure(NamedTuple):
    """A mean with its 95 % interval and number of questions; ``key`` is its name in JSON."""

    key: str
    name: str
    value: float
    low: float
    high: float
    questions: int


class Measure(NamedTuple):
    """A measure: which questions the mean is taken over, and of what.

    ``style`` is how it is printed; ``heading`` is that of its column in the table by style, empty if it has none.
    """

    key: str
    name: str
    counts: Callable[[Outcome], bool]
    value: Callable[[Outcome], float]
    style: str = ".3f"
    heading: str = ""


def _of(measures: str, kind: str = "") -> Callable[[Outcome], bool]:
    return lambda o: o.asked.measures == measures and o.asked.kind == kind and not o.after


def _after(measures: str) -> Callable[[Outcome], bool]:
    return lambda outcome: outcome.asked.measures == measures and bool(outcome.after)


def _ok(outcome: Outcome) -> float:
    return outcome.ok


def _answered_wrong(outcome: Outcome) -> bool:
    return outcome.status == ANSWERED and not outcome.right_first


def _follow_up_span(outcome: Outcome) -> bool:
    return outcome.asked.measures == FOLLOW_UP and outcome.asked.lines != (0, 0)


def _utility(outcome: Outcome) -> float:
    """What an answer is worth: a right one 1, a right entry shown as closest a half, a wrong answer -1."""
    if outcome.status == ANSWERED:
        return 1 if outcome.right_first else -1
    return 0.5 if outcome.right_first else 0


_answerable = _of(ANSWERABLE)

MEASURES = (
    Measure("right_first", "right first", _answerable, lambda o: o.right_first, heading="right first"),
    Measure("recall_at_1", "Recall@1, answered right", _answerable, _ok, heading="answered right"),
    Measure("answered_wrong", "answered and wrong", _answerable, _answered_wrong, heading="answered wrong"),
    Measure("nothing_shown", "nothing shown", _answerable, lambda o: not o.got, heading="nothing shown"),
    Measure("wrongly_refused", "wrongly refused", _answerable, lambda o: o.status != ANSWERED),
    Measure("recall_at_3", "Recall@3", _answerable, lambda o: o.status == ANSWERED and 0 < o.rank <= 3),
    Measure("mrr", "MRR", _answerable, lambda o: 1 / o.rank if o.rank else 0.0),
    Measure("utility", "utility", lambda o: o.alone, _utility, heading="utility"),
    Measure("refused_near", "refused, near", _of(UNANSWERABLE, "near"), _ok),
    Measure("refused_far", "refused, far", _of(UNANSWERABLE, "far"), _ok),
    Measure("short_answer_hit", "short answer hit", _of(PASSAGE), _ok),
    Measure(
        "short_answer_words",
        "short answer, words",
        lambda o: o.asked.measures == PASSAGE and o.short is not None,
        lambda o: len(o.short.text.split()) if o.short else 0,
        ".1f",
    ),
    Measure("dialogue_first", "dialogue, first turns", _of(FIRST), _ok),
    Measure("dialogue_follow_up", "dialogue, follow-ups", _of(FOLLOW_UP), _ok),
    Measure("dialogue_span", "dialogue, short answer hit", _follow_up_span, lambda o: hit(o.asked, o.short)),
    Measure("after_recall_at_1", "after another, Recall@1", _after(ANSWERABLE), _ok),
    Measure("after_refused", "after another, refused", _after(UNANSWERABLE), _ok),
)


def figures(outcomes: Sequence[Outcome]) -> Iterator[Figure]:
    """Return the figures of some outcomes, except those without any question."""
    for measure in MEASURES:
        counted = [
            (outcome.cluster, measure.value(outcome)) for outcome in outcomes if measure.counts(outcome)
        ]
        if counted:
            yield mean(measure.key, measure.name, counted)


def mean(key: str, name: str, values: Iterable[tuple[str, float]]) -> Figure:
    """Return the mean of values, each given with the cluster in which it is resampled."""
    sums: dict[str, tuple[float, int]] = {}
    for cluster, value in values:
        total, count = sums.get(cluster, (0.0, 0))
        sums[cluster] = total + value, count + 1
    clusters = [drawn for _, drawn in sorted(sums.items())]
    low, high = _interval(clusters)
    questions = sum(count for _, count in clusters)
    return Figure(key, name, round(_mean(clusters), 4), low, high, questions)


def _interval(clusters: Sequence[tuple[float, int]]) -> tuple[float, float]:
    """Return the 95 % interval of a mean: the percentiles of means of clusters drawn with replacement."""
    from random import Random

    draw = Random(0)
    means = sorted(_mean(draw.choices(clusters, k=len(clusters))) for _ in range(RESAMPLES))
    cut = RESAMPLES // 40
    return round(means[cut - 1], 4), round(means[-cut], 4)


def _mean(clusters: Sequence[tuple[float, int]]) -> float:
    totals, counts = zip(*clusters, strict=True)
    return float(sum(totals) / sum(counts))
