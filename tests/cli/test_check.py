"""``bpffaq check`` as it is run: what it prints for documents, knowledge files and directories, and its exit status."""

from pathlib import Path

import pytest

from faq.sources.shipped import bundled
from tests.cli.test_main import run

JAM = "Jam FAQ\n=======\n\nHow long does jam keep?\n-----------------------\nTwo years.\n"
UNKNOWN = "is not a key of a knowledge file: did you mean 'title'?"
BAD = f"d/jam.toml:2: 'document.titel' {UNKNOWN}\n"


@pytest.fixture(autouse=True)
def pantry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two documents, the knowledge file of one of which is wrong."""
    monkeypatch.chdir(tmp_path)
    Path("d/e").mkdir(parents=True)
    Path("empty").mkdir()
    Path("d/jam.rst").write_text(JAM)
    Path("d/jam.toml").write_text("[document]\ntitel = 'x'\n")
    Path("d/e/tea.rst").write_text(JAM)
    Path("d/e/tea.toml").write_text("[entries.how-long-does-jam-keep]\nquestions = ['best before?']\n")
    Path("d/lone.toml").write_text("[document]\n")


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["d/jam.rst"], 1, BAD),
        (["d/jam.toml"], 1, BAD),
        (["d/jam.toml", "d/jam.rst", "d"], 1, BAD),
        (["d"], 1, BAD),
        (["d/e"], 0, ""),
        (["d/e", "d/e/tea.toml"], 0, ""),
        (["empty"], 1, "empty: contains no RST file: name a file or directory with .rst files\n"),
        (
            ["d/lone.toml", "d/e"],
            1,
            "d/lone.toml: is not next to a document: put it next to its document, lone.rst\n",
        ),
        (
            ["d/gone.toml", "gone.rst"],
            1,
            "d/gone.toml: cannot be read (no such file or directory): name a document or a knowledge file\n"
            "gone.rst: cannot be read (no such file or directory): name a readable RST file\n",
        ),
    ],
)
def test_what_is_named_is_checked(arguments: list[str], status: int, told: str) -> None:
    assert run("check", *arguments) == (status, told, "")


def test_a_knowledge_file_whose_document_was_renamed_is_told_with_its_directory() -> None:
    Path("d/e/tea.rst").rename("d/e/coffee.rst")
    Path("d/e/pyproject.toml").write_text("[project]\n")
    Path("d/jam.toml").unlink()
    Path("d/.hidden").mkdir()
    Path("d/.hidden/soup.toml").write_text("[entries.a]\n")
    told = "d/e/tea.toml: is not next to a document: put it next to its document, tea.rst\n"
    for arguments in (["d"], ["d/e"], ["d/e/coffee.rst", "d/e"]):
        assert run("check", *arguments) == (1, told, "")
    assert run("check", "d/e/coffee.rst") == (0, "", "")


def test_what_is_named_as_a_source_is_checked_too(tmp_path: Path) -> None:
    assert run("check", "--source", "d") == (1, f"{tmp_path}/{BAD}", "")


def test_what_came_with_the_program_is_checked_only_where_it_is_named() -> None:
    told = "came with bpffaq and is not checked; name a document or a knowledge file\n"
    assert run("check") == (0, "", f"bpffaq: {bundled().file}: {told}")
    assert run("check", bundled().path)[2] == ""
    assert run("check", "--init")[2] == ""


def test_a_knowledge_file_for_each_document_of_a_directory() -> None:
    status, out, _ = run("check", "--init", "d")
    assert (status, out.count("[entries.how-long-does-jam-keep]")) == (0, 2)
    assert run("check", "--init", "d/lone.toml") == (
        2,
        "",
        "bpffaq: d/lone.toml: is not next to a document; put it next to its document, lone.rst\n",
    )
