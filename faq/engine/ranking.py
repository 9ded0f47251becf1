"""Ranking: how much the evidence of each entry speaks for a question.

The score is that of a naive Bayes classifier without priors, with a log-likelihood ratio against
a uniform background (``index.evidence``): a weighted sum over the question's words and 4-grams.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from math import log, sqrt

from faq.engine.parameters import Parameters
from faq.engine.question import Question, repaired
from faq.engine.special import SpecialWords, special, special_words
from faq.indexing.payloads import Stored
from faq.library.snapshot import Snapshot
from index.analysis import terms as terms_of
from index.analysis import weight as weight_of
from index.buckets import buckets, weigh
from index.evidence import UNHELD, weights
from index.evidence import idf as term_idf
from index.texts import TermLists
from index.values import NamedTuple

_SAME = 0.999
"""Similarity above which two questions have the same words; rounding leaves it just below 1."""

_KNOWN = 8192
"""Terms whose weights are cached: those of all questions of the bundled document, and few enough for a server."""


class Ranking(NamedTuple):
    """Entries by record number, best first, with their scores; for each file the score of its out-of-scope class.

    ``cosines`` says how near each entry is to the question by sentence vectors, ``logits`` what trained weights say for
    the first entries, where there are any: they are in the scores, then, ``cosine_weight`` and ``logit_weight`` times.
    """

    scores: tuple[tuple[int, float], ...]
    outside: Mapping[str, float]
    cosines: Mapping[int, float] = {}
    cosine_weight: float = 0.0
    logits: Mapping[int, float] = {}
    logit_weight: float = 0.0

    @property
    def by_words(self) -> list[tuple[int, float]]:
        """The entries in their order with the scores that the words alone give them."""
        return [(number, score - self._further(number)) for number, score in self.scores]

    def _further(self, number: int) -> float:
        cosine, logit = self.cosines.get(number, 0.0), self.logits.get(number, 0.0)
        return self.cosine_weight * cosine + self.logit_weight * logit


def idf(question: Question, snapshot: Snapshot, parameters: Parameters) -> dict[str, float]:
    """Return how much each of the user's terms says: its weight by how rare it is; terms in no class are left out."""
    counts = snapshot.holding("words", question.own)
    return {
        term: question.words[term] * term_idf(snapshot.classes, count, parameters.idf_exponent)
        for term, count in counts.items()
    }


def own_weights(question: Question, idf: Mapping[str, float]) -> dict[str, float]:
    """Return the weight of each of the user's terms, in order; one that is in no class weighs by ``UNHELD``.

    Args:
        question: the user's question.
        idf: the weights of its terms that are in some class.
    """
    return {term: idf.get(term, UNHELD * question.words[term]) for term in question.own}


def score(question: Question, snapshot: Snapshot, parameters: Parameters) -> dict[int, float]:
    """Return the score of each record that shares a word or 4-gram with a question.

    In documents that nobody has curated, synonyms count for more, as no phrasings of people hold their words, and
    4-grams for less.
    """
    searcher = snapshot.searcher
    words = _wider(question, parameters) if question.related else question.words
    curated = snapshot.is_curated(parameters.enough)
    gram_weight = parameters.gram_weight if curated else parameters.plain_gram_weight
    total: dict[int, float] = {}
    for field, looked_for, share in (("words", words, 1.0), ("grams", question.grams, gram_weight)):
        counts = snapshot.holding(field, looked_for)
        weighted = weights(looked_for, snapshot.classes, counts, parameters.idf_exponent)
        for number, value in searcher.score(field, weighted).items():
            total[number] = total.get(number, 0.0) + share * value
    return total


def _wider(question: Question, parameters: Parameters) -> dict[str, float]:
    """The words that are looked for in documents that nobody has curated."""
    words = dict(question.words)
    for _, alike in question.related:
        for term in (term for word in alike for term in terms_of(word)):
            words[term] = max(words.get(term, 0.0), parameters.related)
    return words


def rank(
    scores: Mapping[int, float],
    snapshot: Snapshot,
    cosines: Mapping[int, float] | None = None,
    cosine_weight: float = 0.0,
) -> Ranking:
    """Put entries in order; equal scores keep the documents' order.

    Args:
        scores: what the words say of each record.
        snapshot: the documents in use.
        cosines: what sentence vectors say of each entry, where there are any.
        cosine_weight: what a cosine of 1 adds to a score.
    """
    near = cosines or {}
    fused = {number: scores.get(number, 0.0) + cosine_weight * cosine for number, cosine in near.items()}
    together = {**scores, **fused} if fused else scores
    entries = snapshot.entry_numbers
    ranked = [pair for pair in together.items() if pair[0] in entries]
    ranked.sort(key=lambda pair: (-pair[1], pair[0]))
    outside = {file: scores.get(scope.number, 0.0) for file, scope in snapshot.out_of_scope.items()}
    return Ranking(tuple(ranked), outside, near, cosine_weight)


