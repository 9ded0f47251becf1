"""The prompt, which appears before the documents are read."""

from collections.abc import Callable

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory, Suggestion
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.cursor_shapes import ModalCursorShapeConfig
from prompt_toolkit.document import Document
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.history import History
from prompt_toolkit.output.color_depth import ColorDepth
from prompt_toolkit.styles import Attrs, Style, merge_styles

from faq.session import keys, statusline
from faq.session.completer import LONGEST, FaqCompleter, opens
from faq.session.conversation import Conversation
from faq.session.line_reader import PROMPT

COLORS = Style.from_dict(
    {
        "prompt": "bold",
        "auto-suggestion": "ansibrightblack",
        "bottom-toolbar": "reverse",
        "completion-menu": "noinherit reverse",
        "completion-menu.completion": "noinherit reverse",
        "completion-menu.completion.current": "noinherit bold underline",
        "completion-menu.meta.completion": "noinherit reverse",
        "completion-menu.meta.completion.current": "noinherit bold",
        "scrollbar.background": "noinherit reverse",
        "scrollbar.button": "noinherit",
    }
)
"""Bold and reverse video rather than colours: they suit light and dark backgrounds."""

FAINT = "dim" if "dim" in Attrs._fields else "italic"
"""Style of a suggestion if there are no colours; older releases of prompt_toolkit do not support faint text."""

ESCAPE_ALONE = 0.05, 0.3
"""Seconds after which Escape is a key of its own, neither part of a terminal's sequence nor of Alt typed as Escape."""

MENU_ROWS = 6
"""Rows kept free below the prompt for the menu."""


class Suggestions(AutoSuggestFromHistory):
    """Suggests an earlier question that begins as typed, but not one that was pasted and would fill the screen."""

    def get_suggestion(self, buffer: Buffer, document: Document) -> Suggestion | None:
        """The rest of the newest such question, None if there is none."""
        found = super().get_suggestion(buffer, document)
        return found if found and len(document.text + found.text) <= LONGEST else None


class PromptReader:
    """Reads lines at a prompt; the documents are read in the background of the first one.

    Args:
        conversation: the conversation, for the status line and the completions.
        history: the earlier questions.
        vi: whether to use Vi keys instead of Emacs'.
        color: whether colours are on.

    ``session`` is the prompt itself.
    """

    def __init__(self, conversation: Conversation, history: History, vi: bool, color: bool) -> None:
        self._conversation = conversation
        depth = ColorDepth.DEPTH_4_BIT if color else ColorDepth.DEPTH_1_BIT
        self.session: PromptSession[str] = PromptSession(
            [("class:prompt", PROMPT)],
            editing_mode=EditingMode.VI if vi else EditingMode.EMACS,
            completer=FaqCompleter(conversation.background),
            complete_in_thread=True,
            complete_while_typing=Condition(self._opens),
            auto_suggest=Suggestions(),
            search_ignore_case=True,
            enable_suspend=True,
            history=history,
            key_bindings=keys.bindings(conversation),
            bottom_toolbar=self._status,
            reserve_space_for_menu=MENU_ROWS,
            cursor=ModalCursorShapeConfig() if vi else None,
            style=COLORS if color else merge_styles([COLORS, Style.from_dict({"auto-suggestion": FAINT})]),
            color_depth=depth,
            include_default_pygments_style=False,
        )
        self.session.app.ttimeoutlen, self.session.app.timeoutlen = ESCAPE_ALONE
        self.session.app.after_render += self._drawn
        self.session.default_buffer.on_text_changed += self._typed

    def read(self) -> str:
        """The next line.

        Raises:
            EOFError: Ctrl-D.
            KeyboardInterrupt: an interrupt from outside.
            Unreadable: the documents turned out to be unreadable.
        """
        return self.session.prompt(pre_run=self._leave_if_unreadable)

    def interrupted(self) -> None:
        """Continue after Ctrl-C on a new line."""
        self.session.app.output.write("\n")
        self.session.app.output.flush()

    def redraw(self) -> bool:
        """Redraw the status line, from any thread; return False if there is no prompt."""
        return self._soon(self.session.app.invalidate)

    def _drawn(self, sender: object) -> None:
        """Start reading the documents now that the prompt is drawn, and no sooner."""
        self._conversation.background.start(self._loaded)

    def _opens(self) -> bool:
        """Whether the menu may open; only then are rows kept free for it, else the text above reaches the prompt."""
        return opens(self.session.default_buffer.text)

    def _typed(self, sender: object) -> None:
        self._conversation.hint = ""

    def _loaded(self) -> None:
        """Notify the prompt, from the thread that read the documents."""
        self._soon(self._leave_if_unreadable)

    def _soon(self, act: Callable[[], None]) -> bool:
        """Have something done in the prompt's own thread, where it cannot end meanwhile; return False if there is no
        prompt."""
        loop = self.session.app.loop
        if loop is None:
            return False
        try:
            loop.call_soon_threadsafe(act)
        except RuntimeError:  # the prompt has ended since
            return False
        return True

    def _leave_if_unreadable(self) -> None:
        app, failure = self.session.app, self._conversation.background.failure
        if failure and app.future is not None and not app.future.done():
            app.exit(exception=failure)
        app.invalidate()

    def _status(self) -> StyleAndTextTuples:
        width = self.session.app.output.get_size().columns
        return [("", statusline.text(self._conversation, width))]
