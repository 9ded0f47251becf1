"""Payloads: the parts of a record, each read only where it is asked for, and how they are written and read.

Parts are text: lists of texts (``index.texts.join``), lists of terms a line, tables that are looked into. No part holds
another form within it, and reading one runs no code.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, islice

from faq.model import Block, Entry, Lines, Link, Passage
from index.texts import OFTEN, Table, TermLists, join, split, table, term_lists
from index.values import NamedTuple

ENTRY, OUTSIDE, SYNONYMS, FOLLOW_UPS, DOCUMENT = "entry", "outside", "synonyms", "follow-ups", "document"
"""Kinds of records."""

LATER = "later:"
"""A key of what is known of entries that another revision of the document does not have."""

HEAD, QUESTIONS, QUESTION_TERMS, PASSAGES, PASSAGE_TERMS, EVIDENCE, WEIGHTS, PASSAGE_WEIGHTS, VECTORS = range(
    9
)
"""Parts of an entry: itself and its file; its questions and what answers them; their terms, a line each; its passages;
their terms, a line each; what speaks for each passage, by term, and the unit it is read in; what was trained to tell
its questions from other entries' (``index.buckets``), and those of each passage from other passages'; the vectors of
its units, where they were asked for."""

GROUP, TEXTS, TERMS, OUTSIDE_WEIGHTS = range(4)
"""Parts of an out-of-scope class: its file; its questions, a line each; their terms, too; what was trained to tell them
from those that the document answers."""

PLACES, PROBLEMS, OWNER = range(3)
"""Parts of what a document has besides entries: its labels and where they lead; the parser's messages; its file."""

Unit = tuple[int, int]
"""The numbers of the first and the last passage of what can be read alone."""

NOTHING: Unit = (0, -1)
"""The unit of a passage that cannot be read alone, nor with its neighbours."""

Part = Callable[[int], str]
"""Reads a part of a record."""


def word_count(passages: Sequence[Passage], unit: Unit) -> int:
    """Return the number of words of a unit.

    Args:
        passages: the passages of its entry.
        unit: the unit.
    """
    return sum(len(passage.text.split()) for passage in passages[unit[0] : unit[1] + 1])


class Asked(NamedTuple):
    """A question of an entry and its distinct terms. ``passage`` is the number of the passage that answers
    it, or -1."""

    text: str
    terms: tuple[str, ...]
    passage: int = -1


class Evidence(NamedTuple):
    """What speaks for each passage, in hundredths by term, and the unit that it is read in as an answer
    (``faq.indexing.units``)."""

    words: tuple[Mapping[str, int], ...]
    units: tuple[Unit, ...]


class Weighed(NamedTuple):
    """``Evidence`` to be looked into: for each term the passages that it speaks for."""

    words: Table
    units: tuple[Unit, ...]


class Analysed(NamedTuple):
    """An entry as it is to be stored: with the file it is in, its questions and passages, analysed, and what speaks
    for each passage, None if that is worked out when needed."""

    entry: Entry
    group: str
    questions: tuple[Asked, ...]
    passages: tuple[Passage, ...]
    passage_terms: tuple[tuple[str, ...], ...]
    evidence: Evidence | None = None
    weights: str = ""
    passage_weights: tuple[str, ...] = ()


