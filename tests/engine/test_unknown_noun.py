"""A question whose one specific word no entry holds is not answered by the verb that it shares with one."""

import pytest

from faq.engine import ask
from faq.library.snapshot import Snapshot
from faq.model import ANSWERED
from tests.support.snapshots import snapshot

TEXT = """\
Shed FAQ
========

How do I paint it?
------------------
Sand the boards first, then paint the shed with two coats of linseed oil.

Where do I keep the ladder?
---------------------------
On the hooks behind the door of the shed.
"""


@pytest.fixture(scope="module")
def shed() -> Snapshot:
    return snapshot(TEXT)


@pytest.mark.parametrize(
    ("query", "answered"),
    [
        ("how do I paint it?", True),
        ("how do I paint the shed?", True),
        ("how do I paint a zeppelin?", False),
        ("how can I keep hamsters?", False),
        ("how do I paint the shed of my zeppelin?", True),
    ],
)
def test_the_one_specific_word(query: str, answered: bool, shed: Snapshot) -> None:
    assert (ask(shed, query).status == ANSWERED) is answered
