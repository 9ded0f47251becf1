"""What each command does: read its input, ask the engine, print what is drawn."""

import sys
from collections.abc import Callable, Sequence

from faq.cli import surroundings
from faq.cli.asking import list_, search, show
from faq.cli.options import Options, check_combination
from faq.errors import FaqError
from faq.output.harmless import error_line, safe, safe_line
from faq.output.text import Style
from index.values import TYPE_CHECKING

if TYPE_CHECKING:
    from faq.server.service import Service
    from faq.server.stdio import Server
    from faq.sources.source import Source
    from faq.vectors.encoder import Encoder


def run(options: Options) -> int:
    """Run a command; return its exit status."""
    check_combination(options)
    commands: dict[str, Callable[[Options], int]] = {
        "search": search,
        "list": list_,
        "show": show,
        "browse": browse,
        "serve": serve,
        "mcp": mcp,
        "eval": eval_,
        "index": index,
        "sources": sources,
        "diff": diff,
        "check": check,
        "unanswered": unanswered,
        "": session,
    }
    return commands[options.command](options)


def _style(options: Options) -> Style:
    from faq.cli.settings import settings

    return surroundings.style(settings(options).color, options.width)


def index(options: Options) -> int:
    """Build, refresh or remove the index; say where it is and what it holds."""
    from faq.library.library import clear

    if options.clear:
        place, size = clear()
        if options.json:
            surroundings.print_json({"directory": place, "removed_bytes": size})
        else:
            surroundings.print_lines([f"Removed {size:,} bytes from {safe(place)}"])
        return 0
    from faq.output import index_report

    library = surroundings.library(options)
    if options.json:
        surroundings.print_json(
            library.read(lambda snapshot: index_report.as_json(snapshot, options.verbose))
        )
    else:
        width = surroundings.style("never").width
        lines = library.read(lambda snapshot: index_report.lines(snapshot, width, options.verbose))
        surroundings.print_lines(lines)
    return 0


def sources(options: Options) -> int:
    """Show the documents in use, and what is wrong with those that cannot be read."""
    from faq.output import sources_report

    library = surroundings.library(options, flawed=True)
    if options.json:
        surroundings.print_json(
            library.read(lambda snapshot: sources_report.as_json(snapshot, options.verbose))
        )
    else:
        style = _style(options)
        lines = library.read(lambda snapshot: sources_report.lines(snapshot, style, options.verbose))
        surroundings.print_lines(lines)
    return 0


def diff(options: Options) -> int:
    """Compare two revisions of a document."""
    from faq.cli import diff, diff_report

    changes = diff.files(options.old, options.new)
    if options.json:
        surroundings.print_json(diff_report.as_json(changes))
    else:
        surroundings.print_lines(diff_report.lines(changes, _style(options)))
    return 0


def eval_(options: Options) -> int:
    """Measure the engine."""
    from faq.evaluation import report
    from faq.evaluation.evaluate import measure

    measured = surroundings.library(options).read(
        lambda snapshot: measure(snapshot, options.file, again=options.invariance)
    )
    if options.json:
        surroundings.print_json(report.as_json(measured))
    else:
        surroundings.print_lines(report.lines(measured))
    return 0


def check(options: Options) -> int:
    """Report every problem in knowledge files and their documents, or print a knowledge file to fill in."""
    from faq.indexing.check_file import problems_in, skeleton_of, sources_of
    from faq.sources.listing import found

    if options.file and (options.source or options.revision or options.tree_docs):
        reason = "FILE cannot be combined with --source, --revision or --tree-docs"
        raise FaqError("bpffaq check", reason, "name each document as FILE")
    sources, wrong = sources_of(options.file)
    if not options.file:
        sources = surroundings.sources(options)
    if options.init:
        if wrong:
            raise wrong[0]
        surroundings.print_lines([skeleton_of(path).rstrip() for path in found(sources)])
        return 0
    wrong += problems_in(sources if options.file else _own(sources))
    for problem in wrong:
        print(error_line(safe_line(f"{problem.location}: {problem.problem}: {problem.hint}")))
    return 1 if wrong else 0


