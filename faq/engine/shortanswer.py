"""The short answer: the part of an entry that answers the question, always a verbatim span that can be read alone.

The features of a passage (``PassageFeatures``) are its evidence (``faq.indexing.passage_evidence``), how similar the
question is to those that the passage is known to answer, how much of the question its words cover, what trained
weights say for it, and whether it holds the kind of thing asked for: a name, an address, a time, a reason, a verdict, a
command. The unit (``faq.indexing.units``) of the best passage is shown, with those next to it that answer nearly as
well; to a message of many words, whose needs are seldom one sentence's, that part of a paragraph, as long as can be
shown, in which the answer most likely is.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from math import exp, log, sqrt
from operator import mul

from faq.engine import kinds
from faq.engine.definition import defines, subject
from faq.engine.function_words import VERBS
from faq.engine.parameters import Parameters, PassageFeatures
from faq.engine.question import Question
from faq.engine.ranking import MatchedQuestions, covered
from faq.indexing.payloads import NOTHING, Stored, Unit, Weighed, pack_evidence, row, word_count
from faq.indexing.payloads import weighed as read_weighed
from faq.model import Lines, Passage, ShortAnswer
from index.buckets import buckets, weigh
from index.texts import Table

_WHETHER = tuple(
    f"{word} {who}" for word in sorted(VERBS) for who in ("i", "we", "you", "it", "one", "there")
)
"""What a question that wants a yes or no may have in its middle."""

_CHOICE = ("or", "which", "vs", "versus", "either", "rather", "instead")
"""Words of a question that asks for one of several alternatives."""

_CASE = ("For", "If", "When", "In case")
"""Beginnings of a unit that applies to one of several cases."""

_CONTRAST = r"\b(?:whereas|while|rather than)\b"
"""Words with which a sentence contrasts two cases."""

_DOUBT = ("unsure", "sure", "doubt", "sometimes", "ever", "unclear", "know")
"""Words of a question that asks what to do in doubt."""

_HEDGE = (
    "if unsure", "if in doubt", "if you are unsure", "if you are not sure", "if you are in doubt", "occasionally",
    "in some cases", "by the way",
)  # fmt: skip
"""Beginnings of a unit that answers only who asks what to do in doubt."""

_YES_OR_NO_SAID = tuple(
    word + mark for word in ("yes", "no", "sure", "of course", "absolutely", "certainly") for mark in ",.!"
)
"""Beginnings of a unit that answers only who asks for a yes or no."""

SUITS = 3.0
"""Weight of the right or wrong form of a unit, relative to its score."""


def weighed(found: Stored) -> Weighed:
    """Return the evidence for each passage of an entry, as stored or computed now."""
    if found.weighed is not None:
        return found.weighed
    from faq.indexing.passage_evidence import told, weigh

    known = told(found.questions, found.passages)
    return read_weighed(pack_evidence(weigh(known, found.passages)))


def short_answer(
    question: Question,
    found: Stored,
    evidence: Weighed,
    matched_questions: MatchedQuestions,
    idf: Mapping[str, float],
    parameters: Parameters,
) -> ShortAnswer | None:
    """Return the part of an entry that answers best and can be read alone, None if the entry has no text.

    Args:
        question: the question.
        found: the entry.
        evidence: the evidence for its passages (``weighed``).
        matched_questions: its questions that are similar to the one asked.
        idf: the weights of the question's terms (``faq.engine.ranking``).
        parameters: the weights of the passage features, and how much is shown.
    """
    if not found.passages:
        return None
    units, asked = evidence.units, kinds.asked(question)
    possible = [n for n, unit in enumerate(units) if unit != NOTHING]
    if not possible:
        return _span(found, (0, 0))
    features = passage_features(question, found, evidence, matched_questions, idf)
    alternatives = _alternatives(found, units, parameters.most_shown) if kinds.asks(asked, _CHOICE) else {}
    scores = _scores(question, found, units, features, alternatives, parameters)
    fitting = _fitting(question, asked, found.passages)
    possible = [n for n in possible if n in fitting] or possible
    best = max(possible, key=lambda n: (scores[n], -n))
    if units[best] in alternatives:
        return _span(found, alternatives[units[best]])
    if len(question.own) > parameters.many:
        chances = {n: exp((scores[n] - scores[best]) / parameters.spread) for n in possible}
        return _span(found, _likeliest(found.passages, units, chances, parameters.most_shown))
    least = scores[best] - parameters.nearly
    return _span(found, _widened(found.passages, units, scores, best, least, parameters.most_shown))


def _scores(
    question: Question,
    found: Stored,
    units: Sequence[Unit],
    features: Sequence[PassageFeatures],
    alternatives: Mapping[Unit, Unit],
    parameters: Parameters,
) -> list[float]:
    """How well each passage answers, in the form of its unit; one that says what X is answers "What is X?" best."""
    asked, wanted = kinds.asked(question), subject(question.text)
    scores = [sum(map(mul, parameters.passage, speaking)) for speaking in features]
    for number, unit in enumerate(units):
        if unit != NOTHING:
            scores[number] += _suits(asked, found.passages[unit[0]], unit in alternatives)
        if wanted and defines((found.passages[number].text,), wanted):
            scores[number] += 2 * SUITS
    return scores


def _fitting(question: Question, asked: str, passages: Sequence[Passage]) -> list[int]:
    """The passages among which the answer is: those that name a person where one is asked for, those that hold a thing
    where only its kind is, and those with a version where only one that no entry has is named."""
    if kinds.names_kind(question):
        return kinds.of_kind(question, passages)
    if question.unmatched and kinds.names_version(question):
        return kinds.versions(passages)
    return kinds.persons(passages) if kinds.asks_who(asked) else []


def _suits(asked: str, opening: Passage, one_of_several: bool) -> float:
    """How well the form of a unit suits that of the question, regardless of the subject."""
    contrasts = kinds.asks(asked, _CHOICE) and kinds.pattern(_CONTRAST).search(opening.text)
    suits = SUITS if one_of_several or contrasts else 0.0
    if _first(_HEDGE, opening.text.lower()) and not kinds.asks(asked, _DOUBT):
        suits -= SUITS
    if opening.text.lower().startswith(_YES_OR_NO_SAID) and not _asks_whether(asked):
        suits -= SUITS
    return suits


def _alternatives(found: Stored, units: Sequence[Unit], most: int) -> dict[Unit, Unit]:
    """For each of two neighbouring units that apply to different cases, both of them together."""
    both = {}
    distinct = [unit for unit in dict.fromkeys(units) if unit != NOTHING]
    for one, other in pairwise(distinct):
        case = _case(found.passages[one[0]].text)
        same = case and case == _case(found.passages[other[0]].text)
        pair = one[0], other[1]
        if same and one[1] + 1 == other[0] and word_count(found.passages, pair) <= most:
            both[one] = both[other] = pair
    return both


def _case(opening: str) -> str:
    """The word with which a sentence says that it applies to one of several cases; empty if there is none."""
    return "" if _first(_HEDGE, opening.lower()) else _first(_CASE, opening)


def _first(phrases: Sequence[str], text: str) -> str:
    """The phrase that a text begins with, empty if it begins with none."""
    for phrase in phrases:
        after = text[len(phrase) : len(phrase) + 1]
        if text.startswith(phrase) and not after.isalnum() and after != "_":
            return phrase
    return ""


def passage_features(
    question: Question,
    found: Stored,
    evidence: Weighed,
    matched_questions: MatchedQuestions,
    idf: Mapping[str, float],
) -> list[PassageFeatures]:
    """Return the features of each passage of an entry; the arguments are those of ``short_answer``."""
    size = len(found.passages)
    words = _sums(question.words, evidence.words, size)
    alike: dict[int, float] = {}
    answering = found.answering
    for number, similarity in zip(*matched_questions, strict=True):
        answers = answering[number]
        alike[answers] = max(similarity, alike.get(answers, 0.0))
    covers = covered(found.passage_terms, idf)
    asked = kinds.asked(question)
    wanted, command = kinds.wanted(asked), kinds.asks_command(asked)
    learned = _learned(question, found)
    features = []
    for n, passage in enumerate(found.passages):
        features.append(
            PassageFeatures(
                words[n] / 100,
                alike.get(n, 0.0),
                covers[n],
                kinds.holds(wanted, passage),
                command and kinds.is_command(passage),
                learned[n],
            )
        )
    return features


def _learned(question: Question, found: Stored) -> list[float]:
    """What trained weights say for each passage of an entry; nothing where it has none, or where a question goes on."""
    weights = found.passage_weights
    if not weights or not question.asked:
        return [0.0] * len(found.passages)
    asked = buckets(question.asked)
    return [weigh(asked, its) for its in weights]


def _widened(
    passages: Sequence[Passage],
    units: Sequence[Unit],
    scores: Sequence[float],
    best: int,
    least: float,
    most: int,
) -> Unit:
    """The unit of the best passage, with those next to it in its block that answer nearly as well, the best first."""
    widest = units[best]
    while beside := [
        (scores[number], wider)
        for number, unit in enumerate(units)
        if passages[number].block == passages[best].block
        and scores[number] >= least
        and (wider := _touching(widest, unit)) != widest
        and word_count(passages, wider) <= most
    ]:
        widest = max(beside)[1]
    return widest


def _likeliest(
    passages: Sequence[Passage], units: Sequence[Unit], chances: Mapping[int, float], most: int
) -> Unit:
    """Neighbouring units of a block in which the answer most likely is; of several spans the shortest."""

    def rank(span: Unit) -> tuple[float, int]:
        first, last = span
        within = [n for n in range(first, last + 1) if first <= units[n][0] and units[n][1] <= last]
        return round(sum(chances.get(n, 0.0) for n in within), 9), first - last

    return max(_spans(passages, units, most), key=rank)


def _spans(passages: Sequence[Passage], units: Sequence[Unit], most: int) -> Iterator[Unit]:
    """Each unit, alone and together with those behind it in its block, as far as they are not too long."""
    readable = [n for n, unit in enumerate(units) if unit != NOTHING]
    for _, of_block in groupby(readable, lambda n: passages[n].block):
        distinct = [*dict.fromkeys(units[n] for n in of_block)]
        for number, span in enumerate(distinct):
            yield span
            for other in distinct[number + 1 :]:
                wider = _touching(span, other)
                if wider != span and word_count(passages, wider) <= most:
                    span = wider
                    yield span


def _touching(one: Unit, other: Unit) -> Unit:
    """Both units together where they touch, else the first."""
    apart = other == NOTHING or other[0] > one[1] + 1 or other[1] < one[0] - 1
    return one if apart else (min(one[0], other[0]), max(one[1], other[1]))


def _span(found: Stored, unit: Unit) -> ShortAnswer:
    """The text of a unit, verbatim from the blocks of its entry."""
    passages = found.passages[unit[0] : unit[1] + 1]
    texts = [_of_block(found.entry.blocks[number].text, [*of]) for number, of in groupby(passages, _block)]
    return ShortAnswer("\n".join(texts), Lines(passages[0].lines.first, passages[-1].lines.last))


def _block(passage: Passage) -> int:
    return passage.block


def _of_block(text: str, passages: Sequence[Passage]) -> str:
    """The text from the first of a block's passages to its last."""
    first = text.find(passages[0].text)
    last = text.find(passages[-1].text, first)
    if first < 0 or last < 0:  # they extend beyond the block
        return "\n".join(passage.text for passage in passages)
    return text[first : last + len(passages[-1].text)]


def _sums(asked: Mapping[str, float], evidence: Table, size: int) -> list[float]:
    """The weighted evidence for each passage; a term that many passages of the entry hold weighs less."""
    squares = 0.0
    sums = [0.0] * size
    for term, own in asked.items():
        found = row(evidence, term)
        if not found:
            continue
        weight = own * sqrt(log((size + 1) / (len(found) + 0.5)))
        squares += weight * weight
        for passage, value in found:
            sums[passage] += weight * value
    length = sqrt(squares) or 1.0
    return [value / length for value in sums]


def _asks_whether(asked: str) -> bool:
    """Whether a question wants a yes or no."""
    words = asked.split()
    return bool(words) and (words[0] in VERBS or kinds.asks(asked, _WHETHER))
