"""The documents as a server has them, with sentence vectors."""

from pathlib import Path
from time import sleep
from typing import Any

import pytest

from faq.library.snapshot import Snapshot
from faq.server.documents import Documents
from faq.server.jsonrpc import Request
from faq.server.mcp import AgentServer
from faq.server.offers import Reading
from faq.server.service import Service
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


def spoil(file: Path) -> None:
    """Overwrite a file of an index in its place, except for its end, which is read when it is opened."""
    with file.open("r+b") as opened:
        opened.write(b"\xff" * (file.stat().st_size - 40))


REQUESTS = (
    Request(1, "initialize", None),
    Request(2, "tools/list", None),
    Request(3, "tools/call", {"name": "list", "arguments": {}}),
    Request(4, "tools/call", {"name": "search", "arguments": {"query": "how do I peel pears?"}}),
    Request(5, "resources/list", None),
)


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda request: str(request.id))
@pytest.mark.parametrize("name", ["states", "MAIN_1.records", "MAIN_1.terms"])
def test_where_an_index_is_damaged_below_a_server_it_answers_as_before(
    request_: Request, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("faq.sources.file_state.STEP", 0)  # as if the file were older than that
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "fruit.rst").write_text(FRUIT, "utf-8")

    def server() -> tuple[AgentServer, Documents]:
        documents = Documents(in_use((str(tmp_path / "d"),)))
        documents.read(lambda snapshot: None)
        return AgentServer(Service(documents), ["d"]), documents

    sound, documents = server()
    right = sound.result(request_)
    damaged, other = server()
    spoil(Path(other.read(lambda snapshot: snapshot.location), name))
    assert damaged.result(request_) == right
    for one in (documents, other):
        one.close()


@pytest.mark.parametrize("name", ["states", "MAIN_1.records"])
def test_where_what_is_known_is_damaged_while_documents_are_read_nothing_is_known(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("faq.sources.file_state.STEP", 0)
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "fruit.rst").write_text(FRUIT, "utf-8")
    Documents(in_use((str(tmp_path / "d"),))).read(lambda snapshot: None)
    documents = Documents(in_use((str(tmp_path / "d"),)))
    server = AgentServer(Service(documents), ["d"])
    spoil(Path(documents.read(lambda snapshot: snapshot.location), name))

    def reading(work: object) -> None:
        raise Reading(0, 100)

    monkeypatch.setattr(documents, "read", reading)
    told: Any = server.result(REQUESTS[0])
    assert "being read" in told["instructions"]
    listed: Any = server.result(REQUESTS[2])
    assert (listed["isError"], listed["structuredContent"]["entries"]) == (False, [])
    documents.close()
