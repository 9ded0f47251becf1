"""The engine: one question's way to its answer."""

from collections.abc import Sequence
from functools import reduce
from math import log2

from faq.engine.confidence import level
from faq.engine.conversation import PartMatch, find_in_parts
from faq.engine.kinds import names_kind
from faq.engine.match import by_the_letter
from faq.engine.parameters import DEFAULT, Parameters
from faq.engine.question import Question, unknown_words
from faq.engine.ranking import idf, similarity
from faq.engine.reasons import reasons
from faq.engine.remark import is_refusal, is_small_talk
from faq.engine.several import told_apart
from faq.engine.shortanswer import short_answer, weighed
from faq.library.snapshot import Snapshot
from faq.model import ANSWERED, CLOSEST, NOT_COVERED, Answer, ShortAnswer, Turn


def ask(
    snapshot: Snapshot,
    query: str,
    *,
    limit: int = 5,
    context: Sequence[Turn] = (),
    parameters: Parameters = DEFAULT,
) -> Answer:
    """Answer a question.

    Args:
        snapshot: the documents in use.
        query: the question as typed.
        limit: how many results at most, at least 1.
        context: the questions of the conversation before it and the entries that answered, oldest first.
        parameters: the numbers that it was tuned with.

    Returns:
        The answer, with the entries ranked; without any where the question is not covered.
    """

    def asked(text: str, before: Sequence[Turn]) -> Answer:
        return _asked(snapshot, text, limit, before, parameters)

    longest, least = parameters.longest, parameters.several
    return told_apart(asked(query, context), asked, context, longest=longest, least=least, limit=limit)


def _asked(
    snapshot: Snapshot, query: str, limit: int, context: Sequence[Turn], parameters: Parameters
) -> Answer:
    """Answer a message as one question."""
    if is_small_talk(query):
        return _nothing(query)
    if is_refusal(query) and any(not is_refusal(turn.query) for turn in context):
        return _next(snapshot, query, limit, context, parameters)
    answered = [turn for turn in context if turn.id]
    found = find_in_parts(query, snapshot, answered, parameters)
    found.sort(key=_surest, reverse=True)
    return _answer(reduce(_together, found), snapshot, limit, parameters)


def _nothing(query: str) -> Answer:
    """The answer to what asks nothing of the documents."""
    return Answer(query, NOT_COVERED, 0.0, level(0.0), corrections=(), unmatched=(), results=())


def _next(
    snapshot: Snapshot, query: str, limit: int, context: Sequence[Turn], parameters: Parameters
) -> Answer:
    """The candidates for the last question behind those that were refused: none of them is said to be the answer."""
    refused = 1
    while is_refusal(context[-refused].query):
        refused += 1
    *before, asked = context[: len(context) - refused + 1]
    again = ask(snapshot, asked.query, limit=limit + refused, context=before, parameters=parameters)
    left = again.results[refused:]
    confidence = left[0].confidence if left else 0.0
    return again._replace(
        query=query,
        status=CLOSEST if left else NOT_COVERED,
        confidence=confidence,
        level=level(confidence),
        results=left,
        reasons=again.reasons._replace(taken=asked.query),
    )


def _surest(found: PartMatch) -> tuple[bool, bool, float]:
    """What is largest for the part whose entries come first. What it shows counts before how sure it is. Of two answers
    the surer one comes first; of two that are none, the one that is nearer to what its own formula needs for one."""
    match = found.match
    answered = match.status == ANSWERED
    sure = match.confidence if answered else _odds(match.confidence) / _odds(match.formula.answered)
    return match.status != NOT_COVERED, answered, sure


def _odds(probability: float) -> float:
    return probability / (1 - probability)


def _together(one: PartMatch, other: PartMatch) -> PartMatch:
    """What one part found with the entries of another behind its own, as sure as they are by themselves."""
    first, second = one.match, other.match
    if not second.ranking.scores:
        return one
    if not first.ranking.scores:
        return other
    less = first.ranking.scores[0][1] - second.ranking.scores[0][1]
    less += min(0.0, log2(second.confidence / first.confidence))
    moved = ((number, score + less) for number, score in second.ranking.scores)
    own, *rest = first.ranking.scores
    behind = sorted((*rest, *moved), key=lambda pair: -pair[1])
    return one._replace(match=first._replace(ranking=first.ranking._replace(scores=(own, *behind))))


def _answer(found: PartMatch, snapshot: Snapshot, limit: int, parameters: Parameters) -> Answer:
    if not found.taken and not found.missing:
        found = found._replace(match=by_the_letter(found.question, found.match, snapshot))
    question, match = found.question, found.match
    shown = match.ranking.scores[:limit] if match.status != NOT_COVERED else ()
    results = [
        snapshot.result(number, round(match.confidence * 2.0 ** (score - shown[0][1]), 4))
        for number, score in shown
    ]
    if match.status == ANSWERED:
        results[0] = results[0]._replace(short_answer=_short(found, parameters))
    known, unmatched = _told(question)
    return Answer(
        query=question.text,
        status=match.status,
        confidence=round(match.confidence, 4),
        level=level(match.confidence),
        corrections=known,
        unmatched=unmatched,
        results=tuple(results),
        reasons=reasons(found),
    )


def _told(question: Question) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """The corrections and the words that no entry has, as they are told: a word that only examples of what is out of
    scope have is no correction that anybody knows, so the word is told as it was typed."""
    typed = {better: word for word, better in question.corrections if better in question.unmatched}
    known = tuple(pair for pair in question.corrections if pair[1] not in typed)
    return known, tuple(typed.get(word, word) for word in unknown_words(question))


def _short(found: PartMatch, parameters: Parameters) -> ShortAnswer | None:
    """The short answer; that to a follow-up goes by its own words, where they name more than a kind of thing."""
    match, snapshot, alone = found.match, found.part, found.alone
    number = match.ranking.scores[0][0]
    entry, evidence = snapshot.stored(number), snapshot.derived(number, weighed)
    if alone is None or not alone.own or names_kind(alone):
        weights = idf(found.question, snapshot, parameters)
        return short_answer(found.question, entry, evidence, match.matched_questions, weights, parameters)
    weights = idf(alone, snapshot, parameters)
    matched_questions = similarity(alone, entry.question_terms, weights, snapshot, parameters)
    return short_answer(alone, entry, evidence, matched_questions, weights, parameters)
