"""The command line: a table of options and one of commands, the source of parsing, help, completion and man page."""

import argparse
import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import chain
from typing import Any, NamedTuple, NoReturn

from faq import __version__
from faq.cli.options import Options
from faq.errors import FaqError


class Option(NamedTuple):
    """An option or argument: its names, its help, and its settings for argparse."""

    names: tuple[str, ...]
    help: str
    settings: Mapping[str, Any]

    @property
    def takes_value(self) -> bool:
        """Whether a value follows it."""
        return self.settings.get("action") not in ("store_true", "version")


class Command(NamedTuple):
    """A command: its help, the names of its options, its arguments.

    The function that runs it has the same name in ``faq.cli.commands``.
    """

    name: str
    help: str
    options: tuple[str, ...] = ()
    arguments: tuple[Option, ...] = ()


_MOST_DIGITS = 6
"""Digits of the largest number that an option accepts."""


def _count(text: str) -> int:
    digits = text.lstrip("0") if text.isascii() and text.isdigit() else ""
    if not digits:
        raise argparse.ArgumentTypeError(f"must be a positive integer, got '{text}'")
    if len(digits) > _MOST_DIGITS:
        raise argparse.ArgumentTypeError(f"must be less than {10**_MOST_DIGITS}, got '{text}'")
    return int(digits)


def _flag(name: str, help: str) -> Option:
    return Option((f"--{name}",), help, {"action": "store_true"})


def _value(name: str, help: str, metavar: str, **settings: Any) -> Option:
    return Option((f"--{name}",), help, {"metavar": metavar, **settings})


_ALL = (
    _value(
        "source",
        "an RST file or a directory to answer from; can be repeated (default: in a kernel tree its own copy, "
        "else the bundled document)",
        "PATH",
        action="append",
    ),
    _value(
        "revision",
        "answer from this revision of the bundled document: bundled, linux-6.12",
        "NAME",
    ),
    _flag("tree-docs", "in a kernel tree, also answer from the documents that the FAQ refers to"),
    _flag("vectors", "also find answers by sentence vectors; needs the extra: pip install 'bpffaq[vectors]'"),
    _flag("json", "print JSON"),
    _flag("tsv", "print fields with tabs between them: id, question, section, file, lines"),
    _value("limit", "show at most N results (default: 5)", "N", type=_count),
    _flag("short", "print only the short answer, file and line, and address"),
    _flag("full", "print long answers in full; with --json every result in full"),
    _flag("ids", "print the ids of the other candidates"),
    _flag("alternates", "with --json, include curated alternate questions"),
    _flag("explain", "explain the answer: matched words, fields, synonyms, margin"),
    _flag("url", "print only the web address of the entry"),
    _flag("open", "open the web address of the entry in the browser"),
    _flag("edit", "open the entry's source line in $VISUAL or $EDITOR"),
    _value(
        "color",
        "colour: auto, always or never (default: auto)",
        "WHEN",
        choices=("auto", "always", "never"),
    ),
    _value("width", "columns to draw for (default: the terminal's)", "N", type=_count),
    _flag(
        "verbose",
        "also print the parser's messages about the documents; sources and index also say what was carried over from "
        "knowledge files",
    ),
    _flag("clear", "delete all that is kept"),
    _flag("init", "print a knowledge file with the document's ids, to be filled in"),
    _flag("invariance", "also ask each question again with a sentence that asks nothing"),
    _flag("toml", "print the questions as lines for a knowledge file"),
    _value("pager", "the program that shows long answers (default: $PAGER, else less)", "PROGRAM"),
    _flag("no-pager", "never open the pager"),
    _flag("no-history", "do not keep a history of questions"),
    _value(
        "keys",
        "edit the prompt with emacs or vi keys (default: those of readline)",
        "WHOSE",
        choices=("emacs", "vi"),
    ),
    _flag("vi", "the same as --keys vi"),
)

OPTIONS = {option.names[0].removeprefix("--"): option for option in _ALL}
"""Every option by name; each command names those it accepts."""

_SOURCES = ("source", "revision", "tree-docs")
_DOCUMENTS = (*_SOURCES, "verbose")
_DRAWN = ("color", "width")

SESSION = Command(
    "",
    "open an interactive session",
    (*_SOURCES, "vectors", "limit", *_DRAWN, "pager", "no-pager", "no-history", "keys", "vi"),
)
"""What ``bpffaq`` alone does."""

SEARCH = Command(
    "search",
    "answer one question",
    (
        *("short", "full", "ids", "explain", "url", "open", "edit", "limit", "json", "alternates"),
        *_DRAWN,
        *_DOCUMENTS,
        "vectors",
    ),
    (
        Option(
            ("question",),
            "the question; - or a pipe reads it from stdin",
            {"nargs": "*", "metavar": "QUESTION"},
        ),
    ),
)

