"""Words: how a text, a question or an identifier becomes the terms that are compared.

The same analysis serves the index, the question and the passages. A word is lower-cased and
stemmed; an identifier (``test_verifier.c``, ``bpf-next``, ``-mcpu=probe``) is kept both whole and
in parts, so that it is found either way.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, groupby

from index.porter2 import VOWELS
from index.porter2 import stem as _porter2
from index.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class Words(dict[int, str]):
    """Splits a text into words: letters and digits, with marks between them.

    The replacement for a character is computed when it is first seen.

    Args:
        marks: the marks allowed within a word.
    """

    def __init__(self, marks: str) -> None:
        self._marks = marks
        self._ascii = "".join(map(self.__getitem__, range(128))).encode() + bytes(128)

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = kept = character if character.isalnum() or character in self._marks else " "
        return kept

    def of(self, text: str) -> list[str]:
        """Return the words of a text."""
        return list(filter(None, map(self.bare, self.pieces(text))))

    def pieces(self, text: str) -> list[str]:
        """Return the words of a text with the marks around them, and marks that are not part of a word."""
        spaced = text.encode().translate(self._ascii).decode() if text.isascii() else text.translate(self)
        return spaced.split()

    def bare(self, piece: str) -> str:
        """Return a piece without the marks around it."""
        return piece.strip(self._marks)


class Remembered(dict[str, "tuple[Any, ...]"]):
    """What texts become, worked out once for each that is not too long; with too many, it begins again. ``lru_cache``
    takes longer to keep its order than to find a text.

    Args:
        make: works it out.
        most: how many texts are remembered.
        longest: maximum characters of these.
    """

    def __init__(self, make: "Callable[[str], tuple[Any, ...]]", most: int, longest: int) -> None:
        self._make, self._most, self._longest = make, most, longest

    def __missing__(self, text: str) -> "tuple[Any, ...]":
        made = self._make(text)
        if len(text) <= self._longest:
            if len(self) >= self._most:
                self.clear()
            self[text] = made
        return made


_TOKENS = Words("-_./+=@:'\u2019")
_PARTS = Words("")
_GRAM_WORDS = Words("-_.=/")
_PLURAL = r"\b([A-Z]{2,})s\b"
"""A plural acronym, which the stemmer takes for a word ending in ``us`` or without a vowel: GPUs, VMs."""

_LONGEST = 64

_TEXTS, _WORDS = 8192, 16384
"""Texts and words that are cached: enough for indexing, where the out-of-scope questions of a document, 3,700 of the
bundled one, are gone through twice; few enough for a server that keeps getting new words."""

_PIECES = 24576
"""Pieces between spaces that are cached, with and without the marks around them: all of the 21,000 that occur where the
bundled document and its knowledge are indexed. With ``_WORDS`` of them, 9,000 would be split again."""

_SHORT = 1000
"""Maximum characters of a text that is cached."""

SPELLINGS = {"ebpf": "bpf"}
"""Alternative spellings of a term, each with the standard one."""

FUNCTION_WORDS = frozenset(
    """a an and are as at be been being but by can could did do does doing for from had has have having
    he her here hi hello him his how i if in into is it its just may me might mine must my myself of on
    or our ours please shall she should so some such than thanks that the their theirs them then there
    these they this those to us want was we were what when where whether which who whom whose why will
    with would you your yours am im ive id ll ve re don t s m d isn doesn didn won any need about
    also like really actually exactly get gets getting got needs needed wants wanted""".split()
)
"""Words that say that something is asked, but not what; they carry no topic."""


class Token(NamedTuple):
    """A word as written in a text, and the terms it is found by.

    ``run`` is the run of characters that a pair was taken from, in scripts that do not separate words; else empty.
    """

    surface: str
    terms: tuple[str, ...]
    topical: bool
    run: str = ""


@lru_cache(maxsize=_WORDS)
def stem(word: str) -> str:
    """Return the Porter2 (English Snowball) stem of a lower-case word; other scripts are unchanged."""
    if len(word) < 3 or not word.isascii() or not word.isalpha():
        return word
    if word.endswith("us") and len(word) > 3 and VOWELS.isdisjoint(word[:-2]):
        return word[:-1]  # gpus, cpus: lower-case acronyms
    return _porter2(word)


def _token(surface: str) -> Token:
    whole = _in_singular(surface).lower().replace("\u2019", "'")
    if whole.endswith("'s"):
        whole = whole[: whole.rindex("'")]
    whole = SPELLINGS.get(whole, whole)
    if whole.isalnum():
        return Token(surface, (stem(whole),), whole not in FUNCTION_WORDS, "")
    parts = [SPELLINGS.get(p, p) for p in _PARTS.of(whole) if len(p) > 1 or p.isdigit() or len(whole) == 1]
    if not parts:  # I/O, a.b.c: the whole is the word
        return Token(surface, (whole,), True, "")
    stems = map(stem, parts)
    terms = dict.fromkeys(stems if "'" in whole or len(parts) == 1 else (whole, *stems))
    return Token(surface, tuple(terms), not FUNCTION_WORDS.issuperset(parts), "")


def _in_singular(surface: str) -> str:
    if "s" not in surface or surface.islower():
        return surface
    import re  # here: few words have capitals in them

    return re.sub(_PLURAL, r"\1", surface)


def _folded(text: str) -> str:
    """A text with its compatibility forms folded."""
    if text.isascii():
        return text
    from unicodedata import normalize  # here: few questions need it

    return normalize("NFKC", text)


def tokens(text: str) -> tuple[Token, ...]:
    """Split a text into tokens.

    Args:
        text: any text; compatibility forms are folded (NFKC). Words longer than 64 characters are cut.

    Returns:
        The tokens in order, question words included (``topical`` false).
    """
    return _tokens_of_text(text)


def _split(text: str) -> tuple[Token, ...]:
    return tuple(chain.from_iterable(map(_tokens_of, _TOKENS.pieces(_folded(text)))))


_tokens_of_text: "Callable[[str], tuple[Token, ...]]" = Remembered(_split, _TEXTS, _SHORT).__getitem__
"""Short texts recur while a document is read, and while a question is answered."""


def _of_piece(piece: str) -> tuple[Token, ...]:
    bare = _TOKENS.bare(piece)
    if bare != piece:
        return _tokens_of(bare) if bare else ()
    word = piece[:_LONGEST]
    if not word.isascii() and _has_cjk(word):
        return tuple(_of_runs(word))
    return (_token(word),)


_tokens_of: "Callable[[str], tuple[Token, ...]]" = Remembered(_of_piece, _PIECES, _LONGEST).__getitem__


def _has_cjk(word: str) -> bool:
    return any(map(_is_cjk, word))


def _is_cjk(character: str) -> bool:
    """Whether a character is a kana, an ideograph of Chinese or a Korean syllable."""
    return (
        "\u3040" <= character <= "\u30ff"
        or "\u3400" <= character <= "\u9fff"
        or "\uac00" <= character <= "\ud7af"
    )


def _is_hiragana(character: str) -> bool:
    return "\u3040" <= character <= "\u309f"


def _of_runs(word: str) -> Iterator[Token]:
    """The tokens of a word with characters of a script that does not separate words: adjacent letters are words."""
    for is_cjk, characters in groupby(word, _is_cjk):
        run = "".join(characters)
        if is_cjk:
            for pair in _bigrams(run):  # endings and particles are written in hiragana
                yield Token(pair, (pair,), not all(map(_is_hiragana, pair)), run)
        else:
            yield from map(_token, _TOKENS.of(run))


def _bigrams(word: str) -> list[str]:
    return [word[i : i + 2] for i in range(max(1, len(word) - 1))]


def weight(term: str) -> float:
    """Return how much of a word a term is: adjacent letters of a script that does not separate words count half, since
    each letter is in two of them."""
    return 0.5 if len(term) == 2 and not term.isascii() and _has_cjk(term) else 1.0


def terms(text: str) -> tuple[str, ...]:
    """Return the topical terms of a text in order, repeated as often as they occur."""
    return _terms_of_text(text)


def _terms(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for token in tokens(text):
        if token.topical:
            found += token.terms
    return tuple(found)


_terms_of_text: "Callable[[str], tuple[str, ...]]" = Remembered(_terms, _TEXTS, _SHORT).__getitem__


def grams(text: str) -> tuple[str, ...]:
    """Return the character 4-grams of a text's words, with spaces marking the beginning and end of a word.

    They connect inflections, compounds and misspellings that stems keep apart
    (McNamee and Mayfield 2004, "Character N-Gram Tokenization": n = 4 serves European languages best).
    """
    return tuple(chain.from_iterable(map(grams_of, gram_words(text))))


def gram_words(text: str) -> list[str]:
    """Return the words of a text that its 4-grams are those of (``grams_of``)."""
    return _GRAM_WORDS.pieces(_folded(text).lower())


def _of_word(word: str) -> tuple[str, ...]:
    bare = _GRAM_WORDS.bare(word)
    if bare != word:
        return grams_of(bare) if bare else ()
    cut = word[:_LONGEST]
    padded = f" {SPELLINGS.get(cut, cut)} "
    return tuple([padded[i : i + 4] for i in range(len(padded) - 3)]) or (padded,)


grams_of: "Callable[[str], tuple[str, ...]]" = Remembered(_of_word, _PIECES, _LONGEST).__getitem__
"""Returns the 4-grams of a word, none if it is only marks."""
