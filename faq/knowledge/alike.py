"""Questions of knowledge files that are nearly the same as others, of the files or of the document."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from math import ceil
from typing import NamedTuple

from faq.errors import FaqError

NEAR = 0.75
"""Share of common words from which two questions count as nearly the same."""

CONTRADICTS = 0.5
"""The same for an out-of-scope example and a phrasing: both would be nearest to the same question."""


class Phrasing(NamedTuple):
    """A question, and where it is written.

    ``words`` are those that distinguish it; ``id`` is that of its entry, empty if it is out of scope; ``is_heading``
    says that the document asks it.
    """

    text: str
    words: frozenset[str]
    id: str
    file: str
    line: int
    is_heading: bool = False


def compare(
    headings: Sequence[Phrasing], questions: Sequence[Phrasing], outside: Sequence[Phrasing]
) -> Iterator[FaqError]:
    """Yield the problems of questions that repeat or contradict others.

    Args:
        headings: the document's own questions.
        questions: the questions of entries, in the order of the files.
        outside: those that are out of scope, in the order of the files.
    """
    uses = Counter(chain.from_iterable(one.words for one in (*headings, *questions, *outside)))
    near, same, contrary = _Index(uses, NEAR), _Index(uses, NEAR), _Index(uses, CONTRADICTS)
    for heading in headings:
        near.add(heading)
        contrary.add(heading)
    for question in questions:
        yield from _first_of_each_kind(question, near)
        near.add(question)
        contrary.add(question)
    for example in outside:
        yield from _first_of_each_kind(example, same)
        yield from _first_of_each_kind(example, contrary)
        same.add(example)


class _Index:
    """Questions by the words that those which are like them must share.

    Args:
        uses: how many questions have each word.
        share: the share of common words from which questions are alike.
    """

    def __init__(self, uses: Mapping[str, int], share: float) -> None:
        self._uses, self._share = uses, share
        self._questions: list[Phrasing] = []
        self._by_word: dict[str, list[int]] = {}
        self._added: set[tuple[str, str, str, bool]] = set()

    def add(self, question: Phrasing) -> None:
        """Add a question; one that is listed again is found by its first place."""
        same = (question.text, question.id, question.file, question.is_heading)
        if same in self._added:
            return
        self._added.add(same)
        for word in self._telling(question):
            self._by_word.setdefault(word, []).append(len(self._questions))
        self._questions.append(question)

    def like(self, question: Phrasing) -> Iterator[Phrasing]:
        """Yield the questions that are like one, in the order in which they were added."""
        words, share = question.words, self._share
        least, most = share * len(words), len(words) / share
        found: set[int] = set()
        for word in self._telling(question):
            found.update(self._by_word.get(word, ()))
        for number in sorted(found):
            other = self._questions[number]
            if least <= len(other.words) <= most:
                common = len(words & other.words)
                if common >= share * (len(words) + len(other.words) - common):
                    yield other

    def _telling(self, question: Phrasing) -> list[str]:
        """The rarest of a question's words; a question that is like it has one of these among its own rarest."""
        ordered = sorted(question.words, key=lambda word: (self._uses[word], word))
        return ordered[: len(ordered) - ceil(self._share * len(ordered)) + 1]


def _first_of_each_kind(question: Phrasing, among: _Index) -> Iterator[FaqError]:
    """The first problem with a question of its own entry or scope, and the first one with a question of others."""
    seen = set()
    for other in among.like(question):
        kind = other.id == question.id
        if kind not in seen and not _may_repeat(question, other):
            seen.add(kind)
            yield _problem(question, other)


def _may_repeat(question: Phrasing, other: Phrasing) -> bool:
    """Whether a question may be nearly another one of its entry or scope: the heading in other words, or one of another
    file, since a generated file has more of the same."""
    if other.id != question.id:
        return False
    if other.is_heading:
        return other.words != question.words
    return other.file != question.file and other.text != question.text


def _problem(question: Phrasing, other: Phrasing) -> FaqError:
    if other.id == question.id:
        return _repeated(question, other)
    if question.id:
        return _elsewhere(question, other)
    hint = "remove it" if other.is_heading else "remove one"
    return _at(question, f"is out of scope, but {_as_question_of(question, other)}", hint)


def _repeated(question: Phrasing, other: Phrasing) -> FaqError:
    """The problem with a question that its own entry, or what is out of scope, has already."""
    place = _place(other, question.file)
    reason = f"repeats the heading ({place})" if other.is_heading else f"is listed twice, see {place}"
    if other.text != question.text:
        reason = f"is nearly {_named(question, other)}"
    return _at(question, reason, "remove it" if other.is_heading else "keep one")


def _elsewhere(question: Phrasing, other: Phrasing) -> FaqError:
    """The problem with a question of an entry that another entry has already."""
    if other.text == question.text and not other.is_heading:
        return _at(question, f"is listed under two entries, see {_place(other, question.file)}", "keep one")
    return _at(question, f"is {_as_question_of(question, other)}", "keep it where it is answered")


def _as_question_of(question: Phrasing, other: Phrasing) -> str:
    """What a question is to the entry of another one."""
    if other.text != question.text:
        return f"nearly {_named(question, other)} of {other.id}"
    role = "the heading" if other.is_heading else "a question"
    return f"{role} of {other.id} ({_place(other, question.file)})"


def _named(question: Phrasing, other: Phrasing) -> str:
    """Another question in words, with its place as seen from a question."""
    role = "the heading " if other.is_heading else ""
    return f"{role}'{other.text}' ({_place(other, question.file)})"


def _place(question: Phrasing, file: str) -> str:
    """Where a question is, as seen from a file."""
    if question.file == file:
        return f"line {question.line}"
    return f"{os.path.basename(question.file)}:{question.line}"


def _at(question: Phrasing, reason: str, hint: str) -> FaqError:
    return FaqError(f"{question.file}:{question.line}", f"'{question.text}' {reason}", hint)
