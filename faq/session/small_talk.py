"""What the session replies to messages that ask nothing of the documents, such as thanks."""

from index.analysis import Words

WELCOME = "You're welcome."
BYE = "Goodbye; Ctrl-D or /quit ends the session."
ABOUT = "I look questions up in the documents and show their own words. Ask away; /help lists the commands."
HELLO = "Hello! Ask a question about the documents; /help lists the commands."
AGREED = "All right."

REPLIES = (
    (frozenset("appreciate appreciated cheers grateful thank thanks thx tia".split()), WELCOME),
    (frozenset(("bye",)), BYE),
    (frozenset("anybody anyone help question questions somebody someone you your".split()), ABOUT),
    (frozenset("afternoon evening greetings hello hey hi howdy morning welcome".split()), HELLO),
)
"""Replies, each with the words of a message that call for it; the first that fits is given."""

_WORDS = Words("'")


def reply(message: str) -> str:
    """Return what to reply to small talk.

    Args:
        message: what was said.
    """
    words = _WORDS.of(message.lower())
    for signs, answer in REPLIES:
        if not signs.isdisjoint(words):
            return answer
    return AGREED
