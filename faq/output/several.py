"""A message's other questions, each in one sentence."""

from faq.model import AlsoAsked


def told(other: AlsoAsked) -> str:
    """Return a sentence with another question of a message and the entry that answers it."""
    where = f"See: {other.entry.question}" if other.entry else "This is not covered."
    return f"Also asked: '{other.query}' {where}"
