"""Completions and man page: made from the table, and working where the shell is there."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from faq.cli.command_table import COMMANDS, OPTIONS
from tests.record_shell import MADE, ROOT


@pytest.mark.parametrize("name", MADE)
def test_what_is_committed_is_what_the_table_makes(name: str) -> None:
    assert (ROOT / name).read_text("utf-8") == MADE[name](), "python -m tests.record_shell writes it anew"


@pytest.mark.parametrize("name", MADE)
def test_every_command_and_option_is_there(name: str) -> None:
    text = (ROOT / name).read_text("utf-8").replace("\\-", "-")
    for word in (*(command.name for command in COMMANDS), *OPTIONS):
        assert word in text


ASK = """
source {completion}
COMP_WORDS=({words}) COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
_bpffaq
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("bpffaq s", ["search", "show", "serve", "sources"]),
        ("bpffaq list --t", ["--tsv", "--tree-docs"]),
        ("bpffaq list --limit", [""]),
        ("bpffaq --color a", ["auto", "always"]),
        ("bpffaq --json search --color n", ["never"]),
        ("bpffaq show q-queue", ["q-queue-stable-patches"]),
        ("bpffaq --limit 3", [""]),
    ],
)
def test_bash(words: str, offered: list[str], tmp_path: Path) -> None:
    program = tmp_path / "bpffaq"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m faq "$@"\n')
    program.chmod(0o755)
    completion = ROOT / "share" / "bash-completion" / "completions" / "bpffaq"
    around = os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    asked = ["bash", "-c", ASK.format(completion=completion, words=words)]
    done = subprocess.run(asked, env=around, capture_output=True, text=True, check=True)
    assert (done.stdout.split("\n")[:-1], done.stderr) == (offered, "")


@pytest.mark.skipif(not shutil.which("zsh"), reason="zsh is not installed")
def test_zsh_reads_it() -> None:
    file = ROOT / "share" / "zsh" / "site-functions" / "_bpffaq"
    assert subprocess.run(["zsh", "-n", str(file)], capture_output=True, check=False).stderr == b""


@pytest.mark.skipif(not shutil.which("fish"), reason="fish is not installed")
@pytest.mark.parametrize(
    ("line", "offered"),
    [("bpffaq ser", ["serve"]), ("bpffaq list --ts", ["--tsv"]), ("bpffaq search --color ne", ["never"])],
)
def test_fish(line: str, offered: list[str]) -> None:
    file = ROOT / "share" / "fish" / "vendor_completions.d" / "bpffaq.fish"
    asked = ["fish", "--no-config", "-c", f"source {file}; complete -C '{line}'"]
    done = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert [row.split("\t")[0] for row in done.stdout.splitlines()] == offered


@pytest.mark.skipif(not shutil.which("man"), reason="man is not installed")
def test_man_shows_it() -> None:
    page = ROOT / "share" / "man" / "man1" / "bpffaq.1"
    around = os.environ | {"MANWIDTH": "80", "LC_ALL": "C.UTF-8", "MAN_KEEP_FORMATTING": ""}
    asked = ["man", "--warnings", "-l", str(page)]
    done = subprocess.run(asked, env=around, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    for part in ("NAME", "EXIT STATUS", "ENVIRONMENT", "FILES", "EXAMPLES"):
        assert f"\n{part}\n" in done.stdout
