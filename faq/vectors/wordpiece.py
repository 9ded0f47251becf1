"""WordPiece: converts text to the numbers of the pieces that an encoder of the BERT family was trained on.

As in BERT's uncased tokenizer, control characters, accents and case are removed, punctuation and Chinese characters are
separate words, and each word is split into the longest pieces in the vocabulary.
"""

import unicodedata
from collections.abc import Iterator, Sequence

LONGEST_WORD = 100
"""Maximum characters in a word that is split; a longer word counts as unknown."""

_ASCII_SYMBOLS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")

_CHINESE = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)


class WordPiece:
    """Splits texts into pieces.

    Args:
        vocabulary: the pieces; the position of each is its number.
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self._unknown, self._first, self._last = (self._numbers[name] for name in ("[UNK]", "[CLS]", "[SEP]"))

    def numbers(self, text: str, longest: int) -> list[int]:
        """Return the numbers of a text's pieces between those that mark its beginning and end.

        Args:
            text: the text.
            longest: maximum number of numbers.
        """
        found = [self._first]
        for word in words(text):
            found += self._pieces(word)
            if len(found) >= longest:
                break
        return [*found[: longest - 1], self._last]

    def _pieces(self, word: str) -> list[int]:
        if len(word) > LONGEST_WORD:
            return [self._unknown]
        found: list[int] = []
        start = 0
        while start < len(word):
            end = self._end(word, start)
            if end == start:
                return [self._unknown]
            found.append(self._numbers[_piece(word, start, end)])
            start = end
        return found

    def _end(self, word: str, start: int) -> int:
        """The end of the longest known piece that begins at ``start``; ``start`` itself if none is known."""
        for end in range(len(word), start, -1):
            if _piece(word, start, end) in self._numbers:
                return end
        return start


def _piece(word: str, start: int, end: int) -> str:
    return f"##{word[start:end]}" if start else word[start:end]


def words(text: str) -> Iterator[str]:
    """Yield a text's words and punctuation marks, in lower case and without accents."""
    word: list[str] = []
    for character in _plain(text):
        alone = _stands_alone(character)
        if alone or character == " ":
            if word:
                yield "".join(word)
                word = []
            if alone:
                yield character
        else:
            word.append(character)
    if word:
        yield "".join(word)


def _plain(text: str) -> Iterator[str]:
    """The characters of a text without control characters, accents and case; white space becomes a space."""
    for character in unicodedata.normalize("NFD", text).lower():
        if character in "\t\n\r":
            yield " "
            continue
        category = unicodedata.category(character)
        if category == "Zs":
            yield " "
        elif category not in ("Cc", "Cf", "Co", "Mn") and character != "\ufffd":
            yield character


def _stands_alone(character: str) -> bool:
    if character in _ASCII_SYMBOLS:
        return True
    if character < "\x80":
        return False
    if unicodedata.category(character)[0] == "P":
        return True
    return any(first <= ord(character) <= last for first, last in _CHINESE)
