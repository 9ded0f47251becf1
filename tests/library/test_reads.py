"""What one question reads: the records of its candidates, of examples and synonyms what it has in common with them."""

from pathlib import Path
from typing import Any, NamedTuple

import pytest

from faq.engine import ask
from faq.engine.parameters import DEFAULT
from faq.indexing.payloads import GROUP, OUTSIDE, OUTSIDE_WEIGHTS, SYNONYMS, TERMS, TEXTS
from faq.library.library import Library
from faq.model import ANSWERED, Answer
from index.records import Records
from index.texts import Table, TermLists
from tests.library.words import opened, write

pytestmark = pytest.mark.usefixtures("empty_place")

WORDS = [f"{one}{other}" for one in ("bake", "boil", "burn", "cook", "fry", "peel") for other in "abcdefgh"]
"""What the entries of a document are about."""


class Read(NamedTuple):
    """A part of a record that was read, or a state: ``number`` is that of the record."""

    records: Records
    number: int
    part: int


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Read]:
    """The parts that are read, as they are."""
    found: list[Read] = []
    part = Records.part

    def noted(self: Records, number: int, which: int) -> str:
        found.append(Read(self, number, which))
        return part(self, number, which)

    monkeypatch.setattr(Records, "part", noted)
    return found


def parts(library: Library, kind: str, read: list[Read]) -> set[int]:
    """Which parts were read of the records of a kind."""
    states, numbers = library.snapshot.files.records, library.snapshot.searcher.of_kind(kind)  # type: ignore[attr-defined]  # those of an index
    return {one.part for one in read if one.records is not states and one.number in numbers}


def test_the_states_of_other_files_are_not_read(
    tmp_path: Path, read: list[Read], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("faq.sources.file_state.STEP", 0)  # as if the files were older than that
    for word in WORDS:
        write(tmp_path / "d" / f"{word}.rst", word, f"not {word}")
    opened("d").close()
    read.clear()
    library = opened("d")
    states = library.snapshot.files.records  # type: ignore[attr-defined]  # those of an index
    assert states.size == 1 + len(WORDS)
    assert {(one.number, one.part) for one in read} == {(0, 0)}  # how all of them looked
    read.clear()
    answer = library.read(lambda snapshot: ask(snapshot, "how do I bakeb?"))
    assert answer.status == ANSWERED
    shown = {result.document.path for result in answer.results}
    places = {place for place, path in enumerate(library.snapshot.files, 1) if path in shown}
    assert {one.number for one in read if one.records is states} <= {0, *places}
    assert len(shown) < 8 < len(WORDS)


def test_only_the_candidates_of_a_question_are_read(tmp_path: Path, read: list[Read]) -> None:
    write(tmp_path / "food.rst", *WORDS)
    library = opened("food.rst")
    entries = library.snapshot.entry_numbers
    assert len(entries) == len(WORDS)
    read.clear()
    answer = library.read(lambda snapshot: ask(snapshot, "how do I bakeb?", limit=3), refresh=False)
    assert answer.results[0].entry.question == "How do I bakeb?"
    seen = {one.number for one in read if one.number in entries}
    assert len(seen) <= DEFAULT.candidates


class Loaded:
    """The texts that were split whole, and the lists of terms that were looked at, of each text by its identity."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.whole: list[int] = []
        self.lists: list[int] = []
        for text in (Table, TermLists):
            monkeypatch.setattr(text, "__iter__", self._noted(self.whole, text.__iter__))
        monkeypatch.setattr(TermLists, "__getitem__", self._noted(self.lists, TermLists.__getitem__))

    def _noted(self, places: list[int], method: Any) -> Any:
        def noted(text: object, *more: object) -> object:
            places.append(id(text))
            return method(text, *more)

        return noted


def curated(path: Path, size: int) -> Library:
    """A document with so many out-of-scope examples and synonyms."""
    write(path, *WORDS)
    examples = "".join(f'"may I plough thing{number}?",\n' for number in range(size))
    synonyms = "".join(f'[[synonyms]]\nfrom = ["word{number}"]\nto = ["bakeb"]\n' for number in range(size))
    known = f"[out_of_scope]\nquestions = [\n{examples}]\n{synonyms}[entries.how-do-i-bakea]\nquestions = ['A?']\n"
    path.with_suffix(".toml").write_text(known, encoding="utf-8")
    return opened(path.name)


def asked(library: Library, query: str) -> Answer:
    return library.read(lambda snapshot: ask(snapshot, query), refresh=False)


@pytest.mark.parametrize("size", [100, 2000])
def test_examples_and_synonyms_are_looked_up(
    size: int, tmp_path: Path, read: list[Read], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many lists are looked at, and the same parts read, however many there are."""
    curated(tmp_path / "food.rst", size).close()
    loaded = Loaded(monkeypatch)
    read.clear()
    library = opened("food.rst")
    answer = asked(library, "how do I bakeb?")
    assert (answer.status, answer.results[0].entry.question) == (ANSWERED, "How do I bakeb?")
    assert asked(library, f"how do I bakea by word{size - 1}?").reasons.synonyms == (
        (f"word{size - 1}", ("bakeb",)),
    )
    assert asked(library, "may I bakea before I plough?").reasons.outside == ""
    (outside,) = library.snapshot.out_of_scope.values()
    examples, (table,) = outside.questions.terms, library.snapshot.synonyms._tables  # type: ignore[attr-defined]  # those of a record
    assert (len(examples), len(table)) == (size, size)
    assert not {id(examples), id(table)} & set(loaded.whole)
    assert 0 < loaded.lists.count(id(examples)) <= 3 * DEFAULT.exact
    assert parts(library, OUTSIDE, read) == {GROUP, TERMS, OUTSIDE_WEIGHTS}
    assert parts(library, SYNONYMS, read) == {0}
    number = sorted(library.snapshot.searcher.of_kind(SYNONYMS))[0]
    assert [(one.number, one.part) for one in read].count((number, 0)) == 1


def test_the_text_of_an_example_is_read_where_it_is_told(tmp_path: Path, read: list[Read]) -> None:
    library = curated(tmp_path / "food.rst", 100)
    read.clear()
    assert asked(library, "may I plough thing7?").reasons.outside == "may I plough thing7?"
    assert TEXTS in parts(library, OUTSIDE, read)
