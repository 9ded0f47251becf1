"""Measuring the engine on questions whose answers are known."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from faq import engine
from faq.errors import FaqError
from faq.evaluation.dataset import ANSWERABLE, FIRST, FOLLOW_UP, PASSAGE, UNANSWERABLE, Asked, Wanted, read
from faq.library.snapshot import Snapshot
from faq.model import ANSWERED, Answer, Result, ShortAnswer, Turn
from faq.output.json_form import scalar
from faq.output.terminal import safe

Ask = Callable[[str, Sequence[Turn]], Answer]
"""Answers a question, told of the conversation before it."""

DEPTH = 10
"""Results that are looked at; an entry ranked lower counts as not found."""

RESAMPLES = 1000
"""How often the questions are drawn anew for an interval."""


class Outcome(NamedTuple):
    """What came of one question.

    ``cluster`` is what is drawn as one for intervals: the entry, the conversation, or the question itself.
    ``expected`` holds the ids that are right, ``got`` the first result's; ``rank`` is the first right
    result's, 0 where none is. ``short`` is the short answer shown; ``ok`` says whether it went as it should.
    ``after`` is the id of the foreign entry that had answered before, where the question was asked after one.
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


class Figure(NamedTuple):
    """A mean with its 95 % interval and over how many questions; ``key`` is its name in JSON."""

    key: str
    name: str
    value: float
    low: float
    high: float
    questions: int


class Report(NamedTuple):
    """The figures, those of the answerable questions of each style, and every question's outcome.

    ``after`` has the outcomes of the questions that stand alone, each asked once more after a foreign question.
    """

    figures: tuple[Figure, ...]
    styles: tuple[tuple[str, tuple[Figure, ...]], ...]
    outcomes: tuple[Outcome, ...]
    after: tuple[Outcome, ...]


def measure(snapshot: Snapshot, files: Sequence[str], ask: Ask | None = None) -> Report:
    """Ask the questions of files and say how the answers were.

    Args:
        snapshot: the documents in use.
        files: questions as JSON lines.
        ask: what to measure instead of the engine.

    Returns:
        The report; the same on every run.

    Raises:
        FaqError: a file cannot be read, or a line in it is not as it should be.
    """
    ask = ask or (lambda query, context: engine.ask(snapshot, query, limit=DEPTH, context=context))
    conversations = list(read(files))
    right = _Right(snapshot)
    expected = [[right.ids(asked) for asked in turns] for turns in conversations]
    outcomes = tuple(
        outcome
        for turns, ids in zip(conversations, expected, strict=True)
        for outcome in _converse(ask, turns, ids)
    )
    alone = [outcome for outcome in outcomes if outcome.asked.measures in (ANSWERABLE, UNANSWERABLE)]
    after = tuple(_after_another(ask, alone, snapshot))
    answerable = [outcome for outcome in alone if outcome.asked.measures == ANSWERABLE]
    styles = sorted({outcome.asked.style for outcome in answerable} - {""})
    by_style = ((style, [o for o in answerable if o.asked.style == style]) for style in styles)
    return Report(
        tuple(_figures(_MEASURES, (*outcomes, *after))),
        tuple((style, tuple(_figures(_ANSWERABLE, of_style))) for style, of_style in by_style),
        outcomes,
        after,
    )


