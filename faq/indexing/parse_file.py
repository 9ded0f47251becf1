"""Turns a file into records for the index."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from faq.errors import FaqError, log_unforeseen
from faq.indexing.knowledge_for import bundled_ids, known
from faq.indexing.payloads import DOCUMENT
from faq.indexing.records import of_document
from faq.knowledge.carry_over import is_revision
from faq.knowledge.values import CarriedOver, Knowledge
from faq.model import Document
from faq.sources.contents import Contents, read_contents
from faq.sources.sphinx_project import Project, page
from faq.sources.sphinx_project import read as read_project
from index.search import Record
from index.texts import join

if TYPE_CHECKING:
    from faq.parsing.parse import Given


class Job(NamedTuple):
    """A file to read, and what its source says about it: ``text_only`` leaves the files next to it out."""

    path: str
    url: str = ""
    title: str = ""
    revision: str = ""
    text_only: bool = False


class Built(NamedTuple):
    """A file that was read.

    ``document`` has no entries, labels or problems: these are in ``records``. ``checksum`` is that of
    what was read; ``error`` says why the file could not be read; ``known`` is what the knowledge file says about
    places; ``notes`` are notices about the knowledge file, shown once; ``carried`` says what was taken from it.
    """

    document: Document
    records: tuple[Record, ...]
    entries: int
    checksum: str = ""
    known: Knowledge = Knowledge()
    error: FaqError | None = None
    notes: tuple[str, ...] = ()
    carried: CarriedOver = CarriedOver()


def build(job: Job) -> Built:
    """Read, parse and analyse one file; errors are returned, not raised."""
    bare = Document(job.path, job.path, os.path.basename(job.path), "", "", ())
    found = None
    try:
        found = read_contents(job.path, job.text_only)
        return of_contents(job, found)._replace(checksum=found.checksum)
    except FaqError as error:
        wrong = error
    except Exception as error:
        log_unforeseen(f"reading {job.path}")
        wrong = FaqError(
            job.path, f"cannot be indexed ({type(error).__name__})", "leave it out, or report this"
        )
    return Built(bare, (), 0, found.checksum if found else "", error=wrong)


def of_contents(job: Job, found: Contents) -> Built:
    """Parse and analyse the contents of a file.

    Raises:
        FaqError: they cannot be read as a document.
    """
    from faq.knowledge.links import labels_of, resolve
    from faq.parsing.parse import decode
    from index.languages import language_of

    text = decode(found.text, job.path)
    project = read_project(found.project)
    document = parsed(text, job.path, given_by(project))
    lines = lines_of(text)
    about = known(document, found.text, found.knowledge, lines)
    knowledge = about.knowledge
    document = document._replace(
        title=job.title or knowledge.title or _title(document.title, project),
        url=job.url or knowledge.place.url or page(project, found.project_file, job.path),
        revision=_short(job.revision or knowledge.revision.revision),
        language=language_of(_prose(document)),
        tree_path=knowledge.place.tree_path,
        age=about.age,
    )
    document = resolve(document, knowledge)
    records = (
        *of_document(document, lines, knowledge),
        *_of_itself(document, labels_of(document)),
    )
    bare = document._replace(entries=(), labels=(), problems=())
    place = Knowledge(revision=knowledge.revision, place=knowledge.place)
    return Built(bare, records, len(document.entries), known=place, notes=about.notes, carried=about.carried)


def _title(own: str, project: Project) -> str:
    """The title of a document, with the name of its project if it is just ``FAQ``."""
    from faq.parsing.qa.wording import lacks_subject

    return f"{project.name}: {own}" if project.name and lacks_subject(own) else own


def parsed(text: str, path: str, given: "Given") -> Document:
    """Return the document of a text; a copy of the bundled document is an FAQ under any name.

    Args:
        text: the text.
        path: its path.
        given: what its project defines.
    """
    from faq.parsing.parse import parse
    from faq.parsing.qa.wording import is_faq_file

    document = parse(text, path, path, given)
    named = is_faq_file(os.path.splitext(os.path.basename(path))[0])
    if named or not is_revision(bundled_ids(), [entry.id for entry in document.entries]):
        return document
    return parse(text, path, path, given, faq=True)


def given_by(project: Project) -> "Given":
    """Return what a project defines for its documents."""
    from faq.parsing.parse import Given

    said = (("project", project.name), ("version", project.version), ("release", project.release))
    known = tuple((name, text) for name, text in (*said, ("today", "")) if text or name == "today")
    words = known if project != Project() else ()
    return Given(project.definitions, words, project.roles, project.projects)


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, whichever of the usual line ends it has."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _prose(document: Document) -> Iterator[str]:
    """The texts of a document except for its code."""
    for entry in document.entries:
        yield entry.question
        yield from (block.text for block in entry.blocks if block.kind != "code")


def _of_itself(document: Document, labels: Mapping[str, tuple[str, str]]) -> Iterator[Record]:
    """The record of what a document has besides entries: its labels and the parser's messages."""
    if labels or document.problems:
        places = join(join([name, *place]) for name, place in labels.items())
        keys = tuple(f"ref:{name}" for name in labels)
        parts = (places, join(document.problems), document.path)
        yield Record(document.path, "", DOCUMENT, {}, {}, (), parts, keys)


def build_all(jobs: Sequence[Job]) -> Iterator[Built]:
    """Build files in order; many files are built on all cores."""
    from faq.indexing.worker_pool import in_parallel

    return in_parallel(build, jobs)


def _short(revision: str) -> str:
    """A commit hash abbreviated as git does; any other revision unchanged."""
    return revision[:12] if re.fullmatch("[0-9a-f]{40}", revision) else revision
