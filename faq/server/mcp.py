"""The server for agents: the Model Context Protocol, without its SDK.

Both eras are served: revisions up to 2025-11-25, which begin with ``initialize``, and 2026-07-28, where each request
names its revision in ``_meta`` and ``server/discover`` replaces ``initialize``.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from faq.errors import FaqError
from faq.server import tools
from faq.server.error_codes import ErrorCode
from faq.server.jsonrpc import Failure, Id, Json, JsonRpcError, Message, Notification, Request
from faq.server.methods import TEXT, Field, checked, no_such
from faq.server.offers import AgentOffers, Reading
from faq.server.tools import PROMPT, TEMPLATE, TOOLS, Tool

HANDSHAKE = ("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05")
"""The revisions that begin with ``initialize``, newest first."""

STATELESS = ("2026-07-28",)
"""The revisions in which each request is self-contained."""

_META = "io.modelcontextprotocol/"

VALUES = 100
"""Maximum values in a completion, as the protocol requires."""

Result = dict[str, Any]


class AgentServer:
    """How ``bpffaq mcp`` responds to each message.

    Args:
        offers: the service that answers.
        files: the cited names of the documents' files or directories, used until they have been read.

    Attributes:
        status: always None: the end of the input is the end.
    """

    name = "mcp"
    repeats = False  # the protocol requires each progress value to be higher than the one before
    status: int | None = None

    def __init__(self, offers: AgentOffers, files: Sequence[str] = ()) -> None:
        self._offers, self._files = offers, files
        self._methods: Mapping[str, Callable[[Json], Result]] = {
            "initialize": self._initialize,
            "server/discover": self._discover,
            "ping": lambda params: {},
            "tools/list": self._list_tools,
            "tools/call": self._call_tool,
            "resources/list": self._list_resources,
            "resources/templates/list": lambda params: {"resourceTemplates": [TEMPLATE]},
            "resources/read": self._read_resource,
            "prompts/list": lambda params: {"prompts": [PROMPT]},
            "prompts/get": self._get_prompt,
            "completion/complete": self._complete,
        }

    def result(self, request: Request) -> Json:
        """Handle a request.

        Args:
            request: the request.

        Returns:
            Its result.

        Raises:
            JsonRpcError: it cannot be carried out.
            Reading: the documents are being read; ask again.
            FaqError: a document cannot be read.
        """
        revision = _meta(request.params).get(f"{_META}protocolVersion")
        if revision is not None and revision not in STATELESS:
            data = {"supported": [*STATELESS, *HANDSHAKE], "requested": revision}
            raise JsonRpcError(ErrorCode.UNSUPPORTED_VERSION, "unsupported protocol version", data)
        method = self._methods.get(request.method)
        if method is None:
            raise no_such("method", request.method)
        result = method(request.params)
        return result if revision is None else _stateless(request.method, result)

    def notified(self, notification: Notification) -> Id:
        """Return the id of the request that a notification cancels, None if it cancels none.

        Args:
            notification: the notification.
        """
        if notification.method != "notifications/cancelled" or not isinstance(notification.params, dict):
            return None
        ident = notification.params.get("requestId")
        return ident if isinstance(ident, str | int) else None

    def progress(self, request: Request, reading: Reading) -> Notification | None:
        """Return ``notifications/progress`` if the request has a token for it.

        Args:
            request: the waiting request.
            reading: how much of the documents has been read.
        """
        token = _meta(request.params).get("progressToken")
        if not isinstance(token, str | int):
            return None
        told = {
            "progressToken": token,
            "progress": reading.done,
            "total": reading.total,
            "message": str(reading),
        }
        return Notification("notifications/progress", told)

    def cancelled(self, ident: Id) -> Failure | None:
        """Return None: a cancelled request has no answer in this protocol."""
        return None

    def ends(self, message: Message) -> bool:
        """Return False: this protocol ends only with the input."""
        return False

    def _initialize(self, params: Json) -> Result:
        wanted = params.get("protocolVersion") if isinstance(params, dict) else None
        return {
            "protocolVersion": wanted if wanted in HANDSHAKE else HANDSHAKE[0],
            "capabilities": tools.CAPABILITIES,
            "serverInfo": tools.SERVER,
            "instructions": tools.instructions(self._about()),
        }

    def _discover(self, params: Json) -> Result:
        return {
            "supportedVersions": [*STATELESS, *HANDSHAKE],
            "capabilities": tools.CAPABILITIES,
            "instructions": tools.instructions(self._about()),
        }

    def _about(self) -> str:
        try:
            said = self._offers.read_known(lambda snapshot: tools.about(snapshot, self._files))
        except FaqError:  # a client that asks a question gets the error
            said = None
        return said or tools.about(None, self._files)

    def _list_tools(self, params: Json) -> Result:
        about = self._about()
        return {"tools": [tool.announced(about) for tool in TOOLS]}

    def _call_tool(self, params: Json) -> Result:
        name = checked((Field("name", TEXT, "the tool", required=True),), params)["name"]
        tool = {tool.name: tool for tool in TOOLS}.get(name)
        if tool is None:
            raise no_such("tool", name)
        arguments = params.get("arguments") if isinstance(params, dict) else None
        try:
            value = self._answer(tool, checked(tool.fields, arguments))
        except JsonRpcError as wrong:
            return {"content": [_text(wrong.reason)], "isError": True}
        except FaqError as error:
            return {"content": [_text(str(error))], "isError": True}
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return {"content": [_text(text)], "structuredContent": value, "isError": False}

    def _answer(self, tool: Tool, values: dict[str, Any]) -> Result:
        match tool.name:
            case "search":
                search = {"limit": 5, "context": (), "full": False, "alternates": False, **values}
                return tools.found(self._offers.search(**search))
            case "show":
                entry: Any = self._offers.show(values["id"])
                return dict(entry)
            case _:
                listing = self._offers.list(values.get("word", ""))
                return tools.page(listing, values.get("cursor", ""))

    def _list_resources(self, params: Json) -> Result:
        cursor = checked((Field("cursor", TEXT, "where to go on"),), params).get("cursor", "")
        entries, rest = tools.page_of(self._entries(), cursor)
        return {"resources": [tools.resource(entry) for entry in entries], **rest}

    def _entries(self) -> list[dict[str, Any]]:
        listing: Any = self._offers.list("")
        return list(listing["entries"])

    def _read_resource(self, params: Json) -> Result:
        address = checked((Field("uri", TEXT, "the resource", required=True),), params)["uri"]
        try:
            entry: Any = self._offers.show(tools.identity(address))
        except JsonRpcError as wrong:
            code = ErrorCode.INVALID_PARAMS if _is_stateless(params) else ErrorCode.RESOURCE_NOT_FOUND
            raise JsonRpcError(code, wrong.reason, {"uri": address}) from wrong
        return {"contents": [{"uri": address, "mimeType": tools.PLAIN, "text": tools.written(entry)}]}

    def _get_prompt(self, params: Json) -> Result:
        name = checked((Field("name", TEXT, "the prompt", required=True),), params)["name"]
        if name != PROMPT["name"]:
            raise no_such("prompt", name)
        arguments = params.get("arguments") if isinstance(params, dict) else None
        question = checked((Field("question", TEXT, "the question", required=True),), arguments)["question"]
        message = {"role": "user", "content": _text(tools.prompted(question))}
        return {"description": PROMPT["description"], "messages": [message]}

    def _complete(self, params: Json) -> Result:
        told = params if isinstance(params, dict) else {}
        reference, argument = told.get("ref"), told.get("argument")
        if not isinstance(reference, dict) or not isinstance(argument, dict):
            raise JsonRpcError(ErrorCode.INVALID_PARAMS, "ref and argument: must be objects")
        value = checked((Field("value", TEXT, "what was typed", required=True),), argument)["value"]
        if reference.get("type") == "ref/prompt":
            items: Any = self._offers.complete(value, VALUES)
            values = [item["text"] for item in items["items"]]
        else:
            values = [entry["id"] for entry in self._entries() if value.casefold() in entry["id"].casefold()]
        more = len(values) > VALUES
        return {"completion": {"values": values[:VALUES], "total": len(values), "hasMore": more}}


def _meta(params: Json) -> dict[str, Any]:
    meta = params.get("_meta") if isinstance(params, dict) else None
    return meta if isinstance(meta, dict) else {}


def _is_stateless(params: Json) -> bool:
    return f"{_META}protocolVersion" in _meta(params)


def _stateless(method: str, result: Result) -> Result:
    """Add what the newer era requires to a result: its type, the server's identity, and that it must not be cached."""
    more: Result = {"resultType": "complete", "_meta": {f"{_META}serverInfo": tools.SERVER}}
    if method == "server/discover" or method.endswith("/list") or method == "resources/read":
        more |= {"ttlMs": 0, "cacheScope": "private"}
    return {**result, **more}


def _text(text: str) -> dict[str, str]:
    return {"type": "text", "text": text}
