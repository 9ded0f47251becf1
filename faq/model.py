"""The values that cross module boundaries: frozen, plain, standard library only.

They are named tuples and not data classes because a one-shot search pays for
every import: ``dataclasses`` alone costs more than starting Python (it imports
``inspect``), a named tuple is as frozen and needs nothing that is not loaded anyway.
"""

from index.values import NamedTuple

BLOCK_KINDS = ("paragraph", "code", "bullet", "enumerated", "quote", "note", "table")
"""What a block of an answer can be (the ``kind`` of the JSON form)."""

QNA, TOPIC = "qna", "topic"
"""Kinds of entries: a question with its answer, or a section with text of its own."""

ANSWERED, CLOSEST, NOT_COVERED = "answered", "closest", "not_covered"
"""The three statuses of an answer."""


class Lines(NamedTuple):
    """Lines of a source file, 1-based and inclusive."""

    first: int
    last: int


class Block(NamedTuple):
    """One paragraph, list item, code block ... of an answer, as rendered text.

    ``text``, white space folded, is found in the source ``lines`` once markup is removed.
    Code keeps its line breaks and inner indentation; other kinds are one folded line
    (tables keep their lines). ``depth`` is the nesting within lists (0 outside of any),
    ``label`` what stands before the text when drawn: the number of an enumerated item
    (``1.``, ``ii)``) on its first block, empty on further blocks of the same item; the
    title of a note (``Warning``); the term of a definition. ``language`` is the lexer
    name of a code block where the document gives one. ``strong`` says that the whole
    block is emphasised in the document: a warning to be seen.
    """

    kind: str
    text: str
    lines: Lines
    depth: int = 0
    label: str = ""
    language: str = ""
    strong: bool = False


class Passage(NamedTuple):
    """A sentence, list item or command line of an answer: a span of its block number ``block``, of that ``kind``."""

    text: str
    lines: Lines
    block: int
    kind: str


class Link(NamedTuple):
    """A reference of an answer.

    ``url`` is empty if ``resolved`` is false and nothing is known. ``target`` is what the
    document wrote, kept until the links of all documents at hand are resolved: ``ref:label``,
    ``doc:path``, ``uri:../relative/path``, ``name:undefined target`` or empty.
    """

    text: str
    url: str
    resolved: bool
    target: str = ""


class Label(NamedTuple):
    """A place that references of this or another document can name (``.. _label:`` or a heading)."""

    name: str
    title: str
    anchor: str
    line: int


class Entry(NamedTuple):
    """One question-and-answer pair (``qna``) or one section with text (``topic``).

    ``lines`` run from the heading's text line to the last line of the answer's own text.
    ``alternates`` holds the body's own ``Q:`` paragraph first, then curated questions; ``own`` is how
    many of them are the document's.
    """

    id: str
    kind: str
    question: str
    alternates: tuple[str, ...]
    section: tuple[str, ...]
    blocks: tuple[Block, ...]
    links: tuple[Link, ...]
    lines: Lines
    own: int = 0


class Age(NamedTuple):
    """How old a document's text is, empty if it is not known.

    ``release`` is what first carried it (``Linux 5.8``), ``as_of`` the month it is of (``2020-07``), ``source`` the
    address of exactly this text. ``newer`` names a newer revision at hand, ``changed`` are the ids of the entries
    that it says differently.
    """

    release: str = ""
    as_of: str = ""
    source: str = ""
    newer: str = ""
    changed: tuple[str, ...] = ()


class Document(NamedTuple):
    """A parsed document: what its entries share.

    ``file`` is the name shown in citations, ``path`` where the file lies now. ``url`` and
    ``revision`` are empty if nothing is known of them. ``problems`` are parser messages,
    shown only with ``--verbose``; ``fallback`` says why the document was read as plain text, if it was;
    ``language`` is that of a document that is not in English (``de``), empty for all others.
    """

    file: str
    path: str
    title: str
    url: str
    revision: str
    entries: tuple[Entry, ...]
    labels: tuple[Label, ...] = ()
    problems: tuple[str, ...] = ()
    fallback: str = ""
    language: str = ""
    tree_path: str = ""
    age: Age = Age()


class ShortAnswer(NamedTuple):
    """The exact sentence, list item or command that answers: a verbatim span of one block."""

    text: str
    lines: Lines


class Turn(NamedTuple):
    """An earlier question of a conversation and the id of the entry that answered it (empty if none)."""

    query: str
    id: str


class Result(NamedTuple):
    """One ranked candidate: the entry, the document it is in, how sure the engine is of it."""

    entry: Entry
    document: Document
    confidence: float
    short_answer: ShortAnswer | None = None


class Reasons(NamedTuple):
    """Why an answer came out as it did (``--explain``, ``/why``).

    ``matched`` pairs each word of the question that was found with the fields that hold it
    (``question``, ``alternate``, ``text``); ``synonyms`` pairs a word with the document's words
    tried for it; ``matched_questions`` is the question, primary or alternate, that matched best; ``outside``
    the out-of-scope example that was nearest, with ``margin`` the lead of the first result over
    the second (0 to 1); ``taken`` says which earlier question lent its words; ``cosine`` how near the first result is
    by sentence vectors, where they were asked for. ``nearest`` is the question of the entry that comes nearest to
    one that is not covered, empty if none has a word of it.
    """

    matched: tuple[tuple[str, tuple[str, ...]], ...] = ()
    synonyms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    matched_questions: str = ""
    outside: str = ""
    margin: float = 0.0
    taken: str = ""
    cut: str = ""
    cosine: float | None = None
    nearest: str = ""


class AlsoAsked(NamedTuple):
    """Another question of a message, and the entry that answers it; None if none does."""

    query: str
    entry: Entry | None


class Answer(NamedTuple):
    """What the engine says to one question, and what else a message with several of them asks."""

    query: str
    status: str
    confidence: float
    level: str
    corrections: tuple[tuple[str, str], ...]
    unmatched: tuple[str, ...]
    results: tuple[Result, ...]
    reasons: Reasons = Reasons()
    also_asked: tuple[AlsoAsked, ...] = ()
