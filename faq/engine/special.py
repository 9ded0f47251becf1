"""What is special in a question: its rarer English words, and how much of them an entry holds."""

from collections.abc import Callable, Iterable, Sequence
from math import log

from faq.indexing.payloads import Stored
from index.analysis import Token, terms
from index.english import EVERYWHERE
from index.values import TYPE_CHECKING

if TYPE_CHECKING:  # at run time it would make the chain of imports longer
    from faq.engine.question import Question

SpecialWords = Sequence[tuple[Token, float]]
"""Words of a question, and what each says (``special_words``)."""


def special(question: "Question", words: SpecialWords, entry: Stored, related: float = 0.0) -> float:
    """Return the share of what is special in a question that an entry holds.

    Args:
        question: what was asked.
        words: its words, and how special each is.
        entry: what is stored of the entry.
        related: what a word counts that the entry lacks but has a synonym of.
    """
    missing: dict[str, float] = {}
    covered = total = 0.0
    for token, says in words:
        total += says
        if any(holds(entry, term) for term in token.terms):
            covered += says
        else:
            word = token.surface.lower()
            missing[word] = missing.get(word, 0.0) + says
    if related and missing:
        covered += related * sum(map(missing.__getitem__, _replaced_in(entry, question, missing)))
    return covered / total if total else 0.0


def _replaced_in(entry: Stored, question: "Question", missing: Iterable[str]) -> set[str]:
    """Those of a question's missing words that an entry has a synonym of."""
    replaced: set[str] = set()
    for phrase, alike in question.related:
        words = set(phrase.split()).intersection(missing) - replaced
        if words and any(all(holds(entry, term) for term in terms(word)) for word in alike):
            replaced |= words
    return replaced


def special_words(question: "Question", count: Callable[[str], int]) -> SpecialWords:
    """Return the words of a question that name its subject, and how special each is.

    A word that the document lacks says little if it is a word like "how", and much if it is a name: what it says is the
    logarithm of how much rarer in English it is than words on any subject. Nothing is known of that in scripts that do
    not separate words.

    Args:
        question: what was asked.
        count: says how often English has a word.
    """
    named = [token for token in question.tokens if token.topical and not token.run]
    return [(token, log((1 + EVERYWHERE) / (1 + count(token.surface.lower())))) for token in named]


def holds(entry: Stored, term: str) -> bool:
    """Return whether an entry's questions or passages hold a term."""
    return entry.question_terms.hold(term) or entry.passage_terms.hold(term)
