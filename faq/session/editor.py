"""Opens a source line in the user's editor, in each editor's own syntax."""

import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping

from faq.errors import FaqError
from faq.session import private_file
from faq.sources.configuration import configuration_file
from faq.sources.shipped import is_installed
from index.generation import put

PLUS = (
    "vi vim nvim view vimx gvim elvis nvi emacs emacsclient xemacs mg zile jed jmacs nano rnano pico joe "
    "jstar ne micro kak gedit gnome-text-editor xed pluma geany leafpad featherpad bbedit mcedit"
)
COLON = "subl sublime_text atom zed zeditor hx helix lapce"
GOTO = "code code-insiders codium vscodium code-oss cursor windsurf"
LINE = "kate kwrite mate mousepad idea pycharm clion goland rustrover webstorm notepadqq"

_ARGUMENTS = {
    **dict.fromkeys(PLUS.split(), ("+{line}", "{file}")),
    **dict.fromkeys(COLON.split(), ("{file}:{line}",)),
    **dict.fromkeys(GOTO.split(), ("--goto", "{file}:{line}")),
    **dict.fromkeys(LINE.split(), ("--line", "{line}", "{file}")),
}


_READ_ONLY = {
    **dict.fromkeys("vi vim nvim view vimx gvim elvis nvi".split(), ("-R",)),
    **dict.fromkeys("nano rnano pico".split(), ("-v",)),
    "kak": ("-ro",),
    "micro": ("-readonly", "true"),
    "ne": ("--read-only",),
}
"""Options that make editors open a file read-only; the others are given a copy that is not writable."""


def command(editor: str, file: str, line: int, read_only: bool = False) -> list[str]:
    """The argument vector that opens a file at a line.

    Args:
        editor: the value of ``$VISUAL`` or ``$EDITOR``, options and quotes included.
        file: the file, as an absolute path.
        line: the line, 1-based.
        read_only: whether to open the file read-only, if the editor has an option for that.

    Returns:
        The words to run without a shell; an unknown editor gets only the file.

    Raises:
        FaqError: the value has no closing quote, or is empty.
    """
    words = _words(editor)
    name = _name(words[0])
    pattern = _ARGUMENTS.get(name, ("{file}",))
    words += _READ_ONLY.get(name, ()) if read_only else ()
    return words + [part.format(file=file, line=line) for part in pattern]


def _words(editor: str) -> list[str]:
    """The program and the options of an editor."""
    try:
        words = shlex.split(editor)
    except ValueError as error:
        raise FaqError("$EDITOR", f"cannot be read ({str(error).lower()})", "fix its quotes") from error
    if not words:
        raise FaqError("$EDITOR", "is empty", "set it to your editor, for example vim")
    return words


def _name(program: str) -> str:
    """An editor's name: ``/usr/bin/vim.basic`` is vim, ``code.exe`` is code, ``emacs-29.1`` is emacs."""
    name = os.path.basename(program).lower()
    for stem in (name, name.partition(".")[0], name.rstrip("0123456789.-")):
        if stem in _ARGUMENTS:
            return stem
    return name


def chosen(environment: Mapping[str, str]) -> str:
    """The user's editor: ``$VISUAL``, ``$EDITOR``, else ``vi`` if it is installed.

    Raises:
        FaqError: neither is set and there is no ``vi``.
    """
    value = environment.get("VISUAL", "").strip() or environment.get("EDITOR", "").strip()
    if value:
        return value
    if shutil.which("vi"):
        return "vi"
    raise FaqError("$EDITOR", "is not set", "set it to your editor, for example export EDITOR=nano")


def remark(file: str, line: int) -> str:
    """Return what is said after ``edit``: of a file that ships with the program, where the user's own copy would go."""
    if not is_installed(file):
        return f"Edited {file}, line {line}"
    place = f" to {_own_copy(file)}" if configuration_file() else ""
    return f"Shown: {file}, line {line}. To change it, copy it{place} and name the copy with --source."


def _own_copy(file: str) -> str:
    return os.path.join(os.path.dirname(configuration_file()), os.path.basename(file))


def edit(file: str, line: int) -> None:
    """Run the editor and wait for it; a file that ships with the program is opened read-only.

    Raises:
        FaqError: the file is gone, there is no editor, it did not start, or a copy to be shown cannot be written.
    """
    path = os.path.abspath(file)
    if not os.path.exists(path):
        raise FaqError(path, "is no longer there", "restore it, or name another with --source")
    editor, read_only = chosen(os.environ), is_installed(path)
    if read_only and _name(_words(editor)[0]) not in _READ_ONLY:
        path = _copied(path)
    words = command(editor, path, line, read_only)
    try:
        status = subprocess.run(words, check=False).returncode
    except OSError as error:
        reason = f"did not start ({error.strerror})"
        raise FaqError(words[0], reason, "set $VISUAL or $EDITOR to an editor") from error
    if status:
        reason = f"ended with status {status}" if status > 0 else f"was ended by signal {-status}"
        raise FaqError(words[0], reason, "see what it printed")


def _copied(path: str) -> str:
    """A copy of a file in the state directory that is not writable, so that no editor can change the file itself."""
    copy = private_file.location(os.path.join("shown", os.path.basename(path)))
    try:
        os.makedirs(os.path.dirname(copy), mode=0o700, exist_ok=True)
        with open(path, "rb") as file:
            put(f"{copy}.{os.getpid()}", copy, file.read())
        os.chmod(copy, 0o400)
    except OSError as error:
        reason = f"cannot be written ({(error.strerror or 'it failed').lower()})"
        raise FaqError(
            copy or f"a copy of {path}", reason, "set $VISUAL to vim, which needs no copy"
        ) from error
    return copy
