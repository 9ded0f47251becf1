"""The one table of commands: dispatch, /help, completion and the manual come from it."""

import textwrap
from difflib import get_close_matches
from typing import NamedTuple

from faq.errors import FaqError
from faq.session import actions, view
from faq.session.conversation import Action, Conversation, Reply
from faq.session.keytable import KEYS


class Command(NamedTuple):
    """A command: its name, what it takes, what it does in words, and what runs."""

    name: str
    takes: str
    does: str
    run: Action


def helping(conversation: Conversation, argument: str) -> Reply:
    """``/help``: this table and the keys."""
    style = conversation.style()
    rows = [(f"/{one.name} {one.takes}".rstrip(), one.does) for one in COMMANDS]
    wanted = argument.lstrip("/:")
    if wanted:
        command = find(wanted)
        return Reply(tuple(_row(f"/{command.name} {command.takes}".rstrip(), command.does, style.width)))
    lines = ["Ask in your own words. A number opens that entry of the list on the screen.", ""]
    lines = [part for line in lines for part in textwrap.wrap(line, style.width) or [""]]
    for heading, table in (("Commands", rows), ("Keys", KEYS)):
        lines += [""] * (lines[-1:] != [""]) + [view.title(heading, style)]
        lines += [line for left, right in table for line in _row(left, right, style.width)]
    return Reply(tuple(lines))


def _row(left: str, right: str, width: int) -> list[str]:
    indent = " " * 20
    lines = textwrap.wrap(right, max(10, width - 20))
    return [f"  {left:<17} {lines[0]}", *(indent + line for line in lines[1:])]


COMMANDS = (
    Command("list", "[SECTION]", "every question, or those of a section", actions.listing),
    Command("show", "N|ID", "an entry in full", actions.show),
    Command("open", "[N]", "the page of this answer, or of number N, in the browser", actions.open_page),
    Command("edit", "[N]", "the source line in $VISUAL or $EDITOR", actions.edit),
    Command("copy", "[N]", "a command or code block of this answer to the clipboard", actions.copy),
    Command("links", "", "the links of this answer; a number opens one", actions.links),
    Command("why", "", "why the last answer came out as it did", actions.why),
    Command("sources", "", "the documents that answer", actions.sources),
    Command("new", "", "forget the conversation so far", actions.forget),
    Command("history", "", "the last questions; a number asks again", actions.history),
    Command("help", "[COMMAND]", "this help", helping),
    Command("quit", "", "leave", actions.leave),
)
"""Every command, in the order in which /help lists them."""


def find(name: str) -> Command:
    """The command of that name, or the only one that begins so.

    Raises:
        FaqError: there is none, then the nearest is named; or several begin so.
    """
    known = {one.name: one for one in COMMANDS}
    begun = [name] if name in known else [one for one in known if one.startswith(name)]
    if len(begun) == 1:
        return known[begun[0]]
    if begun:
        several = " or ".join(f"/{one}" for one in begun)
        raise FaqError(f"/{name}", f"can be short for {several}", "type more of it")
    near = get_close_matches(name, known, 1, 0.4)
    hint = f"did you mean /{near[0]}?" if near else "/help lists the commands"
    raise FaqError(f"/{name}", "there is no such command", hint)


def run(conversation: Conversation, name: str, argument: str) -> Reply:
    """Run a command.

    Args:
        talk: the conversation.
        name: its name, or the beginning of it.
        argument: what stands after it.

    Raises:
        FaqError: there is no such command, it takes nothing after it, or it cannot do what it was asked for.
    """
    command = find(name)
    if argument and not command.takes:
        raise FaqError(f"/{command.name}", "takes nothing after it", f"type /{command.name} alone")
    return command.run(conversation, argument)
