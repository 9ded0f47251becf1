"""Notices about the documents in use: those left out, those of a kernel tree, mistakes in knowledge files, other
revisions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from faq.errors import FaqError
from faq.sources.file_state import FileState
from faq.sources.shipped import BUNDLED, bundled
from faq.sources.source import TREE


def news(files: Mapping[str, FileState], read: Mapping[str, bool]) -> Iterator[str]:
    """Yield the notices that are shown once, when documents are read, and not at every question.

    Args:
        files: what is known about the files in use, by path.
        read: the files just read, each with whether it was read for the first time.
    """
    states = {path: files[path] for path in read if path in files and not files[path].error}
    in_tree = [state for path, state in states.items() if read[path] and state.origin == TREE]
    for state in states.values():
        said = list(state.notes)
        if in_tree and state is in_tree[0]:
            said.insert(0, f"{state.document.file}: {_of_tree(len(in_tree))}")
        if state.carried.from_bundled and state.origin != BUNDLED and not is_summed_up(state):
            said.append(f"{state.document.file}: {state.carried}")
        yield from said[:1]
        yield from _named_before(said[1:], state)


def left_out(broken: Iterable[FileState], told: Sequence[FaqError]) -> Iterator[str]:
    """Yield the notices about files of directories that cannot be read: the first, and how many more there are.

    Args:
        broken: the files that cannot be read.
        told: the errors that are told anyway.
    """
    errors = [state.error for state in broken if state.error not in told]
    yield from map(str, errors[:1])
    if len(errors) > 1:
        more = "1 more file" if len(errors) == 2 else f"{len(errors) - 1} more files"
        yield f"{more} cannot be read; see: bpffaq sources"


def _of_tree(count: int) -> str:
    """What is said of a kernel tree that a number of documents are from."""
    said = "answering from this kernel tree's own copy"
    if count == 1:
        return said
    return f"{said} and {'another' if count == 2 else f'{count - 1} more'} of its documents"


def _named_before(notes: Sequence[str], state: FileState) -> list[str]:
    """Notices without the name of their document, which has been said."""
    return [text.removeprefix(f"{state.document.file}: ") for text in notes]


def is_summed_up(state: FileState) -> bool:
    """Return whether the notices about a document sum up what was carried over to it."""
    return any(note.endswith(str(state.carried)) for note in state.notes)


def note(state: FileState) -> str:
    """Return the notice about one document, empty if all is well."""
    notes = _named_before(state.notes, state)
    if state.document.tree_path and notes:
        notes.append(f"see: bpffaq diff {bundled().path} {state.document.path}")
    return "; ".join(notes)
