"""The commands other than those about questions: each takes the conversation and an argument, and returns a reply."""

from faq.errors import FaqError
from faq.model import Link, Result
from faq.output.age import as_of
from faq.output.entries import did_you_mean, holding, only, words_of
from faq.output.harmless import safe, safe_line
from faq.output.terminal import address_of, cited_in_mail, explanation_lines
from faq.output.text import counted, cut, wrapped
from faq.session import copying, pager, related, view
from faq.session.asking import chosen, current, follow, present, visit
from faq.session.conversation import Again, Conversation, Reply
from faq.session.editor import remark
from faq.session.input_parser import Question, any_of, list_number, parse

HISTORY_SHOWN = 20
"""Earlier questions that /history lists."""

COPIED_LINES = 8
"""Screen lines up to which copied text is shown whole."""


def meant(conversation: Conversation, command: str, argument: str) -> Result:
    """The entry that a command refers to: the one with this number or id, else the one on screen.

    Raises:
        FaqError: there is none, or the number does not stand for an entry.
    """
    if not argument:
        return current(conversation, command)
    number = list_number(argument)
    if number is None:
        named = conversation.background.find(argument)
        return named or only(conversation.background.entries(), argument, "/list")
    choice = chosen(conversation, number)
    if isinstance(choice, Result):
        return choice
    raise FaqError(f"number {argument}", "is not an entry", "/list shows the entries")


def show(conversation: Conversation, argument: str) -> Reply:
    """``/show N|ID``."""
    return present(conversation, meant(conversation, "/show", argument))


def listing(conversation: Conversation, argument: str) -> Reply:
    """``/list [WORD]``."""
    if list_number(argument) is not None:
        hint = f"type {argument} alone to open number {argument}"
        raise FaqError("/list", "takes a word, not a number", hint)
    entries = conversation.background.entries()
    found = holding(entries, argument)
    if not found:
        hint = did_you_mean(argument, words_of(entries), "/list shows all", 0.75)
        raise FaqError(argument, "no entry matches", hint)
    conversation.choices = found
    return Reply(tuple(view.sections(found, conversation.style())))


def browse(conversation: Conversation, argument: str) -> Reply:
    """``/browse``: the table of contents, to search and to open."""
    picked = conversation.tools.pick(conversation.background.entries())
    return Reply() if picked is None else present(conversation, picked)


def open_page(conversation: Conversation, argument: str) -> Reply:
    """``/open [N]``: open the entry on screen, or what the number stands for, in the browser."""
    number = list_number(argument)
    if number is not None and isinstance(chosen(conversation, number), Link):
        return follow(conversation, number)
    result = meant(conversation, "/open", argument)
    url = address_of(result)
    if not url:
        raise FaqError(result.document.file, "has no address on the web", "/edit opens the file")
    return visit(conversation, Link("", url, True))


def edit(conversation: Conversation, argument: str) -> Reply:
    """``/edit [N]``: open the source in the editor, at the line that answers."""
    path, line = _source_place(conversation, argument)
    style = conversation.style()
    conversation.tools.edit(path, line)
    return Reply(tuple(view.remark(remark(path, line), style)))


def _source_place(conversation: Conversation, argument: str) -> tuple[str, int]:
    """The file and line that /edit opens: of what answers, of an entry, or of a link into a source tree."""
    number = list_number(argument)
    if number is not None and isinstance(link := chosen(conversation, number), Link) and link.place:
        path, _, line = link.place.rpartition(":")
        return path, int(line)
    result = meant(conversation, "/edit", argument)
    short = None if argument else result.short_answer
    return result.document.path, (short or result.entry).lines.first


def copy(conversation: Conversation, argument: str) -> Reply:
    """``/copy [N]``: copy a command or code block from the answer on screen."""
    texts, usual = copying.texts(current(conversation, "/copy"))
    number = list_number(argument or str(usual))
    if number is None or not 1 <= number <= len(texts):
        raise FaqError(f"/copy {argument}", "is not one of them", any_of(len(texts)))
    count = f" ({number} of {len(texts)})" if len(texts) > 1 else ""
    return _copied(conversation, texts[number - 1], count)


