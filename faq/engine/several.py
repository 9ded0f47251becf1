"""Several questions in one message: "how do I report bugs, which list is it, and do I need tests?".

A message is split where a question ends, and where another begins after a comma or a joining word. It is answered as a
whole unless two of its parts are surely answered by different entries, or one by the entry that comes first for the
whole while another has the same entry or is not covered: then the answer is that to the first part, or to the whole if
the same entry answers it, and the others are listed with their entries. A part counts if it can be understood by
itself. Where no entry surely answers the whole, and the message says little besides its questions, they are read
together: then a part that is surely answered may be short, and refer to the others.
"""

from collections.abc import Callable, Iterator, Sequence

from faq.engine.confidence import level
from faq.engine.courtesy import sentences, without_courtesies
from faq.engine.function_words import POINTING, QUESTION_WORDS, VERBS
from faq.model import ANSWERED, NOT_COVERED, AlsoAsked, Answer, Result, Turn
from index.analysis import tokens
from index.values import NamedTuple

Ask = Callable[[str, Sequence[Turn]], Answer]
"""Answers one question, given those before it."""

_BETWEEN = frozenset("additionally also and besides finally further moreover next plus second then".split())
"""Words between two questions; "or" joins two sides of one question."""

_GOING_ON = frozenset("if or unless".split())
"""First words of a clause that continues the question before it."""

_WHOM = frozenset(
    "a an any anybody anyone he i it my one people somebody someone the there these this those we you your".split()
)
"""What follows a verb like "do" if a question begins with it in the middle of a sentence."""

_BEHIND = VERBS | frozenset("far long many much often soon to".split())
"""What follows a question word if a question begins with it in the middle of a sentence."""

_OF_ANYTHING = frozenset("what which whose".split())
"""Question words that any word may follow."""

_ANNOUNCEMENTS = ("tell me", "like to know", "want to know", "need to know", "wonder")
"""Phrases that announce a question."""

_BEFORE = frozenset("at by for from in of on to under with".split())
"""Words that may precede a question word: "to whom"."""

_MARKS = ",;:?!.()-/"
"""Marks after which a question may begin in the middle of a sentence."""

_DEPENDENT = POINTING | {"here", "so"}
"""Words of a question that cannot be understood without the one before it."""

_OBJECT = "them"
"""The one of these words that is allowed where parts are read together: in "how long until somebody reviews them?" it
stands for what another part names."""

_AHEAD = frozenset("if that to when whether".split())
"""Words after an "it" that refers to what follows: "does it mean that ..."."""

MOST = 4
"""Maximum number of questions that a message is split into."""

_FEWEST = 2
"""Minimum topical words of a question that can be understood by itself."""

_SURELY = 0.9
"""Confidence from which an entry so surely answers the whole that parts are not read together: two parts of one matter
("... welcome, and by which address?") are one question."""

_LITTLE = 0.2
"""Maximum share of a message's words besides its questions with which these are read together: where it says more, a
question like "what do you think?" is about the rest."""


class Part(NamedTuple):
    """A question in a message and its answer."""

    text: str
    answer: Answer

    @property
    def id(self) -> str:
        """The entry that answers it, empty if none does."""
        return self.answer.results[0].entry.id if self.answer.status == ANSWERED else ""


def told_apart(
    whole: Answer, ask: Ask, context: Sequence[Turn], *, longest: int, least: float, limit: int
) -> Answer:
    """Return the answer to a message; if it asks several things, the answer to the first, with the other questions.

    Args:
        whole: the answer to the message as a whole.
        ask: answers one question.
        context: the conversation before the message.
        longest: maximum characters of the message that are considered.
        least: the confidence from which a part counts as surely answered.
        limit: maximum number of results.
    """
    message = whole.query[:longest]
    texts = parts(message)
    together = not _is_sure(whole, _SURELY) and _says_little_else(message, texts)
    answers = _answered(texts, ask, context)
    clear = [part for part in answers if _is_clear(part, least, together)]
    answered = [part for part in clear if part.id]
    several = any(part.id != answered[0].id for part in answered)
    if several or (answered and len(clear) > 1 and _is_first(answered[0].id, whole)):
        return _joined(whole, answered[0], clear, limit)
    return whole


def _is_sure(answer: Answer, least: float) -> bool:
    return answer.status == ANSWERED and answer.confidence >= least


def _says_little_else(message: str, texts: Sequence[str]) -> bool:
    """Whether nearly all words of a message, courtesies aside, are those of its questions."""
    words = len(without_courtesies(message).split())
    return sum(len(text.split()) for text in texts) >= (1 - _LITTLE) * words


def _is_first(id: str, answer: Answer) -> bool:
    return bool(answer.results) and answer.results[0].entry.id == id


def _answered(texts: Sequence[str], ask: Ask, context: Sequence[Turn]) -> Iterator[Part]:
    """The parts of a message with their answers, each asked after those before it."""
    before = list(context)
    for text in texts:
        part = Part(text, ask(text, before))
        before.append(Turn(text, part.id))
        yield part


