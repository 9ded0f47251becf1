"""What is written is a Whoosh index: Whoosh opens it, asks it and finds in it what this program does."""

import random
from pathlib import Path
from typing import Any

import pytest
import whoosh.index
from whoosh import query, scoring

from index import search, writing
from index.search import PARTS, Record, Searcher
from tests.support.bundled import library

FIELDS = ("group", "key", "kind", "words", "grams", "surface")


def record(number: int) -> Record:
    """A record with some words, the more common ones in many."""
    chance = random.Random(number)
    words = {f"w{int(chance.random() ** 3 * 900)}": chance.random() for _ in range(40)}
    grams = {word[:3]: 2 * weight for word, weight in words.items()}
    group, key = f"file {number % 7}", f"key-{number}"
    return Record(
        group, key, "entry", words, grams, {f"v{number}", "often"}, (f"text {number}", "é", ""), ("other",)
    )


def postings(index: Any) -> dict[tuple[str, bytes], dict[int, float]]:
    """All postings, as Whoosh reads them."""
    found: dict[tuple[str, bytes], dict[int, float]] = {}
    with index.reader() as reader:
        for field, term in reader.all_terms():
            matcher = reader.postings(field, term)
            weights = found[field, term] = {}
            while matcher.is_active():
                weights[matcher.id()] = matcher.weight()
                matcher.next()
    return found


def is_the_same(directory: Path, searcher: Searcher) -> int:
    """Compare Whoosh's reader and searcher with ours; return how many terms there are."""
    index = whoosh.index.open_dir(str(directory))
    found = postings(index)
    for (field, term), weights in found.items():
        assert weights == searcher.postings(field, term.decode()), (field, term)
    for field in FIELDS:
        counts = {
            term.decode(): len(weights)
            for (name, term), weights in found.items()
            if name == field and weights
        }
        assert counts == searcher.counts(field)
    terms = list(found)
    with index.reader() as reader:
        middle = len(terms) // 2
        assert list(reader.terms_from(*terms[middle])) == terms[middle:]
        for field, term in terms[::100] if not reader.has_deletions() else ():
            told, weights = reader.term_info(field, term), found[field, term]
            assert (told.doc_frequency(), told.max_weight()) == (len(weights), max(weights.values()))
            assert told.weight() == pytest.approx(sum(weights.values()))
            assert (told.min_id(), told.max_id()) == (min(weights), max(weights))
    weighting = scoring.FunctionWeighting(lambda searcher, field, term, matcher: matcher.weight())
    with index.searcher(weighting=weighting) as asked:
        assert asked.doc_count() == searcher.size
        for (field, term), weights in found.items():
            assert matched(asked, query.Term(field, term)) == weights, (field, term)
        for field, term in terms[::100]:
            hits = asked.search(query.Term(field, term), limit=None)
            assert {hit.docnum: hit.score for hit in hits} == found[field, term]
            for hit in hits:
                assert hit["payload"] == tuple(searcher.part(hit.docnum, which) for which in range(PARTS))
        words = [term for field, term in found if field == "words"]
        prefix = words[len(words) // 2][:2]
        beginning = asked.search(query.Prefix("words", prefix), limit=None)
        alike = searcher.counts("words", prefix.decode())
        assert len(alike) > 1
        assert {hit.docnum for hit in beginning} == {
            n for word in alike for n in searcher.postings("words", word)
        }
    return len(found)


def matched(asked: Any, question: query.Query) -> dict[int, float]:
    """What Whoosh's searcher finds: the score of each record, by its number."""
    scores: dict[int, float] = {}
    for one, start in asked.leaf_searchers():
        matcher = question.matcher(one)
        while matcher.is_active():
            scores[start + matcher.id()] = matcher.score()
            matcher.next()
    return scores


def test_whoosh_finds_the_same_in_one_segment(tmp_path: Path) -> None:
    searcher = writing.write(str(tmp_path), map(record, range(300)))
    assert is_the_same(tmp_path, searcher) > 1000
    assert searcher.part(17, 0) == "text 17"
    assert len(list(tmp_path.glob("*.terms"))) == 1


def test_whoosh_finds_the_same_in_the_index_of_the_bundled_document() -> None:
    """In each of its terms."""
    location = library().snapshot.location
    assert is_the_same(Path(location), search.read(location)) > 30_000


def test_whoosh_finds_the_same_in_several_segments_with_deleted_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.writer.FEW", 50)
    monkeypatch.setattr("index.writing.SEGMENT", 3000)
    writing.write(str(tmp_path), map(record, range(300))).close()
    searcher = writing.write(str(tmp_path), [record(1000)], gone=["file 3"], add=True)
    assert len(list(tmp_path.glob("*.terms"))) > 2
    assert searcher.of_group("file 3") == frozenset()
    assert is_the_same(tmp_path, searcher) > 1000
    assert searcher.size == 301 - len(range(3, 300, 7))


def test_an_index_in_memory_answers_as_one_on_disk(tmp_path: Path) -> None:
    on_disk = writing.write(str(tmp_path), map(record, range(100)))
    in_memory = writing.write(None, map(record, range(100)))
    for field in FIELDS:
        assert on_disk.counts(field) == in_memory.counts(field)
    assert on_disk.postings("words", "w1") == in_memory.postings("words", "w1")
    more = writing.write(None, [record(200)], gone=["file 0"], base=in_memory)
    assert (more.size, in_memory.size) == (101 - len(range(0, 100, 7)), 100)
    assert len(in_memory.of_group("file 0")) == len(range(0, 100, 7))


def test_the_same_records_are_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        writing.write(str(tmp_path / name), map(record, range(50))).close()
    a, b = ({file.name: file.read_bytes() for file in (tmp_path / name).iterdir()} for name in ("a", "b"))
    assert a == b
    assert "contents" in a


def test_terms_that_are_no_text(tmp_path: Path) -> None:
    """A file's name need not be UTF-8, and is told from another."""
    names = ["a\udcff", "a\udcfe", "new\nline", "nul\0", "zebra"]
    records = [Record(name, "", "entry", {}, {}, (), (name,)) for name in names]
    searcher = writing.write(str(tmp_path), records)
    assert [sorted(searcher.of_group(name)) for name in names] == [[0], [1], [2], [3], [4]]
    assert [search.read(str(tmp_path)).part(n, 0) for n in range(5)] == names
