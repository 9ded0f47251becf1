"""The methods of the server: one table with their params, read by decoding and by the manual."""

from collections.abc import Callable
from typing import NamedTuple

from faq.model import Turn

METHOD_NOT_FOUND, INVALID_PARAMS, INTERNAL_ERROR = -32601, -32602, -32603

MOST = 1_000_000
"""A limit above this is read as this: there are never so many entries."""

Json = object
"""Any value that JSON can hold."""


class Search(NamedTuple):
    """``faq/search``: a question, how many results at most, and the conversation before it."""

    query: str
    limit: int = 5
    context: tuple[Turn, ...] = ()


class Show(NamedTuple):
    """``faq/show``: one entry by its id."""

    id: str


class Listing(NamedTuple):
    """``faq/list``: every entry."""


class Complete(NamedTuple):
    """``faq/complete``: questions that begin like the prefix."""

    prefix: str
    limit: int = 10


class Shutdown(NamedTuple):
    """``shutdown``: nothing but ``exit`` is accepted afterwards."""


class Exit(NamedTuple):
    """``exit``: the end."""


Call = Search | Show | Listing | Complete | Shutdown | Exit


class JsonRpcError(Exception):
    """A request that cannot be followed: the code and the sentence for its sender."""

    def __init__(self, code: int, reason: str) -> None:
        self.code, self.reason = code, reason
        super().__init__(reason)


class Field(NamedTuple):
    """One member of a method's params: ``read`` checks and converts it or raises ``JsonRpcError``."""

    name: str
    read: "Callable[[str, Json], object]"
    required: bool
    about: str


class Method(NamedTuple):
    """A row of ``METHODS``: what decoding checks and what the manual says."""

    name: str
    call: Callable[..., Call]
    fields: tuple[Field, ...]
    result: str
    about: str


def text(name: str, value: Json) -> str:
    """A string; lone surrogates become U+FFFD.

    Args:
        name: the field, for the error.
        value: what stands there.

    Returns:
        The text, which UTF-8 can hold.

    Raises:
        Wrong: it is no string.
    """
    if not isinstance(value, str):
        raise JsonRpcError(INVALID_PARAMS, f"{name}: must be a string")
    return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def count(name: str, value: Json) -> int:
    """A whole number from 1 (``true`` is none).

    Args:
        name: the field, for the error.
        value: what stands there.

    Returns:
        The number, at most ``MOST``.

    Raises:
        Wrong: it is no such number.
    """
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise JsonRpcError(INVALID_PARAMS, f"{name}: must be a whole number from 1")
    return min(value, MOST)


def turns(name: str, value: Json) -> tuple[Turn, ...]:
    """The conversation so far.

    Args:
        name: the field, for the error.
        value: what stands there.

    Returns:
        The earlier questions with the entries that answered them, oldest first.

    Raises:
        Wrong: it is no list of ``{"query", "id"}``.
    """
    if not isinstance(value, list):
        raise JsonRpcError(INVALID_PARAMS, f"{name}: must be a list")
    return tuple(_turn(f"{name}[{place}]", item) for place, item in enumerate(value))


def _turn(name: str, value: Json) -> Turn:
    if not isinstance(value, dict):
        raise JsonRpcError(INVALID_PARAMS, f'{name}: must be an object with "query" and "id"')
    return Turn(text(f"{name}.query", value.get("query")), text(f"{name}.id", value.get("id")))


METHODS = (
    Method(
        "faq/search",
        Search,
        (
            Field("query", text, True, "the question"),
            Field("limit", count, False, "how many results at most, from 1; 5 if left out"),
            Field("context", turns, False, 'earlier questions, oldest first: [{"query", "id"}]'),
        ),
        "the answer, as `bpffaq search --json` prints it",
        "answers a question",
    ),
    Method(
        "faq/show",
        Show,
        (Field("id", text, True, "the id of an entry"),),
        "one entry, in the form of one result",
        "gives one entry in full",
    ),
    Method("faq/list", Listing, (), '{"entries"}, as `bpffaq list --json` prints it', "lists every entry"),
    Method(
        "faq/complete",
        Complete,
        (
            Field("prefix", text, True, "the beginning of a question"),
            Field("limit", count, False, "how many items at most, from 1; 10 if left out"),
        ),
        '{"items": [{"text", "id"}]}',
        "completes a question",
    ),
    Method("shutdown", Shutdown, (), "null", "asks for the end: only `exit` is accepted afterwards"),
    Method("exit", Exit, (), "null", "ends the program: with 0 after `shutdown`, else with 1"),
)
"""Every method, with its params and result: decoding and the manual read it here."""
