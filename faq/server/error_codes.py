"""The error codes of JSON-RPC and of the protocols on top of it: one table for the servers and the manual."""

from enum import IntEnum


class ErrorCode(IntEnum):
    """What went wrong with a request, as reported to the client."""

    PARSE_ERROR = -32700
    INVALID_REQUEST = -32600
    METHOD_NOT_FOUND = -32601
    INVALID_PARAMS = -32602
    INTERNAL_ERROR = -32603
    REQUEST_CANCELLED = -32800
    """Of the Language Server Protocol: the client cancelled its request."""
    RESOURCE_NOT_FOUND = -32002
    """Of the Model Context Protocol, up to revision 2025-11-25."""
    UNSUPPORTED_VERSION = -32022
    """Of the Model Context Protocol, from revision 2026-07-28."""
