"""The server for agents as the SDK's own clients of both releases see it, and the protocol's inspector."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from faq.server.mcp import STATELESS
from faq.server.tools import TOOLS, uri, written
from tests.support.agent_server import BUGS, MCP, QUESTION, ROOT, asked, place_below
from tests.support.messages import framed, strictly

SEARCH = {"name": "search", "arguments": {"query": QUESTION}}
CLIENT = Path(__file__).with_name("sdk_client.py")
INSPECTOR = shutil.which("mcp-inspector")
PYTHONS = [sys.executable, *filter(None, os.environ.get("BPFFAQ_TEST_MCP_PYTHONS", "").split(os.pathsep))]
"""The Pythons whose SDK is tried: this one's, and those named, so that both releases of it are."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """With an index: what an agent is told first does not depend on how quickly the document is read."""
    place = place_below(tmp_path_factory.mktemp("home"))
    asked(place, framed([{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": SEARCH}]))
    return place


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
