"""What changed on disk is noticed at the next question, and only that is read again."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from faq.engine import ask
from faq.errors import FaqError
from faq.indexing import build, parse_file, worker_pool
from faq.indexing.parse_file import Built, Job
from faq.library import open_index
from faq.library.library import Library, open_library
from faq.sources import listing
from faq.sources.selection import in_use
from faq.sources.shipped import bundled
from index import search
from index.pieces import Damaged

ROOT = Path(__file__).parents[2]


def write(path: Path, *questions: str, more: str = "") -> Path:
    """Write a document with a question for each word given."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "\n\n".join(
        f"How do I {word}?\n{'-' * (10 + len(word))}\n\nTo {word}, press the {word} key."
        for word in questions
    )
    path.write_text(f"FAQ\n===\n\n{text}\n{more}", encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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


def opened(*options: str) -> Library:
    return open_library(in_use(options))


def questions(library: Library) -> list[str]:
    return [
        result.entry.question.removeprefix("How do I ").rstrip("?") for result in library.snapshot.entries()
    ]


def test_nothing_is_parsed_again_that_did_not_change(three: Path, parsed: list[str]) -> None:
    with_index = opened("d")
    assert parsed == ["a.rst", "b.rst", "c.rst"]
    assert questions(with_index) == ["jump", "swim", "climb", "dance"]
    del parsed[:]
    again = opened("d")
    again.refresh()
    assert parsed == []
    assert questions(again) == ["jump", "swim", "climb", "dance"]
    assert questions(opened(str(three))) == ["jump", "swim", "climb", "dance"]
    assert parsed == []


def test_changed_added_and_removed_files(three: Path, parsed: list[str]) -> None:
    library = opened("d")
    del parsed[:]
    write(three / "b.rst", "climb", "crawl")
    library.refresh()
    assert (parsed, questions(library)) == (["b.rst"], ["jump", "swim", "climb", "crawl", "dance"])
    write(three / "s" / "aa.rst", "sleep")
    library.refresh()
    assert (parsed[1:], questions(library)) == (
        ["aa.rst"],
        ["jump", "swim", "climb", "crawl", "dance", "sleep"],
    )
    (three / "a.rst").unlink()
    library.refresh()
    assert (parsed[2:], questions(library)) == ([], ["climb", "crawl", "dance", "sleep"])
    (three / "c.rst").rename(three / "0.rst")
    library.refresh()
    assert (parsed[2:], questions(library)) == (["0.rst"], ["dance", "climb", "crawl", "sleep"])
    assert library.snapshot.find("how-do-i-jump") is None
    assert questions(opened("d")) == ["dance", "climb", "crawl", "sleep"]


def test_an_index_brought_up_to_date_answers_as_a_new_one(three: Path) -> None:
    library = opened("d")
    for word in ("fly", "float", "run"):
        write(three / "b.rst", "climb", word)
        library.refresh()
    asked = [ask(library.snapshot, f"how do I {word}") for word in ("climb", "run", "swim", "press the key")]
    shutil.rmtree(os.environ["XDG_CACHE_HOME"] + "/bpffaq")
    new = opened("d")
    assert [ask(new.snapshot, answer.query) for answer in asked] == asked


def test_contents_decide_where_only_the_time_changed(three: Path, parsed: list[str]) -> None:
    opened("d").close()
    del parsed[:]
    os.utime(three / "a.rst", (1, 1))
    assert questions(opened("d")) == ["jump", "swim", "climb", "dance"]
    assert parsed == []
    os.utime(three / "a.rst", (2, 2))
    text = (three / "a.rst").read_text(encoding="utf-8")
    (three / "a.rst").write_text(text.replace("swim", "sing"), encoding="utf-8")
    os.utime(three / "a.rst", (2, 2))
    assert questions(opened("d")) == ["jump", "sing", "climb", "dance"]
    assert parsed == ["a.rst"]


@pytest.mark.skipif(os.name == "nt", reason="a file has no time of its last change there that cannot be set")
def test_a_change_that_keeps_size_and_time_is_noticed(three: Path, parsed: list[str]) -> None:
    path = three / "a.rst"
    opened("d").close()
    del parsed[:]
    before = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("swim", "sing"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert questions(opened("d")) == ["jump", "sing", "climb", "dance"]
    assert parsed == ["a.rst"]


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


def test_a_document_that_is_gone_is_told_until_it_is_back(tmp_path: Path) -> None:
    path = write(tmp_path / "a.rst", "jump")
    library = opened("a.rst")
    path.rename(tmp_path / "away")
    for _ in range(2):
        with pytest.raises(FaqError) as caught:
            library.refresh()
        assert (
            str(caught.value) == "a.rst: cannot be read (no such file or directory); name a readable RST file"
        )
    (tmp_path / "away").rename(path)
    library.refresh()
    assert questions(library) == ["jump"]


def test_many_files_are_read_by_several_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = [f"word{n:02d}" for n in range(worker_pool.MANY + 3)]
    for word in words:
        write(tmp_path / "d" / f"{word}.rst", word)
    monkeypatch.setattr(worker_pool, "cores", lambda: 2)
    told: list[tuple[int, int, int]] = []
    library = open_library(in_use(["d"]), progress=lambda *numbers: told.append(numbers))
    assert questions(library) == words
    assert told == [*((n, 27, n) for n in range(1, 27)), (27, 27, 27)]


def test_without_processes_one_does_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", refused)
    monkeypatch.setattr(worker_pool, "cores", lambda: 2)
    assert list(worker_pool.in_parallel(abs, range(-30, 0))) == list(range(30, 0, -1))


def test_what_is_done_is_in_use_before_all_is_done(
    three: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "MOST", 0.0)
    assert questions(opened("d")) == ["jump", "swim", "climb", "dance"]
    assert parsed == ["a.rst", "b.rst", "c.rst"]


def test_an_interrupt_keeps_what_was_done(three: Path, parsed: list[str]) -> None:
    def interrupt(done: int, total: int, entries: int) -> None:
        if (done, total) == (2, 3):
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        open_library(in_use(["d"]), progress=interrupt)
    assert parsed == ["a.rst", "b.rst"]
    assert questions(opened("d")) == ["jump", "swim", "climb", "dance"]
    assert parsed == ["a.rst", "b.rst", "c.rst"]


def test_a_second_interrupt_is_not_held_back(three: Path) -> None:
    def interrupt(done: int, total: int, entries: int) -> None:
        if total == 3:
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGINT)
            went_on.append(done)

    went_on: list[int] = []
    with pytest.raises(KeyboardInterrupt):
        open_library(in_use(["d"]), progress=interrupt)
    assert went_on == []
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert questions(opened("d")) == ["jump", "swim", "climb", "dance"]


def test_a_build_in_another_thread_holds_no_interrupt_back(three: Path) -> None:
    found: list[list[str]] = []
    thread = threading.Thread(target=lambda: found.append(questions(opened("d"))))
    thread.start()
    thread.join()
    assert found == [["jump", "swim", "climb", "dance"]]


def test_an_older_index_that_cannot_be_read_is_not_built_on(
    three: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    library, read = opened("d"), search.read
    old = library.snapshot.location
    library.close()

    def refuse(directory: str) -> search.Searcher:
        if directory == old:
            raise Damaged
        return read(directory)

    monkeypatch.setattr(search, "read", refuse)
    write(three / "a.rst", "jump")
    assert questions(opened("d")) == ["jump", "climb", "dance"]
    assert parsed == ["a.rst", "b.rst", "c.rst"] * 2


def test_an_index_of_another_version_is_built_again(
    three: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing of it is taken over."""
    with monkeypatch.context() as patch:
        patch.setattr("faq.library.open_index.maker", lambda: "another version")
        opened("d").close()
    assert parsed == ["a.rst", "b.rst", "c.rst"]
    opened("d").close()
    assert parsed == ["a.rst", "b.rst", "c.rst"] * 2


@pytest.fixture
def no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    yield tmp_path / "file"


def test_in_memory_too_only_what_changed_is_parsed(three: Path, parsed: list[str], no_cache: Path) -> None:
    library = opened("d")
    assert library.snapshot.notice == f"{no_cache}: is not a directory; the index is kept in memory"
    assert library.snapshot.location == ""
    del parsed[:]
    write(three / "b.rst", "climb", "crawl")
    (three / "c.rst").unlink()
    library.refresh()
    assert (parsed, questions(library)) == (["b.rst"], ["jump", "swim", "climb", "crawl"])
    library.refresh()
    assert parsed == ["b.rst"]


def test_a_damaged_index_is_built_again(three: Path) -> None:
    place = Path(opened("d").snapshot.location)
    (terms,) = place.glob("*.terms")
    terms.write_bytes(b"\0" * terms.stat().st_size)
    assert questions(opened("d")) == ["jump", "swim", "climb", "dance"]


def test_damage_in_the_midst_of_a_question(three: Path) -> None:
    """It is noticed where it is read, the index built again, the question asked anew."""
    library = opened("d")
    right = [result.entry for result in ask(library.snapshot, "how do I climb?").results]
    for ending in ("terms", "records", "states"):
        library.close()
        library = opened("d")
        (path,) = Path(library.snapshot.location).glob(f"*{ending}")
        with path.open("r+b") as file:
            file.write(b"\xff" * (path.stat().st_size - 40))
        answer = library.read(lambda snapshot: ask(snapshot, "how do I climb?"))
        assert [result.entry for result in answer.results] == right
        assert library.snapshot.location != str(path.parent)


def test_an_index_that_is_damaged_each_time_is_given_up(three: Path) -> None:
    def work(snapshot: object) -> None:
        raise Damaged

    with pytest.raises(
        FaqError, match="the index: is damaged each time it is built; see that disk and memory are sound"
    ):
        opened("d").read(work)


def test_a_change_that_looks_like_none(
    three: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the same size and within the step of the disk's clock, as if ``stat`` told nothing."""
    library = opened("d")
    before = library.snapshot
    text = (three / "a.rst").read_text()
    same = listing.found(in_use(["d"]))
    (three / "a.rst").write_text(text.replace("jump", "hops"))
    for module in ("open_index", "library"):
        monkeypatch.setattr(f"faq.library.{module}.found", lambda sources: same, raising=False)
    assert questions(library) == ["jump", "swim", "climb", "dance"]
    library.refresh()
    assert questions(library) == ["hops", "swim", "climb", "dance"]
    assert parsed == ["a.rst", "b.rst", "c.rst", "a.rst"]
    assert library.snapshot is not before
    now = time.time_ns() + 3_000_000_000
    monkeypatch.setattr(time, "time_ns", lambda: now)
    assert questions(opened("d")) == ["hops", "swim", "climb", "dance"]
    assert parsed == ["a.rst", "b.rst", "c.rst", "a.rst"]
    settled = opened("d")
    location = settled.snapshot.location
    assert [settled.refresh().location, opened("d").snapshot.location] == [location, location]


def unmeasured() -> dict[str, str]:
    """The environment without what has coverage measured, which itself imports much."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}


def test_a_warm_search_imports_neither_parser_nor_session(three: Path) -> None:
    opened("d").close()
    code = (
        "import sys; from faq.cli.main import main; main(['search', 'how do I jump']);"
        "heavy = ('docutils', 'prompt_toolkit', 'pathlib', 'tomllib', 'filelock', 'multiprocessing', 'concurrent',"
        " 'platformdirs', 'whoosh.index', 'faq.indexing.parse_file', 'faq.indexing.build', 'urllib', 'argparse',"
        " 'json', 'rapidfuzz', 'shutil', 'locale', 'pickle', 'faq.engine.completion', 'faq.knowledge.toml');"
        "print([name for name in heavy if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**unmeasured(), "PYTHONPATH": str(ROOT), "BPFFAQ_SOURCES": str(three)},
    )
    assert ran.stdout.splitlines()[0] == "How do I jump?"
    assert ran.stdout.splitlines()[-1] == "[]"
