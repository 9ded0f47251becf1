"""The reasons of an answer: which words matched where, what was nearest, how far ahead the first entry is."""

from collections.abc import Sequence

from faq.engine.question import Question
from faq.engine.ranking import MatchedQuestions, Ranking
from faq.indexing.payloads import Stored
from faq.library.snapshot import OutOfScope, Snapshot
from faq.model import NOT_COVERED, Reasons


def reasons(
    question: Question,
    ranking: Ranking,
    status: str,
    matched_questions: MatchedQuestions,
    out_of_scope_matches: MatchedQuestions,
    snapshot: Snapshot,
    taken: str,
    missing: str,
) -> Reasons:
    """Return what is to be said of why a question was answered as it was.

    Args:
        question: what was asked.
        ranking: the entries in order.
        status: what the first one is called.
        matched_questions: its questions that are like the one asked.
        out_of_scope_matches: the out-of-scope examples of its document that are.
        snapshot: the part of the documents that was asked.
        taken: the earlier question whose words were used, empty where none was.
        missing: says that the previous entry has nothing of the kind that is asked for; empty where it has.
    """
    if not ranking.scores:
        return Reasons(
            synonyms=question.related or question.synonyms, taken=taken, cut=question.cut, missing=missing
        )
    number = ranking.scores[0][0]
    first = snapshot.stored(number)
    matched, numbers = _held(question, first), matched_questions.numbers
    examples = snapshot.out_of_scope.get(first.group)
    return Reasons(
        matched=matched,
        synonyms=question.related or question.synonyms,
        matched_question=first.question_texts[numbers[0]] if numbers else "",
        outside=_nearer_outside(matched_questions, out_of_scope_matches, examples),
        margin=_margin(ranking.scores),
        taken=taken,
        cut=question.cut,
        cosine=ranking.cosines.get(number) if ranking.cosines else None,
        nearest=first.entry.question if matched and status == NOT_COVERED else "",
        missing=missing,
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


def _nearer_outside(nearest: MatchedQuestions, outside: MatchedQuestions, examples: OutOfScope | None) -> str:
    """The out-of-scope example that is nearer than any question of the first entry, empty if none is."""
    if examples is None or outside.best <= nearest.best:
        return ""
    return examples.questions.texts[outside.numbers[0]]


def _margin(scores: Sequence[tuple[int, float]]) -> float:
    """How much less the second entry scores than the first, as a share of the first one's score."""
    if len(scores) < 2 or not scores[0][1]:
        return 1.0
    return round(1 - scores[1][1] / scores[0][1], 4)
