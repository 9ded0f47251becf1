"""The state of a file: what an index knows of one document and its knowledge file. Written and read here only."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from faq.errors import FaqError
from faq.knowledge.file import knowledge_paths
from faq.knowledge.values import Knowledge, Place, Revision
from faq.model import Age, Document
from faq.sources.source import Found, Stamp


class FileState(NamedTuple):
    """What an index knows of one file.

    ``stamp`` and ``knowledge`` say how the file and its knowledge file looked when they were read, ``checksum`` is that
    of both together. ``document`` comes without its entries. ``error`` says why the file could not be read; ``known``
    where the document stands in its source tree; ``origin`` who named its source. ``notes`` is what is to be said of
    its knowledge file.
    """

    stamp: Stamp
    knowledge: Stamp
    checksum: str
    entries: int
    document: Document
    error: FaqError | None
    known: Knowledge
    origin: str
    notes: tuple[str, ...] = ()


def dumped(state: FileState) -> list[Any]:
    """Return a state as JSON values: all of it but for the name and origin, which are of those who use the index."""
    document, known, error = state.document, state.known, state.error
    return [
        list(state.stamp),
        list(state.knowledge),
        state.checksum,
        state.entries,
        [document.title, document.url, document.revision, document.fallback, document.language],
        [document.tree_path, document.age],
        [known.revision, known.place] if any(known.place) else [],
        state.notes,
        [error.location, error.problem, error.hint] if error else [],
    ]


def loaded(values: Sequence[Any], path: str, found: Found) -> FileState:
    """Read a state back.

    Args:
        values: what ``dumped`` returned.
        path: the file.
        found: the file as it is named and looks now.
    """
    _, _, checksum, entries, about, (tree_path, age), known, notes, error = values
    title, url, revision, fallback, language = about
    return FileState(
        found.stamp,
        found.knowledge,
        checksum,
        entries,
        Document(
            file=found.file,
            path=path,
            title=title,
            url=url,
            revision=revision,
            entries=(),
            fallback=fallback,
            language=language,
            tree_path=tree_path,
            age=_age(*age),
        ),
        _as_cited(FaqError(*error), path, found.file) if error else None,
        Knowledge(revision=Revision(*known[0]), place=Place(*known[1])) if known else Knowledge(),
        found.source.origin,
        tuple(_as_cited_text(note, path, found.file) for note in notes),
    )


def looks_the_same(values: Sequence[Any], found: Found) -> bool:
    """Return whether a file and its knowledge file look as they did when they were read."""
    return bool(list(found.stamp) == values[0] and list(found.knowledge) == values[1])


def has_the_size(values: Sequence[Any], found: Found) -> bool:
    """Return whether a file and its knowledge file are as large as they were."""
    return bool(found.stamp[0] == values[0][0] and found.knowledge[0] == values[1][0])


def checksum_of(values: Sequence[Any]) -> str:
    """Return the checksum of a file and its knowledge file, empty where they could not be read."""
    return str(values[2])


def entries_of(values: Sequence[Any]) -> int:
    """Return how many entries a file has."""
    return int(values[3])


def is_plain(values: Sequence[Any]) -> bool:
    """Return whether a file was read as plain text."""
    return bool(values[4][3])


def language_of(values: Sequence[Any]) -> str:
    """Return the language of a file, empty where it is English or not told."""
    return str(values[4][4])


def is_broken(values: Sequence[Any]) -> bool:
    """Return whether a file could not be read."""
    return bool(values[-1])


def restamped(values: Sequence[Any], found: Found) -> list[Any]:
    """Return a state for a file whose times changed, but not its contents."""
    return [list(found.stamp), list(found.knowledge), *values[2:]]


def _age(release: str, as_of: str, source: str, newer: str, changed: Sequence[str]) -> Age:
    return Age(release, as_of, source, newer, tuple(changed))


def _as_cited(error: FaqError, path: str, file: str) -> FaqError:
    """Return an error with the name by which the user knows the file."""
    return FaqError(_as_cited_text(error.location, path, file), error.problem, error.hint)


def _as_cited_text(text: str, path: str, file: str) -> str:
    """Return what is said of a file or its knowledge file with the name by which the user knows the file."""
    for full, cited in zip((path, *knowledge_paths(path)), (file, *knowledge_paths(file)), strict=True):
        if text == full or text.startswith(f"{full}:"):
            return cited + text[len(full) :]
    return text
