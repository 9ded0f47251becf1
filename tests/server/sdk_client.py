"""A conversation of the MCP SDK's own client, release 1 or 2, with a server: prints what it was told as JSON.

``sdk_client.py MODE COMMAND...``, MODE ``legacy`` (begins with ``initialize``) or ``auto`` (release 2 alone: asks what
the server speaks). Run by any Python that has the SDK; it imports nothing of bpffaq.
"""

import json
import os
import sys
import time
from typing import Any

import anyio
import mcp
from mcp import StdioServerParameters
from mcp.client.stdio import stdio_client

BUGS = "q-how-do-i-report-bugs-for-bpf-kernel-code"
QUESTION = "How do I report bugs for BPF kernel code?"


def plain(value: Any) -> Any:
    """A value of the SDK as the protocol has it."""
    return value.model_dump(mode="json", by_alias=True, exclude_none=True)


async def conversation(session: Any) -> dict[str, Any]:
    """Ask for everything that the server offers."""
    said: dict[str, Any] = {"tools": plain(await session.list_tools())["tools"]}
    said["search"] = plain(await session.call_tool("search", {"query": QUESTION, "limit": 2}))
    said["list"] = plain(await session.call_tool("list", {"word": "LLVM"}))
    said["show"] = plain(await session.call_tool("show", {"id": BUGS}))
    said["refused"] = plain(await session.call_tool("show", {"id": "pear"}))
    said["resources"] = plain(await session.list_resources())["resources"]
    said["templates"] = plain(await session.list_resource_templates())["resourceTemplates"]
    said["resource"] = plain(await session.read_resource(f"faq:///{BUGS}"))["contents"]
    said["prompts"] = plain(await session.list_prompts())["prompts"]
    said["prompt"] = plain(await session.get_prompt("answer", {"question": "who?"}))["messages"]
    try:
        await session.read_resource("faq:///pear")
    except Exception as error:  # its class has other names in other releases
        told: Any = getattr(error, "error", error)
        said["no resource"] = told.code
    return said


async def legacy(server: Any) -> dict[str, Any]:
    """Begin with ``initialize``, which both releases can."""
    async with stdio_client(server) as streams, mcp.ClientSession(*streams) as session:
        begun = plain(await session.initialize())
        return {"begun": begun, **await conversation(session)}


async def auto(server: Any) -> dict[str, Any]:
    """Ask what the server speaks, which release 2 can."""
    release_2: Any = mcp
    async with release_2.Client(stdio_client(server), mode="auto") as client:
        told = plain(client.session.discover_result)
        return {"begun": told, "version": client.session.protocol_version, **await conversation(client)}


async def slow(server: Any) -> dict[str, Any]:
    """A client that waits 5 s for the beginning and for the tools, then asks what needs the documents."""
    told: list[Any] = []

    async def progress(done: float, total: float | None, message: str | None) -> None:
        told.append([done, total, message])

    async with stdio_client(server) as streams, mcp.ClientSession(*streams) as begun_session:
        session: Any = begun_session
        start = time.monotonic()
        with anyio.fail_after(5):
            await session.initialize()
            begun = time.monotonic() - start
            await session.list_tools()
            listed = plain(await session.call_tool("list", {}))["structuredContent"]
        found = plain(
            await session.call_tool(
                "search", {"query": "How do I grow tomatoes?"}, progress_callback=progress
            )
        )
        ended = time.monotonic() - start
        return {"begun": begun, "ended": ended, "listed": listed, "told": told, "search": found}


def main() -> None:
    """Hold the conversation that the command line names."""
    mode, *command = sys.argv[1:]
    server = StdioServerParameters(command=command[0], args=command[1:], env=dict(os.environ))
    talk = {"legacy": legacy, "auto": auto, "slow": slow}[mode]
    print(json.dumps(anyio.run(talk, server)))


if __name__ == "__main__":
    main()
