"""Shared by the fuzz tests: how long they run, and their texts.

``BPFFAQ_FUZZ=100 pytest tests/*/test_fuzz_*.py`` tries a hundred times as many inputs, different ones each time; the
last lines of the run say how many there were.
"""

import re
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.support.tally import TIMES, count

ROOT = Path(__file__).parents[2]
BUNDLED = (ROOT / "data" / "bpf_devel_QA.rst").read_text(encoding="utf-8")
PIECES = [piece for piece in BUNDLED.split("\n\n") if piece.strip()]


Test = TypeVar("Test", bound=Callable[..., None])


def inputs(number: int) -> Callable[[Test], Test]:
    """Set how many inputs a test tries; a normal run tries the same ones each time, so as not to fail by chance."""
    chosen = settings(
        max_examples=number * TIMES,
        derandomize=TIMES == 1,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )

    def counted(test: Test) -> Test:
        handle: Any = test.hypothesis  # type: ignore[attr-defined]  # which given() has put there
        tries = handle.inner_test

        @wraps(tries)
        def once(*arguments: Any, **named: Any) -> None:
            count()
            tries(*arguments, **named)

        handle.inner_test = once
        return chosen(test)

    return counted


ANY_TEXT = st.text(st.characters(), max_size=300)
"""Every Unicode category, lone surrogates and NUL included."""

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
"""Text that a document in UTF-8 can contain."""

OWN_SEQUENCES = re.compile("\x1b\\[[0-9;]*m|\x1b]8;;(?:(?:https?://|mailto:)[!-~]+)?\x1b\\\\")
HARMFUL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def harm(drawn: str) -> list[str]:
    """What must not reach a terminal: control characters, except those of bpffaq's own colours and hyperlinks."""
    return HARMFUL.findall(OWN_SEQUENCES.sub("", drawn))
