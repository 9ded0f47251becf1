"""The indexes that ship with the program: one for each bundled text, made when the program was packaged.

They are among the program's files, trusted like these and never written to. If an index is missing (in a checkout), or
does not match its text, the index in the cache is used, as for any document.
"""

import os
from collections.abc import Mapping, Sequence
from itertools import chain
from zlib import crc32

from faq import __version__
from faq.knowledge.paths import knowledge_paths
from faq.library.opened import FileStates, Opened
from faq.sources.file_state import STATES
from faq.sources.shipped import BUNDLED, index_of, names, revision
from faq.sources.source import Found, Source
from index import search
from index.generation import MANIFEST, decode
from index.pieces import Damaged, DiskFile
from index.records import Records


def opened(sources: Sequence[Source], files: Mapping[str, Found]) -> Opened | None:
    """Open the shipped index, None if there is none of these files in their current state.

    Args:
        sources: the sources in use.
        files: the files in use as they are now.
    """
    directory = index_of(sources[0]) if len(sources) == len(files) == 1 else ""
    if not directory:
        return None
    try:
        with open(os.path.join(directory, MANIFEST), "rb") as file:
            about = decode(file.read()).about
        if about.get("maker") != maker():
            return None
        states = Records(DiskFile(os.path.join(directory, STATES), installed=True))
        searcher = search.read(directory, installed=True, base=_base(directory))
    except (OSError, Damaged):
        return None
    return Opened(searcher, FileStates(about, states, files, [source.file for source in sources]), directory)


def _base(directory: str) -> str:
    """The directory of the index that one is stored as a difference from: the bundled document's, which is whole."""
    bundled = os.path.join(os.path.dirname(directory), BUNDLED)
    return "" if directory == bundled else bundled


def maker() -> str:
    """Return what a shipped index is made from: the program, and the contents of everything read for it."""
    paths = [revision(name).path for name in names()]
    beside = chain.from_iterable(map(knowledge_paths, paths))
    return " ".join([__version__, str(search.VERSION), *map(_checksum, (*paths, *beside))])


def _checksum(path: str) -> str:
    try:
        with open(path, "rb", buffering=0) as file:
            content = file.read()
    except FileNotFoundError:
        return "none"
    return f"{len(content)}:{crc32(content):08x}"
