"""The command line: one table of options, one of commands; parsing, help and manual come from them."""

import argparse
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple, NoReturn

from faq import __version__
from faq.errors import FaqError


class Option(NamedTuple):
    """An option or argument: its names, its help, and what argparse is told of it."""

    names: tuple[str, ...]
    help: str
    settings: Mapping[str, Any]


class Command(NamedTuple):
    """A command: its help, its options besides the common ones, its arguments.

    The function that does it has its name in ``faq.cli.commands``.
    """

    name: str
    help: str
    options: tuple[str, ...] = ()
    arguments: tuple[Option, ...] = ()


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text[:9]) < 10**6:
        raise argparse.ArgumentTypeError(f"'{text}' is no whole number from 1 up")
    return int(text)


def _flag(name: str, help: str) -> Option:
    return Option((f"--{name}",), help, {"action": "store_true"})


COMMON = {
    "source": Option(
        ("--source",),
        "an RST file or a directory to answer from; can be repeated (default: in a kernel tree its own copy, "
        "else the bundled document)",
        {"action": "append", "metavar": "PATH"},
    ),
    "revision": Option(
        ("--revision",),
        "answer from a revision of the document that comes along: bundled, linux-6.12",
        {"metavar": "NAME"},
    ),
    "tree-docs": _flag("tree-docs", "in a kernel tree, answer from the documents too that the FAQ refers to"),
    "json": _flag("json", "print JSON"),
    "limit": Option(("--limit",), "how many results at most (default: 5)", {"type": _count, "metavar": "N"}),
    "color": Option(
        ("--color",),
        "colour: auto, always or never (default: auto)",
        {"choices": ("auto", "always", "never"), "metavar": "WHEN"},
    ),
    "width": Option(
        ("--width",),
        "columns to draw for (default: the terminal's)",
        {"type": _count, "metavar": "N"},
    ),
    "verbose": _flag("verbose", "also print what the parser had to say of the documents"),
}
"""Options that every command takes, before or after its name."""

_SOURCE = COMMON["source"]
_BEFORE = _SOURCE._replace(settings={**_SOURCE.settings, "dest": "before"})
"""Sources before a command's name are kept apart: argparse drops them where others follow after the name."""

OWN = {
    "explain": _flag("explain", "say why: matched words, fields, synonyms, margin"),
    "clear": _flag("clear", "remove the index"),
    "invariance": _flag("invariance", "also ask again with sentences that ask nothing"),
    "no-pager": _flag("no-pager", "never open the pager"),
    "no-history": _flag("no-history", "keep no history of questions"),
    "vi": _flag("vi", "edit the prompt with Vi keys"),
}
"""Options that some commands take."""

SESSION = ("no-pager", "no-history", "vi")
"""Those of the interactive session, which opens without a command."""

COMMANDS = (
    Command(
        "search",
        "answer one question",
        options=("explain",),
        arguments=(
            Option(
                ("question",),
                "the question; - or a pipe reads it from stdin",
                {"nargs": "*", "metavar": "QUESTION"},
            ),
        ),
    ),
    Command("list", "list every entry: question, id, section, lines"),
    Command(
        "show",
        "show one entry in full",
        arguments=(Option(("id",), "the entry's id, as list prints it", {"metavar": "ID"}),),
    ),
    Command("serve", "answer requests on stdin, for editor plugins"),
    Command("mcp", "serve tools for agents over the Model Context Protocol"),
    Command(
        "eval",
        "measure the engine on files of questions",
        options=("invariance",),
        arguments=(Option(("file",), "questions as JSON lines", {"nargs": "+", "metavar": "FILE.jsonl"}),),
    ),
    Command("index", "build or refresh the index, say where it is and what is in it", options=("clear",)),
    Command("sources", "show the documents in use, where they come from, how fresh they are"),
    Command(
        "diff",
        "compare two revisions of a document by question",
        arguments=(
            Option(("old",), "the older file", {"metavar": "OLD"}),
            Option(("new",), "the newer file", {"metavar": "NEW"}),
        ),
    ),
)

_DESCRIPTION = (
    "Answers questions about the Linux kernel's BPF development FAQ, or any FAQ in RST, with the document's "
    "own words and an exact citation. Without a command it opens an interactive session."
)


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line with place, reason and mend."""

    def error(self, message: str) -> NoReturn:
        raise FaqError(self.prog, message, f"see: {self.prog} --help")

    def _check_value(self, action: argparse.Action, value: object) -> None:
        """Complain of a wrong choice in the same words under every version of Python."""
        if action.choices is not None and value not in action.choices:
            raise argparse.ArgumentError(action, f"'{value}' is none of: {', '.join(action.choices)}")


def parser(commands: Sequence[Command] = COMMANDS) -> argparse.ArgumentParser:
    """Return the parser of the command line, for some of the commands: for all it costs every search 6 ms."""
    top = _Parser(prog="bpffaq", description=_DESCRIPTION, allow_abbrev=False)
    top.add_argument("--version", action="version", version=f"bpffaq {__version__}")
    before = COMMON | {"source": _BEFORE}
    _add(top, [*before.values(), *(OWN[name] for name in SESSION)])
    names = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    for command in commands:
        does = f"{command.help[0].upper()}{command.help[1:]}."
        sub = names.add_parser(command.name, help=command.help, description=does, allow_abbrev=False)
        _add(sub, [*command.arguments, *(OWN[name] for name in command.options), *COMMON.values()])
    return top


def _add(to: argparse.ArgumentParser, options: Sequence[Option]) -> None:
    for option in options:
        settings = dict(option.settings)
        if option.names[0].startswith("-"):  # what is left out is filled in by Options, once for both parsers
            settings["default"] = argparse.SUPPRESS
        to.add_argument(*option.names, help=option.help, **settings)


class Options(NamedTuple):
    """What the command line says, with what it leaves out filled in."""

    command: str
    source: tuple[str, ...] = ()
    revision: str = ""
    tree_docs: bool = False
    json: bool = False
    limit: int = 5
    color: str = "auto"
    width: int = 0
    verbose: bool = False
    explain: bool = False
    clear: bool = False
    invariance: bool = False
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
    found = {name: value for name, value in vars(_parsed(arguments)).items() if value is not None}
    found.setdefault("command", "")
    found["source"] = [*found.pop("before", ()), *found.get("source", ())]
    for name in ("source", "question", "file"):
        found[name] = tuple(found.get(name, ()))
    return Options(**found)


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    named = [command for command in COMMANDS if command.name in arguments]
    if named and not {"-h", "--help"}.intersection(arguments):
        with suppress(FaqError):  # what is wrong is said by the whole parser, which knows all commands
            return _with_flags(parser(named), arguments)
    return _with_flags(parser(), arguments)


def _with_flags(parser: argparse.ArgumentParser, arguments: Sequence[str]) -> argparse.Namespace:
    """Parse; a compiler's flag in a question (``-mcpu=probe``) is a word of it."""
    found, rest = parser.parse_known_args(arguments)
    words = [word for word in rest if len(word) > 2 and word[0] == "-" != word[1]]
    if found.command != "search" or len(words) < len(rest):
        return parser.parse_args(arguments)
    found.question = [*found.question, *words]
    return found
