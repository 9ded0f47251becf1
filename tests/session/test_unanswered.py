"""Questions that were not answered: kept privately, each once, as lines for a knowledge file."""

import stat
import tomllib
from pathlib import Path

import pytest

from faq.model import ANSWERED, CLOSEST, NOT_COVERED, Answer
from faq.session import unanswered
from faq.session.unanswered import TURNED_DOWN, Unanswered
from tests.support.session_stage import background

NEAR = background().entries()[0]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where they are kept."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return tmp_path / "bpffaq" / "unanswered"


def answer(query: str, status: str) -> Answer:
    results = () if status == NOT_COVERED else (NEAR,)
    return Answer(query, status, 0.1, "low", (), (), results)


def test_each_question_is_there_once_as_it_fared_last(place: Path) -> None:
    for query, status, why in (
        ("one?", NOT_COVERED, ""),
        ("two?", CLOSEST, ""),
        ("three?", ANSWERED, ""),
        ("one?", ANSWERED, TURNED_DOWN),
    ):
        unanswered.note(answer(query, status), why)
    fared = [(one.query, one.why, one.id) for one in unanswered.kept()]
    assert fared == [("two?", "closest", NEAR.entry.id), ("one?", "turned down", NEAR.entry.id)]
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700


def test_a_damaged_file_gives_what_it_holds(place: Path) -> None:
    unanswered.note(answer("one?", NOT_COVERED))
    with place.open("ab") as file:
        file.write(b'\xff\xfe\n{"query": 1, "why": "x"}\n{"other": 1}\n[]\nnot json\n')
    unanswered.note(answer("two?", NOT_COVERED))
    assert [one.query for one in unanswered.kept()] == ["one?", "two?"]


@pytest.mark.parametrize(("before", "after"), [(1998, 1999), (1999, 2000), (2000, 1000)])
def test_the_file_does_not_grow_for_ever(place: Path, before: int, after: int) -> None:
    """Of more than two thousand questions the last thousand stay."""
    place.parent.mkdir(mode=0o700)
    place.write_text("".join(f'{{"query": "{n}?", "why": "closest"}}\n' for n in range(before)))
    unanswered.note(answer("last?", NOT_COVERED))
    assert [one.query for one in unanswered.kept()][-2:] == [f"{before - 1}?", "last?"]
    assert len(place.read_text().splitlines()) == after


def test_of_a_long_question_two_thousand_characters_are_kept(place: Path) -> None:
    unanswered.note(answer("x" * 2001, NOT_COVERED))
    assert [len(one.query) for one in unanswered.kept()] == [2000]


def test_nothing_stops_where_nothing_can_be_written(place: Path) -> None:
    place.parent.write_text("a file")
    unanswered.note(answer("one?", NOT_COVERED))
    assert unanswered.kept() == ()


def test_lines_for_a_knowledge_file() -> None:
    asked = [
        Unanswered('a "quoted" one?\x7f', "closest", "doc#q-one"),
        Unanswered("two?", "turned down", "doc#q-one"),
        Unanswered("pizza?", "not_covered"),
    ]
    table = tomllib.loads("\n".join(unanswered.toml_lines(asked)))
    assert table == {
        "entries": {"q-one": {"questions": ['a "quoted" one?\x7f', "two?"]}},
        "out_of_scope": {"questions": ["pizza?"]},
    }


ANY_LANGUAGE = "Где 🐧? أين؟ 在哪里? می‌خواهم 👩‍💻"


@pytest.mark.parametrize(
    ("query", "line"),
    [
        (ANY_LANGUAGE, f'  "{ANY_LANGUAGE}",'),
        ("a\udcffb\ud800?", '  "a\ufffdb\ufffd?",'),
        ("\x00\x1b\x7f\x9b\u202e\U000e0041", r'  "\u0000\u001b\U0000007f\U0000009b\U0000202e\U000e0041",'),
    ],
)
def test_questions_of_any_characters_are_toml(query: str, line: str) -> None:
    asked = [Unanswered(query, "not_covered")]
    lines = unanswered.toml_lines(asked)
    assert lines == ["[out_of_scope]", "questions = [", line, "]"]
    in_ascii = "\n".join(unanswered.toml_lines(asked, ascii_only=True))
    assert in_ascii.isascii()
    assert tomllib.loads("\n".join(lines)) == tomllib.loads(in_ascii)
    read = query.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert tomllib.loads(in_ascii)["out_of_scope"]["questions"] == [read]
