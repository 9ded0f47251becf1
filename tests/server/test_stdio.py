"""The server for editors: what it answers, in process and as a real one."""

import errno
import io
import json
import os
from collections.abc import Sequence
from typing import Any, BinaryIO, cast

import pytest

from faq.errors import FaqError
from faq.model import Turn
from faq.server.editors import EditorServer
from faq.server.framing import HEADERS, LINES
from faq.server.jsonrpc import JsonRpcError, one_line
from faq.server.methods import METHODS
from faq.server.offers import Reading
from faq.server.service import Service
from faq.server.stdio import serve
from tests.support.messages import ASK, EXIT, error, framed, parsed, request

LATE = "the server is shut down: only exit is accepted"


class Stub:
    """Offers that say what they were asked; a query can make them fail."""

    def search(
        self, query: str, limit: int, context: Sequence[Turn], *, full: bool = False, alternates: bool = False
    ) -> Any:
        faults = {
            "fault": ZeroDivisionError("division\n by zero"),
            "gone": FaqError("a.rst", "cannot\n be\r\nread", "restore it"),
            "deep": RecursionError("too deep"),
            "memory": MemoryError(),
        }
        if query in faults:
            raise faults[query]
        print("said on the side")
        odd = {"nan": float("nan"), "set": {1}}
        return odd.get(query, {"query": query, "limit": limit, "context": context})

    def show(self, ident: str) -> Any:
        if not ident.startswith("q-"):
            raise JsonRpcError(-32602, f'id: no such entry: "{one_line(ident)[:200]}"')
        return {"id": ident}

    def list(self, word: str) -> Any:
        return {"entries": [word] if word else []}

    def complete(self, prefix: str, limit: int) -> Any:
        return {"items": [prefix, limit]}


class Trickle(io.RawIOBase):
    """An input that gives a few bytes at a time."""

    def __init__(self, data: bytes, size: int) -> None:
        self._data, self._size = io.BytesIO(data), size

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self._data.read(self._size)


class Broken(io.BytesIO):
    """An output that cannot be written to."""

    def __init__(self, code: int) -> None:
        super().__init__()
        self._code = code

    def flush(self) -> None:
        raise OSError(self._code, os.strerror(self._code))


def result(value: Any, ident: Any = 1) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": ident, "result": value}


def run(offers: Any, stdin: BinaryIO, stdout: BinaryIO) -> int:
    """Run the editors' server over an input; give the exit status."""
    return serve(EditorServer(offers), stdin, stdout)


def served(data: bytes, framing: str = LINES, offers: Any = None) -> tuple[list[Any], int]:
    """Run the loop over an input; give the answers and the exit status."""
    out = io.BytesIO()
    status = run(offers or Stub(), io.BytesIO(data), out)
    return parsed(out.getvalue(), framing), status


SAID = result({"query": "who?", "limit": 5, "context": []})

DOWN = request("shutdown")

IS_DOWN = result(None)

NO_BATCH = "a message must be one object; batches are not served"

