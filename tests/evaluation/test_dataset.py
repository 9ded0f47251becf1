"""Files of evaluation questions."""

import json
from pathlib import Path
from typing import Any

import pytest

from faq.errors import FaqError
from faq.evaluation.dataset import ANSWERABLE, FIRST, FOLLOW_UP, PASSAGE, UNANSWERABLE, Asked, Wanted, read

Q = {"q": "who?"}
ROOT = Path(__file__).parents[2]
COMMITTED = sorted((ROOT / "tests" / "questions").glob("*/*.jsonl"))


def written(tmp_path: Path, *lines: str | bytes) -> str:
    file = tmp_path / "q.jsonl"
    file.write_bytes(b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines) + b"\n")
    return str(file)


def taken(file: str) -> list[tuple[Asked, ...]]:
    """The questions of a file, their places without its directory."""
    return [
        tuple(one._replace(place=one.place.rpartition("/")[2]) for one in turns) for turns in read([file])
    ]


GOOD: dict[str, tuple[Any, tuple[Asked, ...]]] = {
    "a line": ({**Q, "line": 20}, (Asked("q.jsonl:1", "who?", ANSWERABLE, (Wanted(line=20),)),)),
    "an id": ({**Q, "id": "a"}, (Asked("q.jsonl:1", "who?", ANSWERABLE, (Wanted(id="a"),)),)),
    "an id beside a line": (
        {**Q, "id": "a001", "line": 20, "style": "typo"},
        (Asked("q.jsonl:1", "who?", ANSWERABLE, (Wanted(line=20),), style="typo"),),
    ),
    "also": (
        {**Q, "line": 20, "also": [30, "b"], "file": "a.rst"},
        (
            Asked(
                "q.jsonl:1",
                "who?",
                ANSWERABLE,
                (Wanted("", 20, "a.rst"), Wanted("", 30, "a.rst"), Wanted("b")),
            ),
        ),
    ),
    "unanswerable": (
        {**Q, "id": "u01", "kind": "far"},
        (Asked("q.jsonl:1", "who?", UNANSWERABLE, kind="far"),),
    ),
    "entries of one revision or another": (
        {
            **Q,
            "id": "a001",
            "entries": ["a", "b"],
            "kind": "answerable",
            "answer_lines": [1, 2],
            "sure": True,
        },
        (Asked("q.jsonl:1", "who?", ANSWERABLE, (Wanted("a", optional=True), Wanted("b", optional=True))),),
    ),
    "a near one that another revision answers": (
        {**Q, "entries": ["a"], "kind": "near"},
        (Asked("q.jsonl:1", "who?", UNANSWERABLE, (Wanted("a", optional=True),), kind="near"),),
    ),
    "an answerable one by its line": (
        {**Q, "line": 20, "also": [30], "kind": "answerable", "line612": 21},
        (Asked("q.jsonl:1", "who?", ANSWERABLE, (Wanted(line=20), Wanted(line=30))),),
    ),
    "an unanswerable one without a line": (
        {**Q, "line": None, "also": [], "near": [20], "kind": "near"},
        (Asked("q.jsonl:1", "who?", UNANSWERABLE, kind="near"),),
    ),
    "a passage": (
        {**Q, "line": 20, "answer_lines": [27, 28], "answer_text": "me"},
        (Asked("q.jsonl:1", "who?", PASSAGE, (Wanted(line=20),), lines=(27, 28), span="me"),),
    ),
    "a passage by text": (
        {**Q, "line": 20, "answer_text": "me"},
        (Asked("q.jsonl:1", "who?", PASSAGE, (Wanted(line=20),), span="me"),),
    ),
    "a dialogue": (
        {"id": "d01", "turns": [{**Q, "line": 20}, {"q": "and?", "line": 30, "also": [40]}]},
        (
            Asked("q.jsonl:1: turn 1", "who?", FIRST, (Wanted(line=20),)),
            Asked("q.jsonl:1: turn 2", "and?", FOLLOW_UP, (Wanted(line=30), Wanted(line=40))),
        ),
    ),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_line_is_read(tmp_path: Path, name: str) -> None:
    value, expected = GOOD[name]
    assert taken(written(tmp_path, json.dumps(value))) == [expected]


def test_empty_lines_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    row = json.dumps({"q": "où\u2028?", "line": 1}, ensure_ascii=False)
    file = written(tmp_path, b"\xef\xbb\xbf\r", row + "\r", " ", row)
    assert [(one.place, one.text) for turns in taken(file) for one in turns] == [
        ("q.jsonl:2", "où\u2028?"),
        ("q.jsonl:4", "où\u2028?"),
    ]


LINE = "write the line number of the entry's heading"
SPAN = "'answer_lines' is not a first and a last line; write \"answer_lines\": [27, 28]"

BAD: dict[str, tuple[Any, str]] = {
    "a number": (7, ':2: is not a JSON object; write {"q": "...", "line": 20}'),
    "no question": ({"line": 1}, ':2: \'q\' is missing; write the question as "q": "..."'),
    "an empty question": ({"q": " ", "line": 1}, ':2: \'q\' is empty; write the question as "q": "..."'),
    "a question of a wrong type": ({"q": 1, "line": 1}, ':2: \'q\' is not a string; write "q": "..."'),
    "no entry": (
        Q,
        ":2: has neither 'line' nor 'id'; "
        'name the entry that answers it, or write "kind": "near" or "far"',
    ),
    "line 0": ({**Q, "line": 0}, f":2: 'line' is not a line number; {LINE}"),
    "line true": ({**Q, "line": True}, f":2: 'line' is not a line number; {LINE}"),
    "line as text": ({**Q, "line": "20"}, f":2: 'line' is not a line number; {LINE}"),
    "id as number": ({**Q, "id": 20}, ":2: 'id' is not the id of an entry; see: bpffaq list"),
    "an empty id": ({**Q, "id": ""}, ":2: 'id' is not the id of an entry; see: bpffaq list"),
    "also as number": ({**Q, "line": 1, "also": 2}, ":2: 'also' is not a list; write \"also\": [20, 70]"),
    "null in also": ({**Q, "line": 1, "also": [None]}, f":2: 'also' is not a line number; {LINE}"),
    "no list of entries": (
        {**Q, "entries": "a", "kind": "near"},
        ':2: \'entries\' is not a list of ids; write "entries": ["ID", ...]; see: bpffaq list',
    ),
    "a line among entries": (
        {**Q, "entries": [20], "kind": "answerable"},
        ':2: \'entries\' is not a list of ids; write "entries": ["ID", ...]; see: bpffaq list',
    ),
    "an empty id among entries": (
        {**Q, "entries": [""], "kind": "near"},
        ':2: \'entries\' is not a list of ids; write "entries": ["ID", ...]; see: bpffaq list',
    ),
    "another kind": ({**Q, "kind": "middling"}, ":2: 'kind' is 'middling'; write answerable, near or far"),
    "an empty kind": ({**Q, "kind": ""}, ":2: 'kind' is ''; write answerable, near or far"),
    "a style of a wrong type": (
        {**Q, "line": 1, "style": []},
        ':2: \'style\' is not a string; write "style": "..."',
    ),
    "one answer line": ({**Q, "line": 1, "answer_lines": [27]}, f":2: {SPAN}"),
    "answer lines backwards": ({**Q, "line": 1, "answer_lines": [28, 27]}, f":2: {SPAN}"),
    "answer lines of 0": ({**Q, "line": 1, "answer_lines": [0, 0]}, f":2: {SPAN}"),
    "no turns": (
        {"turns": []},
        ':2: \'turns\' is not a list of objects; write [{"q": "...", "line": 20}, ...]',
    ),
    "a turn without an entry": (
        {"turns": [{**Q, "line": 1}, Q]},
        ":2: turn 2: has neither 'line' nor 'id'; "
        'name the entry that answers it, or write "kind": "near" or "far"',
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_wrong_line_is_told_with_its_place(tmp_path: Path, name: str) -> None:
    value, expected = BAD[name]
    file = written(tmp_path, json.dumps({**Q, "line": 1}), json.dumps(value))
    with pytest.raises(FaqError) as caught:
        list(read([file]))
    assert str(caught.value) == file + expected


BROKEN: dict[str, tuple[bytes, str]] = {
    "cut off": (b'{"q": "who?"', ":1: is not JSON (expecting ',' delimiter); write one JSON object a line"),
    "too deep": (b"[" * 200_000, ":1: is nested too deeply; write one JSON object a line"),
    "5000 digits": (
        b'{"q": "who?", "line": %s}' % (b"9" * 5000),
        ":1: is not JSON (a number is too long); write one JSON object a line",
    ),
    "Latin-1": (b'{"q": "o\xf9?"}', ": is not UTF-8; save it as UTF-8"),
    "nothing": (b" ", ": contains no question; write one JSON object a line"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_told(tmp_path: Path, name: str) -> None:
    content, expected = BROKEN[name]
    file = written(tmp_path, content)
    with pytest.raises(FaqError) as caught:
        list(read([file]))
    assert str(caught.value) == file + expected


def test_a_file_that_is_not_there_is_told() -> None:
    with pytest.raises(FaqError) as caught:
        list(read(["/none/q.jsonl"]))
    hint = "name a file of questions as JSON lines"
    assert str(caught.value) == f"/none/q.jsonl: cannot be read (no such file or directory); {hint}"
    with pytest.raises(FaqError) as caught:
        list(read(["a\0b"]))
    assert str(caught.value) == f"a\0b: cannot be read (is not a path); {hint}"


def plain(text: str) -> str:
    return " ".join(text.replace("`", "").replace("*", "").split())


@pytest.mark.parametrize("file", [file for file in COMMITTED if file.stem == "passage"], ids=str)
def test_the_committed_passages_stand_in_the_document(file: Path) -> None:
    source = (ROOT / "data" / "bpf_devel_QA.rst").read_text(encoding="utf-8").split("\n")
    asked = [one for turns in read([str(file)]) for one in turns]
    assert {one.measures for one in asked} == {PASSAGE}
    spans = [(one.span, "\n".join(source[one.lines[0] - 1 : one.lines[1]])) for one in asked]
    assert [span for span, lines in spans if plain(span) not in plain(lines)] == []


def test_the_committed_questions_have_names_of_their_own() -> None:
    for file in COMMITTED:
        names = [json.loads(line)["id"] for line in file.read_text(encoding="utf-8").splitlines()]
        assert len(set(names)) == len(names) > 0, file
    assert len(COMMITTED) == 27
