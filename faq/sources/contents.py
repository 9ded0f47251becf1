"""The contents of a document's file and of the knowledge files next to it, with one checksum of all."""

import os

from faq.errors import FaqError
from faq.knowledge.paths import knowledge_paths
from faq.sources.files import content
from faq.sources.sphinx_project import bytes_of, path_of
from index.values import NamedTuple


class Beside(NamedTuple):
    """A knowledge file next to a document: its contents, or why it cannot be read."""

    path: str
    content: bytes | FaqError


class Contents(NamedTuple):
    """The contents of a document's file, of the knowledge files next to it, and of its project's file."""

    text: bytes
    knowledge: tuple[Beside, ...]
    project_file: str = ""
    project: bytes = b""

    @property
    def checksum(self) -> str:
        """One checksum of all of them."""
        from hashlib import blake2b

        total = blake2b(self.text, digest_size=16)
        for file in self.knowledge:
            held = file.content
            total.update(b"\0" + (held if isinstance(held, bytes) else str(held).encode("utf-8", "replace")))
        if self.project:
            total.update(b"\0" + self.project)
        return total.hexdigest()


def beside(path: str) -> tuple[Beside, ...]:
    """Return the knowledge files next to a document."""
    found: list[Beside] = []
    for name in knowledge_paths(path):
        if os.path.lexists(name):
            try:
                found.append(Beside(name, content(name, "make it readable")))
            except FaqError as error:
                found.append(Beside(name, error))
    return tuple(found)


def knowledge_text(file: Beside) -> str:
    """Return the text of a knowledge file.

    Raises:
        FaqError: it cannot be read, or is not UTF-8.
    """
    if isinstance(file.content, FaqError):
        raise file.content
    try:
        return file.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = file.content.count(b"\n", 0, error.start) + 1
        raise FaqError(f"{file.path}:{line}", "is not UTF-8 text", "save it as UTF-8") from error


def read_contents(path: str, text_only: bool = False) -> Contents:
    """Read a document's file, the knowledge files next to it and its project's file.

    Args:
        path: the document's file.
        text_only: whether to leave the other files out, and what links lead to.

    Raises:
        FaqError: the document cannot be read.
    """
    text = content(path, "name a readable RST file", follow=not text_only)
    if text_only:
        return Contents(text, ())
    project = path_of(path)
    return Contents(text, beside(path), project, bytes_of(project))


def checksum(path: str, text_only: bool = False) -> str:
    """Return a checksum of a document and its knowledge files together, empty if it cannot be read.

    Args:
        path: the document's file.
        text_only: whether only the document counts.
    """
    try:
        return read_contents(path, text_only).checksum
    except FaqError:
        return ""
