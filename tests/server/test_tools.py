"""What agents are offered, as values: schemas, pages, addresses, texts."""

from typing import Any

import jsonschema  # type: ignore[import-untyped]  # it ships no types
import pytest

from faq.output import json_schema
from faq.server.jsonrpc import JsonRpcError
from faq.server.methods import METHODS
from faq.server.tools import (
    TOOLS,
    about,
    cited,
    found,
    identity,
    input_schema,
    page,
    page_of,
    resource,
    uri,
    written,
)

CITATION: dict[str, Any] = {
    "document": "Pears",
    "file": "pears.rst",
    "lines": [5, 7],
    "anchor": "q-a",
    "url": "https://example.org/pears.html#q-a",
    "revision": "abc",
    "as_of": None,
}

CITED = {
    "all known": (
        CITATION,
        "Pears, pears.rst, lines 5-7, revision abc\nhttps://example.org/pears.html#q-a",
    ),
    "old": (
        {**CITATION, "as_of": "2020-07", "url": None},
        "Pears, pears.rst, lines 5-7, revision abc, as of 2020-07",
    ),
    "one line": ({**CITATION, "lines": [5, 5], "revision": None, "url": None}, "Pears, pears.rst, line 5"),
}


@pytest.mark.parametrize(("citation", "text"), CITED.values(), ids=CITED)
def test_cited(citation: dict[str, Any], text: str) -> None:
    assert cited(citation) == text


def test_written() -> None:
    result = {"question": "Why?", "answer": "Because.\n\nSo.", "citation": {**CITATION, "url": None}}
    assert written(result) == "Why?\n\nBecause.\n\nSo.\n\nPears, pears.rst, lines 5-7, revision abc\n"


@pytest.mark.parametrize(
    ("ident", "address"),
    [("q-a", "faq:///q-a"), ("pears#q-a", "faq:///pears%23q-a"), ("a/b é?", "faq:///a%2Fb%20%C3%A9%3F")],
)
def test_an_id_has_an_address_and_an_address_an_id(ident: str, address: str) -> None:
    assert (uri(ident), identity(address)) == (address, ident)


def test_schemas_are_schemas() -> None:
    for tool in TOOLS:
        jsonschema.Draft202012Validator.check_schema(input_schema(tool.fields))
        jsonschema.Draft202012Validator.check_schema(tool.gives)


def test_schemas_refuse_what_is_missing() -> None:
    with pytest.raises(jsonschema.ValidationError, match="'citation' is a required property"):
        jsonschema.validate(dict.fromkeys(json_schema.RESULT["required"][:-1]), json_schema.RESULT)


def test_tools_take_what_the_methods_take() -> None:
    own = {("list", "cursor"), ("search", "progress")}
    methods = {method.name: method.fields for method in METHODS}
    for tool in TOOLS:
        taken = {(field.name, field.kind.must, field.required) for field in tool.fields}
        wanted = {(field.name, field.kind.must, field.required) for field in methods[f"faq/{tool.name}"]}
        assert {name for name, _, _ in taken ^ wanted} <= {name for row, name in own if row == tool.name}


ENTRIES = [{"id": f"q-{n}", "question": f"{n}?", "section": [], "citation": CITATION} for n in range(250)]


def test_a_list_comes_in_pages() -> None:
    seen, cursor, sizes = [], "", []
    while True:
        got = page({"entries": ENTRIES}, cursor)
        assert got["total"] == 250
        sizes.append(len(got["entries"]))
        seen += [entry["id"] for entry in got["entries"]]
        cursor = got.get("nextCursor", "")
        if not cursor:
            break
    assert (seen, sizes) == ([entry["id"] for entry in ENTRIES], [100, 100, 50])
    assert page({"entries": ENTRIES[:100]}, "").keys() == {"entries", "total"}
    assert page({"entries": ENTRIES}, "9999")["entries"] == []


@pytest.mark.parametrize("cursor", ["x", "-1", "1.5", "٢", "9" * 10, " 1"])
def test_a_cursor_is_one_that_was_given(cursor: str) -> None:
    with pytest.raises(JsonRpcError, match="cursor: must be the nextCursor of the page before"):
        page_of(ENTRIES, cursor)


def test_a_page_says_that_documents_are_being_read() -> None:
    reading = {"done": 1, "total": 2, "message": "reading documents, 1 of 2"}
    assert page({"entries": [], "reading": reading}, "") == {"entries": [], "total": 0, "reading": reading}


def test_what_is_said_twice_is_left_out_and_other_results_are_named() -> None:
    first = {"id": "q-a", "question": "A?", "answer": "a", "blocks": [1], "confidence": 0.9}
    second = {"id": "q-b", "question": "B?", "section": ["x"], "confidence": 0.2, "citation": CITATION}
    assert found({"query": "a", "results": [first, second]}) == {
        "query": "a",
        "results": [
            {"id": "q-a", "question": "A?", "answer": "a", "confidence": 0.9},
            {"id": "q-b", "question": "B?", "confidence": 0.2},
        ],
    }


def test_a_resource_names_its_section_where_there_is_one() -> None:
    entry = {"id": "q-a", "question": "A?", "section": ["x", "y"]}
    named = {"uri": "faq:///q-a", "name": "q-a", "title": "A?", "mimeType": "text/plain"}
    assert resource(entry) == {**named, "description": "x > y"}
    assert resource({**entry, "section": []}) == named


def test_what_the_documents_are_about_before_they_are_read() -> None:
    assert about(None, ["a.rst", "b\x1b[31m\udcff.rst"]) == (
        'Documents: "a.rst", "b\ufffd[31m\ufffd.rst"; they are being read.'
    )
    assert about(None, [f"{n}.rst" for n in range(10)]).endswith('"7.rst" and 2 more; they are being read.')
    assert about(None, ["x" * 500]) == f'Documents: "{"x" * 80}"; they are being read.'
    assert about(None, []) == ""