class _Right:
    """Finds the ids of the entries that are expected."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._starts: dict[int, list[Result]] = {}
        for result in snapshot.entries():
            self._starts.setdefault(result.entry.lines.first, []).append(result)

    def ids(self, asked: Asked) -> tuple[str, ...]:
        """Return the ids of the entries that are right for a question."""
        return tuple(dict.fromkeys(self._id(asked.place, wanted) for wanted in asked.wanted))

    def _id(self, place: str, wanted: Wanted) -> str:
        if wanted.id:
            result = self._snapshot.find(wanted.id)
            if result is None:
                raise FaqError(place, f"'{wanted.id}' is no entry's id", "see: bpffaq list")
            return result.entry.id
        found = [r for r in self._starts.get(wanted.line, ()) if wanted.file in ("", *_names(r))]
        if not found:
            where = f" of {wanted.file}" if wanted.file else ""
            raise FaqError(place, f"no entry{where} begins on line {wanted.line}", "see: bpffaq list")
        if len(found) > 1:
            reason = f"entries of several documents begin on line {wanted.line}"
            raise FaqError(place, reason, 'say which with "file": "..."')
        return found[0].entry.id


def _names(result: Result) -> tuple[str, str, str]:
    """What a question may call the document of an entry."""
    document = result.document
    return document.file, document.path, document.file.rpartition("/")[2]


def _converse(ask: Ask, turns: Sequence[Asked], ids: Sequence[tuple[str, ...]]) -> Iterator[Outcome]:
    """Ask the turns of a conversation, each with those before it and the entries that answered them."""
    context: list[Turn] = []
    for asked, expected in zip(turns, ids, strict=True):
        answer = ask(asked.text, tuple(context))
        cluster = expected[0] if asked.measures in (ANSWERABLE, PASSAGE) else turns[0].place
        yield _outcome(asked, cluster, expected, answer)
        answered = answer.status == ANSWERED and bool(answer.results)
        context.append(Turn(asked.text, answer.results[0].entry.id if answered else ""))


def _after_another(ask: Ask, alone: Sequence[Outcome], snapshot: Snapshot) -> Iterator[Outcome]:
    """Ask questions that stand alone again, each after the question of an entry that has nothing to do with it."""
    entries = list(snapshot.entries())
    for number, before in enumerate(alone):
        foreign = [result for result in entries if result.entry.id not in before.expected]
        if foreign:
            other = foreign[number % len(foreign)].entry
            answer = ask(before.asked.text, (Turn(other.question, other.id),))
            yield _outcome(before.asked, before.cluster, before.expected, answer)._replace(after=other.id)


def _outcome(asked: Asked, cluster: str, expected: tuple[str, ...], answer: Answer) -> Outcome:
    ids = [result.entry.id for result in answer.results]
    rank = next((place for place, id in enumerate(ids, 1) if id in expected), 0)
    short = answer.results[0].short_answer if answer.results and answer.status == ANSWERED else None
    if asked.measures == UNANSWERABLE:
        ok = answer.status != ANSWERED
    elif asked.measures == PASSAGE:
        ok = _hit(asked, short)
    else:
        ok = answer.status == ANSWERED and rank == 1
    got = ids[0] if ids else ""
    return Outcome(asked, cluster, expected, got, rank, answer.status, answer.confidence, short, ok)


def _hit(asked: Asked, short: ShortAnswer | None) -> bool:
    """Whether a short answer overlaps the expected lines and holds the expected text, markup apart."""
    if short is None:
        return False
    first, last = asked.lines
    overlaps = not last or (short.lines.first <= last and first <= short.lines.last)
    return overlaps and _plain(asked.span) in _plain(short.text)


def _plain(text: str) -> str:
    return " ".join(text.replace("`", "").replace("*", "").split())


class _Measure(NamedTuple):
    """A figure: over which questions the mean is taken, and of what."""

    key: str
    name: str
    counts: Callable[[Outcome], bool]
    value: Callable[[Outcome], float]
    style: str = ".3f"


def _of(measures: str, kind: str = "") -> Callable[[Outcome], bool]:
    return lambda o: o.asked.measures == measures and o.asked.kind == kind and not o.after


def _after(measures: str) -> Callable[[Outcome], bool]:
    return lambda outcome: outcome.asked.measures == measures and bool(outcome.after)


def _ok(outcome: Outcome) -> float:
    return outcome.ok


_ANSWERABLE = (
    _Measure("recall_at_1", "Recall@1", _of(ANSWERABLE), _ok),
    _Measure("ranked_first", "ranked first", _of(ANSWERABLE), lambda o: o.rank == 1),
    _Measure("recall_at_3", "Recall@3", _of(ANSWERABLE), lambda o: o.status == ANSWERED and 0 < o.rank <= 3),
    _Measure("mrr", "MRR", _of(ANSWERABLE), lambda o: 1 / o.rank if o.rank else 0.0),
    _Measure("wrongly_refused", "wrongly refused", _of(ANSWERABLE), lambda o: o.status != ANSWERED),
)

_MEASURES = (
    *_ANSWERABLE,
    _Measure("short_answer_hit", "short answer hit", _of(PASSAGE), _ok),
    _Measure(
        "short_answer_words",
        "short answer, words",
        lambda o: o.asked.measures == PASSAGE and o.short is not None,
        lambda o: len(o.short.text.split()) if o.short else 0,
        ".1f",
    ),
    _Measure("refused_near", "refused, near", _of(UNANSWERABLE, "near"), _ok),
    _Measure("refused_far", "refused, far", _of(UNANSWERABLE, "far"), _ok),
    _Measure("dialogue_first", "dialogue, first turns", _of(FIRST), _ok),
    _Measure("dialogue_follow_up", "dialogue, follow-ups", _of(FOLLOW_UP), _ok),
    _Measure("after_recall_at_1", "after another, Recall@1", _after(ANSWERABLE), _ok),
    _Measure("after_refused", "after another, refused", _after(UNANSWERABLE), _ok),
)


def _figures(measures: Iterable[_Measure], outcomes: Sequence[Outcome]) -> Iterator[Figure]:
    for measure in measures:
        sums: dict[str, tuple[float, int]] = {}
        for outcome in filter(measure.counts, outcomes):
            total, count = sums.get(outcome.cluster, (0.0, 0))
            sums[outcome.cluster] = total + measure.value(outcome), count + 1
        if sums:
            mean, low, high = _interval([drawn for _, drawn in sorted(sums.items())])
            yield Figure(measure.key, measure.name, mean, low, high, sum(count for _, count in sums.values()))


def _interval(clusters: Sequence[tuple[float, int]]) -> tuple[float, float, float]:
    """Return the mean and its 95 % interval: the percentiles of means of clusters drawn with replacement."""
    from random import Random

    draw = Random(0)
    means = sorted(_mean(draw.choices(clusters, k=len(clusters))) for _ in range(RESAMPLES))
    cut = RESAMPLES // 40
    return round(_mean(clusters), 4), round(means[cut - 1], 4), round(means[-cut], 4)


def _mean(clusters: Sequence[tuple[float, int]]) -> float:
    return sum(total for total, _ in clusters) / sum(count for _, count in clusters)


def lines(report: Report) -> list[str]:
    """Return the report as tables for people."""
    table = [f"{'':24}{'questions':>10}{'figure':>9}  95 % interval"]
    table += [f"{figure.name:24}{figure.questions:>10}{_drawn(figure)}" for figure in report.figures]
    width = max([len("By style"), *(len(safe(style)) for style, _ in report.styles)])
    if report.styles:
        names = "".join(f"  {measure.name:14}" for measure in _ANSWERABLE)
        table += ["", f"{'By style':{width}}{'questions':>11}{names}".rstrip()]
    for style, figures in report.styles:
        cells = "".join(f"  {figure.value:.2f} {figure.low:.2f}-{figure.high:.2f}" for figure in figures)
        table.append(f"{safe(style):{width}}{figures[0].questions:>11}{cells}")
    return table


def _drawn(figure: Figure) -> str:
    style = next(measure.style for measure in _MEASURES if measure.key == figure.key)
    return f"{figure.value:>9{style}}  {figure.low:{style}} to {figure.high:{style}}"


def as_json(report: Report) -> dict[str, Any]:
    """Return the report in JSON form: the figures, those by style, and every question's outcome."""
    return {
        "figures": _keyed(report.figures),
        "styles": {style: _keyed(figures) for style, figures in report.styles},
        "outcomes": [_told(outcome) for outcome in report.outcomes],
        "after_another": [_told(outcome) for outcome in report.after],
    }


def _keyed(figures: Iterable[Figure]) -> dict[str, dict[str, float]]:
    return {
        f.key: {"value": f.value, "low": f.low, "high": f.high, "questions": f.questions} for f in figures
    }


def _told(outcome: Outcome) -> dict[str, Any]:
    asked = outcome.asked
    told: dict[str, Any] = {"place": asked.place, "q": scalar(asked.text), "measures": asked.measures}
    told |= {name: scalar(value) for name, value in (("style", asked.style), ("kind", asked.kind)) if value}
    told |= {"expected": list(outcome.expected), "got": outcome.got or None, "rank": outcome.rank or None}
    told |= {"status": outcome.status, "confidence": outcome.confidence}
    told |= {"after": outcome.after} if outcome.after else {}
    if asked.measures == PASSAGE:
        short = outcome.short
        told["short_answer"] = {"text": short.text, "lines": list(short.lines)} if short else None
    return told | {"ok": outcome.ok}
