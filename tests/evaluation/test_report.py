"""A report drawn."""

from pathlib import Path

from faq.evaluation.evaluate import Report, measure
from faq.evaluation.invariance import BEFORE
from faq.evaluation.report import as_json, lines
from faq.library.library import Library
from faq.model import ANSWERED, CLOSEST, NOT_COVERED
from tests.evaluation.rooms import ANSWERS, KEY, KITCHEN, Said, saying, written

TABLE = """\
                         questions   figure  95 % interval
right first                      2    0.500  0.000 to 1.000
Recall@1, answered right         2    0.500  0.000 to 1.000
answered and wrong               2    0.000  0.000 to 0.000
nothing shown                    2    0.500  0.000 to 1.000
wrongly refused                  2    0.500  0.000 to 1.000
Recall@3                         2    0.500  0.000 to 1.000
MRR                              2    0.500  0.000 to 1.000
utility                          2    0.500  0.000 to 1.000
short answer hit                 1    1.000  1.000 to 1.000
short answer, words              1      4.0  4.0 to 4.0
after another, Recall@1          2    0.500  0.000 to 1.000
AUROC of confidence              2    0.500

By style  questions  right first      answered right   answered wrong   nothing shown    utility          AUROC
hasty             1  1.00 1.00-1.00   1.00 1.00-1.00   0.00 0.00-0.00   0.00 0.00-0.00   1.00 1.00-1.00   -
sleepy\ufffd           1  0.00 0.00-0.00   0.00 0.00-0.00   0.00 0.00-0.00   1.00 1.00-1.00   0.00 0.00-0.00   -

Confidence               questions     mean    right  95 % interval
0.5 to 0.6                       2    0.500    0.500  0.000 to 1.000\
"""


def mixed(tmp_path: Path, house: Library) -> tuple[str, Report]:
    file = written(
        tmp_path,
        {"q": "right", "line": 4, "style": "hasty"},
        {"q": "refused", "line": 8, "style": "sleepy\x1b"},
        {"q": "p", "line": 4, "answer_lines": [6, 6]},
    )
    said: dict[str, Said] = {**ANSWERS, "p": (ANSWERED, [KITCHEN], "Behind the red door.")}
    return file, measure(house.snapshot, [file], saying(house, said))


def test_people_get_tables(tmp_path: Path, house: Library) -> None:
    assert "\n".join(lines(mixed(tmp_path, house)[1])) == TABLE


def test_json_has_every_outcome(tmp_path: Path, house: Library) -> None:
    file, report = mixed(tmp_path, house)
    told = as_json(report)
    first = {"value": 0.5, "low": 0.0, "high": 1.0, "questions": 2}
    assert told["figures"]["recall_at_1"] == first
    assert told["styles"]["hasty"]["mrr"] == {"value": 1.0, "low": 1.0, "high": 1.0, "questions": 1}
    assert told["outcomes"] == [
        {
            "place": f"{file}:1", "q": "right", "measures": "answerable", "style": "hasty",
            "expected": [KITCHEN], "got": KITCHEN, "rank": 1,
            "status": ANSWERED, "confidence": 0.5, "ok": True,
        },
        {
            "place": f"{file}:2", "q": "refused", "measures": "answerable", "style": "sleepy\x1b",
            "expected": [KEY], "got": None, "rank": None,
            "status": NOT_COVERED, "confidence": 0.5, "ok": False,
        },
        {
            "place": f"{file}:3", "q": "p", "measures": "passage", "expected": [KITCHEN], "got": KITCHEN,
            "rank": 1, "status": ANSWERED, "confidence": 0.5,
            "short_answer": {"text": "Behind the red door.", "lines": [4, 6]}, "ok": True,
        },
    ]  # fmt: skip


def test_the_table_by_style_is_of_answerable_questions(tmp_path: Path, house: Library) -> None:
    file = written(
        tmp_path,
        {"q": "right", "line": 4, "style": "hasty"},
        {"q": "wrong", "kind": "near", "style": "hasty"},
        {"q": "refused", "kind": "far", "style": "sleepy"},
    )
    told = as_json(measure(house.snapshot, [file], saying(house, ANSWERS)))
    assert [(name, style["utility"]["questions"]) for name, style in told["styles"].items()] == [("hasty", 1)]


def test_the_confidence_is_told_of_all_and_of_each_style(tmp_path: Path, house: Library) -> None:
    told = as_json(mixed(tmp_path, house)[1])
    share = {"value": 0.5, "low": 0.0, "high": 1.0, "questions": 2}
    assert told["confidence"] == {
        "auroc": 0.5,
        "questions": 2,
        "reliability": [{"low": 0.5, "high": 0.6, "confidence": 0.5, "right": share}],
    }
    assert told["styles"]["hasty"]["confidence"]["auroc"] is None
    assert "invariance" not in told


def test_what_changes_is_told_by_sentence(tmp_path: Path, house: Library) -> None:
    """Of two questions the second is answered otherwise with its sentence."""
    file = written(tmp_path, {"q": "right", "line": 4}, {"q": "closest", "line": 4})
    again = {f"{BEFORE[0]} right": ANSWERS["right"], f"{BEFORE[1]} closest": ANSWERS["second"]}
    report = measure(house.snapshot, [file], saying(house, {**ANSWERS, **again}), again=True)
    assert "\n".join(lines(report)).endswith(
        """
With a sentence that asks nothing, changes of questions   figure  95 % interval
first entry or status                                 2    0.500  0.500 to 0.500
first entry                                           2    0.500  0.500 to 0.500
status                                                2    0.500  0.500 to 0.500

Either, by sentence      questions   figure  95 % interval
Hello everyone,                  1    0.000  0.000 to 0.000
Hi, quick question:              1    1.000  1.000 to 1.000"""
    )
    told = as_json(report)["invariance"]
    assert told["figures"]["changed"] == {"value": 0.5, "low": 0.5, "high": 0.5, "questions": 2}
    assert [*told["sentences"]] == [*BEFORE[:2]]
    assert told["outcomes"][1] == {
        "place": f"{file}:2", "q": "Hi, quick question: closest", "measures": "answerable",
        "expected": [KITCHEN], "got": KEY, "rank": 2, "status": ANSWERED, "confidence": 0.5, "ok": False,
        "sentence": "Hi, quick question:", "before": {"got": KITCHEN, "status": CLOSEST}, "changed": True,
    }  # fmt: skip