def first_look(question: Question, snapshot: Snapshot, parameters: Parameters) -> Ranking:
    """Return the entries in the order in which the question's words, and sentence vectors where there are any, have
    them. What is curated is found without vectors."""
    scores = score(question, snapshot, parameters)
    curated = snapshot.is_curated(parameters.enough)
    cosines = {} if curated else snapshot.cosines(repaired(question))
    return rank(scores, snapshot, cosines, parameters.cosine_weight)


class MatchedQuestions(NamedTuple):
    """Questions of an entry or of an out-of-scope class by number, the few most alike first, and how like the user's
    each is, from 0 to 1."""

    numbers: Sequence[int] = ()
    similarities: Sequence[float] = ()

    @property
    def best(self) -> float:
        """How like it the nearest one is, 0 if there is none."""
        return self.similarities[0] if self.similarities else 0.0


class CloseLook(NamedTuple):
    """The order after a closer look; the questions of the first entry that are like the user's; how like it the nearest
    questions of all candidates are; whether the first entry is one that nobody curated among curated ones; what is
    special in the question, if some entry is one that nobody curated."""

    ranking: Ranking
    matched_questions: MatchedQuestions
    nearest: Sequence[float]
    is_bare: bool
    special_words: SpecialWords


def close_look(
    question: Question,
    ranking: Ranking,
    idf: Mapping[str, float],
    snapshot: Snapshot,
    parameters: Parameters,
) -> CloseLook:
    """Put the first candidates in order once more, now by their most alike questions, their best passage and what was
    trained on the knowledge file, too; the others, behind them, count for no more than the last of them."""
    curated = snapshot.is_curated(parameters.enough)
    passage_bonus = parameters.passage_bonus if curated else parameters.plain_passage_bonus
    weight = own_weights(question, idf)
    looked_at = []
    nearest: list[float] = []
    candidates = ranking.scores[: parameters.candidates]
    numbers = [number for number, _ in candidates]
    bare = _bare(numbers, snapshot) if curated else ()
    logits = trained_logits(question, numbers, snapshot, parameters.unlearned)
    words = special_words(question, snapshot.english.count) if bare or not curated else ()
    for number, before in candidates:
        entry = snapshot.stored(number)
        matches = similarity(question, entry.question_terms, idf, snapshot, parameters)
        asked = 1 if number in bare else parameters.questions  # nobody wrote it more
        mean = sum(matches.similarities[:asked]) / asked
        cover = max(covered(entry.passage_terms, idf), default=0.0)
        bonus = parameters.question_bonus * mean + passage_bonus * cover
        bonus += parameters.learned * logits.get(number, 0.0)
        bonus += parameters.same_bonus * (matches.best > _SAME)
        if not curated or number in bare:
            bonus += parameters.verbatim_bonus * verbatim(entry, weight)
            bonus += parameters.special_bonus * special(question, words, entry, parameters.related)
            bonus -= parameters.long * log(1 + len(entry.passage_terms))
        looked_at.append((before + bonus, number, matches))
        nearest += matches.similarities[: parameters.exact]
    looked_at.sort(key=lambda one: (-one[0], one[1]))
    order = [(number, score) for score, number, _ in looked_at]
    closer = ranking._replace(
        scores=(*order, *_at_most(order[-1][1], ranking.scores[parameters.candidates :])),
        logits=logits,
        logit_weight=parameters.learned,
    )
    (_, first, matches), *_ = looked_at
    return CloseLook(closer, matches, sorted(nearest, reverse=True), first in bare, words)


def _at_most(most: float, scores: Sequence[tuple[int, float]]) -> Sequence[tuple[int, float]]:
    """Entries in order, none with a score above ``most``: only the first of what may be thousands can have one."""
    above = bisect_left(scores, -most, key=lambda pair: -pair[1])
    return (*((number, most) for number, _ in scores[:above]), *scores[above:])


def _bare(numbers: Sequence[int], snapshot: Snapshot) -> frozenset[int]:
    """The entries that nobody curated, if others of them are curated."""
    bare = frozenset([number for number in numbers if not snapshot.stored(number).is_curated])
    return bare if len(bare) < len(numbers) else frozenset()


def trained_logits(
    question: Question, numbers: Sequence[int], snapshot: Snapshot, unlearned: float
) -> dict[int, float]:
    """Return what the trained weights say of entries: nothing where none has any, or where a question was read together
    with others.

    An entry without weights among others gets as much as the best of these and ``unlearned`` more: they were told from
    one another by many questions, it is found by its own words alone.
    """
    if not question.asked:
        return {}
    trained = {number: weights for number in numbers if (weights := snapshot.stored(number).weights)}
    if not trained:
        return {}
    counts = buckets(question.asked)
    logits = {number: weigh(counts, weights) for number, weights in trained.items()}
    best = max(logits.values())
    return {number: logits.get(number, best + unlearned) for number in numbers}


