"""The keys of the session, beyond prompt_toolkit's own for Emacs and Vi."""

from prompt_toolkit.application.current import get_app
from prompt_toolkit.enums import DEFAULT_BUFFER
from prompt_toolkit.filters import Condition, emacs_insert_mode, has_completions, has_focus
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.key_binding.key_processor import KeyPressEvent
from prompt_toolkit.keys import Keys

from faq.session.conversation import Conversation
from faq.session.input_parser import fold

HOW_TO_LEAVE = "Ctrl-D or /quit leaves."


@Condition
def _untouched_menu() -> bool:
    """Whether a menu is open with nothing selected in it."""
    state = get_app().current_buffer.complete_state
    return state is not None and state.complete_index is None


def bindings(conversation: Conversation) -> KeyBindings:
    """The key bindings of the prompt; messages from keys go to the conversation's status line."""
    keys = KeyBindings()

    def clear(event: KeyPressEvent) -> None:
        """Ctrl-C empties the line and moves to the end of the history."""
        conversation.hint = "" if event.current_buffer.text else HOW_TO_LEAVE
        event.current_buffer.reset()

    typing = has_focus(DEFAULT_BUFFER)
    keys.add("c-c", filter=typing)(clear)
    keys.add(Keys.BracketedPaste, filter=typing)(paste)
    keys.add("escape", filter=typing & emacs_insert_mode & has_completions)(close)
    keys.add("escape", "enter", filter=typing)(newline)
    keys.add("up", filter=typing & _untouched_menu)(older)
    keys.add("c-p", filter=typing & _untouched_menu)(older)
    keys.add(Keys.Vt100MouseEvent)(ignore)
    return keys


def paste(event: KeyPressEvent) -> None:
    """A paste is one question, however many lines it has; it is not sent until Enter."""
    buffer = event.current_buffer
    text = fold(event.data)
    before = buffer.document.char_before_cursor
    buffer.insert_text(f" {text}" if before and not before.isspace() and event.data[:1].isspace() else text)


def newline(event: KeyPressEvent) -> None:
    """Alt-Enter starts a new line in the same question."""
    event.current_buffer.insert_text("\n")


def close(event: KeyPressEvent) -> None:
    """Escape closes the menu and keeps what was typed; Vi's Escape does so anyway."""
    event.current_buffer.cancel_completion()


def older(event: KeyPressEvent) -> None:
    """Up goes back in the history, even while a menu is open with nothing selected."""
    event.current_buffer.cancel_completion()
    event.current_buffer.auto_up(count=event.arg)


def ignore(event: KeyPressEvent) -> None:
    """The mouse is not used, but colours in a paste look like it, and prompt_toolkit's own handler fails at them."""
