"""The server for agents: its pure parts, and a real process asked by the SDK's own client."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import jsonschema  # type: ignore[import-untyped]  # it ships no types
import pytest
from mcp import ClientSession, McpError, StdioServerParameters, types
from mcp.client.stdio import stdio_client
from pydantic import AnyUrl

from faq.model import Turn
from faq.output import json_schema
from faq.server import mcp
from faq.server.mcp import TOOLS, answer, cited, page, uri
from faq.server.methods import METHODS, JsonRpcError

ROOT = Path(__file__).parents[2]
BUGS = "q-how-do-i-report-bugs-for-bpf-kernel-code"
QUESTION = "How do I report bugs for BPF kernel code?"
INSPECTOR = shutil.which("mcp-inspector")

CITATION: dict[str, Any] = {
    "document": "Pears",
    "file": "pears.rst",
    "lines": [5, 7],
    "anchor": "q-a",
    "url": "https://example.org/pears.html#q-a",
    "revision": "abc",
}


class Stub:
    """Offers that say what they were asked."""

    def search(self, query: str, limit: int, context: tuple[Turn, ...]) -> Any:
        if query == "fault":
            raise ZeroDivisionError("division by zero")
        return {"query": query, "limit": limit, "context": context}

    def show(self, ident: str) -> Any:
        return {"id": ident} if ident.startswith("q-") else None

    def list(self) -> Any:
        return {"entries": []}

    def complete(self, prefix: str, limit: int) -> Any:
        raise NotImplementedError


def test_answers_come_the_way_of_the_editors_server() -> None:
    turn = {"query": "a", "id": "q-a"}
    assert answer(Stub(), "search", {"query": "who?", "limit": 2, "context": [turn]}) == {
        "query": "who?",
        "limit": 2,
        "context": (Turn("a", "q-a"),),
    }
    assert answer(Stub(), "show", {"id": "q-a"}) == {"id": "q-a"}
    assert answer(Stub(), "list", {}) == {"entries": []}


WRONG = {
    "no such tool": ("complete", {"prefix": "a"}, 'no such tool: "complete"'),
    "no tool in lines": ("a\nb", {}, 'no such tool: "a b"'),
    "no tool of a long name": ("x" * 5000, {}, f'no such tool: "{"x" * 80}"'),
    "no query": ("search", {}, "query: is missing"),
    "a wrong limit": ("search", {"query": "a", "limit": 0}, "limit: must be a whole number from 1"),
    "no such entry": ("show", {"id": "pear"}, 'id: no entry "pear"'),
    "our fault": ("search", {"query": "fault"}, "internal error: ZeroDivisionError: division by zero"),
}


@pytest.mark.parametrize(("tool", "arguments", "reason"), WRONG.values(), ids=WRONG)
def test_wrong(tool: str, arguments: dict[str, Any], reason: str) -> None:
    with pytest.raises(JsonRpcError) as caught:
        answer(Stub(), tool, arguments)
    assert str(caught.value) == reason


CITED = {
    "all known": (
        CITATION,
        "Pears, pears.rst, lines 5-7, revision abc\nhttps://example.org/pears.html#q-a",
    ),
    "one line": ({**CITATION, "lines": [5, 5], "revision": None, "url": None}, "Pears, pears.rst, line 5"),
}


@pytest.mark.parametrize(("citation", "text"), CITED.values(), ids=CITED)
def test_cited(citation: dict[str, Any], text: str) -> None:
    assert cited(citation) == text


def test_page() -> None:
    result = {"question": "Why?", "answer": "Because.\n\nSo.", "citation": {**CITATION, "url": None}}
    assert page(result) == "Why?\n\nBecause.\n\nSo.\n\nPears, pears.rst, lines 5-7, revision abc\n"


@pytest.mark.parametrize(
    ("ident", "address"),
    [("q-a", "faq:///q-a"), ("pears#q-a", "faq:///pears%23q-a"), ("a/b é?", "faq:///a%2Fb%20%C3%A9%3F")],
)
def test_uri(ident: str, address: str) -> None:
    assert uri(ident) == address


def test_schemas_are_schemas() -> None:
    for tool in TOOLS:
        jsonschema.Draft202012Validator.check_schema(tool.takes)
        jsonschema.Draft202012Validator.check_schema(tool.gives)


def test_schemas_refuse_what_is_missing() -> None:
    with pytest.raises(jsonschema.ValidationError, match="'citation' is a required property"):
        jsonschema.validate(dict.fromkeys(json_schema.RESULT["required"][:-1]), json_schema.RESULT)


def test_tools_take_what_the_methods_take() -> None:
    fields = {method.name: {(field.name, field.required) for field in method.fields} for method in METHODS}
    for tool in TOOLS:
        members = {(name, name in tool.takes["required"]) for name in tool.takes["properties"]}
        assert members == fields[f"faq/{tool.name}"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment with a cache and a configuration of its own."""
    home = tmp_path_factory.mktemp("home")
    own = {"XDG_CACHE_HOME": str(home / "cache"), "XDG_CONFIG_HOME": str(home / "config")}
    return {**os.environ, **own}


