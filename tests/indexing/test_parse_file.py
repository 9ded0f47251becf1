"""A file becomes records, or one error that says why not."""

from pathlib import Path

import pytest

from faq.indexing.parse_file import Job, build, build_all, given_by, parsed
from faq.indexing.payloads import DOCUMENT, ENTRY
from faq.model import TOPIC
from faq.parsing.parse import decode, parse
from faq.sources.shipped import bundled
from faq.sources.sphinx_project import Project
from tests.indexing.test_records import PEEL, TEXT

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "fruit.rst"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_file(file: Path) -> None:
    built = build(Job(str(file)))
    assert (built.error, built.entries, built.document.title) == (None, 2, "Fruit")
    assert (built.document.entries, built.document.labels, built.document.problems) == ((), (), ())
    assert [record.kind for record in built.records][:2] == [ENTRY, ENTRY]
    assert len(built.checksum) == 32


def test_what_a_source_says_of_a_file_goes_before_what_the_file_says(file: Path) -> None:
    document = build(Job(str(file), "https://fruit.example/", "Pears", COMMIT)).document
    assert (document.title, document.url, document.revision) == (
        "Pears",
        "https://fruit.example/",
        "0123456789ab",
    )


@pytest.mark.parametrize("revision", ["v6.12", COMMIT[:39], COMMIT + "0", COMMIT.upper()])
def test_only_a_whole_commit_is_shortened(file: Path, revision: str) -> None:
    assert build(Job(str(file), revision=revision)).document.revision == revision


def test_the_checksum_is_of_the_document_and_its_knowledge_file(file: Path) -> None:
    alone = build(Job(str(file))).checksum
    file.with_suffix(".toml").write_text('[document]\ntitle = "Pears"\n')
    known = build(Job(str(file)))
    assert known.document.title == "Pears"
    assert known.checksum != alone
    file.with_suffix(".toml").unlink()
    assert build(Job(str(file))).checksum == alone


def test_what_others_can_name_and_what_the_parser_says_has_a_record(tmp_path: Path) -> None:
    file = tmp_path / "named.rst"
    file.write_text(f".. _here:\n\n{TEXT}\nSee `nothing`_.\n", encoding="utf-8")
    assert build(Job(str(file))).records[-1].kind == DOCUMENT


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    missing = str(tmp_path / "missing.rst")
    built = build(Job(missing))
    assert (built.records, built.entries, built.checksum) == ((), 0, "")
    assert (
        str(built.error) == f"{missing}: cannot be read (no such file or directory); name a readable RST file"
    )


def test_an_error_that_nobody_foresaw_costs_one_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise LookupError("of ours")

    monkeypatch.setattr("faq.indexing.parse_file.of_document", fail)
    built = build(Job(str(file)))
    assert str(built.error) == f"{file}: cannot be indexed (LookupError); leave it out, or report this"
    assert (built.records, built.entries) == ((), 0)
    assert len(built.checksum) == 32


def test_files_come_in_their_order(file: Path, tmp_path: Path) -> None:
    missing = str(tmp_path / "missing.rst")
    built = list(build_all([Job(missing), Job(str(file))]))
    assert [one.entries for one in built] == [0, 2]
    assert next(record.key for record in built[1].records) == PEEL


@pytest.mark.parametrize(
    ("project", "words"),
    [
        (Project(), ()),
        (Project(name="Orchard"), (("project", "Orchard"), ("today", ""))),
        (
            Project(release="2.1.0", version="2.1"),
            (("version", "2.1"), ("release", "2.1.0"), ("today", "")),
        ),
    ],
)
def test_the_words_that_a_project_gives_its_documents(
    project: Project, words: tuple[tuple[str, str], ...]
) -> None:
    assert given_by(project).words == words


def test_a_copy_of_the_bundled_document_is_an_faq_by_any_name() -> None:
    text = decode(Path(bundled().path).read_bytes(), "copy.rst")
    assert next(entry.kind for entry in parse(text, "copy.rst").entries) == TOPIC  # its introduction
    copy = parsed(text, "copy.rst", given_by(Project()))
    assert copy.entries == parse(text, "bpf_devel_QA.rst").entries


GERMAN = """\
Birnen FAQ
==========

Q: Wie wird die Birne am besten mit einem Messer geschält?
-----------------------------------------------------------
Das ist nicht so schwer, wie es sich liest: mit einem Messer, das auf der Schale und nicht in der Birne ist. ::

{0}
"""


@pytest.mark.parametrize("lines", [1, 40])
def test_the_language_of_a_document_is_that_of_its_prose(tmp_path: Path, lines: int) -> None:
    code = "    echo this is what the script does when it is not in the path of the user\n"
    path = tmp_path / "birnen.rst"
    path.write_text(GERMAN.format(code * lines), encoding="utf-8")
    assert build(Job(str(path))).document.language == "de"