COMMANDS = (
    SEARCH,
    Command(
        "list",
        "list every entry, or those with a word: question, id, section, lines",
        ("tsv", "json", *_DRAWN, *_DOCUMENTS),
        (
            Option(
                ("word",),
                "only entries with this in their question, section or id",
                {"nargs": "*", "metavar": "WORD"},
            ),
        ),
    ),
    Command(
        "show",
        "show one entry in full",
        ("url", "open", "edit", "json", "alternates", *_DRAWN, *_DOCUMENTS),
        (
            Option(
                ("id",),
                "the entry's id or a part of it that no other has, or its number in the list printed last",
                {"metavar": "ID"},
            ),
        ),
    ),
    Command(
        "browse",
        "look through the table of contents: type to search, Enter opens an entry, Escape returns",
        (*_SOURCES, *_DRAWN, "pager", "no-pager", "keys", "vi"),
    ),
    Command("serve", "answer requests on stdin, for editor plugins", (*_SOURCES, "vectors")),
    Command("mcp", "serve tools for agents over the Model Context Protocol", (*_SOURCES, "vectors")),
    Command(
        "eval",
        "measure the engine on files of questions",
        ("invariance", "json", *_DOCUMENTS, "vectors"),
        (Option(("file",), "questions as JSON lines", {"nargs": "+", "metavar": "FILE.jsonl"}),),
    ),
    Command(
        "index",
        "build or refresh the index; say where it is and what it holds",
        ("clear", "json", *_DOCUMENTS, "vectors"),
    ),
    Command(
        "sources",
        "show the documents in use, where they come from and how fresh they are",
        ("json", *_DRAWN, *_DOCUMENTS),
    ),
    Command(
        "diff",
        "compare two revisions of a document by question",
        ("json", *_DRAWN),
        (
            Option(("old",), "the older file", {"metavar": "OLD"}),
            Option(("new",), "the newer file", {"metavar": "NEW"}),
        ),
    ),
    Command(
        "check",
        "report what is wrong in knowledge files and their documents; exit status 1 if anything is",
        ("init", *_SOURCES),
        (
            Option(
                ("file",),
                "a document or a knowledge file (default: the documents in use)",
                {"nargs": "*", "metavar": "FILE"},
            ),
        ),
    ),
    Command(
        "unanswered",
        "list the questions that were refused or turned down, if they are kept",
        ("toml", "json", "clear"),
    ),
)


NAMES = [command.name for command in COMMANDS]


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line with location, problem and hint."""

    def error(self, message: str) -> NoReturn:
        raise FaqError(self.prog, _reworded(message), f"see: {self.prog} --help")

    def _check_value(self, action: argparse.Action, value: object) -> None:
        """Report an invalid choice in the same words under every version of Python."""
        if action.choices is not None and value not in action.choices:
            *others, last = action.choices
            raise argparse.ArgumentError(action, f"must be {', '.join(others)} or {last}, got '{value}'")


_REWORDED = (
    (re.compile(r"argument (\S+): (must .*)", re.S), r"\1 \2"),
    (re.compile(r"argument (\S+): expected one argument"), r"\1 needs a value"),
    (re.compile(r"argument (\S+): ignored explicit argument (.*)", re.S), r"\1 takes no value, got \2"),
    (re.compile(r"the following arguments are required: (.*)"), r"\1 is missing"),
)


def _reworded(message: str) -> str:
    """An argparse error message in this program's words."""
    for pattern, words in _REWORDED:
        if pattern.fullmatch(message):
            return pattern.sub(words, message)
    return message


def parser(command: Command) -> argparse.ArgumentParser:
    """Return the parser of one command."""
    if not command.name:
        return _top()
    text = f"{command.help[0].upper()}{command.help[1:]}."
    return _filled(
        Parser(prog=f"bpffaq {command.name}", description=text, allow_abbrev=False, add_help=False), command
    )


def _top() -> argparse.ArgumentParser:
    """The parser of ``bpffaq`` without a command, whose help is that of the whole program."""
    made = Parser(
        prog="bpffaq",
        usage="bpffaq [OPTION ...]\n       bpffaq [OPTION ...] QUESTION\n       bpffaq COMMAND [OPTION ...] ...",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        add_help=False,
    )
    made.add_argument(
        "--version", action="version", version=f"bpffaq {__version__}", help="print the version"
    )
    return _filled(made, SESSION)


