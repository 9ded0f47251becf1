"""What is known about a document: its own knowledge files, or the bundled ones if it is a revision of that document."""

import os
import re
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from faq.errors import FaqError
from faq.indexing.passages import passages
from faq.indexing.weights import are_written, malformed
from faq.knowledge.carry_over import Carried, carried_over, is_revision
from faq.knowledge.doubles import behind, without_doubles
from faq.knowledge.file import ids, read
from faq.knowledge.paths import knowledge_paths
from faq.knowledge.toml import salvaged
from faq.knowledge.values import CarriedOver, DetailChange, Knowledge, Revision, merged
from faq.model import Age, Document, Entry
from faq.parsing.markup.dialect import anchor_of
from faq.sources.contents import Beside, beside, knowledge_text
from faq.sources.files import content
from faq.sources.shipped import BUNDLED, bundled, revision
from index.analysis import tokens

_HEADING = re.compile(r"^(\S.*)\n([^\w\s])\2{3,}\s*$", re.M)
"""A heading in RST: a line with a line of the same characters below it."""


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
    knowledge = _read(own, problems) if own else bundled_knowledge()
    added = _added(own, document) if is_copy else ()
    if added:
        knowledge = merged(knowledge, behind(_of_bundled(added), knowledge))
    knowledge = without_doubles(knowledge, _file(own), problems)
    carried = carried_over(knowledge, answers(document, source))
    state = _state(knowledge, sha256(text).hexdigest(), bool(own))
    for id, near in carried.mistaken:
        problems.append(FaqError(_file(own), f"no such entry: '{id}'", f"did you mean {near}?"))
    notes = _notes(problems, _file(own))
    told = _told(carried, document, source, own, knowledge.revision.revision[:12])
    told = told._replace(added=tuple(os.path.basename(file.path) for file in added))
    if not state.name and (carried.lost or carried.gone or not own):
        notes.append(f"{document.path}: {told}")
    place = knowledge.place._replace(source_root=state.source_root or knowledge.place.source_root)
    later = () if state.name == BUNDLED else _later(carried, bool(own))
    applied = carried.knowledge._replace(revision=state, place=place, later=later)
    return Known(applied, _age(applied, document), tuple(notes), told)


def _notes(problems: Sequence[FaqError], file: str) -> list[str]:
    """The first problems one by one, and how many more there are."""
    notes = [str(problem) for problem in problems[:_MOST]]
    more = len(problems) - _MOST
    if more > 0:
        reason = f"has {more} more {'problem' if more == 1 else 'problems'}"
        notes.append(str(FaqError(file, reason, "see them with: bpffaq check")))
    return notes


def _added(own: Sequence[Beside], document: Document) -> tuple[Beside, ...]:
    """The bundled document's generated file, for a copy with a knowledge file next to it but no generated one."""
    if not own or any(file.path == knowledge_paths(document.path)[1] for file in own):
        return ()
    return tuple(file for file in beside(bundled().path) if _is_generated(file))


def _is_generated(file: Beside) -> bool:
    return file.path == knowledge_paths(bundled().path)[1]


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
    carried: Carried, document: Document, source: Sequence[str], own: Sequence[Beside], revision: str
) -> CarriedOver:
    """How knowledge was carried over, with the lines of the document."""
    entries = {entry.id: entry for entry in document.entries}
    followed = []
    for change in carried.followed:
        followed.append(change._replace(line=_line(entries[change.id], change, source)))
    return CarriedOver(
        files=tuple(os.path.basename(file.path) for file in own or beside(bundled().path)),
        from_bundled=not own,
        revision=revision,
        entries=len(carried.knowledge.entries),
        new=tuple((id, entries[id].lines.first) for id in carried.new),
        gone=carried.gone,
        followed=tuple(followed),
        lost=tuple(change._replace(line=entries[change.id].lines.first) for change in carried.lost),
    )


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
        try:
            found = read(knowledge_text(file), file.path)
        except FaqError as error:
            problems.append(error)
            continue
        problems += found.problems
        if not are_written(found.knowledge):
            problems += malformed(found.knowledge, salvaged(knowledge_text(file), file.path))
        knowledge = merged(knowledge, found.knowledge)
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


def _age(knowledge: Knowledge, document: Document) -> Age:
    place, state = knowledge.place, knowledge.revision
    whole = place.source_root and place.tree_path and state.revision
    source = f"{place.source_root}{place.tree_path}?id={state.revision}" if whole else ""
    age = Age(state.release, state.as_of, source)
    newer = _newer(knowledge, state)
    if newer is None:
        return age
    try:
        text = content(revision(newer.name).path, "").decode("utf-8", "replace")
    except FaqError:  # it is listed, but missing
        return age
    return age._replace(newer=newer.name, changed=_changed(document, text))


def _newer(knowledge: Knowledge, state: Revision) -> Revision | None:
    """The newest of the bundled revisions, if it is newer than a known text."""
    later = [other for other in knowledge.others if state.as_of and other.as_of > state.as_of]
    return max(later, key=lambda other: other.as_of, default=None)


def _changed(document: Document, newer: str) -> tuple[tuple[str, str], ...]:
    """The ids of the entries with a block that a newer text does not contain, and how short they can be there."""
    stands, anchors = _plain(newer), [anchor_of(heading[1]) for heading in _HEADING.finditer(newer)]
    changed = []
    for entry in document.entries:
        if any(_plain(block.text) not in stands for block in entry.blocks):
            changed.append((entry.id, _shortest(entry.id, anchors)))
    return tuple(changed)


def _shortest(id: str, others: Sequence[str]) -> str:
    """The shortest beginning of an id that none of the other ids has and that names a subject."""
    parts = id.split("-")
    for count in range(2, len(parts)):
        beginning = "-".join(parts[:count])
        names_subject = any(token.topical for token in tokens(" ".join(parts[1:count])))
        if names_subject and not any(other.startswith(beginning) for other in others if other != id):
            return beginning
    return id


def _plain(text: str) -> str:
    """A text without markup, its white space folded."""
    return " ".join(re.sub("[`*_]", "", text).split())