def quote(conversation: Conversation, argument: str) -> Reply:
    """``/quote [all]``: copy the answer as a quotation for a mail, with its citation below."""
    result = current(conversation, "/quote")
    if argument and argument.lower() != "all":
        raise FaqError(f"/quote {argument}", "is not known", "type /quote, or /quote all for the whole entry")
    cited = [cited_in_mail(result, None if argument else result.short_answer), address_of(result)]
    text = copying.quotation(result, bool(argument))
    return _copied(conversation, "\n".join([*text, *(line for line in cited if line)]), "")


def _copied(conversation: Conversation, text: str, which: str) -> Reply:
    """Copy a text; show its beginning, so that the user sees what was copied and the prompt stays on screen."""
    way, style = conversation.tools.copy(text), conversation.style()
    lines = [f"    {line}".rstrip() for line in safe(text).split("\n")]
    head = view.remark(f"Copied through {way}{which}:", style)
    if pager.rows(lines, style.width) <= COPIED_LINES:
        return Reply((*head, *lines))
    shown = (_cut(line, style.width) for line in lines[: COPIED_LINES - 1])
    return Reply((*head, *shown, *view.remark(f"[... {len(text):,} characters in all]", style, "    ")))


def _cut(line: str, width: int) -> str:
    """A line without what is too wide; it keeps its indentation."""
    indent = line[: len(line) - len(line.lstrip())]
    return f"{indent}{cut(line, width - len(indent))}".rstrip()


def links(conversation: Conversation, argument: str) -> Reply:
    """``/links``: the links of the answer, numbered for /open."""
    found = view.link_choices(current(conversation, "/links"))
    style = conversation.style()
    if not found:
        return Reply(tuple(view.remark("This answer has no links; /open opens its page.", style)))
    conversation.choices = found
    return Reply(tuple(view.numbered(found, style)))


def why(conversation: Conversation, argument: str) -> Reply:
    """``/why``: the reasons for the last answer, and how an entry opened since relates to it."""
    answer, style = conversation.answer, conversation.style()
    if answer is None:
        raise FaqError("/why", "there is no question to explain", "ask one first")
    lines = explanation_lines(answer, style)
    if conversation.shown is None or related.place(conversation.shown, answer) == 1:
        return Reply(tuple(lines))
    opened = view.remark(f"You opened this entry; {related.relation(conversation.shown, answer)}", style)
    asked = [view.title(line, style) for line in wrapped(answer.query, style.width)]
    return Reply((*opened, "", *asked, *lines))


def sources(conversation: Conversation, argument: str) -> Reply:
    """``/sources``: the documents that answer."""
    style = conversation.style()
    lines: list[str] = []
    for state in conversation.background.files():
        document = state.document
        entries = "cannot be read" if state.error else counted(state.entries, "entry", "entries")
        lines.append(view.title(f"{document.title or document.file} {document.revision}".rstrip(), style))
        about = filter(None, (entries, as_of(document), safe_line(document.path)))
        lines += view.remark(", ".join(about), style, "  ")
    lines += view.remark(conversation.background.notice, style)
    return Reply(tuple(lines))


def forget(conversation: Conversation, argument: str) -> Reply:
    """``/new``: a new conversation."""
    conversation.forget()
    return Reply(
        tuple(view.remark("A new conversation: what came before is forgotten.", conversation.style()))
    )


def history(conversation: Conversation, argument: str) -> Reply:
    """``/history``: the last questions, numbered so that they can be asked again."""
    asked = [line for line in conversation.tools.history() if isinstance(parse(line), Question)]
    newest = list(dict.fromkeys(reversed(asked)))[:HISTORY_SHOWN]
    conversation.choices = tuple(map(Again, reversed(newest)))
    if not newest:
        return Reply(tuple(view.remark("No question has been asked yet.", conversation.style())))
    return Reply(tuple(view.numbered(conversation.choices, conversation.style())))


def leave(conversation: Conversation, argument: str) -> Reply:
    """``/quit``."""
    return Reply(ends=True)
