"""A flipped bit in what a question reads is noticed, wherever it is, and the answer is that of a sound index."""

import random
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from faq.engine import ask
from faq.library.library import open_library
from faq.library.ship import ship
from faq.sources.selection import in_use
from faq.sources.source import Source
from index.generation import MANIFEST
from index.pieces import DiskFile
from tests.library.woods import NEWER
from tests.library.words import write
from tests.support.tally import TIMES, tallied

FLIPS = 500 * TIMES

ASKED = ("how do I fell a tree?", "who plnats a meadow?")

DATA = Path(__file__).parents[2] / "data"

REVISION = "linux-6.12"

Place = tuple[Path, int]
"""A byte of a file."""


class Read:
    """The bytes that are read from files on disk."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.places: set[Place] = set()
        paths: dict[DiskFile, Path] = {}
        initialize, unchecked = DiskFile.__init__, DiskFile.unchecked

        def opened(file: DiskFile, path: str, *more: Any, **named: Any) -> None:
            initialize(file, path, *more, **named)
            paths[file] = Path(path)

        def noted(file: DiskFile, start: int, length: int) -> bytes:
            content = unchecked(file, start, length)
            self.places.update((paths[file], at) for at in range(start, start + len(content)))
            return content

        monkeypatch.setattr(DiskFile, "__init__", opened)
        monkeypatch.setattr(DiskFile, "unchecked", noted)

    def below(self, directory: Path) -> list[Place]:
        """Those in a directory, in order."""
        return sorted(place for place in self.places if place[0].is_relative_to(directory))


def answers(sources: Sequence[Source], asked: Sequence[str]) -> tuple[list[str], Path]:
    """The answers to some questions, and where the index is that they were taken from in the end."""
    library = open_library(sources)
    try:
        told = [str(library.read(lambda snapshot, query=query: ask(snapshot, query))) for query in asked]  # type: ignore[misc]  # a lambda
        return told, Path(library.snapshot.location)
    finally:
        library.close()


def flipped(places: Sequence[Place], number: int) -> Iterator[Place]:
    """Flip one bit after the other, each alone."""
    chance = random.Random(None if TIMES > 1 else 7)
    for path, at in tallied(chance.choice(places) for _ in range(number)):
        good = path.read_bytes()
        bad = bytearray(good)
        bad[at] ^= 1 << chance.randrange(8)
        path.write_bytes(bad)
        yield path, at
        path.write_bytes(good)


class Rebuilt(Exception):
    """An index is built again."""


def test_in_an_index_of_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, empty_place: None) -> None:
    def rebuilt(*_: object) -> None:
        raise Rebuilt

    monkeypatch.setattr("faq.sources.file_state.STEP", 0)  # as if the files were older than that
    for word in ("fell a tree", "plant a meadow", "bake bread"):
        write(tmp_path / "d" / f"{word[:4]}.rst", word, f"not {word}")
    sources = in_use(["d"])
    answers(sources, ASKED)
    with monkeypatch.context() as patch:
        read = Read(patch)
        sound, place = answers(sources, ASKED)
    places = read.below(place) + [(place / MANIFEST, at) for at in range((place / MANIFEST).stat().st_size)]
    assert {path.name for path, _ in places} == {
        path.name for path in place.iterdir() if path.suffix != ".toc"
    }
    silent = 0
    monkeypatch.setattr("faq.library.open_index._build", rebuilt)
    for flip in flipped(places, FLIPS):
        try:
            assert answers(sources, ASKED) == (sound, place), flip
            silent += 1
        except Rebuilt:
            pass
    assert silent < FLIPS // 50  # a capital letter in a checksum


def flips_are_noticed(sources: Sequence[Source], asked: Sequence[str], index: Path, each: int) -> None:
    """Flip bits of the shipped index of a revision, and as many of the one that it is stored as a difference from."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("faq.sources.file_state.STEP", 0)
        patch.setattr("faq.library.shipped_index.__version__", "another")
        _, cached = answers(sources, asked)  # so that none is built where another has to answer
    with pytest.MonkeyPatch.context() as patch:
        read = Read(patch)
        sound, place = answers(sources, asked)
    assert place.parent == index
    for directory in (place, index / "bundled"):
        places = read.below(directory)
        silent = 0
        for flip in flipped(places, each):
            told, where = answers(sources, asked)
            assert told == sound, flip
            assert where in (place, cached)
            silent += where == place
        assert silent < each // 50
        assert {path.suffix for path, _ in places} >= {".terms", ".records"}


def test_in_a_shipped_index_and_its_base(revised: Path) -> None:
    flips_are_noticed(in_use(revision=NEWER), ASKED, revised / "index", FLIPS // 4)


@pytest.mark.slow
def test_in_the_shipped_index_of_another_revision_and_its_base(program: Path) -> None:
    data = Path(shutil.copytree(DATA, program / "data"))
    ship(str(data / "index"))
    asked = ("which maling list do I send BPF patches to?",)
    flips_are_noticed(in_use(revision=REVISION), asked, data / "index", FLIPS // 10)
