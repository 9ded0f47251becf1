"""What questions, numbers and commands do: each takes the conversation and its argument, and replies."""

from collections.abc import Sequence
from difflib import get_close_matches

from faq.errors import FaqError
from faq.render import CLOSEST_QUESTIONS, explanation_lines, safe, wrapped
from faq.session import copying, neighbours, view
from faq.session.requests import Question, parse, whole
from faq.session.talk import Again, Choice, Reply, Talk
from faq.values import ANSWERED, Answer, Link, Result

HISTORY_SHOWN = 20
"""Earlier questions that /history lists."""


def ask(talk: Talk, query: str) -> Reply:
    """Ask the engine, with the conversation as context."""
    answer = talk.shelf.ask(query, talk.turns)
    talk.answer = answer
    answered = answer.status == ANSWERED and bool(answer.results)
    talk.remember(query, answer.results[0].entry.id if answered else "")
    if not answered:
        return _unanswered(talk, answer)
    talk.shown = answer.results[0]
    style = talk.style()
    lines = view.answer(answer, style)
    return Reply(tuple(lines), _offers(talk, talk.shown, answer.results[1:]))


def _unanswered(talk: Talk, answer: Answer) -> Reply:
    """No answer: said so, with the closest questions as numbers and never a made-up answer."""
    style = talk.style()
    lines = view.answer(answer, style)
    closest = answer.results or _similar(talk, answer)
    talk.shown, talk.choices = None, tuple(closest)
    if closest:
        return Reply(tuple(lines), (tuple(view.part(CLOSEST_QUESTIONS, closest, style)),))
    return Reply((*lines, "", *view.remark("/list shows every question that is covered.", style)))


def _similar(talk: Talk, answer: Answer) -> tuple[Result, ...]:
    """Questions that share words with one that is not covered."""
    found: dict[str, Result] = {}
    if not answer.reasons.matched:
        return ()
    for item in talk.shelf.complete(answer.query, 2 * neighbours.SEE_ALSO):
        result = talk.shelf.find(item.id) if item.id else None
        if result:
            found.setdefault(item.id, result)
    return tuple(found.values())[: neighbours.SEE_ALSO]


def _offers(talk: Talk, shown: Result, others: Sequence[Result]) -> tuple[tuple[str, ...], ...]:
    """See also and read on, numbered throughout."""
    style = talk.style()
    also = tuple(others[: neighbours.SEE_ALSO])
    following = neighbours.read_on(talk.shelf.around(shown), shown, (shown, *also))
    talk.choices = (*also, *following)
    parts = (("See also", also, 1), ("Read on", following, len(also) + 1))
    return tuple(tuple(view.part(heading, part, style, first)) for heading, part, first in parts if part)


def chosen(talk: Talk, number: int) -> Choice:
    """What a number of the list on screen stands for.

    Raises:
        FaqError: there is no list, or it is shorter.
    """
    if not talk.choices:
        raise FaqError(f"number {number}", "there is no list on the screen", "ask a question, or /list")
    if not 1 <= number <= len(talk.choices):
        raise FaqError(f"number {number}", "is not in the list", f"type one from 1 to {len(talk.choices)}")
    return talk.choices[number - 1]


def follow(talk: Talk, number: int) -> Reply:
    """Open what a number stands for: an entry, a link, an earlier question."""
    choice = chosen(talk, number)
    if isinstance(choice, Result):
        return present(talk, choice)
    if isinstance(choice, Again):
        return ask(talk, choice.query)
    if not choice.url:
        raise FaqError(f"number {number}", "leads nowhere known", "/open opens the page of this answer")
    return _opened(talk, choice.url)


def present(talk: Talk, result: Result) -> Reply:
    """Show an entry in full; it becomes part of the conversation."""
    talk.shown = result
    talk.remember(result.entry.question, result.entry.id)
    return Reply(tuple(view.entry(result, talk.style())), _offers(talk, result, ()))


def current(talk: Talk, command: str, argument: str = "") -> Result:
    """The entry that a command means: the one of that number or id, else the one on the screen.

    Raises:
        FaqError: there is none, or the number stands for something else.
    """
    if argument:
        return _named(talk, argument)
    if talk.shown is None:
        raise FaqError(command, "there is no answer on the screen", "ask a question first")
    return talk.shown


def _named(talk: Talk, argument: str) -> Result:
    number = whole(argument)
    if number is not None:
        choice = chosen(talk, number)
        if isinstance(choice, Result):
            return choice
        raise FaqError(f"number {argument}", "is not an entry", "/list shows the entries")
    return talk.shelf.find(argument) or _only(talk, argument)


def _only(talk: Talk, part: str) -> Result:
    """The only entry whose id holds that part."""
    known = {result.entry.id: result for result in talk.shelf.entries()}
    holding = [name for name in known if part.lower() in name]
    if len(holding) == 1:
        return known[holding[0]]
    near = holding or get_close_matches(part, known, 1, 0.5)
    mend = f"try /show {near[0]}" if near else "/list shows them"
    raise FaqError(part, f"{len(holding) or 'no'} entries have that in their id", mend)


