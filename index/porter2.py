"""Stems of English words by the Porter2 (English Snowball) algorithm, as in Whoosh, without regular expressions.

The steps are those of http://snowball.tartarus.org/algorithms/english/stemmer.html. Whoosh's module gives the same
stems (a test compares them) but takes as long to import as Python takes to start.
"""

VOWELS = frozenset("aeiouy")

_WHOLE = {
    "skis": "ski",
    "skies": "sky",
    "dying": "die",
    "lying": "lie",
    "tying": "tie",
    "idly": "idl",
    "gently": "gentl",
    "ugly": "ugli",
    "early": "earli",
    "only": "onli",
    "singly": "singl",
    **{word: word for word in ("sky", "news", "howe", "atlas", "cosmos", "bias", "andes")},
}
"""Words whose stem follows no rule."""

_LEFT = frozenset("inning outing canning herring earring proceed exceed succeed".split())
"""Words that are not stemmed further once they are in the singular."""

_REGIONS = (("gener", 5), ("arsen", 5), ("commun", 6))
"""Prefixes of words, and where the first region begins after them."""

_DOUBLES = ("bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt")

_STEP_2 = (
    ("ization", "ize"), ("ational", "ate"), ("fulness", "ful"), ("ousness", "ous"), ("iveness", "ive"),
    ("tional", "tion"), ("biliti", "ble"), ("lessli", "less"), ("entli", "ent"), ("ation", "ate"), ("alism", "al"),
    ("aliti", "al"), ("ousli", "ous"), ("iviti", "ive"), ("fulli", "ful"), ("enci", "ence"), ("anci", "ance"),
    ("abli", "able"), ("izer", "ize"), ("ator", "ate"), ("alli", "al"), ("bli", "ble"), ("ogi", "og"), ("li", ""),
)  # fmt: skip
_BEFORE = {"ogi": "l", "li": "cdeghkmnrt"}
"""Letters one of which must precede an ending of the second step."""

_STEP_3 = (
    ("ational", "ate"), ("tional", "tion"), ("alize", "al"), ("icate", "ic"), ("iciti", "ic"), ("ative", ""),
    ("ical", "ic"), ("ness", ""), ("ful", ""),
)  # fmt: skip
_ENDINGS_2, _ENDINGS_3 = (tuple(dict(step)) for step in (_STEP_2, _STEP_3))
_STEP_4 = (
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ism", "ate", "iti", "ous", "ive",
    "ize",
)  # fmt: skip


def stem(word: str) -> str:
    """Return the stem of a word.

    Args:
        word: ASCII letters, in lower case.
    """
    if len(word) <= 2:
        return word
    if word in _WHOLE:
        return _WHOLE[word]
    word = _marked(word)
    first = _first_region(word)
    second = _region(word, first)
    word = _singular(word)
    if word in _LEFT:
        return word
    word = _step_1b(word, first)
    if len(word) > 2 and word[-1] in "yY" and word[-2] not in VOWELS:
        word = word[:-1] + "i"
    word = _step_2(word, first)
    word = _step_3(word, first, second)
    word = _step_4(word, second)
    return _step_5(word, first, second).replace("Y", "y")


def _marked(word: str) -> str:
    """The word with each consonantal ``y`` (at the beginning or after a vowel) in upper case."""
    if "y" not in word:
        return word
    letters = list(word)
    for place, letter in enumerate(letters):
        if letter == "y" and (place == 0 or letters[place - 1] in VOWELS):
            letters[place] = "Y"
    return "".join(letters)


def _first_region(word: str) -> int:
    for beginning, region in _REGIONS:
        if word.startswith(beginning):
            return region
    return _region(word, 0)


def _region(word: str, start: int) -> int:
    """The position after the first consonant that follows a vowel."""
    after_vowel = False
    for place in range(start, len(word)):
        if word[place] in VOWELS:
            after_vowel = True
        elif after_vowel:
            return place + 1
    return len(word)


def _ends_short(word: str) -> bool:
    """Whether a word ends with a short syllable."""
    if len(word) == 2:
        return word[0] in VOWELS and word[1] not in VOWELS
    if len(word) < 2 or word[-1] in VOWELS or word[-1] in "wxY":
        return False
    return word[-2] in VOWELS and word[-3] not in VOWELS


def _singular(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith(("ied", "ies")):
        return word[:-2] if len(word) > 4 else word[:-1]
    if word.endswith("s") and not word.endswith(("us", "ss")) and not VOWELS.isdisjoint(word[:-2]):
        return word[:-1]
    return word


def _step_1b(word: str, first: int) -> str:
    for ending in ("eedly", "eed"):
        if word.endswith(ending):
            before = len(word) - len(ending)
            return word[: before + 2] if before >= first else word
    for ending in ("edly", "ingly", "ed", "ing"):
        if word.endswith(ending):
            left = word[: -len(ending)]
            return word if VOWELS.isdisjoint(left) else _completed(left)
    return word


def _completed(word: str) -> str:
    """The rest of a word after its ending is removed, with a lost ``e`` restored or a doubled consonant undone."""
    if word.endswith(("at", "bl", "iz")):
        return word + "e"
    if word.endswith(_DOUBLES):
        return word[:-1]
    if _ends_short(word) and _first_region(word) == len(word):
        return word + "e"
    return word


def _step_2(word: str, first: int) -> str:
    if not word.endswith(_ENDINGS_2):
        return word
    for ending, other in _STEP_2:
        if word.endswith(ending):
            left = word[: -len(ending)]
            if len(left) < first or (ending in _BEFORE and left[-1:] not in tuple(_BEFORE[ending])):
                return word
            return left + other
    return word


def _step_3(word: str, first: int, second: int) -> str:
    if not word.endswith(_ENDINGS_3):
        return word
    for ending, other in _STEP_3:
        if word.endswith(ending):
            left = word[: -len(ending)]
            return left + other if len(left) >= (max(first, second) if ending == "ative" else first) else word
    return word


def _step_4(word: str, second: int) -> str:
    if word.endswith(_STEP_4):
        left = word[: -len(next(filter(word.endswith, _STEP_4)))]
        return left if len(left) >= second else word
    if word.endswith(("sion", "tion")) and len(word) - 3 >= second:
        return word[:-3]
    return word


def _step_5(word: str, first: int, second: int) -> str:
    left = word[:-1]
    if word.endswith("ll") and len(left) >= second:
        return left
    if word.endswith("e") and (len(left) >= second or (len(left) >= first and not _ends_short(left))):
        return left
    return word
