"""Building: a file becomes records for the index. The only way from a source to docutils."""

import os
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from faq.errors import FaqError
from faq.knowledge import Knowledge, check, read
from faq.passages import passages
from faq.records import of_document
from faq.values import Document
from index.search import Record

LARGEST = 64 * 1024 * 1024
"""Bytes of a document or knowledge file; larger ones are refused."""

MANY = 24
"""From so many files on they are parsed by several processes."""


class Job(NamedTuple):
    """A file to be read, and what its source says of it."""

    path: str
    file: str
    url: str = ""
    title: str = ""
    revision: str = ""


class Built(NamedTuple):
    """A file, read: its document without entries, its records, how many entries it has, or why it could not be read."""

    document: Document
    records: tuple[Record, ...]
    entries: int
    error: FaqError | None = None


def knowledge_path(path: str) -> str:
    """Return where the knowledge file of a document would be."""
    return os.path.splitext(path)[0] + ".toml"


def build_all(jobs: Sequence[Job]) -> Iterator[Built]:
    """Build files in order, many of them on all cores."""
    if len(jobs) < MANY or (os.cpu_count() or 1) < 2:
        yield from map(build, jobs)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor() as pool:
        try:
            yield from pool.map(build, jobs, chunksize=4)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def build(job: Job) -> Built:
    """Read, parse and analyse one file; what is wrong with it is returned, not raised."""
    try:
        return _build(job)
    except FaqError as error:
        return Built(Document(job.file, job.path, job.file, "", "", ()), (), 0, error)


def _build(job: Job) -> Built:
    from faq.links import resolve
    from faq.rst import decode, parse

    text = decode(_bytes(job.path, job.file), job.file)
    document = parse(text, job.file, job.path)
    known, written, name = _knowledge(job)
    document = document._replace(
        title=job.title or known.title or document.title,
        url=job.url or known.place.url,
        revision=(job.revision or known.revision)[:12],
    )
    document = resolve(document, known)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if known.entries:
        check(known, {e.id: [p.text for p in passages(e, lines)] for e in document.entries}, written, name)
    records = tuple(of_document(document, lines, known))
    return Built(document._replace(entries=()), records, len(document.entries))


def _knowledge(job: Job) -> tuple[Knowledge, str, str]:
    path = knowledge_path(job.path)
    name = knowledge_path(job.file)
    try:
        text = _bytes(path, name).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FaqError(name, "is not UTF-8 text", "save it as UTF-8") from error
    except FaqError:
        if os.path.exists(path):
            raise
        return Knowledge(), "", name
    return read(text, name), text, name


def _bytes(path: str, name: str) -> bytes:
    try:
        with open(path, "rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "is no path").lower()
        raise FaqError(name, f"cannot be read ({reason})", "name a readable RST file") from error
    if len(content) > LARGEST:
        raise FaqError(name, f"is larger than {LARGEST >> 20} MiB", "split it")
    return content
