"""The engine: one question's way to its answer."""

from collections.abc import Mapping, Sequence
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
    together,
)
from faq.engine.parameters import DEFAULT, Features, Formula, Parameters
from faq.engine.question import Question, read, unknown_words
from faq.engine.ranking import (
    MatchedQuestions,
    Ranking,
    close_look,
    divided,
    first_look,
    idf,
    rank,
    score,
    similarity,
)
from faq.engine.shortanswer import short_answer, weighed
from faq.indexing.payloads import Stored
from faq.library.snapshot import OutOfScope, Snapshot
from faq.model import ANSWERED, CLOSEST, NOT_COVERED, Answer, Reasons, ShortAnswer, Turn
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
    question = read(query, snapshot, parameters)
    match, taken = matched(question, first_look(question, snapshot, parameters), snapshot, parameters), ""
    answered = [turn for turn in context if turn.id]
    if answered and not _is_self_contained(question, match, parameters):
        match, question, taken = _follow(question, match, answered[-parameters.turns :], snapshot, parameters)
    return _answer(question, match, taken, snapshot, limit, parameters)


def _follow(
    question: Question,
    alone: "Match",
    context: Sequence[Turn],
    snapshot: Snapshot,
    parameters: Parameters,
) -> tuple["Match", Question, str]:
    """Match a question together with those before it; where that is no surer than alone it stays as it was."""
    joined = together(question, [read(turn.query, snapshot, parameters) for turn in context], parameters)
    led = score(as_follow_up(question), snapshot, parameters)
    scores = favoured(score(joined, snapshot, parameters), led, snapshot.follow_ups, parameters)
    match = matched(joined, rank(scores, snapshot), snapshot, parameters)
    bounds = match.formula.bounds
    least = bounds.joined_elliptical if is_elliptical(question, parameters) else bounds.joined
    if match.status == ANSWERED and match.confidence >= max(least, alone.confidence):
        return match, joined, context[-1].query
    return alone, question, ""


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

    Entries of curated documents and of others are each judged among their own; the surest comes first.
    """
    if not ranking.scores:
        return Match(ranking)
    weights = idf(question, snapshot, parameters)
    parts = divided(ranking, snapshot, parameters.enough)
    found = [_matched(question, part, weights, snapshot, parameters) for part in parts]
    found.sort(key=lambda match: (match.status == ANSWERED, match.confidence), reverse=True)
    return found[0] if len(found) == 1 else _together(*found)


def _matched(
    question: Question,
    ranking: Ranking,
    weights: Mapping[str, float],
    snapshot: Snapshot,
    parameters: Parameters,
) -> Match:
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
    if not ranking.cosines and not _says_enough(question, first, matched_questions, parameters):
        sure = min(sure, formula.closest)
    if examples >= parameters.enough and is_out_of_vocabulary(question):
        sure = min(sure, formula.closest)
    wanted = subject(question.text)
    if wanted:
        defined = _is_defined(wanted, first, matched_questions, parameters)
        sure = max(sure, formula.answered) if defined else min(sure, formula.closest)
    foreign = examples < parameters.enough and described.unknown >= parameters.foreign
    if not ranking.cosines and (foreign or _strange(question)):
        sure = min(sure, formula.closest / 2)
    status = _status(sure, formula)
    return Match(ranking, formula, described, sure, status, matched_questions, out_of_scope_matches)


def _status(confidence: float, formula: Formula) -> str:
    if confidence >= formula.answered:
        return ANSWERED
    return CLOSEST if confidence >= formula.closest else NOT_COVERED


def _together(first: Match, second: Match) -> Match:
    """The first match with the entries of the second behind its own, as sure as they are by themselves."""
    best, other = (match.ranking.scores[0][1] for match in (first, second))
    less = best - other + min(0.0, log2(second.confidence / first.confidence))
    moved = ((number, score + less) for number, score in second.ranking.scores)
    own, *rest = first.ranking.scores
    behind = sorted((*rest, *moved), key=lambda pair: -pair[1])
    return first._replace(ranking=first.ranking._replace(scores=(own, *behind)))


def _says_enough(
    question: Question, first: Stored, matched_questions: MatchedQuestions, parameters: Parameters
) -> bool:
    """Whether a question can be answered at all.

    One word is enough only where a known question is mostly that word and the document itself has it; none is beside
    one that no entry holds: that one is then what the question is about.
    """
    unmatched = set(question.unmatched)
    for phrase, _ in question.related:  # something else is held for it
        unmatched.difference_update(phrase.split())
    known = {token.surface.lower() for token in question.tokens if token.topical} - unmatched
    if unmatched:
        return len(known) > 1
    if len(question.own) != 1:
        return len(question.own) > 1
    return matched_questions.best >= parameters.mostly and first.has_itself(question.own[0])


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


def _is_self_contained(question: Question, match: Match, parameters: Parameters) -> bool:
    """Whether a question is understood without what came before it, or asks nothing, or of something else."""
    if is_out_of_vocabulary(question) or not asks(question):
        return True
    if match.matched_questions.best >= parameters.alike and not continues(question):
        return True
    bounds = match.formula.bounds
    least = bounds.alone_elliptical if is_elliptical(question, parameters) else bounds.alone
    return match.confidence >= least


def _answer(
    question: Question, match: Match, taken: str, snapshot: Snapshot, limit: int, parameters: Parameters
) -> Answer:
    shown = match.ranking.scores[:limit] if match.status != NOT_COVERED else ()
    results = [
        snapshot.result(number, round(match.confidence * 2.0 ** (score - shown[0][1]), 4))
        for number, score in shown
    ]
    if match.status == ANSWERED:
        results[0] = results[0]._replace(short_answer=_short(question, match, snapshot, parameters))
    known, unmatched = _told(question)
    return Answer(
        query=question.text,
        status=match.status,
        confidence=round(match.confidence, 4),
        level=level(match.confidence),
        corrections=known,
        unmatched=unmatched,
        results=tuple(results),
        reasons=_reasons(question, match, taken, snapshot),
    )


def _told(question: Question) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """The corrections and the words that no entry has, as they are told: a word that only examples of what is out of
    scope have is no correction that anybody knows, so the word is told as it was typed."""
    typed = {better: word for word, better in question.corrections if better in question.unmatched}
    known = tuple(pair for pair in question.corrections if pair[1] not in typed)
    return known, tuple(typed.get(word, word) for word in unknown_words(question))


def _short(
    question: Question, match: Match, snapshot: Snapshot, parameters: Parameters
) -> ShortAnswer | None:
    number = match.ranking.scores[0][0]
    evidence = snapshot.derived(number, weighed)
    return short_answer(
        question,
        snapshot.stored(number),
        evidence,
        match.matched_questions,
        idf(question, snapshot, parameters),
        parameters,
    )


def _reasons(question: Question, match: Match, taken: str, snapshot: Snapshot) -> Reasons:
    if not match.ranking.scores:
        return Reasons(synonyms=question.related or question.synonyms, cut=question.cut)
    first = snapshot.stored(match.ranking.scores[0][0])
    numbers = match.matched_questions.numbers
    return Reasons(
        matched=_held(question, first),
        synonyms=question.related or question.synonyms,
        matched_questions=first.question_texts[numbers[0]] if numbers else "",
        outside=_nearer_outside(match, snapshot.out_of_scope.get(first.group)),
        margin=_margin(match.ranking.scores),
        taken=taken,
        cut=question.cut,
        cosine=match.ranking.cosines.get(match.ranking.scores[0][0]) if match.ranking.cosines else None,
    )


def _held(question: Question, first: Stored) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The topical words of a question that an entry holds, each with the fields that hold it."""
    held = []
    for token in dict.fromkeys(question.tokens):
        names = _fields(token.terms, first) if token.topical else ()
        if names:
            held.append((token.surface.lower(), names))
    return tuple(held)


def _fields(terms: Sequence[str], first: Stored) -> tuple[str, ...]:
    """The fields of an entry that hold any of some terms."""
    numbers = [number for term in terms for number in first.question_terms.holding(term)]
    fields = {
        "question": 0 in numbers,
        "alternate": any(numbers),
        "text": any(map(first.passage_terms.hold, terms)),
    }
    return tuple(name for name, holds in fields.items() if holds)


def _nearer_outside(match: Match, outside: OutOfScope | None) -> str:
    """The out-of-scope example that is nearer than any question of the first entry, empty where none is."""
    if outside is None or match.out_of_scope_matches.best <= match.matched_questions.best:
        return ""
    return outside.questions.texts[match.out_of_scope_matches.numbers[0]]


def _margin(scores: Sequence[tuple[int, float]]) -> float:
    """How much less the second entry scores than the first, as a share of the first one's score."""
    if len(scores) < 2 or not scores[0][1]:
        return 1.0
    return round(1 - scores[1][1] / scores[0][1], 4)


__all__ = ["Match", "ask", "matched"]
