"""Frames become typed messages, answers become bytes: JSON-RPC 2.0 without any stream.

What JSON leaves open is decided here: of two members of one name the last counts; NaN, Infinity
and whole numbers of more digits than Python reads are not JSON; a lone surrogate in a string of the
params becomes U+FFFD; ``null`` or an empty list for ``params`` is an empty object, because that is
how Lisp and Lua write one. What is written is ASCII, so nothing in it can fail to be encoded.
"""

import json
import math
from collections.abc import Mapping
from typing import NamedTuple

from faq.server.framing import HEADERS, INVALID_REQUEST, PARSE_ERROR
from faq.server.methods import INVALID_PARAMS, METHOD_NOT_FOUND, METHODS, Call, Field, Json, JsonRpcError

_BY_NAME = {method.name: method for method in METHODS}

Id = str | int | float | None


class Request(NamedTuple):
    """A call that waits for its answer."""

    id: Id
    call: Call


class Notice(NamedTuple):
    """A call without an id: done, never answered."""

    call: Call


class IgnoredNotification(NamedTuple):
    """A notification that cannot be followed: not even an error may answer it."""


class Failure(NamedTuple):
    """What is wrong with a message, or went wrong with its answer."""

    id: Id
    code: int
    reason: str


class Reply(NamedTuple):
    """The result for a request."""

    id: Id
    result: Json


Message = Request | Notice | IgnoredNotification | Failure


def decode(body: bytes) -> Message:
    """Read the message in a frame.

    Args:
        body: the bytes of one frame.

    Returns:
        A typed request or notification, or what is wrong with it.
    """
    try:
        return _message(_parsed(body))
    except JsonRpcError as wrong:
        return Failure(None, wrong.code, wrong.reason)


def encode(answer: Reply | Failure, framing: str) -> bytes:
    """Write an answer as the client's framing wants it.

    Args:
        answer: a result or an error.
        framing: ``LINES`` or ``HEADERS``.

    Returns:
        The bytes of one frame.

    Raises:
        ValueError, TypeError: the result is not JSON.
    """
    match answer:
        case Reply(ident, result):
            value = {"jsonrpc": "2.0", "id": ident, "result": result}
        case Failure(ident, code, reason):
            value = {"jsonrpc": "2.0", "id": ident, "error": {"code": code, "message": reason}}
    body = json.dumps(value, allow_nan=False, separators=(",", ":")).encode("ascii")
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body) if framing == HEADERS else body + b"\n"


def call(name: str, params: Json) -> Call:
    """Check what is asked for.

    Args:
        name: a method of ``METHODS``.
        params: its params as they came.

    Returns:
        The typed call.

    Raises:
        Wrong: there is no such method, or its params are wrong.
    """
    method = _BY_NAME.get(name)
    if method is None:
        raise JsonRpcError(METHOD_NOT_FOUND, f'no such method: "{one_line(name)[:80]}"')
    if params is None or params == []:
        params = {}
    if not isinstance(params, dict):
        raise JsonRpcError(INVALID_PARAMS, "params: must be an object")
    return method.call(**_values(method.fields, params))


def one_line(text: str) -> str:
    """Fold a message's white space, so that it stays one line."""
    return " ".join(text.split())


def _parsed(body: bytes) -> Json:
    try:
        value: Json = json.loads(body.decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise JsonRpcError(PARSE_ERROR, f"not UTF-8: byte {error.start + 1} of the message") from error
    except json.JSONDecodeError as error:
        raise JsonRpcError(PARSE_ERROR, f"not JSON: {error.msg} at character {error.pos + 1}") from error
    except RecursionError as error:
        raise JsonRpcError(PARSE_ERROR, "not JSON: nested too deeply") from error
    except ValueError as error:
        raise JsonRpcError(PARSE_ERROR, "not JSON: a number out of its range") from error
    return value


def _no_constant(name: str) -> Json:
    raise ValueError(name)


def _message(value: Json) -> Message:
    if not isinstance(value, dict):
        raise JsonRpcError(INVALID_REQUEST, "a message must be one object; batches are not served")
    ident = value.get("id")
    if not _is_id(ident):
        raise JsonRpcError(INVALID_REQUEST, "id: must be a string, a number or null")
    if value.get("jsonrpc") != "2.0":
        return Failure(ident, INVALID_REQUEST, 'jsonrpc: must be "2.0"')
    method = value.get("method")
    if not isinstance(method, str):
        return Failure(ident, INVALID_REQUEST, "method: must be a string")
    try:
        asked = call(method, value.get("params"))
    except JsonRpcError as wrong:
        return Failure(ident, wrong.code, wrong.reason) if "id" in value else IgnoredNotification()
    return Request(ident, asked) if "id" in value else Notice(asked)


def _is_id(value: Json) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    return value is None or (isinstance(value, str | int) and not isinstance(value, bool))


def _values(fields: tuple[Field, ...], params: Mapping[str, Json]) -> dict[str, object]:
    for field in fields:
        if field.required and field.name not in params:
            raise JsonRpcError(INVALID_PARAMS, f"{field.name}: is missing")
    return {
        field.name: field.read(field.name, params[field.name]) for field in fields if field.name in params
    }