def _is_clear(part: Part, least: float, together: bool) -> bool:
    """Whether a part is surely answered or not covered, and can be understood by itself; if it is surely answered and
    the parts are read ``together``, with the others."""
    if _is_sure(part.answer, least):
        return _is_understood(part.text, by_itself=not together)
    return part.answer.status == NOT_COVERED and _is_understood(part.text, by_itself=True)


def _is_understood(text: str, by_itself: bool) -> bool:
    """Whether a question can be understood by itself, or else with the others of its message: then it may be short, and
    say "them"."""
    found = tokens(text)
    topics = {token.terms for token in found if token.topical}
    words = [token.surface.lower() for token in found]
    fewest, dependent = (_FEWEST, _DEPENDENT) if by_itself else (1, _DEPENDENT - {_OBJECT})
    if len(topics) < fewest or not dependent.isdisjoint(words):
        return False
    return "it" not in words or not _AHEAD.isdisjoint(words[words.index("it") :])


def _joined(whole: Answer, first: Part, clear: Sequence[Part], limit: int) -> Answer:
    """The answer to the first part, or to the whole if that has the same entry, followed by the others' entries."""
    same = whole.status == ANSWERED and _is_first(first.id, whole)
    answer = whole if same else first.answer
    results, others = [*answer.results[:1]], []
    for part in clear:
        if part.id != first.id:
            results += part.answer.results[:1]
            others.append(AlsoAsked(part.text, part.answer.results[0].entry if part.id else None))
    return whole._replace(
        status=ANSWERED,
        confidence=answer.confidence,
        level=level(answer.confidence),
        results=tuple(_ranked((*results, *whole.results)))[:limit],
        reasons=answer.reasons._replace(cut=whole.reasons.cut),
        also_asked=tuple(others),
    )


def _ranked(results: Sequence[Result]) -> Iterator[Result]:
    """The results in this order, each entry once, none with more confidence than the one before; only the first keeps
    its short answer."""
    met: set[str] = set()
    most = 1.0
    for result in results:
        if result.entry.id not in met:
            most = min(most, result.confidence)
            short = None if met else result.short_answer
            met.add(result.entry.id)
            yield result._replace(confidence=most, short_answer=short)


def parts(message: str) -> tuple[str, ...]:
    """Return the questions in a message, in order; none if it asks at most one.

    Args:
        message: the message as typed.
    """
    texts: list[str] = []
    for sentence in sentences(without_courtesies(message)):
        texts += [" ".join(clause) for clause in _questions(sentence)]
    return tuple(texts[:MOST]) if len(texts) > 1 else ()


def _questions(sentence: str) -> list[Sequence[str]]:
    """The clauses of a sentence that ask; all of it if it asks and no clause begins like a question."""
    clauses = list(_clauses(sentence.split()))
    if not clauses or _plain(clauses[0][0]) in _GOING_ON:
        return []
    if not _is_question(sentence) and not _begins(clauses[0][:2], joined=False):
        return []
    return [clause for clause in clauses if _asks(clause)] or clauses


def _is_question(sentence: str) -> bool:
    return sentence.rstrip().endswith("?") or any(phrase in sentence.lower() for phrase in _ANNOUNCEMENTS)


def _asks(clause: Sequence[str]) -> bool:
    """Whether a clause begins like a question."""
    first, *behind = map(_plain, clause[:2])
    return (
        first in QUESTION_WORDS
        or first in VERBS
        or (first in _BEFORE and not QUESTION_WORDS.isdisjoint(behind))
    )


def _clauses(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """The words of a sentence, split before each question that begins after a mark or a joining word."""
    start = 0
    for number in range(1, len(words)):
        before = words[number - 1]
        joined = before.lower() in _BETWEEN
        if (joined or before[-1] in _MARKS) and _begins(words[number : number + 2], joined):
            yield from _trimmed(words[start:number])
            start = number
    yield from _trimmed(words[start:])


def _begins(words: Sequence[str], joined: bool) -> bool:
    """Whether two words begin a question in the middle of a sentence, ``joined`` to what precedes it by a word."""
    if len(words) < 2:
        return False
    first, second = map(_plain, words)
    if first in QUESTION_WORDS:
        return first in _OF_ANYTHING or second in _BEHIND
    if first in _BEFORE:
        return second in QUESTION_WORDS
    return first in VERBS and (joined or second in _WHOM)


def _trimmed(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """A clause without the numbers, marks and joining words around it, if anything is left."""
    first, last = 0, len(words)
    while first < last and _is_joint(words[first]):
        first += 1
    while first < last and _is_joint(words[last - 1]):
        last -= 1
    if first < last:
        yield words[first:last]


def _is_joint(word: str) -> bool:
    return _plain(word) in _BETWEEN or not any(map(str.isalpha, word))


def _plain(word: str) -> str:
    """A word without the marks around it and without a verb joined to it: "what's"."""
    return word.lower().replace("\u2019", "'").strip(_MARKS).partition("'")[0]
