"""The wheel, built and installed: it carries the document and answers from an empty directory."""

import os
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

from faq import __version__
from faq.sources import shipped
from faq.sources.shipped import INDEXES
from tests.record_shell import MADE

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
ASKED = "which mailing list do I send BPF patches to?"
INDEX = ("MAIN_1.records", "MAIN_1.terms", "contents", "manifest", "states")
"""The files of a shipped index: none of them is a pickle."""


def run(*command: str, cwd: Path, **around: str) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | around
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without network by the build backend that is installed."""
    folder = tmp_path_factory.mktemp("wheel")
    build = ["-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder)]
    run(sys.executable, *build, str(ROOT), cwd=folder)
    (file,) = folder.glob("*.whl")
    return file


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_what_the_wheel_carries(wheel: Path) -> None:
    found = names(wheel)
    here = {
        str(file.relative_to(ROOT)) for package in ("faq", "index") for file in (ROOT / package).rglob("*.py")
    }
    data = {f"faq/{file.relative_to(ROOT)}" for file in (ROOT / "data").rglob("*.*") if file.is_file()}
    shared = {f"bpffaq-{__version__}.data/data/{name}" for name in MADE}
    assert {name for name in found if ".dist-info/" not in name} == here | data | shared | {
        "bpffaq.py",
        "faq/py.typed",
        "faq/vectors/vocabulary.txt",
        "index/py.typed",
        "index/english.txt",
        "index/lexicon.txt",
        *(f"faq/{INDEXES}/{name}/{file}" for name in shipped.names() for file in INDEX),
    }
    licences = {name.rpartition("/")[2] for name in found if "/licenses/" in name}
    assert licences == {"MIT.txt", "GPL-2.0-only.txt", "LicenseRef-SCOWL.txt", "Apache-2.0.txt"}


def test_the_document_in_the_wheel_is_that_of_the_checkout(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for name in ("bpf_devel_QA.rst", "bpf_devel_QA.toml", "revisions/linux-6.12/bpf_devel_QA.rst"):
            assert archive.read(f"faq/data/{name}") == (ROOT / "data" / name).read_bytes()


def test_what_the_wheel_says_of_itself(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (file,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        told = archive.read(file).decode().partition("\n\n")[0].splitlines()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert "License-Expression: MIT AND GPL-2.0-only AND LicenseRef-SCOWL AND Apache-2.0" in told
    assert f"Version: {project['version']}" in told
    needed = [
        line.partition(": ")[2] for line in told if line.startswith("Requires-Dist:") and ";" not in line
    ]
    assert len(needed) == len(project["dependencies"])


class Installed(NamedTuple):
    """A wheel, installed into an environment of its own."""

    place: Path
    scripts: Path
    site: Path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel, installed; its dependencies are those of the tests."""
    place, empty = tmp_path_factory.mktemp("venv"), tmp_path_factory.mktemp("elsewhere")
    venv.create(place, with_pip=False, symlinks=os.name != "nt")
    scripts = place / ("Scripts" if os.name == "nt" else "bin")
    python = str(scripts / "python")
    site = Path(
        run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=empty).strip()
    )
    install = ["-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    run(sys.executable, *install, cwd=empty)
    (site / "dependencies.pth").write_text(
        "\n".join(path for path in sys.path if path.endswith("site-packages"))
    )
    return Installed(place, scripts, site)


def test_an_installed_wheel_answers_from_an_empty_directory(installed: Installed, tmp_path: Path) -> None:
    place, scripts, _ = installed
    empty = tmp_path / "empty"
    empty.mkdir()
    python, program = str(scripts / "python"), str(scripts / "bpffaq")
    answer = run(program, "search", ASKED, cwd=empty, XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert "\n>     bpf@vger.kernel.org\n" in answer
    assert "\nDocumentation/bpf/bpf_devel_QA.rst:47-56  " in answer
    for name in MADE:
        assert (place / name).read_bytes() == (ROOT / name).read_bytes()
    where = run(python, "-c", "import faq; print(faq.__file__)", cwd=empty).strip()
    assert Path(where).is_relative_to(place)


@pytest.mark.parametrize("name", ["vim", "code"])
def test_an_installed_text_is_only_shown(installed: Installed, tmp_path: Path, name: str) -> None:
    told, editor = tmp_path / "told", tmp_path / name
    editor.write_text(f"#!/bin/sh\nprintf '%s|' \"$@\" > {told}\n")
    editor.chmod(0o755)
    command = [
        "sh",
        "-c",
        'exec "$0" "$@" 2>&1',
        str(installed.scripts / "bpffaq"),
        "show",
        "report-bugs",
        "--edit",
    ]
    places = {"XDG_STATE_HOME": f"{tmp_path}/s", "XDG_CONFIG_HOME": f"{tmp_path}/c"}
    said = run(*command, cwd=tmp_path, VISUAL=str(editor), **places)
    file = installed.site / "faq" / "data" / "bpf_devel_QA.rst"
    opened = {"vim": f"-R|+20|{file}|", "code": f"--goto|{tmp_path}/s/bpffaq/shown/{file.name}:20|"}
    assert told.read_text() == opened[name]
    own = f"{tmp_path}/c/bpffaq/{file.name}"
    assert said == (
        f"bpffaq: Shown: {file}, line 20. To change it, copy it to {own} and name the copy with --source.\n"
    )


def state(site: Path) -> list[tuple[Path, int]]:
    return sorted((path, path.stat().st_mtime_ns) for path in (site / "faq" / "data").rglob("*"))


def test_the_first_answer_comes_from_the_index_in_the_wheel(installed: Installed, tmp_path: Path) -> None:
    """Nothing is built, nothing written: not below the home, nor among the program's files."""
    cache = tmp_path / "cache"
    program = str(installed.scripts / "bpffaq")
    before = state(installed.site)
    code = "import sys; from faq.cli.main import main; main(sys.argv[1:]); print(*sys.modules)"
    python = [str(installed.scripts / "python"), "-c", code]
    said = run(*python, "search", ASKED, cwd=tmp_path, XDG_CACHE_HOME=str(cache))
    assert {"whoosh.index", "docutils", "faq.indexing.parse_file"}.isdisjoint(said.splitlines()[-1].split())
    newer = run(*python, "search", "--revision", "linux-6.12", ASKED, cwd=tmp_path, XDG_CACHE_HOME=str(cache))
    assert "whoosh.index" not in newer.splitlines()[-1].split()
    refused = run(program, "search", "--verbose", ASKED, cwd=tmp_path, XDG_CACHE_HOME=os.devnull)
    assert "in memory" not in refused
    assert not cache.exists()
    assert state(installed.site) == before
    assert run(program, "index", cwd=tmp_path, XDG_CACHE_HOME=str(cache)).startswith(
        f"Index: {installed.site / 'faq' / INDEXES / 'bundled'}\n"
    )


def test_a_bare_checkout_answers() -> None:
    answer = run(sys.executable, "-m", "faq", "search", ASKED, cwd=ROOT)
    assert "\nDocumentation/bpf/bpf_devel_QA.rst:47-56  " in answer


def test_the_version_stands_in_one_more_place_and_is_the_same() -> None:
    from faq import __version__

    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"] == __version__
