"""The JSON form: exactly these keys, in this order."""

import json
import re
from pathlib import Path
from typing import Any

from faq.library.library import open_library
from faq.model import AlsoAsked, Answer, Block, Document, Entry, Lines, Link, Reasons, Result, ShortAnswer
from faq.output.json_form import answer, full_citation, listing, result
from faq.sources.selection import in_use
from faq.sources.shipped import bundled

ENTRY = Entry(
    id="guide#q-one",
    kind="qna",
    question="One?",
    alternates=("Is it one?",),
    section=("Numbers", "Small ones"),
    blocks=(Block("paragraph", "It is.", Lines(5, 6)), Block("code", "$ one", Lines(8, 8), 1, language="sh")),
    links=(Link("here", "https://example.org/", True), Link("btf", "", False, "name:btf")),
    lines=Lines(3, 8),
    own=1,
)
DOCUMENT = Document("FAQ.rst", "/home/me/FAQ.rst", "A FAQ", "https://example.org/faq.html", "abc", ())
SHORT = ShortAnswer("It is.", Lines(5, 6))
ONE = Result(ENTRY, DOCUMENT, 0.93, SHORT)

RESULT: dict[str, Any] = {
    "id": "guide#q-one",
    "kind": "qna",
    "question": "One?",
    "alternate_questions": ["Is it one?"],
    "section": ["Numbers", "Small ones"],
    "confidence": 0.93,
    "short_answer": {"text": "It is.", "lines": [5, 6]},
    "answer": "It is.\n\n$ one",
    "blocks": [
        {"kind": "paragraph", "text": "It is.", "lines": [5, 6]},
        {"kind": "code", "text": "$ one", "lines": [8, 8]},
    ],
    "links": [
        {"text": "here", "url": "https://example.org/", "resolved": True},
        {"text": "btf", "url": None, "resolved": False},
    ],
    "citation": {
        "document": "A FAQ",
        "file": "FAQ.rst",
        "lines": [3, 8],
        "anchor": "q-one",
        "url": "https://example.org/faq.html#q-one",
        "revision": "abc",
        "as_of": None,
        "path": "/home/me/FAQ.rst",
        "changed": None,
        "source_url": None,
    },
}


def same(found: dict[str, Any], wanted: dict[str, Any]) -> None:
    """Compare values and the order of keys."""
    assert json.dumps(found) == json.dumps(wanted)


def test_a_result() -> None:
    same(result(ONE), RESULT)


def test_an_answer() -> None:
    asked = Answer("one?", "answered", 0.93, "high", (("onee", "one"),), ("two",), (ONE,))
    same(
        answer(asked),
        {
            "query": "one?",
            "status": "answered",
            "confidence": 0.93,
            "level": "high",
            "corrections": {"onee": "one"},
            "unmatched": ["two"],
            "taken_with": None,
            "notices": [],
            "results": [RESULT],
        },
    )


CITATION: dict[str, Any] = RESULT["citation"]
BRIEF = {name: RESULT[name] for name in ("id", "kind", "question", "section", "confidence")} | {
    "citation": {name: value for name, value in CITATION.items() if name not in ("changed", "source_url")}
}


def test_the_first_result_is_whole_and_the_others_only_name_their_entries() -> None:
    asked = Answer("one?", "answered", 0.93, "high", (), (), (ONE, ONE, ONE))
    results = answer(asked)["results"]
    same(results[0], RESULT)
    assert results[1:] == [BRIEF, BRIEF]
    assert answer(asked, full=True)["results"] == [RESULT] * 3


def test_what_the_question_was_taken_with_and_what_is_to_be_said_of_the_sources() -> None:
    asked = Answer("and two?", "answered", 0.93, "high", (), (), (ONE,), Reasons(taken="one?"))
    form = answer(asked, notices=["it is old"])
    assert (form["taken_with"], form["notices"]) == ("one?", ["it is old"])
    lacking = asked._replace(reasons=Reasons(cut="it was cut", missing="No link."))
    assert answer(lacking, notices=["it is old"])["notices"] == ["it is old", "it was cut", "No link."]


