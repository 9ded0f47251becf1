"""Documents with sentence vectors: made once, kept with the index, made again where they have to be."""

import os
from pathlib import Path
from time import sleep

import pytest

from faq.engine import ask
from faq.library.build_process import BuildProcess
from faq.library.library import Library, open_library
from faq.model import NOT_COVERED
from faq.sources.selection import in_use
from faq.sources.shipped import BUNDLED, bundled
from tests.support.encoders import Meanings

FRUIT = """\
Fruit FAQ
=========

How do I peel pears?
--------------------

Take a knife.

How do I store apples?
----------------------

In the cellar.

Who sells horses?
-----------------

Nobody here.
"""
RIND = "undress the skin?"
"""It shares no word with its entry."""


@pytest.fixture(autouse=True)
def fruit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A document that was written long ago, in a directory with a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    return written(tmp_path / "fruit.rst", FRUIT)


def written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    os.utime(path, (10**9, 10**9))
    return path


def opened(encoder: Meanings | None, *paths: str) -> Library:
    return open_library(in_use(paths or ("fruit.rst",)), encoder=encoder)


def best(library: Library, query: str) -> str:
    """The heading of the entry that is nearest by vectors."""
    snapshot = library.snapshot
    cosines = snapshot.cosines(query)
    return snapshot.stored(max(cosines, key=lambda number: cosines[number])).entry.question


def test_an_entry_without_a_word_in_common_is_found() -> None:
    found = ask(opened(Meanings()).snapshot, RIND)
    assert found.results[0].entry.question == "How do I peel pears?"
    assert found.reasons.cosine == pytest.approx(0.5**0.5)  # its meanings are two, the question's one of them
    plain = ask(opened(None).snapshot, RIND)
    assert plain.status == NOT_COVERED
    assert plain.reasons.cosine is None


def test_they_are_made_once() -> None:
    opened(Meanings()).close()
    encoder = Meanings()
    library = opened(encoder)
    assert encoder.texts == []
    assert best(library, RIND) == "How do I peel pears?"
    assert encoder.texts == [RIND]


def test_only_what_changed_gets_them_anew() -> None:
    written(Path("trees.rst"), FRUIT.replace("pears", "oaks"))
    encoder = Meanings()
    library = opened(encoder, "fruit.rst", "trees.rst")
    encoder.texts.clear()
    written(Path("trees.rst"), FRUIT.replace("pears", "elm trees"))
    library.refresh()
    assert "How do I peel elm trees?" in encoder.texts
    assert "How do I peel pears?" not in encoder.texts


def test_another_model_makes_an_index_of_its_own() -> None:
    opened(Meanings()).close()
    opened(None).close()
    other = Meanings("meanings-2")
    opened(other).close()
    assert "How do I peel pears?" in other.texts
    names = sorted(os.listdir("cache/bpffaq"))
    assert [name.partition("-")[2] for name in names] == ["", "meanings-1", "meanings-2"]


def test_damage_leads_to_a_new_index_and_the_same_answer() -> None:
    library = opened(Meanings())
    (file,) = (
        path
        for path in Path("cache/bpffaq").rglob("*")
        if path.is_file() and b"How do I peel" in path.read_bytes()
    )
    content = file.read_bytes()
    place = content.index(b"AQEA")  # the vector of the heading: peel, pears
    file.write_bytes(content[:place] + b"AgEA" + content[place + 4 :])
    found = library.read(lambda snapshot: ask(snapshot, RIND))
    assert found.results[0].entry.question == "How do I peel pears?"
    assert best(library, RIND) == "How do I peel pears?"
    assert (
        content
        == max(
            (path for path in Path("cache/bpffaq").rglob(file.name)), key=lambda path: path.stat().st_ctime
        ).read_bytes()
    )


def test_in_memory_they_are_made_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("cache").write_text("a file is in the way")
    library = opened(Meanings())
    assert library.snapshot.location == ""
    assert best(library, RIND) == "How do I peel pears?"


def test_the_bundled_document_does_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", os.path.join(os.environ["BPFFAQ_TESTS_HOME"], "cache"))
    encoder = Meanings()
    library = open_library((bundled(),), encoder=encoder)
    assert library.snapshot.cosines("how do I submit a patch?") == {}
    assert encoder.texts == []


def test_what_is_beside_a_bundled_document_has_them(fruit: Path) -> None:
    written(
        fruit.with_name("cake.rst"), "Cake FAQ\n========\n\nHow do I bake it?\n-----------------\n\nHot.\n"
    )
    cake, own = in_use(("cake.rst", "fruit.rst"))
    library = open_library((cake._replace(origin=BUNDLED), own), encoder=Meanings())
    assert best(library, RIND) == "How do I peel pears?"


def test_another_process_makes_them_with_an_encoder_of_the_same_class() -> None:
    process = BuildProcess(in_use(("fruit.rst",)), Meanings())
    while process.running:
        sleep(0.02)
    encoder = Meanings()
    library = opened(encoder)
    assert encoder.texts == []
    assert best(library, RIND) == "How do I peel pears?"
