"""What each command does: read its input, ask the engine, print what is drawn."""

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from faq.cli.arguments import Options
from faq.errors import FaqError
from faq.output.terminal import Style, safe
from faq.sources.files import LONGEST

if TYPE_CHECKING:
    from faq.library.library import Library
    from faq.sources.source import Source

WIDEST = 100
"""Columns that text is drawn for at most where no width is asked for: longer lines are hard to read."""


def run(options: Options) -> int:
    """Run a command; return its exit status."""
    commands: dict[str, Callable[[Options], int]] = {
        "search": search,
        "list": list_,
        "show": show,
        "serve": serve,
        "mcp": mcp,
        "eval": eval_,
        "index": index,
        "sources": sources,
        "diff": diff,
        "": session,
    }
    return commands[options.command](options)


def search(options: Options) -> int:
    """Answer one question."""
    query = _question(options.question)
    from faq.engine import ask
    from faq.model import ANSWERED, NOT_COVERED
    from faq.output import json_form, terminal

    library = _library(options)
    answer = library.read(lambda snapshot: ask(snapshot, query, limit=options.limit))
    if options.json:
        _print_json(json_form.answer(answer))
    else:
        style = _style(options)
        lines = terminal.answer_lines(answer, style)
        if answer.status == NOT_COVERED:
            lines += ["", "What is covered: bpffaq list"]
        if options.explain:
            lines += ["", *terminal.explanation_lines(answer, style)]
        _print(lines)
    if options.json and options.explain:
        print("\n".join(terminal.explanation_lines(answer, Style())), file=sys.stderr)
    return 0 if answer.status == ANSWERED else 1


def list_(options: Options) -> int:
    """List every entry."""
    from faq.output import json_form, terminal

    library = _library(options)
    if options.json:
        _print_json(library.read(json_form.listing))
    else:
        entries = library.read(lambda snapshot: tuple(snapshot.entries()))
        _print(terminal.list_lines(entries, _style(options)))
    return 0


def show(options: Options) -> int:
    """Show one entry."""
    from faq.output import json_form, terminal

    library = _library(options)
    result = library.read(lambda snapshot: snapshot.find(options.id))
    if result is None:
        ids = library.read(lambda snapshot: [one.entry.id for one in snapshot.entries()])
        near = _nearest(options.id, ids)
        raise FaqError(
            options.id, "is no entry's id", f"did you mean {near}?" if near else "see: bpffaq list"
        )
    if options.json:
        _print_json(json_form.result(result))
    else:
        _print(terminal.entry_lines(result, _style(options)))
    return 0


def index(options: Options) -> int:
    """Build or refresh the index, or remove it; say where it is and what is in it."""
    from faq.library.library import clear

    if options.clear:
        place, size = clear()
        if options.json:
            _print_json({"directory": place, "removed_bytes": size})
        else:
            _print([f"Removed {size:,} bytes from {safe(place)}"])
        return 0
    library = _library(options)
    documents = len(library.read(lambda snapshot: snapshot.documents))
    entries = library.read(lambda snapshot: sum(state.entries for state in snapshot.files.values()))
    location = library.snapshot.location
    if options.json:
        _print_json({"directory": location or None, "documents": documents, "entries": entries})
    else:
        _print([f"Index: {safe(location) or 'in memory'}", f"Documents: {documents}", f"Entries: {entries}"])
    return 0


def sources(options: Options) -> int:
    """Show the documents in use, those that cannot be read with what is wrong with them."""
    from faq.output import sources_report

    library = _library(options, flawed=True)
    if options.json:
        _print_json(library.read(sources_report.as_json))
    else:
        _print(library.read(lambda snapshot: sources_report.lines(snapshot, _style(options))))
    return 0


def diff(options: Options) -> int:
    """Compare two revisions of a document."""
    from faq.cli import diff

    changes = diff.files(options.old, options.new)
    if options.json:
        _print_json(diff.as_json(changes))
    else:
        _print(diff.lines(changes, _style(options)))
    return 0


def eval_(options: Options) -> int:
    """Measure the engine."""
    from faq.evaluation import report
    from faq.evaluation.evaluate import measure

    measured = _library(options).read(
        lambda snapshot: measure(snapshot, options.file, again=options.invariance)
    )
    if options.json:
        _print_json(report.as_json(measured))
    else:
        _print(report.lines(measured))
    return 0


