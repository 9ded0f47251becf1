"""The list of characters that must not reach a terminal, an editor's buffer or an error line.

Control characters drive a terminal, format characters reverse or hide the text around them, tag characters carry
invisible text, surrogates are not text. Whatever is drawn, printed or sent passes through one of the functions below.
"""

from collections.abc import Callable

RANGES = (
    (0x00, 0x08),  # control characters except tab and line feed
    (0x0B, 0x1F),
    (0x7F, 0x9F),
    (0xAD, 0xAD),  # soft hyphen
    (0x61C, 0x61C),  # Arabic letter mark
    (0x180E, 0x180E),  # Mongolian vowel separator
    (0x200B, 0x200B),  # zero width space
    (0x200E, 0x200F),  # direction marks
    (0x2028, 0x202E),  # line and paragraph separators, directional embeddings and overrides
    (0x2060, 0x206F),  # word joiner, invisible operators, isolates, deprecated format characters
    (0xD800, 0xDFFF),  # surrogates
    (0xFEFF, 0xFEFF),  # byte order mark
    (0xFFF9, 0xFFFB),  # interlinear annotations
    (0xE0000, 0xE007F),  # tags
)
"""First and last of each range of characters that are always replaced."""

JOINERS = (0x200C, 0x200D)
"""Zero width non-joiner and joiner: Persian words and emoji use them. They are allowed within a word that
is not ASCII, and replaced elsewhere."""

LONGEST_ERROR = 1000
"""Maximum characters in an error line; the middle of a longer one is left out."""

REPLACEMENT = "\ufffd"

_JOINER_CHARACTERS = "".join(map(chr, JOINERS))


class _Harmless(dict[int, str]):
    """The replacement for each character, computed when it is first seen.

    Args:
        stand_in: returns the replacement for a harmful character.
    """

    def __init__(self, stand_in: Callable[[str], str]) -> None:
        self.stand_in = stand_in

    def __missing__(self, code: int) -> str:
        self[code] = found = self.stand_in(chr(code)) if _is_harmful(code) else chr(code)
        return found


def _is_harmful(code: int) -> bool:
    return any(first <= code <= last for first, last in RANGES)


def _replaced(character: str) -> str:
    return REPLACEMENT


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[n]:02x}{units[n + 1]:02x}" for n in range(0, len(units), 2))


_REPLACING, _ESCAPING = _Harmless(_replaced), _Harmless(_escaped)


def safe(text: str) -> str:
    """Return a text with its harmful characters replaced; tabs and line ends stay."""
    return _without_harm(text, _REPLACING)


def safe_line(text: str) -> str:
    """Return a text that must be one line, such as a file name: tabs and line ends are replaced, too."""
    return safe(text).replace("\n", REPLACEMENT).replace("\t", REPLACEMENT)


def error_line(text: str) -> str:
    """Return an error message as one line of bounded length."""
    line = safe(" ".join(text.split()))
    if len(line) <= LONGEST_ERROR:
        return line
    half = LONGEST_ERROR // 2 - 3
    return f"{line[:half]} ... {line[-half:]}"


def escaped(json: str) -> str:
    """Return equivalent JSON in which the characters that ``safe`` replaces are escaped."""
    return _without_harm(json, _ESCAPING)


def without_surrogates(value: object) -> object:
    """Return a JSON value in whose strings and member names each lone surrogate is replaced. Every JSON that leaves the
    program passes through here."""
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, list | tuple):
        return [without_surrogates(item) for item in value]
    if isinstance(value, dict):
        return {without_surrogates(name): without_surrogates(member) for name, member in value.items()}
    return value


def _without_harm(text: str, table: _Harmless) -> str:
    if text.isascii() and text.isprintable():
        return text
    if not text.isascii() and any(joiner in text for joiner in _JOINER_CHARACTERS):
        text = _without_loose_joiners(text, table)
    return text.translate(table)


def _without_loose_joiners(text: str, table: _Harmless) -> str:
    """A text without the joiners that are not within a word that is not ASCII."""
    kept: list[str] = []
    for before, character, after in zip(f" {text}", text, f"{text[1:]} ", strict=False):
        loose = character in _JOINER_CHARACTERS and not (_joins(before) and _joins(after))
        kept.append(table.stand_in(character) if loose else character)
    return "".join(kept)


def _joins(character: str) -> bool:
    """Whether a joiner may be next to a character."""
    is_word = not (character.isascii() or character.isspace() or character in _JOINER_CHARACTERS)
    return is_word and not _is_harmful(ord(character))
