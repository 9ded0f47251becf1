"""Notices about documents whose knowledge was written for another revision."""

from collections.abc import Iterator, Mapping, Sequence

from faq.sources.file_state import FileState
from faq.sources.shipped import bundled
from faq.sources.source import TREE


def news(files: Mapping[str, FileState], read: Sequence[str]) -> Iterator[str]:
    """Yield the notices that are shown once, when documents are read, and not at every question.

    Args:
        files: what is known about the files in use, by path.
        read: the files just read.
    """
    for path in read:
        state = files.get(path)
        if state is None or state.error:
            continue
        if state.origin == TREE:
            yield f"{state.document.file}: answering from this kernel tree's own copy"
        yield from state.notes


def note(state: FileState) -> str:
    """Return the notice about one document, empty if all is well."""
    notes = [text.removeprefix(f"{state.document.file}: ") for text in state.notes]
    if state.document.tree_path and notes:
        notes.append(f"see: bpffaq diff {bundled().path} {state.document.path}")
    return "; ".join(notes)
