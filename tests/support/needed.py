"""Programs that a test drives: if one is missing, the test is skipped locally and fails in CI."""

import os
import shutil
from typing import NoReturn

import pytest


def needed(name: str, package: str) -> str:
    """Return the path of a program.

    Args:
        name: the program.
        package: the Debian package that has it.
    """
    found = shutil.which(name)
    if found is None:
        absent(f"{name} is not installed: apt-get install {package}")
    return found


def absent(reason: str) -> NoReturn:
    """End a test that cannot run here: skip it with a reason, or fail it if ``BPFFAQ_CI=1`` says that all must run."""
    if os.environ.get("BPFFAQ_CI") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
