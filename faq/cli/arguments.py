"""A command line is parsed: which command it means, and its options."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NoReturn

from faq import __version__
from faq.cli.command_table import COMMANDS, OPTIONS, SEARCH, SESSION, Command
from faq.cli.options import Options
from faq.cli.usage_errors import is_misspelt, no_such_command, no_such_option, not_accepted, reworded
from faq.errors import FaqError


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line with location, problem and hint."""

    def error(self, message: str) -> NoReturn:
        raise FaqError(self.prog, reworded(message), f"see: {self.prog} --help")

    def _check_value(self, action: argparse.Action, value: object) -> None:
        """Report an invalid choice in the same words under every version of Python."""
        if action.choices is not None and value not in action.choices:
            *others, last = action.choices
            raise argparse.ArgumentError(action, f"must be {', '.join(others)} or {last}, got '{value}'")

    def _print_message(self, message: str, file: object = None) -> None:
        """Print help or the version; if that fails, argparse itself would say nothing."""
        sys.stdout.write(message)


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
    return _filled(made, SESSION)


def _filled(made: argparse.ArgumentParser, command: Command) -> argparse.ArgumentParser:
    shown = argparse.SUPPRESS if command.name else "print the version"
    made.add_argument("--version", action="version", version=f"bpffaq {__version__}", help=shown)
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
        raise not_accepted(command, unknown[0])
    return values


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
    if any(map(_is_asking, words)) and not is_misspelt(words):
        return SEARCH, arguments
    raise no_such_option(arguments[: places[0]]) or no_such_command(words)


def _is_asking(word: str) -> bool:
    return " " in word or "?" in word


def _positional(arguments: Sequence[str]) -> Iterator[int]:
    """The positions of the arguments that are neither options nor their values."""
    valued = set(chain.from_iterable(option.names for option in OPTIONS.values() if option.takes_value))
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
