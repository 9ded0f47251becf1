"""The bundled texts are the kernel's, byte for byte, and their knowledge file fits them."""

from hashlib import sha256
from pathlib import Path

import pytest

from faq.indexing.parse_file import Built, Job, build
from faq.knowledge.file import read
from faq.knowledge.values import Knowledge
from faq.sources.shipped import names, revision
from index.buckets import FEW, is_written

DATA = Path(__file__).parents[2] / "data"
DOCUMENT, KNOWLEDGE = DATA / "bpf_devel_QA.rst", DATA / "bpf_devel_QA.toml"
GENERATED = DATA / "bpf_devel_QA.generated.toml"
NEWER = DATA / "revisions" / "linux-6.12" / "bpf_devel_QA.rst"

ORIGINALS = {
    DOCUMENT: "a847fdc2c6bf7fcff5ccdbed57ff6cebf1930fa4f6dd49f1f7923610d3d9c94e",
    NEWER: "5b881e94945f19a72c4e907fa1fd61949eecc68d7a34888dc1d92d9e8cd3cada",
}
"""SHA-256 of Documentation/bpf/bpf_devel_QA.rst in Linux 002dff36acfba3476b685a09f78ffb7c452f5951, and in 6.12.117
as Debian's linux-doc-6.12 has it."""


MOST = 25
"""Questions of an entry that somebody who reviews them is asked to read."""


def _read(path: Path) -> Knowledge:
    found, problems = read(path.read_text("utf-8"), path.name)
    assert problems == ()
    return found


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return _read(KNOWLEDGE)


@pytest.fixture(scope="module")
def generated() -> Knowledge:
    return _read(GENERATED)


@pytest.mark.parametrize("path", ORIGINALS, ids=str)
def test_the_texts_are_the_originals(path: Path) -> None:
    assert sha256(path.read_bytes()).hexdigest() == ORIGINALS[path]


def test_the_knowledge_file_tells_them_apart(knowledge: Knowledge) -> None:
    assert knowledge.revision.sha256 == ORIGINALS[DOCUMENT]
    assert [(one.name, one.sha256) for one in knowledge.others] == [("linux-6.12", ORIGINALS[NEWER])]
    assert names() == ("bundled", "linux-6.12")
    assert [revision(name).path for name in names()] == [str(DOCUMENT), str(NEWER)]


def entries(built: Built) -> list[str]:
    assert built.error is None
    return [record.key for record in built.records if record.kind == "entry"]


def test_the_knowledge_file_fits_the_document(knowledge: Knowledge) -> None:
    built = build(Job(str(DOCUMENT)))
    assert built.notes == ()
    assert built.document.title == knowledge.title
    assert (built.document.revision, built.document.age.release) == ("002dff36acfb", "Linux 5.8")
    assert {entry.id for entry in knowledge.entries} >= set(entries(built))
    assert [entry.id for entry in knowledge.entries if not entry.questions] == []


def test_it_goes_for_the_newer_one_too() -> None:
    built = build(Job(str(NEWER)))
    assert built.notes == ()
    assert (built.document.revision, built.document.age.release) == ("v6.12.117", "Linux 6.12.117")
    assert built.document.age.source == (
        "https://git.kernel.org/pub/scm/linux/kernel/git/stable/linux.git/tree/"
        "Documentation/bpf/bpf_devel_QA.rst?id=v6.12.117"
    )
    assert built.document.age.newer == ""


def test_what_is_reviewed_by_hand_is_short(knowledge: Knowledge, generated: Knowledge) -> None:
    assert max(len(entry.questions) for entry in knowledge.entries) <= MOST
    assert not any(entry.details or entry.follow_ups for entry in knowledge.entries)
    assert not set(knowledge.outside) & set(generated.outside)
    for entry, more in zip(knowledge.entries, generated.entries, strict=True):
        assert entry.id == more.id
        assert not set(entry.questions) & set(more.questions)


def test_every_entry_has_weights(knowledge: Knowledge, generated: Knowledge) -> None:
    assert {entry.id for entry in generated.entries} == {entry.id for entry in knowledge.entries}
    assert all(is_written(entry.weights) for entry in generated.entries)


def test_what_is_out_of_scope_has_weights(generated: Knowledge) -> None:
    assert is_written(generated.outside_weights)


def test_every_sentence_that_answers_has_weights_where_its_entry_has_several(generated: Knowledge) -> None:
    several = [entry.details for entry in generated.entries if len(entry.details) > 1]
    assert len(several) > MOST
    assert all(
        is_written(detail.weights, FEW) and detail.questions for details in several for detail in details
    )


def test_nothing_else_lies_there() -> None:
    assert sorted(file for file in DATA.rglob("*") if file.is_file()) == sorted(
        [DOCUMENT, KNOWLEDGE, GENERATED, NEWER]
    )
