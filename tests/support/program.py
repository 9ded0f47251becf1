"""The real command, with a home directory of its own."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.fuzzing import ROOT

ASK = ("search", "--json", "how do I report bugs?")

PEARS = """\
Pears
=====

How do I report bugs?
---------------------

Tell the gardener, who knows each bug by name.

How do I peel a pear?
---------------------

With a knife for pears.
"""


def bpffaq(*words: str, home: Path | str, **extra: Any) -> "subprocess.CompletedProcess[bytes]":
    """Run the real command with a home directory of its own."""
    more = {"stdin": subprocess.DEVNULL, "capture_output": True, **extra}
    environment = {**surroundings(home), **more.pop("env", {})}
    command = [sys.executable, "-P", "-m", "faq", *words]
    return subprocess.run(command, env=environment, timeout=120, check=False, **more)


def surroundings(home: Path | str) -> dict[str, str]:
    """The environment of a user who has set nothing."""
    return {"PATH": os.environ["PATH"], "HOME": str(home), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
