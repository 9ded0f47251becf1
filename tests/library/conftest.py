"""Tests of the library are made in an empty directory, with an empty cache."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from faq.indexing import parse_file
from faq.indexing.knowledge_for import bundled_ids, bundled_knowledge
from faq.indexing.parse_file import Built, Job
from faq.library.open_index import maker
from faq.library.ship import ship
from faq.sources import shipped
from tests.library.woods import DOCUMENT, KNOWLEDGE, NEWER
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


WORKED_OUT = (maker, bundled_ids, bundled_knowledge)
"""What is worked out once of the bundled document, which is another one here."""


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The directory of an installed program whose data are still missing; and an empty cache."""
    program = tmp_path / "installed"
    program.mkdir()
    monkeypatch.setattr(shipped, "_located", lambda file: os.path.join(program, *file.split("/")))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    for worked_out in WORKED_OUT:
        worked_out.cache_clear()
    yield program
    for worked_out in WORKED_OUT:
        worked_out.cache_clear()


@pytest.fixture
def data(program: Path) -> Path:
    """The data of an installed program: a small document as the bundled one."""
    data = program / "data"
    data.mkdir()
    (data / "bpf_devel_QA.rst").write_text(DOCUMENT, encoding="utf-8")
    (data / "bpf_devel_QA.toml").write_text(KNOWLEDGE, encoding="utf-8")
    return data


@pytest.fixture
def installed(data: Path) -> Path:
    """The same with its index."""
    ship(str(data / "index"))
    return data


@pytest.fixture
def revised(data: Path) -> Path:
    """The same with another revision of the document, which has one more entry; the indexes of both."""
    revision = data / "revisions" / NEWER
    revision.mkdir(parents=True)
    newer = DOCUMENT.replace("a saw", "an axe") + "Q: What is a meadow?\n--------------------\nGrass.\n"
    (revision / "bpf_devel_QA.rst").write_text(newer, encoding="utf-8")
    ship(str(data / "index"))
    return data
