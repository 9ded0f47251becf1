"""A question and the conversation before it, asked of one part of the documents."""

from collections.abc import Sequence

from faq.engine.confidence import HIGH, Claim, level
from faq.engine.followup import (
    as_follow_up,
    asks,
    continues,
    favoured,
    is_elliptical,
    is_out_of_vocabulary,
    leaning,
    names_its_matter,
    together,
)
from faq.engine.kinds import missing, names_kind, names_version, of_kind
from faq.engine.match import Match, matched
from faq.engine.parameters import Parameters
from faq.engine.question import Question, read
from faq.engine.ranking import MatchedQuestions, covered, first_look, idf, rank, score, trained_logits
from faq.engine.special import special, special_words
from faq.indexing.payloads import Stored
from faq.library.snapshot import Snapshot
from faq.model import ANSWERED, CLOSEST, NOT_COVERED, Turn
from index.values import NamedTuple


class PartMatch(NamedTuple):
    """What a part of the documents has for a question: the question as it was read, and its match.

    ``taken`` is the earlier question whose words were used; ``alone`` is then the question as read without them.
    ``missing`` says that the previous entry has nothing of the kind that alone is asked for.
    """

    question: Question
    match: Match
    part: Snapshot
    taken: str = ""
    alone: Question | None = None
    missing: str = ""


def find_in_parts(
    query: str, snapshot: Snapshot, context: Sequence[Turn], parameters: Parameters
) -> list[PartMatch]:
    """Return what each part of the documents has for a question.

    The part that nobody curated is the last one: how sure it is depends on what the curated ones say.

    Args:
        query: the question as typed.
        snapshot: the documents in use.
        context: the questions before it that were answered, oldest first.
        parameters: the numbers that it was tuned with.
    """
    found: list[PartMatch] = []
    for part in snapshot.parts(parameters.enough):
        claims = [claim(one) for one in found if one.match.ranking.scores]
        curated = part.is_curated(parameters.enough)
        found.append(find(query, part, context, parameters, () if curated else claims))
    return found


def claim(found: PartMatch) -> Claim:
    """Return what a curated document says of a question.

    Args:
        found: what it has for it, at least one entry.
    """
    first = found.part.stored(found.match.ranking.scores[0][0])
    alike = found.match.features.out_of_scope if found.match.features else 0.0
    words = special_words(found.question, found.part.english.count)
    return Claim(special(found.question, words, first), alike)


def find(
    query: str,
    part: Snapshot,
    context: Sequence[Turn],
    parameters: Parameters,
    claims: Sequence[Claim] = (),
) -> PartMatch:
    """Return what a part of the documents has for a question.

    Args:
        query: the question as typed.
        part: the part of the documents.
        context: the questions before it that were answered, oldest first.
        parameters: the numbers that it was tuned with.
        claims: what the curated documents beside the part say, for one that nobody curated.
    """
    question = read(query, part, parameters)
    match = matched(question, first_look(question, part, parameters), part, parameters, claims)
    found = PartMatch(question, match, part)
    here = part.number(context[-1].id) if context else None
    if here is None:
        return found
    shown, context = part.stored(here), context[-parameters.turns :]
    if _is_unknown_version(question, part):
        return _of_version(found, context, here, parameters, claims)
    favour = _favour(question, shown, part, parameters)
    thing = missing(question, shown.passages)
    if favour < parameters.bare and not thing and _is_self_contained(question, match, part, parameters):
        return found
    joined = _joined(found, context, here, favour, parameters, claims)
    followed = _follow(found, joined, favour, parameters)
    return _elsewhere(question, followed, joined, thing, parameters) if thing else followed


def _is_unknown_version(question: Question, snapshot: Snapshot) -> bool:
    """Whether a question names nothing but a version, and the documents themselves, whatever is known of them, do not
    mention it."""
    if not names_version(question):
        return False
    for word in (token.terms[0] for token in question.tokens if token.topical):
        numbers = snapshot.entry_numbers.intersection(snapshot.searcher.postings("words", word))
        if any(snapshot.stored(number).has_itself(word) for number in numbers):
            return False
    return True


def _of_version(
    found: PartMatch,
    context: Sequence[Turn],
    here: int,
    parameters: Parameters,
    claims: Sequence[Claim],
) -> PartMatch:
    """Match a question that names nothing but a version that the documents do not mention ("and 4.3?"). A version is no
    subject, so the entry on the screen stays; with no word known, it is no surer than an answer must be."""
    versions = dict.fromkeys(token.surface.lower() for token in found.question.tokens if token.topical)
    question = found.question._replace(own=(), words={}, grams={}, unmatched=tuple(versions))
    joined = _joined(found._replace(question=question), context, here, parameters.bare, parameters, claims)
    return joined if joined.match.ranking.scores[0][0] == here else found


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


