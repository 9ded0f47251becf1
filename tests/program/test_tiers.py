"""What ``pytest`` alone runs, and what happens where a program is missing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.needed import needed

ROOT = Path(__file__).parents[2]
SLOW, QUICK = "tests/test_slow.py", "tests/test_quick.py"
TEST = "def test_it() -> None:\n    pass\n"


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """A suite of one quick and one slow test, with the rules of this one."""
    (tmp_path / "tests").mkdir()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path / "tests")
    (tmp_path / QUICK).write_text(TEST)
    (tmp_path / SLOW).write_text(f"import pytest\n\npytestmark = pytest.mark.slow\n\n\n{TEST}")
    return tmp_path


def collected(suite: Path, *arguments: str) -> set[str]:
    """The files whose tests a run would run."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-p", "no:cacheprovider", *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(command, cwd=suite, env=environment, capture_output=True, text=True, check=False)
    return {line.partition("::")[0] for line in done.stdout.splitlines() if "::" in line}


@pytest.mark.parametrize(
    ("arguments", "files"),
    [
        ([], {QUICK}),
        (["tests"], {QUICK}),
        (["--all"], {QUICK, SLOW}),
        (["-m", "slow"], {SLOW}),
        ([SLOW], {SLOW}),
        ([QUICK, f"{SLOW}::test_it"], {QUICK, SLOW}),
    ],
)
def test_slow_tests_run_when_they_are_asked_for(suite: Path, arguments: list[str], files: set[str]) -> None:
    assert collected(suite, *arguments) == files


@pytest.mark.parametrize(("ci", "ends"), [("0", pytest.skip.Exception), ("1", pytest.fail.Exception)])
def test_a_missing_program(ci: str, ends: type[BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BPFFAQ_CI", ci)
    with pytest.raises(ends, match=r"^no-such-editor is not installed: apt-get install a-package$"):
        needed("no-such-editor", "a-package")


def test_a_program_that_is_there() -> None:
    assert Path(needed("sh", "dash")).name == "sh"