def _filled(made: argparse.ArgumentParser, command: Command) -> argparse.ArgumentParser:
    made.add_argument("-h", "--help", action="help", help="print this help")
    for option in (*command.arguments, *(OPTIONS[name] for name in command.options)):
        settings = dict(option.settings)
        if option.names[0].startswith("-"):  # what is left out is filled in by Options
            settings["default"] = argparse.SUPPRESS
        made.add_argument(*option.names, help=option.help, **settings)
    return made


def options(arguments: Sequence[str]) -> Options:
    """Parse a command line.

    Raises:
        FaqError: it is wrong.
        SystemExit: help or the version was printed.
    """
    command, rest = _command(arguments)
    if not command.name and not {"-h", "--help"}.isdisjoint(rest):
        from faq.cli.help_text import program_help

        print(program_help(_top(), [(one.name, one.help) for one in COMMANDS]), end="")
        raise SystemExit(0)
    values = vars(_parsed(command, rest))
    for name in ("source", "question", "word", "file"):
        values[name] = tuple(values.get(name) or ())
    return Options(command=command.name, **values)


def _parsed(command: Command, arguments: Sequence[str]) -> argparse.Namespace:
    """Parse; a compiler flag in a question (``-mcpu=probe``) is a word of the question."""
    values, unknown = parser(command).parse_known_args(arguments)
    if command is SEARCH:
        flags = [word for word in unknown if len(word) > 2 and word[0] == "-" != word[1]]
        if len(flags) == len(unknown):
            values.question = [*values.question, *flags]
            return values
    if unknown:
        raise _unknown(command, unknown[0])
    return values


def _unknown(command: Command, word: str) -> FaqError:
    """The error for an argument that a command does not accept."""
    program = f"bpffaq {command.name}".rstrip()
    if not word.startswith("-"):
        return FaqError(program, f"takes no argument '{word}'", f"see: {program} --help")
    name = word.removeprefix("--").partition("=")[0]
    if word.startswith("--") and name in OPTIONS:
        return FaqError(program, f"does not take --{name}", f"see: {program} --help")
    near = get_close_matches(name, command.options, 1, 0.6)
    hint = f"did you mean --{near[0]}?" if near else f"see: {program} --help"
    return FaqError(program, f"no such option: {word}", hint)


def _command(arguments: Sequence[str]) -> tuple[Command, Sequence[str]]:
    """The command that a command line means, and its other arguments.

    The first argument that is not an option names it; if one contains a space or a question mark, they are a question.

    Raises:
        FaqError: there is no such command.
    """
    places = list(_positional(arguments))
    if not places:
        return SESSION, arguments
    first = arguments[places[0]]
    for command in COMMANDS:
        if command.name == first and "--" not in arguments[: places[0]]:
            return command, [*arguments[: places[0]], *arguments[places[0] + 1 :]]
    words = [arguments[place] for place in places]
    if any(map(_is_asking, words)) and not _is_misspelt(words):
        return SEARCH, arguments
    raise _no_such_option(arguments[: places[0]]) or _no_such_command(words)


def _is_asking(word: str) -> bool:
    return " " in word or "?" in word


def _is_misspelt(words: Sequence[str]) -> bool:
    """Whether a misspelt command stands before a quoted question: ``serach "who do I cc?"``."""
    before = len(words) == 2 and " " in words[1] and words[0].isalpha()
    return before and bool(get_close_matches(words[0].lower(), NAMES, 1, 0.75))


def _no_such_option(arguments: Sequence[str]) -> FaqError | None:
    """The error if an argument that looks like the command may be the value of an option that does not exist."""
    for word in arguments:
        if word.startswith("--") and word[2:] and word[2:].partition("=")[0] not in OPTIONS:
            return _unknown(SESSION, word)
    return None


def _no_such_command(words: Sequence[str]) -> FaqError:
    near = get_close_matches(words[0].lower(), NAMES, 1, 0.6)
    if near:
        hint = f"did you mean {near[0]}?"
    elif len(words) > 1:
        hint = f'to ask a question, quote it: bpffaq "{" ".join(words)}"'
    elif words[0].replace("-", "").isalnum():
        hint = f"to ask about it: bpffaq search {words[0]}"
    else:
        hint = "see: bpffaq --help"
    return FaqError(f"bpffaq {words[0]}", "no such command", hint)


def _positional(arguments: Sequence[str]) -> Iterator[int]:
    """The positions of the arguments that are neither options nor their values."""
    valued = set(chain.from_iterable(option.names for option in _ALL if option.takes_value))
    value_follows, only_words = False, False
    for place, word in enumerate(arguments):
        if value_follows:
            value_follows = False
        elif only_words or not word.startswith("-") or word == "-":
            yield place
        elif word == "--":
            only_words = True
        else:
            value_follows = word in valued
