"""What is wrong in knowledge files that are well formed, each problem with its line."""

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from faq.errors import FaqError
from faq.knowledge.alike import Phrasing, compare
from faq.knowledge.carry_over import Answers, is_revision, reworded
from faq.knowledge.file import folded
from faq.knowledge.toml import Toml
from faq.knowledge.values import Knowledge
from faq.model import Document

_FEW = 3
"""Unknown ids that are listed of a file that seems to be of another document."""


class Written(NamedTuple):
    """A knowledge file as written, and the knowledge in it."""

    toml: Toml
    knowledge: Knowledge


class Checked(NamedTuple):
    """A document that knowledge files are compared with.

    ``answers`` are its entries, ``sha256`` the digest of its text; ``waiting`` are ids of entries that other
    revisions of it have.
    """

    document: Document
    answers: Answers
    sha256: str
    waiting: Collection[str] = ()


def check(
    files: Sequence[Written], checked: Checked, words: Callable[[str], frozenset[str]]
) -> Iterator[FaqError]:
    """Yield the problems in the knowledge files of a document other than those of form.

    Args:
        files: the files, read.
        checked: the document.
        words: returns the words that distinguish a question from others, never none.
    """
    revisions = {revision.name for file in files for revision in file.knowledge.others}
    digests = {revision.sha256 for file in files for revision in file.knowledge.others}
    questions: list[Phrasing] = []
    for file in files:
        yield from _entries(file, checked, revisions)
        yield from _details(file.toml, checked.answers)
        yield from _digests(file, checked, digests)
        yield from _since(file, revisions)
        yield from _listed_twice(file.toml)
        if not _is_of_another(file, checked):
            questions += _questions(file.toml, words)
    answered = [question for question in questions if question.id]
    outside = [question for question in questions if not question.id]
    yield from compare(tuple(_headings(checked.document, words)), answered, outside)


def _is_of_another(file: Written, checked: Checked) -> bool:
    """Whether a file seems to be of another document."""
    own = [entry.id for entry in file.knowledge.entries]
    return len(own) > _FEW and not is_revision(own, {*checked.answers, *checked.waiting})


def _entries(file: Written, checked: Checked, revisions: Collection[str]) -> Iterator[FaqError]:
    known = {*checked.answers, *checked.waiting}
    entries = file.knowledge.entries
    unknown = [entry.id for entry in entries if entry.id not in known and entry.since not in revisions]
    if unknown and _is_of_another(file, checked):
        name = os.path.basename(checked.document.path)
        reason = f"most of its entries, {len(unknown)} of {len(entries)}, are not in {name}"
        yield file.toml.problem(
            ("entries", unknown[0]), reason, "it seems to be the file of another document"
        )
        unknown = unknown[:_FEW]
    for id in unknown:
        near = get_close_matches(id.lower(), known, 1, 0.7)
        hint = f"did you mean {near[0]}?" if near else "see the ids with: bpffaq list"
        yield file.toml.problem(("entries", id), f"'{id}' is not an entry of the document", hint)


def _details(toml: Toml, answers: Answers) -> Iterator[FaqError]:
    for path in toml.lines:
        match path:
            case ("entries", str(id), "details", int(), "answer") if id in answers:
                answer = toml.value(path)
                if isinstance(answer, str) and not any(text.startswith(answer) for text in answers[id]):
                    near = reworded(answer, answers[id])
                    hint = f"did you mean '{near}'?" if near else "copy the sentence's first words"
                    yield toml.problem(path, f"'{answer}' does not begin a sentence of {id}", hint)


def _digests(file: Written, checked: Checked, others: Collection[str]) -> Iterator[FaqError]:
    """The problems with the digests by which revisions are known."""
    toml, own = file.toml, file.knowledge.revision.sha256
    if own and checked.sha256 not in {own, *others}:
        name = os.path.basename(checked.document.path)
        reason = f"'sha256' is not that of {name}, so revision, release and as_of do not apply"
        hint = f'write sha256 = "{checked.sha256}", and bring these up to date'
        yield toml.problem(("document", "sha256"), reason, hint)
    seen = {own: "the document"} if own else {}
    for revision in file.knowledge.others:
        path = ("revisions", revision.name)
        if revision.sha256 in seen:
            reason = f"'{revision.name}' has the same 'sha256' as {seen[revision.sha256]}"
            yield toml.problem((*path, "sha256"), reason, "give each its own")
        elif revision.sha256:
            seen[revision.sha256] = f"'{revision.name}'"
        elif (*path, "sha256") not in toml.lines:
            yield toml.problem(path, f"'{revision.name}' has no 'sha256'", "add the digest of its text")


def _since(file: Written, revisions: Collection[str]) -> Iterator[FaqError]:
    for entry in file.knowledge.entries:
        if entry.since and entry.since not in revisions:
            near = get_close_matches(entry.since, revisions, 1)
            hint = f"did you mean '{near[0]}'?" if near else f"describe it below [revisions.{entry.since}]"
            yield file.toml.problem(
                ("entries", entry.id, "since"), f"'{entry.since}' is not a revision", hint
            )


def _listed_twice(toml: Toml) -> Iterator[FaqError]:
    """The strings that a list has twice, ``from`` and ``to`` being one list; questions are compared elsewhere."""
    seen: dict[tuple[object, ...], int] = {}
    for path, line in toml.lines.items():
        match path:
            case (*_, "follow_ups" | "words" | "from" | "to", int()):
                text = folded(toml.value(path))
                of_list = ("from" if path[-2] == "to" else path[-2], *path[:-2], text)
                if text and of_list in seen:
                    reason = f"'{text}' is listed twice, see line {seen[of_list]}"
                    yield toml.problem(path, reason, "keep one")
                seen.setdefault(of_list, line)


def _headings(document: Document, words: Callable[[str], frozenset[str]]) -> Iterator[Phrasing]:
    """The questions of a document itself."""
    for entry in document.entries:
        for text in (entry.question, *entry.alternates):
            yield Phrasing(text, words(text), entry.id, document.path, entry.lines.first, is_heading=True)


def _questions(toml: Toml, words: Callable[[str], frozenset[str]]) -> Iterator[Phrasing]:
    """The questions of a file, those of entries and those that are out of scope."""
    for path, line in toml.lines.items():
        match path:
            case ("entries", str(id), "questions" | "symptoms", int()):
                pass
            case ("entries", str(id), "details", int(), "questions", int()):
                pass
            case ("out_of_scope", "questions", int()):
                id = ""
            case _:
                continue
        text = folded(toml.value(path))
        if text:
            yield Phrasing(text, words(text), id, toml.file, line)
