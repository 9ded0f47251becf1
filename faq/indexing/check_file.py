"""A document and the knowledge files next to it: every problem with its line, or a file to fill in."""

import os
from collections.abc import Iterator

from faq.errors import FaqError
from faq.indexing.knowledge_for import answers
from faq.indexing.parse_file import given_by, lines_of, parsed
from faq.knowledge.check import KnowledgeFile, check
from faq.knowledge.file import read
from faq.knowledge.skeleton import skeleton
from faq.knowledge.values import Knowledge
from faq.model import Document
from faq.sources import shipped
from faq.sources.contents import Beside, beside, knowledge_text
from faq.sources.files import content
from faq.sources.sphinx_project import bytes_of, path_of
from faq.sources.sphinx_project import read as read_project
from index.analysis import terms
from index.buckets import FEW, is_written

_SUFFIXES = (".rst", ".rest", ".rst.txt")


def document_of(path: str) -> str:
    """Return the document that a file belongs to: for a knowledge file, the one next to it."""
    if not path.endswith(".toml"):
        return path
    stem = path.removesuffix(".toml").removesuffix(".generated")
    for suffix in _SUFFIXES:
        if os.path.exists(stem + suffix):
            return stem + suffix
    return stem + _SUFFIXES[0]


def problems(path: str) -> Iterator[FaqError]:
    """Yield every problem in a document and the knowledge files next to it.

    Args:
        path: the document.
    """
    try:
        document, source = _parsed(path)
    except FaqError as error:
        yield error
        return
    if not document.entries:
        yield FaqError(path, "has no entry", "name a document with headings or questions")
    texts = answers(document, source)
    files: list[KnowledgeFile] = []
    for file in beside(path):
        yield from _read(file, files)
    revisions = [revision.name for written in files for revision in written.knowledge.others]
    waiting = _waiting(revisions)
    for written in files:
        yield from check(written, texts, _words(written.knowledge), waiting)
        yield from _weights(written)


def _read(file: Beside, files: list[KnowledgeFile]) -> Iterator[FaqError]:
    """Read a knowledge file, add it to the others, and yield what is wrong with its form."""
    try:
        text = knowledge_text(file)
    except FaqError as error:
        yield error
        return
    knowledge, wrong = read(text, file.path)
    yield from wrong
    files.append(KnowledgeFile(file.path, text, knowledge))


def _weights(written: KnowledgeFile) -> Iterator[FaqError]:
    """The trained weights that are not well formed."""
    hint = "remove them, or write them with python -m bench.weights"
    if written.knowledge.outside_weights and not is_written(written.knowledge.outside_weights):
        yield FaqError(written.file, "the weights of 'out_of_scope' are not well formed", hint)
    for entry in written.knowledge.entries:
        good = not entry.weights or is_written(entry.weights)
        if not good or any(
            detail.weights and not is_written(detail.weights, FEW) for detail in entry.details
        ):
            yield FaqError(written.file, f"the weights of '{entry.id}' are not well formed", hint)


def _words(knowledge: Knowledge) -> dict[str, frozenset[str]]:
    """The terms of each question of a knowledge file."""
    questions = list(knowledge.outside)
    for entry in knowledge.entries:
        questions += entry.phrasings
    return {question: frozenset(terms(question)) for question in questions}


def skeleton_of(path: str) -> str:
    """Return a knowledge file for a document, to fill in.

    Raises:
        FaqError: the document cannot be read.
    """
    document, _ = _parsed(path)
    return skeleton({entry.id: entry.question for entry in document.entries})


def _waiting(names: list[str]) -> list[str]:
    """The ids of the entries in the bundled revisions."""
    found: list[str] = []
    for name in names:
        if name in shipped.names():
            document, _ = _parsed(shipped.revision(name).path)
            found += [entry.id for entry in document.entries]
    return found


def _parsed(path: str) -> tuple[Document, list[str]]:
    from faq.parsing.parse import decode

    text = decode(content(path, "name a readable RST file"), path)
    given = given_by(read_project(bytes_of(path_of(path))))
    return parsed(text, path, given), lines_of(text)
