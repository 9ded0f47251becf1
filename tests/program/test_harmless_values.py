"""Nothing comes through: whatever is drawn of a value, each text of which tries to harm, is plain text only."""

from collections.abc import Iterator
from typing import NamedTuple, cast

import pytest

from faq.cli import diff_report
from faq.cli.diff import Change, Changes
from faq.errors import FaqError
from faq.evaluation import report
from faq.evaluation.calibration import calibration
from faq.evaluation.evaluate import OfStyle, Report
from faq.evaluation.measures import Figure
from faq.knowledge.values import CarriedOver, DetailChange, Knowledge
from faq.library.snapshot import Snapshot
from faq.model import (
    ANSWERED,
    BLOCK_KINDS,
    CLOSEST,
    NOT_COVERED,
    Answer,
    Block,
    Document,
    Entry,
    Lines,
    Link,
    Reasons,
    Result,
    ShortAnswer,
)
from faq.output import sources_report, terminal
from faq.output.text import Style
from faq.session import view
from faq.session.conversation import Again
from faq.sources.file_state import FileState
from tests.program.test_harmless import EVIL
from tests.support.fuzzing import harm

HERE = Lines(1, 2)
BLOCKS = tuple(Block(kind, f"a {EVIL}\nb", HERE, 1, f"c {EVIL}", f"d {EVIL}") for kind in sorted(BLOCK_KINDS))
LINKS = (Link(f"e {EVIL}", f"https://f.org/{EVIL}", True), Link(f"g {EVIL}", "", False))
ENTRY = Entry(
    f"h {EVIL}", "qna", f"i {EVIL}", (f"j {EVIL}", f"k {EVIL}"), (f"l {EVIL}",), BLOCKS, LINKS, HERE, 1
)
OF_NO_SECTION = ENTRY._replace(section=())
WRITTEN = Document(f"m {EVIL}", f"n {EVIL}", f"o {EVIL}", f"https://p.org/{EVIL}", f"q {EVIL}", (ENTRY,))
FOUND = Result(ENTRY, WRITTEN, 0.5, ShortAnswer(f"r {EVIL}", HERE))
BARE = Result(
    OF_NO_SECTION, WRITTEN._replace(file="s", url="", revision=""), 0.5, ShortAnswer("t", Lines(9, 9))
)
TEXTS = ((f"u {EVIL}", f"v {EVIL}"),)
WHY = Reasons(((TEXTS[0][0], TEXTS[0]),), ((TEXTS[0][0], TEXTS[0]),), *TEXTS[0], 0.5, TEXTS[0][0])
FACT = FileState((1, 2, 3), (1, 2, 3), "", 1, WRITTEN, None, Knowledge(), "environment")
CHANGED = DetailChange(f"ä {EVIL}", f"ö {EVIL}", f"ü {EVIL}", 7)
CARRIED = CarriedOver(
    (f"{EVIL}.toml",),
    False,
    f"ß {EVIL}",
    1,
    ((f"é {EVIL}", 8),),
    (f"è {EVIL}",),
    (CHANGED,),
    (CHANGED,),
    (f"ê {EVIL}",),
)
NOTED = FACT._replace(origin="configuration", carried=CARRIED)
FAILED = FACT._replace(error=FaqError(f"w {EVIL}", f"x {EVIL}", f"y {EVIL}"))


class Files(NamedTuple):
    """A snapshot of files alone."""

    files: dict[str, FileState]


def drawings(style: Style) -> Iterator[list[str]]:
    """All that is drawn of values, each text of which tries to harm."""
    for status in (ANSWERED, CLOSEST, NOT_COVERED):
        answer = Answer(f"z {EVIL}", status, 0.5, "low", TEXTS, TEXTS[0], (FOUND, BARE, FOUND), WHY)
        yield terminal.answer_lines(answer, style)
        yield terminal.explanation_lines(answer, style)
    for result in (FOUND, BARE):
        yield terminal.entry_lines(result, style)
        yield terminal.list_lines((result,), style)
        yield view.entry(result, style)
        yield view.sections((result,), style)
    yield terminal.list_lines((FOUND, BARE), style)
    yield terminal.list_lines((BARE, FOUND), style)
    yield view.numbered((FOUND, Again(EVIL), *LINKS), style)
    yield [view.title(EVIL, style), *view.remark(EVIL, style)]
    changed = Change(ENTRY, OF_NO_SECTION, True, True, tuple((kind, f"a {EVIL} b ") for kind in "=-+"))
    for change in (
        changed,
        changed._replace(old=OF_NO_SECTION, new=ENTRY),
        Change(ENTRY, None),
        Change(None, ENTRY),
        changed._replace(compared=False),
    ):
        yield diff_report.lines(Changes(WRITTEN, WRITTEN, (change,)), style)
    of_style = OfStyle(EVIL, (Figure("a", "b", 0.5, 0.4, 0.6, 7),), calibration(()))
    yield report.lines(Report((), calibration(()), (of_style,), (), ()))
    for count in (1, 40):
        states = (*[FACT] * count, NOTED, FAILED)
        files = Files({str(number): state for number, state in enumerate(states)})
        for verbose in (False, True):
            yield sources_report.lines(cast(Snapshot, files), style, verbose)


@pytest.mark.parametrize("color", [True, False])
def test_every_text_of_every_value(color: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources_report, "note", lambda fact: EVIL if fact == NOTED else "")
    for drawn in drawings(Style(50, color, color)):
        assert harm("\n".join(drawn)) == []
        assert any("\ufffd" in line for line in drawn)
