"""The state of a file: what an index knows about one document and its knowledge file. Written and read only here."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from faq.errors import FaqError
from faq.knowledge.paths import knowledge_paths
from faq.knowledge.values import CarriedOver, DetailChange, Knowledge, Place, Revision
from faq.model import Age, Document
from faq.sources.shipped import BUNDLED
from faq.sources.source import Found, Stamp
from index.texts import join, split
from index.values import NamedTuple

STATES = "states"
"""The file of an index that says what is known about the files in use: how they looked, then a record for each."""

STEP = 2_000_000_000
"""Nanoseconds after which a further change is certain to have another time."""


class FileState(NamedTuple):
    """What an index knows about one file.

    ``stamp`` and ``knowledge`` say how the file and its knowledge file looked when they were read, ``checksum`` is that
    of both together. ``document`` has no entries. ``error`` says why the file could not be read, ``known`` where the
    document is in its source tree, ``origin`` who named its source. ``notes`` are notices about its knowledge file,
    ``carried`` says what was taken from it.
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
    carried: CarriedOver = CarriedOver()


class Files(Mapping[str, FileState]):
    """What is known about each document in use, by path."""

    def file(self, path: str) -> str:
        """Return the name under which a document is cited."""
        return self[path].document.file

    def path(self, path: str) -> str:
        """Return where a document is, which may not be what the index calls it."""
        return self[path].document.path


def look(found: Found) -> str:
    """Return how a file and its knowledge file looked, as text for comparison."""
    (size, modified, changed), (size_beside, modified_beside, changed_beside) = found.stamp, found.knowledge
    return f"{size} {modified} {changed} {size_beside} {modified_beside} {changed_beside}"


def looks(files: Mapping[str, Found]) -> str:
    """Return how all files in use looked, as text for comparison: their paths and stamps, in order."""
    return join(chain.from_iterable((path, look(found)) for path, found in files.items()))


def is_young(found: Found, read: int) -> bool:
    """Return whether a file was changed so shortly before it was read that a later change may look the same:
    file systems record times in steps of up to two seconds.

    Args:
        found: the file.
        read: when it was read, in nanoseconds.
    """
    return any(abs(read - changed) < STEP for changed in (*found.stamp[1:], *found.knowledge[1:]))


def split_looks(text: str) -> Iterator[tuple[str, str]]:
    """Return the path of each file that was in use, and how it looked."""
    texts = split(text)
    return zip(texts[::2], texts[1::2], strict=True)


def has_the_size(look: str, found: Found) -> bool:
    """Return whether a file and its knowledge file have the same size as before."""
    sizes = look.split()[::3]
    return sizes == [str(found.stamp[0]), str(found.knowledge[0])]


def dumped(state: FileState, read: int) -> str:
    """Return a state as text, except for how the file looked, its name and its origin, which depend on the user of
    the index.

    Args:
        state: the state.
        read: when the file was read, in nanoseconds, or an earlier time.
    """
    document, error = state.document, state.error or FaqError("", "", "")
    known = state.known if any(state.known.place) else Knowledge()
    return join(
        [
            str(read),
            state.checksum,
            str(state.entries),
            document.fallback,
            document.language,
            error.problem,
            join([error.location, error.hint]),
            join([document.title, document.url, document.revision, document.tree_path]),
            join(document.age[:-1]),
            join(map(join, document.age.changed)),
            join(known.revision),
            join(known.place),
            join(state.notes),
            _dumped(state.carried),
        ]
    )


def loaded(text: str, path: str, found: Found) -> FileState:
    """Read a state back.

    Args:
        text: what ``dumped`` returned.
        path: the file.
        found: the file, as named and as it looks now.
    """
    _, checksum, entries, fallback, language, problem, *joined = split(text)
    (location, hint), about, age, changed, revision, place, notes, carried = map(split, joined)
    title, url, name, tree_path = about
    release, as_of, source, newer = age
    return FileState(
        found.stamp,
        found.knowledge,
        checksum,
        int(entries),
        Document(
            file=found.file,
            path=path,
            title=title,
            url=url,
            revision=name,
            entries=(),
            fallback=fallback,
            language=language,
            tree_path=tree_path,
            age=Age(release, as_of, source, newer, tuple((id, short) for id, short in map(split, changed))),
            is_shipped=found.source.origin == BUNDLED,
        ),
        _as_cited(FaqError(location, problem, hint), path, found.file) if problem else None,
        Knowledge(revision=Revision(*revision), place=Place(*place)),
        found.source.origin,
        tuple(_as_cited_text(note, path, found.file) for note in notes),
        _loaded(carried),
    )


def _dumped(carried: CarriedOver) -> str:
    """What was carried over as text; nothing if nothing was."""
    if carried == CarriedOver():
        return join([])
    return join(
        [
            join(carried.files),
            "bundled" if carried.from_bundled else "",
            carried.revision,
            str(carried.entries),
            join(join([id, str(line)]) for id, line in carried.new),
            join(carried.gone),
            join(join([one.id, one.was, one.now, str(one.line)]) for one in carried.followed),
            join(join([one.id, one.was, one.now, str(one.line)]) for one in carried.lost),
            join(carried.added),
        ]
    )


def _loaded(parts: Sequence[str]) -> CarriedOver:
    """Read back what was carried over."""
    if not parts:
        return CarriedOver()
    files, bundled, revision, entries, new, gone, followed, lost, added = parts
    return CarriedOver(
        files=tuple(split(files)),
        from_bundled=bool(bundled),
        revision=revision,
        entries=int(entries),
        new=tuple((id, int(line)) for id, line in map(split, split(new))),
        gone=tuple(split(gone)),
        followed=tuple(map(_change, split(followed))),
        lost=tuple(map(_change, split(lost))),
        added=tuple(split(added)),
    )


def _change(text: str) -> DetailChange:
    id, was, now, line = split(text)
    return DetailChange(id, was, now, int(line))


def read_when(text: str) -> int:
    """Return when a file was read, in nanoseconds, or an earlier time."""
    return int(split(text)[0])


def read_again(text: str, read: int) -> str:
    """Return the state of a file that was read again and found unchanged."""
    return join([str(read), *split(text)[1:]])


def checksum_of(text: str) -> str:
    """Return the checksum of a file and its knowledge file, empty if they could not be read."""
    return split(text)[1]


def entries_of(text: str) -> int:
    """Return how many entries a file has."""
    return int(split(text)[2])


def is_plain(text: str) -> bool:
    """Return whether a file was read as plain text."""
    return bool(split(text)[3])


def language_of(text: str) -> str:
    """Return the language of a file, empty if it is English or unknown."""
    return split(text)[4]


def is_broken(text: str) -> bool:
    """Return whether a file could not be read."""
    return bool(split(text)[5])


def _as_cited(error: FaqError, path: str, file: str) -> FaqError:
    """Return an error with the name under which the user knows the file."""
    return FaqError(_as_cited_text(error.location, path, file), error.problem, error.hint)


def _as_cited_text(text: str, path: str, file: str) -> str:
    """Return a text about a file or its knowledge file with the name under which the user knows the file."""
    for full, cited in zip((path, *knowledge_paths(path)), (file, *knowledge_paths(file)), strict=True):
        if text == full or text.startswith(f"{full}:"):
            return cited + text[len(full) :]
    return text
