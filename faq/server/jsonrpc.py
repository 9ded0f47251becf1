"""Frames become messages, answers become bytes: JSON-RPC 2.0 without streams.

What JSON leaves open is decided here: if two members have the same name, the last counts; NaN, Infinity and
integers with more digits than Python reads are not JSON; a lone surrogate becomes U+FFFD, both in input and
in output. Output is ASCII, so encoding it cannot fail.
"""

import json
import math
from dataclasses import dataclass

from faq.output.harmless import without_surrogates
from faq.server.error_codes import ErrorCode
from faq.server.framing import HEADERS

Json = object
"""Any value that JSON can hold."""

Id = str | int | float | None

BATCH = 100
"""Maximum requests in a batch that are refused one by one; a longer batch is refused as a whole."""

NO_BATCH = "a message must be one object; batches are not served"


@dataclass(frozen=True, slots=True)
class Request:
    """A message that waits for its answer."""

    id: Id
    method: str
    params: Json


@dataclass(frozen=True, slots=True)
class Notification:
    """A message without an id: handled as far as possible, never answered."""

    method: str
    params: Json


@dataclass(frozen=True, slots=True)
class Failure:
    """An error in a message, or in answering it."""

    id: Id
    code: int
    reason: str
    data: Json = None


@dataclass(frozen=True, slots=True)
class Reply:
    """The result for a request."""

    id: Id
    result: Json


Message = Request | Notification | Failure
Answer = Reply | Failure | Notification


class JsonRpcError(Exception):
    """A request that cannot be carried out: the code and the message for its sender."""

    def __init__(self, code: int, reason: str, data: Json = None) -> None:
        self.code, self.reason, self.data = code, reason, data
        super().__init__(reason)


def decode(body: bytes) -> list[Message]:
    """Decode the message in a frame.

    Args:
        body: the bytes of one frame.

    Returns:
        The request or notification, or what is wrong with it; for a batch one failure for each request in it.
    """
    try:
        value = _parsed(body)
    except JsonRpcError as wrong:
        return [Failure(None, wrong.code, wrong.reason)]
    if isinstance(value, list):
        return list(_refused_batch(value))
    return [_message(value)]


def encode(answer: Answer, framing: str) -> bytes:
    """Encode a message in the client's framing.

    Args:
        answer: a result, an error or a notification.
        framing: ``LINES`` or ``HEADERS``.

    Returns:
        The bytes of one frame.

    Raises:
        ValueError, TypeError: the result is not JSON.
    """
    value: dict[str, Json] = {"jsonrpc": "2.0"}
    match answer:
        case Reply(ident, result):
            value |= {"id": ident, "result": result}
        case Failure(ident, code, reason, data):
            error = {"code": int(code), "message": reason}
            value |= {"id": ident, "error": error if data is None else {**error, "data": data}}
        case Notification(method, params):
            value |= {"method": method, "params": params}
    text = json.dumps(value, allow_nan=False, separators=(",", ":"))
    if "\\ud" in text:  # a surrogate, half of a pair or lone
        text = json.dumps(without_surrogates(value), allow_nan=False, separators=(",", ":"))
    body = text.encode("ascii")
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body) if framing == HEADERS else body + b"\n"


def one_line(text: str) -> str:
    """Fold a message's white space, so that it is one line."""
    return " ".join(text.split())


def _parsed(body: bytes) -> Json:
    code = ErrorCode.PARSE_ERROR
    try:
        value: Json = json.loads(body.decode("utf-8-sig"), parse_constant=_no_constant)
        return without_surrogates(value) if b"\\u" in body else value
    except UnicodeDecodeError as error:
        raise JsonRpcError(code, f"not UTF-8: byte {error.start + 1} of the message") from error
    except json.JSONDecodeError as error:
        raise JsonRpcError(code, f"not JSON: {error.msg} at character {error.pos + 1}") from error
    except RecursionError as error:
        raise JsonRpcError(code, "not JSON: nested too deeply") from error
    except ValueError as error:
        raise JsonRpcError(code, "not JSON: a number out of its range") from error


def _no_constant(name: str) -> Json:
    raise ValueError(name)


def _refused_batch(batch: list[Json]) -> list[Message]:
    idents: list[Id] = []
    for value in batch:
        ident = value.get("id") if isinstance(value, dict) else None
        if isinstance(ident, str | int | float) and _is_id(ident):
            idents.append(ident)
    if not 0 < len(idents) <= BATCH:
        idents = [None]
    return [Failure(ident, ErrorCode.INVALID_REQUEST, NO_BATCH) for ident in idents]


def _message(value: Json) -> Message:
    code = ErrorCode.INVALID_REQUEST
    if not isinstance(value, dict):
        return Failure(None, code, NO_BATCH)
    ident = value.get("id")
    if not _is_id(ident):
        return Failure(None, code, "id: must be a string, a number or null")
    if value.get("jsonrpc") != "2.0":
        return Failure(ident, code, 'jsonrpc: must be "2.0"')
    method, params = value.get("method"), value.get("params")
    if not isinstance(method, str):
        return Failure(ident, code, "method: must be a string")
    return Request(ident, method, params) if "id" in value else Notification(method, params)


def _is_id(value: Json) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    return value is None or (isinstance(value, str | int) and not isinstance(value, bool))
