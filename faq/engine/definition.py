"""Questions for a definition: "What is X?" is answered where the text says what X is.

A mention of X is not enough: a text that says which list takes patches for XDP does not say what XDP is. A
question with "the" asks for something else ("What is the deadline?"). "What does X do?" counts, too: people ask it
who do not know what X is.
"""

from collections.abc import Iterable

_OPENINGS = (
    ("what", "is", "a"), ("what", "is", "an"), ("what", "is"), ("what", "are"), ("what's", "a"), ("what's", "an"),
    ("what's",), ("whats",), ("what", "does"), ("what", "do"), ("define",), ("definition", "of"), ("meaning", "of"),
)  # fmt: skip
_ENDINGS = {"what does": ("mean", "stand for", "do"), "what do": ("mean", "stand for")}
_NO_SUBJECT = frozenset("the this that these those it a an my your up next new wrong going".split())
_SAYS = r"(?<![\w-]){}(?![\w-])\W*?(?:\s*\([^)]*\))?\s+(?:is|are|means|stands|for)\s"
"""How a sentence says what something is; "for" if the verb came earlier ("whereas bpf-next for features")."""


def subject(text: str) -> str:
    """Return the word that a question wants defined, empty if it asks for anything else."""
    words = text.casefold().replace("\u2019", "'").strip(" ?!.").split()
    opening = next((one for one in _OPENINGS if tuple(words[: len(one)]) == one), None)
    if not opening:
        return ""
    rest = words[len(opening) :]
    ending = " ".join(rest[1:])
    if not rest or rest[0] in _NO_SUBJECT or ending not in _ENDINGS.get(" ".join(opening), ("",)):
        return ""
    return rest[0].strip("\"'`\u201c\u201d\u2018\u2019,:;")


def defines(texts: Iterable[str], word: str) -> bool:
    """Return whether any of the texts says what a word stands for."""
    import re

    says = re.compile(_SAYS.format(re.escape(word)), re.IGNORECASE)
    return any(map(says.search, texts))
