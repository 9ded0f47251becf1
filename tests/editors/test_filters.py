"""What the page about filters says, in the real programs."""

import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.editors.vim_editors import ROOT, environment, program, run

pytestmark = pytest.mark.slow

QUESTION = "who is asked?"
FILTER = """#!/bin/sh
[ "$*" = "search -" ] && printf "answer to %s\\n" "$(cat)" | tee -a answers
exit 1
"""
ANSWER = f"answer to {QUESTION}"


def snippet(heading: str) -> str:
    """The code block of a section of the page."""
    page = (ROOT / "docs" / "filters.md").read_text(encoding="utf-8")
    return page.split(f"\n## {heading}\n")[1].split("```")[1].partition("\n")[2]


@pytest.fixture(name="folder")
def folder_with_a_filter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a program ``bpffaq`` that is found first and finds no sure answer."""
    (tmp_path / "bpffaq").write_text(FILTER)
    (tmp_path / "bpffaq").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    return tmp_path


@pytest.mark.parametrize("editor", ["vim", "nvim"])
def test_vim_shows_or_puts_the_answer(editor: str, folder: Path) -> None:
    (folder / "mappings.vim").write_text(snippet("Vim, without the plugin"))
    script = f"""
    source mappings.vim
    call setline(1, '{QUESTION}')
    call feedkeys("V\\\\b", 'tx')
    call See(readfile('answers'), getline(1, '$'))
    call feedkeys("V\\\\B", 'tx')
    call See(getline(1, '$'))
    """
    assert run(editor, folder, script, options=["-u", "NONE"]).seen == [[ANSWER], [QUESTION], [ANSWER]]


def test_kakoune_shows_the_answer(folder: Path) -> None:
    (folder / "mapping.kak").write_text(snippet("Kakoune"))
    (folder / "question").write_text(QUESTION + "\n")
    steps = "source mapping.kak; execute-keys -with-maps x <space>b; write -force shown"
    commands = f"try %{{ {steps} }} catch %{{ echo -to-file shown %val{{error}} }}; quit!"
    subprocess.run(
        [program("kak"), "-n", "-ui", "dummy", "-e", commands, "question"],
        cwd=folder,
        env=environment(folder),
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=True,
    )
    assert (folder / "shown").read_text().strip() == ANSWER


@pytest.mark.parametrize("mode", ["normal", "select"])
def test_helix_is_given_a_filter_that_does_not_fail(mode: str, folder: Path) -> None:
    mapping = tomllib.loads(snippet("Helix"))["keys"][mode]["space"]["B"]
    command = mapping.removeprefix(":pipe ")
    piped = subprocess.run(
        ["sh", "-c", command],
        input=QUESTION,
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert (mapping.startswith(":pipe "), piped.stdout) == (True, f"{ANSWER}\n")


def test_acme_runs_the_filter(folder: Path) -> None:
    command = snippet("acme").strip()
    piped = subprocess.run(
        command.removeprefix(">").split(),
        input=QUESTION,
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (command[0], piped.stdout) == (">", f"{ANSWER}\n")
