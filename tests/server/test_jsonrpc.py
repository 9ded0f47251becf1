"""Frames become typed messages, answers become bytes."""

import json
from typing import Any

import pytest

from faq.model import Turn
from faq.server.framing import HEADERS, LINES
from faq.server.jsonrpc import (
    Answer,
    Failure,
    JsonRpcError,
    Message,
    Notification,
    Reply,
    Request,
    decode,
    encode,
)
from faq.server.methods import METHODS, Call, Cancel, Complete, Exit, Listing, Search, Show, Shutdown, call


def request(method: Any, params: Any = None, **more: Any) -> bytes:
    value = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params, **more}
    return json.dumps({name: member for name, member in value.items() if member is not ...}).encode()


SEARCH = {"query": "who?"}

CALLS: dict[str, tuple[str, Any, Call]] = {
    "search": ("faq/search", SEARCH, Search("who?", 5, ())),
    "search, all of it": (
        "faq/search",
        {
            **SEARCH,
            "limit": 2,
            "context": [{"query": "a", "id": "q-a"}],
            "full": True,
            "alternates": True,
            "progress": True,
        },
        Search("who?", 2, (Turn("a", "q-a"),), full=True, alternates=True, progress=True),
    ),
    "no context": ("faq/search", {**SEARCH, "context": []}, Search("who?")),
    "unknown params": ("faq/search", {**SEARCH, "colour": "red"}, Search("who?")),
    "an empty query": ("faq/search", {"query": ""}, Search("")),
    "a huge limit": ("faq/search", {**SEARCH, "limit": 10**400}, Search("who?", 10**6)),
    "show": ("faq/show", {"id": "q-a"}, Show("q-a")),
    "list": ("faq/list", {}, Listing()),
    "list with a word": ("faq/list", {"word": "a"}, Listing("a")),
    "null for params": ("faq/list", None, Listing()),
    "an empty list for params": ("faq/list", [], Listing()),
    "complete": ("faq/complete", {"prefix": "how"}, Complete("how", 10)),
    "complete, few": ("faq/complete", {"prefix": "how", "limit": 1}, Complete("how", 1)),
    "cancel": ("$/cancelRequest", {"id": 7}, Cancel(7)),
    "shutdown": ("shutdown", None, Shutdown()),
    "exit": ("exit", None, Exit()),
}

DECODED: dict[str, tuple[bytes, Message]] = {
    "a request": (request("faq/list", {"a": 1}), Request(1, "faq/list", {"a": 1})),
    "unknown members": (request("faq/list", {}, more=[1]), Request(1, "faq/list", {})),
    "no params": (request("faq/list", ...), Request(1, "faq/list", None)),
    "an id of null": (request("faq/list", id=None), Request(None, "faq/list", None)),
    "a notification": (request("exit", id=...), Notification("exit", None)),
    "not ASCII": (
        '{"jsonrpc":"2.0","id":"é😀","method":"faq/show","params":{"id":"日本"}}'.encode(),
        Request("é😀", "faq/show", {"id": "日本"}),
    ),
    "a byte order mark": (b"\xef\xbb\xbf" + request("faq/list"), Request(1, "faq/list", None)),
    "white space": (b" \t\r\n" + request("faq/list") + b"\r\n ", Request(1, "faq/list", None)),
    "a surrogate pair": (
        rb'{"jsonrpc":"2.0","id":1,"method":"faq/show","params":{"id":"\ud83d\ude00"}}',
        Request(1, "faq/show", {"id": "😀"}),
    ),
    "lone surrogates": (
        rb'{"jsonrpc":"2.0","id":"\udfff","method":"\ud800","params":{"\udc80":["a\ud83db\ude00"]}}',
        Request("\ufffd", "\ufffd", {"\ufffd": ["a\ufffdb\ufffd"]}),
    ),
    "the last of two members": (
        b'{"jsonrpc":"2.0","id":1,"id":2,"method":"x","method":"faq/list"}',
        Request(2, "faq/list", None),
    ),
}

IDS = ["", "1", "é", 0, -7, 2**63, 10**100, 1.5, -0.25, None]

