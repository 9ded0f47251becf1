"""The JSON forms of an answer and of an entry as JSON Schema: what the tools for agents return."""

from typing import Any

from faq.model import ANSWERED, BLOCK_KINDS, CLOSEST, NOT_COVERED, QNA, TOPIC

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
KNOWN: Schema = {"type": ["string", "null"]}
SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
LINES: Schema = {
    "type": "array",
    "items": {"type": "integer", "minimum": 1},
    "minItems": 2,
    "maxItems": 2,
    "description": "first and last line of the source file, 1-based and inclusive",
}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _object(members: dict[str, Schema], optional: tuple[str, ...] = ()) -> Schema:
    required = [name for name in members if name not in optional]
    return {"type": "object", "properties": members, "required": required}


def _said(schema: Schema, description: str) -> Schema:
    return {**schema, "description": description}


CITATION = _object(
    {
        "document": _said(TEXT, "the document's title"),
        "file": TEXT,
        "lines": LINES,
        "anchor": TEXT,
        "url": _said(KNOWN, "the entry's web address; null where none is known"),
        "revision": _said(KNOWN, "the revision of the document; null where none is known"),
        "as_of": _said(KNOWN, "the month that the text is of; null where it is not known"),
        "path": _said(TEXT, "where the file lies"),
        "changed": {
            "anyOf": [_object({"revision": TEXT, "url": KNOWN}), {"type": "null"}],
            "description": "a newer revision at hand that says this differently; null where none does",
        },
        "source_url": _said(
            KNOWN, "the address of exactly the text that is quoted; null where none is known"
        ),
    },
    optional=("changed", "source_url"),
)
KIND: Schema = {"type": "string", "enum": [QNA, TOPIC]}
ID = _said(TEXT, "stable id of the entry, for show and for its resource")
BLOCK = _object({"kind": {"type": "string", "enum": list(BLOCK_KINDS)}, "text": TEXT, "lines": LINES})
LINK = _object({"text": TEXT, "url": KNOWN, "resolved": {"type": "boolean"}})
SHORT_ANSWER = {
    "anyOf": [_object({"text": _said(TEXT, "the document's own words"), "lines": LINES}), {"type": "null"}],
    "description": "the exact span that answers; null where the status is closest",
}
_WHOLE = (
    "alternate_questions",
    "short_answer",
    "answer",
    "blocks",
    "links",
)
"""Fields that only the first result has, unless all results are requested whole."""

RESULT = _object(
    {
        "id": ID,
        "kind": KIND,
        "question": TEXT,
        "alternate_questions": _said(
            _list(TEXT), "other phrasings: the document's own; curated ones where they are asked for"
        ),
        "section": _list(TEXT),
        "confidence": SHARE,
        "short_answer": SHORT_ANSWER,
        "answer": _said(TEXT, "the whole answer as plain text"),
        "blocks": _list(BLOCK),
        "links": _list(LINK),
        "citation": CITATION,
    }
)
"""One whole result: the output of `show`."""

RANKED = _object(RESULT["properties"], optional=_WHOLE)
"""One of several results: the first is whole, the others only name an entry."""

ANSWER = _object(
    {
        "query": TEXT,
        "status": _said(
            {"type": "string", "enum": [ANSWERED, CLOSEST, NOT_COVERED]},
            "closest: the results may help but do not answer; not_covered: the documents do not say",
        ),
        "confidence": SHARE,
        "level": {"type": "string", "enum": ["high", "medium", "low"]},
        "corrections": {"type": "object", "additionalProperties": TEXT},
        "unmatched": _said(_list(TEXT), "words of the question that no document knows"),
        "taken_with": _said(KNOWN, "the earlier question whose words were used; null where none were"),
        "notices": _said(_list(TEXT), "notices about the sources, the question and the previous entry"),
        "results": _list(RANKED),
        "also_asked": _said(
            _list(_object({"query": TEXT, "id": KNOWN})),
            "other questions of the message, each with the id of the entry that answers it, null where none does; "
            "only where it asks several things",
        ),
    },
    optional=("also_asked",),
)
"""The answer to a question: the output of `search`."""
