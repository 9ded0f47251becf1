"""The server for agents: what it says in process, to raw lines, and to the SDK's own clients of both releases."""

import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # it ships no types
import pytest

from faq.server.jsonrpc import Failure, JsonRpcError, Notification, Request
from faq.server.mcp import HANDSHAKE, STATELESS, AgentServer
from faq.server.offers import Reading
from faq.server.tools import PROMPT, TOOLS, prompted, uri, written
from tests.server.test_stdio import Stub, result
from tests.support.messages import error, framed, strictly

ROOT = Path(__file__).parents[2]
CLIENT = Path(__file__).with_name("sdk_client.py")
BUGS = "q-how-do-i-report-bugs-for-bpf-kernel-code"
QUESTION = "How do I report bugs for BPF kernel code?"
INSPECTOR = shutil.which("mcp-inspector")
MOST = 8_000
"""Bytes that the answer to one question may have at the median."""

VERSION = "io.modelcontextprotocol/protocolVersion"
PYTHONS = [sys.executable, *filter(None, os.environ.get("BPFFAQ_TEST_MCP_PYTHONS", "").split(os.pathsep))]
"""The Pythons whose SDK is tried: this one's, and those named, so that both releases of it are."""


class Offered(Stub):
    """Offers with a list, and with documents that were never read."""

    def list(self, word: str) -> Any:
        entries = [{"id": f"q-{n}", "question": f"Is {n}?", "section": ["Numbers"]} for n in range(250)]
        return {"entries": [entry for entry in entries if word in str(entry["question"])]}

    def show(self, ident: str) -> Any:
        citation = {"document": "D", "file": "d.rst", "lines": [1, 2], "url": None, "revision": None}
        return {**super().show(ident), "question": "Is 1?", "answer": "Yes.", "citation": citation}

    def search(self, *args: Any, **more: Any) -> Any:
        return {**super().search(*args, **more), "results": []}

    def complete(self, prefix: str, limit: int) -> Any:
        return {"items": [{"text": prefix + "?", "id": "q-a"}]}

    def snapshot(self) -> None:
        return None


def said(method: str, params: Any = None) -> Any:
    return AgentServer(Offered(), ["a.rst"]).result(Request(1, method, params))


def called(name: str, arguments: Any) -> Any:
    return said("tools/call", {"name": name, "arguments": arguments})


@pytest.mark.parametrize(
    ("asked", "given"),
    [(one, one) for one in HANDSHAKE] + [("2099-01-01", HANDSHAKE[0]), (None, HANDSHAKE[0])],
)
def test_the_revision_is_the_one_asked_for_or_the_newest(asked: str | None, given: str) -> None:
    begun = said("initialize", {"protocolVersion": asked})
    assert (begun["protocolVersion"], begun["serverInfo"]["name"]) == (given, "bpffaq")
    assert 'Documents: "a.rst"; they are being read.' in begun["instructions"]
    assert said("initialize")["protocolVersion"] == HANDSHAKE[0]


def test_a_request_of_the_stateless_revision_gets_what_that_wants() -> None:
    meta = {"_meta": {VERSION: STATELESS[0]}}
    told = said("tools/list", meta)
    assert (told["resultType"], told["ttlMs"], told["cacheScope"]) == ("complete", 0, "private")
    assert said("ping", meta).keys() == {"resultType", "_meta"}
    assert said("server/discover", meta)["supportedVersions"][0] == STATELESS[0]
    assert said("tools/list").keys() == {"tools"}
    with pytest.raises(JsonRpcError) as caught:
        said("tools/list", {"_meta": {VERSION: "2099-01-01"}})
    assert (caught.value.code, caught.value.data) == (
        -32022,
        {"supported": [*STATELESS, *HANDSHAKE], "requested": "2099-01-01"},
    )


def test_tools_answer_as_text_and_as_structure() -> None:
    told = called("search", {"query": "who?", "limit": 2, "context": [{"query": "a", "id": "q-a"}]})
    wanted = {"query": "who?", "limit": 2, "context": (("a", "q-a"),), "results": []}
    assert (told["structuredContent"], told["isError"]) == (wanted, False)
    assert json.loads(told["content"][0]["text"]) == json.loads(json.dumps(wanted))
    assert " " not in told["content"][0]["text"].replace("who? ", "")
    assert called("list", {"word": "249"})["structuredContent"]["entries"] == [
        {"id": "q-249", "question": "Is 249?", "section": ["Numbers"]}
    ]
    assert called("show", {"id": "q-a"})["structuredContent"]["id"] == "q-a"


WRONG = {
    "no query": ("search", {}, "query: is missing"),
    "a wrong limit": ("search", {"query": "a", "limit": 0}, "limit: must be a positive integer"),
    "a wrong cursor": ("list", {"cursor": "x"}, "cursor: must be the nextCursor of the page before"),
    "no such entry": ("show", {"id": "pear"}, 'id: no such entry: "pear"'),
    "no object": ("show", [1], "params: must be an object"),
    "a document that cannot be read": ("search", {"query": "gone"}, "a.rst: cannot\n be\r\nread; restore it"),
}


