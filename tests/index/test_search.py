"""The reader: it finds what was written, and never takes what is damaged for that."""

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from index import search, writing
from index.pieces import Damaged, DiskFile, MemoryFile, PieceFile, root, with_tail
from index.records import Records, RecordsWriter
from index.search import Searcher
from index.terms import BLOCK
from index.texts import Table, join, split, table
from tests.index.test_whoosh import record
from tests.support.tally import TIMES, tallied

FLIPS = 500 * TIMES


def asked(searcher: Searcher) -> list[object]:
    """What a question reads: kinds, terms, counts, a prefix, parts of records."""
    words = [f"w{number}" for number in range(0, 900, 3)]
    return [
        searcher.of_kind("entry"),
        searcher.holding("words", words),
        searcher.score("words", dict.fromkeys(words, 1.0)),
        searcher.counts("surface", "v1"),
        [searcher.part(number, 0) for number in range(0, 300, 9)],
    ]


def test_no_flipped_bit_of_what_is_read_passes(tmp_path: Path) -> None:
    """Each one is noticed, or was not read and changes nothing."""
    writing.write(str(tmp_path), map(record, range(300))).close()
    right = asked(search.read(str(tmp_path)))
    chance, noticed = random.Random(None if TIMES > 1 else 15), 0
    files = [path for path in sorted(tmp_path.iterdir()) if not path.name.endswith(".toc")]
    for _ in tallied(range(FLIPS)):
        path = chance.choice(files)
        good = path.read_bytes()
        bad, bit = bytearray(good), chance.randrange(8 * len(good))
        bad[bit // 8] ^= 1 << bit % 8
        path.write_bytes(bad)
        try:
            assert asked(search.read(str(tmp_path))) == right, f"{path.name}: bit {bit}"
        except Damaged:
            noticed += 1
        path.write_bytes(good)
    assert noticed > FLIPS // 3
    assert asked(search.read(str(tmp_path))) == right


def test_damage_below_an_open_index_is_noticed(tmp_path: Path) -> None:
    """A file cut in its place, as one that was mapped could not be."""
    searcher = writing.write(str(tmp_path), map(record, range(300)))
    for path in tmp_path.glob("*.records"):
        os.truncate(path, 100)
    with pytest.raises(Damaged):
        searcher.part(200, 0)
    for path in tmp_path.glob("*.terms"):
        os.truncate(path, 0)
    with pytest.raises(Damaged):
        searcher.postings("words", "w1")


def test_terms_at_the_edges_of_blocks_are_found(tmp_path: Path) -> None:
    words = {f"{number:05}": 1.0 for number in range(3 * BLOCK)}
    only = search.Record("g", "k", "entry", words, {}, (), ("text",))
    searcher = writing.write(str(tmp_path), [only])
    assert searcher.holding("words", words) == dict.fromkeys(words, 1)
    assert searcher.holding("words", ["", "0", "00000a", "99999", f"{BLOCK:05}a", "\0"]) == {}
    assert searcher.counts("words") == dict.fromkeys(words, 1)
    assert list(searcher.counts("words", "0012")) == [f"{number:05}" for number in range(120, 130)]
    assert searcher.counts("grams") == {}
    assert searcher.holding("no field", ["00000"]) == {}


def test_only_the_blocks_that_hold_a_prefix_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And only so many are kept."""
    monkeypatch.setattr("index.terms._REMEMBERED", 3)
    words = dict.fromkeys([*(f"{number:05}" for number in range(9 * BLOCK)), "000a~", "000a\u00e9"], 1.0)
    writing.write(str(tmp_path), [search.Record("g", "k", "entry", words, {}, (), ("text",))]).close()
    searcher, read = search.read(str(tmp_path)), list[int]()
    unchecked = DiskFile.unchecked

    def noted(file: DiskFile, start: int, length: int) -> bytes:
        read.append(start)
        return unchecked(file, start, length)

    monkeypatch.setattr(DiskFile, "unchecked", noted)
    assert searcher.counts("words", "000a") == {"000a~": 1, "000a\u00e9": 1}
    assert searcher.counts("words", "0000") == {f"{number:05}": 1 for number in range(10)}
    assert len(read) <= 3  # the list of blocks, then the first ones
    assert searcher.counts("words") == dict.fromkeys(words, 1)
    (segment, _), *_ = searcher._segments
    terms = segment.terms.field("words")
    assert terms is not None
    assert len(terms._blocks) <= 3


def test_an_empty_index_has_nothing(tmp_path: Path) -> None:
    searcher = writing.write(str(tmp_path), [])
    assert (searcher.size, searcher.of_kind("entry"), searcher.counts("words")) == (0, frozenset(), {})
    with pytest.raises(IndexError):
        searcher.part(0, 0)


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 99, b"f" * 16, b"+" * 16, with_tail(b"x")[:-1], b"y" + with_tail(b"x")[1:]]
)
@pytest.mark.parametrize("kind", [MemoryFile, "disk"])
def test_a_file_without_a_right_end_is_damaged(
    kind: Callable[[bytes], MemoryFile] | str, content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    file = kind(content) if callable(kind) else DiskFile(str(path))
    with pytest.raises(Damaged):
        root(file)
    file.close()


def test_many_records_of_several_parts_are_read_back() -> None:
    from io import BytesIO

    written = BytesIO()
    writer = RecordsWriter(written, 3)
    for number in range(200):
        writer.add([f"a{number}", "", "é" * number][: number % 4])
    writer.finish()
    records = Records(MemoryFile(written.getvalue()))
    assert records.size == 200
    for number in range(200):
        parts = [f"a{number}", "", "é" * number][: number % 4]
        assert records.record(number) == tuple(parts + [""] * (3 - len(parts)))


class Beyond(PieceFile):
    """A file in which something lies beyond four gigabytes of nothing."""

    START = 1 << 32

    def __init__(self, content: bytes) -> None:
        self._content, self.size, self.reads = content, self.START + len(content), 0

    def unchecked(self, start: int, length: int) -> bytes:
        self.reads += 1
        return self._content[start - self.START : start - self.START + length]


def test_records_beyond_four_gigabytes_are_read() -> None:
    """Where they are is read once for all that lie together."""
    from io import BytesIO

    written = BytesIO()
    writer = RecordsWriter(written, 2)
    writer._end = Beyond.START
    for number in range(9):
        writer.add([f"a{number}", f"b{number}"])
    writer.finish()
    file = Beyond(written.getvalue())
    records = Records(file)
    before = file.reads
    assert [records.record(number) for number in range(9)] == [(f"a{n}", f"b{n}") for n in range(9)]
    assert file.reads - before == 1 + 2 * 9


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["a", "", "1 2\n3"], ["\n", "é\0", " "], ["12", "3"]])
def test_texts_are_joined_and_split_again(texts: list[str]) -> None:
    assert split(join(texts)) == texts


def test_a_table_is_looked_into() -> None:
    looked = Table(table([("a", "1 2"), ("a b", ""), (" ab ", "x\ty"), ("é", "3")]))
    assert [looked.get(key) for key in ("a", "a b", " ab ", "é", "b", "", "ab", "x")] == [
        "1 2",
        "",
        "x\ty",
        "3",
        "",
        "",
        "",
        "",
    ]
    assert (list(looked), len(looked)) == (["a", "a b", " ab ", "é"], 4)
    assert (list(Table("")), len(Table("")), Table("").get("a"), len(Table(table([])))) == ([], 0, "", 0)


def test_some_records_are_searched_as_if_there_were_no_others(tmp_path: Path) -> None:
    records = [record(number) for number in range(300)]
    chosen = frozenset(range(5, 300, 7))
    whole = writing.write(str(tmp_path), records)
    some, alone = whole.among(chosen), writing.write(None, [records[number] for number in sorted(chosen)])
    words = [f"w{number}" for number in range(900)]
    assert some.holding("words", words) == alone.holding("words", words)
    assert some.of_kind("entry") == chosen
    assert some.numbers("key-5") == (5,)
    assert some.numbers("key-6") == ()
    assert some.part(12, 0) == whole.part(12, 0)
    places = dict(enumerate(sorted(chosen)))
    scores = alone.score("words", dict.fromkeys(words, 1.0))
    assert some.score("words", dict.fromkeys(words, 1.0)) == {places[n]: value for n, value in scores.items()}
    some.close()
    assert whole.size == 300


def test_all_records_but_some_are_searched_as_if_there_were_no_others(tmp_path: Path) -> None:
    records = [record(number) for number in range(300)]
    first, second = frozenset(range(5)), frozenset(range(40, 300, 7))
    left = [number for number in range(300) if number not in first | second]
    whole = writing.write(str(tmp_path), records)
    parts = [whole.among(first), whole.among(second)]
    rest, alone = whole.without(parts), writing.write(None, [records[number] for number in left])
    parts.append(rest)  # what was given is not what the caller does with it later
    words = [f"w{number}" for number in range(900)]
    assert rest.holding("words", words) == alone.holding("words", words)
    assert (rest.size, rest.of_kind("entry")) == (len(left), frozenset(left))
    assert (rest.numbers("key-5"), rest.numbers("key-0"), rest.numbers("key-47")) == ((5,), (), ())
    assert rest.part(12, 0) == whole.part(12, 0)
    assert rest.vocabulary("v1") == whole.vocabulary("v1") == whole.counts("surface", "v1")
    scores = alone.score("words", dict.fromkeys(words, 1.0))
    assert rest.score("words", dict.fromkeys(words, 1.0)) == {left[n]: value for n, value in scores.items()}
    assert whole.postings("words", "w1") == writing.write(None, records).postings("words", "w1")


def test_only_the_segments_that_hold_a_document_are_read_for_it(tmp_path: Path) -> None:
    writing.write(str(tmp_path), map(record, range(1200))).close()
    writing.write(str(tmp_path), map(record, range(1200, 2400)), add=True).close()
    whole, words = search.read(str(tmp_path)), ("w1", "w2", "w5")
    right = {word: whole.between("words", word, 1300, 1310) for word in words}
    whole.close()
    whole = search.read(str(tmp_path))
    some = whole.among(frozenset(range(1300, 1310)))
    os.truncate(min(tmp_path.glob("*.terms")), 0)
    assert {word: some.postings("words", word) for word in words} == right
    assert {number for found in right.values() for number in found} == set(range(1300, 1310))
    with pytest.raises(Damaged):
        whole.postings("words", "w1")
