"""The bundled document is the kernel's, byte for byte, and its knowledge file fits it."""

from hashlib import sha256
from pathlib import Path

from faq.indexing.passages import passages
from faq.knowledge.file import check, read
from faq.parsing.parse import parse

DATA = Path(__file__).parents[2] / "data"
DOCUMENT, KNOWLEDGE = DATA / "bpf_devel_QA.rst", DATA / "bpf_devel_QA.toml"

ORIGINAL = "a847fdc2c6bf7fcff5ccdbed57ff6cebf1930fa4f6dd49f1f7923610d3d9c94e"
"""SHA-256 of Documentation/bpf/bpf_devel_QA.rst in Linux 002dff36acfba3476b685a09f78ffb7c452f5951."""


def test_the_document_is_the_original() -> None:
    assert sha256(DOCUMENT.read_bytes()).hexdigest() == ORIGINAL


def test_the_knowledge_file_fits_the_document() -> None:
    text, told = DOCUMENT.read_text("utf-8"), KNOWLEDGE.read_text("utf-8")
    document = parse(text, "data/bpf_devel_QA.rst")
    answers = {e.id: [p.text for p in passages(e, text.splitlines())] for e in document.entries}
    knowledge = read(told, KNOWLEDGE.name)
    check(knowledge, answers, told, KNOWLEDGE.name)
    assert knowledge.title == document.title
    assert knowledge.revision == "002dff36acfba3476b685a09f78ffb7c452f5951"
    assert {entry.id for entry in knowledge.entries} == {entry.id for entry in document.entries}
    assert [entry.id for entry in knowledge.entries if not entry.questions] == []


def test_nothing_else_lies_there() -> None:
    assert sorted(file.name for file in DATA.iterdir()) == [DOCUMENT.name, KNOWLEDGE.name]
