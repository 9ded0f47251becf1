"""What questions, numbers and commands do: each takes the conversation and its argument, and replies."""

from collections.abc import Sequence
from difflib import get_close_matches

from faq.errors import FaqError
from faq.model import ANSWERED, Answer, Link, Result
from faq.output.terminal import CLOSEST_QUESTIONS, explanation_lines, safe, wrapped
from faq.session import copying, related, view
from faq.session.conversation import Again, Choice, Conversation, Reply
from faq.session.input_parser import Question, parse, whole

HISTORY_SHOWN = 20
"""Earlier questions that /history lists."""


def ask(conversation: Conversation, query: str) -> Reply:
    """Ask the engine, with the conversation as context."""
    answer = conversation.background.ask(query, conversation.turns)
    conversation.answer = answer
    answered = answer.status == ANSWERED and bool(answer.results)
    conversation.remember(query, answer.results[0].entry.id if answered else "")
    if not answered:
        return _unanswered(conversation, answer)
    conversation.shown = answer.results[0]
    style = conversation.style()
    lines = view.answer(answer, style)
    return Reply(tuple(lines), _offers(conversation, conversation.shown, answer.results[1:]))


def _unanswered(conversation: Conversation, answer: Answer) -> Reply:
    """No answer: said so, with the closest questions as numbers and never a made-up answer."""
    style = conversation.style()
    lines = view.answer(answer, style)
    closest = answer.results or _similar(conversation, answer)
    conversation.shown, conversation.choices = None, tuple(closest)
    if closest:
        return Reply(tuple(lines), (tuple(view.part(CLOSEST_QUESTIONS, closest, style)),))
    return Reply((*lines, "", *view.remark("/list shows every question that is covered.", style)))


def _similar(conversation: Conversation, answer: Answer) -> tuple[Result, ...]:
    """Questions that share words with one that is not covered."""
    found: dict[str, Result] = {}
    if not answer.reasons.matched:
        return ()
    for item in conversation.background.complete(answer.query, 2 * related.SEE_ALSO):
        result = conversation.background.find(item.id) if item.id else None
        if result:
            found.setdefault(item.id, result)
    return tuple(found.values())[: related.SEE_ALSO]


def _offers(
    conversation: Conversation, shown: Result, others: Sequence[Result]
) -> tuple[tuple[str, ...], ...]:
    """See also and read on, numbered throughout."""
    style = conversation.style()
    also = tuple(others[: related.SEE_ALSO])
    following = related.read_on(conversation.background.around(shown), shown, (shown, *also))
    conversation.choices = (*also, *following)
    parts = (("See also", also, 1), ("Read on", following, len(also) + 1))
    return tuple(tuple(view.part(heading, part, style, first)) for heading, part, first in parts if part)


def chosen(conversation: Conversation, number: int) -> Choice:
    """What a number of the list on screen stands for.

    Raises:
        FaqError: there is no list, or it is shorter.
    """
    if not conversation.choices:
        raise FaqError(f"number {number}", "there is no list on the screen", "ask a question, or /list")
    if not 1 <= number <= len(conversation.choices):
        raise FaqError(
            f"number {number}", "is not in the list", f"type one from 1 to {len(conversation.choices)}"
        )
    return conversation.choices[number - 1]


def follow(conversation: Conversation, number: int) -> Reply:
    """Open what a number stands for: an entry, a link, an earlier question."""
    choice = chosen(conversation, number)
    if isinstance(choice, Result):
        return present(conversation, choice)
    if isinstance(choice, Again):
        return ask(conversation, choice.query)
    if not choice.url:
        raise FaqError(f"number {number}", "leads nowhere known", "/open opens the page of this answer")
    return _opened(conversation, choice.url)


def present(conversation: Conversation, result: Result) -> Reply:
    """Show an entry in full; it becomes part of the conversation."""
    conversation.shown = result
    conversation.remember(result.entry.question, result.entry.id)
    return Reply(tuple(view.entry(result, conversation.style())), _offers(conversation, result, ()))


def current(conversation: Conversation, command: str, argument: str = "") -> Result:
    """The entry that a command means: the one of that number or id, else the one on the screen.

    Raises:
        FaqError: there is none, or the number stands for something else.
    """
    if argument:
        return _named(conversation, argument)
    if conversation.shown is None:
        raise FaqError(command, "there is no answer on the screen", "ask a question first")
    return conversation.shown


def _named(conversation: Conversation, argument: str) -> Result:
    number = whole(argument)
    if number is not None:
        choice = chosen(conversation, number)
        if isinstance(choice, Result):
            return choice
        raise FaqError(f"number {argument}", "is not an entry", "/list shows the entries")
    return conversation.background.find(argument) or _only(conversation, argument)


def _only(conversation: Conversation, part: str) -> Result:
    """The only entry whose id holds that part."""
    known = {result.entry.id: result for result in conversation.background.entries()}
    holding = [name for name in known if part.lower() in name]
    if len(holding) == 1:
        return known[holding[0]]
    near = holding or get_close_matches(part, known, 1, 0.5)
    hint = f"try /show {near[0]}" if near else "/list shows them"
    raise FaqError(part, f"{len(holding) or 'no'} entries have that in their id", hint)


