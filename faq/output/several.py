"""What else a message asks, in one sentence."""

from faq.model import AlsoAsked


def told(other: AlsoAsked) -> str:
    """Return another question of a message with the entry that answers it."""
    where = f"See: {other.entry.question}" if other.entry else "This is not covered."
    return f"Also asked: '{other.query}' {where}"
