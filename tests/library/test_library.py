"""The documents in use as one library: ids, order, links between them, what is left out."""

import errno
import os
import sys
from pathlib import Path
from typing import Any, NoReturn

import pytest

from faq.engine import ask
from faq.errors import FaqError
from faq.indexing.parse_file import Job, build
from faq.indexing.payloads import DOCUMENT
from faq.library import open_index
from faq.library.library import Library, open_library
from faq.library.opened import Opened
from faq.model import ANSWERED, NOT_COVERED
from faq.sources.contents import checksum
from faq.sources.source import COMMAND_LINE, Source
from index import search, store
from index.texts import split
from tests.support.places import faq, ids, opened, write

pytestmark = pytest.mark.usefixtures("empty_place")


def test_ids_are_prefixed_only_where_two_would_be_the_same() -> None:
    write("one/faq.rst", faq("FAQ", "What is it?", "Who is one?"))
    write("two/faq.rst", faq("FAQ", "What is it?", "Who is two?"))
    write("two/other.rst", faq("FAQ", "What is it?"))
    both = opened("one", "two")
    assert ids(both) == [
        "one/faq.rst#what-is-it",
        "who-is-one",
        "two/faq.rst#what-is-it",
        "who-is-two",
        "other#what-is-it",
    ]
    assert ids(opened("one")) == ["what-is-it", "who-is-one"]
    for id in ids(both):
        found = both.snapshot.find(id)
        assert found and found.entry.id == id
    first = both.snapshot.find("what-is-it")
    assert first and first.entry.id == "one/faq.rst#what-is-it"
    for unknown in ("nobody#what-is-it", "what", "", "#"):
        assert both.snapshot.find(unknown) is None


def test_entries_come_in_the_order_of_the_sources() -> None:
    write("b.rst", faq("B", "What is b?"))
    write("a.rst", faq("A", "What is a?"))
    assert ids(opened("b.rst", "a.rst")) == ["what-is-b", "what-is-a"]
    assert ids(opened("a.rst", "b.rst")) == ["what-is-a", "what-is-b"]


def test_an_answer_names_its_document() -> None:
    write("one.rst", faq("One", "How do I paint a fence?"))
    write("two.rst", faq("Two", "How do I paint a wall?"))
    answer = ask(opened("one.rst", "two.rst").snapshot, "how do I paint a wall?")
    assert [result.document.title for result in answer.results] == ["Two", "One"]
    assert answer.results[0].document.file == "two.rst"


def test_a_small_document_is_found_beside_a_large_one() -> None:
    write("large.rst", faq("Large", *(f"How does part {n} of the engine work?" for n in range(300))))
    write("small.rst", faq("Small", "How do I feed a parrot?", "Why does my parrot scream?"))
    library = opened("large.rst", "small.rst")
    alone = opened("small.rst")
    for question in ("how do I feed a parrot", "parrot screams", "why does it scream"):
        assert (
            ask(library.snapshot, question).results[0].entry == ask(alone.snapshot, question).results[0].entry
        )
    assert ask(library.snapshot, "how do I feed a parrot").status == ANSWERED


LINKING = """\
One
===

What is it?
-----------

See :ref:`there`, :ref:`that <there>`, :doc:`sub/two`, :doc:`/sub/two`, :ref:`nowhere` and :doc:`nothing`.
"""

LINKED = """\
Second page
===========

.. _there:

A place of its own
------------------

Text.
"""


def links(library: Library) -> list[tuple[str, str, bool]]:
    found = library.snapshot.find("what-is-it")
    assert found
    return [(link.text, link.url, link.resolved) for link in found.entry.links]


