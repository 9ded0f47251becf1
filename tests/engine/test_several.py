"""Messages that ask several things: what their parts are, and that each gets its entry where it is surely known."""

import json
from pathlib import Path

import pytest

from faq.engine import ask
from faq.engine.parameters import DEFAULT
from faq.engine.several import parts
from faq.model import ANSWERED, NOT_COVERED, Turn
from tests.support.bundled import REPORT, SELFTESTS, SUBMIT, TREE, WAIT, WINDOW, asked, first, library

MESSAGES = Path(__file__).parents[1] / "questions" / "several" / "messages.jsonl"


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ("How do pears grow, and how long do plums keep?", ("How do pears grow,", "how long do plums keep?")),
        ("how do pears grow and do plums keep", ("how do pears grow", "do plums keep")),
        ("Do pears grow here? Do plums?", ("Do pears grow here?", "Do plums?")),
        ("1) do pears grow? 2) why?", ("do pears grow?", "why?")),
        (
            "Hello, what's a pear? To whom do I sell plums? Thanks!",
            ("what's a pear?", "To whom do I sell plums?"),
        ),
        ("I grow pears. Do plums keep? Also, which?", ("Do plums keep?", "which?")),
        (
            "Tell me of pears. I'd like to know about plums.",
            ("Tell me of pears.", "I'd like to know about plums."),
        ),
        ("do pears grow? a? b? c? d?", ("do pears grow?", "a?", "b?", "c?")),  # no more than four
        ("do pears grow, or do they rot?", ()),  # two sides of one question
        ("do pears grow? or do they rot?", ()),
        ("I have pears, which are ripe, and what I want is plums.", ()),  # nothing is asked
        ("do pears that are ripe fall when it is windy and cold?", ()),
        ("what is and what was", ("what is", "what was")),
        ("and?", ()),
        ("?", ()),
        ("", ()),
    ],
)
def test_a_message_is_split_into_its_questions(message: str, found: tuple[str, ...]) -> None:
    assert parts(message) == found


def test_the_first_question_is_answered_and_the_others_are_listed_with_their_entries() -> None:
    message = "how do i mark a patch for bpf-next and is bpf-next open during the merge window?"
    answer = asked(message)
    assert (answer.query, answer.status) == (message, ANSWERED)
    assert [result.entry.id for result in answer.results[:2]] == [TREE, WINDOW]
    ((query, entry),) = answer.also_asked
    assert query == "is bpf-next open during the merge window?"
    assert entry is not None
    assert entry.id == WINDOW
    ids = [result.entry.id for result in answer.results]
    assert len(ids) == len(set(ids)) == 5
    surest = [result.confidence for result in answer.results]
    assert surest == sorted(surest, reverse=True)
    assert answer.results[0].short_answer is not None
    assert [result.short_answer for result in answer.results[1:]] == [None] * 4
    assert [result.entry.id for result in asked(message, limit=1).results] == [TREE]


def test_a_part_that_is_not_covered_is_listed_without_an_entry() -> None:
    answer = asked("where do i report bugs, and how do I cook pasta?")
    assert (answer.status, first(answer)) == (ANSWERED, REPORT)
    assert answer.also_asked == (("how do I cook pasta?", None),)
    assert asked("how do I cook pasta?").status == NOT_COVERED


def test_where_the_same_entry_answers_the_whole_its_answer_stays() -> None:
    message = "where do i report bugs, and how do I cook pasta?"
    whole = ask(library().snapshot, message, parameters=DEFAULT._replace(several=1.1))
    answer = asked(message)
    assert (whole.also_asked, len(answer.also_asked)) == ((), 1)
    assert (answer.confidence, answer.results[0]) == (whole.confidence, whole.results[0])
    assert asked("where do i report bugs").confidence > whole.confidence


@pytest.mark.parametrize(
    ("message", "first_entry", "others"),
    [
        ("which list do my patches go to and how soon does anybody look at them?", SUBMIT, [WAIT]),
        ("where do I report bugs and do I need tests?", REPORT, [SELFTESTS]),
        ("which prefix and do I need tests?", TREE, [SELFTESTS]),
    ],
)
def test_parts_are_read_together_where_no_entry_surely_answers_the_whole(
    message: str, first_entry: str, others: list[str]
) -> None:
    answer = asked(message)
    assert first(answer) == first_entry
    assert [other.entry and other.entry.id for other in answer.also_asked] == others


def test_in_a_message_that_says_more_a_short_part_may_ask_about_the_rest() -> None:
    questions = "where do I report bugs and which prefix?"
    message = f"My program loads the map twice and then stops with an error on the second run. {questions}"
    assert [other.query for other in asked(questions).also_asked] == ["which prefix?"]
    assert asked(message).also_asked == ()


def test_each_of_three_questions_gets_its_entry() -> None:
    answer = asked("how long do I wait for feedback? how do I run the selftests? how do I report bugs?")
    assert first(answer) == WAIT
    assert [other.entry and other.entry.id for other in answer.also_asked] == [SELFTESTS, REPORT]


@pytest.mark.parametrize(
    "message",
    [
        "how do I run the selftests, and how do I run all the BPF selftests?",  # the same entry
        "how do I run the selftests, and why?",
        "how do I run the selftests, and do they report bugs to the list?",  # it leans on what is before it
        "how do I run the selftests, is it the kernel of the list?",
        "What is difference of hash map and LRU hash map, which is more quick?",
        "how do I cook pasta? how is the weather?",
        "how do i report a bug and whom do i cc",  # one entry surely answers both
        "Are features for the iproute2 loader welcome, and to whom do I send them?",
        "where do I report bugs, and what is pasta?",  # not covered, but too short to be understood
        "where do I report bugs, and how do they cook pasta?",
    ],
)
def test_one_question_in_several_parts_stays_one(message: str) -> None:
    assert asked(message).also_asked == ()


def test_a_part_is_read_after_those_before_it_and_the_conversation() -> None:
    message = (
        "how do I report bugs for bpf, which tree does my patch go to and how long do I wait for feedback?"
    )
    answer = asked(message, Turn("how do I run the selftests?", SELFTESTS))
    assert [other.entry and other.entry.id for other in answer.also_asked] == [TREE, WAIT]


def test_most_questions_of_several_get_their_entry() -> None:
    right = []
    for line in MESSAGES.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        answer = asked(row["q"])
        found = [answer.results[0].entry, *(other.entry for other in answer.also_asked)]
        starts = {entry.lines.first if entry else 0 for entry in found}
        right += [not starts.isdisjoint(lines or [0]) for lines in row["parts"]]
    assert sum(right) / len(right) >= 0.85