@pytest.mark.parametrize(("tool", "arguments", "reason"), WRONG.values(), ids=WRONG)
def test_what_a_tool_cannot_do_is_its_result(tool: str, arguments: Any, reason: str) -> None:
    assert called(tool, arguments) == {"content": [{"type": "text", "text": reason}], "isError": True}


REFUSED = {
    "no such method": ("tools/peel", {}, -32601, 'no such method: "tools/peel"'),
    "no such tool": ("tools/call", {"name": "a\nb"}, -32602, 'no such tool: "a b"'),
    "no tool": ("tools/call", {}, -32602, "name: is missing"),
    "no such prompt": ("prompts/get", {"name": "x"}, -32602, 'no such prompt: "x"'),
    "a prompt without its question": ("prompts/get", {"name": "answer"}, -32602, "question: is missing"),
    "no resource": ("resources/read", {}, -32602, "uri: is missing"),
    "no such resource": ("resources/read", {"uri": "faq:///pear"}, -32002, 'id: no such entry: "pear"'),
    "no such resource, statelessly": (
        "resources/read",
        {"uri": "faq:///pear", "_meta": {VERSION: STATELESS[0]}},
        -32602,
        'id: no such entry: "pear"',
    ),
    "a cursor of resources": (
        "resources/list",
        {"cursor": "x"},
        -32602,
        "cursor: must be the nextCursor of the page before",
    ),
    "nothing to complete": ("completion/complete", {}, -32602, "ref and argument: must be objects"),
    "no value to complete": ("completion/complete", {"ref": {}, "argument": {}}, -32602, "value: is missing"),
}


