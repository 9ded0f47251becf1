"""The documents as a server has them, with sentence vectors."""

from pathlib import Path
from time import sleep

import pytest

from faq.library.snapshot import Snapshot
from faq.server.documents import Documents
from faq.server.offers import Reading
from faq.sources.selection import in_use
from tests.support.encoders import Meanings

FRUIT = """\
Fruit FAQ
=========

How do I peel pears?
--------------------

Take a knife.

Who sells horses?
-----------------

Nobody here.
"""


def nearest(snapshot: Snapshot) -> str:
    """The heading of the entry that is nearest by vectors to a word that none holds."""
    cosines = snapshot.cosines("undress")
    return snapshot.stored(max(cosines, key=lambda number: cosines[number])).entry.question


def test_vectors_of_a_single_file_are_made_by_another_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    file = tmp_path / "fruit.rst"
    file.write_text(FRUIT, "utf-8")
    encoder = Meanings()
    documents = Documents(in_use((str(file),)), encoder=encoder)
    with pytest.raises(Reading):
        documents.read(nearest)
    for _ in range(500):
        try:
            found = documents.read(nearest)
            break
        except Reading:
            sleep(0.02)
    documents.close()
    assert found == "How do I peel pears?"
    assert encoder.texts == ["undress"]


def told_to_wait(source: str) -> bool:
    """Whether who asks for documents that were never read is told to wait for another process."""
    documents = Documents(in_use((source,)))
    try:
        documents.read(lambda snapshot: snapshot)
    except Reading:
        return True
    finally:
        documents.close()
    return False


def test_what_is_known_of_a_document_counts_as_the_document_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("alone", "known"):
        (tmp_path / f"{name}.rst").write_text(FRUIT, "utf-8")
    (tmp_path / "known.toml").write_text(f"# {'x' * 1_000_000}\n", "utf-8")
    assert not told_to_wait(str(tmp_path / "alone.rst"))
    assert told_to_wait(str(tmp_path / "known.rst"))


def test_a_revision_of_the_bundled_document_is_read_with_what_is_known_of_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    file = tmp_path / "bpf_devel_QA.rst"
    file.write_text(FRUIT, "utf-8")
    assert told_to_wait(str(file))
