"""Descriptions of the keys, for /help and the manual."""

KEYS = (
    ("Enter", "ask; in the menu: ask what is chosen; on an empty line: more of the answer"),
    ("Alt-Enter", "begin a new line"),
    ("Tab, Down", "choose a completion"),
    ("Escape", "close the menu"),
    ("Right, Ctrl-E", "take the grey suggestion"),
    ("Up, Down", "earlier and later questions"),
    ("Ctrl-R", "search earlier questions"),
    ("Ctrl-C", "clear the line; stop what is running"),
    ("Ctrl-L", "clear the screen"),
    ("Ctrl-Z", "suspend (fg comes back)"),
    ("Ctrl-D", "leave (on an empty line)"),
)
"""Every key beyond plain editing, for which the keys are Emacs' or, with ``--vi``, ``EDITING_MODE=vi`` or
``~/.inputrc``, Vi's."""