def test_links_to_other_documents_are_resolved_and_stay_right(tmp_path: Path) -> None:
    write("d/one.rst", LINKING)
    two = write("d/sub/two.rst", LINKED)
    write("d/sub/two.toml", '[document]\nurl = "https://a.test/two.html"\n')
    library = opened("d")
    unknown = [("nowhere", "", False), ("nothing", "", False)]
    place, page = "https://a.test/two.html#there", "https://a.test/two.html"
    assert links(library) == [
        ("A place of its own", place, True),
        ("that", place, True),
        ("Second page", page, True),
        ("Second page", page, True),
        *unknown,
    ]
    two.write_text(LINKED.replace("A place of its own", "Another place here"), encoding="utf-8")
    library.refresh()
    assert links(library)[0] == ("Another place here", place, True)
    two.unlink()
    library.refresh()
    assert links(library) == [
        ("there", "", False),
        ("that", "", False),
        ("sub/two", "", False),
        ("/sub/two", "", False),
        *unknown,
    ]


def test_of_several_places_with_a_name_the_first_documents_counts() -> None:
    """In the order of the documents, and not in that in which they were read."""
    write("d/one.rst", LINKING.replace("sub/two", "sub/two.tables"))
    for name in ("d/sub/two.tables.rst", "d/sub/two.rst", "e/two.tables.rst"):
        write(name, LINKED.replace("A place of its own", f"A place of {name}"))
    library = opened("d/one.rst", "d", "e")
    pages = [("Second page", "", False)] * 2
    right = [("A place of d/sub/two.rst", "", False), ("that", "", False), *pages]
    assert links(library)[:4] == right
    write("d/sub/two.tables.rst", LINKED.replace("A place of its own", "A changed place"))
    library.refresh()
    assert links(library)[:4] == right


def test_the_address_of_a_directory_leads_to_its_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("d/sub/two.rst", LINKED)
    config = tmp_path / "config" / "bpffaq"
    config.mkdir(parents=True)
    (config / "config.toml").write_text(
        f"[[source]]\npath = '{tmp_path}/d'\nurl = 'https://a.test/docs/'\nrevision = 'v1'\n"
    )
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("BPFFAQ_SOURCES", raising=False)
    (document,) = opened().snapshot.documents
    assert (document.url, document.revision) == ("https://a.test/docs/sub/two.html", "v1")


def test_what_cannot_be_read_in_a_directory_is_left_out() -> None:
    write("d/a.rst", faq("A", "What is a?"))
    write("d/b.rst", faq("B", "What is b?"))
    write("d/b.toml", "x = 1")
    write("d/empty.rst", "")
    Path("d/gone.rst").symlink_to("nowhere")
    library = opened("d")
    assert ids(library) == ["what-is-a", "what-is-b"]
    assert [str(fact.error or fact.entries) for fact in tuple(library.snapshot.files.values())] == [
        "1",
        "1",
        "0",
        "d/gone.rst: cannot be read (no such file or directory); name a readable RST file",
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["empty.rst"], "empty.rst: has no entry; name a document with headings or questions"),
        (["full.rst", "empty.rst"], "empty.rst: has no entry; name a document with headings or questions"),
        (
            ["nothing"],
            "nothing: contains no RST file with an entry; name a file or directory with .rst files",
        ),
        (["bad"], "bad/b.rst: is not UTF-8 text; save it as UTF-8 or give another source"),
    ],
)
def test_nothing_to_answer_from(options: list[str], message: str) -> None:
    write("empty.rst", "")
    write("full.rst", faq("A", "What is a?"))
    write("nothing/empty.rst", "")
    write("bad/b.rst", "").write_bytes(b"\xff")
    with pytest.raises(FaqError) as caught:
        opened(*options)
    assert str(caught.value) == message


def test_problems_of_documents_are_kept() -> None:
    write("d/a.rst", faq("A", "What is a?") + "\n.. nosuch::\n\n   *unclosed\n")
    library = opened("d")
    again = opened("./d")
    assert [problem.split(":")[0] for d in again.snapshot.documents for problem in d.problems][:1] == [
        "./d/a.rst"
    ]
    assert len(library.snapshot.documents[0].problems) == len(again.snapshot.documents[0].problems) > 0


def test_a_file_whose_parts_crash_the_indexer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise ZeroDivisionError

    write("a.rst", faq("A", "What is a?"))
    monkeypatch.setattr("faq.indexing.parse_file.of_document", crash)
    with pytest.raises(FaqError) as caught:
        opened("a.rst")
    assert str(caught.value) == "a.rst: cannot be indexed (ZeroDivisionError); leave it out, or report this"


