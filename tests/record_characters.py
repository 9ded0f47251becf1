"""Writes the editors' lists of harmful characters again from the one in ``faq/output/harmless.py``.

``python -m tests.record_characters``; ``tests/editors/test_characters.py`` says where they differ.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from faq.output.harmless import JOINERS, RANGES

EDITORS = Path(__file__).resolve().parents[1] / "editors"
VIM = EDITORS / "vim" / "autoload" / "bpffaq" / "characters.vim"
EMACS = EDITORS / "emacs" / "bpffaq.el"
VSCODE = EDITORS / "vscode" / "src" / "characters.ts"

MADE = "Made by tests/record_characters.py of the program's own list: do not edit."
GENERATED = re.compile(r"(?<=;; Generated: )[^\n]*\n.*?(?=\n\n)", re.DOTALL)
"""What follows the mark in the Emacs package, up to the next empty line."""


def vim() -> str:
    """The pattern for Vim: a row is one line, so line ends are harmful there; NUL never comes."""
    always = "".join(_vim_range(max(first, 1), last) for first, last in (*RANGES, (0x0A, 0x0A)))
    joiners = "".join(f"\\u{joiner:04x}" for joiner in JOINERS)
    word = rf"[^\x01-\x7f[:space:]{always}{joiners}]"
    pattern = rf"\%#=2[{always}]\|{word}\@1<![{joiners}]\|[{joiners}]\%({word}\)\@!"
    return (
        f'" The harmful characters. {MADE}\n\n'
        '" Joiners are let pass within a word that is not ASCII: Persian and emoji need them.\n'
        f"let bpffaq#characters#harmful = '{pattern}'\n"
    )


def emacs() -> str:
    """The constants for Emacs."""
    pairs = [f"({_lisp(first)} . {_lisp(last)})" for first, last in RANGES]
    rows = [" ".join(pairs[start : start + 5]) for start in range(0, len(pairs), 5)]
    ranges = "\n    ".join(rows)
    return (
        "by tests/record_characters.py, do not edit.\n"
        f"(defconst bpffaq--harmful\n  '({ranges})\n"
        '  "First and last of each range of characters that are never shown.")\n'
        f"(defconst bpffaq--joiners '({' '.join(map(_lisp, JOINERS))})\n"
        '  "Characters that are shown within a word that is not ASCII alone.")'
    )


def vscode() -> str:
    """The function for VS Code."""
    always = "".join(_script_range(first, last) for first, last in RANGES)
    joiners = "".join(map(_script_char, JOINERS))
    word = rf"[^\0-\x7f\s{always}{joiners}]"
    return (
        f"// The harmful characters. {MADE}\n\n"
        "// Joiners are let pass within a word that is not ASCII: Persian and emoji need them.\n"
        f"const HARMFUL =\n  /[{always}]|(?<!{word})[{joiners}]|[{joiners}](?!{word})/gu;\n\n"
        "/** Text without harmful characters: they are replaced. */\n"
        "export function harmless(text: string): string {\n"
        '  return text.replace(HARMFUL, "\\ufffd");\n'
        "}\n"
    )


def recorded() -> Iterator[tuple[Path, str]]:
    """Each file and what should be in it."""
    yield VIM, vim()
    yield VSCODE, vscode()
    yield EMACS, GENERATED.sub(lambda _: emacs(), EMACS.read_text("utf-8"), count=1)


def _vim_range(first: int, last: int) -> str:
    return f"{_vim_char(first)}-{_vim_char(last)}" if first != last else _vim_char(first)


def _vim_char(code: int) -> str:
    return f"\\x{code:02x}" if code < 0x80 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _script_range(first: int, last: int) -> str:
    return f"{_script_char(first)}-{_script_char(last)}" if first != last else _script_char(first)


def _script_char(code: int) -> str:
    return f"\\u{code:04x}" if code < 0x10000 else f"\\u{{{code:x}}}"


def _lisp(code: int) -> str:
    return f"#x{code:x}"


def main() -> None:
    """Write the files."""
    for path, text in recorded():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