PARSE_ERROR: dict[str, tuple[bytes, str]] = {
    "a word": (b"hello", "not JSON: Expecting value at character 1"),
    "nothing": (b"", "not JSON: Expecting value at character 1"),
    "half": (b'{"jsonrpc":', "not JSON: Expecting value at character 12"),
    "two": (b"{}{}", "not JSON: Extra data at character 3"),
    "NaN": (b'{"id": NaN}', "not JSON: a number out of its range"),
    "Infinity": (b'{"id": Infinity}', "not JSON: a number out of its range"),
    "minus Infinity": (b'{"id": -Infinity}', "not JSON: a number out of its range"),
    "5000 digits": (b'{"id": %s}' % (b"9" * 5000), "not JSON: a number out of its range"),
    "not UTF-8": (b'{"id": "\xff"}', "not UTF-8: byte 9 of the message"),
    "half a character": (b"\xe2\x82", "not UTF-8: byte 1 of the message"),
    "Latin-1": ('{"id": "é"}'.encode("latin-1"), "not UTF-8: byte 9 of the message"),
    "a surrogate in UTF-8": (b'"\xed\xa0\x80"', "not UTF-8: byte 2 of the message"),
    "UTF-16": ("{}".encode("utf-16"), "not UTF-8: byte 1 of the message"),
    "NUL": (b"\0", "not JSON: Expecting value at character 1"),
    "nested lists": (b"[" * 200_000 + b"]" * 200_000, "not JSON: nested too deeply"),
    "nested objects": (b'{"a":' * 150_000 + b"1" + b"}" * 150_000, "not JSON: nested too deeply"),
}

ONE_OBJECT = "a message must be one object; batches are not served"
BAD_ID = "id: must be a string, a number or null"
VERSION = 'jsonrpc: must be "2.0"'
NAME = "method: must be a string"

INVALID_REQUEST: dict[str, tuple[bytes, Failure]] = {
    "a batch of one": (b"[" + request("faq/list") + b"]", Failure(1, -32600, ONE_OBJECT)),
    "an empty batch": (b"[]", Failure(None, -32600, ONE_OBJECT)),
    "a string": (b'"faq/list"', Failure(None, -32600, ONE_OBJECT)),
    "a number": (b"1", Failure(None, -32600, ONE_OBJECT)),
    "null": (b"null", Failure(None, -32600, ONE_OBJECT)),
    "true for id": (request("faq/list", id=True), Failure(None, -32600, BAD_ID)),
    "a list for id": (request("faq/list", id=[1]), Failure(None, -32600, BAD_ID)),
    "an object for id": (request("faq/list", id={}), Failure(None, -32600, BAD_ID)),
    "an endless id": (
        b'{"jsonrpc":"2.0","id":1e999,"method":"faq/list"}',
        Failure(None, -32600, BAD_ID),
    ),
    "no version": (request("faq/list", jsonrpc=...), Failure(1, -32600, VERSION)),
    "another version": (request("faq/list", jsonrpc="1.0"), Failure(1, -32600, VERSION)),
    "a number for version": (request("faq/list", jsonrpc=2.0), Failure(1, -32600, VERSION)),
    "no method": (request(...), Failure(1, -32600, NAME)),
    "a number for method": (request(5), Failure(1, -32600, NAME)),
    "null for method": (request(None), Failure(1, -32600, NAME)),
    "an object without anything": (b"{}", Failure(None, -32600, VERSION)),
    "a broken notification": (request(5, id=...), Failure(None, -32600, NAME)),
    "an answer": (b'{"jsonrpc":"2.0","id":3,"result":1}', Failure(3, -32600, NAME)),
}

NO_METHOD = {
    "unknown": ("faq/find", 'no such method: "faq/find"'),
    "empty": ("", 'no such method: ""'),
    "other case": ("FAQ/search", 'no such method: "FAQ/search"'),
    "of the Language Server Protocol": ("initialize", 'no such method: "initialize"'),
    "optional there": ("$/setTrace", 'no such method: "$/setTrace"'),
    "in several lines": ("faq\n\t/list", 'no such method: "faq /list"'),
    "endless": ("x" * 5000, f'no such method: "{"x" * 80}"'),
}