def serve(options: Options) -> int:
    """Answer requests on stdin."""
    from faq.server.documents import Documents
    from faq.server.editors import EditorServer
    from faq.server.service import Service
    from faq.server.stdio import serve as run_server

    service = Service(Documents(_sources(options)))
    try:
        return run_server(EditorServer(service), sys.stdin.buffer, sys.stdout.buffer)
    finally:
        service.close()


def mcp(options: Options) -> int:
    """Serve tools for agents."""
    from faq.server.documents import Documents
    from faq.server.mcp import AgentServer
    from faq.server.service import Service
    from faq.server.stdio import serve as run_server

    sources = _sources(options)
    service = Service(Documents(sources))
    try:
        peer = AgentServer(service, [source.file for source in sources])
        return run_server(peer, sys.stdin.buffer, sys.stdout.buffer)
    finally:
        service.close()


def session(options: Options) -> int:
    """Open the interactive session."""
    from faq.session import run as run_session
    from faq.session.build_progress import BuildProgress

    _sources(options)  # a source that is not there is told before anything else is said
    build_progress = BuildProgress()
    return run_session(
        lambda: _opened(options, build_progress),
        build_progress=build_progress,
        pager=not options.no_pager,
        history=not options.no_history,
        vi=options.vi or None,
        style=lambda: _style(options),
    )


def _opened(
    options: Options, progress: Callable[[int, int, int], None] | None = None, flawed: bool = False
) -> "Library":
    from faq.library.library import open_library

    return open_library(_sources(options, missing=flawed), progress=progress, flawed=flawed)


def _sources(options: Options, missing: bool = False) -> "tuple[Source, ...]":
    """The documents in use."""
    from faq.sources.selection import in_use

    return in_use(options.source, revision=options.revision, tree_docs=options.tree_docs, missing=missing)


def _library(options: Options, flawed: bool = False) -> "Library":
    """Open the documents in use; say on stderr what is to be said of it."""
    library = _opened(options, _progress(), flawed)
    if library.snapshot.notice:
        print(f"bpffaq: {safe(library.snapshot.notice)}", file=sys.stderr)
    if options.verbose:
        for document in library.read(lambda snapshot: snapshot.documents):
            for problem in document.problems:
                print(safe(problem), file=sys.stderr)
    return library


def _question(words: Sequence[str]) -> str:
    """The question of the command line, or that of stdin."""
    if words and words != ("-",):
        query = " ".join(words)
    elif not words and sys.stdin is not None and sys.stdin.isatty():
        raise FaqError("bpffaq search", "there is no question", 'ask one: bpffaq search "how do I ...?"')
    else:
        query = _read_stdin()
    query = " ".join(query.split())
    if not query.strip("\0"):
        raise FaqError("bpffaq search", "the question is empty", 'ask one: bpffaq search "how do I ...?"')
    return query


def _read_stdin() -> str:
    if sys.stdin is None:
        return ""
    data = sys.stdin.buffer.read(LONGEST + 1)
    if len(data) > LONGEST:
        raise FaqError("stdin", "the question is larger than 1 MiB", "ask a shorter one")
    return data.decode("utf-8", "replace")


def _nearest(id: str, ids: Sequence[str]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(id, ids, 1, 0.5)), "")


def _style(options: Options) -> Style:
    terminal = sys.stdout is not None and sys.stdout.isatty()
    dumb = os.environ.get("TERM") == "dumb"
    plain = bool(os.environ.get("NO_COLOR")) or dumb or not terminal
    color = options.color == "always" or (options.color == "auto" and not plain)
    return Style(options.width or _width(terminal), color, terminal and not dumb and options.color != "never")


def _width(terminal: bool) -> int:
    if not terminal:
        return 80
    try:
        return min(os.get_terminal_size(sys.stdout.fileno()).columns or 80, WIDEST)
    except (OSError, ValueError):
        return 80


def _progress() -> Callable[[int, int, int], None] | None:
    if sys.stderr is None or not sys.stderr.isatty():
        return None
    from faq.output.progress import Bar

    return Bar(sys.stderr)


def _print(lines: Sequence[str]) -> None:
    sys.stdout.write("\n".join(lines) + "\n")


def _print_json(value: Any) -> None:
    import json

    from faq.output.terminal import escaped

    ascii_only = sys.stdout.encoding.lower() not in ("utf-8", "utf8")
    sys.stdout.write(escaped(json.dumps(value, ensure_ascii=ascii_only)) + "\n")
