"""What agents are offered, and its form: tools, the prompt, resources, pages of lists. All pure functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from faq import __version__
from faq.library.snapshot import Snapshot
from faq.output import json_schema
from faq.output.harmless import safe
from faq.server.error_codes import ErrorCode
from faq.server.jsonrpc import JsonRpcError
from faq.server.methods import ALTERNATES, CONTEXT, FULL, IDENTITY, LIMIT, TEXT, Field

SCHEME = "faq:///"
PLAIN = "text/plain"
PAGE = 100
"""Entries in a page of a list."""

NAMED = 8
"""Maximum documents and sections named in a description."""

LONG = 80
"""Maximum characters of a title in a description."""

SERVER = {"name": "bpffaq", "version": __version__}
CAPABILITIES: dict[str, dict[str, Any]] = {"tools": {}, "resources": {}, "prompts": {}, "completions": {}}


@dataclass(frozen=True, slots=True)
class Tool:
    """A row of ``TOOLS``; ``describes`` says whether its description tells what the documents are about."""

    name: str
    title: str
    about: str
    fields: tuple[Field, ...]
    gives: json_schema.Schema
    describes: bool = False

    def announced(self, about: str) -> dict[str, Any]:
        """Return the tool in the protocol's form.

        Args:
            about: what the documents are about.
        """
        return {
            "name": self.name,
            "title": self.title,
            "description": f"{self.about} {about}" if self.describes else self.about,
            "inputSchema": input_schema(self.fields),
            "outputSchema": self.gives,
            "annotations": {"readOnlyHint": True, "idempotentHint": True, "openWorldHint": False},
        }


def input_schema(fields: Sequence[Field]) -> json_schema.Schema:
    """Return the JSON Schema of an object with these fields."""
    members = {field.name: {**field.kind.schema, "description": field.about} for field in fields}
    return {
        "type": "object",
        "properties": members,
        "required": [field.name for field in fields if field.required],
    }


def _listed(members: Mapping[str, json_schema.Schema], required: Sequence[str]) -> json_schema.Schema:
    return {
        "type": "array",
        "items": {"type": "object", "properties": dict(members), "required": list(required)},
    }


_SHORT = ("id", "question")
_FOUND = {name: schema for name, schema in json_schema.ANSWER["properties"].items() if name != "results"}
_PAGE = {
    "entries": _listed(
        {name: json_schema.RESULT["properties"][name] for name in (*_SHORT, "section")}, _SHORT
    ),
    "total": {"type": "integer", "description": "how many entries there are in all"},
    "nextCursor": {"type": "string", "description": "give it as cursor for the next page"},
    "reading": {"type": "object", "description": "there while documents are being read: some are missing"},
}

TOOLS = (
    Tool(
        "search",
        "Ask the documentation",
        "Answer a question from the documents with their exact words, a confidence and a citation. The first result"
        " is whole, the others are named: read them with show. Ask one thing at a time, in plain words. With status"
        " closest the results may help but do not answer; with not_covered the documents do not say.",
        (
            Field("query", TEXT, "the question, in plain words", required=True),
            LIMIT,
            CONTEXT,
            FULL,
            ALTERNATES,
        ),
        {
            "type": "object",
            "properties": {
                **_FOUND,
                "results": _listed(json_schema.RESULT["properties"], (*_SHORT, "confidence")),
            },
            "required": ["query", "status", "confidence", "results"],
        },
        describes=True,
    ),
    Tool(
        "show",
        "Show one entry",
        "Give one entry in full by its id: question, answer, links, citation.",
        (IDENTITY,),
        json_schema.RESULT,
    ),
    Tool(
        "list",
        "List the entries",
        "List the questions and topics that the documents cover, a page at a time. To answer a question, search.",
        (
            Field("word", TEXT, "only entries with this word in their question, section or id"),
            Field("cursor", TEXT, "nextCursor of the page before"),
        ),
        {"type": "object", "properties": _PAGE, "required": ["entries", "total"]},
    ),
)
"""Every tool, for announcing and for the manual."""

PROMPT = {
    "name": "answer",
    "title": "Answer with citation",
    "description": "Answer a question from the documents alone, quoting them and citing file, lines and address.",
    "arguments": [{"name": "question", "description": "the question", "required": True}],
}

TEMPLATE = {
    "uriTemplate": SCHEME + "{id}",
    "name": "entry",
    "title": "An entry",
    "description": "One entry of the documents with its citation.",
    "mimeType": PLAIN,
}


def prompted(question: str) -> str:
    """Return the text of the prompt.

    Args:
        question: the question to answer.
    """
    return (
        "Answer this question with the tool search, from its results alone. Quote the short answer or the answer"
        " verbatim, and cite file, lines and url. If the status is not answered, say that the documents do not"
        f" answer it, and name the entries that may help.\n\nQuestion: {question}"
    )


def instructions(about: str) -> str:
    """Return the instructions for an agent at the beginning.

    Args:
        about: what the documents are about.
    """
    return (
        f"Answers questions from documents with their own words. {about} Use search for questions about what these"
        " documents cover, before you answer from memory; not for anything else. Quote short_answer.text or answer"
        " verbatim and cite file, lines and url of the citation. With status closest the results are candidates, not"
        " an answer; with not_covered the documents do not say: do not guess."
    )


def about(snapshot: Snapshot | None, files: Sequence[str]) -> str:
    """Return what the documents are about in one or two sentences.

    Args:
        snapshot: the documents, None while they are being read.
        files: the cited names of the files or directories.
    """
    if snapshot is None:
        return f"Documents: {_some(files)}; they are being read." if files else ""
    titles: list[str] = []
    for state in snapshot.files.values():
        titles.append(state.document.title)
    sections: dict[str, None] = {}
    if len(titles) == 1:
        for result in snapshot.entries():
            sections.setdefault(result.entry.section[0] if result.entry.section else "")
    said = f"Documents: {_some(titles)}; {len(snapshot.entry_numbers):,} entries."
    named = [section for section in sections if section]
    return f"{said} Sections: {_some(named)}." if named else said


def _some(names: Sequence[str]) -> str:
    told = [f'"{safe(name)[:LONG]}"' for name in names[:NAMED]]
    more = len(names) - len(told)
    return ", ".join(told) + (f" and {more:,} more" if more else "")


def found(answer: Any) -> dict[str, Any]:
    """Return an answer in the form for agents: repetitions are left out, and other results are only named.

    Args:
        answer: its JSON form.
    """
    results: list[dict[str, Any]] = []
    for result in answer["results"]:
        if "answer" in result:
            results.append({name: value for name, value in result.items() if name != "blocks"})
        else:
            results.append(_named(result, (*_SHORT, "confidence")))
    return {**answer, "results": results}


def _named(result: Mapping[str, Any], fields: Sequence[str]) -> dict[str, Any]:
    return {field: result[field] for field in fields}


def page(listing: Any, cursor: str) -> dict[str, Any]:
    """Return one page of the list in the form for agents.

    Args:
        listing: the JSON form of the whole list.
        cursor: where the page begins, empty for the first.

    Raises:
        JsonRpcError: the cursor is not one that was given out.
    """
    entries, rest = page_of(listing["entries"], cursor)
    named = [_named(entry, (*_SHORT, "section")) for entry in entries]
    reading = {"reading": listing["reading"]} if "reading" in listing else {}
    return {"entries": named, "total": len(listing["entries"]), **rest, **reading}


def page_of(
    entries: Sequence[dict[str, Any]], cursor: str
) -> tuple[Sequence[dict[str, Any]], dict[str, str]]:
    """Return one page of some entries.

    Args:
        entries: the entries.
        cursor: where the page begins, empty for the first.

    Returns:
        The page, and ``nextCursor`` if there is another one.

    Raises:
        JsonRpcError: the cursor is not one that was given out.
    """
    if cursor and not (cursor.isascii() and cursor.isdigit() and len(cursor) < 10):
        raise JsonRpcError(ErrorCode.INVALID_PARAMS, "cursor: must be the nextCursor of the page before")
    start = int(cursor or 0)
    end = start + PAGE
    return entries[start:end], {"nextCursor": str(end)} if end < len(entries) else {}


def uri(ident: str) -> str:
    """Return an entry's address as a resource: ``faq:///ID``, percent-encoded.

    Args:
        ident: the entry's id.
    """
    return SCHEME + quote(ident, safe="")


def identity(address: str) -> str:
    """Return the id in a resource's address.

    Args:
        address: the address.
    """
    return unquote(address.removeprefix(SCHEME))


def resource(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry as a resource.

    Args:
        entry: its JSON form in a list.
    """
    told = {"uri": uri(entry["id"]), "name": entry["id"], "title": entry["question"], "mimeType": PLAIN}
    section = " > ".join(entry["section"])
    return {**told, "description": section} if section else told


def written(result: Mapping[str, Any]) -> str:
    """Write an entry as plain text with its citation.

    Args:
        result: the entry in the form of one result.

    Returns:
        The question, the answer and their location.
    """
    return "\n\n".join([result["question"], result["answer"], cited(result["citation"])]) + "\n"


def cited(citation: Mapping[str, Any]) -> str:
    """Write a citation as text.

    Args:
        citation: its JSON form.

    Returns:
        Title, file, lines, revision and age on one line, and the web address, if known, on a second.
    """
    first, last = citation["lines"]
    place = f"line {first}" if first == last else f"lines {first}-{last}"
    revision = f", revision {citation['revision']}" if citation["revision"] else ""
    age = f", as of {citation['as_of']}" if citation["as_of"] else ""
    head = f"{citation['document']}, {citation['file']}, {place}{revision}{age}"
    return f"{head}\n{citation['url']}" if citation["url"] else head
