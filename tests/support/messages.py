"""Messages to and from a server."""

import json
from typing import Any, cast

from faq.server.framing import LINES, Frame, Reader


def request(method: str, params: Any = None, ident: Any = 1) -> dict[str, Any]:
    value = {"jsonrpc": "2.0", "id": ident, "method": method, "params": params or {}}
    return {name: member for name, member in value.items() if member is not ...}


def error(code: int, message: str, ident: Any = 1) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": ident, "error": {"code": code, "message": message}}


def framed(messages: list[Any], framing: str = LINES) -> bytes:
    bodies = [one if isinstance(one, bytes) else json.dumps(one).encode() for one in messages]
    if framing == LINES:
        return b"".join(body + b"\n" for body in bodies)
    return b"".join(b"Content-Length: %d\r\n\r\n%s" % (len(body), body) for body in bodies)


def parsed(data: bytes, framing: str = LINES) -> list[Any]:
    reader = Reader()
    frames = reader.feed(data)
    assert reader.finish() == []
    assert not frames or reader.framing == framing
    return [strictly(cast(Frame, frame).body) for frame in frames]


def strictly(body: bytes) -> Any:
    """Read JSON like the strictest client: UTF-8, each name once, no NaN, no lone surrogate."""

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(pairs) == len({name for name, _ in pairs}), pairs
        return dict(pairs)

    def refused(name: str) -> Any:
        raise AssertionError(name)

    value = json.loads(body.decode("utf-8"), object_pairs_hook=members, parse_constant=refused)
    json.dumps(value, ensure_ascii=False).encode("utf-8")  # a lone surrogate cannot be encoded
    return value


ASK = request("faq/search", {"query": "who?"})

EXIT = request("exit", ident=...)
