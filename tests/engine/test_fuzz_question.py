"""The second entrance, the question: whatever it holds, an answer comes and nothing harmful with it."""

import json
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from faq.engine import ask
from faq.engine.completion import complete
from faq.library.library import Library, open_library
from faq.model import ANSWERED, CLOSEST, NOT_COVERED, Turn
from faq.output import json_form
from faq.output.harmless import without_surrogates
from faq.output.terminal import answer_lines, explanation_lines
from faq.output.text import Style
from faq.session.input_parser import parse as parse_line
from faq.sources.selection import in_use
from tests.support.fuzzing import ANY_TEXT, harm, inputs

pytestmark = pytest.mark.slow

WORDS = [
    "how do I",
    "report",
    "bugs",
    "for BPF",
    "kernel code?",
    "maling list",
    "llvm",
    "it",
    "and",
    "why",
    "\u202e",
]
QUESTION = ANY_TEXT | st.lists(st.sampled_from(WORDS) | ANY_TEXT, max_size=8).map(" ".join)
LONG = (
    "x" * 1_000_000, "a-" * 500_000, "a@" * 300_000, "a.b/" * 250_000, "\u6f22" * 300_000, "\ufdfa" * 300_000,
    "?" * 1_000_000, " " * 1_000_000, "and " * 250_000, "report bugs " * 80_000, "\0" * 1_000_000, "\u0301" * 500_000,
)  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        opened = open_library(in_use())
    yield opened
    opened.close()


def check(library: Library, query: str, context: tuple[Turn, ...] = ()) -> None:
    """Ask, and see that all that is promised of an answer holds."""
    answer = ask(library.snapshot, query, context=context)
    assert answer.status in (ANSWERED, CLOSEST, NOT_COVERED)
    assert 0 <= answer.confidence <= 1
    assert bool(answer.results) == (answer.status != NOT_COVERED)
    style = Style(60, True, True)
    assert harm("\n".join([*answer_lines(answer, style), *explanation_lines(answer, style)])) == []
    printed = json.dumps(without_surrogates(json_form.answer(answer)), ensure_ascii=False)
    assert json.loads(printed.encode()) is not None


@inputs(400)
@given(QUESTION)
@example("\0")
@example("\ud800")
@example("\u202ehow do I report bugs\u202c")
@example("\x1b]8;;http://evil.example/\x1b\\report bugs\x1b]8;;\x1b\\ \x9b31m")
@example("\u0130\u0130\u0130\u0130 bugs")
def test_questions(library: Library, query: str) -> None:
    check(library, query)


@inputs(100)
@given(
    QUESTION, st.lists(st.tuples(QUESTION, ANY_TEXT | st.just("q-which-llvm-version-do-i-need#")), max_size=4)
)
def test_questions_in_a_conversation(library: Library, query: str, context: list[tuple[str, str]]) -> None:
    check(library, query, tuple(Turn(*turn) for turn in context))


@inputs(200)
@given(QUESTION, st.integers(1, 40))
def test_completions(library: Library, prefix: str, limit: int) -> None:
    found = complete(library.snapshot, prefix, limit)
    assert len(found) <= limit
    assert all(library.snapshot.find(item.id) for item in found)


@inputs(300)
@given(ANY_TEXT)
@example("#")
@example("a#b#c")
@example("\ud800")
def test_ids(library: Library, ident: str) -> None:
    assert library.snapshot.find(ident) is None


@inputs(300)
@given(ANY_TEXT)
@example("/")
@example("9" * 5000)
@example("/show " + "9" * 5000)
def test_lines_of_a_session(line: str) -> None:
    try:
        parse_line(line)
    except Exception as error:
        assert type(error).__name__ == "FaqError"


@pytest.mark.parametrize("number", range(len(LONG)))
def test_a_mebibyte(library: Library, number: int) -> None:
    check(library, LONG[number])
    complete(library.snapshot, LONG[number], 3)


def test_the_whole_of_unicode(library: Library) -> None:
    """Every character, a hundred to a question, surrogates included."""
    for first in range(0, 0x20000, 400):
        check(library, "bugs " + " ".join(chr(code) for code in range(first, first + 400, 4)))
