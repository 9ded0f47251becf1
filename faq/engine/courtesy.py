"""Courtesies: the parts of a message that ask nothing and carry no weight.

A greeting, thanks, an apology, an introduction, how long one has waited, a signature: a part is a courtesy if all its
words are typical of these, or if it begins as people introduce themselves. A part that holds anything else stays, and
a message made only of courtesies stays as it is.
"""

from collections.abc import Iterator

_WORDS = frozenset(
    """
    a advance afternoon all am amazing and any anybody anyone apologies apologise apologize appreciate
    appreciated are as ask asked asking at awesome be been before beforehand best bless bother bothering brief
    by bye can care cheers clue could dear do does don't enough evening everybody everyone experts eyeballs
    feedback folks for forward from generous give glad good grateful great greatly greetings guidance guru gurus
    guys had happy has have haven't hear hearing hello help helpful helping hey hi hint hints hope hopefully
    howdy i i'd i'll i'm i've idea ideas if im in info input insight insights is it it's just kind kindly ladies
    let list lot lots love lovely mail maintainers many may maybe me message might missed missing morning much
    my nice noise obvious of off on one or others our pardon patience people please pls plz pointer pointers
    question questions quick quickly reading really regards reply respectfully response right said say so some
    somebody someone something soon sorry spam stupid suggestion suggestions support sure take taking team
    terribly thank thanks that that's the their them there this thoughts thx tia time tip tips to today too
    trouble truly us very warm we welcome well wishes with wonderful wondering work would you you're your yours
    """.split()
)
"""Words that courtesies consist of; none of them names the subject of a question."""

_MARKS = frozenset(
    """
    advance apologies apologise apologize appreciate appreciated best bother bothering cheers clue dear feedback folks
    forward glad grateful greatly greetings guidance guys hello help helpful hey hi hint hints hope howdy idea ideas
    insight insights kind kindly morning noise pardon patience pls please plz pointer pointers question questions
    regards reply respectfully sorry spam stupid suggestion suggestions thank thanks thoughts thx tia tip tips welcome
    wishes
    """.split()
)
"""Words at least one of which is in every courtesy."""

_SETTINGS = (
    "i am new to", "i'm new to", "im new to", "new here",
    "i am quite new", "i'm quite new", "i am fairly new",
    "i'm fairly new", "i am a beginner", "i'm a beginner", "i am a newbie", "i'm a newbie",
    "total newbie", "newbie here",
    "complete beginner", "i am just starting", "i'm just starting", "i am still learning", "i'm still learning",
    "i am only a", "i'm only a", "first time poster", "first time posting", "long time lurker", "long time reader",
    "this has been an open issue", "this has been open for", "this has been bothering", "this has been bugging",
    "i have been stuck", "i've been stuck", "i am stuck", "i'm stuck", "i have been struggling", "i've been struggling",
    "i have been searching", "i've been searching", "i searched", "i have searched", "i've searched", "i googled",
    "i have googled", "i've googled", "i tried googling", "i could not find anything", "i couldn't find anything",
    "not sure if this is the right place", "not sure whether this is the right place", "hope this is the right place",
    "i hope this is the right place", "is this the right place to ask", "let me know if", "please let me know",
    "please correct me", "correct me if", "excuse my english", "sorry for my english", "english is not my",
    "sent from my", "my name is", "i hope you are", "i hope you're", "hope you are", "hope you're", "have a nice",
    "have a good", "have a great", "looking forward", "keep up the", "great work", "awesome work", "nice project",
    "as the title says", "as in the title", "see title", "any update", "any news on this", "bump", "+1", "me too",
    "same here", "i am relatively new", "i'm relatively new", "it has been a while", "it's been a while",
    "this is my first", "i apologize", "i apologise", "forgive me", "excuse me", "long story short",
    "i have a question", "i've a question", "i got a question", "i have got a question", "one more question",
    "just one question", "quick one", "hope someone", "i hope someone", "hopefully someone", "can anyone help",
    "can someone help", "could anyone help", "could someone help", "i would be grateful", "i'd be grateful",
)  # fmt: skip
"""Beginnings of a part that is about the person and not the subject."""

