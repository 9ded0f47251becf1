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
