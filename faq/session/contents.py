"""The table of contents on the whole screen: type to search, Enter opens an entry, Escape leaves."""

from collections.abc import Sequence

from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.data_structures import Point
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.key_binding.key_processor import KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import HSplit, Layout, Window
from prompt_toolkit.layout.controls import BufferControl, FormattedTextControl
from prompt_toolkit.layout.processors import BeforeInput
from prompt_toolkit.output.color_depth import ColorDepth
from prompt_toolkit.styles import Style

from faq.model import Result
from faq.output.harmless import safe_line
from faq.output.text import cut
from faq.session.keys import ignore

COLORS = Style.from_dict({"section": "bold", "chosen": "reverse", "hint": "reverse"})
"""Bold and reverse video rather than colours: they suit light and dark backgrounds."""

HINT = " type to search | arrows move | Enter opens | Escape returns"

PAGE = 10
"""Entries that Page Up and Page Down move by."""


def matching(results: Sequence[Result], typed: str) -> tuple[Result, ...]:
    """The entries with all the typed words in their question or section, ignoring case."""
    words = typed.casefold().split()
    found: list[Result] = []
    for result in results:
        text = f"{result.entry.question}\n{' > '.join(result.entry.section)}".casefold()
        if all(word in text for word in words):
            found.append(result)
    return tuple(found)


class Contents:
    """The list with its search line.

    Args:
        results: every entry.
        color: whether colours are on.

    ``found`` has the entries that match the typed text, ``place`` is the position of the selected one, ``app`` the
    application, which returns the entry that was opened or none.
    """

    def __init__(self, results: Sequence[Result], color: bool) -> None:
        self._results, self.found, self.place = tuple(results), tuple(results), 0
        self._typed = Buffer(multiline=False, on_text_changed=self._search)
        self._line = 0
        entries = FormattedTextControl(
            self._rows, show_cursor=False, get_cursor_position=lambda: Point(0, self._line)
        )
        layout = HSplit(
            [
                Window(BufferControl(self._typed, [BeforeInput("search: ", "class:section")]), height=1),
                Window(entries, wrap_lines=False),
                Window(FormattedTextControl(self._hint), height=1, style="class:hint"),
            ]
        )
        self.app: Application[Result | None] = Application(
            Layout(layout),
            key_bindings=self._keys(),
            full_screen=True,
            style=COLORS,
            color_depth=ColorDepth.DEPTH_4_BIT if color else ColorDepth.DEPTH_1_BIT,
        )
        self.app.ttimeoutlen = self.app.timeoutlen = 0.05

    def _search(self, _: Buffer) -> None:
        self.found, self.place = matching(self._results, self._typed.text), 0

    def _hint(self) -> StyleAndTextTuples:
        width = self.app.output.get_size().columns
        count = f" {len(self.found)} of {len(self._results)} |"
        return [("", cut(count + HINT, width))]

    def _rows(self) -> StyleAndTextTuples:
        width = self.app.output.get_size().columns
        rows: StyleAndTextTuples = []
        section: tuple[str, tuple[str, ...]] | None = None
        line = 0
        for number, result in enumerate(self.found):
            here = (result.document.path, result.entry.section)
            if here != section:
                section = here
                name = " > ".join(result.entry.section) or result.document.title
                rows.append(("class:section", f"{cut(safe_line(name), width)}\n"))
                line += 1
            if number == self.place:
                self._line = line
            question = cut(safe_line(result.entry.question), width - 2)
            rows.append(("class:chosen" if number == self.place else "", f"  {question}\n"))
            line += 1
        return rows or [("", "no entry matches\n")]

    def _move(self, by: int) -> None:
        self.place = max(0, min(self.place + by, len(self.found) - 1))

    def _keys(self) -> KeyBindings:
        keys = KeyBindings()
        for names, by in (
            (("up", "c-p"), -1),
            (("down", "c-n", "tab"), 1),
            (("pageup",), -PAGE),
            (("pagedown",), PAGE),
        ):
            for name in names:
                keys.add(name, eager=True)(lambda event, by=by: self._move(by))
        keys.add("enter", eager=True)(self._open)
        for name in ("escape", "c-c", "c-d", Keys.ControlG):
            keys.add(name, eager=True)(lambda event: event.app.exit(result=None))
        keys.add(Keys.Vt100MouseEvent)(ignore)
        return keys

    def _open(self, event: KeyPressEvent) -> None:
        if self.found:
            event.app.exit(result=self.found[self.place])


def pick(results: Sequence[Result], color: bool) -> Result | None:
    """Let the user choose an entry; none if they leave without choosing."""
    return Contents(results, color).app.run()
