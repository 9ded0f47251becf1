"""What the README and the manual show is what happens."""

import re
from pathlib import Path

import pytest

from tests.record_documents import FILES, OWNERS, ROOT, Command, blocks, commands, followed, put_files, run

SHOWN = [
    (file, command)
    for file in FILES
    for language, block in blocks(file.read_text("utf-8"))
    if language == "console"
    for command in commands(block)
]


@pytest.mark.parametrize(("file", "command"), SHOWN, ids=[command.line for _, command in SHOWN])
def test_a_command_prints_what_is_shown(file: Path, command: Command, tmp_path: Path) -> None:
    put_files(file.read_text("utf-8"), tmp_path)
    assert run(command.line, tmp_path) == command.output, "python -m tests.record_documents writes it anew"


def test_the_page_for_owners_can_be_followed(tmp_path: Path) -> None:
    text = OWNERS.read_text("utf-8")
    assert followed(text, tmp_path) == text, "python -m tests.record_documents writes it anew"


def test_there_is_something_shown() -> None:
    assert {file for file, _ in SHOWN} == set(FILES)


def test_ci_runs_what_the_readme_says() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    tests = readme.split("## Running the tests")[1].split("\n## ")[0]
    (block,) = (text for language, text in blocks(tests) if language == "sh")
    ci = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    for command in block.splitlines()[-1].split(" && "):
        assert command in {line.replace(" --quiet", "") for line in ci}


LINKED = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]


@pytest.mark.parametrize("file", LINKED, ids=lambda file: file.name)
def test_links_between_the_documents_lead_somewhere(file: Path) -> None:
    targets = re.findall(r"\]\((?!https?://)([^)#]+)", file.read_text("utf-8"))
    assert [target for target in targets if not (file.parent / target).exists()] == []
