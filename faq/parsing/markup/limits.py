"""Bounds on the work of docutils: what would take it more than linear time is read another way.

docutils looks for the end of each inline mark in all the text behind it, sets up a dozen objects for
each list, and traces tables character by character. Here an end that is not there is looked for once,
the objects are used again, and what is longer than any text that people write stays as it is written.
"""

import re
from typing import Any

from docutils import nodes
from docutils.parsers.rst import states

LONGEST_INLINE = 30_000
"""Characters of a paragraph beyond which its inline markup is not read."""

LONGEST_WORD = 1_000
"""Characters without a blank beyond which a paragraph's inline markup is not read."""

LARGEST_TABLE = 60_000
"""Characters of a table beyond which its cells are not told apart."""

WIDEST_TABLE = 2_000
"""Columns of a table beyond which its cells are not told apart."""

_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD}}}")


def too_long(text: str) -> bool:
    """Whether a text stays as it is written, its inline markup not read."""
    return len(text) > LONGEST_INLINE or (len(text) > LONGEST_WORD and _LONG_WORD.search(text) is not None)


class End:
    """The pattern of a mark's end, looked for in ever shorter ends of one text: what was not found stays unfound."""

    def __init__(self, pattern: Any) -> None:
        self._pattern = pattern
        self.length = -1

    def search(self, rest: str) -> Any:
        """The end in what is left of the text, or nothing."""
        if len(rest) <= self.length:
            return None
        found = self._pattern.search(rest)
        if found is None:
            self.length = len(rest)
        return found


class Inliner(states.Inliner):  # type: ignore[misc]  # docutils has no types
    """Inline markup of which a text of any length is read in linear time."""

    ends: tuple[End, ...] = ()

    def init_customizations(self, settings: Any) -> None:
        """Set up the patterns, those of ends with a memory."""
        super().init_customizations(settings)
        names = ("emphasis", "strong", "literal", "target", "substitution_ref", "interpreted_or_phrase_ref")
        self.ends = tuple(End(getattr(self.patterns, name)) for name in names)
        for name, end in zip(names, self.ends, strict=True):
            setattr(self.patterns, name, end)

    def parse(self, text: str, lineno: int, memo: Any, parent: Any) -> tuple[list[Any], list[Any]]:
        """The nodes of a text; one too long for the patterns stays as it is written."""
        if too_long(text):
            return [nodes.Text(text)], []
        for end in self.ends:
            end.length = -1
        found: tuple[list[Any], list[Any]] = super().parse(text, lineno, memo, parent)
        return found


class _Machine(states.NestedStateMachine):  # type: ignore[misc]  # docutils has no types
    """A state machine of the parser's own states, which is used again."""

    def unlink(self) -> None:
        """Go back to those that are free."""
        _free.append(self)


_free: list[_Machine] = []


def _machine(
    state_classes: Any, initial_state: str, parent_state_machine: Any = None, debug: bool = False
) -> Any:
    """A state machine: a free one where there is one of these states."""
    machine: Any
    if state_classes is not STATES:  # those of quoted literal blocks
        machine = states.NestedStateMachine(state_classes, initial_state, debug)
    elif _free:
        machine = _free.pop()
    else:
        machine = _Machine(state_classes, initial_state, debug)
    machine.initial_state = initial_state
    machine.parent_state_machine = parent_state_machine
    return machine


class _Bounded:
    """A state of the parser, its lists and tables bounded."""

    nested_sm = staticmethod(_machine)
    nested_sm_cache: list[Any] = []  # noqa: RUF012  # docutils shares it among all states
    state_machine: Any

    def __init__(self, state_machine: Any, debug: bool = False) -> None:
        super().__init__(state_machine, debug)  # type: ignore[call-arg]  # it stands before a class of docutils
        self.nested_sm_kwargs = {"state_classes": STATES, "initial_state": "Body"}

    def table(self, isolate: Any, parser: Any) -> tuple[list[Any], bool]:
        """A table; one that is too large stands as it is written."""
        block, messages, finished = isolate()
        if block and (len(block) * len(block[0]) > LARGEST_TABLE or len(block[0]) > WIDEST_TABLE):
            text = "\n".join(block)
            last = self.state_machine.abs_line_number()
            span = (last - len(block) + 1, last)
            return [nodes.literal_block(text, text, span=span, tabular=True), *messages], finished
        found: tuple[list[Any], bool] = super().table(lambda: (block, messages, finished), parser)  # type: ignore[misc]  # as above
        return found


STATES = tuple(type(state.__name__, (_Bounded, state), {}) for state in states.state_classes)
"""The states of the parser."""


def forget() -> None:
    """Let go of what was kept to be used again, and with it of the last document."""
    _free.clear()
    _Bounded.nested_sm_cache.clear()
