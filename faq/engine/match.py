"""A match: the entries that a question finds in a part of the documents, and how sure the first one is."""

from collections.abc import Mapping, Sequence
from math import exp, log

from faq.engine.confidence import Claim, beside, blended, confidence
from faq.engine.definition import defines, subject
from faq.engine.followup import is_out_of_vocabulary
from faq.engine.parameters import DEFAULT, Features, Formula, Parameters
from faq.engine.question import Question, topical_words
from faq.engine.ranking import MatchedQuestions, Ranking, close_look, idf, own_weights, similarity, verbatim
from faq.engine.special import SpecialWords, holds, special
from faq.indexing.payloads import Stored
from faq.library.snapshot import OutOfScope, Snapshot
from faq.model import ANSWERED, CLOSEST, NOT_COVERED
from index.analysis import terms
from index.buckets import buckets, weigh
from index.values import NamedTuple

VOTERS = 5
"""Nearest questions that are asked whether they are in scope: of 3, 5, 10 and 20 the best for the practice messages of
people (AUROC .687 against .678, .675 and .677; .672 without them)."""

LONG = 9
"""One more than the passages up to which an entry is not long: of 0, 4, 8, 12 and 16 passages the best for questions
that had no part in the fit of the formula."""

LONGEST = 73
"""The same for the passages beyond which an entry counts as no longer: 99 of 100 entries that the formula was fitted on
are not, so that it says nothing of those that are."""

BEHIND = 3
"""Entries that the first one is compared with: the second alone says less, as it may be about the same thing."""

LOOKED_THROUGH = 100
"""Entries that are looked through for a single word: more than are listed, few enough for a large library."""


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
    question: Question,
    ranking: Ranking,
    snapshot: Snapshot,
    parameters: Parameters = DEFAULT,
    claims: Sequence[Claim] = (),
) -> Match:
    """Look closely at the first entries of a ranking and say how sure the best one is.

    Args:
        question: what was asked.
        ranking: the entries in order.
        snapshot: a part of the documents that is asked by itself (``Snapshot.parts``).
        parameters: the numbers that it was tuned with.
        claims: what the curated documents beside it say.
    """
    if not ranking.scores:
        return Match(ranking)
    weights = idf(question, snapshot, parameters)
    ranking, matched_questions, nearest, bare, words = close_look(
        question, ranking, weights, snapshot, parameters
    )
    first = snapshot.stored(ranking.scores[0][0])
    outside = snapshot.out_of_scope.get(first.group)
    out_of_scope_matches, examples = MatchedQuestions(), 0
    if outside:
        out_of_scope_matches = similarity(question, outside.questions.terms, weights, snapshot, parameters)
        examples = 0 if bare else outside.questions.size  # they were collected for the other entries
    curated = examples >= parameters.enough
    uncurated = parameters.with_vectors if ranking.cosines else parameters.plain
    formula = blended(uncurated, parameters.curated, examples, parameters.enough)
    described = features(
        question, ranking, first, matched_questions, out_of_scope_matches, nearest, weights
    )._replace(beyond=_beyond(question, outside))
    share = 0.0  # of what is special in the question
    if not curated:
        described = described._replace(known=_known(question, words, described.unknown, parameters.related))
        share = special(question, words, first) if claims else 0.0
    sure = beside(confidence(described, formula), share, claims, parameters)
    match = Match(ranking, formula, described, sure, NOT_COVERED, matched_questions, out_of_scope_matches)
    sure = _overruled(question, match, first, curated, parameters)
    return match._replace(confidence=sure, status=_status(sure, formula))


def by_the_letter(question: Question, match: Match, snapshot: Snapshot) -> Match:
    """Return the match of a single word that no entry answers: the entries that hold it, as a search in the text would.
    Where none does in documents that nobody has curated, those that hold a synonym of it.

    Args:
        question: what was asked; of several words the match stays as it is.
        match: what was found for it.
        snapshot: the documents in use.
    """
    if match.status == ANSWERED or len(question.tokens) != 1 or not question.own:
        return match
    scores = match.ranking.scores
    synonyms = [terms(word) for _, alike in question.related for word in alike]
    holding = _holding([question.own[:1]], scores, snapshot) or _holding(synonyms, scores, snapshot)
    if not holding:
        return match
    return match._replace(
        ranking=match.ranking._replace(scores=holding),
        confidence=max(match.confidence, match.formula.closest),
        status=CLOSEST,
        matched_questions=match.matched_questions if holding[0] == scores[0] else MatchedQuestions(),
        out_of_scope_matches=MatchedQuestions(),
    )


def _holding(
    phrases: Sequence[Sequence[str]], scores: Sequence[tuple[int, float]], snapshot: Snapshot
) -> tuple[tuple[int, float], ...]:
    """The first entries whose own text holds all terms of one of several phrases."""
    found = []
    for number, score in scores[:LOOKED_THROUGH]:
        entry = snapshot.stored(number)
        if any(all(map(entry.has_itself, phrase)) for phrase in phrases):
            found.append((number, score))
    return tuple(found)


