"""The real command, with a home directory of its own, as a process or in this one."""

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from faq.cli.main import main
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


def run_here(home: Path) -> tuple[int, str, str]:
    """Ask in this process; return status and output of the command."""
    kept, err = io.BytesIO(), io.StringIO()
    out = io.TextIOWrapper(kept, encoding="utf-8")
    with redirect_stdout(out), redirect_stderr(err), pytest.MonkeyPatch.context() as patch:
        for name, value in {**surroundings(home), "XDG_CACHE_HOME": "", "XDG_CONFIG_HOME": ""}.items():
            patch.setenv(name, value)
        status = main(list(ASK))
    out.flush()
    return status, kept.getvalue().decode(), err.getvalue()
