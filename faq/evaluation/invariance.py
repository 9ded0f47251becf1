"""Asking each question again with a sentence that asks nothing: the answer should not change."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from faq.evaluation.measures import Figure, mean
from faq.evaluation.outcome import Ask, Outcome, in_other_words

BEFORE = (
    "Hello everyone,",
    "Hi, quick question:",
    "Dear maintainers,",
    "I am new to kernel development.",
    "Sorry if this has been asked before.",
    "I hope this is the right place to ask.",
    "My name is Alex and I work on a hobby project.",
)
BEHIND = (
    "Any help would be appreciated.",
    "Thanks in advance!",
    "This has been an open issue for a while.",
    "Please let me know if you need more information.",
    "Best regards, Alex",
)
"""Sentences that ask nothing, put before and after a question."""


class Repeat(NamedTuple):
    """A question asked by itself and again with such a sentence."""

    sentence: str
    plain: Outcome
    again: Outcome

    @property
    def entry_changed(self) -> bool:
        """Whether the first entry changed."""
        return self.plain.got != self.again.got

    @property
    def status_changed(self) -> bool:
        """Whether the answer's status changed."""
        return self.plain.status != self.again.status

    @property
    def changed(self) -> bool:
        """Whether either has changed."""
        return self.entry_changed or self.status_changed


class Invariance(NamedTuple):
    """How many answers change: the figures for all, the share that changes with each sentence, every repeat."""

    figures: tuple[Figure, ...]
    sentences: tuple[Figure, ...]
    repeats: tuple[Repeat, ...]


def invariance(ask: Ask, alone: Sequence[Outcome]) -> Invariance:
    """Ask questions without context again, each with the next of the sentences."""
    repeats = tuple(_repeats(ask, alone))
    if not repeats:
        return Invariance((), (), ())
    clusters = [repeat.plain.cluster for repeat in repeats]

    def share(key: str, name: str, changed: Callable[[Repeat], bool]) -> Figure:
        return mean(key, name, zip(clusters, map(changed, repeats), strict=True))

    figures = (
        share("changed", "first entry or status", lambda repeat: repeat.changed),
        share("entry_changed", "first entry", lambda repeat: repeat.entry_changed),
        share("status_changed", "status", lambda repeat: repeat.status_changed),
    )
    return Invariance(figures, tuple(_by_sentence(repeats)), repeats)


def _repeats(ask: Ask, alone: Sequence[Outcome]) -> Iterator[Repeat]:
    sentences = (*BEFORE, *BEHIND)
    for number, plain in enumerate(alone):
        sentence = sentences[number % len(sentences)]
        parts = (sentence, plain.asked.text) if sentence in BEFORE else (plain.asked.text, sentence)
        yield Repeat(sentence, plain, in_other_words(ask, plain, " ".join(parts)))


def _by_sentence(repeats: Sequence[Repeat]) -> Iterator[Figure]:
    for sentence in (*BEFORE, *BEHIND):
        changed = [(one.plain.cluster, one.changed) for one in repeats if one.sentence == sentence]
        if changed:
            yield mean(sentence, sentence, changed)
