"""The age of a text, and what the newest bundled revision of its document says differently."""

import re
from collections.abc import Sequence

from faq.errors import FaqError
from faq.knowledge.values import Knowledge, Revision
from faq.model import Age, Document
from faq.parsing.markup.dialect import anchor_of
from faq.sources.files import content
from faq.sources.shipped import revision
from index.analysis import tokens

_HEADING = re.compile(r"^(\S.*)\n([^\w\s])\2{3,}\s*$", re.M)
"""A heading in RST: a line with a line of the same characters below it."""


def age_of(knowledge: Knowledge, document: Document) -> Age:
    """Return how old a document's text is, and which of its entries the newest bundled revision says differently.

    Args:
        knowledge: what is known about the text.
        document: the document, parsed.
    """
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