WHOLE = "must be a positive integer"
FLAG = "must be true or false"
TURNS = 'must be a list of objects with the strings "query" and "id"'

INVALID_PARAMS: dict[str, tuple[str, Any, str]] = {
    "a string for params": ("faq/list", "x", "params: must be an object"),
    "a number for params": ("faq/list", 5, "params: must be an object"),
    "false for params": ("faq/list", False, "params: must be an object"),
    "params by position": ("faq/search", ["who?"], "params: must be an object"),
    "no query": ("faq/search", {}, "query: is missing"),
    "no params for a query": ("faq/search", None, "query: is missing"),
    "null for query": ("faq/search", {"query": None}, "query: must be a string"),
    "a number for query": ("faq/search", {"query": 5}, "query: must be a string"),
    "a list for query": ("faq/search", {"query": ["a"]}, "query: must be a string"),
    "limit 0": ("faq/search", {**SEARCH, "limit": 0}, f"limit: {WHOLE}"),
    "a negative limit": ("faq/search", {**SEARCH, "limit": -1}, f"limit: {WHOLE}"),
    "a string for limit": ("faq/search", {**SEARCH, "limit": "5"}, f"limit: {WHOLE}"),
    "true for limit": ("faq/search", {**SEARCH, "limit": True}, f"limit: {WHOLE}"),
    "half a limit": ("faq/search", {**SEARCH, "limit": 1.5}, f"limit: {WHOLE}"),
    "null for limit": ("faq/search", {**SEARCH, "limit": None}, f"limit: {WHOLE}"),
    "a string for context": ("faq/search", {**SEARCH, "context": "a"}, f"context: {TURNS}"),
    "null for context": ("faq/search", {**SEARCH, "context": None}, f"context: {TURNS}"),
    "an object for context": ("faq/search", {**SEARCH, "context": {}}, f"context: {TURNS}"),
    "a string for a turn": ("faq/search", {**SEARCH, "context": ["a"]}, f"context: {TURNS}"),
    "a turn without id": (
        "faq/search",
        {**SEARCH, "context": [{"query": "a", "id": ""}, {"query": "a"}]},
        f"context: {TURNS}",
    ),
    "a turn without query": ("faq/search", {**SEARCH, "context": [{"id": "a"}]}, f"context: {TURNS}"),
    "1 for full": ("faq/search", {**SEARCH, "full": 1}, f"full: {FLAG}"),
    "null for alternates": ("faq/search", {**SEARCH, "alternates": None}, f"alternates: {FLAG}"),
    "a string for progress": ("faq/search", {**SEARCH, "progress": "yes"}, f"progress: {FLAG}"),
    "a number for word": ("faq/list", {"word": 5}, "word: must be a string"),
    "nothing to cancel": ("$/cancelRequest", {}, "id: is missing"),
    "true to cancel": ("$/cancelRequest", {"id": True}, "id: must be a string or an integer"),
    "no id": ("faq/show", {}, "id: is missing"),
    "a number for id": ("faq/show", {"id": 5}, "id: must be a string"),
    "no prefix": ("faq/complete", {"limit": 1}, "prefix: is missing"),
    "a number for prefix": ("faq/complete", {"prefix": 1}, "prefix: must be a string"),
    "limit 0 of completion": ("faq/complete", {"prefix": "", "limit": 0}, f"limit: {WHOLE}"),
}


@pytest.mark.parametrize(("method", "params", "expected"), CALLS.values(), ids=CALLS)
def test_calls(method: str, params: Any, expected: Call) -> None:
    assert call(method, params) == expected


def test_calls_of_the_same_values_are_not_the_same() -> None:
    assert Shutdown() != Exit()  # type: ignore[comparison-overlap]  # as named tuples they were
    assert Show("a") != Listing("a")  # type: ignore[comparison-overlap]  # that they never are is what is tested


@pytest.mark.parametrize(("body", "expected"), DECODED.values(), ids=DECODED)
def test_decode(body: bytes, expected: Message) -> None:
    assert decode(body) == [expected]


