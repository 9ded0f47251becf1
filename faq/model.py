"""The values that cross module boundaries: frozen, plain, standard library only.

They are named tuples rather than data classes because a one-shot search pays for
every import: ``dataclasses`` alone costs more than starting Python (it imports
``inspect``), while a named tuple is just as frozen and needs nothing that is not loaded anyway.
"""

from index.values import NamedTuple

BLOCK_KINDS = ("paragraph", "code", "bullet", "enumerated", "quote", "note", "table")
"""The kinds of blocks in an answer (``kind`` in the JSON form)."""

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
    (tables keep their lines). ``depth`` is the nesting within lists (0 outside any list),
    ``label`` what is drawn before the text: the number of an enumerated item
    (``1.``, ``ii)``) on its first block, empty on further blocks of the same item; the
    title of a note (``Warning``); the term of a definition. ``language`` is the lexer
    name of a code block if the document gives one. ``strong`` says that the document
    emphasises the whole block: a warning that must be seen.
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
    """A reference in an answer.

    ``url`` is empty if ``resolved`` is false and no address is known. ``target`` is what the
    document says, kept until the links of all documents in use are resolved: ``ref:label``,
    ``doc:path``, ``uri:../relative/path``, ``name:undefined target`` or empty. ``place`` is the file
    and line in a source tree at hand (``process/howto.rst:4``), empty where there is none.
    """

    text: str
    url: str
    resolved: bool
    target: str = ""
    place: str = ""


class Label(NamedTuple):
    """A place that references in this or another document can name (``.. _label:`` or a heading)."""

    name: str
    title: str
    anchor: str
    line: int


class Entry(NamedTuple):
    """One question-and-answer pair (``qna``) or one section with text (``topic``).

    ``lines`` run from the heading's text line to the last line of the answer's own text.
    ``alternates`` holds the body's own ``Q:`` paragraph first, then curated questions; the first ``own``
    of them come from the document.
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
    """How old a document's text is; empty if unknown.

    ``release`` is the first release that contains it (``Linux 5.8``), ``as_of`` its month (``2020-07``), ``source`` the
    address of exactly this text. ``newer`` names a newer revision at hand, ``changed`` lists the entries that differ
    there: the id of each, and the shortest telling beginning of it that no other id of that revision has.
    """

    release: str = ""
    as_of: str = ""
    source: str = ""
    newer: str = ""
    changed: tuple[tuple[str, str], ...] = ()


class Document(NamedTuple):
    """A parsed document: its entries and what they share.

    ``file`` is the name shown in citations, ``path`` where the file is now. ``url`` and
    ``revision`` are empty if unknown. ``problems`` are parser messages,
    shown only with ``--verbose``; ``fallback`` says why the document was read as plain text, if it was;
    ``language`` is the language of a document that is not in English (``de``), empty for all others.
    ``tree_path`` is where it is in its source tree; ``is_shipped`` says whether it comes with the program.
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
    is_shipped: bool = False


class ShortAnswer(NamedTuple):
    """The sentences, list items or commands in a row that answer: verbatim, with a line end between blocks."""

    text: str
    lines: Lines


class Turn(NamedTuple):
    """An earlier question of a conversation and the id of the entry that answered it (empty if none)."""

    query: str
    id: str


class Result(NamedTuple):
    """One ranked candidate: the entry, its document, and how sure the engine is of it."""

    entry: Entry
    document: Document
    confidence: float
    short_answer: ShortAnswer | None = None


class Reasons(NamedTuple):
    """Why an answer came out as it did (``--explain``, ``/why``).

    ``matched`` pairs each word of the question that was found with the fields that hold it (``question``,
    ``alternate``, ``text``); ``synonyms`` pairs a word with the document's words tried for it; ``matched_question`` is
    the question, primary or alternate, that matched best; ``outside`` is the nearest out-of-scope example; ``margin``
    is the lead of the first result over the second (0 to 1); ``taken`` is the earlier question that lent its words;
    ``cut`` says what was left out of the question; ``cosine`` is how near the first result is by sentence vectors, if
    they were requested. ``nearest`` is the question of the entry that comes nearest to a question that is not covered,
    empty if no entry has a word of it. ``missing`` says that the previous entry has nothing of the kind that alone is
    asked for ("url?"), empty where it has.
    """

    matched: tuple[tuple[str, tuple[str, ...]], ...] = ()
    synonyms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    matched_question: str = ""
    outside: str = ""
    margin: float = 0.0
    taken: str = ""
    cut: str = ""
    cosine: float | None = None
    nearest: str = ""
    missing: str = ""


class AlsoAsked(NamedTuple):
    """Another question in a message, and the entry that answers it; None if there is no such entry."""

    query: str
    entry: Entry | None


class Answer(NamedTuple):
    """The engine's answer to one question, and the other questions that the message asks."""

    query: str
    status: str
    confidence: float
    level: str
    corrections: tuple[tuple[str, str], ...]
    unmatched: tuple[str, ...]
    results: tuple[Result, ...]
    reasons: Reasons = Reasons()
    also_asked: tuple[AlsoAsked, ...] = ()