SESSIONS: dict[str, tuple[list[Any], list[Any], int]] = {
    "nothing": ([], [], 0),
    "search": ([ASK], [SAID], 0),
    "search with all params": (
        [request("faq/search", {"query": "é", "limit": 1, "context": [{"query": "a", "id": "q-a"}]})],
        [result({"query": "é", "limit": 1, "context": [["a", "q-a"]]})],
        0,
    ),
    "show": ([request("faq/show", {"id": "q-a"})], [result({"id": "q-a"})], 0),
    "show nothing": ([request("faq/show", {"id": "pear"})], [error(-32602, 'id: no such entry: "pear"')], 0),
    "show lines": ([request("faq/show", {"id": "a\nb"})], [error(-32602, 'id: no such entry: "a b"')], 0),
    "show nothing of a long name": (
        [request("faq/show", {"id": "x" * 5000})],
        [error(-32602, f'id: no such entry: "{"x" * 200}"')],
        0,
    ),
    "list": ([request("faq/list")], [result({"entries": []})], 0),
    "list with a word": ([request("faq/list", {"word": "a"})], [result({"entries": ["a"]})], 0),
    "too late to cancel": ([request("$/cancelRequest", {"id": 1})], [result(None)], 0),
    "complete": ([request("faq/complete", {"prefix": "p"})], [result({"items": ["p", 10]})], 0),
    "in order": (
        [request("faq/list", ident=n) for n in range(5)],
        [result({"entries": []}, n) for n in range(5)],
        0,
    ),
    "not JSON, and on": (
        [b"hello", ASK],
        [error(-32700, "not JSON: Expecting value at character 1", None), SAID],
        0,
    ),
    "not UTF-8, and on": (
        [b'"\xff"', ASK],
        [error(-32700, "not UTF-8: byte 2 of the message", None), SAID],
        0,
    ),
    "nested deeply, and on": (
        [b"[" * 100_000, ASK],
        [error(-32700, "not JSON: nested too deeply", None), SAID],
        0,
    ),
    "a batch, and on": ([[ASK], ASK], [error(-32600, NO_BATCH), SAID], 0),
    "too long, and on": (
        [b"{" + b" " * (1 << 20) + b"}", ASK],
        [error(-32600, "a message must not be longer than 1048576 bytes", None), SAID],
        0,
    ),
    "no such method, and on": (
        [request("initialize"), ASK],
        [error(-32601, 'no such method: "initialize"'), SAID],
        0,
    ),
    "wrong params, and on": ([request("faq/show"), ASK], [error(-32602, "id: is missing"), SAID], 0),
    "our fault, and on": (
        [request("faq/search", {"query": "fault"}), ASK],
        [error(-32603, "internal error: ZeroDivisionError: division by zero"), SAID],
        0,
    ),
    "a document gone, and on": (
        [request("faq/search", {"query": "gone"}), ASK],
        [error(-32603, "a.rst: cannot be read; restore it"), SAID],
        0,
    ),
    "too deep, and on": (
        [request("faq/search", {"query": "deep"}), ASK],
        [error(-32603, "internal error: RecursionError: too deep"), SAID],
        0,
    ),
    "no memory, and on": (
        [request("faq/search", {"query": "memory"}), ASK],
        [error(-32603, "internal error: MemoryError"), SAID],
        0,
    ),
    "a result that JSON has not, and on": (
        [request("faq/search", {"query": "set"}), ASK],
        [error(-32603, "internal error: TypeError: Object of type set is not JSON serializable"), SAID],
        0,
    ),
    "notifications": (
        [
            request("faq/search", {"query": "who?"}, ident=...),
            request("faq/search", {"query": "fault"}, ident=...),
            request("faq/show", {"id": "pear"}, ident=...),
            request("faq/show", {"id": 5}, ident=...),
            request("initialized", ident=...),
            request("$/cancelRequest", {"id": 1}, ident=...),
            ASK,
        ],
        [SAID],
        0,
    ),
    "shutdown and exit": ([DOWN, EXIT, ASK], [IS_DOWN], 0),
    "exit alone": ([ASK, EXIT, ASK], [SAID], 1),
    "exit that waits": ([DOWN, request("exit", ident="x"), ASK], [IS_DOWN, result(None, "x")], 0),
    "exit alone that waits": ([request("exit"), ASK], [result(None)], 1),
    "shutdown and the end": ([DOWN], [IS_DOWN], 0),
    "shutdown that nobody waits for": ([request("shutdown", ident=...), EXIT], [], 0),
    "after shutdown": (
        [
            DOWN,
            ASK,
            DOWN,
            request("initialize"),
            request("faq/show"),
            request("faq/list", ident=...),
            b"hello",
            EXIT,
        ],
        [
            IS_DOWN,
            *[error(-32600, LATE)] * 4,
            error(-32700, "not JSON: Expecting value at character 1", None),
        ],
        0,
    ),
}


@pytest.mark.parametrize(("sent", "expected", "status"), SESSIONS.values(), ids=SESSIONS)
@pytest.mark.parametrize("framing", [LINES, HEADERS])
def test_session(sent: list[Any], expected: list[Any], status: int, framing: str) -> None:
    assert served(framed(sent, framing), framing) == (expected, status)


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
@pytest.mark.parametrize("framing", [LINES, HEADERS])
def test_input_in_pieces(framing: str, size: int) -> None:
    out = io.BytesIO()
    status = run(Stub(), cast(BinaryIO, Trickle(framed([ASK, b"x", ASK, DOWN, EXIT], framing), size)), out)
    bad = error(-32700, "not JSON: Expecting value at character 1", None)
    assert (parsed(out.getvalue(), framing), status) == ([SAID, bad, SAID, IS_DOWN], 0)


def test_the_end_in_a_message() -> None:
    whole = framed([ASK, ASK], HEADERS)
    cut = error(-32700, "the input ended inside a message", None)
    assert served(whole[:-1], HEADERS) == ([SAID, cut], 0)
    assert served(framed([ASK, ASK])[:-1]) == ([SAID, SAID], 0)
    reason = "not JSON: Expecting ',' delimiter at character 80"
    assert served(framed([ASK, ASK])[:-2]) == ([SAID, error(-32700, reason, None)], 0)


def test_a_result_of_nan_is_our_fault() -> None:
    answers, _ = served(framed([request("faq/search", {"query": "nan"}), ASK]))
    assert (answers[0]["error"]["code"], answers[1]) == (-32603, SAID)


def test_lengths_are_bytes() -> None:
    out = io.BytesIO()
    run(Stub(), io.BytesIO(framed([request("faq/show", {"id": "q-é日😀"}, "é")], HEADERS)), out)
    header, _, body = out.getvalue().partition(b"\r\n\r\n")
    assert header == b"Content-Length: %d" % len(body)
    assert json.loads(body) == result({"id": "q-é日😀"}, "é")


def test_a_lone_surrogate_comes_back_harmless() -> None:
    sent = rb'{"jsonrpc":"2.0","id":"\udc80","method":"faq/search","params":{"query":"a\ud800"}}'
    answers, _ = served(framed([sent]))
    assert answers == [result({"query": "a\ufffd", "limit": 5, "context": []}, "\ufffd")]


