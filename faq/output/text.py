"""Text on a terminal: how wide it is, how it is wrapped, painted and linked."""

from collections.abc import Callable, Iterator

from faq.model import Block
from index.values import NamedTuple

NARROWEST = 20
"""Columns below which text is never squeezed."""

_SCHEMES = ("https://", "http://", "mailto:")


class Style(NamedTuple):
    """How to draw: columns, whether with colour, whether with terminal hyperlinks (OSC 8).

    ``rows`` are those of the screen that an answer should fit, 0 if it need not.
    ``highlight`` paints a block of code and returns as many lines as the block has. Without it, code has no colours.
    """

    width: int = 80
    color: bool = False
    links: bool = False
    rows: int = 0
    highlight: Callable[[Block], list[str]] | None = None


class Paint(NamedTuple):
    """The colours, chosen from the 16 that every theme defines, so that they suit light and dark backgrounds.

    Green, yellow and cyan are hard to read on white: only the mark of the answer is green, its words are bold, and code
    has the terminal's own colour. Magenta has a contrast of at least 3 on both backgrounds in xterm, GNOME, macOS,
    VS Code and Solarized.
    """

    question: str = "1"
    short: str = "1"
    mark: str = "32"
    strong: str = "1;31"
    quiet: str = "2"
    warning: str = "35"


PAINT = Paint()


def painted(text: str, paint: str, style: Style) -> str:
    """Return a text in a colour, plain if the style has none."""
    return f"\x1b[{paint}m{text}\x1b[0m" if style.color and text else text


def address(url: str) -> str:
    """Return the address that a link may lead to: http, https and mailto only, and only the address of a mailto.

    Whatever follows a ``mailto`` address (``?attach=``, ``?body=``) tells a mail program what to do, and is cut off.

    Returns:
        The address, empty if nothing may be opened.
    """
    scheme = next((scheme for scheme in _SCHEMES if url[: len(scheme)].lower() == scheme), "")
    if not scheme or not url.isascii() or not url.isprintable() or " " in url:
        return ""
    led_to = url.partition("?")[0] if scheme == "mailto:" else url
    return led_to if len(led_to) > len(scheme) else ""


def counted(number: int, one: str, many: str) -> str:
    """Return a number of things: "1 entry", "2 entries"."""
    return f"{number} {one if number == 1 else many}"


def hyperlink(text: str, url: str, style: Style) -> str:
    """Return a text as a terminal hyperlink; only http, https and mailto addresses become one."""
    target = address(url) if style.links else ""
    return f"\x1b]8;;{target}\x1b\\{text}\x1b]8;;\x1b\\" if target else text


def columns(text: str) -> int:
    """Return the width of a text in terminal columns: wide characters take two, combining ones and joiners none."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    import unicodedata  # here, where a text is not ASCII

    if unicodedata.combining(character) or character in "\u200c\u200d\ufe0e\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrapped(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """Wrap a text to a width; a word longer than a line stays whole.

    Args:
        text: the text, its white space folded.
        width: columns in all.
        first: prefix of the first line.
        rest: prefix of the others; by default as many spaces.
    """
    rest = " " * columns(first) if rest is None else rest
    lines, line, used = [], first, columns(first)
    start = True
    for piece, spaced in _pieces(text):
        space = "" if start or not spaced else " "
        if not start and used + columns(space + piece) > max(width, NARROWEST):
            lines.append(line)
            line, used, space = rest, columns(rest), ""
        line, used, start = line + space + piece, used + columns(space + piece), False
    return [*lines, line]


def cut(text: str, width: int) -> str:
    """Return a text on one line, cut at a word if it is too wide."""
    folded = " ".join(text.split())
    if columns(folded) <= width:
        return folded
    if width <= 3:
        return "..."[: max(width, 0)]
    kept = ""
    for character in folded:
        if columns(kept + character) > width - 3:
            break
        kept += character
    word = kept.rpartition(" ")[0]
    return f"{word if 2 * len(word) > len(kept) else kept.rstrip()}..."


_IDEOGRAPH = "([\u2e80-\u9fff\uff00-\uffef])"


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The pieces between which a line may break, and whether a space precedes each.

    Scripts without spaces may break at any character.
    """
    for word in text.split():
        parts = [word] if word.isascii() else _parts(word)
        for number, part in enumerate(parts):
            yield part, not number


def _parts(word: str) -> list[str]:
    """The parts of a word, split between ideographs, where a line may break."""
    import re  # here: a search in English does not need it

    return [part for part in re.split(_IDEOGRAPH, word) if part]
