"""The engine: one question's way to its answer."""

from collections.abc import Mapping, Sequence
from functools import reduce
from math import log2

from faq.engine.confidence import blended, confidence, features, level
from faq.engine.definition import defines, subject
from faq.engine.followup import (
    as_follow_up,
    asks,
    continues,
    favoured,
    is_elliptical,
    is_out_of_vocabulary,
    names_its_matter,
    together,
)
from faq.engine.kinds import names_kind, of_kind
from faq.engine.parameters import DEFAULT, Features, Formula, Parameters
from faq.engine.question import Question, read, unknown_words
from faq.engine.ranking import (
    MatchedQuestions,
    Ranking,
    close_look,
    covered,
    first_look,
    idf,
    rank,
    score,
    similarity,
)
from faq.engine.reasons import reasons
from faq.engine.remark import is_refusal, is_small_talk
from faq.engine.several import told_apart
from faq.engine.shortanswer import short_answer, weighed
from faq.indexing.payloads import Stored
from faq.library.snapshot import Snapshot
from faq.model import ANSWERED, CLOSEST, NOT_COVERED, Answer, ShortAnswer, Turn
from index.values import NamedTuple


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

    whole, longest, least = asked(query, context), parameters.longest, parameters.several
    return told_apart(whole, asked, context, longest=longest, least=least, limit=limit)


def _asked(
    snapshot: Snapshot, query: str, limit: int, context: Sequence[Turn], parameters: Parameters
) -> Answer:
    """Answer a message as one question."""
    if is_small_talk(query):
        return _nothing(query)
    if is_refusal(query) and any(not is_refusal(turn.query) for turn in context):
        return _next(snapshot, query, limit, context, parameters)
    answered = [turn for turn in context if turn.id]
    found = [_found(query, part, answered, parameters) for part in snapshot.parts(parameters.enough)]
    found.sort(key=_surest, reverse=True)
    return _answer(reduce(_together, found), snapshot, limit, parameters)


def _found(query: str, part: Snapshot, context: Sequence[Turn], parameters: Parameters) -> "Found":
    """What a part of the documents has for a question that was asked after others, all of them answered."""
    question = read(query, part, parameters)
    match = matched(question, first_look(question, part, parameters), part, parameters)
    found = Found(question, match, part)
    here = part.number(context[-1].id) if context else None
    if here is None:
        return found
    held = _favour(question, part.stored(here), part, parameters)
    if held < parameters.bare and _is_self_contained(question, match, part, parameters):
        return found
    return _follow(found, context[-parameters.turns :], {here: held}, parameters)


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
    return again._replace(
        query=query,
        status=CLOSEST if left else NOT_COVERED,
        confidence=left[0].confidence if left else 0.0,
        level=level(left[0].confidence if left else 0.0),
        results=left,
        reasons=again.reasons._replace(taken=asked.query),
    )


class Found(NamedTuple):
    """What a question is answered by: as it was read, what it matches and in which part of the documents, the earlier
    question whose words were used."""

    question: Question
    match: "Match"
    part: Snapshot
    taken: str = ""
    alone: Question | None = None


def _follow(
    found: Found,
    context: Sequence[Turn],
    held: Mapping[int, float],
    parameters: Parameters,
) -> Found:
    """Match a question together with those before it. Where that is no surer than alone it stays as it was, unless it
    is short and names a kind of thing."""
    question, alone, snapshot = found.question, found.match, found.part
    joined = together(question, [read(turn.query, snapshot, parameters) for turn in context], parameters)
    led = score(as_follow_up(question), snapshot, parameters)
    scores = favoured(score(joined, snapshot, parameters), led, snapshot.follow_ups, parameters)
    for number, value in held.items():
        scores[number] = scores.get(number, 0.0) + value
    match = matched(joined, rank(scores, snapshot), snapshot, parameters)
    bounds = match.formula.bounds
    least = max(bounds.joined, alone.confidence)
    if is_elliptical(question, parameters):
        leans = continues(question) or names_kind(question)
        least = bounds.joined_elliptical if leans else bounds.joined_short
        least = least if names_kind(question) else max(least, alone.confidence)
    if match.status == ANSWERED and match.confidence >= least:
        return Found(joined, match, snapshot, context[-1].query, question)
    return found