@pytest.fixture
def asked(place: dict[str, str]) -> Callable[[Callable[[ClientSession], Awaitable[Any]]], Any]:
    """Runs a conversation of the SDK's client with a real server."""
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "faq", "mcp"], env=place, cwd=str(ROOT)
    )

    def run(talk: Callable[[ClientSession], Awaitable[Any]]) -> Any:
        async def conversation() -> Any:
            async with stdio_client(server) as streams, ClientSession(*streams) as session:
                return await talk(session)

        return anyio.run(conversation)

    return run


def told(result: types.CallToolResult) -> Any:
    """What a tool gave, which must be the same as text and as structured content."""
    assert not result.isError
    (content,) = result.content
    assert isinstance(content, types.TextContent)
    assert json.loads(content.text) == result.structuredContent
    return result.structuredContent


def test_a_conversation(asked: Any) -> None:
    async def conversation(session: ClientSession) -> None:
        begun = await session.initialize()
        assert (begun.serverInfo.name, begun.instructions is not None) == ("bpffaq", True)
        tools = (await session.list_tools()).tools
        assert [(tool.name, tool.outputSchema) for tool in tools] == [(row.name, row.gives) for row in TOOLS]

        found = told(await session.call_tool("search", {"query": QUESTION, "limit": 2}))
        assert (found["status"], found["results"][0]["id"]) == ("answered", BUGS)
        assert len(found["results"]) == 2
        context = [{"query": QUESTION, "id": BUGS}]
        told(await session.call_tool("search", {"query": "and to whom?", "context": context}))
        nothing = told(await session.call_tool("search", {"query": "How do I grow tomatoes?"}))
        assert (nothing["status"], nothing["results"]) == ("not_covered", [])

        every = told(await session.call_tool("list", {}))["entries"]
        assert len(every) == 27
        shown = [told(await session.call_tool("show", {"id": one["id"]})) for one in every]
        assert [one["citation"] for one in shown] == [one["citation"] for one in every]

        refused = [
            await session.call_tool("show", {"id": "pear"}),
            await session.call_tool("search", {}),
            await session.call_tool("peel", {}),
        ]
        assert [(one.isError, one.content) for one in refused] == [
            (True, [types.TextContent(type="text", text=reason)])
            for reason in (
                'id: no entry "pear"',
                "Input validation error: 'query' is a required property",
                'no such tool: "peel"',
            )
        ]

    asked(conversation)