def test_a_document_that_is_read_as_plain_text_says_so() -> None:
    write("deep.rst", faq("A", "What is a?") + "\n" + "* " * 5000 + "end\n")
    write("b.rst", faq("B", "What is b?"))
    said = "deep.rst: could not be parsed as RST (RecursionError), read as plain text"
    assert opened("deep.rst", "b.rst").snapshot.notice == said
    assert opened("deep.rst", "b.rst").snapshot.notice == said  # now from the cache
    assert opened("b.rst").snapshot.notice == ""


def test_function_words_of_the_documents_language_answer_nothing() -> None:
    write(
        "de.rst",
        """
H\u00e4ufige Fragen
==============

Wie kann ich den Zweig wechseln?
--------------------------------

Mit dem Schalter an der Wand.

Cache
-----

Der Cache wird mit dem roten Knopf geleert.
""",
    )
    for _ in range(2):  # as it is built, and from the cache
        snapshot = opened("de.rst").snapshot
        assert snapshot.languages == {"de"}
        assert ask(snapshot, "wie kann ich den Mond sehen").status == NOT_COVERED
        assert ask(snapshot, "wie leere ich den Cache").results[0].entry.id == "cache"
    write("en.rst", faq("B", "What is b?"))
    assert opened("en.rst").snapshot.languages == frozenset()


def test_latin_among_kana_is_a_word_and_what_is_unknown_is_named_by_its_run() -> None:
    heading = "ssh\u30b3\u30de\u30f3\u30c9\u3067\u63a5\u7d9a\u304c\u3067\u304d\u307e\u305b\u3093"
    write("ja.rst", f"FAQ\n===\n\n{heading}\n{'-' * 40}\n\n\u9375\u3092\u6d88\u3059\u3002\n")
    snapshot = opened("ja.rst").snapshot
    assert ask(snapshot, "ssh \u63a5\u7d9a").results[0].entry.question == heading
    assert ask(snapshot, "ssh").unmatched == ()
    assert ask(snapshot, "\u96fb\u8a71\u756a\u53f7 \u63a5\u7d9a\u3059\u308b telnet").unmatched == (
        "\u96fb\u8a71\u756a\u53f7",
        "telnet",
    )


