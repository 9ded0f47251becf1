"""What ``bpffaq --help`` and the man page say besides the options: examples, exit statuses, environment, files."""

import argparse
import shutil
import textwrap
from collections.abc import Iterable

DESCRIPTION = (
    "Answers questions about the Linux kernel's BPF development FAQ, or any FAQ in RST, with the document's "
    "own words and an exact citation. Without a question or a command it opens an interactive session. "
    "An argument with a space or a question mark is a question."
)

EXAMPLES = (
    ('bpffaq "how long until someone reviews my patch?"', "ask"),
    ('bpffaq --short "which tree takes new features?"', "the answer in a line or two"),
    ("bpffaq show 2", "the second entry of the list printed last"),
    ("bpffaq list stable", "the entries with that word"),
    ('bpffaq --source FAQ.rst "is it free?"', "ask another document"),
    ("git log -1 --format=%s | bpffaq search", "the question comes from a pipe"),
)

STATUSES = (
    ("0", "the question was answered, or the command did its work"),
    ("1", "no answer: not covered, or no more than the nearest entries"),
    ("2", "wrong usage, or an error, told in one line on stderr"),
    ("130", "interrupted with Ctrl-C"),
)

ENVIRONMENT = (
    ("BPFFAQ_SOURCES", "the documents in use, where the command line names none; paths separated as in PATH"),
    ("BPFFAQ_REVISION", "the revision that answers, as --revision, where no document is named"),
    ("BPFFAQ_VECTORS", "on: also find answers by sentence vectors, as --vectors"),
    ("BPFFAQ_LIMIT", "how many results at most"),
    ("BPFFAQ_SHORT", "on: only the short answer, as --short"),
    ("BPFFAQ_COLOR", "auto, always or never, as --color"),
    ("BPFFAQ_PAGER", "the pager, before PAGER; off: none"),
    ("BPFFAQ_KEYS", "emacs or vi: the keys of the prompt, before EDITING_MODE"),
    ("BPFFAQ_HISTORY", "off: the session's questions are kept in memory only"),
    ("BPFFAQ_UNANSWERED", "on: questions that are refused or turned down are kept for bpffaq unanswered"),
    (
        "BPFFAQ_DEBUG",
        "1: prints the traceback of every unexpected error, even of one that does not end the program",
    ),
    ("NO_COLOR", "no colour, unless --color always"),
    ("TERM", "dumb: no colour, no links, no line editing"),
    ("PAGER, LESS", "what long answers of the session go through"),
    ("VISUAL, EDITOR", "what --edit and /edit open"),
    ("BROWSER", "what --open and /open open"),
    ("EDITING_MODE, INPUTRC", "vi: Vi keys, as in readline and its file"),
    ("XDG_CACHE_HOME, XDG_CONFIG_HOME, XDG_STATE_HOME", "where the files below are"),
)

FILES = (
    ("~/.config/bpffaq/config.toml", "the configuration: sources, search, output, session"),
    ("~/.cache/bpffaq/", "the index; bpffaq index --clear removes it"),
    ("~/.local/state/bpffaq/history", "the session's questions"),
    ("~/.local/state/bpffaq/last", "the ids of the list printed last, for bpffaq show N"),
    ("~/.local/state/bpffaq/unanswered", "questions that were not answered, if they are kept"),
    (
        "~/.local/state/bpffaq/shown/",
        "copies of bundled files, for editors that cannot open a file read-only",
    ),
)


def program_help(parser: argparse.ArgumentParser, commands: Iterable[tuple[str, str]]) -> str:
    """Return the help of the whole program, for the width of the terminal.

    Args:
        parser: the parser of ``bpffaq`` without a command.
        commands: the names of the commands and what they do.
    """
    width = min(max(shutil.get_terminal_size().columns - 2, 40), 98)
    parts = [
        parser.format_usage().strip(),
        textwrap.fill(DESCRIPTION, width),
        _section("commands", commands, width),
        _options(parser.format_help()),
        "bpffaq COMMAND --help lists a command's options; options can stand anywhere.",
        _section("examples", EXAMPLES, width),
        _section("exit status", STATUSES, width),
        _section("environment", ENVIRONMENT, width),
        _section("files", FILES, width),
    ]
    return "\n\n".join(parts) + "\n"


def _options(help: str) -> str:
    return "options" + help.partition("\noptions")[2].rstrip()


def _section(title: str, rows: Iterable[tuple[str, str]], width: int) -> str:
    """A table of two columns under its title; a left side that is too long gets a line of its own."""
    lines = [f"{title}:"]
    for left, right in rows:
        first = f"  {left:<14} "
        if len(left) > 14:
            lines.append(f"  {left}")
            first = " " * 17
        lines += textwrap.wrap(right, width, initial_indent=first, subsequent_indent=" " * 17)
    return "\n".join(lines)
