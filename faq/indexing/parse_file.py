"""Building: a file becomes records for the index. The only way from a source to docutils."""

import json
import os
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from faq.errors import FaqError
from faq.indexing.passages import passages
from faq.indexing.payloads import DOCUMENT
from faq.indexing.records import of_document
from faq.knowledge.file import Knowledge, check, read
from faq.model import Document
from faq.sources.files import content
from faq.sources.selection import knowledge_path
from index.search import Record


class Job(NamedTuple):
    """A file to be read, and what its source says of it."""

    path: str
    url: str = ""
    title: str = ""
    revision: str = ""


class Built(NamedTuple):
    """A file, read.

    ``document`` is without entries, labels and problems: these are in ``records``. ``checksum`` is that of
    what was read; ``error`` says why it could not be; ``known`` is what the knowledge file says of places.
    """

    document: Document
    records: tuple[Record, ...]
    entries: int
    checksum: str = ""
    known: Knowledge = Knowledge()
    error: FaqError | None = None


class _Read(NamedTuple):
    """What lies in a document's file and in its knowledge file, None where there is none."""

    text: bytes
    knowledge: bytes | None

    @property
    def checksum(self) -> str:
        """One checksum of both."""
        from hashlib import blake2b

        total = blake2b(self.text, digest_size=16)
        total.update(b"" if self.knowledge is None else b"\0" + self.knowledge)
        return total.hexdigest()


def build(job: Job) -> Built:
    """Read, parse and analyse one file; what is wrong with it is returned, not raised."""
    bare = Document(job.path, job.path, os.path.basename(job.path), "", "", ())
    found = None
    try:
        found = _read(job.path)
        return _build(job, found)._replace(checksum=found.checksum)
    except FaqError as error:
        wrong = error
    except Exception as error:
        wrong = FaqError(
            job.path, f"cannot be indexed ({type(error).__name__})", "leave it out, or report this"
        )
    return Built(bare, (), 0, found.checksum if found else "", error=wrong)


def checksum(path: str) -> str:
    """Return a checksum of a document and its knowledge file together, empty where they cannot be read."""
    try:
        return _read(path).checksum
    except FaqError:
        return ""


def _read(path: str) -> _Read:
    text = content(path, "name a readable RST file")
    beside = knowledge_path(path)
    return _Read(text, content(beside, "make it readable") if os.path.lexists(beside) else None)


def _build(job: Job, found: _Read) -> Built:
    from faq.knowledge.links import neighbours
    from faq.parsing.parse import decode, parse
    from index.languages import language_of

    text = decode(found.text, job.path)
    document = parse(text, job.path, job.path)
    known, written, name = _knowledge(job.path, found.knowledge)
    document = document._replace(
        title=job.title or known.title or document.title,
        url=job.url or known.place.url,
        revision=_short(job.revision or known.revision),
        language=language_of(_prose(document)),
    )
    document = _own_links(document, known)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if known.entries:
        check(known, {e.id: [p.text for p in passages(e, lines)] for e in document.entries}, written, name)
    records = (
        *of_document(document, lines, known),
        *_of_itself(document, dict(neighbours([document]).labels)),
    )
    bare = document._replace(entries=(), labels=(), problems=())
    place = Knowledge(revision=known.revision, place=known.place)
    return Built(bare, records, len(document.entries), known=place)


def _prose(document: Document) -> Iterator[str]:
    """The texts of a document but for its code."""
    for entry in document.entries:
        yield entry.question
        yield from (block.text for block in entry.blocks if block.kind != "code")


def _own_links(document: Document, known: Knowledge) -> Document:
    """Resolve the links within a document and its source tree; what else is at hand is not known yet."""
    from faq.knowledge.links import Neighbours, own_places, resolve_link

    nobody = Neighbours(own=own_places(document))
    now = "uri:" if known.place.tree_path else "uri:#"
    entries = tuple(
        entry._replace(
            links=tuple(
                resolve_link(link, document, known, nobody) if link.target.startswith(now) else link
                for link in entry.links
            )
        )
        for entry in document.entries
    )
    return document._replace(entries=entries)


def _of_itself(document: Document, labels: dict[str, tuple[str, str]]) -> Iterator[Record]:
    """The record of what a document has besides entries: places others can name, the parser's messages."""
    if labels or document.problems:
        payload = json.dumps([labels, document.problems], ensure_ascii=False)
        keys = tuple(f"ref:{name}" for name in labels)
        yield Record(document.path, "", DOCUMENT, {}, {}, (), payload, keys)


def _knowledge(path: str, held: bytes | None) -> tuple[Knowledge, str, str]:
    name = knowledge_path(path)
    if held is None:
        return Knowledge(), "", name
    try:
        text = held.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FaqError(name, "is not UTF-8 text", "save it as UTF-8") from error
    return read(text, name), text, name


def build_all(jobs: Sequence[Job]) -> Iterator[Built]:
    """Build files in order, many of them on all cores."""
    from faq.indexing.worker_pool import in_parallel

    return in_parallel(build, jobs)


def _short(revision: str) -> str:
    """A commit's name shortened as git does; another revision as it is."""
    return revision[:12] if re.fullmatch("[0-9a-f]{40}", revision) else revision
