"""Characters that must not reach a terminal, an editor's buffer or a line of an error: the one list of them.

Control characters drive a terminal, format characters turn or hide what stands around them, tag characters carry text
that nobody sees, surrogates are no text. What is drawn, printed or sent passes one of the functions below.
"""

import re

RANGES = (
    (0x00, 0x08),  # control characters, but not tab and line feed
    (0x0B, 0x1F),
    (0x7F, 0x9F),
    (0xAD, 0xAD),  # soft hyphen
    (0x61C, 0x61C),  # Arabic letter mark
    (0x180E, 0x180E),  # Mongolian vowel separator
    (0x200B, 0x200B),  # zero width space
    (0x200E, 0x200F),  # marks of direction
    (0x2028, 0x202E),  # separators of lines and paragraphs, embeddings and overrides of direction
    (0x2060, 0x206F),  # word joiner, invisible operators, isolates, deprecated format characters
    (0xD800, 0xDFFF),  # surrogates
    (0xFEFF, 0xFEFF),  # byte order mark
    (0xFFF9, 0xFFFB),  # interlinear annotations
    (0xE0000, 0xE007F),  # tags
)
"""First and last of each range of characters that are replaced wherever they stand."""

JOINERS = (0x200C, 0x200D)
"""Zero width non-joiner and joiner: Persian words and emoji are made with them. They are let pass within a word that is
not ASCII, and replaced elsewhere."""

LONGEST_ERROR = 1000
"""Characters of an error's line; of a longer one the middle is left out."""

REPLACEMENT = "\ufffd"

_ALWAYS = "".join(f"{chr(first)}-{chr(last)}" for first, last in RANGES)
_JOINERS = "".join(map(chr, JOINERS))
_WORD = f"[^\0-\x7f\\s{_ALWAYS}{_JOINERS}]"
_JOINED = f"(?<!{_WORD})[{_JOINERS}]|[{_JOINERS}](?!{_WORD})"
_HARMFUL = re.compile(f"[{_ALWAYS}]|{_JOINED}")


def safe(text: str) -> str:
    """Return a text whose harmful characters are replaced; tabs and line ends stay."""
    if text.isascii() and text.isprintable():
        return text
    return _HARMFUL.sub(REPLACEMENT, text)


def safe_line(text: str) -> str:
    """Return a text that is to be one line, as a file's name: tabs and line ends are replaced, too."""
    return safe(text).replace("\n", REPLACEMENT).replace("\t", REPLACEMENT)


def error_line(text: str) -> str:
    """Return what an error says as one line of bounded length."""
    line = safe(" ".join(text.split()))
    if len(line) <= LONGEST_ERROR:
        return line
    half = LONGEST_ERROR // 2 - 3
    return f"{line[:half]} ... {line[-half:]}"


def escaped(json: str) -> str:
    """Return JSON that says the same, with those characters escaped that ``safe`` replaces."""
    if json.isascii() and json.isprintable():
        return json
    return _HARMFUL.sub(_escape, json)


def _escape(match: re.Match[str]) -> str:
    units = match.group().encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[n]:02x}{units[n + 1]:02x}" for n in range(0, len(units), 2))
