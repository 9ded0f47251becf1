"""The lines that docutils is given: the same as its own, without the copies."""

from typing import Any

import pytest
from docutils.statemachine import StringList
from hypothesis import given
from hypothesis import strategies as st

from faq.parsing.markup import dialect
from faq.parsing.markup.line_list import Lines, Rest
from tests.support.fuzzing import inputs

PLACE = st.integers(0, 9)
STEP = st.one_of(
    st.tuples(st.sampled_from(["rest", "trim_start", "trim_end", "pop", "take out", "append"]), PLACE),
    st.tuples(st.sampled_from(["slice", "set", "insert", "trim_left"]), PLACE, PLACE),
)


def done(lines: Any, step: tuple[Any, ...]) -> Any:
    """Do one thing to lines; the lines to go on with."""
    match step:
        case "rest", start:
            return lines[start:]
        case "slice", start, stop:
            return lines[start:stop]
        case "trim_start", n:
            lines.trim_start(n)
        case "trim_end", n:
            lines.trim_end(n + 1)
        case "pop", n:
            lines.pop(n)
        case "append", n:
            lines.append(f"last {n}", "other.rst", n)
        case "take out", n:
            del lines[n]
        case "set", n, m:
            lines[n] = f"line {m}"
        case "insert", n, m:
            lines.insert(n, f"new {m}", "other.rst", m)
        case "trim_left", n, m:
            lines.trim_left(2, n, m)
    return lines


def seen(lines: Any) -> Any:
    """All that can be asked of lines, those that they are part of included."""
    found = []
    while lines is not None:
        places = range(-len(lines), len(lines) + 1)
        found.append(
            (
                list(lines),
                list(lines.xitems()),
                [tried(lines.__getitem__, n) for n in places],
                [tried(lines.info, n) for n in places],
                lines.parent_offset,
            )
        )
        lines = lines.parent
    return found


def tried(do: Any, *what: Any) -> Any:
    """What comes of something, be it an error."""
    try:
        return do(*what)
    except (IndexError, ZeroDivisionError) as error:
        return type(error)


@inputs(300)
@given(st.integers(0, 12), st.lists(STEP, max_size=6))
def test_they_do_what_those_of_docutils_do(size: int, steps: list[tuple[Any, ...]]) -> None:
    text = [f"  {number}" for number in range(size)]
    ours, theirs = Lines(text, "a.rst"), StringList(text, "a.rst")
    for step in steps:
        went = tried(done, ours, step)
        right = tried(done, theirs, step)
        if isinstance(right, type):
            assert went is right
            return
        ours, theirs = went, right
        assert seen(ours) == seen(theirs)


PIECES = {
    "lists": "* a\n\nb\n\n",
    "numbers": "1. a\n\nb\n\n",
    "definitions": "a\n  b\n\nc\n\n",
    "fields": ":a: b\n\nc\n\n",
    "options": "-a  b\n\nc\n\n",
    "line blocks": "| a\n\nb\n\n",
    "footnotes": ".. [#] a\n\nb\n\n",
    "comments": ".. a\n\nb\n\n",
    "headings": "How {n}?\n-------\n\na\n\n",
    "notes": ".. note::\n   a\n\n",
    "quotes": "a\n\n  b\n\n  -- c\n\n",
    "doctests": ">>> a\n\nb\n\n",
    "rows of blank lines in a note": ".. note::\n" + "\n" * 300 + "   b\n\n",
}


@pytest.mark.parametrize("name", PIECES)
def test_what_is_copied_grows_with_the_document(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many lines a line in a long document as in a short one."""
    copied = 0

    class Counted(Lines):
        def __getitem__(self, place: Any) -> Any:
            nonlocal copied
            found = super().__getitem__(place)
            if isinstance(place, slice) and not isinstance(found.data, Rest):
                copied += len(found)
            return found

        def trim_start(self, n: int = 1) -> None:
            nonlocal copied
            super().trim_start(n)
            copied += 0 if isinstance(self.data, Rest) else len(self)

    monkeypatch.setattr(dialect, "Lines", Counted)
    lines = "".join(PIECES[name].format(n=number) for number in range(1000)).split("\n")
    dialect.read(lines, "faq.rst")
    assert copied < 5 * len(lines)