def _own(sources: "Sequence[Source]") -> "list[Source]":
    """The sources that did not come with the program; those that did are not the user's to mend, which is said."""
    from faq.sources.shipped import BUNDLED

    own = []
    for source in sources:
        if source.origin == BUNDLED:
            reason = "came with bpffaq and is not checked"
            surroundings.warn(str(FaqError(source.file, reason, "name a document or a knowledge file")))
        else:
            own.append(source)
    return own


def unanswered(options: Options) -> int:
    """List the questions that were refused or whose answer was rejected, or forget them."""
    from faq.session import unanswered

    if options.clear:
        if options.json or options.toml:
            raise FaqError("--clear", "prints no questions", "print them first, then clear them")
        unanswered.clear()
        return 0
    questions = unanswered.kept()
    if not questions:
        raise _none_kept(options)
    if options.json:
        surroundings.print_json({"questions": [one._asdict() for one in questions]})
    elif options.toml:
        lines = unanswered.toml_lines(questions, ascii_only=not surroundings.is_utf8())
        surroundings.print_lines([safe(line) for line in lines])
    else:
        surroundings.print_lines([safe_line(f"{one.day}  {one.why}: {one.query}") for one in questions])
    return 0


def _none_kept(options: Options) -> FaqError:
    from faq.cli.settings import settings

    hint = "ask some" if settings(options).unanswered else "BPFFAQ_UNANSWERED=on keeps them from now on"
    return FaqError("bpffaq unanswered", "no question is kept", hint)


def serve(options: Options) -> int:
    """Answer requests on stdin."""
    from faq.server.editors import EditorServer

    return _serve(options, lambda service, _: EditorServer(service))


def mcp(options: Options) -> int:
    """Serve tools for agents."""
    from faq.server.mcp import AgentServer

    return _serve(options, AgentServer)


def _serve(options: Options, protocol: "Callable[[Service, list[str]], Server]") -> int:
    """Serve a protocol on stdin and stdout; it is made of a service and the cited names of the sources."""
    from faq.server.documents import Documents
    from faq.server.service import Service
    from faq.server.stdio import serve

    sources = surroundings.sources(options)
    service = Service(Documents(sources, encoder=_loading(options)))
    try:
        server = protocol(service, [source.file for source in sources])
        return serve(server, sys.stdin.buffer, sys.stdout.buffer)
    finally:
        service.close()


def _loading(options: Options) -> "Encoder | None":
    """The encoder, if sentence vectors are requested, with its model loading."""
    encoder = surroundings.vectors(options)
    if encoder is not None:
        encoder.start()
    return encoder


def session(options: Options) -> int:
    """Open the interactive session."""
    return _session(options, browsing=False)


def browse(options: Options) -> int:
    """Open the table of contents, from which entries are opened."""
    if not (sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()):
        raise FaqError("bpffaq browse", "needs a terminal", "see: bpffaq list")
    return _session(options, browsing=True)


def _session(options: Options, browsing: bool) -> int:
    from faq.cli.settings import settings
    from faq.session import Wishes
    from faq.session import run as run_session
    from faq.session.build_progress import BuildProgress

    chosen = settings(options)
    surroundings.sources(options)  # a missing source is reported before anything else
    encoder = _loading(options)
    build_progress = BuildProgress()
    return run_session(
        lambda: surroundings.opened(options, build_progress, encoder=encoder),
        build_progress=build_progress,
        open_revision=lambda name: surroundings.opened(Options("show", revision=name)),
        wishes=Wishes(
            pager=chosen.pager,
            history=chosen.history,
            keys=chosen.keys,
            limit=chosen.limit,
            short=chosen.short,
            unanswered=chosen.unanswered,
            browsing=browsing,
        ),
        style=lambda: surroundings.style(chosen.color, options.width),
    )
