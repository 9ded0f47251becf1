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
        better = pairs.get(word) or (_nearest(word, snapshot) if _suspect(token, held, snapshot) else "")
        if better:
            pairs[word] = better
        repaired += tokens(better) if better else [token]
    return repaired, tuple(pairs.items())


def _suspect(token: Token, held: Mapping[str, int], snapshot: Snapshot) -> bool:
    word = token.surface.lower()
    return (
        token.topical  # others lead to no entry, however they are spelt
        and len(word) >= SHORTEST
        and word.isalpha()
        and word != _OWN_NAME
        and not any(term in held for term in token.terms)
        and not snapshot.english.count(word)
    )


def _nearest(word: str, snapshot: Snapshot) -> str:
    """The documents' word nearest to a misspelt one, empty if an English word is nearer."""
    words = snapshot.vocabulary(word[0])
    if snapshot.vocabulary(word[1]) is not words:
        words = words | snapshot.vocabulary(word[1])
    near = snapshot.searcher.holding("surface", words.keys() & set(_one_edit(word, _letters(words))))
    if not near and len(word) >= SHORTEST_FOR_TWO and word not in snapshot.synonyms:
        if any(map(snapshot.english.count, set(_one_edit(word)))):
            return ""
        near = snapshot.searcher.holding("surface", _within_two_edits(word, words))
    return min(
        near,
        key=lambda other: (other != word, _foreign(word, other), word[0] != other[0], -near[other], other),
        default="",
    )


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
