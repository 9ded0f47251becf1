"""The commands that show entries: search, list, show."""

import sys

from faq.cli import surroundings
from faq.cli.options import Options
from faq.cli.settings import Settings, settings
from faq.errors import FaqError
from faq.output.harmless import error_line
from faq.output.text import Style
from index.values import TYPE_CHECKING

if TYPE_CHECKING:
    from faq.library.snapshot import Snapshot
    from faq.model import Answer, Result


def search(options: Options) -> int:
    """Answer one question; return 1 if there is no answer, or only the nearest entry."""
    query = surroundings.question(options.question)
    chosen = settings(options)
    from faq.engine import ask
    from faq.model import ANSWERED

    library = surroundings.library(options)
    answer = library.read(lambda snapshot: ask(snapshot, query, limit=chosen.limit))
    if chosen.unanswered:
        from faq.session import unanswered

        unanswered.note(answer)
    brief = chosen.short or options.url or options.open or options.edit
    if options.json:
        from faq.output import json_form

        notices = surroundings.notices(library)
        form = json_form.answer(answer, full=options.full, alternates=options.alternates, notices=notices)
        surroundings.print_json(form)
    elif brief:
        _say_briefly(answer, options, chosen)
    else:
        _say_all(answer, options, chosen)
    if options.explain and (options.json or brief):
        from faq.output.terminal import explanation_lines

        print("\n".join(explanation_lines(answer, Style())), file=sys.stderr)
    return 0 if answer.status == ANSWERED and answer.level != "low" else 1


def _say_briefly(answer: "Answer", options: Options, chosen: Settings) -> None:
    """Show the short answer or the address, or open one of them."""
    from faq.model import ANSWERED
    from faq.output.terminal import brief_lines

    if answer.reasons.cut:
        surroundings.warn(answer.reasons.cut)
    if answer.status == ANSWERED and (options.url or options.open or options.edit):
        _go_to(answer.results[0], options)
    else:
        surroundings.print_lines(brief_lines(answer, surroundings.style(chosen.color, options.width)))


def _say_all(answer: "Answer", options: Options, chosen: Settings) -> None:
    """Show the answer in its entry, with the reasons if they are asked for, and remember the candidates."""
    from faq.model import ANSWERED
    from faq.output import terminal

    style = surroundings.style(chosen.color, options.width)
    lines = terminal.answer_lines(answer, style, terminal.View(whole=options.full, ids=options.ids))
    if not answer.results:
        lines += ["", "What is covered: bpffaq list"]
    if options.explain:
        lines += ["", *terminal.explanation_lines(answer, style)]
    surroundings.print_lines(lines)
    listed = answer.results[1:] if answer.status == ANSWERED else answer.results
    if listed and chosen.history:
        from faq.cli import last_list

        last_list.remember(listed)


def _go_to(result: "Result", options: Options) -> None:
    """Print or open the address of an entry, or open its source.

    Raises:
        FaqError: the entry has no address, or the program that opens it fails.
    """
    from faq.output.terminal import address_of, place

    if options.edit:
        from faq.session.editor import edit, remark
        from faq.sources.shipped import is_installed

        path, line = result.document.path, (result.short_answer or result.entry).lines.first
        edit(path, line)
        if is_installed(path):
            surroundings.warn(remark(path, line))
        return
    url = address_of(result)
    if not url:
        raise FaqError(place(result), "has no address on the web", "open the file")
    if options.open:
        from faq.session.browser import browse

        browse(url)
    surroundings.print_lines([url])


def list_(options: Options) -> int:
    """List every entry, or those that contain a word; return 1 if there are none."""
    from faq.output import json_form, terminal
    from faq.output.entries import did_you_mean, holding, words_of

    library = surroundings.library(options)
    word = " ".join(options.word)
    every = library.read(lambda snapshot: tuple(snapshot.entries()))
    results = holding(every, word)
    if options.json:
        surroundings.print_json(json_form.listing(results))
    elif options.tsv:
        surroundings.print_lines(terminal.tsv_lines(results))
    elif results:
        chosen = settings(options)
        style = surroundings.style(chosen.color, options.width)
        surroundings.print_lines(terminal.list_lines(results, style))
        if chosen.history:
            from faq.cli import last_list

            last_list.remember(results)
    else:
        hint = did_you_mean(word, words_of(every), "see: bpffaq list", 0.75)
        surroundings.warn(error_line(f"{word}: no entry matches; {hint}"))
    return 0 if results else 1


def show(options: Options) -> int:
    """Show one entry."""
    from faq.output import json_form, terminal

    library = surroundings.library(options)
    result = library.read(lambda snapshot: _named(options.id, snapshot))
    if options.json:
        surroundings.print_json(json_form.result(result, alternates=options.alternates))
    elif options.url or options.open or options.edit:
        _go_to(result, options)
    else:
        style = surroundings.style(settings(options).color, options.width)
        surroundings.print_lines(terminal.entry_lines(result, style))
    return 0


def _named(id: str, snapshot: "Snapshot") -> "Result":
    """The entry with this id, part of an id, or number in the list printed last.

    Raises:
        FaqError: no entry matches, or several do.
    """
    from faq.output.entries import only

    if not id.strip():
        raise FaqError("bpffaq show", "the id is empty", "see: bpffaq list")
    if id.isascii() and id.isdigit():
        return _in_last_list(int(id[:9]), snapshot)
    return snapshot.find(id) or only(tuple(snapshot.entries()), id)


def _in_last_list(number: int, snapshot: "Snapshot") -> "Result":
    """The entry with this number in the list printed last.

    Raises:
        FaqError: there is no such number, or the list was of other documents.
    """
    from faq.cli import last_list

    id = last_list.numbered(number)
    result = snapshot.find(id)
    if result is None:
        problem = f"no such entry in these documents: '{id}'"
        raise FaqError(f"number {number}", problem, "name those that were listed, or see: bpffaq list")
    return result
