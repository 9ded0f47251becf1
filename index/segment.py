"""Reads a segment without Whoosh: records, and the terms in several fields that they are found by."""

from collections.abc import Iterator, Sequence

from index.pieces import PieceFile
from index.records import Records
from index.terms import TermsFile, as_word

TERMS, RECORDS = "terms", "records"
"""Suffixes of the two files of a segment."""


class Segment:
    """Records and the terms they are found by.

    Args:
        terms: the file of the terms.
        records: the file of the records.
        deleted: the numbers of records that must no longer be found.
    """

    def __init__(self, terms: PieceFile, records: PieceFile, deleted: frozenset[int] = frozenset()) -> None:
        self.terms, self.records, self.deleted = TermsFile(terms), Records(records), deleted

    def count(self, field: str, term: bytes) -> int:
        """Return how many records hold a term."""
        if self.deleted:
            return len(self.postings(field, term)[0])
        terms = self.terms.field(field)
        return terms.count(term) if terms is not None else 0

    def postings(self, field: str, term: bytes) -> tuple[Sequence[int], Sequence[float]]:
        """Return the numbers of the records that hold a term, in order, and its evidence for each."""
        terms = self.terms.field(field)
        numbers, evidence = terms.postings(term) if terms is not None else ((), ())
        if self.deleted.isdisjoint(numbers):
            return numbers, evidence
        left: list[int] = []
        spoken: list[float] = []
        for number, weight in zip(numbers, evidence, strict=True):
            if number not in self.deleted:
                left.append(number)
                spoken.append(weight)
        return left, spoken

    def counts(self, field: str, prefix: bytes) -> Iterator[tuple[bytes, int]]:
        """Return the terms of a field that begin with a prefix, and how many records hold each."""
        terms = self.terms.field(field)
        for term, count in terms.starting_at(prefix) if terms is not None else ():
            if not term.startswith(prefix):
                return
            yield term, self.count(field, term) if self.deleted else count

    def words(self, field: str, prefix: bytes) -> dict[str, int]:
        """Return the terms of a field that begin with a prefix as words, and how many records hold each."""
        terms = self.terms.field(field)
        if terms is None or self.deleted:
            return {as_word(term): count for term, count in self.counts(field, prefix) if count}
        return terms.words(prefix)

    def close(self) -> None:
        """Close the files."""
        self.terms.close()
        self.records.close()
