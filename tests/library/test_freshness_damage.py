"""An index that is damaged, or of another version, is built again."""

from pathlib import Path

import pytest

from faq.engine import ask
from faq.errors import FaqError
from faq.library.open_index import maker
from index import search
from index.pieces import Damaged, PieceFile
from tests.library.words import opened, questions, write

pytestmark = pytest.mark.usefixtures("empty_place")


def test_an_older_index_that_cannot_be_read_is_not_built_on(
    three: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    library, read = opened("d"), search.read
    old = library.snapshot.location
    library.close()

    def refuse(directory: str) -> search.Searcher:
        if directory == old:
            raise Damaged
        return read(directory)

    monkeypatch.setattr(search, "read", refuse)
    write(three / "a.rst", "jump")
    assert questions(opened("d")) == ["jump", "climb", "dance"]
    assert parsed == ["a.rst", "b.rst", "c.rst"] * 2


def test_an_index_of_another_version_is_built_again(
    three: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing of it is taken over."""
    with monkeypatch.context() as patch:
        patch.setattr("faq.library.open_index.maker", lambda: "another version")
        opened("d").close()
    assert parsed == ["a.rst", "b.rst", "c.rst"]
    opened("d").close()
    assert parsed == ["a.rst", "b.rst", "c.rst"] * 2


@pytest.mark.parametrize(
    ("part", "another"),
    [
        ("index.search.VERSION", 1),
        ("faq.library.open_index.__version__", "another"),
        ("whoosh.__version__", (2, 7, 99)),
        ("faq.library.open_index._docutils", lambda: 7),
        ("faq.library.open_index._own_files", lambda: 7),
    ],
)
def test_what_an_index_depends_on(
    part: str, another: object, three: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its format, and the programs that it is made with."""
    opened("d").close()
    monkeypatch.setattr(part, another)
    maker.cache_clear()
    try:
        assert questions(opened("d")) == ["jump", "swim", "climb", "dance"]
    finally:
        maker.cache_clear()
    assert parsed == ["a.rst", "b.rst", "c.rst"] * 2


def test_a_damaged_index_is_built_again(three: Path) -> None:
    place = Path(opened("d").snapshot.location)
    (terms,) = place.glob("*.terms")
    terms.write_bytes(b"\0" * terms.stat().st_size)
    assert questions(opened("d")) == ["jump", "swim", "climb", "dance"]


def test_damage_in_the_midst_of_a_question(three: Path) -> None:
    """It is noticed where it is read, the index built again, the question asked again."""
    library = opened("d")
    right = [result.entry for result in ask(library.snapshot, "how do I climb?").results]
    for ending in ("terms", "records", "states"):
        library.close()
        library = opened("d")
        (path,) = Path(library.snapshot.location).glob(f"*{ending}")
        with path.open("r+b") as file:
            file.write(b"\xff" * (path.stat().st_size - 40))
        answer = library.read(lambda snapshot: ask(snapshot, "how do I climb?"))
        assert [result.entry for result in answer.results] == right
        assert library.snapshot.location != str(path.parent)


def test_an_index_that_is_damaged_each_time_is_given_up(three: Path) -> None:
    def work(snapshot: object) -> None:
        raise Damaged

    with pytest.raises(
        FaqError, match="the index: is damaged each time it is built; check the disk and the memory"
    ):
        opened("d").read(work)


class Moments:
    """Counts the pieces that are read, and finds one of them damaged."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.read, self.damaged = 0, 0
        read = PieceFile.read

        def counted(file: PieceFile, start: int, length: int, checksum: int) -> bytes:
            self.read += 1
            return read(file, start, length, checksum + (self.read == self.damaged))

        monkeypatch.setattr(PieceFile, "read", counted)

    def expect(self, damaged: int) -> None:
        """Find a piece damaged, 1 being the next one that is read."""
        self.read, self.damaged = 0, damaged


def test_damage_at_any_moment(three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While an index is opened and while it is asked: the answer is that of a sound one."""

    def answered() -> tuple[str, str]:
        library = opened("d")
        try:
            answer = library.read(lambda snapshot: ask(snapshot, "how do I clmib?"))
            return str(answer), library.snapshot.location
        finally:
            library.close()

    monkeypatch.setattr("faq.sources.file_state.STEP", 0)  # as if the files were older than that
    answered()
    moments = Moments(monkeypatch)
    right, location = answered()
    pieces = moments.read
    assert pieces > 50
    locations = {location}
    for moment in range(1, pieces + 1, 3):
        moments.expect(moment)
        told, location = answered()
        assert told == right, moment
        locations.add(location)
    assert len(locations) > pieces // 4  # built again, but for what is read twice