def test_every_method_is_served() -> None:
    params = {"query": "who?", "id": "q-a", "prefix": "p"}
    sent = [request(method.name, params, method.name) for method in METHODS]
    answers, status = served(framed(sent))
    assert [(one["id"], "result" in one) for one in answers] == [(method.name, True) for method in METHODS]
    assert status == 0


def test_nobody_reads() -> None:
    assert run(Stub(), io.BytesIO(framed([ASK, ASK])), Broken(errno.EPIPE)) == 0


def test_the_output_fails() -> None:
    with pytest.raises(FaqError) as caught:
        run(Stub(), io.BytesIO(framed([ASK])), Broken(errno.ENOSPC))
    assert (
        str(caught.value) == f"serve: the stream failed: {os.strerror(errno.ENOSPC)}; start the server again"
    )


class Chatty:
    """Documents that print, and cannot be read."""

    def read(self, work: object) -> Any:
        print("refreshed")
        raise FaqError("a.rst", "cannot be read", "restore it")

    def close(self) -> None:
        print("closed")


def test_what_is_printed_meanwhile_is_no_protocol(capsys: pytest.CaptureFixture[str]) -> None:
    answers, _ = served(framed([ASK]), offers=Service(cast(Any, Chatty())))
    assert answers == [error(-32603, "a.rst: cannot be read; restore it")]
    assert capsys.readouterr() == ("", "refreshed\n")


class Slow(Stub):
    """Offers whose documents are read while some are waiting: the third look finds them there."""

    def __init__(self) -> None:
        self.looks = 0

    def search(self, *args: Any, **more: Any) -> Any:
        self.looks += 1
        if self.looks <= 3:
            raise Reading(300 * self.looks, 1200)
        return super().search(*args, **more)


def test_who_needs_no_documents_does_not_wait() -> None:
    asked = request("faq/search", {"query": "who?", "progress": True}, 7)
    answers, status = served(framed([asked, request("faq/list", ident=8), b"x"]), offers=Slow())
    assert [one.get("id", one.get("method")) for one in answers] == [
        "faq/progress",
        8,
        None,
        *["faq/progress"] * 2,
        7,
    ]
    assert answers[0] == {
        "jsonrpc": "2.0",
        "method": "faq/progress",
        "params": {"id": 7, "done": 300, "total": 1200, "message": "reading documents, 300 of 1,200"},
    }
    assert (answers[-1]["result"]["query"], status) == ("who?", 0)


def test_progress_is_told_where_it_is_wanted_and_only_when_it_is_new() -> None:
    class Stuck(Slow):
        def search(self, query: str, limit: int, context: Sequence[Turn], **more: Any) -> Any:
            self.looks += 1
            if self.looks <= 4:
                raise Reading(1, 2)
            return Stub.search(self, query, limit, context)

    assert [one.get("id") for one in served(framed([ASK]), offers=Stuck())[0]] == [1]
    wanted = request("faq/search", {"query": "who?", "progress": True})
    assert [one.get("id") for one in served(framed([wanted]), offers=Stuck())[0]] == [None, 1]


def test_a_request_that_waits_can_be_taken_back() -> None:
    class Never(Stub):
        def search(self, *args: Any, **more: Any) -> Any:
            raise Reading(1, 24)

    cancel = request("$/cancelRequest", {"id": 1}, ident=...)
    assert served(framed([ASK, cancel]), offers=Never()) == ([error(-32800, "the request was cancelled")], 0)
    assert served(framed([ASK, DOWN, EXIT]), offers=Never()) == ([IS_DOWN], 0)
    assert served(framed([ASK, DOWN]), offers=Never()) == ([IS_DOWN, error(-32600, LATE)], 0)


def test_who_asks_and_leaves_is_answered_first_where_the_documents_are_there_soon() -> None:
    class Soon(Slow):
        def search(self, *args: Any, **more: Any) -> Any:
            self.looks += 1
            if self.looks <= 2:
                raise Reading(0, 23)
            return Stub.search(self, *args, **more)

    late = request("faq/list", ident=9)
    answers, status = served(framed([ASK, request("faq/list", ident=8), DOWN, late, EXIT]), offers=Soon())
    assert [one["id"] for one in answers] == [8, 1, IS_DOWN["id"], 9]
    assert (answers[2:], status) == ([IS_DOWN, error(-32600, LATE, 9)], 0)


def test_progress_is_told_again_where_nothing_is_new_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stuck(Slow):
        def search(self, query: str, limit: int, context: Sequence[Turn], **more: Any) -> Any:
            self.looks += 1
            if self.looks <= 4:
                raise Reading(1, 2)
            return Stub.search(self, query, limit, context)

    monkeypatch.setattr("faq.server.stdio.AGAIN", 0.0)
    wanted = request("faq/search", {"query": "who?", "progress": True})
    assert [one.get("id") for one in served(framed([wanted]), offers=Stuck())[0]] == [*[None] * 4, 1]
