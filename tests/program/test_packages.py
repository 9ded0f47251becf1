"""The packages for Debian and the editors have the program's version and what it depends on."""

import json
import re
import tomllib
from pathlib import Path

from faq import __version__

ROOT = Path(__file__).parents[2]


def test_all_have_the_version_of_the_program() -> None:
    versions = {
        "debian": re.match(r"bpffaq \((.*)\)", (ROOT / "debian" / "changelog").read_text("utf-8")),
        "emacs": re.search(r"^;; Version: (.*)", (ROOT / "editors/emacs/bpffaq.el").read_text("utf-8"), re.M),
    }
    found = {name: match and match[1] for name, match in versions.items()}
    found["vscode"] = json.loads((ROOT / "editors/vscode/package.json").read_text("utf-8"))["version"]
    assert found == dict.fromkeys(found, __version__)


def test_debian_depends_on_what_python_depends_on() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    bounds = (
        re.match(r"([\w-]+)>=([\d.]+)", wanted.lower().replace("_", "-"))
        for wanted in project["dependencies"]
    )
    wanted = {f" python3-{match[1]} (>= {match[2]})," for match in bounds if match}
    source, program, *_ = (ROOT / "debian" / "control").read_text("utf-8").split("\n\n")
    assert len(wanted) == len(project["dependencies"])
    assert wanted <= set(source.splitlines())
    assert wanted <= set(program.splitlines())
