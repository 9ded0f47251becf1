"""The right answer, and the program loaded, for the tests of what goes wrong."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.support.program import ASK, bpffaq, run_here


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The right answer to what is asked."""
    done = bpffaq(*ASK, home=tmp_path_factory.mktemp("right"))
    assert (done.stderr, done.returncode) == (b"", 0)
    return done.stdout


@pytest.fixture(scope="module")
def loaded() -> None:
    """The whole program is loaded here once, and not in each fork of this process."""
    with TemporaryDirectory() as home:
        assert run_here(Path(home))[0] == 0
