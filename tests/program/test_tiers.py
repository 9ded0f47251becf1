"""What ``pytest`` alone runs, and what happens where a program is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.needed import needed

ROOT = Path(__file__).parents[2]
SLOW = "tests/program/test_load.py"
QUICK = "tests/program/test_tiers.py"


def collected(*arguments: str) -> set[str]:
    """The files whose tests a run would run."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False)
    return {line.partition("::")[0] for line in done.stdout.splitlines() if "::" in line}


@pytest.mark.parametrize(
    ("arguments", "slow"),
    [(["tests/program"], False), (["tests/program", "--all"], True), (["tests/program", "-m", "slow"], True)],
)
def test_slow_tests_run_when_they_are_asked_for(arguments: list[str], slow: bool) -> None:
    found = collected(*arguments)
    assert (SLOW in found, QUICK in found) == (slow, "-m" not in arguments)


@pytest.mark.parametrize("name", [SLOW, f"{SLOW}::test_mixed_requests"])
def test_slow_tests_run_when_their_file_is_named(name: str) -> None:
    assert collected(QUICK, name) == {QUICK, SLOW}


@pytest.mark.parametrize(("ci", "ends"), [("0", pytest.skip.Exception), ("1", pytest.fail.Exception)])
def test_a_missing_program(ci: str, ends: type[BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BPFFAQ_CI", ci)
    with pytest.raises(ends, match=r"^no-such-editor is not installed: apt-get install a-package$"):
        needed("no-such-editor", "a-package")


def test_a_program_that_is_there() -> None:
    assert Path(needed("sh", "dash")).name == "sh"