def test_resources(asked: Any) -> None:
    async def conversation(session: ClientSession) -> None:
        await session.initialize()
        resources = (await session.list_resources()).resources
        assert len(resources) == 27
        first = next(one for one in resources if one.name == BUGS)
        assert (str(first.uri), first.title, first.description, first.mimeType) == (
            f"faq:///{BUGS}",
            QUESTION,
            "Reporting bugs",
            "text/plain",
        )
        (template,) = (await session.list_resource_templates()).resourceTemplates
        assert template.uriTemplate == "faq:///{id}"

        (content,) = (await session.read_resource(first.uri)).contents
        assert isinstance(content, types.TextResourceContents)
        shown = told(await session.call_tool("show", {"id": BUGS}))
        assert content.text == page(shown)
        assert content.text.startswith(f"{QUESTION}\n\n")
        assert "data/bpf_devel_QA.rst, lines 20-42" in content.text

        for address in ("faq:///pear", "other://pear"):
            with pytest.raises(McpError) as caught:
                await session.read_resource(AnyUrl(address))
            assert (caught.value.error.code, caught.value.error.message.partition(" ")[0]) == (-32002, "id:")

    asked(conversation)


def started(place: dict[str, str], *arguments: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=place,
        cwd=ROOT,
    )


def test_bad_lines_end_nothing(place: dict[str, str]) -> None:
    long = b'{"jsonrpc":"2.0","id":6,"method":"ping","params":{"_meta":{"x":"%s"}}}\n' % (b"x" * (1 << 20))
    ping = b'{"jsonrpc":"2.0","id":7,"method":"ping"}\n'
    lines = (b"hello\n", b"\xff\n", b"[" * 100_000 + b"\n", long, ping)
    with started(place, "-m", "faq", "mcp") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"".join(lines))
        process.stdin.flush()
        answered = [json.loads(process.stdout.readline()) for _ in lines]
        _, err = process.communicate()
    assert [one.get("method") for one in answered[:4]] == ["notifications/message"] * 4
    assert answered[4] == {"jsonrpc": "2.0", "id": 7, "result": {}}
    assert (err, process.returncode) == (b"", 0)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send to one process")
def test_an_interrupt_ends_it_at_once(place: dict[str, str]) -> None:
    with started(place, "-m", "faq", "mcp") as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b'{"jsonrpc":"2.0","id":7,"method":"ping"}\n')
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        status = process.wait(60)
        assert process.stderr is not None
        assert (status, process.stderr.read()) == (130, b"")


class Chatty:
    """A library that prints."""

    def close(self) -> None:
        print("closed")


def test_what_is_printed_meanwhile_is_no_protocol(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def opened() -> Any:
        print("opened")
        return Chatty()

    monkeypatch.setattr(mcp, "_runner", lambda: lambda made: print("running"))
    assert mcp.serve(opened) == 0
    assert capsys.readouterr() == ("", "opened\nrunning\nclosed\n")


def test_without_the_extra(place: dict[str, str]) -> None:
    code = (
        "import sys; sys.modules['mcp'] = None; sys.argv = ['bpffaq', 'mcp'];"
        " from faq.cli.main import main; sys.exit(main())"
    )
    with started(place, "-c", code) as process:
        out, err = process.communicate()
    assert (out, process.returncode) == (b"", 2)
    assert err.decode().splitlines() == [
        "bpffaq: mcp: the MCP server needs the extra package 'mcp';"
        " install it with: pip install 'bpffaq[mcp]'"
    ]


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
    server = [f"-ePYTHONPATH={ROOT}", *own, sys.executable, "-m", "faq", "mcp"]
    line = [str(INSPECTOR), "--cli", *server, "--method", *arguments]
    run = subprocess.run(line, capture_output=True, check=True)
    said = json.loads(run.stdout)
    match arguments[0]:
        case "tools/list":
            assert [tool["name"] for tool in said["tools"]] == expected
        case "tools/call":
            content = said["structuredContent"]
            assert expected in (content.get("status"), content.get("question"))
        case "resources/list":
            assert expected in [resource["uri"] for resource in said["resources"]]
        case _:
            assert [content["mimeType"] for content in said["contents"]] == [expected]
