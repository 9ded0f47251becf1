"""The wheel, built and installed: it carries the document and answers from an empty directory."""

import os
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

from faq import __version__
from tests.record_shell import MADE

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
ASKED = "which mailing list do I send BPF patches to?"


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
        "index/py.typed",
        "index/english.txt",
    }
    licences = {name.rpartition("/")[2] for name in found if "/licenses/" in name}
    assert licences == {"MIT.txt", "GPL-2.0-only.txt", "LicenseRef-SCOWL.txt"}


def test_the_document_in_the_wheel_is_that_of_the_checkout(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for name in ("bpf_devel_QA.rst", "bpf_devel_QA.toml", "revisions/linux-6.12/bpf_devel_QA.rst"):
            assert archive.read(f"faq/data/{name}") == (ROOT / "data" / name).read_bytes()


def test_what_the_wheel_says_of_itself(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (file,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        told = archive.read(file).decode().partition("\n\n")[0].splitlines()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert "License-Expression: MIT AND GPL-2.0-only AND LicenseRef-SCOWL" in told
    assert f"Version: {project['version']}" in told
    needed = [
        line.partition(": ")[2] for line in told if line.startswith("Requires-Dist:") and ";" not in line
    ]
    assert len(needed) == len(project["dependencies"])


def test_an_installed_wheel_answers_from_an_empty_directory(wheel: Path, tmp_path: Path) -> None:
    place, empty = tmp_path / "venv", tmp_path / "empty"
    empty.mkdir()
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
    program = str(scripts / "bpffaq")
    answer = run(program, "search", ASKED, cwd=empty, XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert "\n>     bpf@vger.kernel.org\n" in answer
    assert "\ndata/bpf_devel_QA.rst:47-56  " in answer
    for name in MADE:
        assert (place / name).read_bytes() == (ROOT / name).read_bytes()
    where = run(python, "-c", "import faq; print(faq.__file__)", cwd=empty).strip()
    assert Path(where).is_relative_to(place)


def test_a_bare_checkout_answers() -> None:
    answer = run(sys.executable, "-m", "faq", "search", ASKED, cwd=ROOT)
    assert "\ndata/bpf_devel_QA.rst:47-56  " in answer


def test_the_version_stands_in_one_more_place_and_is_the_same() -> None:
    from faq import __version__

    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"] == __version__