@pytest.mark.parametrize("ident", IDS)
def test_ids_come_back_as_they_are(ident: Any) -> None:
    assert decode(request("faq/list", id=ident)) == [Request(ident, "faq/list", None)]
    assert json.loads(encode(Reply(ident, None), LINES))["id"] == ident


@pytest.mark.parametrize(("body", "reason"), PARSE_ERROR.values(), ids=PARSE_ERROR)
def test_not_json(body: bytes, reason: str) -> None:
    assert decode(body) == [Failure(None, -32700, reason)]


@pytest.mark.parametrize(("body", "expected"), INVALID_REQUEST.values(), ids=INVALID_REQUEST)
def test_not_a_request(body: bytes, expected: Failure) -> None:
    assert decode(body) == [expected]


def test_each_request_of_a_batch_is_refused_with_its_id() -> None:
    batch = b"[%s]" % b",".join([request("a"), request("b", id=...), b"7", request("c", id="x")])
    assert decode(batch) == [Failure(ident, -32600, ONE_OBJECT) for ident in (1, "x")]
    many = b"[%s]" % b",".join([request("a")] * 101)
    assert decode(many) == [Failure(None, -32600, ONE_OBJECT)]


@pytest.mark.parametrize(("method", "reason"), NO_METHOD.values(), ids=NO_METHOD)
def test_no_such_method(method: str, reason: str) -> None:
    with pytest.raises(JsonRpcError) as caught:
        call(method, "any params")
    assert (caught.value.code, caught.value.reason) == (-32601, reason)


@pytest.mark.parametrize(("method", "params", "reason"), INVALID_PARAMS.values(), ids=INVALID_PARAMS)
def test_wrong_params(method: str, params: Any, reason: str) -> None:
    with pytest.raises(JsonRpcError) as caught:
        call(method, params)
    assert (caught.value.code, caught.value.reason) == (-32602, reason)


def test_every_field_is_checked() -> None:
    checked = {(method, reason.split(":")[0].split("[")[0]) for method, _, reason in INVALID_PARAMS.values()}
    fields = {(method.name, field.name) for method in METHODS for field in method.fields}
    assert fields <= checked


ENCODED = {
    "a result": (Reply(1, {"a": [1, "b"]}), b'{"jsonrpc":"2.0","id":1,"result":{"a":[1,"b"]}}'),
    "null": (Reply("x", None), b'{"jsonrpc":"2.0","id":"x","result":null}'),
    "an error": (
        Failure(None, -32700, "not JSON"),
        b'{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"not JSON"}}',
    ),
    "not ASCII": (Reply(1, "é\u2028😀"), rb'{"jsonrpc":"2.0","id":1,"result":"\u00e9\u2028\ud83d\ude00"}'),
    "data of an error": (
        Failure(1, -32022, "no", {"a": 1}),
        b'{"jsonrpc":"2.0","id":1,"error":{"code":-32022,"message":"no","data":{"a":1}}}',
    ),
    "a notification": (Notification("m", {"a": 1}), b'{"jsonrpc":"2.0","method":"m","params":{"a":1}}'),
    "lone surrogates": (
        Reply("\ud800", {"\udcff": ("a\udcffb", 1, None, True)}),
        rb'{"jsonrpc":"2.0","id":"\ufffd","result":{"\ufffd":["a\ufffdb",1,null,true]}}',
    ),
    "what only looks like a surrogate": (
        Reply(1, r"\ud800"),
        rb'{"jsonrpc":"2.0","id":1,"result":"\\ud800"}',
    ),
    "line ends": (Reply(1, "a\r\nb"), rb'{"jsonrpc":"2.0","id":1,"result":"a\r\nb"}'),
}


@pytest.mark.parametrize(("answer", "body"), ENCODED.values(), ids=ENCODED)
def test_encode(answer: Answer, body: bytes) -> None:
    assert encode(answer, LINES) == body + b"\n"
    assert encode(answer, HEADERS) == b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


@pytest.mark.parametrize(
    "result", [float("nan"), float("inf"), {1, 2}, object()], ids=["NaN", "Infinity", "a set", "an object"]
)
def test_what_is_not_json_is_not_written(result: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        encode(Reply(1, result), LINES)
