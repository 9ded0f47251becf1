"""Phrasings that are listed under two entries: the first entry keeps them, or the file that is heeded first."""

from collections.abc import Iterable

from faq.errors import FaqError
from faq.knowledge.values import Curated, Knowledge


def without_doubles(knowledge: Knowledge, file: str, problems: list[FaqError]) -> Knowledge:
    """Return knowledge in which no phrasing is listed under two entries: the first one keeps it, and this is reported.

    Args:
        knowledge: the knowledge.
        file: the name of its file, for messages.
        problems: the list that problems are added to.
    """
    seen: dict[str, str] = {}
    doubled: set[str] = set()
    for entry in knowledge.entries:
        for question in entry.phrasings:
            if seen.setdefault(question, entry.id) != entry.id:
                doubled.add(question)
    if not doubled:
        return knowledge
    for question in sorted(doubled):
        reason = f"'{question}' is listed under two entries"
        problems.append(FaqError(file, reason, "keep it under the one that answers it"))
    entries = []
    for entry in knowledge.entries:
        others = {question for question in doubled if seen[question] != entry.id}
        entries.append(_without(entry, others))
    return knowledge._replace(entries=tuple(entries))


def behind(other: Knowledge, first: Knowledge) -> Knowledge:
    """Return the knowledge of a file without the questions that another file, which is heeded first, puts elsewhere.

    Args:
        other: the file.
        first: the file that is heeded first.
    """
    owners = dict.fromkeys(first.outside, "")
    for entry in first.entries:
        owners.update(dict.fromkeys(entry.phrasings, entry.id))
    entries = []
    for entry in other.entries:
        entries.append(_without(entry, {text for text, id in owners.items() if id != entry.id}))
    asked = {text for text, id in owners.items() if id}
    return other._replace(entries=tuple(entries), outside=_but(other.outside, asked))


def _without(entry: Curated, questions: set[str]) -> Curated:
    details = []
    for detail in entry.details:
        left = _but(detail.questions, questions)
        if left or detail.weights:
            details.append(detail._replace(questions=left))
    return entry._replace(
        questions=_but(entry.questions, questions),
        symptoms=_but(entry.symptoms, questions),
        details=tuple(details),
    )


def _but(texts: Iterable[str], without: set[str]) -> tuple[str, ...]:
    return tuple(text for text in texts if text not in without)
