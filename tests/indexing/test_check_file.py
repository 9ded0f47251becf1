"""The strict reading of a knowledge file: everything that is wrong, in one run, each with its line."""

from pathlib import Path

import pytest

from faq.indexing.check_file import document_of, problems, skeleton_of
from faq.knowledge.file import read
from faq.sources.shipped import bundled

TEXT = """
Eggs
====

Q: How long does a soft egg boil?
---------------------------------
A: Four to five minutes. Put it into cold water afterwards.

Q: Can I freeze eggs?
---------------------
A: Not in the shell.
"""
SOFT, FREEZE = "q-how-long-does-a-soft-egg-boil", "q-can-i-freeze-eggs"


@pytest.fixture
def eggs(tmp_path: Path) -> Path:
    path = tmp_path / "eggs.rst"
    path.write_text(TEXT)
    return path


def said(path: Path, knowledge: str) -> list[str]:
    beside = path.with_suffix(".toml")
    beside.write_text(knowledge)
    found = [f"{one.location}: {one.problem}: {one.hint}" for one in problems(str(path))]
    return [line.replace(str(path.parent) + "/", "") for line in found]


def test_a_file_that_is_right(eggs: Path) -> None:
    assert said(eggs, f"[entries.{SOFT}]\nquestions = ['minutes for a runny yolk?']\n") == []


@pytest.mark.parametrize(
    ("knowledge", "lines"),
    [
        (
            "titel = 1\n[entries.q-can-i-frieze-eggs]\n",
            [
                "eggs.toml:1: 'titel' is not a key of a knowledge file: "
                "use one of: document, revisions, synonyms, entries, out_of_scope",
                f"eggs.toml:2: 'q-can-i-frieze-eggs' is not an entry of the document: did you mean {FREEZE}?",
            ],
        ),
        (
            f"[entries.{SOFT}]\ndetails = [\n  {{answer = 'Put them', questions = ['After that?']}},\n]\n",
            [f"eggs.toml:3: 'Put them' does not begin a sentence of {SOFT}: copy the sentence's first words"],
        ),
        (
            f"[entries.{SOFT}]\nquestions = [\n'runny yolk minutes',\n'minutes for a runny yolk',\n]\n",
            ["eggs.toml:4: 'minutes for a runny yolk' is nearly 'runny yolk minutes' (line 3): keep one"],
        ),
        (
            f"[entries.{SOFT}]\nquestions = ['icebox eggs?']\n[entries.{FREEZE}]\nquestions = ['icebox eggs?']\n",
            ["eggs.toml:4: 'icebox eggs?' is listed under two entries, see line 2: keep one"],
        ),
        (
            f"[entries.{FREEZE}]\nquestions = ['eggs into the icebox']\n"
            "[out_of_scope]\nquestions = ['icebox for eggs']\n",
            [
                "eggs.toml:4: 'icebox for eggs' is out of scope, but nearly 'eggs into the icebox' (line 2) "
                f"of {FREEZE}: remove one"
            ],
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_line(eggs: Path, knowledge: str, lines: list[str]) -> None:
    assert said(eggs, knowledge) == lines


def test_a_document_that_cannot_be_read(tmp_path: Path) -> None:
    (found,) = problems(str(tmp_path / "gone.rst"))
    assert found.problem == "cannot be read (no such file or directory)"


def test_the_document_of_a_knowledge_file(eggs: Path) -> None:
    stem = str(eggs).removesuffix(".rst")
    for name in (f"{stem}.toml", f"{stem}.generated.toml", f"{stem}.rst"):
        assert document_of(name) == str(eggs)


def test_a_knowledge_file_begun_has_every_id_and_is_right(eggs: Path) -> None:
    text = skeleton_of(str(eggs))
    assert [entry.id for entry in read(text, "eggs.toml").knowledge.entries] == [SOFT, FREEZE]
    assert "# Can I freeze eggs?" in text
    assert said(eggs, text) == []


def test_a_copy_of_the_bundled_document_is_an_faq_under_any_name(tmp_path: Path) -> None:
    copy = tmp_path / "notes.rst"
    copy.write_bytes(Path(bundled().path).read_bytes())
    assert skeleton_of(str(copy)) == skeleton_of(bundled().path)


def test_entries_that_wait_for_a_newer_revision_are_no_mistake() -> None:
    assert [one for one in problems(bundled().path) if "is not an entry" in one.problem] == []


def test_nothing_is_wrong_in_the_bundled_file_that_is_changed_by_hand() -> None:
    reviewed = f"{bundled().path.removesuffix('.rst')}.toml"
    assert [str(one) for one in problems(bundled().path) if one.location.startswith(f"{reviewed}:")] == []


def test_weights_that_are_not_well_formed(eggs: Path) -> None:
    found = said(eggs, f"[entries.{SOFT}]\nweights = 'SSS'\n")
    assert found == [
        f"eggs.toml: the weights of '{SOFT}' are not well formed: "
        "remove them, or write them with python -m bench.weights"
    ]


def test_weights_of_what_is_out_of_scope_that_are_not_well_formed(eggs: Path) -> None:
    found = said(eggs, "[out_of_scope]\nquestions = ['Do hens fly?']\nweights = 'SSS'\n")
    assert found == [
        "eggs.toml: the weights of 'out_of_scope' are not well formed: "
        "remove them, or write them with python -m bench.weights"
    ]


def test_weights_of_a_sentence_that_are_not_well_formed(eggs: Path) -> None:
    found = said(eggs, f"[entries.{SOFT}]\ndetails = [{{answer = 'Four to five', weights = 'SSS'}}]\n")
    assert found == [
        f"eggs.toml: the weights of '{SOFT}' are not well formed: "
        "remove them, or write them with python -m bench.weights"
    ]
