"""The table of commands, the source of dispatch, /help, completion and the manual."""

import textwrap
from typing import NamedTuple

from faq.errors import FaqError
from faq.output.entries import nearest
from faq.session import actions, asking, revisions, view
from faq.session.conversation import Action, Conversation, Reply
from faq.session.keytable import KEYS


class Command(NamedTuple):
    """A command: its name, its argument, a description, and the function that runs it."""

    name: str
    takes: str
    does: str
    run: Action


def helping(conversation: Conversation, argument: str) -> Reply:
    """``/help``: this table and the keys."""
    style = conversation.style()
    wanted = argument.lstrip("/:").lower()
    if wanted:
        return Reply(tuple(_row(*_described(find(wanted)), style.width)))
    lines = textwrap.wrap(
        "Ask in your own words. A number opens that entry of the list on the screen.", style.width
    )
    for heading, table in (("Commands", map(_described, COMMANDS)), ("Keys", KEYS)):
        lines += ["", view.title(heading, style)]
        for left, right in table:
            lines += _row(left, right, style.width)
    return Reply(tuple(lines))


def _described(command: Command) -> tuple[str, str]:
    return f"/{command.name} {command.takes}".rstrip(), command.does


def _row(left: str, right: str, width: int) -> list[str]:
    indent = " " * 20
    lines = textwrap.wrap(right, max(10, width - 20))
    return [f"  {left:<17} {lines[0]}", *(indent + line for line in lines[1:])]


COMMANDS = (
    Command("list", "[WORD]", "every question, or those with a word", actions.listing),
    Command("browse", "", "the table of contents, to search and open", actions.browse),
    Command("show", "N|ID", "an entry in full; a part of its id will do", revisions.show),
    Command("more", "", "all of the answer on the screen; Enter does the same", asking.more),
    Command("no", "", "not what I wanted: the next candidate", asking.another),
    Command("open", "[N]", "the page of this answer, or of number N, in the browser", actions.open_page),
    Command("edit", "[N]", "the source line in $VISUAL or $EDITOR", actions.edit),
    Command("copy", "[N]", "a command or code block of this answer to the clipboard", actions.copy),
    Command("quote", "[all]", "the answer as a quotation for a mail to the clipboard", actions.quote),
    Command("links", "", "the links of this answer; a number opens one", actions.links),
    Command("why", "", "why the last answer came out as it did", actions.why),
    Command("sources", "", "the documents that answer", actions.sources),
    Command("new", "", "forget the conversation so far", actions.forget),
    Command("history", "", "the last questions; a number asks again", actions.history),
    Command("help", "[COMMAND]", "this help", helping),
    Command("quit", "", "leave", actions.leave),
)
"""Every command, in the order of /help."""


ALIASES = {"q": "quit", "exit": "quit"}
"""Names that quit other programs."""


def find(name: str) -> Command:
    """The command with this name, or the only one that begins with it.

    Raises:
        FaqError: there is none, and the nearest is named; or there are several.
    """
    known = {one.name: one for one in COMMANDS}
    name = ALIASES.get(name, name)
    begun = [name] if name in known else [one for one in known if one.startswith(name)]
    if len(begun) == 1:
        return known[begun[0]]
    if begun:
        several = " or ".join(f"/{one}" for one in begun)
        raise FaqError(f"/{name}", f"can be short for {several}", "type more of it")
    near = nearest(name, list(known), 0.6)
    hint = f"did you mean /{near}?" if near else "/help lists the commands"
    raise FaqError(f"/{name}", "no such command", hint)


def run(conversation: Conversation, name: str, argument: str) -> Reply:
    """Run a command.

    Args:
        conversation: the conversation.
        name: its name, or the beginning of it.
        argument: the text after it.

    Raises:
        FaqError: there is no such command, it takes no argument, or it failed.
    """
    command = find(name)
    if argument and not command.takes:
        raise FaqError(f"/{command.name}", "takes no argument", f"type /{command.name} alone")
    return command.run(conversation, argument)