def _favour(question: Question, found: Stored, snapshot: Snapshot, parameters: Parameters) -> float:
    """How much the entry on the screen is favoured for what its text holds of a question."""
    if names_kind(question) and of_kind(question, found.passages):
        return parameters.bare
    weights = idf(question, snapshot, parameters)
    return parameters.here * max(covered(found.passage_terms, weights), default=0.0)


class Match(NamedTuple):
    """A question's entries in order, how sure the first one is, and the questions most like the user's."""

    ranking: Ranking
    formula: Formula = DEFAULT.plain
    features: Features | None = None
    confidence: float = 0.0
    status: str = NOT_COVERED
    matched_questions: MatchedQuestions = MatchedQuestions()
    out_of_scope_matches: MatchedQuestions = MatchedQuestions()


def matched(
    question: Question, ranking: Ranking, snapshot: Snapshot, parameters: Parameters = DEFAULT
) -> Match:
    """Look closely at the first entries of a ranking and say how sure the best one is.

    Args:
        question: what was asked.
        ranking: the entries in order.
        snapshot: a part of the documents that is asked by itself (``Snapshot.parts``).
        parameters: the numbers that it was tuned with.
    """
    if not ranking.scores:
        return Match(ranking)
    weights = idf(question, snapshot, parameters)
    ranking, matched_questions, nearest = close_look(question, ranking, weights, snapshot, parameters)
    first = snapshot.stored(ranking.scores[0][0])
    outside = snapshot.out_of_scope.get(first.group)
    out_of_scope_matches = MatchedQuestions()
    if outside:
        out_of_scope_matches = similarity(question, outside.questions.terms, weights, snapshot, parameters)
    counts = {word: snapshot.english.count(word) for word in question.unmatched}
    examples = outside.questions.size if outside else 0
    uncurated = parameters.with_vectors if ranking.cosines else parameters.plain
    formula = blended(uncurated, parameters.curated, examples, parameters.enough)
    described = features(
        question, ranking, first, matched_questions, out_of_scope_matches, nearest, weights, counts
    )
    sure = confidence(described, formula)
    match = Match(ranking, formula, described, sure, NOT_COVERED, matched_questions, out_of_scope_matches)
    sure = _overruled(question, match, first, examples >= parameters.enough, parameters)
    return match._replace(confidence=sure, status=_status(sure, formula))


def _overruled(
    question: Question, match: Match, first: Stored, curated: bool, parameters: Parameters
) -> float:
    """The confidence of a match, where what is asked overrules how alike the words are."""
    sure, closest = match.confidence, match.formula.closest
    by_words = not match.ranking.cosines
    if by_words and not _says_enough(question, first, match.matched_questions, parameters):
        sure = min(sure, closest)
    if curated and is_out_of_vocabulary(question):
        sure = min(sure, closest)
    wanted = subject(question.text)
    if wanted:
        defined = _is_defined(wanted, first, match.matched_questions, parameters)
        sure = max(sure, match.formula.answered) if defined else min(sure, closest)
    nothing_known = _strange(question) or not (curated or _is_known(match, parameters))
    return min(sure, closest / 2) if by_words and nothing_known else sure


def _is_known(match: Match, parameters: Parameters) -> bool:
    """Whether enough of what a question says is known."""
    return match.features is not None and match.features.unknown < parameters.foreign


def _status(confidence: float, formula: Formula) -> str:
    if confidence >= formula.answered:
        return ANSWERED
    return CLOSEST if confidence >= formula.closest else NOT_COVERED


