"""The server for agents: the Model Context Protocol on stdin and stdout (extra ``bpffaq[mcp]``)."""

import logging
import os
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from urllib.parse import quote, unquote

from faq import __version__
from faq.errors import FaqError
from faq.output import json_schema
from faq.server.framing import LIMIT
from faq.server.jsonrpc import Failure, Request, call, one_line
from faq.server.methods import INVALID_PARAMS, Json, JsonRpcError
from faq.server.stdio import Offers, Server, hush
from faq.sources.files import line

if TYPE_CHECKING:
    from mcp import types
    from mcp.server.lowlevel import Server as SdkServer
    from pydantic import AnyUrl

    from faq.library.library import Library

SCHEME = "faq:///"
NOT_FOUND = -32002
PLAIN = "text/plain"
INTERRUPTED = 130
INSTRUCTIONS = (
    "Answers questions from documentation with its own words. Quote short_answer.text or the blocks"
    " verbatim and cite file, lines and url of the citation. With status closest the results are"
    " candidates, not an answer; with not_covered the documents do not say: do not guess."
)


class Tool(NamedTuple):
    """A row of ``TOOLS``."""

    name: str
    title: str
    about: str
    takes: json_schema.Schema
    gives: json_schema.Schema


TOOLS = (
    Tool(
        "search",
        "Ask the documentation",
        "Answer a question from the documents with their exact words, a confidence and a citation.",
        json_schema.SEARCH_INPUT,
        json_schema.ANSWER,
    ),
    Tool(
        "show",
        "Show one entry",
        "Give one entry in full by its id: question, answer, links, citation.",
        json_schema.SHOW_INPUT,
        json_schema.RESULT,
    ),
    Tool(
        "list",
        "List all entries",
        "List every question and topic that the documents cover, with ids and citations.",
        json_schema.LIST_INPUT,
        json_schema.LISTING,
    ),
)
"""Every tool: what is announced and what the manual says."""


def serve(open_library: "Callable[[], Library]") -> int:
    """Serve on this process's stdin and stdout until the input ends.

    Args:
        open_library: opens the documents in use; called once.

    Returns:
        The exit status.

    Raises:
        FaqError: the extra package is missing, the documents cannot be opened, or a stream failed.
    """
    run = _runner()
    from faq.server.service import Service

    with redirect_stdout(sys.stderr):
        desk = Service(open_library())
        try:
            run(server(desk))
        finally:
            desk.close()
    return 0


def _runner() -> "Callable[[SdkServer[Any, Any]], None]":
    try:
        import anyio
        from mcp.server.stdio import stdio_server
    except ImportError as error:
        hint = "install it with: pip install 'bpffaq[mcp]'"
        raise FaqError("mcp", "the MCP server needs the extra package 'mcp'", hint) from error

    # The SDK closes the streams it reads and writes, so it gets copies.
    incoming = _Lines(os.fdopen(os.dup(0), "rb"), encoding="utf-8", errors="replace")
    outgoing = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")

    async def serving(made: "SdkServer[Any, Any]") -> None:
        async with stdio_server(anyio.wrap_file(incoming), anyio.wrap_file(outgoing)) as (asked, said):
            await made.run(asked, said, made.create_initialization_options())

    def run(made: "SdkServer[Any, Any]") -> None:
        logging.disable()  # the SDK logs what clients do wrong, over many lines
        signal.signal(signal.SIGINT, _interrupted)
        failed: OSError | None = None
        try:
            anyio.run(serving, made)
        except* (ConnectionError, anyio.ClosedResourceError, anyio.BrokenResourceError):
            hush(outgoing)
        except* OSError as errors:
            hush(outgoing)
            failed = _first(errors)
        if failed is not None:
            reason = f"the stream failed: {failed.strerror}"
            raise FaqError("mcp", reason, "start the server again") from failed

    return run


class _Lines(TextIOWrapper):
    """Lines of which one that is longer than a message may be is cut, so that it is none."""

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]  # io's has no name for its argument
        """The next line."""
        return line(super().readline, LIMIT if size < 0 else size)


def _first(errors: BaseExceptionGroup[OSError]) -> OSError:
    error = errors.exceptions[0]
    return _first(error) if isinstance(error, BaseExceptionGroup) else error


def _interrupted(*_: object) -> None:
    """End at once: the SDK reads stdin in a thread, and Python would wait for it until the next line."""
    os._exit(INTERRUPTED)


