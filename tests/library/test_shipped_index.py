"""The index that comes with the program: the same bytes from the same texts, used for these alone, never changed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from faq.engine import ask
from faq.errors import FaqError
from faq.library.library import Library, open_library
from faq.library.ship import ship
from faq.library.shipped_index import opened
from faq.output.json_form import answer
from faq.sources.listing import found
from faq.sources.selection import in_use
from tests.library.woods import NEWER

ROOT = Path(__file__).parents[2]
QUESTIONS = ("how do I fell a tree?", "who plnats the trees?", "how do I bake bread?", "what is a meadow?")


def answers(library: Library) -> list[str]:
    return library.read(lambda snapshot: [str(answer(ask(snapshot, one))) for one in QUESTIONS])


def contents(directory: Path) -> dict[str, bytes]:
    files = (path for path in sorted(directory.rglob("*")) if path.is_file())
    return {str(path.relative_to(directory)): path.read_bytes() for path in files}


def is_cached(tmp_path: Path) -> bool:
    return (tmp_path / "cache").exists()


def test_the_first_answer_is_that_of_an_index_of_the_cache(installed: Path, tmp_path: Path) -> None:
    before = contents(installed)
    library = open_library(in_use())
    first, entries = answers(library), list(library.snapshot.entries())
    assert library.snapshot.location == str(installed / "index" / "bundled")
    assert not library.snapshot.notice
    assert not is_cached(tmp_path)
    assert contents(installed) == before
    shutil.rmtree(installed / "index")
    other = open_library(in_use())
    assert Path(other.snapshot.location).is_relative_to(tmp_path / "cache")
    assert answers(other) == first
    assert list(other.snapshot.entries()) == entries
    assert other.snapshot.documents == library.snapshot.documents


def test_what_is_known_from_two_files_is_that_of_an_index_of_the_cache(data: Path) -> None:
    (data / "bpf_devel_QA.generated.toml").write_text(
        "[entries.q-how-do-i-fell-a-tree]\nquestions = ['felling?']\n"
        "details = [{answer = 'Use a saw', questions = ['Which tool?', 'With what?']}]\n"
    )
    ship(str(data / "index"))
    library = open_library(in_use())
    assert library.snapshot.location == str(data / "index" / "bundled")
    (state,) = library.snapshot.files.values()
    shutil.rmtree(data / "index")
    other = open_library(in_use())
    (its,) = other.snapshot.files.values()
    assert state.carried == its.carried
    assert list(library.snapshot.entries()) == list(other.snapshot.entries())
    assert answers(library) == answers(other)


def test_that_of_another_revision_is_stored_as_a_difference(revised: Path, tmp_path: Path) -> None:
    newer = open_library(in_use(revision=NEWER))
    assert newer.snapshot.location == str(revised / "index" / NEWER)
    first, entries = answers(newer), list(newer.snapshot.entries())
    assert not is_cached(tmp_path)
    assert "Use a saw" not in "".join(first)
    whole, difference = contents(revised / "index" / "bundled"), contents(revised / "index" / NEWER)
    assert whole.keys() == difference.keys()
    shutil.rmtree(revised / "index")
    other = open_library(in_use(revision=NEWER))
    assert Path(other.snapshot.location).is_relative_to(tmp_path / "cache")
    assert (answers(other), list(other.snapshot.entries())) == (first, entries)


@pytest.mark.parametrize("name", ["bundled", NEWER])
@pytest.mark.parametrize("file", ["MAIN_1.terms", "MAIN_1.records"])
@pytest.mark.parametrize("damage", ["gone", "cut", "flipped", "another"])
def test_where_a_difference_or_its_base_is_damaged_the_cache_answers(
    revised: Path, tmp_path: Path, name: str, file: str, damage: str
) -> None:
    sound = answers(open_library(in_use(revision=NEWER)))
    path = revised / "index" / name / file
    content = path.read_bytes()
    damaged = {
        "cut": content[: len(content) // 2],
        "flipped": bytes(byte ^ 1 for byte in content),
        "another": bytes(len(content)),
    }
    path.unlink()
    if damage != "gone":
        path.write_bytes(damaged[damage])
    library = open_library(in_use(revision=NEWER))
    assert answers(library) == sound
    assert is_cached(tmp_path)


def test_it_stays_open_until_a_text_changes(installed: Path) -> None:
    library = open_library(in_use())
    assert library.refresh() is library.snapshot is library.refresh()
    document = installed / "bpf_devel_QA.rst"
    document.write_bytes(document.read_bytes() + b"\nQ: Is this new?\n---------------\nIt is.\n")
    assert library.refresh().find("q-is-this-new") is not None


@pytest.mark.parametrize(
    "changed",
    ["bpf_devel_QA.rst", "bpf_devel_QA.toml", "bpf_devel_QA.generated.toml", "index/bundled/manifest"],
)
def test_other_texts_than_it_was_made_of_are_read(installed: Path, tmp_path: Path, changed: str) -> None:
    path = installed / changed
    path.write_bytes((path.read_bytes() if path.exists() else b"") + b"\n")
    assert answers(open_library(in_use()))
    assert is_cached(tmp_path)


@pytest.mark.parametrize("name", ["bpf_devel_QA.rst", "bpf_devel_QA.toml"])
def test_a_text_of_the_same_size_is_another_one(installed: Path, tmp_path: Path, name: str) -> None:
    path = installed / name
    path.write_bytes(path.read_bytes().replace(b"saw", b"axe"))
    library = open_library(in_use())
    assert answers(library)
    assert Path(library.snapshot.location).is_relative_to(tmp_path / "cache")


def test_it_is_that_of_one_source_alone(installed: Path, tmp_path: Path) -> None:
    """Not of several, though there be one file in all."""
    (tmp_path / "empty").mkdir()
    sources = [*in_use(), *in_use(["empty"])]
    files = found(sources)
    assert len(files) == 1
    assert opened(sources[:1], files) is not None
    assert opened(sources, files) is None


@pytest.mark.parametrize("name", ["bundled", NEWER])
@pytest.mark.parametrize(
    ("version", "another"),
    [("faq.library.shipped_index.__version__", "another"), ("index.search.VERSION", 1)],
)
def test_one_of_another_version_or_format_is_not_used(
    revised: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, version: str, another: object
) -> None:
    """But that of the cache, which answers the same."""
    library = open_library(in_use(revision=name))
    sound = answers(library)
    assert not is_cached(tmp_path)
    monkeypatch.setattr(version, another)
    other = open_library(in_use(revision=name))
    assert Path(other.snapshot.location).is_relative_to(tmp_path / "cache")
    assert answers(other) == sound


def test_a_path_on_the_command_line_has_an_index_of_its_own(installed: Path, tmp_path: Path) -> None:
    library = open_library(in_use([str(installed / "bpf_devel_QA.rst")]))
    assert Path(library.snapshot.location).is_relative_to(tmp_path / "cache")


def test_a_source_that_is_gone_is_still_told(installed: Path) -> None:
    (installed / "bpf_devel_QA.rst").unlink()
    with pytest.raises(FaqError, match="cannot be read"):
        open_library(in_use())


def test_files_that_a_group_may_write_are_trusted_as_the_program_is(installed: Path, tmp_path: Path) -> None:
    for path in (installed / "index").rglob("*"):
        path.chmod(0o775 if path.is_dir() else 0o664)
    assert answers(open_library(in_use()))
    assert not is_cached(tmp_path)


@pytest.mark.parametrize("file", ["states", "contents", "MAIN_1.terms", "MAIN_1.records"])
@pytest.mark.parametrize("damage", ["gone", "cut", "flipped"])
def test_where_it_is_damaged_the_cache_answers(
    installed: Path, tmp_path: Path, file: str, damage: str
) -> None:
    sound = answers(open_library(in_use()))
    path = installed / "index" / "bundled" / file
    held = path.read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(held[: len(held) // 2] if damage == "cut" else bytes(byte ^ 1 for byte in held))
    damaged = contents(installed)
    library = open_library(in_use())
    assert answers(library) == sound
    assert is_cached(tmp_path)
    assert not library.snapshot.notice
    assert contents(installed) == damaged


def test_the_same_texts_give_the_same_bytes(installed: Path, tmp_path: Path) -> None:
    """In another place, with other modes and times, another time zone and other hashes of words."""
    copy = tmp_path / "elsewhere"
    for folder in ("faq", "index"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(installed, copy / "data", ignore=shutil.ignore_patterns("index"))
    for path in copy.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    code = f"import os; os.umask(0o077); from faq.library.ship import ship; ship({str(tmp_path / 'again')!r})"
    environment = os.environ | {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "PYTHONPATH": str(copy)}
    subprocess.run([sys.executable, "-c", code], cwd=copy, env=environment, check=True)
    again = contents(tmp_path / "again")
    assert again == contents(installed / "index")
    assert not any(str(place).encode() in content for content in again.values() for place in (tmp_path, ROOT))
    assert not any(name.endswith(".toc") for name in again)
