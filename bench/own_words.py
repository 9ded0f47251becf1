"""Words of an entry's own text, as questions that look for it."""

from faq.model import Entry

FIRST_WORDS = 12
"""How many first words an entry is searched for by."""

MIDDLE_WORDS = 6
"""The same for words from its middle: few enough to be one line of a search."""


def first_words(entry: Entry) -> list[str]:
    """Return the first words of an entry's text, ``FIRST_WORDS`` of them; fewer if it has fewer."""
    return _words(entry)[:FIRST_WORDS]


def middle_words(entry: Entry) -> list[str]:
    """Return ``MIDDLE_WORDS`` words from the middle of an entry's text, none if it has hardly more."""
    words = _words(entry)
    middle = len(words) // 2
    return words[middle : middle + MIDDLE_WORDS] if len(words) >= 2 * MIDDLE_WORDS else []


def _words(entry: Entry) -> list[str]:
    return " ".join(block.text for block in entry.blocks if block.kind != "code").split()
