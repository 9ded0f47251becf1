"""The session's own lines: numbered lists, headings, remarks. Answers are drawn by faq.output.terminal."""

from collections.abc import Iterable, Sequence

from faq.model import ANSWERED, Answer, Link, Result
from faq.output import terminal
from faq.output.terminal import PAINT, Style, painted, safe, wrapped
from faq.session.conversation import Again, Choice


def remark(text: str, style: Style, indent: str = "") -> list[str]:
    """A remark of the session itself, wrapped and dim."""
    lines = wrapped(safe(text), style.width, indent) if text else []
    return [painted(line, PAINT.quiet, style) for line in lines]


def title(text: str, style: Style) -> str:
    """A heading over a list."""
    return painted(safe(text), PAINT.question, style)


def numbered(choices: Iterable[Choice], style: Style, first: int = 1) -> list[str]:
    """A numbered list; the numbers are what a person types to open one.

    Args:
        choices: entries, links or earlier questions.
        style: width and colour.
        first: the number of the first.

    Returns:
        The lines, long ones wrapped under their text.
    """
    return [line for number, choice in enumerate(choices, first) for line in _item(number, choice, style)]


def part(heading: str, choices: Iterable[Choice], style: Style, first: int = 1) -> list[str]:
    """A numbered list under its heading, a blank line before it."""
    return ["", title(heading, style), *numbered(choices, style, first)]


def _item(number: int, choice: Choice, style: Style) -> list[str]:
    return wrapped(named(choice), style.width, f"{number:>3}. ")


def named(choice: Choice) -> str:
    """A choice in words, control characters made harmless."""
    if isinstance(choice, Result):
        return safe(choice.entry.question)
    if isinstance(choice, Again):
        return safe(choice.query)
    if not choice.resolved or not choice.url:
        return safe(f"{choice.text} (leads nowhere known)")
    return safe(choice.url if choice.text == choice.url else f"{choice.text}: {choice.url}")


def sections(results: Sequence[Result], style: Style) -> list[str]:
    """Every entry under its section, numbered throughout."""
    lines: list[str] = []
    before: tuple[str, tuple[str, ...]] | None = None
    for number, result in enumerate(results, 1):
        here = (result.document.path, result.entry.section)
        if here != before:
            heading = " > ".join(result.entry.section) or result.document.title
            lines += [""] * bool(lines) + [title(heading, style)]
            before = here
        lines += _item(number, result, style)
    return lines


def answer(found: Answer, style: Style) -> list[str]:
    """An answer: the first entry drawn in full, its code coloured; the others follow as numbers."""
    first = found.results[:1] if found.status == ANSWERED else ()
    lines = code(terminal.answer_lines(found._replace(results=first), style), first, style)
    return lines[:-1] if lines and not lines[-1] else lines


def entry(result: Result, style: Style) -> list[str]:
    """One entry in full, its code coloured."""
    return code(terminal.entry_lines(result, style), (result,), style)


def code(lines: list[str], results: Sequence[Result], style: Style) -> list[str]:
    """Colour the commands and code of what is drawn, where colours are on."""
    blocks = [block for result in results for block in result.entry.blocks if block.kind == "code"]
    if not style.color or not blocks:
        return lines
    from faq.session import highlight

    return highlight.lines(lines, blocks)


def link_choices(result: Result) -> tuple[Link, ...]:
    """The links of an entry, each address once."""
    return tuple({(link.url or link.text): link for link in result.entry.links}.values())