def _surest(found: Found) -> tuple[bool, bool, float]:
    """What is largest for the part whose entries come first. What it shows counts before how sure it is, and that goes
    by what its own formula needs for an answer."""
    match = found.match
    sure = _odds(match.confidence) / _odds(match.formula.answered)
    return match.status != NOT_COVERED, match.status == ANSWERED, sure


def _odds(probability: float) -> float:
    return probability / (1 - probability)


def _together(one: Found, other: Found) -> Found:
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


def _says_enough(
    question: Question, first: Stored, matched_questions: MatchedQuestions, parameters: Parameters
) -> bool:
    """Whether a question can be answered at all.

    One word is enough only where a known question is mostly that word, and nearly wholly where the document itself
    lacks it; none is next to one that no entry holds: that one is then what the question is about.
    """
    unmatched = set(question.unmatched)
    for phrase, _ in question.related:  # something else is held for it
        unmatched.difference_update(phrase.split())
    known = {token.surface.lower() for token in question.tokens if token.topical} - unmatched
    if unmatched:
        return len(known) > 1
    if len(question.own) != 1:
        return len(question.own) > 1
    least = parameters.mostly if first.has_itself(question.own[0]) else parameters.wholly
    return matched_questions.best >= least


def _is_defined(
    wanted: str, first: Stored, matched_questions: MatchedQuestions, parameters: Parameters
) -> bool:
    """Whether an entry says what something is, or is known to answer just that question."""
    if matched_questions.best >= parameters.alike and subject(
        first.question_texts[matched_questions.numbers[0]]
    ):
        return True
    return defines((block.text for block in first.entry.blocks), wanted)


def _strange(question: Question) -> bool:
    """Whether no entry holds any of a question's topical words: what then matches are 4-grams, by chance."""
    topical = {token.surface.lower() for token in question.tokens if token.topical}
    return bool(topical) and topical <= set(question.unmatched)


def _is_self_contained(question: Question, match: Match, snapshot: Snapshot, parameters: Parameters) -> bool:
    """Whether a question is understood without what came before it, or asks nothing, or of something else."""
    if is_out_of_vocabulary(question) or not asks(question) or names_its_matter(question, snapshot.english):
        return True
    bounds = match.formula.bounds
    nearest = match.matched_questions.best
    if nearest >= parameters.alike and match.confidence >= bounds.alone and not continues(question):
        return True
    least = bounds.alone_elliptical if is_elliptical(question, parameters) else bounds.alone
    return match.confidence >= least


def _answer(found: Found, snapshot: Snapshot, limit: int, parameters: Parameters) -> Answer:
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
        reasons=reasons(
            question,
            match.ranking,
            match.status,
            match.matched_questions,
            match.out_of_scope_matches,
            found.part,
            found.taken,
        ),
    )


def _told(question: Question) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """The corrections and the words that no entry has, as they are told: a word that only examples of what is out of
    scope have is no correction that anybody knows, so the word is told as it was typed."""
    typed = {better: word for word, better in question.corrections if better in question.unmatched}
    known = tuple(pair for pair in question.corrections if pair[1] not in typed)
    return known, tuple(typed.get(word, word) for word in unknown_words(question))


def _short(found: Found, parameters: Parameters) -> ShortAnswer | None:
    """The short answer; that to a follow-up goes by its own words, where they name more than a kind of thing."""
    question, match, snapshot = found.question, found.match, found.part
    number = match.ranking.scores[0][0]
    entry, evidence = snapshot.stored(number), snapshot.derived(number, weighed)
    matched_questions = match.matched_questions
    if found.alone is not None and found.alone.own and not names_kind(found.alone):
        question = found.alone
        own = idf(question, snapshot, parameters)
        matched_questions = similarity(question, entry.question_terms, own, snapshot, parameters)
    weights = idf(question, snapshot, parameters)
    return short_answer(question, entry, evidence, matched_questions, weights, parameters)


__all__ = ["Match", "ask", "matched"]
