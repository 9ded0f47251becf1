"""A question beyond the limit: cut at a word, and said to be cut wherever it was asked."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from faq.engine.parameters import DEFAULT
from faq.session.input_parser import LONGEST_LINE
from tests.cli.test_main import run

NOTE = "only the first 4096 bytes were considered"
QUESTION = "which mailing? " + "list " * 815 + "mailing list of the netdev people"
"""The limit falls behind ``mailin``, which would be corrected were it a word."""


def asked(*arguments: str) -> Callable[[str], tuple[str, str]]:
    def ask(query: str) -> tuple[str, str]:
        _, printed, said = run("search", *arguments, "-", stdin=query.encode())
        return printed, said

    return ask


def in_a_session(query: str) -> tuple[str, str]:
    _, printed, said = run("--no-history", stdin=query.encode() + b"\n")
    return printed, said


def served(query: str) -> tuple[str, str]:
    request = {"jsonrpc": "2.0", "id": 1, "method": "faq/search", "params": {"query": query}}
    _, printed, said = run("serve", stdin=json.dumps(request).encode() + b"\n")
    return printed, said


def by_an_agent(query: str) -> tuple[str, str]:
    client = {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "x", "version": "1"},
    }
    messages: tuple[dict[str, Any], ...] = (
        {"id": 0, "method": "initialize", "params": client},
        {"method": "notifications/initialized"},
        {"id": 1, "method": "tools/call", "params": {"name": "search", "arguments": {"query": query}}},
    )
    lines = [json.dumps({"jsonrpc": "2.0", **message}) for message in messages]
    _, printed, said = run("mcp", stdin="\n".join(lines).encode() + b"\n")
    return printed.splitlines()[-1], said


@pytest.mark.parametrize(
    "ask",
    [asked(), asked("--json"), asked("--short"), asked("--url"), in_a_session, served, by_an_agent],
)
def test_a_question_is_cut_at_a_word_which_is_said(ask: Callable[[str], tuple[str, str]]) -> None:
    assert QUESTION.encode()[:4096].endswith(b" mailin")
    printed, said = ask(QUESTION)
    assert NOTE in printed + said
    assert "mailin ->" not in printed
    assert '"mailin"' not in printed
    printed, said = ask(QUESTION[:4096].rpartition(" ")[0])
    assert NOTE not in printed + said


def test_the_session_keeps_more_of_a_line_than_is_considered() -> None:
    assert (DEFAULT.longest, LONGEST_LINE) == (4096, 16_384)