def test_what_else_was_asked_is_told_to_people_and_by_ids_to_programs() -> None:
    others = (AlsoAsked("and two?", ENTRY), AlsoAsked("and three?", None))
    asked = Answer("one? and two?", "answered", 0.93, "high", (), (), (ONE,), also_asked=others)
    form = answer(asked, notices=["it is old"])
    assert form["also_asked"] == [
        {"query": "and two?", "id": "guide#q-one"},
        {"query": "and three?", "id": None},
    ]
    assert form["notices"] == [
        "it is old",
        "Also asked: 'and two?' See: One?",
        "Also asked: 'and three?' This is not covered.",
    ]
    assert "also_asked" not in answer(asked._replace(also_asked=()))


def test_curated_questions_are_there_where_they_are_asked_for() -> None:
    curated = ONE._replace(entry=ENTRY._replace(alternates=("Is it one?", "1?")))
    assert result(curated)["alternate_questions"] == ["Is it one?"]
    assert result(curated, alternates=True)["alternate_questions"] == ["Is it one?", "1?"]
    asked = Answer("one?", "answered", 0.93, "high", (), (), (curated,))
    assert answer(asked)["results"] == [RESULT]
    assert answer(asked, alternates=True)["results"][0]["alternate_questions"] == ["Is it one?", "1?"]


def test_an_answer_takes_eight_kilobytes_at_most() -> None:
    library = open_library(in_use())
    kept = set()
    for found in library.snapshot.entries():
        asked = Answer(found.entry.question, "answered", 0.93, "high", (), (), (found,) * 5)
        assert len(json.dumps(answer(asked))) <= 8_000
        kept.add(len(answer(asked)["results"]))
    assert max(kept) == 5


LARGE = ONE._replace(entry=ENTRY._replace(blocks=(Block("paragraph", "Ah! " * 2_000, Lines(5, 6)),)))


def test_a_large_answer_has_three_results_unless_more_were_wanted() -> None:
    asked = Answer("one?", "answered", 0.93, "high", (), (), (LARGE, *[ONE] * 4))
    assert len(answer(asked)["results"]) == 3
    assert len(answer(asked, full=True)["results"]) == 5
    assert len(answer(asked._replace(results=(*asked.results, ONE)))["results"]) == 6


def test_what_is_not_known_is_null() -> None:
    found = result(Result(ENTRY, DOCUMENT._replace(url="", revision=""), 0.2))
    assert (found["short_answer"], found["citation"]["url"], found["citation"]["revision"]) == (
        None,
        None,
        None,
    )


def test_the_citation_of_the_bundled_document_is_that_of_the_manual() -> None:
    library = open_library(in_use())
    found = library.snapshot.find("q-how-do-i-report-bugs-for-bpf-kernel-code")
    assert found is not None
    same(
        full_citation(found),
        {
            "document": "HOWTO interact with BPF subsystem",
            "file": "data/bpf_devel_QA.rst",
            "lines": [20, 42],
            "anchor": "q-how-do-i-report-bugs-for-bpf-kernel-code",
            "url": "https://docs.kernel.org/bpf/bpf_devel_QA.html#q-how-do-i-report-bugs-for-bpf-kernel-code",
            "revision": "002dff36acfb",
            "as_of": "2020-07",
            "path": bundled().path,
            "changed": None,
            "source_url": "https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/"
            "Documentation/bpf/bpf_devel_QA.rst?id=002dff36acfba3476b685a09f78ffb7c452f5951#n20",
        },
    )


def test_the_list_of_the_bundled_document() -> None:
    entries = listing(open_library(in_use()).snapshot.entries())["entries"]
    assert len(entries) == 27
    assert {tuple(entry) for entry in entries} == {("id", "kind", "question", "section", "citation")}
    assert [entry["citation"]["lines"][0] for entry in entries] == sorted(
        number
        for number, line in enumerate(BUNDLED.splitlines(), 1)
        if re.match(r"Q: ", line) and re.match(r"-{3}", BUNDLED.splitlines()[number])
    )


BUNDLED = (Path(__file__).parents[2] / "data" / "bpf_devel_QA.rst").read_text("utf-8")
