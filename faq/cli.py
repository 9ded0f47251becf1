"""The command line: one table of options, one of commands; help and manual come from them."""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Any, NamedTuple, NoReturn

from faq import __version__
from faq.errors import FaqError


class Option(NamedTuple):
    """An option: its names, its help, and what argparse is told of it."""

    names: tuple[str, ...]
    help: str
    settings: dict[str, Any]


class Command(NamedTuple):
    """A command: its help, its function in ``faq.commands``, its options besides the common ones, its arguments."""

    name: str
    help: str
    options: tuple[str, ...] = ()
    arguments: tuple[Option, ...] = ()


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text[:9]) < 10**6:
        raise argparse.ArgumentTypeError(f"'{text}' is no whole number from 1 up")
    return int(text)


COMMON = {
    "source": Option(("--source",), "an RST file or a directory to answer from; can be repeated", {"action": "append", "metavar": "PATH"}),
    "json": Option(("--json",), "print JSON", {"action": "store_true"}),
    "limit": Option(("--limit",), "how many results at most (default 5)", {"type": _count, "metavar": "N"}),
    "color": Option(("--color",), "colour: auto, always or never", {"choices": ("auto", "always", "never")}),
    "width": Option(("--width",), "columns to draw for (default: the terminal's)", {"type": _count, "metavar": "N"}),
    "verbose": Option(("--verbose",), "also print what the parser had to say of the documents", {"action": "store_true"}),
}
"""Options that every command takes, before or after its name."""

OWN = {
    "explain": Option(("--explain",), "say why: matched words, fields, synonyms, margin", {"action": "store_true"}),
    "clear": Option(("--clear",), "remove the index", {"action": "store_true"}),
    "no-pager": Option(("--no-pager",), "never open the pager", {"action": "store_true"}),
    "no-history": Option(("--no-history",), "keep no history of questions", {"action": "store_true"}),
    "vi": Option(("--vi",), "edit the prompt with Vi keys", {"action": "store_true"}),
}
"""Options that some commands take."""

SESSION = ("no-pager", "no-history", "vi")

COMMANDS = (
    Command("search", "answer one question", ("explain",), (Option(("question",), "the question; - or a pipe reads it from stdin", {"nargs": "*", "metavar": "QUESTION"}),)),
    Command("list", "list every entry: question, id, section, lines"),
    Command("show", "show one entry in full", (), (Option(("id",), "the entry's id, as list prints it", {"metavar": "ID"}),)),
    Command("serve", "answer requests on stdin, for editor plugins"),
    Command("mcp", "serve tools for agents over the Model Context Protocol (needs the extra bpffaq[mcp])"),
    Command("eval", "measure the engine on files of questions", (), (Option(("file",), "questions as JSON lines", {"nargs": "+", "metavar": "FILE.jsonl"}),)),
    Command("index", "build or refresh the index, say where it is and what is in it", ("clear",)),
    Command("sources", "show the documents in use, where they come from, how fresh they are"),
    Command("diff", "compare two revisions of a document by question", (), (Option(("old",), "the older file", {"metavar": "OLD"}), Option(("new",), "the newer file", {"metavar": "NEW"}))),
)


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line with place, reason and mend."""

    def error(self, message: str) -> NoReturn:
        raise FaqError(self.prog, message, f"see: {self.prog} --help")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = _Parser(
        prog="bpffaq",
        description="Answers questions about the Linux kernel's BPF development FAQ, or any FAQ in RST, with the document's own words and an exact citation. Without a command it opens an interactive session.",
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"bpffaq {__version__}")
    _add(top, [*COMMON.values(), *(OWN[name] for name in SESSION)])
    commands = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    for command in COMMANDS:
        sub = commands.add_parser(command.name, help=command.help, description=f"{command.help[0].upper()}{command.help[1:]}.", allow_abbrev=False)
        _add(sub, [*command.arguments, *(OWN[name] for name in command.options), *COMMON.values()])
    return top


def _add(to: argparse.ArgumentParser, options: Sequence[Option]) -> None:
    for option in options:
        default = {} if not option.names[0].startswith("-") else {"default": argparse.SUPPRESS}
        to.add_argument(*option.names, help=option.help, **default, **option.settings)


class Options(NamedTuple):
    """What the command line says, with what it leaves out filled in."""

    command: str
    source: tuple[str, ...] = ()
    json: bool = False
    limit: int = 5
    color: str = "auto"
    width: int = 0
    verbose: bool = False
    explain: bool = False
    clear: bool = False
    no_pager: bool = False
    no_history: bool = False
    vi: bool = False
    question: tuple[str, ...] = ()
    file: tuple[str, ...] = ()
    id: str = ""
    old: str = ""
    new: str = ""


def options(arguments: Sequence[str]) -> Options:
    """Parse a command line.

    Raises:
        FaqError: it is wrong.
        SystemExit: help or the version was printed.
    """
    found = {name: value for name, value in vars(parser().parse_args(arguments)).items() if value is not None}
    found.setdefault("command", "")
    for name in ("source", "question", "file"):
        found[name] = tuple(found.get(name, ()))
    return Options(**found)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run bpffaq; return its exit status: 0 answered or done, 1 no answer, 2 an error, 130 interrupted."""
    try:
        return _run(sys.argv[1:] if arguments is None else arguments)
    except FaqError as error:
        _complain(str(error))
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _hush()
        return 0
    except OSError as error:
        _complain(f"{error.filename or 'bpffaq'}: {(error.strerror or str(error)).lower()}; see that it can be used")
        return 2


def _run(arguments: Sequence[str]) -> int:
    try:
        chosen = options(arguments)
    except SystemExit as end:
        sys.stdout.flush()
        return int(end.code or 0)
    from faq import commands

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    status = commands.run(chosen)
    sys.stdout.flush()
    return status


def _complain(line: str) -> None:
    from faq.render import safe

    print("bpffaq: " + safe(" ".join(line.split())), file=sys.stderr)


def _hush() -> None:
    """Let nothing be written to a closed pipe when Python ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 (it stays open until the process ends)