@pytest.mark.parametrize(("method", "params", "code", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_followed_is_refused(method: str, params: Any, code: int, reason: str) -> None:
    with pytest.raises(JsonRpcError) as caught:
        said(method, params)
    assert (caught.value.code, caught.value.reason) == (code, reason)


def test_resources_come_in_pages() -> None:
    first = said("resources/list")
    assert (len(first["resources"]), first["nextCursor"]) == (100, "100")
    last = said("resources/list", {"cursor": "200"})
    assert (len(last["resources"]), "nextCursor" in last) == (50, False)


def test_the_prompt() -> None:
    assert said("prompts/list") == {"prompts": [PROMPT]}
    told = said("prompts/get", {"name": "answer", "arguments": {"question": "who?"}})
    assert told["messages"] == [{"role": "user", "content": {"type": "text", "text": prompted("who?")}}]
    assert prompted("who?").endswith("\n\nQuestion: who?")


def test_completion_of_ids_and_of_questions() -> None:
    ids = {"ref": {"type": "ref/resource", "uri": "faq:///{id}"}, "argument": {"name": "id", "value": "Q-24"}}
    wanted = ["q-24", *[f"q-{n}" for n in range(240, 250)]]
    assert said("completion/complete", ids)["completion"] == {"values": wanted, "total": 11, "hasMore": False}
    ids["argument"]["value"] = ""
    every = said("completion/complete", ids)["completion"]
    assert (len(every["values"]), every["total"], every["hasMore"]) == (100, 250, True)
    question = {
        "ref": {"type": "ref/prompt", "name": "answer"},
        "argument": {"name": "question", "value": "who"},
    }
    assert said("completion/complete", question)["completion"]["values"] == ["who?"]


def test_progress_is_told_to_whom_gave_a_token() -> None:
    server, reading = AgentServer(Offered()), Reading(312, 1200)
    asked = Request(1, "tools/call", {"_meta": {"progressToken": 7}})
    told = {"progressToken": 7, "progress": 312, "total": 1200, "message": "reading documents, 312 of 1,200"}
    assert server.progress(asked, reading) == Notification("notifications/progress", told)
    assert server.progress(Request(1, "tools/call", {}), reading) is None


def test_what_is_taken_back() -> None:
    server = AgentServer(Offered())
    assert server.notified(Notification("notifications/cancelled", {"requestId": 7})) == 7
    assert server.notified(Notification("notifications/cancelled", {"requestId": [7]})) is None
    assert server.notified(Notification("notifications/initialized", None)) is None
    assert server.cancelled(7) is None
    assert server.refused(Failure(1, -32600, "x")) == Failure(1, -32600, "x")


# ---- a real process


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment with a cache and a configuration of its own."""
    home = tmp_path_factory.mktemp("home")
    own = {"XDG_CACHE_HOME": str(home / "cache"), "XDG_CONFIG_HOME": str(home / "config")}
    return {**os.environ, **own, "PYTHONPATH": str(ROOT)}


MCP = [sys.executable, "-m", "faq", "mcp"]


def started(place: dict[str, str], *options: str) -> "subprocess.Popen[bytes]":
    pipe = subprocess.PIPE
    return subprocess.Popen([*MCP, *options], stdin=pipe, stdout=pipe, stderr=pipe, env=place, cwd=ROOT)


def asked(place: dict[str, str], sent: bytes, *options: str) -> list[Any]:
    """Everything that is answered to some bytes, and nothing on stderr."""
    with started(place, *options) as process:
        out, err = process.communicate(sent, timeout=120)
    assert (err, process.returncode) == (b"", 0)
    return [strictly(line) for line in out.splitlines()]


PING = {"jsonrpc": "2.0", "id": "the last", "method": "ping"}
PONG = result({}, "the last")


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
    try:
        with open(name, "w") as file:
            file.write(document)
    except OSError:
        pytest.skip("this file system wants UTF-8")
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


# ---- the SDK's own clients


def conversation(python: str, mode: str, place: dict[str, str], *options: str) -> Any:
    command = [python, str(CLIENT), mode, *MCP, *options]
    done = subprocess.run(command, env=place, capture_output=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return strictly(done.stdout)


def release(python: str) -> int:
    """The number of the SDK's release that a Python has."""
    code = "from importlib.metadata import version; print(version('mcp').split('.')[0])"
    return int(subprocess.run([python, "-c", code], capture_output=True, check=True).stdout)


@pytest.mark.parametrize("mode", ["legacy", "auto"])
@pytest.mark.parametrize("python", PYTHONS)
def test_a_conversation_with_the_sdk(python: str, mode: str, place: dict[str, str]) -> None:
    if mode == "auto" and release(python) == 1:
        pytest.skip("release 1 of the SDK always begins with initialize")
    told = conversation(python, mode, place)
    if mode == "auto":
        assert told["version"] == STATELESS[0]
    assert 'Documents: "HOWTO interact with BPF subsystem"; 27 entries.' in told["begun"]["instructions"]
    assert '"LLVM"' in told["begun"]["instructions"]
    assert [tool["name"] for tool in told["tools"]] == [tool.name for tool in TOOLS]
    assert "27 entries" in told["tools"][0]["description"]
    found = told["search"]["structuredContent"]
    assert (found["status"], found["results"][0]["id"], len(found["results"])) == ("answered", BUGS, 2)
    assert found["results"][1].keys() == {"id", "question", "confidence"}
    assert "LLVM" in told["list"]["structuredContent"]["entries"][-1]["section"]
    shown = told["show"]["structuredContent"]
    assert shown["citation"]["lines"] == [20, 42]
    assert told["refused"]["isError"] is True
    assert told["refused"]["content"][0]["text"] == 'id: no such entry: "pear"'
    assert (len(told["resources"]), told["templates"][0]["uriTemplate"]) == (27, "faq:///{id}")
    assert (told["resource"][0]["uri"], told["resource"][0]["text"]) == (uri(BUGS), written(shown))
    assert told["no resource"] == (-32002 if mode == "legacy" else -32602)
    assert (told["prompts"][0]["name"], told["prompt"][0]["role"]) == ("answer", "user")


@pytest.mark.slow
@pytest.mark.parametrize("python", PYTHONS)
def test_a_client_that_waits_5_seconds_is_answered_in_the_end(
    python: str, place: dict[str, str], tmp_path: Path
) -> None:
    text = (
        "Document {0}\n============\n\nQ: How do I grow {0} tomatoes?\n------------------------------\n"
        + "Word. " * 2000
    )
    for number in range(60):
        (tmp_path / f"{number}.rst").write_text(text.format(number))
    told = conversation(python, "slow", place, "--source", str(tmp_path))
    assert told["begun"] < 5
    assert told["listed"]["entries"] == []
    assert told["listed"]["reading"]["total"] == 60
    assert told["told"], "no progress"
    assert told["told"][-1][1:] == [60, f"reading documents, {told['told'][-1][0]:.0f} of 60"]
    assert told["search"]["structuredContent"]["results"]


@pytest.mark.skipif(INSPECTOR is None, reason="needs npm's @modelcontextprotocol/inspector on the path")
@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["tools/list"], [tool.name for tool in TOOLS]),
        (["tools/call", "--tool-name", "search", "--tool-arg", f"query={QUESTION}"], "answered"),
        (["tools/call", "--tool-name", "show", "--tool-arg", f"id={BUGS}"], QUESTION),
        (["resources/list"], f"faq:///{BUGS}"),
        (["resources/read", "--uri", f"faq:///{BUGS}"], "text/plain"),
    ],
    ids=["tools", "search", "show", "resources", "resource"],
)
def test_inspector(place: dict[str, str], arguments: list[str], expected: Any) -> None:
    own = [f"-e{name}={place[name]}" for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME")]
    server = [f"-ePYTHONPATH={ROOT}", *own, *MCP]
    line = [str(INSPECTOR), "--cli", *server, "--method", *arguments]
    run = subprocess.run(line, capture_output=True, check=True)
    told = json.loads(run.stdout)
    match arguments[0]:
        case "tools/list":
            assert [tool["name"] for tool in told["tools"]] == expected
        case "tools/call":
            content = told["structuredContent"]
            assert expected in (content.get("status"), content.get("question"))
        case "resources/list":
            assert expected in [resource["uri"] for resource in told["resources"]]
        case _:
            assert [content["mimeType"] for content in told["contents"]] == [expected]


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
