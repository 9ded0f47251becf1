"""What is known about a document: its own knowledge files, or the bundled ones if it is a revision of that document."""

import os
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from shlex import quote
from typing import NamedTuple

from faq.errors import FaqError
from faq.indexing.knowledge_file import read_beside
from faq.indexing.passages import passages
from faq.indexing.text_age import age_of
from faq.knowledge.carry_over import Carried, carried_over, is_revision
from faq.knowledge.doubles import behind, without_doubles
from faq.knowledge.file import ids
from faq.knowledge.paths import GENERATED, knowledge_paths
from faq.knowledge.values import CarriedOver, DetailChange, Knowledge, Revision, merged
from faq.model import Age, Document, Entry
from faq.sources.contents import Beside, beside
from faq.sources.shipped import BUNDLED, bundled

_MOST = 5
"""Problems in knowledge files that a notice tells one by one."""


class Known(NamedTuple):
    """The knowledge that applies to a document, the age of its text, how knowledge was carried over, and notices.

    Notices are the problems in its files, and what was carried over if it was written for another revision.
    """

    knowledge: Knowledge = Knowledge()
    age: Age = Age()
    notes: tuple[str, ...] = ()
    carried: CarriedOver = CarriedOver()


def known(document: Document, text: bytes, own: Sequence[Beside], source: Sequence[str]) -> Known:
    """Return what is known about a document.

    Args:
        document: the document, parsed.
        text: its file's contents.
        own: the knowledge files next to it.
        source: its lines.
    """
    is_copy = is_revision(bundled_ids(), [entry.id for entry in document.entries])
    if not own and not is_copy:
        return Known()
    problems: list[FaqError] = []
    added = _added(own) if is_copy else ()
    carried = carried_over(_heeded(own, added, problems), answers(document, source))
    for id, near in carried.mistaken:
        problems.append(_mistaken(id, near, own, document))
    notes = _notes(problems, _file(own))
    told = _told(carried, document, source, own, added)
    state = _state(carried.knowledge, sha256(text).hexdigest(), bool(own))
    if not state.name and (carried.lost or carried.gone or not own):
        notes.append(f"{document.path}: {told}")
    applied = _applied(carried, state, bool(own))
    return Known(applied, age_of(applied, document), tuple(notes), told)


def _heeded(own: Sequence[Beside], added: Sequence[Beside], problems: list[FaqError]) -> Knowledge:
    """The knowledge of all files that count, as written; problems in them are noted."""
    knowledge = _read(own, problems) if own else bundled_knowledge()
    if added:
        knowledge = merged(knowledge, behind(_of_bundled(added), knowledge))
    return without_doubles(knowledge, _file(own), problems)


def _applied(carried: Carried, state: Revision, own: bool) -> Knowledge:
    """Knowledge carried over to a text, with what is known about this text's revision."""
    knowledge = carried.knowledge
    place = knowledge.place._replace(source_root=state.source_root or knowledge.place.source_root)
    later = () if state.name == BUNDLED else _later(carried, own)
    return knowledge._replace(revision=state, place=place, later=later)


def _mistaken(id: str, near: str, own: Sequence[Beside], document: Document) -> FaqError:
    """The problem of an id that is nearly an entry's: a mistake in a file next to the document; in the bundled one, the
    name that the entry has in another revision."""
    if own:
        return FaqError(_file(own), f"no such entry: '{id}'", f"did you mean {near}?")
    return FaqError(document.path, f"nothing is known of '{near}'", f"what is known of '{id}' is left out")


def _notes(problems: Sequence[FaqError], file: str) -> list[str]:
    """The first problems one by one, and how many more there are."""
    notes = [str(problem) for problem in problems[:_MOST]]
    more = len(problems) - _MOST
    if more > 0:
        reason = f"has {more} more {'problem' if more == 1 else 'problems'}"
        notes.append(str(FaqError(file, reason, f"see them with: bpffaq check {quote(file)}")))
    return notes


