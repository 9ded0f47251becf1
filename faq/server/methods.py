"""The methods of the editors' server: one table with their params, used by decoding and the manual.

The kinds of params are defined once, too (``TEXT``, ``COUNT``, ``FLAG``, ``TURNS``): the check, the message
if it fails, and the JSON Schema for the agents' tools.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from faq.model import Turn
from faq.server.error_codes import ErrorCode
from faq.server.jsonrpc import Json, JsonRpcError, one_line

MOST = 1_000_000
"""Highest limit; a higher one is reduced to this, as there are never so many entries."""


@dataclass(frozen=True, slots=True)
class Search:
    """``faq/search``: a question, the maximum number of results, and the conversation before it."""

    query: str
    limit: int = 5
    context: tuple[Turn, ...] = ()
    full: bool = False
    alternates: bool = False
    progress: bool = False


@dataclass(frozen=True, slots=True)
class Show:
    """``faq/show``: one entry by its id."""

    id: str


@dataclass(frozen=True, slots=True)
class Listing:
    """``faq/list``: every entry, or those that contain a word."""

    word: str = ""


@dataclass(frozen=True, slots=True)
class Complete:
    """``faq/complete``: questions that begin like the prefix."""

    prefix: str
    limit: int = 10


@dataclass(frozen=True, slots=True)
class Shutdown:
    """``shutdown``: nothing but ``exit`` is accepted afterwards."""


@dataclass(frozen=True, slots=True)
class Exit:
    """``exit``: the end."""


@dataclass(frozen=True, slots=True)
class Cancel:
    """``$/cancelRequest``: a request waiting for the documents is answered with an error."""

    id: str | int


Call = Search | Show | Listing | Complete | Shutdown | Exit | Cancel


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of param.

    Attributes:
        must: what a value must be, for the message about one of another kind.
        schema: the same as JSON Schema.
        accepts: returns whether a value is of this kind.
        convert: converts a value for the method.
    """

    must: str
    schema: Mapping[str, Any]
    accepts: Callable[[Any], bool]
    convert: Callable[[Any], object] = lambda value: value


def _is_count(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def _is_turn(value: Json) -> bool:
    return isinstance(value, dict) and all(isinstance(value.get(name), str) for name in ("query", "id"))


_TURN_SCHEMA = {
    "type": "object",
    "properties": {"query": {"type": "string"}, "id": {"type": "string"}},
    "required": ["query", "id"],
}

TEXT = Kind("must be a string", {"type": "string"}, lambda value: isinstance(value, str))
COUNT = Kind(
    "must be a positive integer",
    {"type": "integer", "minimum": 1},
    _is_count,
    lambda value: min(value, MOST),
)
FLAG = Kind("must be true or false", {"type": "boolean"}, lambda value: isinstance(value, bool))
IDENT = Kind(
    "must be a string or an integer",
    {"type": ["string", "integer"]},
    lambda value: isinstance(value, str | int) and not isinstance(value, bool),
)
TURNS = Kind(
    'must be a list of objects with the strings "query" and "id"',
    {"type": "array", "items": _TURN_SCHEMA},
    lambda value: isinstance(value, list) and all(map(_is_turn, value)),
    lambda value: tuple(Turn(turn["query"], turn["id"]) for turn in value),
)


@dataclass(frozen=True, slots=True)
class Field:
    """One member of a method's params."""

    name: str
    kind: Kind
    about: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Method:
    """A row of ``METHODS``, for decoding and for the manual."""

    name: str
    call: Callable[..., Call]
    fields: tuple[Field, ...]
    result: str
    about: str


LIMIT = Field("limit", COUNT, "how many results at most, a positive integer; 5 if left out")
CONTEXT = Field("context", TURNS, 'earlier questions, oldest first: [{"query", "id"}]')
FULL = Field("full", FLAG, "every result whole, not the first alone")
ALTERNATES = Field("alternates", FLAG, "curated phrasings of the questions too")
IDENTITY = Field("id", TEXT, "the id of an entry", required=True)

METHODS = (
    Method(
        "faq/search",
        Search,
        (
            Field("query", TEXT, "the question", required=True),
            LIMIT,
            CONTEXT,
            FULL,
            ALTERNATES,
            Field("progress", FLAG, "notifications `faq/progress` while the documents are being read"),
        ),
        "the answer, as `bpffaq search --json` prints it",
        "answers a question",
    ),
    Method("faq/show", Show, (IDENTITY,), "one entry, in the form of one result", "gives one entry in full"),
    Method(
        "faq/list",
        Listing,
        (Field("word", TEXT, "only entries with this word in their question, section or id"),),
        '{"entries"}, as `bpffaq list --json` prints it; {"reading"} too while documents are being read',
        "lists the entries",
    ),
    Method(
        "faq/complete",
        Complete,
        (
            Field("prefix", TEXT, "the beginning of a question", required=True),
            Field("limit", COUNT, "how many items at most, a positive integer; 10 if left out"),
        ),
        '{"items": [{"text", "id"}]}',
        "completes a question",
    ),
    Method(
        "$/cancelRequest",
        Cancel,
        (Field("id", IDENT, "the id of a request", required=True),),
        "none: a notification",
        "takes a request back that waits for the documents",
    ),
    Method("shutdown", Shutdown, (), "null", "asks for the end: only `exit` is accepted afterwards"),
    Method("exit", Exit, (), "null", "ends the program: with 0 after `shutdown`, else with 1"),
)
"""Every method with its params and result, for decoding and for the manual."""

_BY_NAME = {method.name: method for method in METHODS}


def call(name: str, params: Json) -> Call:
    """Check a call.

    Args:
        name: a method of ``METHODS``.
        params: its params as received.

    Returns:
        The typed call.

    Raises:
        JsonRpcError: there is no such method, or its params are invalid.
    """
    method = _BY_NAME.get(name)
    if method is None:
        raise no_such("method", name)
    return method.call(**checked(method.fields, params))


def checked(fields: tuple[Field, ...], params: Json) -> dict[str, Any]:
    """Check params against the fields they may have; unknown members are tolerated.

    Args:
        fields: the fields.
        params: the params received; ``null`` and an empty list count as an empty object, as Lisp and Lua write one.

    Returns:
        The values by name, converted.

    Raises:
        JsonRpcError: a field is missing or of the wrong kind.
    """
    if params is None or params == []:
        params = {}
    if not isinstance(params, dict):
        raise JsonRpcError(ErrorCode.INVALID_PARAMS, "params: must be an object")
    values: dict[str, object] = {}
    for field in fields:
        if field.name in params:
            values[field.name] = _value(field, params[field.name])
        elif field.required:
            raise JsonRpcError(ErrorCode.INVALID_PARAMS, f"{field.name}: is missing")
    return values


def _value(field: Field, given: Json) -> object:
    if not field.kind.accepts(given):
        raise JsonRpcError(ErrorCode.INVALID_PARAMS, f"{field.name}: {field.kind.must}")
    return field.kind.convert(given)


def no_such(what: str, name: str) -> JsonRpcError:
    """Return the error for a method, tool or prompt that the server does not have.

    Args:
        what: what kind of thing it is.
        name: its name, as the client gave it.

    Returns:
        The error to raise.
    """
    code = ErrorCode.METHOD_NOT_FOUND if what == "method" else ErrorCode.INVALID_PARAMS
    return JsonRpcError(code, f'no such {what}: "{one_line(name)[:80]}"')
