"""The evidence for each passage of an entry.

Passages are distinguished as entries are (``index.evidence``): a passage is a class whose examples are its text, the
questions of detail that it is known to answer, and the line that announces it.
"""

import re
from collections.abc import Mapping, Sequence

from faq.indexing.payloads import NOTHING, Asked, Evidence
from faq.indexing.units import units
from faq.model import Passage
from index.analysis import terms
from index.evidence import DAMPING, evidence, mass

_PROMPT = r"[$#] "
_ANNOUNCED = ("code", "quote", "bullet", "enumerated")

ANNOUNCEMENT = 0.7
"""Weight of the announcing line among a passage's examples; the lines of a list or a listing share half of it."""

OUTPUT = 0.3
"""Weight of a command's output among the command's examples."""


def told(questions: Sequence[Asked], passages: Sequence[Passage]) -> tuple[Mapping[str, float], ...]:
    """Return the mass (``index.evidence``) of the questions that each passage of an entry is known to answer.

    Args:
        questions: the entry's questions.
        passages: its passages.
    """
    asked: list[list[str]] = [[] for _ in passages]
    for question in questions:
        if question.passage >= 0:
            asked[question.passage].append(question.text)
    return tuple(mass((terms(text), 1.0) for text in texts) if texts else {} for texts in asked)


def weigh(known: Sequence[Mapping[str, float]], passages: Sequence[Passage]) -> Evidence:
    """Return the evidence for each passage of an entry.

    Args:
        known: what ``told`` returned.
        passages: the passages.
    """
    examples = [[(passage.text, 1.0)] for passage in passages]
    answered = [[(number, 1.0)] for number in range(len(passages))]
    for number, announcer in enumerate(_announcers(passages)):
        if announcer is not None:
            weight = ANNOUNCEMENT if announcer == number - 1 else ANNOUNCEMENT / 2
            examples[number].append((passages[announcer].text, weight))
            answered[number].append((announcer, weight))
    alone = list(units(passages))
    for number, command in enumerate(_commands(passages)):
        if command not in (None, number):
            examples[command].append((passages[number].text, OUTPUT))
            alone[number] = NOTHING
    words = [_weighed(texts, known, numbers) for texts, numbers in zip(examples, answered, strict=True)]
    return Evidence(tuple(words), tuple(alone))


def _weighed(
    texts: Sequence[tuple[str, float]],
    known: Sequence[Mapping[str, float]],
    answered: Sequence[tuple[int, float]],
) -> dict[str, int]:
    """The evidence for a passage, in hundredths."""
    examples = ((terms(text), weight) for text, weight in texts)
    damping = DAMPING if any(known[number] for number, _ in answered) else 1.0
    found = mass(examples, ((known[number], weight) for number, weight in answered))
    return {term: round(100 * weight) for term, weight in evidence(found, damping).items()}


def _commands(passages: Sequence[Passage]) -> list[int | None]:
    """For each line of a listing, the number of its command: itself or the one that printed it; else None."""
    found: list[int | None] = []
    for number, passage in enumerate(passages):
        if passage.kind != "code":
            found.append(None)
        elif re.match(_PROMPT, passage.text):
            found.append(number)
        else:
            same = number > 0 and passages[number - 1].block == passage.block
            found.append(found[-1] if same else None)
    return found


def _announcers(passages: Sequence[Passage]) -> list[int | None]:
    """For each passage of code, a quote or a list, the number of the passage that announces it; else None."""
    found: list[int | None] = []
    for number, passage in enumerate(passages):
        if number and passages[number - 1].block == passage.block and passage.kind in _ANNOUNCED:
            found.append(found[-1])
        elif number and passage.kind in _ANNOUNCED and _introduces(passages[number - 1], passage):
            found.append(number - 1)
        else:
            found.append(None)
    return found


def _introduces(passage: Passage, following: Passage) -> bool:
    """Whether a passage is a text that introduces the first one of another block: above code, or ending in a colon."""
    return passage.kind != "code" and (following.kind == "code" or passage.text.endswith(":"))
