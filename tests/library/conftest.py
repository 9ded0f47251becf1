"""Tests of the library are made in an empty directory, with an empty cache."""

import os
from pathlib import Path

import pytest

from faq.indexing import parse_file
from faq.indexing.parse_file import Built, Job
from tests.library.words import write


@pytest.fixture
def empty_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "cache").mkdir()
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are parsed, as they are."""
    names: list[str] = []
    build = parse_file.build

    def noted(job: Job) -> Built:
        names.append(os.path.basename(job.path))
        return build(job)

    monkeypatch.setattr(parse_file, "build", noted)
    return names


@pytest.fixture
def three(tmp_path: Path) -> Path:
    write(tmp_path / "d" / "a.rst", "jump", "swim")
    write(tmp_path / "d" / "b.rst", "climb")
    write(tmp_path / "d" / "c.rst", "dance")
    return tmp_path / "d"
