"""The keys of the session, beyond those of Emacs or Vi that prompt_toolkit brings."""

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
    """A menu is open and nothing in it is chosen."""
    state = get_app().current_buffer.complete_state
    return state is not None and state.complete_index is None


def bindings(conversation: Conversation) -> KeyBindings:
    """The key bindings of the prompt; what a key has to say goes to the conversation's status line."""
    keys = KeyBindings()

    def clear(event: KeyPressEvent) -> None:
        """Ctrl-C: an empty line, the history's cursor at its end."""
        conversation.hint = "" if event.current_buffer.text else HOW_TO_LEAVE
        event.current_buffer.reset()

    typing = has_focus(DEFAULT_BUFFER)
    keys.add("c-c", filter=typing)(clear)
    keys.add(Keys.BracketedPaste, filter=typing)(paste)
    keys.add("escape", filter=typing & emacs_insert_mode & has_completions)(close)
    keys.add("escape", "enter", filter=typing)(newline)
    keys.add("up", filter=typing & _untouched_menu)(older)
    keys.add("c-p", filter=typing & _untouched_menu)(older)
    return keys


def paste(event: KeyPressEvent) -> None:
    """A paste is one question, however many lines it has; it is not sent before Enter."""
    buffer = event.current_buffer
    text = fold(event.data)
    before = buffer.document.char_before_cursor
    buffer.insert_text(f" {text}" if before and not before.isspace() and event.data[:1].isspace() else text)


def newline(event: KeyPressEvent) -> None:
    """Alt-Enter begins a new line of the same question."""
    event.current_buffer.insert_text("\n")


def close(event: KeyPressEvent) -> None:
    """Escape closes the menu and leaves what was typed; Vi's Escape does so anyway."""
    event.current_buffer.cancel_completion()


def older(event: KeyPressEvent) -> None:
    """Up looks into the history, also while a menu is open that nobody has entered."""
    event.current_buffer.cancel_completion()
    event.current_buffer.auto_up(count=event.arg)
