"""A report as tables for people and as JSON for programs."""

from collections.abc import Iterable, Iterator
from typing import Any

from faq.evaluation.calibration import Calibration
from faq.evaluation.dataset import PASSAGE
from faq.evaluation.evaluate import OfStyle, Report
from faq.evaluation.invariance import Invariance, Repeat
from faq.evaluation.measures import MEASURES, Figure
from faq.evaluation.outcome import Outcome
from faq.output.harmless import safe

_STYLES = {measure.key: measure.style for measure in MEASURES}


def lines(report: Report) -> list[str]:
    """Return the report as tables of text."""
    table = [*_figures("", report.figures), *_auroc(report.calibration)]
    table += _by_style(report.styles) if report.styles else []
    table += _reliability(report.calibration) if report.calibration.bins else []
    if report.invariance and report.invariance.repeats:
        found = report.invariance
        table += ["", *_figures("With a sentence that asks nothing, changes of", found.figures)]
        table += ["", *_figures("Either, by sentence", found.sentences)]
    return table


def _figures(heading: str, figures: Iterable[Figure]) -> Iterator[str]:
    figures = list(figures)
    names = [figure.name for figure in figures]
    width = max(24, *map(len, (heading, *names)))
    yield f"{heading:{width}}{'questions':>10}{'figure':>9}  95 % interval"
    for figure in figures:
        yield f"{figure.name:{width}}{figure.questions:>10}{_drawn(figure)}"


def _drawn(figure: Figure) -> str:
    style = _STYLES.get(figure.key, ".3f")
    return f"{figure.value:>9{style}}  {figure.low:{style}} to {figure.high:{style}}"


def _auroc(found: Calibration) -> Iterator[str]:
    if found.auroc is not None:
        yield f"{'AUROC of confidence':24}{found.questions:>10}{found.auroc:>9.3f}"


def _by_style(styles: Iterable[OfStyle]) -> Iterator[str]:
    columns = {measure.key: measure.heading for measure in MEASURES if measure.heading}
    width = max([len("By style"), *(len(safe(style.name)) for style in styles)])
    names = "".join(f"  {name:15}" for name in columns.values())
    yield ""
    yield f"{'By style':{width}}{'questions':>11}{names}  AUROC"
    for style in styles:
        cells = "".join(_cell(figure) for figure in style.figures if figure.key in columns)
        auroc = "-" if style.calibration.auroc is None else f"{style.calibration.auroc:.2f}"
        yield f"{safe(style.name):{width}}{style.calibration.questions:>11}{cells}  {auroc}"


def _cell(figure: Figure) -> str:
    text = f"{figure.value:.2f} {figure.low:.2f}-{figure.high:.2f}"
    return f"  {text:15}"


def _reliability(found: Calibration) -> Iterator[str]:
    yield ""
    yield f"{'Confidence':24}{'questions':>10}{'mean':>9}{'right':>9}  95 % interval"
    for one in found.bins:
        place = f"{one.low:.1f} to {one.high:.1f}"
        yield f"{place:24}{one.right.questions:>10}{one.confidence:>9.3f}{_drawn(one.right)}"


def as_json(report: Report) -> dict[str, Any]:
    """Return the JSON form: the figures, the figures by style, and every question's outcome."""
    told = {
        "figures": _keyed(report.figures),
        "confidence": _calibration(report.calibration),
        "styles": {style.name: _style(style) for style in report.styles},
        "outcomes": list(map(_told, report.outcomes)),
        "after_another": list(map(_told, report.after)),
    }
    if report.invariance:
        told["invariance"] = _invariance(report.invariance)
    return told


def _style(style: OfStyle) -> dict[str, Any]:
    return {**_keyed(style.figures), "confidence": _calibration(style.calibration)}


def _keyed(figures: Iterable[Figure]) -> dict[str, dict[str, float]]:
    return {figure.key: _figure(figure) for figure in figures}


def _figure(figure: Figure) -> dict[str, float]:
    return {"value": figure.value, "low": figure.low, "high": figure.high, "questions": figure.questions}


def _calibration(found: Calibration) -> dict[str, Any]:
    reliability = []
    for part in found.bins:
        bounds = {"low": part.low, "high": part.high}
        reliability.append({**bounds, "confidence": part.confidence, "right": _figure(part.right)})
    return {"auroc": found.auroc, "questions": found.questions, "reliability": reliability}


def _invariance(found: Invariance) -> dict[str, Any]:
    return {
        "figures": _keyed(found.figures),
        "sentences": _keyed(found.sentences),
        "outcomes": list(map(_repeat, found.repeats)),
    }


def _repeat(repeat: Repeat) -> dict[str, Any]:
    before = {"got": repeat.plain.got or None, "status": repeat.plain.status}
    more = {"sentence": repeat.sentence, "before": before, "changed": repeat.changed}
    return {**_told(repeat.again), **more}


def _told(outcome: Outcome) -> dict[str, Any]:
    asked = outcome.asked
    told: dict[str, Any] = {"place": asked.place, "q": asked.text, "measures": asked.measures}
    if asked.style:
        told["style"] = asked.style
    if asked.kind:
        told["kind"] = asked.kind
    told |= {"expected": list(outcome.expected), "got": outcome.got or None, "rank": outcome.rank or None}
    told |= {"status": outcome.status, "confidence": outcome.confidence}
    told |= {"after": outcome.after} if outcome.after else {}
    if asked.measures == PASSAGE:
        short = outcome.short
        told["short_answer"] = {"text": short.text, "lines": list(short.lines)} if short else None
    return told | {"ok": outcome.ok}