def show(talk: Talk, argument: str) -> Reply:
    """``/show N|ID``."""
    return present(talk, current(talk, "/show", argument))


def listing(talk: Talk, argument: str) -> Reply:
    """``/list [section]``."""
    entries = talk.shelf.entries()
    chosen = tuple(one for one in entries if argument.lower() in " / ".join(one.entry.section).lower())
    if not chosen:
        raise _no_section(argument, entries)
    talk.choices = chosen
    return Reply(tuple(view.sections(chosen, talk.style())))


def _no_section(argument: str, entries: Sequence[Result]) -> FaqError:
    if whole(argument) is not None:
        return FaqError(
            "/list", "takes a section, not a number", f"type {argument} alone to open number {argument}"
        )
    names = list(dict.fromkeys(name for one in entries for name in one.entry.section))
    near = get_close_matches(argument, names, 1, 0.3)
    return FaqError(
        argument, "there is no such section", f"try /list {near[0]}" if near else "/list shows them"
    )


def open_page(talk: Talk, argument: str) -> Reply:
    """``/open [N]``: the entry on the screen, or what the number stands for, in the browser."""
    number = whole(argument)
    if number is not None and isinstance(link := chosen(talk, number), Link):
        return _opened(talk, link.url)
    result = current(talk, "/open", argument)
    if not result.document.url:
        raise FaqError(result.document.file, "has no address on the web", "/edit opens the file")
    return _opened(talk, f"{result.document.url}#{result.entry.id.rpartition('#')[2]}")


def _opened(talk: Talk, url: str) -> Reply:
    talk.tools.browse(url)
    return Reply(tuple(view.remark(f"Opened {url}", talk.style())))


def edit(talk: Talk, argument: str) -> Reply:
    """``/edit [N]``: the source in the editor, at the line that answers."""
    result = current(talk, "/edit", argument)
    short = None if argument else result.short_answer
    line = (short or result.entry).lines.first
    talk.tools.edit(result.document.path, line)
    return Reply(tuple(view.remark(f"Edited {result.document.path}, line {line}", talk.style())))


def copy(talk: Talk, argument: str) -> Reply:
    """``/copy [N]``: a command or code block of the answer on the screen."""
    texts, usual = copying.texts(current(talk, "/copy"))
    number = whole(argument or str(usual))
    if number is None or not 1 <= number <= len(texts):
        raise FaqError(f"/copy {argument}", "is not one of them", f"type a number from 1 to {len(texts)}")
    text = texts[number - 1]
    way = talk.tools.copy(text)
    count = f" ({number} of {len(texts)})" if len(texts) > 1 else ""
    head = view.remark(f"Copied through {way}{count}:", talk.style())
    return Reply((*head, *(f"    {line}" for line in safe(text).split("\n"))))


def links(talk: Talk, argument: str) -> Reply:
    """``/links``: the links of the answer, numbered for /open."""
    found = view.link_choices(current(talk, "/links"))
    if not found:
        return Reply(tuple(view.remark("This answer has no links; /open opens its page.", talk.style())))
    talk.choices = found
    return Reply(tuple(view.numbered(found, talk.style())))


def why(talk: Talk, argument: str) -> Reply:
    """``/why``: the reasons of the last answer, and what an entry that was opened has to do with it."""
    answer, style = talk.answer, talk.style()
    if answer is None:
        raise FaqError("/why", "there is no question to explain", "ask one first")
    lines = explanation_lines(answer, style)
    if talk.shown is None or neighbours.place(talk.shown, answer) == 1:
        return Reply(tuple(lines))
    opened = view.remark(f"This entry was opened by you: {neighbours.relation(talk.shown, answer)}", style)
    asked = [view.title(line, style) for line in wrapped(answer.query, style.width)]
    return Reply((*opened, "", *asked, *lines))


def sources(talk: Talk, argument: str) -> Reply:
    """``/sources``: the documents that answer."""
    lines: list[str] = []
    for fact in talk.shelf.facts():
        one = fact.document
        state = f"{fact.entries} entries" if not fact.error else "cannot be read"
        lines.append(view.title(f"{one.title or one.file} {one.revision}".rstrip(), talk.style()))
        lines += view.remark(f"{state}, {one.path}", talk.style(), "  ")
    lines += view.remark(talk.shelf.notice, talk.style())
    return Reply(tuple(lines))


def forget(talk: Talk, argument: str) -> Reply:
    """``/new``: a new conversation."""
    talk.forget()
    return Reply(tuple(view.remark("A new conversation: what came before is forgotten.", talk.style())))


def history(talk: Talk, argument: str) -> Reply:
    """``/history``: the last questions, numbered to ask them again."""
    asked = [line for line in talk.tools.history() if isinstance(parse(line), Question)]
    newest = list(dict.fromkeys(reversed(asked)))[:HISTORY_SHOWN]
    talk.choices = tuple(Again(line) for line in reversed(newest))
    if not newest:
        return Reply(tuple(view.remark("No question was asked yet.", talk.style())))
    return Reply(tuple(view.numbered(talk.choices, talk.style())))


def leave(talk: Talk, argument: str) -> Reply:
    """``/quit``."""
    return Reply(ends=True)
