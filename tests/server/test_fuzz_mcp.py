"""What agents send: any tool, any arguments, any line is answered or refused, and the next one is answered."""

import json
import os
import random
import subprocess
import sys
import threading
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from faq.server.jsonrpc import JsonRpcError
from faq.server.mcp import STATELESS
from faq.server.tools import SCHEME, TOOLS, uri
from tests.server.test_fuzz_jsonrpc import FIELD, JSON
from tests.server.test_mcp import VERSION, called
from tests.support.fuzzing import ANY_TEXT, ROOT, TEXT, inputs
from tests.support.messages import strictly
from tests.support.tally import TIMES, tallied

pytestmark = pytest.mark.slow

TOOL = st.sampled_from([tool.name for tool in TOOLS])
HANDSHAKE = (
    {
        "jsonrpc": "2.0", "id": 0, "method": "initialize",
        "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "x", "version": "1"}},
    },
    {"jsonrpc": "2.0", "method": "notifications/initialized"},
)  # fmt: skip
CALLS = (
    {"method": "tools/call", "params": {"name": "search", "arguments": {"query": "how do I report bugs?"}}},
    {"method": "tools/call", "params": {"name": "show", "arguments": {"id": "pear"}}},
    {"method": "tools/list", "params": {}},
    {"method": "tools/list", "params": {"_meta": {VERSION: STATELESS[0], "progressToken": 1}}},
    {"method": "tools/call", "params": {"name": "list", "arguments": {"word": "llvm", "cursor": "0"}}},
    {"method": "prompts/get", "params": {"name": "answer", "arguments": {"question": "who?"}}},
    {"method": "server/discover", "params": {"_meta": {VERSION: STATELESS[0]}}},
    {"method": "resources/read", "params": {"uri": f"{SCHEME}pear"}},
    {"method": "resources/list"},
    {"method": "ping"},
    {"method": "notifications/cancelled", "params": {"requestId": 1}},
    {"method": "logging/setLevel", "params": {"level": "debug"}},
    {"method": "completion/complete", "params": {"ref": {"type": "ref/resource", "uri": "faq:///"}}},
)
ODD: tuple[Any, ...] = (
    None, True, -1, 10**30, 1e308, "", "\0", "\ud800", "\u202e\x1b[2J", "x" * 5000, [], {}, [[]], {"query": 1},
    {"id": "\ud800"}, {"limit": -1, "query": "a"}, {"query": "a", "context": [{"query": "b", "id": 7}]}, "faq:///\ud800",
    "file:///etc/passwd",
)  # fmt: skip


@inputs(400)
@given(TOOL | TEXT, st.dictionaries(FIELD | ANY_TEXT, JSON, max_size=4))
@example("search", {"query": "fault"})
@example("search", {"query": "deep"})
@example("search", {"query": "\ud800"})
@example("\x1b\n", {})
def test_any_tool_and_any_arguments(name: str, arguments: dict[str, Any]) -> None:
    try:
        assert isinstance(called(name, arguments)["isError"], bool)
    except (ZeroDivisionError, RecursionError, MemoryError):
        assert arguments["query"] in ("fault", "deep", "memory")  # the loop makes an answer of them
    except JsonRpcError as wrong:
        assert wrong.reason
        assert "\n" not in wrong.reason
        wrong.reason.encode()


@inputs(200)
@given(ANY_TEXT.filter(lambda text: text.isprintable()))
def test_any_id_has_an_address(ident: str) -> None:
    assert uri(ident).isascii()
    assert set(uri(ident).removeprefix(SCHEME)).isdisjoint(' /#?"<>\\')


def line(chance: random.Random, number: int) -> bytes:
    """A line of a client that has lost its mind: bytes, JSON, a request, the same with things changed."""
    if chance.random() < 0.2:
        return chance.randbytes(chance.randrange(60))
    call: Any = {"jsonrpc": "2.0", "id": number, **json.loads(json.dumps(chance.choice(CALLS)))}
    for _ in range(chance.randrange(3)):
        place = chance.choice([call, call.get("params"), (call.get("params") or {}).get("arguments")])
        if isinstance(place, dict) and place:
            place[chance.choice([*place, "more"])] = deepcopy(chance.choice(ODD))
        if not isinstance(call.get("params", {}), dict):
            break
    data = json.dumps(chance.choice([call] * 9 + [[call]] + list(ODD))).encode()
    return data[: chance.randrange(len(data) + 1)] if chance.random() < 0.2 else data


def test_lines_to_a_real_server(tmp_path: Path) -> None:
    """However wrong the lines are: each thing that is said is JSON on one line, and the last request is answered."""
    chance = random.Random(None if TIMES > 1 else 6)
    lines = [json.dumps(message).encode() for message in HANDSHAKE]
    lines += [line(chance, number).replace(b"\n", b" ") for number in tallied(range(1, 300 * TIMES))]
    lines.append(b'{"jsonrpc": "2.0", "id": "the last", "method": "ping"}')
    own = {"HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "faq", "mcp"], env=own,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as server:  # fmt: skip
        assert server.stdin is not None
        assert server.stdout is not None
        stdin, answers = server.stdin, dict[object, Any]()

        def send() -> None:
            stdin.write(b"\n".join([*lines, b""]))
            stdin.flush()

        sender = threading.Thread(target=send)
        sender.start()
        while "the last" not in answers:
            said = server.stdout.readline()
            assert said, "the server has ended"
            told = strictly(said)
            answers[str(told.get("id"))] = told
        sender.join()
        _, err = server.communicate(timeout=60)
    assert answers["the last"] == {"jsonrpc": "2.0", "id": "the last", "result": {}}
    assert (err, server.returncode) == (b"", 0)
