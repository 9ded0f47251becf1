"""The engine: one question's way to its answer."""

from collections.abc import Sequence
from typing import NamedTuple

from faq.engine.confidence import CURATED, PLAIN, confidence, features, level
from faq.engine.followup import LEANING, STANDING, blend, leans
from faq.engine.question import Question, read
from faq.engine.ranking import Fired, Ranking, likeness, rank, rarity, score
from faq.engine.shortanswer import short_answer, weigh
from faq.library import Library
from faq.values import ANSWERED, CLOSEST, NOT_COVERED, Answer, Reasons, Result, ShortAnswer, Turn

ANSWER_BONUS = 1.0
"""Added to the entry that answered last where a question leans on it; fitted with ``python -m bench.fit``."""


def ask(library: Library, query: str, *, limit: int = 5, context: Sequence[Turn] = ()) -> Answer:
    """Answer a question.

    Args:
        library: the documents in use.
        query: the question as typed.
        limit: how many results at most, at least 1.
        context: the questions of the conversation before it and the entries that answered, oldest first.

    Returns:
        The answer, with the entries ranked; without any where the question is not covered.
    """
    question = read(query, library)
    own = score(question, library)
    ranking, taken = _in_context(question, own, library, context)
    if not ranking.scores:
        return Answer(query, NOT_COVERED, 0.0, level(0.0), question.corrections, question.unmatched, ())
    return _answer(question, ranking, taken, library, limit)


def _in_context(
    question: Question, own: dict[int, float], library: Library, context: Sequence[Turn]
) -> tuple[Ranking, str]:
    """Rank with what came before; say which question lent its words where that changed the first entry."""
    alone = rank(own, library)
    if not context:
        return alone, ""
    leaning = leans(question)
    earlier = [_earlier(turn, library) for turn in context[-3:]]
    ranking = rank(blend(own, earlier, LEANING if leaning else STANDING), library)
    return ranking, context[-1].query if leaning else ""


def _earlier(turn: Turn, library: Library) -> dict[int, float]:
    scores = {n: s for n, s in score(read(turn.query, library), library).items() if n in library.entry_numbers}
    number = library.number(turn.id)
    if number is not None:
        scores[number] = max(scores.values(), default=0.0) + ANSWER_BONUS
    return scores


def _answer(question: Question, ranking: Ranking, taken: str, library: Library, limit: int) -> Answer:
    weights = rarity(question, library)
    number, best = ranking.scores[0]
    first = library.stored(number)
    fired = likeness(question, first.questions, weights)
    curated = library.outside.get(first.group)
    lures = likeness(question, curated.questions, weights) if curated else []
    counts = {word: library.english.count(word) for word in question.unmatched}
    formula = CURATED if curated else PLAIN
    sure = confidence(features(question, ranking, first, fired, lures, weights, counts), formula)
    status = ANSWERED if sure >= formula.answered else CLOSEST if sure >= formula.closest else NOT_COVERED
    results = []
    for place, (n, s) in enumerate(ranking.scores[:limit] if status != NOT_COVERED else ()):
        short = place == 0 and status == ANSWERED
        result = library.result(n, round(sure * min(1.0, 2.0 ** (s - best)), 4))
        results.append(result._replace(short_answer=_short(question, n, library)) if short else result)
    reasons = _reasons(question, ranking, fired, lures, taken, library)
    return Answer(
        question.text, status, round(sure, 4), level(sure), question.corrections, question.unmatched,
        tuple(results), reasons,
    )


def _short(question: Question, number: int, library: Library) -> ShortAnswer | None:
    found = library.stored(number)
    return short_answer(question, found, library.kept(number, weigh))


def _reasons(
    question: Question, ranking: Ranking, fired: Sequence[Fired], lures: Sequence[Fired], taken: str, library: Library
) -> Reasons:
    first = library.stored(ranking.scores[0][0])
    fields = {
        "question": set(first.questions[0].terms),
        "alternate": {term for asked in first.questions[1:] for term in asked.terms},
        "text": {term for terms in first.passage_terms for term in terms},
    }
    matched = tuple(
        (token.surface.lower(), tuple(name for name, terms in fields.items() if terms & set(token.terms)))
        for token in dict.fromkeys(question.tokens)
        if token.topical and any(terms & set(token.terms) for terms in fields.values())
    )
    scores = [s for _, s in ranking.scores[:2]]
    return Reasons(
        matched=matched,
        synonyms=question.synonyms,
        fired=fired[0].asked.text if fired and fired[0].likeness else "",
        outside=lures[0].asked.text if lures and lures[0].likeness > (fired[0].likeness if fired else 0.0) else "",
        margin=round((scores[0] - scores[1]) / scores[0], 4) if len(scores) > 1 and scores[0] else 1.0,
        taken=taken,
        cut=question.cut,
    )


class Completion(NamedTuple):
    """A question that begins as typed, its entry and that entry's section."""

    text: str
    id: str
    section: str


def complete(library: Library, prefix: str, limit: int = 10) -> tuple[Completion, ...]:
    """Return questions for what has been typed so far: those that begin with it, then those that match its words."""
    typed = " ".join(prefix.lower().split())
    if typed:
        ranked = rank(score(read(prefix, library), library), library).scores
        numbers = [number for number, _ in ranked[:50]] or sorted(library.entry_numbers)[:200]
    else:
        numbers = sorted(library.entry_numbers)[:limit]
    found: dict[str, Completion] = {}
    results = [(library.result(n), library.stored(n).questions) for n in numbers]
    starting = [(r, q.text) for r, questions in results for q in questions if q.text.lower().startswith(typed)]
    for result, text in [*starting, *((r, r.entry.question) for r, _ in results)]:
        found.setdefault(text, Completion(text, result.entry.id, " > ".join(result.entry.section)))
    return tuple(found.values())[:limit]


__all__ = ["Completion", "Result", "ask", "complete"]