_CLOSINGS = frozenset("best cheers greetings regards sincerely thanks thx tia wishes yours".split())
"""Last words of a courtesy that a name may follow."""

_LONGEST_NAME = 2
"""Maximum words in a name."""

_LONGEST_SETTING = 16
"""Maximum words in a part that is left out because of its beginning: a longer one goes on to say something."""

_ENDS = ".!?\n"
_ABBREVIATIONS = ("vs.", "e.g.", "i.e.", "cf.")
_PAUSES = ",:;"


def without_courtesies(text: str) -> str:
    """Return a message without the parts that ask nothing; all of it if there is nothing else.

    Args:
        text: the message.
    """
    kept: list[str] = []
    before = ""
    for sentence in sentences(text):
        if sentence.isspace():  # it separates two lines
            kept.append(sentence)
            continue
        if not _is_setting(sentence) and not _is_name_behind(before, sentence):
            kept += _matter(sentence)
        before = sentence
    left = "".join(kept)
    return left if any(character.isalnum() for character in left) else text


def sentences(text: str) -> Iterator[str]:
    """Return the sentences and lines of a text with what ends them.

    A dot within a name or number ends none, nor does that of an abbreviation.
    """
    start = 0
    for place, character in enumerate(text):
        last = place + 1 == len(text)
        ends = last or character == "\n" or (text[place + 1].isspace() and not _is_short(text[: place + 1]))
        if character in _ENDS and ends:
            yield text[start : place + 1]
            start = place + 1
    if start < len(text):
        yield text[start:]


def clauses(text: str) -> Iterator[str]:
    """Return the parts of a text between marks of any kind that are followed by a space or end a line."""
    for sentence in sentences(text):
        yield from _parts(sentence)


def _is_short(text: str) -> bool:
    """Whether a text ends with an abbreviation that something follows."""
    return text[-5:].rpartition(" ")[2].lstrip("(").lower() in _ABBREVIATIONS


def _matter(sentence: str) -> list[str]:
    """The parts of a sentence from its first to its last that is not a courtesy."""
    parts = list(_parts(sentence))
    if len(parts) > 1 and _is_name_behind(parts[-2], parts[-1]):
        del parts[-1]
    while parts and is_courtesy(parts[0]):
        del parts[0]
    while parts and is_courtesy(parts[-1]):
        del parts[-1]
    return [*parts[:-1], _without_tail(parts[-1])] if parts else []


def _without_tail(part: str) -> str:
    """A part without a trailing courtesy that begins with a capital letter and is not separated by punctuation."""
    for place, character in enumerate(part):
        if character.isupper() and part[:place].endswith(" "):
            tail = part[place:]
            if is_courtesy(tail) or _is_setting(tail):
                return part[:place]
    return part


def _is_name_behind(closing: str, name: str) -> bool:
    """Whether a part is the name after the last courtesy of a message: "Best regards, Alex"."""
    words = name.split()
    if not 0 < len(words) <= _LONGEST_NAME or not all(word.strip(".").istitle() for word in words):
        return False
    end = _words(closing)[-_LONGEST_NAME:]
    return _CLOSINGS.issuperset(end[-1:]) and (is_courtesy(closing) or is_courtesy(" ".join(end)))


def _parts(sentence: str) -> Iterator[str]:
    start = 0
    for place, character in enumerate(sentence[:-1]):
        if character in _PAUSES and sentence[place + 1].isspace():
            yield sentence[start : place + 1]
            start = place + 1
    yield sentence[start:]


def is_courtesy(part: str) -> bool:
    """Return whether a part of a message is a courtesy, or has no words."""
    words = _words(part)
    return not words or (_WORDS.issuperset(words) and not _MARKS.isdisjoint(words))


def _is_setting(sentence: str) -> bool:
    words = _words(sentence)
    told = " ".join(words)
    return len(words) <= _LONGEST_SETTING and "?" not in sentence and told.startswith(_SETTINGS)


def _words(part: str) -> list[str]:
    plain = part.lower().replace("\u2019", "'")
    bare = (word.strip(".,:;!?()[]\"'*_-<>~") for word in plain.split())
    return [word for word in bare if word]