def _overruled(
    question: Question, match: Match, first: Stored, curated: bool, parameters: Parameters
) -> float:
    """The confidence of a match, where what is asked overrules how alike the words are."""
    sure, closest = match.confidence, match.formula.closest
    by_words = not match.ranking.cosines
    enough = not by_words or _says_enough(question, first, match.matched_questions, parameters)
    if not enough or (curated and is_out_of_vocabulary(question)):
        sure = min(sure, closest)
    wanted = subject(question.text)
    if wanted:
        defined = _is_defined(wanted, first, match.matched_questions, parameters)
        sure = max(sure, match.formula.answered) if defined else min(sure, closest)
    nothing_known = _strange(question) if curated else not _is_known(match, sure, parameters)
    return min(sure, closest / 2) if nothing_known else sure


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
    known = topical_words(question) - unmatched
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
    topical = topical_words(question)
    return bool(topical) and topical <= set(question.unmatched)


def _is_known(match: Match, sure: float, parameters: Parameters) -> bool:
    """Whether enough of what a question says is known; with sentence vectors, whether an entry is near enough to it. An
    answer need not be: a misspelt question is near to nothing, while its words are found."""
    if match.ranking.cosines:
        return sure >= match.formula.answered or max(match.ranking.cosines.values()) >= parameters.near
    return match.features is not None and match.features.known >= parameters.known


def _known(question: Question, words: SpecialWords, unknown: float, related: float) -> float:
    """The share of what is special in a question that the entries hold. A word for which they hold another counts as
    much as that one does in their scores. If nothing is special, or the question goes on, the share of its words."""
    others = {word for phrase, _ in question.related for word in phrase.split()}
    held = total = 0.0
    for token, says in words:
        total += says
        word = token.surface.lower()
        if word not in question.unmatched:
            held += says
        elif word in others:
            held += related * says
    return held / total if total and question.asked else 1 - unknown


def _status(confidence: float, formula: Formula) -> str:
    if confidence >= formula.answered:
        return ANSWERED
    return CLOSEST if confidence >= formula.closest else NOT_COVERED


def features(
    question: Question,
    ranking: Ranking,
    first: Stored,
    matched_questions: MatchedQuestions,
    out_of_scope_matches: MatchedQuestions,
    nearest: Sequence[float],
    idf: Mapping[str, float],
) -> Features:
    """Describe a match.

    Args:
        question: what was asked.
        ranking: the entries in order, at least one.
        first: what is stored of the first one.
        matched_questions: its questions that are like it.
        out_of_scope_matches: its document's out-of-scope questions that are.
        nearest: how like the question the candidates' questions are, the most alike first.
        idf: weights of the question's terms that some entry holds.
    """
    weight = own_weights(question, idf)
    total = sum(weight.values()) or 1.0
    by_words = ranking.by_words
    scores = [score for _, score in by_words]
    behind = scores[1 : 1 + BEHIND] or [0.0]
    outside = ranking.outside.get(first.group, scores[0])
    best = matched_questions.similarities[:3]
    out_of_scope = out_of_scope_matches.similarities
    covered, unknown = _covered_and_unknown(weight, first, idf)
    return Features(
        score=scores[0],
        margin=scores[0] - sum(behind) / len(behind),
        gap=scores[0] - outside,
        out_of_scope=sum(out_of_scope[:2]) / 2,
        outvoted=_outvoted(out_of_scope, nearest),
        best=best[0] if best else 0.0,
        three=sum(best) / 3,
        covered=covered / total,
        unknown=unknown / total,
        length=log(1 + len(question.own)),
        verbatim=verbatim(first, weight),
        learned=_learned(ranking),
        passages=log(min(max(1 + len(first.passage_terms), LONG), LONGEST) / LONG),
        **_by_vectors(ranking),
    )


def _covered_and_unknown(
    weight: Mapping[str, float], first: Stored, idf: Mapping[str, float]
) -> tuple[float, float]:
    """The weight of the terms that an entry holds, and of those that none does."""
    covered = unknown = 0.0
    for term, heavy in weight.items():
        if holds(first, term):
            covered += heavy
        if term not in idf:
            unknown += heavy
    return covered, unknown


def _outvoted(outside: Sequence[float], inside: Sequence[float]) -> float:
    """The share of out-of-scope questions among those nearest to the question, weighed by their similarity squared."""
    both = [(one, True) for one in outside[:VOTERS]] + [(one, False) for one in inside[:VOTERS]]
    voters = sorted(both, reverse=True)[:VOTERS]
    total = sum(one * one for one, _ in voters)
    return sum(one * one for one, is_outside in voters if is_outside) / total if total else 0.0


def _learned(ranking: Ranking) -> float:
    """How probable the first entry is among the candidates by trained weights, as a logarithm; 0 without them."""
    if not ranking.logits:
        return 0.0
    return ranking.logits[ranking.scores[0][0]] - log(sum(map(exp, ranking.logits.values())))


def _beyond(question: Question, outside: OutOfScope | None) -> float:
    """What trained weights say for a question's being out of scope; 0 without them, or where a question goes on (then
    there is no text of its own to weigh)."""
    return weigh(buckets(question.asked), outside.questions.weights) if outside else 0.0


def _by_vectors(ranking: Ranking) -> dict[str, float]:
    """What sentence vectors say of the first entry; nothing where there are none."""
    if not ranking.cosines:
        return {}
    first = ranking.scores[0][0]
    own = ranking.cosines.get(first, 0.0)
    best_other = max((cosine for number, cosine in ranking.cosines.items() if number != first), default=0.0)
    return {"cosine": own, "cosine_margin": own - best_other}
