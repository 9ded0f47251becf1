"""A knowledge file that comes, changes, is wrong or goes is noticed at the next question."""

import os
import shutil
from pathlib import Path

import pytest

from faq.library import open_index
from faq.sources.shipped import bundled
from tests.library.words import opened, questions, write

pytestmark = pytest.mark.usefixtures("empty_place")


def test_a_knowledge_file_that_comes_changes_and_goes(three: Path, parsed: list[str]) -> None:
    library = opened("d")
    del parsed[:]
    beside = three / "b.toml"
    beside.write_text('[entries.how-do-i-climb]\nquestions = ["Ways up a wall?"]\n', encoding="utf-8")
    library.refresh()
    found = library.snapshot.find("how-do-i-climb")
    assert found and found.entry.alternates == ("Ways up a wall?",)
    beside.write_text('[entries.how-do-i-climb]\nquestions = ["Ways up a tree?"]\n', encoding="utf-8")
    library.refresh()
    found = library.snapshot.find("how-do-i-climb")
    assert found and found.entry.alternates == ("Ways up a tree?",)
    beside.unlink()
    library.refresh()
    found = library.snapshot.find("how-do-i-climb")
    assert found and found.entry.alternates == ()
    assert parsed == ["b.rst"] * 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "\n[entries.how-do-i-fly]\nquestions = []\n",
            "b.rst: knowledge: 0 entries, 2 new without, 1 not in this text",
        ),
        (
            '[entries.how-do-i-climb]\nquestions = ["Up?"]\n[entries.how-do-i-crawl]\nquestions = ["Up?"]\n',
            "b.toml: 'Up?' is listed under two entries; keep it under the one that answers it",
        ),
        (
            '[entries.how-do-i-climb]\nquestions = "Up?"\n',
            'b.toml:2: \'questions\' is not a list of strings; write questions = ["...", "..."]',
        ),
        (
            '[entries.how-do-i-climb]\nquestions = [\n  "Up?",\n  "",\n]\n',
            "b.toml:4: an element of 'questions' is empty; fill it in or remove it",
        ),
        (
            '[document]\nas_of = "soon"\n[entries.how-do-i-climb]\nquestions = ["Up?"]\n',
            "b.toml:2: 'as_of' is not a month; write as_of = \"2020-07\"",
        ),
    ],
)
def test_a_wrong_knowledge_file_is_told_once_and_the_document_answers(
    tmp_path: Path, text: str, message: str
) -> None:
    write(tmp_path / "b.rst", "climb", "crawl")
    (tmp_path / "b.toml").write_text(text, encoding="utf-8")
    library = opened("b.rst")
    assert questions(library) == ["climb", "crawl"]
    assert library.snapshot.notice == message
    assert opened("b.rst").snapshot.notice == ""


def test_the_generated_knowledge_file_is_read_and_watched_too(tmp_path: Path, parsed: list[str]) -> None:
    write(tmp_path / "b.rst", "climb")
    library = opened("b.rst")
    beside = tmp_path / "b.generated.toml"
    beside.write_text('[entries.how-do-i-climb]\nquestions = ["Ways up a wall?"]\n', encoding="utf-8")
    library.refresh()
    found = library.snapshot.find("how-do-i-climb")
    assert found and found.entry.alternates == ("Ways up a wall?",)
    (tmp_path / "b.toml").write_text('[entries.how-do-i-climb]\nsymptoms = ["E: wall"]\n', encoding="utf-8")
    library.refresh()
    found = library.snapshot.find("how-do-i-climb")
    assert found and found.entry.alternates == ("Ways up a wall?", "E: wall")
    beside.unlink()
    library.refresh()
    found = library.snapshot.find("how-do-i-climb")
    assert found and found.entry.alternates == ("E: wall",)
    assert parsed == ["b.rst"] * 4


def test_the_bundled_knowledge_is_part_of_what_is_fresh(
    three: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = shutil.copytree(os.path.dirname(bundled().path), three.parent / "data")
    monkeypatch.setattr(
        open_index, "bundled", lambda: bundled()._replace(path=str(copy / "bpf_devel_QA.rst"))
    )
    open_index.maker.cache_clear()
    opened("d").close()
    del parsed[:]
    (copy / "bpf_devel_QA.generated.toml").write_text("")
    open_index.maker.cache_clear()
    opened("d").close()
    assert parsed == ["a.rst", "b.rst", "c.rst"]
    open_index.maker.cache_clear()
