"""Bounds on the work of docutils: what would take it more than linear time is read in another way.

docutils searches for the end of each inline mark in all the text after it, creates a dozen objects for
each list, and traces tables character by character. Here a missing end is searched for only once,
the objects are reused, and whatever is longer than any text that people write stays as written.
"""

import re
from typing import Any

from docutils import nodes, utils
from docutils.parsers.rst import states

from faq.parsing.markup.lean import lighten_body, lighten_text

LONGEST_INLINE = 30_000
"""Characters of a paragraph beyond which its inline markup is not read."""

LONGEST_WORD = 1_000
"""Characters without a space beyond which a paragraph's inline markup is not read."""

LARGEST_TABLE = 60_000
"""Characters of a table beyond which its cells are not separated."""

WIDEST_TABLE = 2_000
"""Columns of a table beyond which its cells are not separated."""

MOST_PROBLEMS = 1_000
"""Maximum parser messages kept."""

PARTS = 40_000
"""Paragraphs, items and headings that a document may have; and one more for every ``BYTES_A_PART`` characters."""

BYTES_A_PART = 10
"""Average characters per part in the densest text that people write."""

HEADINGS_REFUSED = ("Unexpected section title", "Title level inconsistent", "Inconsistent title")
TABLES_REFUSED = ("Malformed table",)
"""Beginnings of messages that stand for text of the document."""

_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD}}}")


def too_long(text: str) -> bool:
    """Whether a text stays as it is written, its inline markup not read."""
    return len(text) > LONGEST_INLINE or (len(text) > LONGEST_WORD and _LONG_WORD.search(text) is not None)


class TooManyParts(Exception):
    """A document of so many parts that its tree would fill the memory."""


class Reporter(utils.Reporter):  # type: ignore[misc]  # docutils has no types
    """Takes the parser's messages; only those are put into the tree that hold text of the document."""

    def __init__(self, file: str) -> None:
        super().__init__(file, report_level=5, halt_level=5, stream=False)
        self.file = file
        self.problems: list[str] = []
        self._unsaid = nodes.system_message()

    def system_message(self, level: int, message: Any, *children: Any, **attributes: Any) -> Any:
        """Note a message; return it where it stands for text, else one that is empty."""
        said = str(message)
        stands_for_text = said.startswith((*HEADINGS_REFUSED, *TABLES_REFUSED))
        if not stands_for_text and (level < self.WARNING_LEVEL or len(self.problems) >= MOST_PROBLEMS):
            return self._unsaid
        is_heading = said.startswith(HEADINGS_REFUSED) and bool(children)
        if is_heading:
            found = _heading(super().system_message(level, "", **attributes), children[0])
        else:
            found = super().system_message(level, said, *children, **attributes)
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(f"{self.file}:{found.get('line', 1)}: {' '.join(said.split())}")
        return found if stands_for_text else self._unsaid


def _heading(message: Any, literal: Any) -> Any:
    """A message of which nothing is left but the heading that was refused and its line: there may be one for each ten
    bytes. What it was made of is taken apart, since nobody looks for circles meanwhile."""
    message.attributes = {"heading": literal.astext(), "line": message.get("line")}
    literal.clear()
    return message


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


class Likely:
    """A pattern that is searched for only where a quick one says that it may be: few texts have any markup.

    Args:
        quick: a pattern that is found wherever the other one is.
        pattern: the pattern.
    """

    def __init__(self, quick: str, pattern: Any) -> None:
        self._quick, self._pattern = re.compile(quick), pattern

    def search(self, text: str) -> Any:
        """What the pattern finds first, or nothing."""
        return self._pattern.search(text) if self._quick.search(text) else None


_BEGINS = r"[*`|]|_(?![^\W_])"
"""A character with which inline markup begins, or a word that is a reference ends."""

_ADDRESS = r"[A-Za-z0-9.+-]:\S|@"
"""What every address has."""


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
        self.patterns.initial = Likely(_BEGINS, self.patterns.initial)
        (pattern, method), *others = list[Any](self.implicit_dispatch)
        self.implicit_dispatch[:] = [(Likely(_ADDRESS, pattern), method), *others]

    def parse(self, text: str, lineno: int, memo: Any, parent: Any) -> tuple[list[Any], list[Any]]:
        """The nodes of a text; one too long for the patterns stays as it is written."""
        if too_long(text):
            return [nodes.Text(text)], []
        for end in self.ends:
            end.length = -1
        found: tuple[list[Any], list[Any]] = super().parse(text, lineno, memo, parent)
        return found

    def problematic(self, text: str, rawsource: str, message: Any) -> Any:
        """A mark without an end: its text. The names that docutils gives it and its message are given away unused."""
        for _ in range(2):
            name = self.document.set_id(nodes.Element())
            self.document.ids[name] = None
        return nodes.Text(text)


class _States(dict[str, Any]):
    """The states of a machine, each made when it is first needed: of fifteen, a document needs a few."""

    def __init__(self, machine: Any) -> None:
        self._machine = machine

    def __missing__(self, name: str) -> Any:
        state = self[name] = _by_name[name](self._machine)
        if hasattr(self._machine, "memo"):  # it runs already
            state.runtime_init()
        return state


