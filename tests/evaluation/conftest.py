"""The small document of these tests, opened."""

from pathlib import Path

import pytest

from faq.library.library import Library
from tests.evaluation.rooms import opened


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    return opened(tmp_path, monkeypatch, "rooms.rst")
