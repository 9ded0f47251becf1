"""Makes the indexes that ship with the program, when it is packaged: the same texts give the same bytes."""

import os
from collections.abc import Mapping
from io import BytesIO

from faq.indexing.parse_file import Built, Job, of_contents
from faq.library.shipped_index import maker
from faq.sources.contents import read_contents
from faq.sources.file_state import STATES, FileState, dumped
from faq.sources.shipped import BUNDLED, names, revision
from faq.sources.source import MISSING
from index.generation import MANIFEST, Manifest, encode
from index.patch import patch
from index.records import RecordsWriter
from index.segment import RECORDS, TERMS
from index.writing import write


def ship(directory: str) -> None:
    """Write the shipped indexes, each into a directory named after its revision. That of the bundled document is whole,
    the segments of the others are stored as their differences from it.

    Args:
        directory: where these directories are created.

    Raises:
        FaqError: a bundled text cannot be read.
    """
    bundled = _index(BUNDLED)
    _write(os.path.join(directory, BUNDLED), bundled)
    for name in names():
        if name != BUNDLED:
            _write(os.path.join(directory, name), _patched(bundled, _index(name)))


def _write(directory: str, files: Mapping[str, bytes]) -> None:
    os.makedirs(directory)
    for name, content in files.items():
        with open(os.path.join(directory, name), "wb") as file:
            file.write(content)


def _patched(bundled: Mapping[str, bytes], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of an index, its segments as their differences from the bundled document's."""
    return {
        name: patch(bundled[name], content) if name.endswith((TERMS, RECORDS)) else content
        for name, content in files.items()
    }


def _index(name: str) -> dict[str, bytes]:
    """The files of an index. They contain no path of this system: the text has the name used in citations."""
    source = revision(name)
    found = read_contents(source.path)
    built = of_contents(Job(source.file), found)._replace(checksum=found.checksum)
    files = {
        file: content for file, content in write(None, built.records).files.items() if not _is_pickle(file)
    }
    about = {
        "maker": maker(),
        "build": f"shipped {name}",
        "files": "1",
        "young": "0",
        "entries": str(built.entries),
        "plain": "",
        "languages": built.document.language,
        "broken": "",
    }
    return files | {STATES: _states(built), MANIFEST: encode(Manifest({}, about))}


def _is_pickle(file: str) -> bool:
    """Whether a file is Whoosh's table of contents, which only Whoosh reads."""
    return file.endswith(".toc")


def _states(built: Built) -> bytes:
    """What is known about the file, except how it looked and when it was read, which differ once it is installed."""
    state = FileState(
        stamp=MISSING,
        knowledge=MISSING,
        checksum=built.checksum,
        entries=built.entries,
        document=built.document,
        error=None,
        known=built.known,
        origin=BUNDLED,
        notes=built.notes,
        carried=built.carried,
    )
    file = BytesIO()
    writer = RecordsWriter(file, 1)
    writer.add([""])
    writer.add([dumped(state, 0)])
    writer.finish()
    return file.getvalue()
