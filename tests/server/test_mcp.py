"""The server for agents in process: what each method answers, and what it refuses."""

import json
from typing import Any

import pytest

from faq.server.jsonrpc import JsonRpcError, Notification, Request
from faq.server.mcp import HANDSHAKE, STATELESS, AgentServer
from faq.server.offers import Reading
from faq.server.tools import PROMPT, prompted
from tests.server.test_stdio import Stub

VERSION = "io.modelcontextprotocol/protocolVersion"


class Offered(Stub):
    """Offers with a list, and with documents that were never read."""

    def list(self, word: str) -> Any:
        entries = [{"id": f"q-{n}", "question": f"Is {n}?", "section": ["Numbers"]} for n in range(250)]
        return {"entries": [entry for entry in entries if word in str(entry["question"])]}

    def show(self, ident: str) -> Any:
        citation = {
            "document": "D",
            "file": "d.rst",
            "lines": [1, 2],
            "url": None,
            "revision": None,
            "as_of": None,
        }
        return {**super().show(ident), "question": "Is 1?", "answer": "Yes.", "citation": citation}

    def search(self, *args: Any, **more: Any) -> Any:
        return {**super().search(*args, **more), "results": []}

    def complete(self, prefix: str, limit: int) -> Any:
        return {"items": [{"text": prefix + "?", "id": "q-a"}]}

    def read_known(self, work: object) -> None:
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
