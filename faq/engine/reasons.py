"""The reasons of an answer: which words matched where, what was nearest, how far ahead the first entry is."""

from collections.abc import Sequence

from faq.engine.question import Question
from faq.engine.ranking import MatchedQuestions
from faq.indexing.payloads import Stored
from faq.library.snapshot import OutOfScope
from faq.model import NOT_COVERED, Reasons
from index.values import TYPE_CHECKING

if TYPE_CHECKING:  # at run time it would make the chain of imports longer
    from faq.engine.conversation import PartMatch


def reasons(found: "PartMatch") -> Reasons:
    """Return what is to be said of why a question was answered as it was.

    Args:
        found: what the part of the documents that answers has for it.
    """
    question, match, snapshot = found.question, found.match, found.part
    common = Reasons(
        synonyms=question.related or question.synonyms,
        taken=found.taken,
        cut=question.cut,
        missing=found.missing,
    )
    scores, cosines = match.ranking.scores, match.ranking.cosines
    if not scores:
        return common
    number = scores[0][0]
    first = snapshot.stored(number)
    matched, numbers = _held(question, first), match.matched_questions.numbers
    examples = snapshot.out_of_scope.get(first.group)
    return common._replace(
        matched=matched,
        matched_question=first.question_texts[numbers[0]] if numbers else "",
        outside=_nearer_outside(match.matched_questions, match.out_of_scope_matches, examples),
        margin=_margin(scores),
        cosine=cosines.get(number) if cosines else None,
        nearest=first.entry.question if matched and match.status == NOT_COVERED else "",
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
