"""The command: it starts only with its own packages, and says which other ones are in their way."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*path: Path) -> tuple[int, str, str]:
    """Run the command with directories before the program's own on Python's path."""
    around = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (*path, ROOT)))}
    command = [sys.executable, "-P", "-m", "bpffaq", "list"]
    done = subprocess.run(command, env=around, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("package", ["faq", "index"])
@pytest.mark.parametrize("file", ["{}.py", "{}/__init__.py"])
def test_a_foreign_package_of_the_same_name_is_named_and_not_run(
    package: str, file: str, tmp_path: Path
) -> None:
    foreign = tmp_path / file.format(package)
    foreign.parent.mkdir(exist_ok=True)
    foreign.write_text("print('foreign code')\n")
    assert run(tmp_path) == (
        2,
        "",
        f"bpffaq: {foreign}: shadows bpffaq's own package '{package}'; "
        "unset PYTHONPATH, or install bpffaq by itself (pipx install)\n",
    )


def test_the_path_that_is_named_is_harmless(tmp_path: Path) -> None:
    foreign = tmp_path / "\x1b[31m" / "index.py"
    foreign.parent.mkdir()
    foreign.touch()
    status, _, said = run(foreign.parent)
    assert (status, "\x1b" in said, "\ufffd[31m/index.py: shadows" in said) == (2, False, True)


def test_a_directory_that_is_no_package_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "faq").mkdir()
    status, printed, said = run(tmp_path)
    assert (status, said) == (0, "")
    assert "q-how-do-i-report-bugs-for-bpf-kernel-code" in printed


def test_a_package_that_is_gone_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "bpffaq.py").write_bytes((ROOT / "bpffaq.py").read_bytes())
    done = subprocess.run(
        [sys.executable, "-IS", tmp_path / "bpffaq.py"], capture_output=True, text=True, check=False
    )
    said = f"bpffaq: {tmp_path / 'faq'}: missing; install bpffaq again\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)
