"""Prints the lowest allowed version of every dependency and of the extras named, as constraints for pip."""

import re
import sys
import tomllib
from pathlib import Path

project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
needed = [*project["dependencies"]]
for extra in sys.argv[1:]:
    needed += project["optional-dependencies"][extra]
for requirement in needed:
    found = re.fullmatch(r"([\w.-]+)>=([\w.]+)(?:,.*)?", requirement)
    if not found:
        sys.exit(f"pyproject.toml: {requirement}: has no lowest version; write it as NAME>=VERSION")
    print(f"{found[1]}=={found[2]}")
