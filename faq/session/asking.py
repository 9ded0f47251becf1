"""Questions and answers: asking, showing more of an answer or another one, opening an entry by number."""

from collections.abc import Sequence

from faq.errors import FaqError
from faq.model import ANSWERED, Answer, Link, Result
from faq.output.terminal import CLOSEST_QUESTIONS, SEE_ALSO, found_lines
from faq.session import related, view
from faq.session.conversation import Again, Choice, Conversation, Reply
from faq.session.input_parser import NAMES, any_of
from faq.session.unanswered import TURNED_DOWN


def ask(conversation: Conversation, query: str) -> Reply:
    """Ask the engine, with the conversation as context; a word that is also a command's name gets a hint.

    If such a word is not answered, it was hardly a question: the answer on screen stays. A message that rejects the
    answer acts as the command ``/no``; one that asks nothing of the documents is not looked up in them.
    """
    from faq.engine.remark import is_refusal, is_small_talk  # loaded with the documents, not with the prompt
    from faq.session import small_talk

    if conversation.answer is not None and is_refusal(query):
        return another(conversation, "")
    if is_small_talk(query):
        return Reply(tuple(view.remark(small_talk.reply(query), conversation.style())))
    answer = conversation.background.ask(query, conversation.turns, conversation.manner.limit)
    if query.lower() not in NAMES:
        return _replied(conversation, query, answer)
    hint = view.remark(f"To run the command, type /{query.lower()}.", conversation.style())
    if _is_answered(answer):
        reply = _replied(conversation, query, answer)
    else:
        shown, more = conversation.shown, conversation.more
        reply = _unanswered(conversation, answer)
        conversation.shown, conversation.more = shown, more
    return reply._replace(lines=(*hint, "", *reply.lines))


def _is_answered(answer: Answer) -> bool:
    return answer.status == ANSWERED and bool(answer.results)


def _replied(conversation: Conversation, query: str, answer: Answer) -> Reply:
    """The reply to a question, which becomes a turn of the conversation."""
    answered = _is_answered(answer)
    conversation.answer = answer
    conversation.rank = 0 if answered else -1
    conversation.remember(query, answer.results[0].entry.id if answered else "")
    conversation.tools.note(answer, "")
    return _answered(conversation, answer) if answered else _unanswered(conversation, answer)


def _answered(conversation: Conversation, answer: Answer) -> Reply:
    """The reply if there is an answer: its entry, or only what is new if that is on the screen already."""
    before, first = conversation.shown, answer.results[0]
    conversation.shown = first
    style = conversation.style()
    if conversation.manner.short:
        conversation.more = True
        return Reply(tuple(view.brief(answer, style)), _offers(conversation, first, answer.results[1:]))
    if before is not None and related.key(before) == related.key(first) and first.short_answer:
        conversation.more = True
        return Reply(tuple(view.same_entry(answer, style)))
    lines, conversation.more = view.answer(answer, style)
    return Reply(tuple(lines), _offers(conversation, first, answer.results[1:]))


def _unanswered(conversation: Conversation, answer: Answer) -> Reply:
    """The reply if there is no answer: a statement of that, with the closest questions numbered."""
    style = conversation.style()
    lines, _ = view.answer(answer, style)
    closest = answer.results or _similar(conversation, answer)
    conversation.shown, conversation.more, conversation.choices = None, False, tuple(closest)
    if closest:
        return Reply(tuple(lines), tuple(view.part(CLOSEST_QUESTIONS, closest, style)))
    return Reply((*lines, "", *view.remark("/list shows every question that is covered.", style)))


def _similar(conversation: Conversation, answer: Answer) -> tuple[Result, ...]:
    """Entries whose questions share words with one that is not covered."""
    similar: dict[str, Result] = {}
    if not answer.reasons.matched:
        return ()
    for item in conversation.background.complete(answer.query, 2 * related.SEE_ALSO):
        result = conversation.background.find(item.id) if item.id else None
        if result:
            similar.setdefault(item.id, result)
    return tuple(similar.values())[: related.SEE_ALSO]


def _offers(conversation: Conversation, shown: Result, others: Sequence[Result]) -> tuple[str, ...]:
    """The other results and neighbouring entries, in one list."""
    also = tuple(others[: related.SEE_ALSO])
    beside = related.beside(conversation.background.around(shown), shown, (shown, *also))
    conversation.choices = (*also, *beside)
    if not conversation.choices:
        return ()
    return tuple(view.part(SEE_ALSO, conversation.choices, conversation.style()))


def more(conversation: Conversation, argument: str) -> Reply:
    """``/more``: the whole of the entry on screen."""
    result = current(conversation, "/more")
    conversation.more = False
    style = conversation.style()
    return Reply(
        tuple(found_lines(result, style, view.EVERYTHING, view.is_sure(conversation.answer, result)))
    )


def another(conversation: Conversation, argument: str) -> Reply:
    """``/no``: the next candidate instead of an unwanted answer; the question is kept if that is enabled."""
    answer = conversation.answer
    if answer is None:
        raise FaqError("/no", "there is no answer on the screen", "ask a question first")
    if not conversation.rank:
        conversation.tools.note(answer, TURNED_DOWN)
    conversation.rank += 1
    candidates = answer.results or _similar(conversation, answer)
    if conversation.rank >= len(candidates):
        conversation.rank = len(candidates)
        conversation.shown, conversation.more = None, False
        words = "No other candidate is left. Ask in other words; /list shows every question."
        return Reply(tuple(view.remark(words, conversation.style())))
    result = candidates[conversation.rank]
    lines, conversation.more = view.candidate(result, conversation.style())
    conversation.shown = result
    conversation.remember(result.entry.question, result.entry.id)
    return Reply(tuple(lines))


def chosen(conversation: Conversation, number: int) -> Choice:
    """What a number of the list on screen stands for.

    Raises:
        FaqError: there is no list, or it is too short.
    """
    if not conversation.choices:
        raise FaqError(f"number {number}", "there is no list on the screen", "ask a question, or /list")
    if not 1 <= number <= len(conversation.choices):
        raise FaqError(f"number {number}", "is not in the list", any_of(len(conversation.choices)))
    return conversation.choices[number - 1]


def follow(conversation: Conversation, number: int) -> Reply:
    """Open what a number stands for: an entry, a link, an earlier question."""
    choice = chosen(conversation, number)
    if isinstance(choice, Result):
        return present(conversation, choice)
    if isinstance(choice, Again):
        return ask(conversation, choice.query)
    if choice.place and not choice.url:
        raise FaqError(f"number {number}", "has no address on the web", f"/edit {number} opens its file")
    if not choice.url:
        raise FaqError(f"number {number}", "its target is not known", "/open opens the page of this answer")
    return visit(conversation, choice)


def visit(conversation: Conversation, link: Link) -> Reply:
    """Open a link in the browser."""
    conversation.tools.browse(link.url)
    return Reply(tuple(view.remark(f"Opened {link.url}", conversation.style())))


def present(conversation: Conversation, result: Result) -> Reply:
    """Show an entry in full; it becomes part of the conversation."""
    conversation.shown, conversation.more = result, False
    conversation.remember(result.entry.question, result.entry.id)
    return Reply(tuple(view.entry(result, conversation.style())), _offers(conversation, result, ()))


def current(conversation: Conversation, command: str) -> Result:
    """The entry on screen.

    Raises:
        FaqError: there is none.
    """
    if conversation.shown is None:
        raise FaqError(command, "there is no answer on the screen", "ask a question first")
    return conversation.shown