class Stored:
    """What a hit brings: the entry, the file it is in, its questions and passages, analysed; each read when needed.

    Args:
        part: reads a part of its record.
    """

    def __init__(self, part: Part) -> None:
        self._part = part

    @cached_property
    def _head(self) -> list[str]:
        return split(self._part(HEAD))

    @property
    def group(self) -> str:
        """The file that the entry stands in."""
        return self._head[0]

    @cached_property
    def entry(self) -> Entry:
        """The entry."""
        _, id, kind, question, own, alternates, lines, *rest = self._head
        section, blocks, links = map(split, rest)
        return Entry(
            id=id,
            kind=kind,
            question=question,
            alternates=tuple(self.question_texts[1 : 1 + int(alternates)]),
            section=tuple(section),
            blocks=tuple(map(_block, blocks)),
            links=tuple(map(_link, links)),
            lines=_lines(lines),
            own=int(own),
        )

    @cached_property
    def _questions(self) -> list[str]:
        return split(self._part(QUESTIONS))

    @property
    def question_texts(self) -> Sequence[str]:
        """The entry's questions, the primary one first."""
        return self._questions[1:]

    @cached_property
    def question_terms(self) -> TermLists:
        """The distinct terms of each question."""
        return TermLists(self._part(QUESTION_TERMS))

    @property
    def answering(self) -> list[int]:
        """For each question the number of the passage that answers it, or -1."""
        return list(map(int, self._questions[0].split()))

    @property
    def questions(self) -> tuple[Asked, ...]:
        """The entry's questions, with all that is known of each."""
        return tuple(map(Asked, self.question_texts, self.question_terms, self.answering))

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Its passages."""
        return tuple(map(_passage, split(self._part(PASSAGES))))

    @cached_property
    def passage_terms(self) -> TermLists:
        """The distinct terms of each passage."""
        return TermLists(self._part(PASSAGE_TERMS))

    def has_itself(self, term: str) -> bool:
        """Whether the document's own questions and text, and not only what is known of them, have a term."""
        own = islice(self.question_terms, 1 + self.entry.own)
        return self.passage_terms.hold(term) or any(term in terms for terms in own)

    @property
    def is_curated(self) -> bool:
        """Whether a knowledge file says anything of it that questions are compared with."""
        own = int(self._head[4])
        return bool(self.weights) or len(self.question_terms) > 1 + own

    @cached_property
    def weights(self) -> str:
        """What was trained to tell its questions from those of other entries, empty where nothing was."""
        return self._part(WEIGHTS)

    @cached_property
    def passage_weights(self) -> Sequence[str]:
        """What was trained to tell the questions that a passage answers from those of other passages, for each; nothing
        where nothing was."""
        return split(self._part(PASSAGE_WEIGHTS))

    @cached_property
    def weighed(self) -> Weighed | None:
        """What speaks for each passage, None if it is to be worked out."""
        packed = self._part(EVIDENCE)
        return weighed(packed) if packed else None


def pack(found: Analysed) -> tuple[str, ...]:
    """Return the parts of an entry."""
    entry, questions = found.entry, found.questions
    head = [
        found.group,
        entry.id,
        entry.kind,
        entry.question,
        str(entry.own),
        str(len(entry.alternates)),
        _numbers(entry.lines),
        join(entry.section),
        join(map(_pack_block, entry.blocks)),
        join(map(_pack_link, entry.links)),
    ]
    spans = (join([p.text, _numbers(p.lines), str(p.block), p.kind]) for p in found.passages)
    answering = " ".join(str(asked.passage) for asked in questions)
    return (
        join(head),
        join([answering, *(asked.text for asked in questions)]),
        term_lists(asked.terms for asked in questions),
        join(spans),
        term_lists(found.passage_terms),
        pack_evidence(found.evidence) if found.evidence is not None else "",
        found.weights,
        join(found.passage_weights) if any(found.passage_weights) else "",
    )


def _pack_block(block: Block) -> str:
    texts = [block.kind, block.text, _numbers(block.lines), str(block.depth), block.label, block.language]
    return join([*texts, _flag(block.strong)])


def _block(packed: str) -> Block:
    kind, text, lines, depth, label, language, strong = split(packed)
    return Block(kind, text, _lines(lines), int(depth), label, language, bool(strong))


def _pack_link(link: Link) -> str:
    return join([link.text, link.url, _flag(link.resolved), link.target])


def _link(packed: str) -> Link:
    text, url, resolved, target = split(packed)
    return Link(text, url, bool(resolved), target)


