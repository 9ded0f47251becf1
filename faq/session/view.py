"""The session's own lines: numbered lists, headings, remarks. Answers are drawn by faq.output.terminal."""

from collections.abc import Callable, Iterable, Sequence

from faq.model import ANSWERED, Answer, Link, Result
from faq.output import terminal
from faq.output.age import as_of, source_url
from faq.output.blocks import drawn
from faq.output.harmless import safe, safe_line
from faq.output.text import PAINT, Style, cut, painted, wrapped
from faq.session import pager
from faq.session.conversation import Again, Choice

EXCERPT = terminal.View(more="Enter or /more shows all")
EVERYTHING = terminal.View(whole=True)
"""Views of an answer: as first shown, and whole."""

FEWEST = 5
"""Lines that a text may always take, however small the screen is."""


def colored(style: Style) -> Style:
    """The style with code in colours, if colours are on."""
    if not style.color or style.highlight is not None:
        return style
    from faq.session.highlight import painter

    return style._replace(highlight=painter())


def remark(text: str, style: Style, indent: str = "") -> list[str]:
    """A remark of the session itself, wrapped and dim."""
    lines = wrapped(safe(text), style.width, indent) if text else []
    return [painted(line, PAINT.quiet, style) for line in lines]


def title(text: str, style: Style) -> str:
    """A heading over a list."""
    return painted(safe_line(text), PAINT.question, style)


def numbered(choices: Iterable[Choice], style: Style) -> list[str]:
    """A numbered list, long items wrapped; the user types a number to open its item."""
    lines: list[str] = []
    for number, choice in enumerate(choices, 1):
        lines += _item(number, choice, style)
    return lines


def part(heading: str, choices: Iterable[Choice], style: Style) -> list[str]:
    """A numbered list, one line each, under a heading preceded by an empty line."""
    lines = ["", painted(safe_line(heading), PAINT.quiet, style)]
    for number, choice in enumerate(choices, 1):
        lines.append(f"{number:>3}. {cut(named(choice), style.width - 5)}")
    return lines


def _item(number: int, choice: Choice, style: Style) -> list[str]:
    return wrapped(named(choice), style.width, f"{number:>3}. ")


def named(choice: Choice) -> str:
    """A choice in words, with control characters made harmless."""
    if isinstance(choice, Result):
        return safe(choice.entry.question)
    if isinstance(choice, Again):
        return safe(choice.query)
    if not choice.resolved or not choice.url:
        return safe(choice.text if choice.place else f"{choice.text} (target not known)")
    alone = choice.text == choice.url.removeprefix("mailto:")
    return safe(choice.text if alone else f"{choice.text}: {choice.url}")


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


def answer(answer: Answer, style: Style) -> tuple[list[str], bool]:
    """An answer: the entry with the short answer marked in it, its code coloured, without the other candidates.

    Returns:
        The lines, and whether a part of the text is left out.
    """
    first = answer.results[:1] if answer.status == ANSWERED else ()
    alone = answer._replace(results=first)
    return _fitted(first, style, lambda style, view: terminal.answer_lines(alone, style, view))


def candidate(result: Result, style: Style) -> tuple[list[str], bool]:
    """One entry, only its beginning if it is long, and whether a part of it is left out."""
    return _fitted((result,), style, lambda style, view: terminal.found_lines(result, style, view))


def _fitted(
    shown: Sequence[Result], style: Style, draw: Callable[[Style, terminal.View], list[str]]
) -> tuple[list[str], bool]:
    """What is drawn of an entry with as many lines of its text as fit on the screen, and whether some are left out."""
    view, rows = EXCERPT, style.rows - pager.OFFERED_ROWS
    while view.most > FEWEST and style.rows and not pager.fits(draw(style, view), style.width, rows):
        view = view._replace(most=view.most - 1)
    cut = any(height(result, style) > view.most for result in shown)
    view = view._replace(more=_more(draw(style, view), style))
    return draw(colored(style), view), cut


def _more(lines: Sequence[str], style: Style) -> str:
    """How to see what is left out of these lines; if they go through the pager, Enter does not show it there."""
    paged = style.rows and not pager.fits(lines, style.width, style.rows)
    return "/more at the prompt shows all" if paged else EXCERPT.more


def brief(answer: Answer, style: Style) -> list[str]:
    """Only the short answer and its location, after the notices about the question."""
    said = terminal.said(answer, style)
    return [*said, *([""] if said else []), *terminal.brief_lines(answer, style)]


def same_entry(answer: Answer, style: Style) -> list[str]:
    """An answer from the entry on screen."""
    first = answer.results[0]
    said = terminal.said(answer, style)
    lines = [*said, *([""] if said else [])]
    lines += terminal.same_entry_lines(first, colored(style), is_sure(answer, first))
    return [*lines, *remark(f"Same entry as above; {_more(lines, style)} of it.", style)]


def is_sure(answer: Answer | None, result: Result) -> bool:
    """Whether an entry gets the colour of an answer: any but one that the answer has little confidence in."""
    if answer is None or not answer.results:
        return True
    return answer.level != "low" or answer.results[0].entry.id != result.entry.id


def height(result: Result, style: Style) -> int:
    """The number of lines that an entry's text takes as an answer."""
    narrower = style._replace(width=style.width - 2)
    return sum(map(len, drawn(result.entry.blocks, result.short_answer, narrower)))


def entry(result: Result, style: Style) -> list[str]:
    """One entry in full, its code coloured."""
    return terminal.entry_lines(result, colored(style))


def link_choices(result: Result) -> tuple[Link, ...]:
    """The links of an entry, each address once; the last one leads to exactly the quoted text, if that is known."""
    links = {(link.url or link.text): link for link in result.entry.links}
    if quoted := source_url(result):
        links[quoted] = Link(f"this text, {as_of(result.document)}", quoted, True)
    return tuple(links.values())
