"""The options and commands of the program, as one table: the source of parsing, help, completion and man page."""

import argparse
from collections.abc import Mapping
from typing import Any, NamedTuple

from faq.cli.options import must_be, number_in


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


def _count(text: str) -> int:
    number = number_in(text)
    must = must_be(number)
    if must:
        raise argparse.ArgumentTypeError(f"must be {must}, got '{text}'")
    return number


def _text(text: str) -> str:
    if not text:
        raise argparse.ArgumentTypeError("must not be empty")
    return text


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
        type=_text,
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
    _value(
        "pager", "the program that shows long answers (default: $PAGER, else less)", "PROGRAM", type=_text
    ),
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
        "look through the table of contents: type to search, Enter opens an entry, Escape leads to a session",
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
                "a document, a knowledge file or a directory (default: the documents in use)",
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
