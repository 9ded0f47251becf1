"""What is said of a wrong command line: argparse's messages in this program's words, and what may have been meant."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from faq.cli.command_table import COMMANDS, OPTIONS, SESSION, Command
from faq.errors import FaqError

_NAMES = [command.name for command in COMMANDS]

_REWORDED = (
    (re.compile(r"argument (\S+): (must .*)", re.S), r"\1 \2"),
    (re.compile(r"argument (\S+): expected one argument"), r"\1 needs a value"),
    (re.compile(r"argument (\S+): ignored explicit argument (.*)", re.S), r"\1 takes no value, got \2"),
    (re.compile(r"the following arguments are required: (\S+), (\S+)"), r"\1 and \2 are missing"),
    (re.compile(r"the following arguments are required: (\S+)"), r"\1 is missing"),
)


def reworded(message: str) -> str:
    """Return an argparse error message in this program's words."""
    for pattern, words in _REWORDED:
        if pattern.fullmatch(message):
            return pattern.sub(words, message)
    return message


def not_accepted(command: Command, word: str) -> FaqError:
    """Return the error for an argument that a command does not accept."""
    program = f"bpffaq {command.name}".rstrip()
    if not word.startswith("-"):
        return FaqError(program, f"takes no argument '{word}'", f"see: {program} --help")
    name = word.removeprefix("--").partition("=")[0]
    if word.startswith("--") and name in OPTIONS:
        return FaqError(program, f"does not take --{name}", f"see: {program} --help")
    near = get_close_matches(name, command.options, 1, 0.6)
    hint = f"did you mean --{near[0]}?" if near else f"see: {program} --help"
    return FaqError(program, f"no such option: {word}", hint)


def is_misspelt(words: Sequence[str]) -> bool:
    """Return whether a misspelt command stands before a quoted question: ``serach "who do I cc?"``."""
    before = len(words) == 2 and " " in words[1] and words[0].isalpha()
    return before and bool(get_close_matches(words[0].lower(), _NAMES, 1, 0.75))


def no_such_option(arguments: Sequence[str]) -> FaqError | None:
    """Return the error for the first of these options that does not exist, None if all exist.

    Args:
        arguments: what stands before the word that looks like the command, but may be the value of such an option.
    """
    known = (*OPTIONS, "help", "version", "")
    for word in arguments:
        if word.startswith("--") and word[2:].partition("=")[0] not in known:
            return not_accepted(SESSION, word)
    return None


def no_such_command(words: Sequence[str]) -> FaqError:
    """Return the error for words of which the first is no command."""
    near = get_close_matches(words[0].lower(), _NAMES, 1, 0.6)
    if near:
        hint = f"did you mean {near[0]}?"
    elif len(words) > 1:
        hint = f'to ask a question, quote it: bpffaq "{" ".join(words)}"'
    elif words[0].replace("-", "").isalnum():
        hint = f"to ask about it: bpffaq search {words[0]}"
    else:
        hint = "see: bpffaq --help"
    named = words[0].strip() or "''"
    return FaqError(f"bpffaq {named}", "no such command", hint)
