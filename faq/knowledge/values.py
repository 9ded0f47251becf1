"""What is known of a document beyond its text, as values."""

from index.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import TypeVar

    Value = TypeVar("Value")


class Detail(NamedTuple):
    """Questions that one sentence of an answer answers; ``answer`` are the sentence's first words. ``weights`` were
    trained to tell them from those that other sentences of the entry answer (``index.buckets``)."""

    answer: str
    questions: tuple[str, ...] = ()
    weights: str = ""


class Curated(NamedTuple):
    """What is curated for one entry.

    ``follow_ups`` lead to it in a conversation: "and how long does that take?". ``symptoms`` are lines that
    programs print and that the entry explains. ``weights`` were trained on all of that (``index.buckets``). ``since``
    names the revision that the entry is new in, empty if it is in the one that the knowledge file was written for.
    """

    id: str
    questions: tuple[str, ...] = ()
    details: tuple[Detail, ...] = ()
    follow_ups: tuple[str, ...] = ()
    symptoms: tuple[str, ...] = ()
    weights: str = ""
    since: str = ""

    @property
    def phrasings(self) -> tuple[str, ...]:
        """All that people may type who look for the entry."""
        phrasings = self.questions + self.symptoms
        for detail in self.details:
            phrasings += detail.questions
        return phrasings


class Synonym(NamedTuple):
    """A word or short phrase of users, and the document's words for it."""

    phrase: str
    words: tuple[str, ...]


class Place(NamedTuple):
    """Where a document and its neighbours stand: on the web, and in their source tree.

    ``url`` is the document's page, ``tree_path`` its file in the tree. Files in the tree's folder ``docs_path`` have
    their pages below ``web_root``; any file of the tree is shown below ``source_root``.
    """

    url: str = ""
    tree_path: str = ""
    docs_path: str = ""
    web_root: str = ""
    source_root: str = ""


class Revision(NamedTuple):
    """One state of a document.

    ``revision`` is what version control calls it, ``release`` what people call what first carried it (``Linux 5.8``),
    ``as_of`` when that was (``2020-07``). ``sha256`` is the digest of its text: a copy is known by it wherever it lies.
    ``source_root`` is where its source tree is on the web, empty if that is the document's.
    """

    name: str = ""
    revision: str = ""
    release: str = ""
    as_of: str = ""
    sha256: str = ""
    source_root: str = ""


class Knowledge(NamedTuple):
    """A knowledge file, read. ``Knowledge()`` is that of a document without one.

    ``revision`` is the state of the document that it was written for, ``others`` are further states it knows of;
    ``outside`` are questions that it does not answer, ``outside_weights`` were trained to tell them from those that it
    does (``index.buckets``). ``later`` are the ids of those entries of a document that the revision does not have.
    """

    title: str = ""
    revision: Revision = Revision()
    place: Place = Place()
    entries: tuple[Curated, ...] = ()
    synonyms: tuple[Synonym, ...] = ()
    outside: tuple[str, ...] = ()
    others: tuple[Revision, ...] = ()
    outside_weights: str = ""
    later: tuple[str, ...] = ()


class DetailChange(NamedTuple):
    """A detail whose sentence reads otherwise in a document than in the knowledge file.

    ``was`` are its first words in the knowledge file, ``now`` in the document, empty if it is gone. ``line`` is where
    it stands in the document, or where the entry begins that it is gone from.
    """

    id: str
    was: str
    now: str = ""
    line: int = 0


class CarriedOver(NamedTuple):
    """How knowledge was applied to a document; empty for a document of which nothing is known.

    ``files`` are the names of the knowledge files, which are next to the document, or next to the bundled one if
    ``from_bundled``; ``revision`` is the one they were written for, abbreviated, empty if they do not say.
    ``entries`` are known; of the ``new`` ones, with their lines, nothing is; those ``gone`` are not in the document.
    ``added`` are the names of bundled files that add to those next to a copy of the bundled document.
    """

    files: tuple[str, ...] = ()
    from_bundled: bool = False
    revision: str = ""
    entries: int = 0
    new: tuple[tuple[str, int], ...] = ()
    gone: tuple[str, ...] = ()
    followed: tuple[DetailChange, ...] = ()
    lost: tuple[DetailChange, ...] = ()
    added: tuple[str, ...] = ()

    def __str__(self) -> str:
        """A short summary."""
        said = [f"{self.entries} {'entry' if self.entries == 1 else 'entries'}"]
        said += [f"{len(self.new)} new without"] if self.new else []
        said += [f"{len(self.gone)} not in this text"] if self.gone else []
        said += [_counted(self.followed, "followed")] if self.followed else []
        said += [_counted(self.lost, "gone")] if self.lost else []
        return f"{f'knowledge of {self.revision}' if self.revision else 'knowledge'}: {', '.join(said)}"


def _counted(details: tuple[DetailChange, ...], what: str) -> str:
    return f"{len(details)} {'detail' if len(details) == 1 else 'details'} {what}"


def merged(one: Knowledge, other: Knowledge) -> Knowledge:
    """Return the knowledge of two files of one document; where only one may speak the first does.

    Args:
        one: the file that people wrote or reviewed.
        other: the file that was generated.
    """
    entries = {entry.id: entry for entry in one.entries}
    for entry in other.entries:
        entries[entry.id] = _joined(entries[entry.id], entry) if entry.id in entries else entry
    return Knowledge(
        title=one.title or other.title,
        revision=one.revision if any(one.revision) else other.revision,
        place=one.place if any(one.place) else other.place,
        entries=tuple(entries.values()),
        synonyms=_distinct(one.synonyms, other.synonyms),
        outside=_distinct(one.outside, other.outside),
        others=_distinct(one.others, other.others),
        outside_weights=one.outside_weights or other.outside_weights,
    )


def _joined(one: Curated, other: Curated) -> Curated:
    return Curated(
        id=one.id,
        questions=_distinct(one.questions, other.questions),
        details=_details(one.details, other.details),
        follow_ups=_distinct(one.follow_ups, other.follow_ups),
        symptoms=_distinct(one.symptoms, other.symptoms),
        weights=one.weights or other.weights,
        since=one.since or other.since,
    )


def _details(one: tuple[Detail, ...], other: tuple[Detail, ...]) -> tuple[Detail, ...]:
    """The details of two files; weights alone go to the detail of the same sentence."""
    trained = {detail.answer: detail.weights for detail in other if not detail.questions}
    known = {detail.answer for detail in one}
    own = tuple(detail._replace(weights=detail.weights or trained.get(detail.answer, "")) for detail in one)
    return own + tuple(detail for detail in other if detail.questions or detail.answer not in known)


def _distinct(one: "tuple[Value, ...]", other: "tuple[Value, ...]") -> "tuple[Value, ...]":
    return tuple(dict.fromkeys(one + other))
