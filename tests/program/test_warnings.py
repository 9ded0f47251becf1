"""No warning about a source is ever seen, under any Python, even where no byte code is kept."""

import subprocess
import sys
import warnings
from pathlib import Path

from tests.program.test_imports import MODULES
from tests.support.program import PEARS, bpffaq, surroundings

ROOT = Path(__file__).parents[2]
SOURCES = [
    ROOT / "hatch_build.py",
    ROOT / "bpffaq.py",
    *(file for room in ("faq", "index", "bench", "tests") for file in sorted((ROOT / room).rglob("*.py"))),
]

UNCOMPILED = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONWARNINGS": "default"}
"""Every source is compiled anew, and each warning is shown once: before Python 3.12 old escapes are no SyntaxWarning,
and would not be seen otherwise."""


def test_no_source_of_ours_is_warned_about() -> None:
    assert len(SOURCES) > 300
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for source in SOURCES:
            compile(source.read_bytes(), source, "exec")


def uncompiled(place: Path) -> dict[str, str]:
    """The environment of a first run without byte code: neither of the program nor of what it depends on."""
    return {**UNCOMPILED, "PYTHONPYCACHEPREFIX": str(place / "byte code")}


def test_a_first_run_is_silent(tmp_path: Path) -> None:
    """It reads the document with docutils and writes its index with Whoosh, whose sources have old escapes."""
    document = tmp_path / "pears.rst"
    document.write_text(PEARS, encoding="utf-8")
    done = bpffaq(
        "search", "--source", str(document), "how do I peel a pear?", home=tmp_path, env=uncompiled(tmp_path)
    )
    assert "With a knife for pears." in done.stdout.decode()
    assert (done.returncode, done.stderr.decode()) == (0, "")
    assert not (tmp_path / "byte code").exists()


def test_no_import_is_warned_about(tmp_path: Path) -> None:
    """Those of the session and the servers neither."""
    names = " ".join(sorted(MODULES.keys() - {"faq.__main__"}))
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import importlib, sys; list(map(importlib.import_module, sys.argv[1].split()))",
            names,
        ],
        env=surroundings(tmp_path) | uncompiled(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""


def test_whoosh_has_sources_to_be_warned_about(tmp_path: Path) -> None:
    """So the test above would notice: a release without old escapes needs no ``index._whoosh``."""
    done = subprocess.run(
        [sys.executable, "-c", "import whoosh.index"],
        env=surroundings(tmp_path) | uncompiled(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "invalid escape sequence" in done.stderr
