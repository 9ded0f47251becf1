"""The line of each key and value of a TOML file."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from faq.knowledge.toml_lines import KeyPath, last_key, lines_of, unclosed_string

DATA = Path(__file__).parents[2] / "data"

TRICKY = r'''# [no] "table
plain = 1.5 # = [
[a]  # ]
'' = 1979-05-27 07:32:00
"k\u0065y".b = [ "# no comment", '[no]', """
two "" lines ]
""",
  # a comment, "
  ["x", [
    'y']], { c = "}", d = [
  1 ], 'e.f'.g = 2 }, PathQ"PathQ',
]
[[s]]
[s.t]
x = """a""""
[[s]]
y.z = '\'
[[s.u]]
[[s.u]]
w = "\""
[entries."a b".'c.d']
'''.replace("PathQ", "'" * 3)
LINES = {
    ("plain",): 2,
    ("a",): 3,
    ("a", ""): 4,
    ("a", "key"): 5,
    ("a", "key", "b"): 5,
    ("a", "key", "b", 0): 5,
    ("a", "key", "b", 1): 5,
    ("a", "key", "b", 2): 5,
    ("a", "key", "b", 3): 9,
    ("a", "key", "b", 3, 0): 9,
    ("a", "key", "b", 3, 1): 9,
    ("a", "key", "b", 3, 1, 0): 10,
    ("a", "key", "b", 4): 10,
    ("a", "key", "b", 4, "c"): 10,
    ("a", "key", "b", 4, "d"): 10,
    ("a", "key", "b", 4, "d", 0): 11,
    ("a", "key", "b", 4, "e.f"): 11,
    ("a", "key", "b", 4, "e.f", "g"): 11,
    ("a", "key", "b", 5): 11,
    ("s",): 13,
    ("s", 0): 13,
    ("s", 0, "t"): 14,
    ("s", 0, "t", "x"): 15,
    ("s", 1): 16,
    ("s", 1, "y"): 17,
    ("s", 1, "y", "z"): 17,
    ("s", 1, "u"): 18,
    ("s", 1, "u", 0): 18,
    ("s", 1, "u", 1): 19,
    ("s", 1, "u", 1, "w"): 20,
    ("entries",): 21,
    ("entries", "a b"): 21,
    ("entries", "a b", "c.d"): 21,
}


def ways(value: object, way: KeyPath = ()) -> Iterator[KeyPath]:
    """The ways to everything in a table."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*way, key)
            yield from ways(inner, (*way, key))
    if isinstance(value, list):
        for number, inner in enumerate(value):
            yield (*way, number)
            yield from ways(inner, (*way, number))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_that_is_hard_to_follow(end: str) -> None:
    text = TRICKY.replace("\n", end)
    assert set(ways(tomllib.loads(text))) == set(LINES)
    assert lines_of(text) == LINES


@pytest.mark.parametrize("name", ["bpf_devel_QA.toml", "bpf_devel_QA.generated.toml"])
def test_everything_in_the_bundled_files_has_a_line_that_holds_it(name: str) -> None:
    text = (DATA / name).read_text("utf-8")
    table, lines = tomllib.loads(text), lines_of(text)
    assert set(ways(table)) == set(lines)
    rows = text.split("\n")
    for id, entry in table["entries"].items():
        for number, question in enumerate(entry["questions"]):
            if question.isascii() and not set(question) & set("\n\t\"'\\"):
                assert question in rows[lines["entries", id, "questions", number] - 1]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 0),
        ("a = 'b'\nc = \"d\"\n", 0),
        ("a = 1\nb = 'c\n[d]\n", 2),
        ("# '\na = '#'\nb = \"\"\"\nc\n[d]\n", 3),
        ("a = \"'\"\n\nb = '''\n'\n", 3),
    ],
)
def test_the_line_of_a_string_that_does_not_end(text: str, line: int) -> None:
    assert unclosed_string(text) == line


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("a = 1\nb.c = [\n  {d = 2},\n]", "b.c", 2),
        ("[a]\nb = 1\n# c = 2\n", "b", 2),
        ("[a]\nb = 1\n[[c", "", 0),
        ("", "", 0),
    ],
)
def test_the_last_key(text: str, key: str, line: int) -> None:
    assert last_key(text) == (key, line)


def test_a_list_that_is_not_valid_ends() -> None:
    assert lines_of("a = [ } ]\nb = 2\n") == {("a",): 1, ("b",): 2}


@pytest.mark.parametrize(
    "string", ["'''it's'''", "''''it's'''''", '"""a "quoted" word"""', '"""\\""""', '"a \\"b\\""']
)
def test_quotation_marks_in_a_string_do_not_end_it(string: str) -> None:
    assert lines_of(f"a = [{string}, 2]\nb = 3\n") == {("a",): 1, ("a", 0): 1, ("a", 1): 1, ("b",): 2}