def test_one_broken_source_does_not_cost_the_others(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write("a.rst", faq("A", "What is a?"))
    write("empty.rst", "")
    monkeypatch.setenv("BPFFAQ_SOURCES", os.pathsep.join(["gone.rst", "a.rst", "empty.rst"]))
    library = opened()
    assert ids(library) == ["what-is-a"]
    assert library.snapshot.notice == (
        "gone.rst: cannot be read (no such file or directory); name a readable RST file; "
        "empty.rst: has no entry; name a document with headings or questions"
    )
    write("b.rst", faq("B", "What is b?"))
    library = opened("a.rst", "b.rst")
    Path("b.rst").unlink()
    library.refresh()
    assert ids(library) == ["what-is-a"]
    Path("a.rst").unlink()
    with pytest.raises(FaqError) as caught:
        library.refresh()
    assert str(caught.value).startswith("a.rst: cannot be read")


def test_what_is_kept_of_a_document_is_not_an_entry() -> None:
    write("a.rst", LINKED)
    library = opened("a.rst")
    (number,) = library.snapshot.searcher.of_kind(DOCUMENT)
    assert number not in library.snapshot.entry_numbers
    (place,) = split(library.snapshot.searcher.part(number, 0))
    assert split(place) == ["there", "", "A place of its own"]
    assert len(ask(library.snapshot, "A place of its own", limit=9).results) == 1


def test_two_spellings_of_a_source_share_an_index(tmp_path: Path) -> None:
    write("d/a.rst", faq("A", "What is a?"))
    assert (
        opened("d").snapshot.location
        == opened("./d").snapshot.location
        == opened(str(tmp_path / "d")).snapshot.location
    )
    cited = [
        next(opened(name).snapshot.entries()).document.file for name in ("d", "./d", str(tmp_path / "d"))
    ]
    assert cited == ["d/a.rst", "./d/a.rst", f"{tmp_path}/d/a.rst"]
    assert len(os.listdir(tmp_path / "cache" / "bpffaq")) == 1


def test_what_is_kept_for_the_next_questions_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that runs for years does not grow with what it is asked."""
    monkeypatch.setattr("index.search._KNOWN", 5)
    monkeypatch.setattr("faq.library.snapshot._REMEMBERED", 5)
    write("many.rst", faq("Many", *(f"What does part {number} do?" for number in range(30))))
    library = opened("many.rst")
    for number in range(50):
        library.snapshot.searcher.postings("words", f"word{number}")
    for number in library.snapshot.entry_numbers:
        library.snapshot.derived(number, lambda stored: stored.group)
    assert len(library.snapshot.entry_numbers) == 30
    held = (
        len(library.snapshot.searcher._known),
        len(library.snapshot._stored),
        len(library.snapshot._derived),
    )
    assert max(held) <= 6


def test_what_cannot_be_used_does_not_stay_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    states: list[Opened] = []
    closed: list[search.Searcher] = []

    def noted(*arguments: Any) -> Opened:
        states.append(open_index.opened(*arguments))
        return states[-1]

    monkeypatch.setattr("faq.library.library.opened", noted)
    monkeypatch.setattr(search.Searcher, "close", lambda searcher: closed.append(searcher))
    (tmp_path / "empty.rst").write_text("")
    with pytest.raises(FaqError):
        opened(str(tmp_path / "empty.rst"))
    assert closed[-1] is states[0].searcher


def test_a_place_that_does_not_keep_what_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is tried again a few times and not for ever."""
    write("a.rst", faq("A", "What is a?"))
    tried: list[str] = []

    def nothing(root: str, key: str, files: object, damaged: str) -> tuple[None, str]:
        tried.append(root)
        assert len(tried) < 9
        return None, damaged

    def gone(*_: object) -> NoReturn:
        raise FileNotFoundError

    monkeypatch.setattr("faq.library.open_index._cached", nothing)
    monkeypatch.setattr("faq.library.open_index._open", gone)
    notice = f"{store.cache_root()}: does not keep what is written; the index is kept in memory"
    assert opened("a.rst").snapshot.notice == notice


def test_a_program_whose_files_cannot_be_listed_has_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_index._own_files() > 0
    monkeypatch.setattr(open_index, "_PACKAGE", "/no/such/archive.zip/faq")
    assert open_index._own_files() == 0


def test_a_directory_that_cannot_be_listed_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> NoReturn:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(os, "listdir", refuse)
    error = build(Job(str(tmp_path))).error
    assert str(error) == f"{tmp_path}: cannot be read (permission denied); name a readable RST file"


def test_what_cannot_be_read_has_no_checksum(tmp_path: Path) -> None:
    assert checksum(str(tmp_path / "gone.rst")) == ""


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_knowledge_file_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    path = tmp_path / write("a.rst", faq("A", "What is a?"))
    beside = path.with_suffix(".toml")
    beside.symlink_to("nowhere")
    said = f"{beside}: cannot be read (no such file or directory); make it readable"
    assert opened(str(path)).snapshot.notice == said


@pytest.mark.parametrize(("origin", "opens"), [(COMMAND_LINE, False), ("configuration", True)])
def test_a_file_named_on_the_command_line_has_to_be_there(origin: str, opens: bool) -> None:
    """Whatever else is in use; one that is always in use may be away."""
    write("a.rst", faq("A", "Who rows?"))
    sources = [Source(os.path.abspath(name), name, origin="configuration") for name in ("a.rst", "gone.rst")]
    sources[1] = sources[1]._replace(origin=origin)
    if opens:
        assert ids(open_library(sources)) == ["who-rows"]
    else:
        with pytest.raises(FaqError, match=r"^gone\.rst: cannot be read"):
            open_library(sources)
