"""What a typed line is taken for."""

import pytest

from faq.session.requests import LONGEST_QUESTION, Call, Nothing, Number, Question, Request, fold, parse


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
        ("1234567", Question("1234567")),
        ("²", Question("²")),
        ("3 patches", Question("3 patches")),
        ("/list", Call("list", "")),
        (":list stable", Call("list", "stable")),
        ("/LIST Stable  trees", Call("list", "Stable trees")),
        ("/ list", Call("list", "")),
        ("/", Call("help", "")),
        (":", Call("help", "")),
        ("/3 4", Call("3", "4")),
        ("quit", Call("quit", "")),
        ("Exit", Call("quit", "")),
        ("help", Call("help", "")),
        ("?", Call("help", "")),
        ("help me with git", Question("help me with git")),
        ("a\x1b[31mb\x00c", Question("a [31mb c")),
    ],
)
def test_parse(line: str, request_: Request) -> None:
    assert parse(line) == request_


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
    assert len(fold("word " * 1_000_000)) == LONGEST_QUESTION - 1