def _joined(
    found: PartMatch,
    context: Sequence[Turn],
    here: int,
    favour: float,
    parameters: Parameters,
    claims: Sequence[Claim],
) -> PartMatch:
    """Match a question together with those before it; the entry on the screen (``here``) is an answer to one that names
    nothing but a kind of thing that it has."""
    question, snapshot = found.question, found.part
    earlier = [read(turn.query, snapshot, parameters) for turn in context]
    earlier = [one for one in earlier if not _is_unknown_version(one, snapshot)] or earlier
    joined = together(question, earlier, parameters)
    led = score(as_follow_up(question), snapshot, parameters)
    scores = favoured(score(joined, snapshot, parameters), led, snapshot.follow_ups, parameters)
    scores[here] = scores.get(here, 0.0) + favour
    if _is_followed(here, snapshot):
        scores[here + 1] = scores.get(here + 1, 0.0) + parameters.following
    if not names_kind(question):  # else its words name no matter
        numbers = [number for number, _ in rank(scores, snapshot).scores[: parameters.candidates]]
        scores = leaning(
            scores, trained_logits(question, numbers, snapshot, parameters.unlearned), parameters
        )
    match = matched(joined, rank(scores, snapshot), snapshot, parameters, claims)
    if favour >= parameters.bare and match.ranking.scores[0][0] == here:
        sure = max(match.confidence, match.formula.answered)
        match = match._replace(confidence=sure, status=ANSWERED)
    return PartMatch(joined, match, snapshot, _with_a_matter(earlier), question)


def _is_followed(number: int, snapshot: Snapshot) -> bool:
    """Whether the record after that of an entry is the next entry of its document."""
    if number + 1 not in snapshot.entry_numbers:
        return False
    return snapshot.stored(number).group == snapshot.stored(number + 1).group


def _follow(found: PartMatch, joined: PartMatch, favour: float, parameters: Parameters) -> PartMatch:
    """The match together with the questions before. Where that is no surer than alone it stays as it was, unless the
    question is short and goes on or names a kind of thing, or names nothing but one that the entry on the screen
    has."""
    question, alone, match = found.question, found.match, joined.match
    bounds = match.formula.bounds
    least = max(bounds.joined, alone.confidence)
    if favour >= parameters.bare:
        least = match.formula.answered
    elif is_elliptical(question, parameters):
        leans = continues(question) or names_kind(question)
        least = bounds.joined_elliptical if leans else max(bounds.joined_short, alone.confidence)
    return joined if match.status == ANSWERED and match.confidence >= least else found


def _elsewhere(
    asked: Question, followed: PartMatch, joined: PartMatch, thing: str, parameters: Parameters
) -> PartMatch:
    """What is shown if the entry on the screen does not have the kind of thing that is asked for by nothing else: the
    answer, if its confidence is high, its entry has one and the question has a word of its own to be found by
    ("command?", not "why?"); else the nearest entries that have one, none of which is said to be an answer."""
    snapshot, match, found = joined.part, joined.match, followed.match

    def has_one(number: int) -> bool:
        return bool(of_kind(asked, snapshot.stored(number).passages))

    told = f"Nothing in the previous entry looks like {thing}."
    sure = found.status == ANSWERED and level(found.confidence) == HIGH
    if sure and asked.own and has_one(found.ranking.scores[0][0]):
        return followed._replace(missing=told)
    near = tuple(pair for pair in match.ranking.scores[: parameters.nearby] if has_one(pair[0]))
    match = match._replace(
        ranking=match.ranking._replace(scores=near),
        confidence=min(match.confidence, match.formula.closest) if near else 0.0,
        status=CLOSEST if near else NOT_COVERED,
        matched_questions=MatchedQuestions(),  # they were another entry's
        out_of_scope_matches=MatchedQuestions(),
    )
    return joined._replace(match=match, missing=told)


def _with_a_matter(earlier: Sequence[Question]) -> str:
    """The last of the earlier questions that names more than a kind of thing and does not go on itself, else the last
    one."""
    for before in reversed(earlier):
        if not names_kind(before) and not continues(before):
            return before.text
    return earlier[-1].text


def _favour(question: Question, found: Stored, snapshot: Snapshot, parameters: Parameters) -> float:
    """How much the entry on the screen is favoured for what its text holds of a question."""
    if names_kind(question) and of_kind(question, found.passages):
        return parameters.bare
    weights = idf(question, snapshot, parameters)
    return parameters.here * max(covered(found.passage_terms, weights), default=0.0)
