"""What a typed line is taken for."""

import pytest

from faq.session.commands import COMMANDS
from faq.session.input_parser import (
    NAMES,
    Call,
    Nothing,
    Number,
    Question,
    Request,
    fold,
    parse,
)


@pytest.mark.parametrize(
    ("line", "request_"),
    [
        ("", Nothing()),
        ("  \t ", Nothing()),
        ("who do I cc?", Question("who do I cc?")),
        ("  who   do\tI cc? ", Question("who do I cc?")),
        ("3", Number(3)),
        ("#3", Number(3)),
        ("3.", Number(3)),
        ("/3", Number(3)),
        (":12", Number(12)),
        ("0", Number(0)),
        ("-1", Number(-1)),
        ("+2", Number(2)),
        ("3)", Number(3)),
        ("/-1", Number(-1)),
        ("3.5", Question("3.5")),
        ("2 3", Question("2 3")),
        ("1234567", Question("1234567")),
        ("²", Question("²")),
        ("3 patches", Question("3 patches")),
        ("/list", Call("list", "")),
        (":list stable", Call("list", "stable")),
        ("/LIST Stable  trees", Call("list", "Stable trees")),
        ("/ list", Call("list", "")),
        ("//list", Call("list", "")),
        ("//", Call("help", "")),
        ("/", Call("help", "")),
        (":", Call("help", "")),
        ("/3 4", Call("3", "4")),
        ("quit", Call("quit", "")),
        ("Exit", Call("quit", "")),
        ("help", Call("help", "")),
        ("?", Call("help", "")),
        ("list", Question("list")),
        ("Sources", Question("Sources")),
        ("why", Question("why")),
        ("new", Question("new")),
        ("open", Question("open")),
        ("links", Question("links")),
        ("no", Question("no")),
        ("q", Call("quit", "")),
        ("list stable", Question("list stable")),
        ("why?", Question("why?")),
        ("help me with git", Question("help me with git")),
        ("a\x1b[31mb\x00c", Question("a [31mb c")),
    ],
)
def test_parse(line: str, request_: Request) -> None:
    assert parse(line) == request_


def test_the_names_are_those_of_the_commands() -> None:
    assert list(NAMES) == [one.name for one in COMMANDS]


@pytest.mark.parametrize(
    ("pasted", "folded"),
    [
        ("one\ntwo", "one two"),
        ("one\r\n\r\n  two\n", "one two"),
        ("tab\there", "tab here"),
        ("\u202eevil\u0007", "evil"),
        ("naïve ünïcode 日本", "naïve ünïcode 日本"),
    ],
)
def test_fold(pasted: str, folded: str) -> None:
    assert fold(pasted) == folded


def test_fold_ends_somewhere() -> None:
    assert len(fold("word " * 1_000_000)) == 16_384
