"""Follow-ups: a question that is not understood by itself is read together with the ones before it.

A question stands alone when its own match is sure enough; one that seems to lean on what came before ("and", "it",
"there", few words of its own) must be surer.
Else the words of the questions before it are added to its own, weighing less with each turn further back and in long
messages, and entries are favoured that follow-ups worded like this one are known to lead to, and the entry on the
screen by what its text holds of the question.
"""

from collections.abc import Mapping, Sequence

from faq.engine.courtesy import clauses
from faq.engine.definition import subject
from faq.engine.function_words import POINTING, QUESTION_WORDS, VERBS
from faq.engine.parameters import Parameters
from faq.engine.question import Question, topical_words
from faq.indexing.payloads import marked
from index.analysis import Token, tokens
from index.english import English

_CONTINUING = frozenset("also and but ok okay or same so then".split())
"""First words that join a question to what was said before."""

_ASKING = QUESTION_WORDS | VERBS
"""Words that make a question without a topic of its own."""

_POINTING_BACK = POINTING | frozenset("it its such that then there".split())
"""Words that point at what was said before a message, or at an earlier clause of it."""

_ENOUGH = 2
"""Topical words of a clause that later words of the same message can point at."""


def is_elliptical(question: Question, parameters: Parameters) -> bool:
    """Return whether a question seems to need what came before it: it is short, or goes on and is not long."""
    terms = len(question.own)
    if continues(question):
        return terms <= parameters.many
    return terms <= parameters.few and _POINTING_BACK.isdisjoint(_words(question.tokens))


def continues(question: Question) -> bool:
    """Return whether a question is worded as one that goes on: "and ...", "... it ..."."""
    return not _CONTINUING.isdisjoint(_words(question.tokens)[:1]) or _points_back(question.text)


def _points_back(text: str) -> bool:
    """Whether a word points at what was said before a message, and not at an earlier clause of it, as in "I have a fix
    for the verifier, where do I send it?"."""
    for clause in clauses(text):
        found = tokens(clause)
        if not _POINTING_BACK.isdisjoint(_words(found)):
            return True
        if len({token.terms for token in found if token.topical}) >= _ENOUGH:
            return False
    return False


def _words(found: Sequence[Token]) -> list[str]:
    return [token.surface.lower() for token in found]


def asks(question: Question) -> bool:
    """Return whether a question asks anything: "thanks", "ok" and "foo" alone do not."""
    words = _words(question.tokens)
    if len(question.own) > 1 or not _ASKING.isdisjoint(words):
        return True
    return len(words) > 1 and not (_CONTINUING | _POINTING_BACK).isdisjoint(words)


def is_out_of_vocabulary(question: Question) -> bool:
    """Return whether half of a question's topical words or more are in no document: no context can answer it."""
    topical = topical_words(question)
    return bool(topical) and 2 * len(question.unmatched) >= len(topical)


def names_its_matter(question: Question, english: English) -> bool:
    """Return whether a question asks what a word of the field stands for: "what is XDP?", not "what is needed?"."""
    wanted = subject(question.text)
    return bool(wanted) and not english.count(wanted)


def together(question: Question, earlier: Sequence[Question], parameters: Parameters) -> Question:
    """Return a question with the words of those before it added; those of a long message, such as a pasted error, weigh
    together no more than ``many`` do. Trained weights have no say in it: they know questions that stand alone.

    Args:
        question: the question.
        earlier: those before it, oldest first.
        parameters: how much the words of those before it weigh.
    """
    words, grams, own = dict(question.words), dict(question.grams), list(question.own)
    share = parameters.share
    for before in reversed(earlier):
        weight = share * parameters.many / max(parameters.many, len(before.own))
        _add(words, before.words, weight)
        _add(grams, before.grams, weight)
        own += before.own
        share *= parameters.decay
    return question._replace(words=words, grams=grams, own=tuple(dict.fromkeys(own)), asked="")


def as_follow_up(question: Question) -> Question:
    """Return a question to be compared with the follow-ups that are known."""
    return question._replace(
        words=dict.fromkeys(marked(question.own), 1.0),
        grams=dict(zip(marked(question.grams), question.grams.values(), strict=True)),
    )


def _add(to: dict[str, float], weights: Mapping[str, float], share: float) -> None:
    for term, weight in weights.items():
        to[term] = max(to.get(term, 0.0), share * weight)


def favoured(
    scores: Mapping[int, float],
    led: Mapping[int, float],
    follow_ups: Mapping[int, int],
    parameters: Parameters,
) -> dict[int, float]:
    """Favour the entries that follow-ups like this one lead to.

    Args:
        scores: the scores by record number.
        led: the scores of the classes of follow-ups for the question.
        follow_ups: for the record number of each class of follow-ups that of its entry.
        parameters: how much such follow-ups weigh.
    """
    total = dict(scores)
    for number, entry in follow_ups.items():
        if number in led:
            total[entry] = total.get(entry, 0.0) + parameters.led * led[number]
    return total


def leaning(
    scores: Mapping[int, float], logits: Mapping[int, float], parameters: Parameters
) -> dict[int, float]:
    """Favour the entries that a follow-up's own words speak for.

    Args:
        scores: the scores by record number.
        logits: what trained weights say of the first entries for the follow-up alone.
        parameters: how much that weighs.
    """
    if not logits:
        return dict(scores)
    total, mean = dict(scores), sum(logits.values()) / len(logits)
    for number, logit in logits.items():
        total[number] += parameters.own_learned * (logit - mean)
    return total
