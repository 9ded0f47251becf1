"""The server for agents as a process: raw lines in, raw lines out."""

import json
import os
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]  # it ships no types
import pytest

from faq.server.tools import TOOLS
from tests.support.agent_server import PING, PONG, ROOT, asked, place_below, started
from tests.support.messages import error, framed
from tests.support.places import write

MOST = 8_000
"""Bytes that the answer to one question may have at the median."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return place_below(tmp_path_factory.mktemp("home"))


def test_every_bad_line_is_answered_with_its_id(place: dict[str, str]) -> None:
    long = b'{"jsonrpc":"2.0","id":6,"method":"ping","params":{"_meta":{"x":"%s"}}}' % (b"x" * (1 << 20))
    batch = [{**PING, "id": 8}, {**PING, "id": 9}]
    surrogate = rb'{"jsonrpc":"2.0","id":"\ud800","method":"tools/call","params":{"name":"\udfff"}}'
    lines = [b"hello", b"\xff", b"[" * 100_000, long, batch, surrogate, PING]
    answers = asked(place, framed(lines))
    assert [one["id"] for one in answers] == [None, None, None, 6, 8, 9, "\ufffd", "the last"]
    assert [one["error"]["code"] for one in answers[:-1]] == [-32700] * 3 + [-32600] * 3 + [-32602]
    assert answers[-1] == PONG


def test_the_last_answer_is_written_at_the_end_of_the_input(place: dict[str, str]) -> None:
    search = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/call",
        "params": {"name": "search", "arguments": {"query": "?"}},
    }
    for ends in (b"", b"\n"):
        (answer,) = asked(place, json.dumps(search).encode() + ends)
        assert answer["result"]["structuredContent"]["status"] == "not_covered"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send to one process")
def test_an_interrupt_ends_it_at_once(place: dict[str, str]) -> None:
    with started(place) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(framed([PING]))
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        status = process.wait(60)
        assert process.stderr is not None
        assert (status, process.stderr.read()) == (130, b"")


def test_a_file_name_that_is_not_utf8_is_no_surrogate(place: dict[str, str], tmp_path: Path) -> None:
    document = "Pears\n=====\n\nQ: How do I peel a pear?\n------------------------\nWith a knife.\n"
    name = os.path.join(os.fsencode(tmp_path), b"\xff\xfe.rst")
    write(os.fsdecode(name), document)
    (tmp_path / "apples.rst").write_text(document.replace("pear", "apple"))
    search = {"name": "search", "arguments": {"query": "How do I peel a pear?"}}
    lines = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": search},
        {"jsonrpc": "2.0", "id": 3, "method": "resources/list"},
        PING,
    ]
    answers = asked(place, framed(lines), "--source", str(tmp_path))
    assert answers[-1] == PONG
    citation = answers[1]["result"]["structuredContent"]["results"][0]["citation"]
    assert citation["file"].endswith("\ufffd\ufffd.rst")
    assert len(answers[2]["result"]["resources"]) == 2


def test_one_answer_is_short(place: dict[str, str]) -> None:
    """Over the questions for practice: the text of an answer has at most 8 kB at the median."""
    file = ROOT / "tests" / "questions" / "practice"
    rows = [json.loads(line) for path in sorted(file.glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    queries = [row["q"] for row in rows if "q" in row][::7][:60]
    assert len(queries) > 30
    lines = [
        {
            "jsonrpc": "2.0",
            "id": n,
            "method": "tools/call",
            "params": {"name": "search", "arguments": {"query": query}},
        }
        for n, query in enumerate(queries)
    ]
    schema = next(tool.gives for tool in TOOLS if tool.name == "search")
    sizes = []
    for answer in asked(place, framed(lines)):
        jsonschema.validate(answer["result"]["structuredContent"], schema)
        (content,) = answer["result"]["content"]
        assert json.loads(content["text"]) == answer["result"]["structuredContent"]
        sizes.append(len(content["text"].encode()))
    assert statistics.median(sizes) <= MOST
    assert max(sizes) <= 3 * MOST


def test_without_the_sdk_nothing_is_missing(place: dict[str, str]) -> None:
    code = (
        "import sys; sys.modules.update(dict.fromkeys(['mcp', 'anyio', 'pydantic'])); sys.argv = ['bpffaq', 'mcp'];"
        " from faq.cli.main import main; sys.exit(main())"
    )
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=framed([PING]),
        env=place,
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert (done.stderr, done.returncode, json.loads(done.stdout)) == (b"", 0, PONG)
    assert time.monotonic() - begun < 30


def test_what_is_no_request_is_refused(place: dict[str, str]) -> None:
    sent = [{"jsonrpc": "2.0", "id": 3, "result": {}}, {"jsonrpc": "1.0", "id": 4, "method": "ping"}]
    assert asked(place, framed(sent)) == [
        error(-32600, "method: must be a string", 3),
        error(-32600, 'jsonrpc: must be "2.0"', 4),
    ]
