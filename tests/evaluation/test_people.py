"""The messages of real people, as they are committed."""

import json
import re
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from bench.generated import known
from bench.messages import LONGEST, Message, taught, untaught
from bench.messages import PARTS as PARTS_LEFT_OUT
from bench.messages import messages as read_messages
from faq.knowledge.values import Knowledge
from faq.library.library import open_library
from faq.sources.selection import in_use

ROOT = Path(__file__).parents[2]
PEOPLE = ROOT / "tests" / "questions" / "people"
TAUGHT = ROOT / "bench" / "people"
PARTS = {file.stem: file for file in sorted(TAUGHT.glob("*.jsonl"))} | {
    name: PEOPLE / name / "messages.jsonl" for name in ("heldout", "latest")
}
FIELDS = {
    "answerable": ["id", "q", "entries", "kind", "answer_lines", "source", "sure"],
    "near": ["id", "q", "entries", "kind", "near", "source", "sure"],
}
FURTHER = ["id", "q", "entries", "kind", "source", "sure"]
"""The fields of near messages of the later parts, and of answerable ones where what answers was not noted by lines."""

LATER = {
    "q-how-do-i-run-bpf-ci-on-my-changes-before-sending-them-out-for-review",
    "q-what-bpf-internal-symbol-namespace-is-for",
}
"""Entries that the Linux 6.12 text has and the bundled one lacks."""


def messages(part: str) -> list[dict[str, Any]]:
    text = PARTS[part].read_text(encoding="utf-8")
    return [json.loads(line) for line in text.split("\n")[:-1]]


ALL = [message for part in PARTS for message in messages(part)]


def test_each_message_has_the_fields_of_its_kind_and_a_name_of_its_own() -> None:
    assert [message["id"] for message in ALL if list(message) not in (FIELDS[message["kind"]], FURTHER)] == []
    assert len({message["id"] for message in ALL}) == len(ALL) > 1000


def test_what_is_answerable_is_so_by_the_bundled_document_and_what_is_near_is_not() -> None:
    entries = {result.entry.id: result.entry for result in open_library(in_use([])).snapshot.entries()}
    for message in ALL:
        named = set(message["entries"])
        assert named <= entries.keys() | LATER, message["id"]
        assert set(message.get("near", ())) <= entries.keys(), message["id"]
        assert bool(named - LATER) == (message["kind"] == "answerable"), message["id"]
        if message["kind"] == "answerable":
            assert message["entries"][0] in entries, message["id"]
        if "answer_lines" in message:
            first, last = message["answer_lines"]
            spans = [entries[id].lines for id in named - LATER]
            assert any(span.first <= first <= last <= span.last for span in spans), message["id"]


def test_lines_that_answer_are_read_where_they_are_noted() -> None:
    noted = {message["q"]: tuple(message["answer_lines"]) for message in ALL if "answer_lines" in message}
    assert {
        message.text: message.needs for message in read_messages(PARTS.values()) if message.needs
    } == noted
    assert len(noted) > 600


def test_no_thread_is_in_two_parts() -> None:
    threads = [
        {re.sub(r"[#?].*", "", message["source"]).rstrip("/").lower() for message in messages(part)}
        for part in PARTS
    ]
    for one, other in combinations(threads, 2):
        assert one & other <= {"https://lore.kernel.org"}  # of most mails the archive alone is known


@pytest.mark.parametrize("part", PARTS)
def test_no_address_of_a_person_is_told(part: str) -> None:
    found = {
        address
        for message in messages(part)
        for address in re.findall(
            r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", f"{message['q']} {unquote(message['source'])}"
        )
        if not address.endswith(("@vger.kernel.org", "@example.org"))
    }
    assert found == set()


def test_judged_short_answers_are_those_of_practice_messages_within_one_entry() -> None:
    text = (PEOPLE / "judged" / "short_answers.jsonl").read_text(encoding="utf-8")
    judged = [json.loads(line) for line in text.split("\n")[:-1]]
    answerable = {message["id"] for message in messages("practice") if message["kind"] == "answerable"}
    entries = [result.entry.lines for result in open_library(in_use([])).snapshot.entries()]
    assert len({answer["id"] for answer in judged}) == len(judged) >= 100
    assert {answer["id"] for answer in judged} <= answerable
    assert {answer["verdict"] for answer in judged} == {"yes", "partly", "no"}
    for answer in judged:
        first, last = answer["lines"]
        assert any(lines.first < first <= last <= lines.last for lines in entries), answer


def test_messages_are_known_under_what_answers_them_and_can_be_taken_out_again() -> None:
    generated = known(ROOT / "data" / "bpf_devel_QA.generated.toml")
    people = read_messages(sorted(TAUGHT.glob("*.jsonl")))
    kept = [message for message in people if message.is_in_knowledge_file]
    answered = {(entry.id, question) for entry in generated.entries for question in entry.questions}
    assert {(message.entries[0], message.phrasing) for message in kept if message.entries} <= answered
    assert {message.phrasing for message in kept if not message.entries} <= set(generated.outside)
    without = untaught(generated, people)
    left = {*without.outside, *(question for entry in without.entries for question in entry.questions)}
    assert {message.phrasing for message in people}.isdisjoint(left)
    again = taught(without, kept)
    assert {entry.id: set(entry.questions) for entry in again.entries} == {
        entry.id: set(entry.questions) for entry in generated.entries
    }
    assert set(again.outside) == set(generated.outside)


def test_a_doubtful_message_that_nothing_answers_is_not_taught() -> None:
    near = Message("is that so?", (), "https://example.org/thread/1", is_sure=False)
    assert not near.is_taught and not near.is_in_knowledge_file
    assert (
        near._replace(is_sure=True).is_in_knowledge_file
        and near._replace(entries=("q-c",)).is_in_knowledge_file
    )
    assert taught(Knowledge(), [near, near._replace(text="or so?", is_sure=True)]).outside == ("or so?",)


def test_the_longest_messages_are_for_the_weights_alone() -> None:
    message = Message("a" * LONGEST, ("q-c",), "https://example.org/thread/1")
    assert message.is_in_knowledge_file
    longer = message._replace(text="a" * (LONGEST + 1))
    assert longer.is_taught and not longer.is_in_knowledge_file


def test_a_thread_is_in_one_part() -> None:
    message = Message("A\nb", ("q-c",), "https://example.org/thread/1")
    assert message.part == message._replace(text="Other").part in range(PARTS_LEFT_OUT)
    mails = [message._replace(text=str(number), source="https://lore.kernel.org/") for number in range(50)]
    assert {mail.part for mail in mails} == set(range(PARTS_LEFT_OUT))
