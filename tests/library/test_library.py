"""The documents in use as one library: ids, order, languages, and how much of it is kept."""

import os
from pathlib import Path

import pytest

from faq.engine import ask
from faq.model import ANSWERED, NOT_COVERED
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
    assert ids(opened("one", "two/other.rst")) == ["faq#what-is-it", "who-is-one", "other#what-is-it"]
    for id in ids(both):
        found = both.snapshot.find(id)
        assert found and found.entry.id == id
    first = both.snapshot.find("what-is-it")
    assert first and first.entry.id == "one/faq.rst#what-is-it"
    for unknown in ("nobody#what-is-it", "what", "", "#"):
        assert both.snapshot.find(unknown) is None


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["gr\udcf6sse", "gr\udcf7sse"], [r"gr\xf6sse", r"gr\xf7sse"]),
        (["a\x1b[2Jb", "größe"], [r"a\x1b[2Jb", "größe"]),
        (["a\nb", "d\udcff/a\nb"], [r"a\nb.rst", "d\ufffd/a\\nb.rst"]),
    ],
)
def test_an_id_is_text_that_can_be_printed_and_finds_its_entry(names: list[str], shown: list[str]) -> None:
    for name in names:
        write(f"{name}.rst", faq("FAQ", "What is it?"))
    both = opened(*(f"{name}.rst" for name in names))
    assert ids(both) == [f"{name}#what-is-it" for name in shown]
    for entry in both.snapshot.entries():
        assert both.snapshot.find(entry.entry.id) == entry


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


def test_misspelt_words_are_compared_in_a_large_library_with_those_of_one_letter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write("fruit.rst", faq("FAQ", "How do I peel pears?", "Who sells horses?"))
    snapshot = opened("fruit.rst").snapshot
    every = snapshot.vocabulary("p")
    assert {"peel", "pears", "sells", "horses"} <= every.keys()
    monkeypatch.setattr("faq.library.snapshot.LARGE", 1)
    assert snapshot.vocabulary("p") == {word: count for word, count in every.items() if word[0] == "p"}
    monkeypatch.setattr("faq.library.snapshot.LARGE", 2)
    assert snapshot.vocabulary("p") == every
