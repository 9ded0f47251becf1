"""A question, read: its words, repaired and widened, weighted as the index wants them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, pairwise

from faq.engine.courtesy import without_courtesies
from faq.engine.parameters import DEFAULT, Parameters
from faq.engine.paste import divided, is_word, telling
from faq.engine.spelling import repair
from faq.library.snapshot import Snapshot
from index.analysis import Token, grams, tokens, weight
from index.evidence import damped
from index.values import NamedTuple

_BROKEN = r"\s\S*\Z"
"""The end of a text that was cut within a word; a text of a single word stays whole."""


Synonyms = tuple[tuple[str, tuple[str, ...]], ...]
"""Phrases, each with the words that may stand for it."""


class Question(NamedTuple):
    """What is asked.

    ``words`` and ``grams`` weigh what is looked for (the user's own words have weight 1), ``own`` are the user's
    topical terms, ``corrections`` pairs words as typed with words as repaired, ``unmatched`` are topical words that
    no entry holds, ``synonyms`` pairs phrases with the words tried for them, ``cut`` says what was left out,
    ``related`` are the synonyms for documents that nobody has curated, with those that go for any subject, ``asked`` is
    the text without what asks nothing, repaired, empty where earlier questions were added.
    """

    text: str
    tokens: tuple[Token, ...]
    own: tuple[str, ...]
    words: dict[str, float]
    grams: dict[str, float]
    corrections: tuple[tuple[str, str], ...] = ()
    unmatched: tuple[str, ...] = ()
    synonyms: Synonyms = ()
    cut: str = ""
    related: Synonyms = ()
    asked: str = ""


def read(text: str, snapshot: Snapshot, parameters: Parameters = DEFAULT) -> Question:
    """Read a question against the words of a snapshot.

    Args:
        text: the question as typed; what is beyond the longest that is considered is left out.
        snapshot: the documents in use.
        parameters: how much of it is considered, and what a synonym weighs.
    """
    asked, cut = _cut(text, parameters.longest)
    written, pasted = divided(without_courtesies(asked))
    asked = _joined(written, snapshot)
    found = tokens(asked)
    if snapshot.languages:
        from index.languages import without_topic

        found = without_topic(found, snapshot.languages)
    printed = tuple(telling(pasted))
    distinct, others = tuple(dict.fromkeys(found)), tuple(dict.fromkeys(printed))
    if len(distinct) + len(others) > parameters.most_words:
        found = distinct[: parameters.most_words]
        printed = others[: parameters.most_words - len(found)]
        cut = f"only the first {parameters.most_words} different words were considered"
        asked = " ".join(token.surface for token in found)
    held = snapshot.searcher.holding("words", set(chain.from_iterable(token.terms for token in found)))
    repaired, corrections = repair(found, held, snapshot)
    synonyms = _synonyms((*repaired, *filter(is_word, printed)), snapshot.synonyms)
    every = (*repaired, *printed)
    own = tuple(dict.fromkeys(_topical(every)))
    looked_for = f"{_replaced(asked, corrections)} {' '.join(token.surface for token in printed)}"
    return Question(
        text,
        every,
        own,
        _weighted(own, synonyms, parameters.synonym),
        damped(Counter(grams(looked_for))),
        corrections,
        _unmatched(every, snapshot),
        synonyms,
        cut,
        _related(repaired, synonyms, snapshot, parameters.enough),
        looked_for,
    )


def _related(found: Sequence[Token], synonyms: Synonyms, snapshot: Snapshot, enough: int) -> Synonyms:
    """What may stand for a question's words in documents that nobody has curated: only words that they hold."""
    if snapshot.is_curated(enough):
        return ()
    general = _synonyms(found, snapshot.lexicon)
    terms = {word: _topical(tokens(word)) for _, alike in general for word in alike}
    held = snapshot.searcher.holding("words", {term for own in terms.values() for term in own})
    related = list(synonyms)
    for phrase, alike in general:
        there = tuple(word for word in alike if all(term in held for term in terms[word]))
        if there:
            related.append((phrase, there))
    return tuple(related)


def topical_words(question: Question) -> set[str]:
    """Return the words of a question that name its subject, as typed or repaired, in lower case."""
    return {token.surface.lower() for token in question.tokens if token.topical}


def repaired(question: Question) -> str:
    """Return the text of a question with its misspelt words repaired."""
    return _replaced(question.text, question.corrections)


def unknown_words(question: Question) -> tuple[str, ...]:
    """Return the words of a question that no entry holds, as they are named to people.

    Pairs of characters are named by the run that they were cut out of, where none of it is known.
    """
    unmatched = frozenset(question.unmatched)
    known = {token.run for token in question.tokens if token.surface.lower() not in unmatched}
    named = dict.fromkeys(
        token.run or token.surface.lower()
        for token in question.tokens
        if token.surface.lower() in unmatched and token.topical and (not token.run or token.run not in known)
    )
    return tuple(named)


def _joined(text: str, snapshot: Snapshot) -> str:
    """Write neighbouring words with the hyphen that the documents write them with: bpf next, send email."""
    pairs = [
        (f"{one.surface} {other.surface}", f"{one.surface}-{other.surface}")
        for one, other in pairwise(tokens(text))
        if one.surface.isalnum() and other.surface.isalnum()
    ]
    held = snapshot.searcher.holding("words", {joined.lower() for _, joined in pairs})
    for apart, joined in pairs:
        if joined.lower() in held and _is_of_the_document(joined.lower(), snapshot):
            text = text.replace(apart, joined)
    return text


def _is_of_the_document(term: str, snapshot: Snapshot) -> bool:
    """Whether an entry's own text has a term, and not only what is known of the entry, or an out-of-scope example."""
    found = snapshot.searcher.postings("words", term)
    holding = sorted(snapshot.entry_numbers.intersection(found), key=found.__getitem__, reverse=True)
    return any(snapshot.stored(number).has_itself(term) for number in holding)


def _weighted(own: Sequence[str], synonyms: Synonyms, less: float) -> dict[str, float]:
    """The terms that are looked for: the user's own weigh 1 (``index.analysis.weight``), those of synonyms less."""
    words: dict[str, float] = {}
    for _, alike in synonyms:
        for word in alike:
            words.update(dict.fromkeys(_topical(tokens(word)), less))
    for term in own:
        words[term] = weight(term)
    return words


def _unmatched(asked: Sequence[Token], snapshot: Snapshot) -> tuple[str, ...]:
    """The topical words that no entry holds, each once."""
    unmatched: dict[str, None] = {}
    for token in asked:
        if token.topical and not _in_entries(token, snapshot):
            unmatched[token.surface.lower()] = None
    return tuple(unmatched)


def _in_entries(token: Token, snapshot: Snapshot) -> bool:
    """Whether an entry, and not only an out-of-scope example, holds a word."""
    postings = (snapshot.searcher.postings("words", term) for term in token.terms)
    return any(not snapshot.entry_numbers.isdisjoint(found) for found in postings)


def _cut(text: str, longest: int) -> tuple[str, str]:
    encoded = text.encode("utf-8", "replace")
    if len(encoded) <= longest:
        return encoded.decode("utf-8"), ""
    kept = encoded[:longest].decode("utf-8", "ignore")
    if not encoded[longest : longest + 1].isspace():
        import re  # here: few questions are cut

        kept = re.sub(_BROKEN, "", kept)
    return kept, f"only the first {longest} bytes were considered"


def _topical(found: Iterable[Token]) -> list[str]:
    terms: list[str] = []
    for token in found:
        if token.topical:
            terms.extend(token.terms)
    return terms


def _replaced(text: str, corrections: tuple[tuple[str, str], ...]) -> str:
    if not corrections:
        return text
    replaced = dict(corrections)
    return " ".join(replaced.get(token.surface.lower(), token.surface) for token in tokens(text))


def _synonyms(found: Sequence[Token], table: Mapping[str, tuple[str, ...]]) -> Synonyms:
    """The phrases of up to three words that have synonyms, each with them."""
    if not table:
        return ()
    terms = [" ".join(token.terms) for token in found]
    written = [token.surface.lower() for token in found]
    met: dict[str, tuple[str, ...]] = {}
    for length in (1, 2, 3):
        for start in range(len(terms) - length + 1):
            end = start + length
            words = table.get(" ".join(terms[start:end]))
            if words:
                met[" ".join(written[start:end])] = words
    return tuple(met.items())
