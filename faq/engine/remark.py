"""Remarks: messages in a conversation that ask nothing of the documents.

Thanks and greetings, questions about the program itself ("who are you?"), and rejections of an answer. A message is a
remark if all its words are typical of these.
"""

from faq.engine.courtesy import is_courtesy
from index.analysis import Words

_WORDS = Words("'")

_AGREED = frozenset(
    """
    ah all alright awesome bye clear cool exactly fine for gotcha good got great haha hah hm hmm i it k lol makes nice
    now oh ok okay perfect right see sense so solved sure thanks that that's thats then understand understood very well
    wow yeah yep yes yup
    """.split()
)
"""Words of remarks such as "ok, got it"."""

_OF_PROGRAM = frozenset(
    """
    a ai an any anybody anyone are assistant bot built can chatbot come do doing for from gpt here how human is language
    machine made me model name of old person program real robot somebody someone the there today what what's where
    who who's whose wrote you your
    """.split()
)
"""Words of questions about the program itself; one of them is "you" or "your"."""

_PROGRAM = frozenset(("you", "your"))

_MATTER = frozenset("info input list mail maintainer maintainers reply response support team time".split())
"""Words of courtesies that may be the subject of a question: "maintainers list please"."""

_ALONE = frozenset(
    "feedback guidance hint hints pointer pointers question questions suggestion suggestions".split()
)
"""Words of courtesies that are searched for where nothing else is said."""

_NO = frozenset("nah no nope".split())
"""First words of thanks that decline."""

_FEWEST = 3
"""Minimum words of a question about the program: "can you?" and "do you?" continue what was said before."""

_FIRST = frozenset(
    "another incorrect nah next no nope not other something sorry that's thats unfortunately wrong".split()
)
"""First words of a refusal."""

_DENIED = frozenset("another else incorrect isn't isnt nah next no nope not other wasn't wrong".split())
"""Words at least one of which is in every refusal."""

_REFUSAL = frozenset(
    """
    a an another answer answers asked asking at but else entry for helpful i incorrect is isn't isnt it it's its looking
    mean meant nah next no nope not one other please question really right sorry something still that that's thats the
    them these this try unfortunately want wanted was wasn't what wrong
    """.split()
)
"""Words of a refusal."""

_NO_REFUSAL = frozenset(("another question", "next question", "no question", "other", "other question"))
"""Messages of such words alone that refuse nothing."""


def is_small_talk(text: str) -> bool:
    """Return whether a message asks nothing of the documents: it thanks, greets, agrees, or asks about the program.

    Args:
        text: the message.
    """
    words = _words(text)
    if not words or (len(words) == 1 and words[0] in _ALONE):
        return False
    of_program = len(words) >= _FEWEST and _OF_PROGRAM.issuperset(words) and not _PROGRAM.isdisjoint(words)
    declined = words[0] in _NO and len(words) > 1  # "no, thank you"
    courteous = is_courtesy(" ".join(words[declined:])) and _MATTER.isdisjoint(words)
    return of_program or courteous or _AGREED.issuperset(words)


def is_refusal(text: str) -> bool:
    """Return whether a message says that an answer is not the one that was wanted.

    Args:
        text: the message.
    """
    words = _words(text)
    if not words or words[0] not in _FIRST or " ".join(words) in _NO_REFUSAL:
        return False
    return _REFUSAL.issuperset(words) and not _DENIED.isdisjoint(words)


def _words(text: str) -> list[str]:
    return _WORDS.of(text.lower().replace("\u2019", "'"))
