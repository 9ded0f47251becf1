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
    assert [one["id"] for one in ALL if list(one) not in (FIELDS[one["kind"]], FURTHER)] == []
    assert len({one["id"] for one in ALL}) == len(ALL) > 1000


def test_what_is_answerable_is_so_by_the_bundled_document_and_what_is_near_is_not() -> None:
    entries = {one.entry.id: one.entry for one in open_library(in_use([])).snapshot.entries()}
    for one in ALL:
        named = set(one["entries"])
        assert named <= entries.keys() | LATER, one["id"]
        assert set(one.get("near", ())) <= entries.keys(), one["id"]
        assert bool(named - LATER) == (one["kind"] == "answerable"), one["id"]
        if one["kind"] == "answerable":
            assert one["entries"][0] in entries, one["id"]
        if "answer_lines" in one:
            first, last = one["answer_lines"]
            spans = [entries[id].lines for id in named - LATER]
            assert any(span.first <= first <= last <= span.last for span in spans), one["id"]


def test_lines_that_answer_are_read_where_they_are_noted() -> None:
    noted = {one["q"]: tuple(one["answer_lines"]) for one in ALL if "answer_lines" in one}
    assert {one.text: one.needs for one in read_messages(PARTS.values()) if one.needs} == noted
    assert len(noted) > 600


def test_no_thread_is_in_two_parts() -> None:
    threads = [
        {re.sub(r"[#?].*", "", one["source"]).rstrip("/").lower() for one in messages(part)} for part in PARTS
    ]
    for one, other in combinations(threads, 2):
        assert one & other <= {"https://lore.kernel.org"}  # of most mails the archive alone is known


@pytest.mark.parametrize("part", PARTS)
def test_no_address_of_a_person_is_told(part: str) -> None:
    found = {
        address
        for one in messages(part)
        for address in re.findall(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", f"{one['q']} {unquote(one['source'])}")
        if not address.endswith(("@vger.kernel.org", "@example.org"))
    }
    assert found == set()


def test_judged_short_answers_are_those_of_practice_messages_within_one_entry() -> None:
    text = (PEOPLE / "judged" / "short_answers.jsonl").read_text(encoding="utf-8")
    judged = [json.loads(line) for line in text.split("\n")[:-1]]
    answerable = {one["id"] for one in messages("practice") if one["kind"] == "answerable"}
    entries = [one.entry.lines for one in open_library(in_use([])).snapshot.entries()]
    assert len({one["id"] for one in judged}) == len(judged) >= 100
    assert {one["id"] for one in judged} <= answerable
    assert {one["verdict"] for one in judged} == {"yes", "partly", "no"}
    for one in judged:
        first, last = one["lines"]
        assert any(lines.first < first <= last <= lines.last for lines in entries), one


def test_messages_are_known_under_what_answers_them_and_can_be_taken_out_again() -> None:
    generated = known(ROOT / "data" / "bpf_devel_QA.generated.toml")
    told = read_messages(sorted(TAUGHT.glob("*.jsonl")))
    kept = [one for one in told if one.is_in_knowledge_file]
    answered = {(entry.id, question) for entry in generated.entries for question in entry.questions}
    assert {(one.entries[0], one.phrasing) for one in kept if one.entries} <= answered
    assert {one.phrasing for one in kept if not one.entries} <= set(generated.outside)
    without = untaught(generated, told)
    left = {*without.outside, *(question for entry in without.entries for question in entry.questions)}
    assert {one.phrasing for one in told}.isdisjoint(left)
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
    one = Message("a" * LONGEST, ("q-c",), "https://example.org/thread/1")
    assert one.is_in_knowledge_file
    longer = one._replace(text="a" * (LONGEST + 1))
    assert longer.is_taught and not longer.is_in_knowledge_file


def test_a_thread_is_in_one_part() -> None:
    one = Message("A\nb", ("q-c",), "https://example.org/thread/1")
    assert one.part == one._replace(text="Other").part in range(PARTS_LEFT_OUT)
    mails = [one._replace(text=str(number), source="https://lore.kernel.org/") for number in range(50)]
    assert {mail.part for mail in mails} == set(range(PARTS_LEFT_OUT))