class _Sparing:
    """A state machine that has no states that it does not need, and whose lines are all of one file."""

    document: Any
    input_lines: Any
    line_offset: int

    def add_states(self, state_classes: Any) -> None:
        """Have the parser's own states."""
        self.states = _States(self)

    def notify_observers(self) -> None:
        """Note the line's number, which the nodes that are made of it get."""
        try:
            self.document.current_line = self.input_lines.items[self.line_offset][1] + 1
        except IndexError:
            self.document.current_line = None


class Machine(_Sparing, states.RSTStateMachine):  # type: ignore[misc]  # docutils has no types
    """The state machine of a document."""


class _Machine(_Sparing, states.NestedStateMachine):  # type: ignore[misc]  # as above
    """A state machine of a part of a document, which is used again."""

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
    parent: Any

    def __init__(self, state_machine: Any, debug: bool = False) -> None:
        super().__init__(state_machine, debug)  # type: ignore[call-arg]  # it stands before a class of docutils
        self.nested_sm_kwargs = {"state_classes": STATES, "initial_state": "Body"}

    def count(self, parts: int) -> None:
        """Count parts of the document."""
        document = self.state_machine.document
        document.parts_left -= parts
        if document.parts_left < 0:
            raise TooManyParts

    def nested_parse(self, *arguments: Any, **settings: Any) -> int:
        """The lines of an item, a quote or a directive."""
        self.count(1)
        end = int(super().nested_parse(*arguments, **settings))  # type: ignore[misc]  # as above
        lighten_body(settings["node"] if "node" in settings else arguments[2])
        return end

    def paragraph(self, lines: Any, lineno: int) -> tuple[list[Any], bool]:
        """A paragraph."""
        self.count(1)
        found: tuple[list[Any], bool] = super().paragraph(lines, lineno)  # type: ignore[misc]  # as above
        for node in found[0]:
            lighten_text(node)
        return found

    def new_subsection(self, *arguments: Any) -> None:
        """A heading."""
        self.count(3)
        super().new_subsection(*arguments)  # type: ignore[misc]  # as above
        if isinstance(self.parent, nodes.section):
            lighten_text(self.parent.children[0])

    def line_block_line(self, *arguments: Any) -> tuple[Any, list[Any], bool]:
        """A line that stands for itself."""
        self.count(1)
        found: tuple[Any, list[Any], bool] = super().line_block_line(*arguments)  # type: ignore[misc]  # as above
        lighten_text(found[0])
        return found

    def table(self, isolate: Any, parser: Any) -> tuple[list[Any], bool]:
        """A table; one that is too large stands as it is written."""
        block, messages, finished = isolate()
        if block and (len(block) * len(block[0]) > LARGEST_TABLE or len(block[0]) > WIDEST_TABLE):
            text = "\n".join(block)
            return [nodes.literal_block(text, text, span=span(block), tabular=True), *messages], finished
        where = span(block) if block else None
        found: tuple[list[Any], bool] = super().table(lambda: (block, messages, finished), parser)  # type: ignore[misc]  # as above
        for node in found[0]:
            if isinstance(node, nodes.table):
                node["span"] = where
        return found

    def block_quote(self, indented: Any, line_offset: int) -> list[Any]:
        """The quotes of an indented block, each up to its attribution.

        docutils keeps the source of each with all that follows it, and copies what follows.
        """
        found: list[Any] = []
        end = len(indented)
        start = _first_text(indented, 0)
        while start < end:
            rest = indented[start : _end_of_quote(self, indented, start)]
            offset = line_offset + start
            quote = nodes.block_quote()
            quote.source, quote.line = self.state_machine.get_source_and_line(offset + 1)
            lines, attribution, attribution_offset, _, _ = self.split_attribution(rest, offset)  # type: ignore[attr-defined]  # of docutils
            self.nested_parse(lines, offset, quote)
            found.append(quote)
            if attribution:
                node, messages = self.parse_attribution(attribution, offset + attribution_offset)  # type: ignore[attr-defined]  # as above
                quote += node
                found += messages
            start = _first_text(indented, start + len(rest))
        return found


def span(lines: Any) -> tuple[int, int]:
    """The first and the last of lines, by their numbers in the document."""
    return lines.items[0][1] + 1, lines.items[-1][1] + 1


def _first_text(lines: Any, start: int) -> int:
    """The first line from ``start`` on that is not blank."""
    while start < len(lines) and not lines[start]:
        start += 1
    return start


def _end_of_quote(state: Any, lines: Any, start: int) -> int:
    """The line after a quote's attribution, or the end of the block."""
    blank = -1
    for at in range(start + 1, len(lines)):
        line = lines[at].rstrip()
        if not line:
            blank = at
        elif blank == at - 1 and state.attribution_pattern.match(line):
            end, _ = state.check_attribution(lines, at)
            if end:
                return int(end)
    return len(lines)


STATES = tuple(type(state.__name__, (_Bounded, state), {}) for state in states.state_classes)
"""The states of the parser."""

_by_name = {state.__name__: state for state in STATES}


def forget() -> None:
    """Release the objects kept for reuse, and with them the last document."""
    _free.clear()
    _Bounded.nested_sm_cache.clear()
