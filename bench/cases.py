"""The cases that a formula of confidence is fitted on."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from faq.engine.parameters import Features


class Case(NamedTuple):
    """A question's match, whether its first entry was right, its kind (answerable, near or far), the group that is kept
    together in a fold, how often it counts, and the document that was asked."""

    features: Features
    right: bool
    kind: str
    group: int
    weight: float = 1
    document: str = ""


def evened(cases: Sequence[Case]) -> Iterator[Case]:
    """Return cases of which those that no entry answers count as much together as the others."""
    answerable = sum(case.kind == "answerable" for case in cases)
    share = answerable / (len(cases) - answerable)
    for case in cases:
        yield case if case.kind == "answerable" else case._replace(weight=case.weight * share)
