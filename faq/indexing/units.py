"""Units: the spans of an answer that can be read alone.

A passage that points back ("Therefore, ...", "They ...") is read with the one before it, one that announces a list,
a command or an address with what it announces, a verdict ("Yes, please do!") with the sentence after it, and the
lines of a listing together. A passage that only refers to another place is not a unit.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from faq.indexing.payloads import NOTHING, Unit, word_count
from faq.model import Passage

MOST_WORDS = 60
"""Maximum words in a unit; a few more if one sentence needs the other (``_MOST_NEEDED``)."""

_MOST_NEEDED = 75
_MOST_COMMANDS = 8
_FEW_WORDS = 4

_OPENERS = re.compile(
    r"(?:therefore|thus|hence|consequently|likewise|similarly|otherwise|however|nevertheless|instead|alternatively|"
    r"meaning|moreover|furthermore|this|these|those|that(?! said)|such|it|its|they|their|them|he|she|"
    r"but|and|or|so|then|else|yet|still|conversely|accordingly|afterwards?|subsequently|"
    r"the (?:same|latter|former)|for this|"
    r"if (?:not|so|they|this|that|these|those|none|neither)|in (?:this|that|these|those|such|either|both) |"
    r"(?:after|with|from|besides|once you have|when you have|apart from|because of|due to|for|as) "
    r"(?:that|this|these|those|there))\b",
    re.IGNORECASE,
)
"""Beginnings of a sentence that cannot be understood without the one before it."""

_JOINERS = re.compile(r"(?:the (?:rationale|reason)|(?:for )?example|e\.g\.)", re.IGNORECASE)
"""Beginnings of a sentence that continues another, but can stand alone if the one before it is too long."""

_BACK = frozenset("this these those they them".split())
_BACK_WITHIN = 6
"""How many words at the beginning of a sentence are searched for words that point back."""

_SAID_BACK = re.compile(r"(?:this|these|those) (?!kind|sort|type)(?:\w+ ){1,3}of ")
"""Words that seem to point back but say what they mean: "those two weeks of merge window"."""

_REFERS = re.compile(
    r"(?:again, |also |please )*see\b"
    r"|(?:to read up|for (?:more|further|additional|details|information))\b.*\b(?:see|refer to|consult)\b",
    re.IGNORECASE,
)
"""A sentence that only refers to another place."""

_ADDRESS = re.compile(r"\S*(?:://|@)\S*")
"""A passage that is nothing but an address."""

_ENDED = re.compile(r"[.!?\u3002\uff01\uff1f]['\")\]\u201d\u2019]*$")
_PROMPT = re.compile(r"[$#>] ")
_ITEMS = ("bullet", "enumerated")
_PROSE = ("paragraph", *_ITEMS, "note")
_LISTINGS = ("code", "table")


def units(passages: Sequence[Passage]) -> tuple[Unit, ...]:
    """Return for each passage of an answer the unit that it belongs to, ``NOTHING`` if there is none."""
    return tuple(_unit(passages, number) for number in range(len(passages)))


def _unit(passages: Sequence[Passage], number: int) -> Unit:
    if _refers(passages[number]):
        return NOTHING
    for points_back in (_points_back, _opens_pointing_back):
        for span in _candidates(passages, number):
            closed = _closed(passages, span, points_back)
            if closed != NOTHING:
                return _with_lead(passages, closed, points_back)
    return NOTHING if passages[number].kind in _PROSE else (number, number)


def _refers(passage: Passage) -> bool:
    return passage.kind in _PROSE and _REFERS.match(passage.text) is not None


def _candidates(passages: Sequence[Passage], number: int) -> Iterator[Unit]:
    """The spans to start from, best first: a whole listing or list, the command alone, the passage alone."""
    kind = passages[number].kind
    if kind in _LISTINGS:
        listing = _block(passages, number)
        if _is_short(listing):
            yield listing
        elif kind == "code":
            command = _command(passages, listing, number)
            yield command, command
    elif kind in _ITEMS:
        items = _items(passages, number)
        if items[0] and word_count(passages, (items[0] - 1, items[1])) <= MOST_WORDS:
            yield items
    yield number, number


def _closed(passages: Sequence[Passage], span: Unit, points_back: Callable[[str], bool]) -> Unit:
    """A span with everything that it needs before and after it, ``NOTHING`` if that is too much."""
    first, last = span
    while first == last or word_count(passages, (first, last)) <= _MOST_NEEDED:
        if first and _needs_what_is_before(passages, first, points_back):
            first = _before(passages, first)
        elif (needed := _needed_behind(passages, first, last)) > last:
            last = needed
        else:
            return first, last
    return NOTHING


def _with_lead(passages: Sequence[Passage], unit: Unit, points_back: Callable[[str], bool]) -> Unit:
    """A unit with the sentence that it continues, if both are short enough."""
    first, last = unit
    if not first or passages[first].kind not in _PROSE or not _JOINERS.match(passages[first].text):
        return unit
    wider = _closed(passages, (first - 1, last), points_back)
    return wider if wider != NOTHING and word_count(passages, wider) <= MOST_WORDS else unit


def _needs_what_is_before(
    passages: Sequence[Passage], number: int, points_back: Callable[[str], bool]
) -> bool:
    passage = passages[number]
    if passage.kind in _PROSE and points_back(passage.text):
        return True
    return _needs_the_next(passages, number - 1) and (
        passage.kind not in _PROSE
        or _ADDRESS.fullmatch(passage.text) is not None
        or (passage.kind in _ITEMS and word_count(passages, (number - 1, number)) <= MOST_WORDS)
    )


def _before(passages: Sequence[Passage], number: int) -> int:
    """The number of the passage that another one continues: for a whole list, its first passage."""
    listed = passages[number - 1].kind in _ITEMS and passages[number].kind not in _ITEMS
    return _items(passages, number - 1)[0] if listed else number - 1


def _points_back(text: str) -> bool:
    opening = (word.strip(".,:;!?") for word in _SAID_BACK.sub("", text.lower()).split()[:_BACK_WITHIN])
    return _opens_pointing_back(text) or not _BACK.isdisjoint(opening)


def _opens_pointing_back(text: str) -> bool:
    return _OPENERS.match(text) is not None


def _needs_the_next(passages: Sequence[Passage], number: int) -> bool:
    """Whether a passage at the end of its block is incomplete, or is followed by a listing."""
    if number + 1 >= len(passages) or passages[number].kind not in _PROSE:
        return False
    passage, following = passages[number], passages[number + 1]
    if following.block == passage.block:
        return False
    return following.kind in _LISTINGS or _is_open(passage, following)


def _is_open(passage: Passage, following: Passage) -> bool:
    """Whether a passage at the end of its block is incomplete without the next one."""
    if passage.text.endswith(":"):
        return True
    shown = following.kind not in ("paragraph", "note") or _ADDRESS.fullmatch(following.text) is not None
    ended = _ENDED.search(passage.text) or _ADDRESS.fullmatch(passage.text.split()[-1].strip("<>()"))
    return passage.kind == "paragraph" and shown and not ended


def _needed_behind(passages: Sequence[Passage], first: int, last: int) -> int:
    """The number of the last passage that a span needs after it."""
    if last + 1 >= len(passages) or passages[last].kind not in _PROSE:
        return last
    if passages[last].block != passages[last + 1].block and _is_open(passages[last], passages[last + 1]):
        return _announced(passages, last + 1)
    verdict = _is_verdict(passages[first])
    if verdict and first == last:
        return last + 1
    goes_on = verdict and _opens_pointing_back(passages[last + 1].text)
    return last + 1 if goes_on and word_count(passages, (first, last + 1)) <= MOST_WORDS else last


def _is_verdict(passage: Passage) -> bool:
    few = len(passage.text.split()) <= _FEW_WORDS
    return few and passage.kind == "paragraph" and _ENDED.search(passage.text) is not None


def _announced(passages: Sequence[Passage], number: int) -> int:
    """The number of the last passage of what is announced: of all of it if it is short, else of its beginning."""
    kind = passages[number].kind
    if kind in _LISTINGS or kind == "quote":
        block = _block(passages, number)
        return block[1] if _is_short(block) else number
    if kind in _ITEMS:
        items = _items(passages, number)
        return items[1] if word_count(passages, (number - 1, items[1])) <= MOST_WORDS else number
    return number


def _is_short(listing: Unit) -> bool:
    return listing[1] - listing[0] < _MOST_COMMANDS


def _block(passages: Sequence[Passage], number: int) -> Unit:
    """The passages of the same block."""
    same = [n for n, passage in enumerate(passages) if passage.block == passages[number].block]
    return same[0], same[-1]


def _items(passages: Sequence[Passage], number: int) -> Unit:
    """The passages of the same list."""
    first = last = number
    while first and passages[first - 1].kind == passages[number].kind:
        first -= 1
    while last + 1 < len(passages) and passages[last + 1].kind == passages[number].kind:
        last += 1
    return first, last


def _command(passages: Sequence[Passage], listing: Unit, number: int) -> int:
    """The command of a listing that a line of it belongs to: itself, or the one that printed it."""
    before = range(number, listing[0] - 1, -1)
    return next((n for n in before if _PROMPT.match(passages[n].text)), number)
