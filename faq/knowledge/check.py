"""What is wrong in a knowledge file that is well formed, with its line."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import accumulate, chain
from math import ceil
from typing import NamedTuple

from faq.errors import FaqError
from faq.knowledge.carry_over import Answers
from faq.knowledge.values import Curated, Knowledge

NEAR = 0.75
"""Share of common words from which two questions count as nearly the same."""

CONTRADICTS = 0.5
"""The same for an out-of-scope example and a phrasing: both would be nearest to the same question."""


class KnowledgeFile(NamedTuple):
    """A knowledge file as written: its name, its text, and the knowledge in it."""

    file: str
    text: str
    knowledge: Knowledge


class Phrasing(NamedTuple):
    """A question of a knowledge file with its words and the id of its entry, empty if it is out of scope."""

    text: str
    words: frozenset[str]
    id: str = ""


def check(
    written: KnowledgeFile, answers: Answers, words: Mapping[str, frozenset[str]], waiting: Iterable[str] = ()
) -> Iterator[FaqError]:
    """Yield the problems in a knowledge file other than those of form.

    Args:
        written: the file, read.
        answers: the document's entries.
        words: for each question, the words that distinguish it from others.
        waiting: ids of entries that other revisions of the document have.
    """
    lines = _Lines(written)
    known = {*answers, *waiting}
    for entry in written.knowledge.entries:
        if entry.id not in known:
            near = get_close_matches(entry.id, known, 1, 0.7)
            hint = f"did you mean {near[0]}?" if near else "see the ids with: bpffaq list"
            yield lines.problem(entry.id, "is not an entry of the document", hint)
        if entry.id in answers:
            yield from _details(entry, answers[entry.id], lines)
    questions: list[Phrasing] = []
    for entry in written.knowledge.entries:
        questions += [Phrasing(text, words[text], entry.id) for text in entry.phrasings if words.get(text)]
    outside = [Phrasing(text, words[text]) for text in written.knowledge.outside if words.get(text)]
    yield from _near(questions, outside, lines)


def _details(entry: Curated, passages: Sequence[str], lines: "_Lines") -> Iterator[FaqError]:
    for detail in entry.details:
        if not any(passage.startswith(detail.answer) for passage in passages):
            reason = f"does not begin a sentence of {entry.id}"
            yield lines.problem(detail.answer, reason, "copy the sentence's first words")


def _near(questions: Sequence[Phrasing], outside: Sequence[Phrasing], lines: "_Lines") -> Iterator[FaqError]:
    """Questions that are nearly the same: within an entry, in two entries, in an entry and out of scope."""
    together = [*questions, *outside]
    uses = Counter(chain.from_iterable(question.words for question in together))
    by_word: dict[str, list[int]] = {}
    for number, question in enumerate(together):
        telling = _telling(question.words, uses)
        candidates = set(chain.from_iterable(by_word.get(word, ()) for word in telling))
        for other in sorted(candidates):
            problem = _alike(together[other], question, lines)
            if problem is not None:
                yield problem
                break
        for word in telling:
            by_word.setdefault(word, []).append(number)


def _telling(words: frozenset[str], uses: Mapping[str, int]) -> list[str]:
    """The rarer half of a question's words and one more: two questions that are nearly the same share one of these."""
    ordered = sorted(words, key=lambda word: (uses[word], word))
    most = len(words) - ceil(CONTRADICTS * len(words)) + 1
    return ordered[:most]


def _alike(before: Phrasing, question: Phrasing, lines: "_Lines") -> FaqError | None:
    likeness = len(before.words & question.words) / len(before.words | question.words)
    same = before.id == question.id
    if likeness < (NEAR if same or question.id else CONTRADICTS):
        return None
    what = f"'{before.text}' ({lines.place(before.text)})"
    if before.text == question.text and not same and question.id:
        reason = f"is listed under two entries, see {lines.place(before.text)}"
        return lines.problem(question.text, reason, "keep one", again=True)
    if same:
        return lines.problem(question.text, f"is nearly {what}", "keep one")
    if question.id:
        return lines.problem(
            question.text, f"is nearly {what} of {before.id}", "keep it where it is answered"
        )
    return lines.problem(question.text, f"is out of scope, but nearly {what} of {before.id}", "remove one")


class _Lines:
    """The lines of the strings in a file."""

    def __init__(self, written: KnowledgeFile) -> None:
        lines = written.text.splitlines()
        self._file, self._text = written.file, "\n".join(lines)
        self._ends = [*accumulate(len(line) + 1 for line in lines)]

    def problem(self, what: str, reason: str, hint: str, again: bool = False) -> FaqError:
        """Return a problem with a string.

        Args:
            what: the string.
            reason: what is wrong with it.
            hint: what to do about it.
            again: whether the second string with this text is meant.
        """
        number = self._number(what, 0)
        if again:
            number = self._number(what, number)
        location = f"{self._file}:{number}" if number else self._file
        return FaqError(location, f"'{what}' {reason}", hint)

    def place(self, what: str) -> str:
        """Return the line where a string first appears."""
        number = self._number(what, 0)
        return f"line {number}" if number else self._file

    def _number(self, what: str, after: int) -> int:
        """The number of the first line with a string after another line, 0 if there is none."""
        start = self._ends[after - 1] if after else 0
        forms = {what, what.replace("\\", "\\\\").replace('"', '\\"')}
        places = [place for form in forms if (place := self._text.find(form, start)) >= 0]
        return bisect_right(self._ends, min(places)) + 1 if places else 0
