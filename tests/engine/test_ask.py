"""The engine on the bundled document: order and absence, never scores."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from faq.engine import ask
from faq.engine.parameters import DEFAULT
from faq.knowledge.values import Curated, Knowledge
from faq.library.library import open_library
from faq.model import ANSWERED, CLOSEST, NOT_COVERED, Entry, Turn
from faq.sources.selection import in_use
from tests.support.bundled import (
    BACKPORT,
    BUILD,
    INSTRUCTION,
    LLVM,
    PATCHWORK,
    QUEUE,
    REPORT,
    SELFTESTS,
    STABLE,
    SUBMIT,
    TARGET,
    TREE,
    VERIFIER,
    WAIT,
    WINDOW,
    asked,
    first,
    library,
)
from tests.support.snapshots import snapshot

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("query", "id", "short"),
    [
        ("who do I cc when I report a kernel crash in BPF?", REPORT, "Alexei Starovoitov <ast@kernel.org>"),
        ("bpf maintainers", REPORT, "Daniel Borkmann <daniel@iogearbox.net>"),
        ("I need the name of an eBPF maintainer", REPORT, "Alexei Starovoitov <ast@kernel.org>"),
        ("whom do I address my finished patch to?", SUBMIT, "bpf@vger.kernel.org"),
        ("which mailing list do I send BPF patches to?", SUBMIT, "bpf@vger.kernel.org"),
        ("where can I see the patches waiting for review?", PATCHWORK, "patchwork.ozlabs.org"),
        ("what subject prefix do I use for a feature patch?", TREE, "--subject-prefix='PATCH bpf-next'"),
        ("how long until someone reviews my patch?", WAIT, "2 or 3 business days"),
        ("is the merge window a problem for my patches?", WINDOW, "bpf-next will not be processed"),
        ("do verifier changes need new tests?", VERIFIER, "it is absolutely necessary"),
        ("can you backport this to 4.9 which is end of life?", BACKPORT, "you are on your own"),
        ("may I add Cc: stable to my patch?", STABLE, 'Never add "Cc: stable@vger.kernel.org"'),
        ("where is the queue of stable patches?", QUEUE, "patchwork.ozlabs.org/bundle/bpf/stable"),
        ("which pahole version do I need for BTF?", SELFTESTS, "pahole version 1.16 is required"),
        ("how do I build LLVM myself?", BUILD, ""),
        ("what does -mcpu=probe do?", INSTRUCTION, "-mcpu=probe"),
        ("when must I use clang -target bpf?", TARGET, ""),
    ],
)
def test_a_question_is_answered(query: str, id: str, short: str) -> None:
    answer = asked(query)
    assert (answer.status, first(answer)) == ("answered", id)
    told = answer.results[0].short_answer
    assert told is not None
    assert short in told.text


@pytest.mark.parametrize(
    "query",
    [
        "what is the best pizza in Rome?",
        "how much memory does a ring buffer need?",
        "how do I attach an XDP program to eth0?",
        "stack trace of my java program",
        "colonel of the regiment",
        "zzzz qqqq",
        "?!",
        "who is it?",
        "\U0001f427",
    ],
)
def test_what_the_document_does_not_say_is_refused(query: str) -> None:
    answer = asked(query)
    assert answer.status != "answered"
    assert [one.short_answer for one in answer.results if one.short_answer] == []


@pytest.mark.parametrize(
    ("word", "ids"),
    [
        ("gcc", {BUILD}),  # "gcc-c++"; how to send a patch to GCC is known to be out of scope
        ("static", {LLVM}),
        ("broader", {QUEUE}),
    ],
)
def test_a_word_that_no_entry_answers_finds_those_that_hold_it(word: str, ids: set[str]) -> None:
    answer = asked(word)
    assert (answer.status, {result.entry.id for result in answer.results}) == (CLOSEST, ids)
    assert answer.reasons.outside == ""
    assert answer.confidence >= DEFAULT.curated.closest


@pytest.mark.parametrize(("word", "id"), [("selftests", SELFTESTS), ("queue", QUEUE)])
def test_a_word_that_an_entry_answers_is_not_searched_for(word: str, id: str) -> None:
    answer = asked(word)
    assert (answer.status, answer.results[0].entry.id) == (ANSWERED, id)


def test_what_is_next_to_an_entry_lists_it_and_is_no_answer() -> None:
    """The document says how selftests are run, not how one that fails is debugged."""
    answer = asked("how do I debug a failing selftest?")
    assert (answer.status, answer.results[0].entry.id) == (CLOSEST, SELFTESTS)


def test_a_kind_of_thing_that_the_previous_entry_lacks_is_not_searched_for_by_its_name() -> None:
    """Those that have one follow, like the commands that build LLVM, also where no text says "command"."""
    answer = ask(library().snapshot, "command?", context=[Turn("how do I report a bug?", REPORT)])
    assert answer.status == CLOSEST
    assert BUILD in {result.entry.id for result in answer.results}


def test_only_a_word_alone_is_searched_for() -> None:
    assert asked("gcc patches").status == NOT_COVERED
    assert asked("abi").status == NOT_COVERED  # only phrasings have it


def test_what_is_not_covered_has_no_results() -> None:
    answer = asked("what is the best pizza in Rome?")
    assert (answer.status, answer.results, answer.level) == ("not_covered", (), "low")
    assert "pizza" in answer.unmatched


@pytest.mark.parametrize(
    "entry", [one.entry for one in library().snapshot.entries()], ids=lambda entry: entry.id
)
def test_an_entry_answers_its_own_question(entry: Entry) -> None:
    query = entry.alternates[0] if entry.own else entry.question
    assert first(asked(query)) == entry.id


@pytest.mark.parametrize(
    ("query", "id", "corrections"),
    [
        ("whre do I send maling list patchs", SUBMIT, (("whre", "where"), ("maling", "mailing"))),
        ("bugzila report ok?", REPORT, (("bugzila", "bugzilla"),)),
        ("how long is the reveiw of my pathces?", WAIT, (("reveiw", "review"), ("pathces", "patches"))),
    ],
)
def test_misspelt_words_are_repaired_and_told(
    query: str, id: str, corrections: tuple[tuple[str, str], ...]
) -> None:
    answer = asked(query)
    assert (first(answer), answer.corrections) == (id, corrections)


def test_the_query_comes_back_as_typed() -> None:
    assert asked("bugzila  report\tok?").query == "bugzila  report\tok?"


def test_results_are_in_order_and_each_entry_once() -> None:
    answer = asked("where do patches for stable kernels go?", limit=27)
    sure = [one.confidence for one in answer.results]
    ids = [one.entry.id for one in answer.results]
    assert sure == sorted(sure, reverse=True)
    assert len(set(ids)) == len(ids) > 5
    assert answer.confidence == sure[0]
    assert all(0 <= one <= 1 for one in sure)


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_there_are_no_more_results_than_the_limit(limit: int) -> None:
    query = "where do patches for stable kernels go?"
    assert asked(query, limit=limit).results == asked(query, limit=27).results[:limit]


def test_only_the_first_result_has_a_short_answer() -> None:
    answer = asked("which mailing list do I send BPF patches to?")
    assert [bool(one.short_answer) for one in answer.results] == [True, False, False, False, False]


@pytest.mark.parametrize(
    ("turns", "query", "id"),
    [
        ([("where do I report a bug?", REPORT)], "and who should be on cc?", REPORT),
        ([("how do I build LLVM?", BUILD)], "which packages do I need for that?", BUILD),
        ([("where do I send patches?", SUBMIT)], "and how long until they answer?", WAIT),
    ],
)
def test_a_question_that_follows_on_finds_its_entry(
    turns: list[tuple[str, str]], query: str, id: str
) -> None:
    assert first(asked(query, *(Turn(*turn) for turn in turns))) == id


def test_what_a_question_was_taken_with_is_told() -> None:
    before = Turn("where do I report a bug?", REPORT)
    assert asked("and who should be on cc?", before).reasons.taken == before.query


def test_a_question_that_stands_alone_is_not_bent_by_what_came_before() -> None:
    before = Turn("how do I build LLVM?", BUILD)
    answer = asked("which mailing list do I have to send BPF patches to?", before)
    assert first(answer) == SUBMIT


def test_unknown_ids_in_a_conversation_do_no_harm() -> None:
    assert first(asked("how long until someone reviews my patch?", Turn("?", "no-such-entry"))) == WAIT


def test_what_is_beyond_4096_bytes_is_left_out_and_said() -> None:
    query = "which mailing list do I send BPF patches to?"
    long = asked(query + " " * 5000 + "pizza")
    assert (first(long), long.unmatched) == (SUBMIT, ())
    assert long.reasons.cut == "only the first 4096 bytes were considered"
    assert asked(query).reasons.cut == ""


def test_what_is_beyond_64_words_is_left_out_and_said() -> None:
    words = " ".join(f"word{number}" for number in range(64))
    answer = asked(f"{words} pizza")
    assert answer.reasons.cut == "only the first 64 different words were considered"
    assert "pizza" not in answer.unmatched


ASK = """
import json
from faq.output import json_form
from faq.engine import ask
from faq.library.library import open_library
from faq.sources.selection import in_use
library = open_library(in_use())
queries = ("where do patches for stable kernels go?", "whre are the tests?", "pizza", "bpf")
print(json.dumps([json_form.answer(ask(library.snapshot, query, limit=27)) for query in queries]))
"""


def test_an_answer_is_the_same_in_every_process() -> None:
    library()
    runs = [
        subprocess.run(
            [sys.executable, "-c", ASK],
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "42")
    ]
    assert len(json.loads(runs[0])) == 4
    assert runs == runs[:1] * 3


def test_a_word_is_told_as_typed_where_its_correction_is_known_to_no_entry() -> None:
    answer = asked("flutterr list")
    assert (answer.corrections, answer.unmatched) == ((), ("flutterr",))


def test_the_name_of_the_program_is_not_misspelt() -> None:
    answer = asked("bpffaq list")
    assert (answer.corrections, answer.unmatched) == ((), ("bpffaq",))


def test_the_only_entry_is_ahead_of_nothing(tmp_path: Path) -> None:
    (tmp_path / "faq.rst").write_text(
        "FAQ\n===\n\nQ: Who prunes the pear trees?\n-----------\nThe gardener.\n"
    )
    answer = ask(open_library(in_use([str(tmp_path / "faq.rst")])).snapshot, "who prunes pear trees?")
    assert len(answer.results) == 1
    assert answer.reasons.margin == 1.0


PEARS = """\
Pears
=====

Q: Who prunes the pear trees?
-----------------------------
The gardener.
"""
PRUNE = "q-who-prunes-the-pear-trees"


def test_a_refusal_of_the_only_candidate_leaves_nothing() -> None:
    answer = ask(snapshot(PEARS), "no, not that one", context=[Turn("who prunes pear trees?", PRUNE)])
    assert (answer.status, answer.confidence, answer.level, answer.results) == ("not_covered", 0.0, "low", ())


def test_the_fields_that_hold_a_word_are_told_each() -> None:
    known = Knowledge(entries=(Curated(PRUNE, ("Which gardener prunes?",)),))
    answer = ask(snapshot(PEARS, known), "does the gardener prune trees?")
    assert dict(answer.reasons.matched) == {
        "gardener": ("alternate", "text"),
        "prune": ("question", "alternate"),
        "trees": ("question",),
    }