def show(conversation: Conversation, argument: str) -> Reply:
    """``/show N|ID``."""
    return present(conversation, current(conversation, "/show", argument))


def listing(conversation: Conversation, argument: str) -> Reply:
    """``/list [section]``."""
    entries = conversation.background.entries()
    chosen = tuple(one for one in entries if argument.lower() in " / ".join(one.entry.section).lower())
    if not chosen:
        raise _no_section(argument, entries)
    conversation.choices = chosen
    return Reply(tuple(view.sections(chosen, conversation.style())))


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


def open_page(conversation: Conversation, argument: str) -> Reply:
    """``/open [N]``: the entry on the screen, or what the number stands for, in the browser."""
    number = whole(argument)
    if number is not None and isinstance(link := chosen(conversation, number), Link):
        return _opened(conversation, link.url)
    result = current(conversation, "/open", argument)
    if not result.document.url:
        raise FaqError(result.document.file, "has no address on the web", "/edit opens the file")
    return _opened(conversation, f"{result.document.url}#{result.entry.id.rpartition('#')[2]}")


def _opened(conversation: Conversation, url: str) -> Reply:
    conversation.tools.browse(url)
    return Reply(tuple(view.remark(f"Opened {url}", conversation.style())))


def edit(conversation: Conversation, argument: str) -> Reply:
    """``/edit [N]``: the source in the editor, at the line that answers."""
    result = current(conversation, "/edit", argument)
    short = None if argument else result.short_answer
    line = (short or result.entry).lines.first
    conversation.tools.edit(result.document.path, line)
    return Reply(tuple(view.remark(f"Edited {result.document.path}, line {line}", conversation.style())))


def copy(conversation: Conversation, argument: str) -> Reply:
    """``/copy [N]``: a command or code block of the answer on the screen."""
    texts, usual = copying.texts(current(conversation, "/copy"))
    number = whole(argument or str(usual))
    if number is None or not 1 <= number <= len(texts):
        raise FaqError(f"/copy {argument}", "is not one of them", f"type a number from 1 to {len(texts)}")
    text = texts[number - 1]
    way = conversation.tools.copy(text)
    count = f" ({number} of {len(texts)})" if len(texts) > 1 else ""
    head = view.remark(f"Copied through {way}{count}:", conversation.style())
    return Reply((*head, *(f"    {line}" for line in safe(text).split("\n"))))


def links(conversation: Conversation, argument: str) -> Reply:
    """``/links``: the links of the answer, numbered for /open."""
    found = view.link_choices(current(conversation, "/links"))
    if not found:
        return Reply(
            tuple(view.remark("This answer has no links; /open opens its page.", conversation.style()))
        )
    conversation.choices = found
    return Reply(tuple(view.numbered(found, conversation.style())))


def why(conversation: Conversation, argument: str) -> Reply:
    """``/why``: the reasons of the last answer, and what an entry that was opened has to do with it."""
    answer, style = conversation.answer, conversation.style()
    if answer is None:
        raise FaqError("/why", "there is no question to explain", "ask one first")
    lines = explanation_lines(answer, style)
    if conversation.shown is None or related.place(conversation.shown, answer) == 1:
        return Reply(tuple(lines))
    opened = view.remark(
        f"This entry was opened by you: {related.relation(conversation.shown, answer)}", style
    )
    asked = [view.title(line, style) for line in wrapped(answer.query, style.width)]
    return Reply((*opened, "", *asked, *lines))


def sources(conversation: Conversation, argument: str) -> Reply:
    """``/sources``: the documents that answer."""
    lines: list[str] = []
    for fact in conversation.background.files():
        one = fact.document
        state = f"{fact.entries} entries" if not fact.error else "cannot be read"
        lines.append(view.title(f"{one.title or one.file} {one.revision}".rstrip(), conversation.style()))
        lines += view.remark(f"{state}, {one.path}", conversation.style(), "  ")
    lines += view.remark(conversation.background.notice, conversation.style())
    return Reply(tuple(lines))


def forget(conversation: Conversation, argument: str) -> Reply:
    """``/new``: a new conversation."""
    conversation.forget()
    return Reply(
        tuple(view.remark("A new conversation: what came before is forgotten.", conversation.style()))
    )


def history(conversation: Conversation, argument: str) -> Reply:
    """``/history``: the last questions, numbered to ask them again."""
    asked = [line for line in conversation.tools.history() if isinstance(parse(line), Question)]
    newest = list(dict.fromkeys(reversed(asked)))[:HISTORY_SHOWN]
    conversation.choices = tuple(Again(line) for line in reversed(newest))
    if not newest:
        return Reply(tuple(view.remark("No question was asked yet.", conversation.style())))
    return Reply(tuple(view.numbered(conversation.choices, conversation.style())))


def leave(conversation: Conversation, argument: str) -> Reply:
    """``/quit``."""
    return Reply(ends=True)
