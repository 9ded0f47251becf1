"""Spelling: a word that is neither in the documents nor English becomes the nearest word of the documents.

The distance is optimal string alignment (restricted Damerau-Levenshtein: insert, delete, replace,
swap neighbours). An English word is never changed, however near: correcting
"colonel" to "kernel" would answer a question that nobody asked. Nor is a word that is nearer to
an English one: "drumer" was meant to be "drummer", not "driver". The documents' words include pairs
of words, the space between them a letter that may be left out: "coverletter". ``python -m bench.spelling``
compares these choices with others.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from faq.library.snapshot import Snapshot
from index.analysis import Token, tokens

SHORTEST = 4
"""Letters of the shortest word that is corrected."""

SHORTEST_FOR_TWO = 6
"""Letters of the shortest word in which two edits are corrected; nearly anything is two edits from a shorter one."""

RARER = 3
"""How many times as many entries hold the right word if a misspelt one has the stem of another word, as "verifer" has
that of "verifs". Of the words of all committed questions only misspelt ones are corrected so."""

_OWN_NAME = "bpffaq"
"""The name of the program: not misspelt, though no document has it."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def repair(
    found: Sequence[Token], held: Mapping[str, int], snapshot: Snapshot
) -> tuple[list[Token], tuple[tuple[str, str], ...]]:
    """Correct the words of a question.

    Args:
        found: the question's tokens.
        held: how many entries hold each of their terms.
        snapshot: the documents, whose words count as right.

    Returns:
        The tokens with misspelt ones corrected, and the pairs of misspelt and correct words.
    """
    repaired, pairs = list[Token](), dict[str, str]()
    for token in found:
        word = token.surface.lower()
        better = pairs.get(word) or (
            _better(word, token.terms, held, snapshot) if _may_be_wrong(token) else ""
        )
        if better:
            pairs[word] = better
        repaired += tokens(better) if better else [token]
    return repaired, tuple(pairs.items())


def _may_be_wrong(token: Token) -> bool:
    word = token.surface.lower()
    return (
        token.topical  # others lead to no entry, however they are spelt
        and len(word) >= SHORTEST
        and word.isalpha()
        and word != _OWN_NAME
    )


def _better(word: str, terms: Sequence[str], held: Mapping[str, int], snapshot: Snapshot) -> str:
    """The right word for a misspelt one, empty if it is right, or if nobody can tell."""
    holding = max([held.get(term, 0) for term in terms])
    if not holding:
        return "" if snapshot.english.count(word) else _nearest(word, snapshot)
    if len(word) < SHORTEST_FOR_TWO or RARER * holding > snapshot.classes:
        return ""
    if snapshot.searcher.holding("surface", {word}) or snapshot.english.count(word):
        return ""
    near = _one_edit_from(word, snapshot.vocabulary(word[0]), snapshot)
    enough = {
        other: count for other, count in near.items() if other[0] == word[0] and count >= RARER * holding
    }
    return _likeliest(word, enough)


def _nearest(word: str, snapshot: Snapshot) -> str:
    """The documents' word nearest to a misspelt one, empty if an English word is nearer."""
    words = snapshot.vocabulary(word[0])
    if snapshot.vocabulary(word[1]) is not words:
        words = words | snapshot.vocabulary(word[1])
    near = _one_edit_from(word, words, snapshot)
    if not near and len(word) >= SHORTEST_FOR_TWO and word not in snapshot.synonyms:
        if any(map(snapshot.english.count, set(_one_edit(word)))):
            return ""
        near = snapshot.searcher.holding("surface", _within_two_edits(word, words))
    return _likeliest(word, near)


def _likeliest(word: str, near: Mapping[str, int]) -> str:
    """The one of some words, each with the number of entries that hold it, that a word is most likely to be."""
    return min(
        near,
        key=lambda other: (other != word, _foreign(word, other), word[0] != other[0], -near[other], other),
        default="",
    )


def _one_edit_from(word: str, words: Mapping[str, int], snapshot: Snapshot) -> dict[str, int]:
    """The ones of some words that are within one edit of a word, and the number of entries that hold each."""
    return snapshot.searcher.holding("surface", words.keys() & set(_one_edit(word, _letters(words))))


def _within_two_edits(word: str, words: Iterable[str]) -> set[str]:
    letters, length = set(word), len(word)
    near = set()
    for other in words:
        # A letter that only one of them has takes an edit.
        likely = -2 <= len(other) - length <= 2 and len(letters.difference(other)) <= 2
        if likely and len(set(other) - letters) <= 2 and within(word, other, 2):
            near.add(other)
    return near


def within(word: str, other: str, edits: int) -> bool:
    """Return whether at most so many edits turn a word into another one."""
    same = _same(word, other)
    word, other = word[same:], other[same:]
    if not edits or not word or not other:
        return len(word) + len(other) <= edits
    pairs = [(word[1:], other[1:]), (word[1:], other), (word, other[1:])]
    if word[:2] == other[1::-1]:
        pairs.append((word[2:], other[2:]))
    return any(within(one, two, edits - 1) for one, two in pairs)


def _same(word: str, other: str) -> int:
    """How many letters at the beginning of two words are the same."""
    for number, (one, two) in enumerate(zip(word, other, strict=False)):
        if one != two:
            return number
    return min(len(word), len(other))


def _letters(words: Iterable[str]) -> str:
    """The letters in some words, and the characters between words."""
    letters = "".join(words)
    return f"{_LETTERS} " if letters.isascii() else "".join({*letters, " "})


def _foreign(word: str, other: str) -> int:
    """How many letters of a word another one lacks: people swap or omit letters more often than they add them."""
    for letter in other:
        word = word.replace(letter, "", 1)
    return len(word)


def _one_edit(word: str, letters: str = _LETTERS) -> Iterator[str]:
    """Every word within one edit of a word, itself included."""
    for at in range(len(word) + 1):
        before, here, after = word[:at], word[at : at + 1], word[at + 1 :]
        yield before + after
        yield before + after[:1] + here + after[1:]
        for letter in letters:
            yield before + letter + after
            yield before + letter + here + after