def verbatim(entry: Stored, weight: Mapping[str, float]) -> float:
    """Return how much of a question stands in a row in one of an entry's questions or passages.

    Args:
        entry: what is stored of the entry.
        weight: the question's terms in order with their weights.

    Returns:
        The largest share of the weight that terms in a row have together.
    """
    terms, most = tuple(weight), 0.0
    for lists in (entry.question_terms, entry.passage_terms):
        for start in range(len(terms)):
            run, end = 0.0, start
            while end < len(terms) and lists.hold(*terms[start : end + 1]):
                run += weight[terms[end]]
                end += 1
            most = max(most, run)
    return most / (sum(weight.values()) or 1.0)


def covered(passages: TermLists, idf: Mapping[str, float]) -> list[float]:
    """Return for each passage, given by its distinct terms, the share of the question's weight that it covers."""
    covers = [0.0] * len(passages)
    total = sum(value * value for value in idf.values()) or 1.0
    for term, value in idf.items():
        for number in passages.holding(term):
            covers[number] += value * value / total
    return covers


def similarity(
    question: Question,
    questions: TermLists,
    idf: Mapping[str, float],
    snapshot: Snapshot,
    parameters: Parameters,
) -> MatchedQuestions:
    """Return how like the user's question those of an entry are.

    Args:
        question: the user's question.
        questions: the distinct terms of each of an entry's.
        idf: the weights of the user's terms.
        snapshot: the documents in use.
        parameters: how many similarities are exact, and how rare words are weighed.

    Returns:
        The questions that share a term, with the cosine of the weighted terms. It is exact for the first few, the most
        alike first; for the others, in any order, a term of theirs that the user did not use counts as of the mean
        weight of the user's.
    """
    own = {term: weight**2 for term, weight in own_weights(question, idf).items()}
    total = sum(own.values())
    mean = total / len(own) if own else 1.0
    weights, terms = _shared(own, questions)
    sizes = questions.sizes
    rough = {
        number: weight / sqrt(total * (weight + (sizes[number] - terms[number]) * mean))
        for number, weight in weights.items()
    }
    squares = _squares(snapshot, parameters.idf_exponent)
    exact = {
        number: _cosine(questions[number], own, total, squares)
        for number in _highest(rough, parameters.exact)
    }
    first = sorted(exact, key=exact.__getitem__, reverse=True)
    rest = {number: value for number, value in rough.items() if number not in exact}
    return MatchedQuestions([*first, *rest], [*map(exact.__getitem__, first), *rest.values()])


def _highest(values: Mapping[int, float], count: int) -> list[int]:
    """The numbers with the highest values, the highest first, and of equal ones the lower number."""
    least = sorted(values.values())[-count:][:1]
    candidates = sorted([number for number, value in values.items() if value >= least[0]]) if least else []
    return sorted(candidates, key=values.__getitem__, reverse=True)[:count]


def _shared(own: Mapping[str, float], questions: TermLists) -> tuple[dict[int, float], dict[int, int]]:
    """The weight of the terms that each question shares with the user's, by its number, and how many they are; none
    that shares nothing."""
    weights: dict[int, float] = {}
    terms: dict[int, int] = {}
    for term, weight in own.items():
        for number in questions.holding(term):
            if number in weights:
                weights[number] += weight
                terms[number] += 1
            else:
                weights[number], terms[number] = weight, 1
    return weights, terms


def _cosine(
    terms: Sequence[str], own: Mapping[str, float], total: float, squares: Mapping[str, float]
) -> float:
    theirs = sum([squares[term] for term in terms if term not in own])
    shared = sum([own[term] for term in terms if term in own])
    return shared / sqrt(total * (shared + theirs))


class _Squares(dict[str, float]):
    """How much each term says, squared, 0 if no class holds it; worked out when it is first looked up.

    Args:
        snapshot: the documents in use.
        exponent: damps the inverse document frequency.
    """

    def __init__(self, snapshot: Snapshot, exponent: float) -> None:
        self._count, self._classes, self._exponent = snapshot.count, snapshot.classes, exponent

    def __missing__(self, term: str) -> float:
        if len(self) > _KNOWN:
            self.clear()
        count = self._count("words", term)
        value = weight_of(term) * term_idf(self._classes, count, self._exponent) if count else 0.0
        self[term] = square = value**2
        return square


def _squares(snapshot: Snapshot, exponent: float) -> _Squares:
    known = snapshot.once(_known_squares)
    if exponent not in known:
        known[exponent] = _Squares(snapshot, exponent)
    return known[exponent]


def _known_squares(snapshot: Snapshot) -> dict[float, _Squares]:
    """Where ``_squares`` keeps what it made, by exponent."""
    return {}