def _passage(packed: str) -> Passage:
    text, lines, block, kind = split(packed)
    return Passage(text, _lines(lines), int(block), kind)


def _flag(value: bool) -> str:
    return "1" if value else ""


def _numbers(lines: Lines) -> str:
    return f"{lines.first} {lines.last}"


def _lines(numbers: str) -> Lines:
    first, last = numbers.split()
    return Lines(int(first), int(last))


def pack_evidence(evidence: Evidence) -> str:
    """Return the part that says what speaks for each passage."""
    units = " ".join(f"{first} {last}" for first, last in evidence.units)
    return f"{units}\n{_by_term(evidence.words)}"


def _by_term(passages: Sequence[Mapping[str, int]]) -> str:
    rows: dict[str, str] = {}
    for number, terms in enumerate(passages):
        for term, weight in terms.items():
            before = rows.get(term)
            rows[term] = f"{before} {number} {weight}" if before else f"{number} {weight}"
    return table(rows.items())


def weighed(packed: str) -> Weighed:
    """Return what speaks for each passage, to be looked into."""
    units, _, by_word = packed.partition("\n")
    return Weighed(Table(by_word), tuple(_in_pairs(units)))


def row(terms: Table, term: str) -> list[tuple[int, int]]:
    """Return the numbers of the passages that a term speaks for, each with how much."""
    return _in_pairs(terms.get(term))


def _in_pairs(text: str) -> list[tuple[int, int]]:
    numbers = [int(number) for number in text.split()]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def marked(terms: Iterable[str]) -> list[str]:
    """Return terms as those of follow-ups: they are looked up apart from those of questions that stand alone."""
    return [f"+{term}" for term in terms]


def pack_outside(
    group: str, questions: Iterable[str], terms: Iterable[Collection[str]], weights: str
) -> tuple[str, ...]:
    """Return the parts of an out-of-scope class; ``terms`` are the distinct ones of each question."""
    texts = "\n".join([question.replace("\n", " ") for question in questions])
    return group, texts, term_lists(terms), weights


class Outside:
    """The questions of an out-of-scope class.

    Args:
        part: reads a part of its record.
    """

    def __init__(self, part: Part) -> None:
        self._part = part

    @cached_property
    def group(self) -> str:
        """The file whose class it is."""
        return self._part(GROUP)

    @property
    def texts(self) -> Sequence[str]:
        """The questions."""
        return self._part(TEXTS).split("\n")

    @cached_property
    def terms(self) -> TermLists:
        """The distinct terms of each."""
        return TermLists(self._part(TERMS))

    @cached_property
    def weights(self) -> str:
        """What was trained to tell them from those that the document answers, empty where nothing was."""
        return self._part(OUTSIDE_WEIGHTS)

    @property
    def size(self) -> int:
        """How many questions there are."""
        return len(self.terms)


class Synonyms(Mapping[str, tuple[str, ...]]):
    """The documents' words for each phrase of users, by the phrase's terms joined with spaces; looked up, and
    loaded only if that happens often.

    Args:
        tables: those of all documents.
    """

    def __init__(self, tables: Sequence[Table]) -> None:
        self._tables = tables
        self._searches = 0

    def __getitem__(self, phrase: str) -> tuple[str, ...]:
        if self._searches >= OFTEN:
            return self._loaded[phrase]
        self._searches += 1
        words = self._looked_up(phrase)
        if not words:
            raise KeyError(phrase)
        return words

    @cached_property
    def _loaded(self) -> dict[str, tuple[str, ...]]:
        return {phrase: words for phrase in self if (words := self._looked_up(phrase))}

    def _looked_up(self, phrase: str) -> tuple[str, ...]:
        rows = (table.get(phrase) for table in self._tables)
        return tuple(dict.fromkeys(chain.from_iterable(row.split("\t") for row in rows if row)))

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(chain.from_iterable(self._tables)))

    def __len__(self) -> int:
        return sum(map(len, self._tables))
