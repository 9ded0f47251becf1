"""Documents and the knowledge files next to them: every problem with its line, or a file to fill in."""

import os
from collections.abc import Iterator, Sequence
from hashlib import sha256

from faq.errors import FaqError
from faq.indexing.knowledge_file import read_beside
from faq.indexing.knowledge_for import answers
from faq.indexing.parse_file import given_by, lines_of, parsed
from faq.knowledge.carry_over import is_revision
from faq.knowledge.check import Checked, Written, check
from faq.knowledge.file import ids
from faq.knowledge.paths import SUFFIX, knowledge_paths
from faq.knowledge.skeleton import skeleton
from faq.model import Document
from faq.sources import shipped
from faq.sources.contents import beside
from faq.sources.files import content
from faq.sources.listing import RST_SUFFIXES, found
from faq.sources.source import Source, shown
from faq.sources.sphinx_project import bytes_of, path_of
from faq.sources.sphinx_project import read as read_project
from index.analysis import terms

_CUTS = 100
"""Broken tables of a knowledge file that are reported in one run; each is looked for from the beginning."""


def sources_of(names: Sequence[str]) -> tuple[tuple[Source, ...], list[FaqError]]:
    """Return the sources that are named, and what is wrong with the names.

    Args:
        names: documents, knowledge files of documents, directories.
    """
    paths: dict[str, None] = {}
    wrong = []
    for name in names:
        try:
            paths[document_of(name)] = None
        except FaqError as error:
            wrong.append(error)
    return tuple(Source(path, shown(path)) for path in paths), wrong


def document_of(path: str) -> str:
    """Return the document that a file belongs to: for a knowledge file, the one next to it.

    Raises:
        FaqError: a knowledge file is not next to a document.
    """
    if not path.endswith(SUFFIX) or os.path.isdir(path):
        return path
    directory, own = os.path.split(path)
    try:
        names = sorted(os.listdir(directory or "."))
    except OSError:
        names = []
    for suffix in (*RST_SUFFIXES, ".txt"):
        for name in names:
            if name.lower().endswith(suffix) and own in knowledge_paths(name):
                return os.path.join(directory, name)
    if own not in names:
        raise FaqError(
            path, "cannot be read (no such file or directory)", "name a document or a knowledge file"
        )
    stem = own.removesuffix(SUFFIX).removesuffix(".generated")
    raise FaqError(path, "is not next to a document", f"put it next to its document, {stem}.rst")


def problems_in(sources: Sequence[Source]) -> Iterator[FaqError]:
    """Yield every problem in the documents of sources and in the knowledge files next to these.

    Args:
        sources: documents and directories.
    """
    for path, file in found(sources).items():
        yield from problems(path.removeprefix("./"), is_named=path == file.source.path)
    for source in sources:
        if not found([source]):
            yield FaqError(source.file, "contains no RST file", "name a file or directory with .rst files")
        yield from _lone(source.path)


def _lone(directory: str) -> Iterator[FaqError]:
    """The knowledge files in a directory and below it that are not next to a document, as after a renaming."""
    for path, folders, names in os.walk(directory):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = os.path.join(path, name).removeprefix("./")
            try:
                document_of(file)
            except FaqError as error:
                if _has_entries(file):
                    yield error


def _has_entries(path: str) -> bool:
    """Whether a TOML file is a knowledge file."""
    try:
        return bool(ids(content(path, "").decode("utf-8", "replace")))
    except FaqError:
        return False


def problems(path: str, is_named: bool = True) -> Iterator[FaqError]:
    """Yield every problem in a document and the knowledge files next to it.

    Args:
        path: the document.
        is_named: whether it has to have entries; a directory may have files without any.
    """
    try:
        text = content(path, "name a readable RST file")
        document, lines = _parsed(path, text)
    except FaqError as error:
        yield error
        return
    if not document.entries and is_named:
        yield FaqError(path, "has no entry", "name a document with headings or questions")
    wrong: list[FaqError] = []
    files: list[Written] = []
    own = beside(path)
    for file in own:
        written, of_form = read_beside(file, _CUTS)
        files.append(written)
        wrong += of_form
    checked = Checked(document, answers(document, lines), sha256(text).hexdigest(), _waiting(document, files))
    wrong += check(files, checked, _words)
    names = [file.path for file in own]
    yield from sorted(wrong, key=lambda problem: _place(problem, names))


def _words(question: str) -> frozenset[str]:
    """The words that distinguish a question from others; all of it if there are none ("What is it?")."""
    return frozenset(terms(question)) or frozenset([question])


def _place(problem: FaqError, names: Sequence[str]) -> tuple[int, int]:
    """The number of the file that a problem is in, and its line, 0 for the file as a whole."""
    name, _, line = problem.location.rpartition(":")
    return (names.index(name), int(line)) if name in names else (names.index(problem.location), 0)


def skeleton_of(path: str) -> str:
    """Return a knowledge file for a document, to fill in.

    Raises:
        FaqError: the document cannot be read.
    """
    document, _ = _parsed(path, content(path, "name a readable RST file"))
    return skeleton({entry.id: entry.question for entry in document.entries})


def _waiting(document: Document, files: Sequence[Written]) -> list[str]:
    """The ids of the entries in the bundled revisions that a document's knowledge files name; none if the files are
    those of another document."""
    names: list[str] = []
    known: set[str] = set()
    for written in files:
        names += [revision.name for revision in written.knowledge.others]
        known.update(entry.id for entry in written.knowledge.entries)
    if not is_revision(known, [entry.id for entry in document.entries]):
        return []
    waiting: list[str] = []
    for name in names:
        if name in shipped.names():
            path = shipped.revision(name).path
            revision, _ = _parsed(path, content(path, "install the program again"))
            waiting += [entry.id for entry in revision.entries]
    return waiting


def _parsed(path: str, text: bytes) -> tuple[Document, list[str]]:
    """A document and its lines."""
    from faq.parsing.parse import decode

    decoded = decode(text, path)
    given = given_by(read_project(bytes_of(path_of(os.path.abspath(path)))))
    return parsed(decoded, path, given), lines_of(decoded)