def _added(own: Sequence[Beside]) -> tuple[Beside, ...]:
    """The bundled document's generated file, for a copy with a knowledge file next to it but no generated one."""
    if not own or any(map(_is_generated, own)):
        return ()
    return tuple(file for file in beside(bundled().path) if _is_generated(file))


def _is_generated(file: Beside) -> bool:
    return file.path.endswith(GENERATED)


def _of_bundled(generated: Sequence[Beside]) -> Knowledge:
    """The bundled document's generated knowledge, with its revisions and places, which are no one's phrasings."""
    reviewed = _read([file for file in beside(bundled().path) if not _is_generated(file)], [])
    found = _read(generated, [])
    return found._replace(revision=reviewed.revision, place=reviewed.place, others=reviewed.others)


def _later(carried: Carried, own: bool) -> tuple[str, ...]:
    """The ids of the entries that another revision has and the one does not for which the knowledge was written; those
    that a file next to the document leaves out may be in both."""
    marked = tuple(entry.id for entry in carried.knowledge.entries if entry.since)
    return marked if own else (*marked, *carried.new)


def answers(document: Document, source: Sequence[str]) -> dict[str, list[str]]:
    """Return the texts of the passages of each entry, by its id.

    Args:
        document: the document, parsed.
        source: its lines.
    """
    texts: dict[str, list[str]] = {}
    for entry in document.entries:
        texts[entry.id] = [passage.text for passage in passages(entry, source)]
    return texts


def _told(
    carried: Carried,
    document: Document,
    source: Sequence[str],
    own: Sequence[Beside],
    added: Sequence[Beside],
) -> CarriedOver:
    """How knowledge was carried over, with the lines of the document."""
    entries = {entry.id: entry for entry in document.entries}
    followed = []
    for change in carried.followed:
        followed.append(change._replace(line=_line(entries[change.id], change, source)))
    return CarriedOver(
        files=_names(own or beside(bundled().path)),
        from_bundled=not own,
        revision=carried.knowledge.revision.revision[:12],
        entries=len(carried.knowledge.entries),
        new=tuple((id, entries[id].lines.first) for id in carried.new),
        gone=carried.gone,
        followed=tuple(followed),
        lost=tuple(change._replace(line=entries[change.id].lines.first) for change in carried.lost),
        added=_names(added),
    )


def _names(files: Sequence[Beside]) -> tuple[str, ...]:
    return tuple(os.path.basename(file.path) for file in files)


def _line(entry: Entry, change: DetailChange, source: Sequence[str]) -> int:
    """The line where the sentence of a detail begins."""
    begins = (passage for passage in passages(entry, source) if passage.text.startswith(change.now))
    return next(begins).lines.first


def _file(own: Sequence[Beside]) -> str:
    """The name of the knowledge file in use, for messages."""
    return own[0].path if own else knowledge_paths(bundled().path)[0]


def _read(own: Sequence[Beside], problems: list[FaqError]) -> Knowledge:
    """The knowledge of the files next to a document, merged; problems in them are noted."""
    knowledge = Knowledge()
    for file in own:
        written, wrong = read_beside(file)
        problems += wrong
        knowledge = merged(knowledge, written.knowledge)
    return knowledge


@lru_cache(maxsize=1)
def bundled_knowledge() -> Knowledge:
    """Return what is known about the bundled document."""
    return _read(beside(bundled().path), [])


@lru_cache(maxsize=1)
def bundled_ids() -> frozenset[str]:
    """Return the ids of the entries in the bundled document's knowledge file, without parsing the document."""
    found: set[str] = set()
    for file in beside(bundled().path):
        if isinstance(file.content, bytes):
            found |= ids(file.content.decode("utf-8", "replace"))
    return frozenset(found)


def _state(knowledge: Knowledge, digest: str, own: bool) -> Revision:
    """The revision of a text, by its digest; if its own knowledge file has no digest, the revision that file names."""
    for state in (knowledge.revision._replace(name=BUNDLED), *knowledge.others):
        if state.sha256 == digest:
            return state
    return knowledge.revision if own and not knowledge.revision.sha256 else Revision()
