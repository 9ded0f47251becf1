"""Makes the indexes that come with the program, when it is packed: the same texts give the same bytes."""

import os
from io import BytesIO

from faq.indexing.parse_file import Built, Job, of_contents
from faq.library.shipped_index import maker
from faq.sources.contents import read_contents
from faq.sources.file_state import STATES, FileState, dumped
from faq.sources.shipped import BUNDLED, revision
from faq.sources.source import MISSING
from index.generation import MANIFEST, Manifest, encode
from index.records import RecordsWriter
from index.writing import write

SHIPPED = (BUNDLED,)
"""The revisions whose index comes along."""


def ship(directory: str) -> None:
    """Write the shipped indexes, each into a directory with the name of its revision.

    Args:
        directory: where these are made.

    Raises:
        FaqError: a bundled text cannot be read.
    """
    for name in SHIPPED:
        place = os.path.join(directory, name)
        os.makedirs(place)
        for file, content in _index(name).items():
            with open(os.path.join(place, file), "wb") as written:
                written.write(content)


def _index(name: str) -> dict[str, bytes]:
    """The files of an index. No path of this system stands in them: the text is called as it is cited."""
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
    """What is known of the file. How it looked and when it was read is left out: it differs where it is installed."""
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
    )
    file = BytesIO()
    writer = RecordsWriter(file, 1)
    writer.add([""])
    writer.add([dumped(state, 0)])
    writer.finish()
    return file.getvalue()