def server(offers: Offers) -> "SdkServer[Any, Any]":
    """Build the server with its tools and resources.

    Args:
        offers: what to answer from.

    Returns:
        The SDK's server, not yet running.
    """
    from mcp.server.lowlevel import Server as SdkServer

    made: SdkServer[Any, Any] = SdkServer("bpffaq", version=__version__, instructions=INSTRUCTIONS)
    _tools(made, offers)
    _resources(made, offers)
    return made


def answer(offers: Offers, name: str, arguments: Mapping[str, Json]) -> dict[str, Any]:
    """Do what a tool or a resource asks, by the same way as the editors' server.

    Args:
        offers: what to answer from.
        name: a tool of ``TOOLS``.
        arguments: its arguments.

    Returns:
        The JSON form of the result.

    Raises:
        Wrong: there is no such tool, its arguments are wrong, or answering failed.
    """
    if name not in {tool.name for tool in TOOLS}:
        raise JsonRpcError(INVALID_PARAMS, f'no such tool: "{one_line(name)[:80]}"')
    said = Server(offers).answer(Request(None, call(f"faq/{name}", dict(arguments))))
    if isinstance(said, Failure):
        raise JsonRpcError(said.code, said.reason)
    return cast("dict[str, Any]", said.result if said else {})


def uri(ident: str) -> str:
    """Give an entry's address as a resource.

    Args:
        ident: the entry's id.

    Returns:
        ``faq:///ID``, percent-encoded.
    """
    return SCHEME + quote(ident, safe="")


def page(result: Mapping[str, Any]) -> str:
    """Write an entry as plain text with its citation.

    Args:
        result: the entry in the form of one result.

    Returns:
        The question, the answer and where they stand.
    """
    return "\n\n".join([result["question"], result["answer"], cited(result["citation"])]) + "\n"


def cited(citation: Mapping[str, Any]) -> str:
    """Write a citation as text.

    Args:
        citation: its JSON form.

    Returns:
        Title, file, lines and revision in one line, the web address in a second where it is known.
    """
    first, last = citation["lines"]
    place = f"line {first}" if first == last else f"lines {first}-{last}"
    revision = f", revision {citation['revision']}" if citation["revision"] else ""
    head = f"{citation['document']}, {citation['file']}, {place}{revision}"
    return f"{head}\n{citation['url']}" if citation["url"] else head


def _tools(made: Any, offers: Offers) -> None:
    from mcp import types

    async def list_tools() -> list[types.Tool]:
        about = types.ToolAnnotations(readOnlyHint=True, idempotentHint=True, openWorldHint=False)
        return [
            types.Tool(
                name=tool.name,
                title=tool.title,
                description=tool.about,
                inputSchema=tool.takes,
                outputSchema=tool.gives,
                annotations=about,
            )
            for tool in TOOLS
        ]

    async def call_tool(name: str, arguments: dict[str, Any]) -> dict[str, Any]:
        return answer(offers, name, arguments)

    made.list_tools()(list_tools)
    made.call_tool()(call_tool)


def _resources(made: Any, offers: Offers) -> None:
    from mcp import types
    from mcp.server.lowlevel.helper_types import ReadResourceContents
    from mcp.shared.exceptions import McpError

    async def list_resources() -> list[types.Resource]:
        return [_resource(entry) for entry in answer(offers, "list", {})["entries"]]

    async def list_templates() -> list[types.ResourceTemplate]:
        about = "One entry of the documentation with its citation."
        return [
            types.ResourceTemplate(
                uriTemplate=SCHEME + "{id}", name="entry", description=about, mimeType=PLAIN
            )
        ]

    async def read_resource(address: "AnyUrl") -> list[ReadResourceContents]:
        try:
            result = answer(offers, "show", {"id": unquote(str(address).removeprefix(SCHEME))})
        except JsonRpcError as wrong:
            code = NOT_FOUND if wrong.code == INVALID_PARAMS else wrong.code
            raise McpError(types.ErrorData(code=code, message=wrong.reason)) from wrong
        return [ReadResourceContents(page(result), PLAIN)]

    made.list_resources()(list_resources)
    made.list_resource_templates()(list_templates)
    made.read_resource()(read_resource)


def _resource(entry: Mapping[str, Any]) -> "types.Resource":
    from mcp import types
    from pydantic import AnyUrl

    return types.Resource(
        uri=AnyUrl(uri(entry["id"])),
        name=entry["id"],
        title=entry["question"],
        description=" > ".join(entry["section"]) or None,
        mimeType=PLAIN,
    )
