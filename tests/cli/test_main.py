"""The program as it is run: what its commands say, and their exit status."""

import json
import os
import re
import stat
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from faq import __version__
from faq.cli.command_table import COMMANDS, Command

ROOT = Path(__file__).parents[2]
BPFFAQ = [sys.executable, "-m", "faq"]
ASKED = "which mailing list do I send BPF patches to?"


def run(
    *arguments: str, stdin: bytes = b"", around: Mapping[str, str] | None = None, **more: str
) -> tuple[int, str, str]:
    """Run the program from a checkout; return its status, stdout and stderr."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | dict(around or {}) | more
    done = subprocess.run(
        [*BPFFAQ, *arguments], input=stdin, capture_output=True, env=environment, check=False
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize("words", [(), ("search",), ("how?",), ("list", "stable")])
def test_version(words: tuple[str, ...]) -> None:
    assert run(*words, "--version") == run("--version", *words) == (0, f"bpffaq {__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "stdin", "query"),
    [
        ([ASKED], b"", ASKED),
        (ASKED.split(), b"", ASKED),
        (["-"], ASKED.encode(), ASKED),
        ([], ASKED.encode() + b"\n", ASKED),
        (["-"], b"which mailing list\n do I send\tBPF patches to?\n\n", ASKED),
        (["--", "-which", *ASKED.split()[1:]], b"", f"-{ASKED}"),
        (["-"], b"patches \xff\xfe?", "patches \ufffd\ufffd?"),
    ],
    ids=["one argument", "words", "-", "a pipe", "several lines", "--", "no UTF-8"],
)
def test_the_question(arguments: list[str], stdin: bytes, query: str) -> None:
    _, out, err = run("search", "--json", "--limit", "1", *arguments, stdin=stdin)
    assert (json.loads(out)["query"], err) == (query, "")


def test_an_argument_goes_before_stdin() -> None:
    assert json.loads(run("search", "--json", ASKED, stdin=b"pizza")[1])["query"] == ASKED


@pytest.mark.parametrize(
    ("query", "answer", "status"),
    [
        (ASKED, "answered", 0),
        ("which pizza is best?", "not_covered", 1),
        ("?", "not_covered", 1),
    ],
)
def test_exit_status(query: str, answer: str, status: int) -> None:
    code, out, err = run("search", "--json", query)
    assert (code, json.loads(out)["status"], err) == (status, answer, "")


@pytest.mark.parametrize(("limit", "results"), [([], 5), (["--limit", "2"], 2), (["--limit", "100"], 27)])
def test_limit(limit: list[str], results: int) -> None:
    found = json.loads(run("search", "--json", *limit, "where do BPF patches for stable kernels go?")[1])
    assert len(found["results"]) == results


def test_options_stand_before_the_command_or_after() -> None:
    before = run("--json", "--limit", "1", "search", ASKED)
    assert before == run("search", ASKED, "--json", "--limit", "1")
    assert len(json.loads(before[1])["results"]) == 1


def test_sources_before_the_command_and_after_are_all_in_use(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.rst").write_text(f"FAQ\n===\n\nQ: What is {name}?\n------\nA: It is {name}.\n")
    one, two = str(tmp_path / "one.rst"), str(tmp_path / "two.rst")
    status, out, err = run("--source", one, "list", "--json", "--source", two)
    questions = [entry["question"] for entry in json.loads(out)["entries"]]
    assert (status, questions, err) == (0, ["What is one?", "What is two?"], "")


QUESTION = "how long until someone reviews my patch?"


@pytest.mark.parametrize(
    "arguments",
    [
        [QUESTION],
        ["--json", QUESTION],
        [QUESTION, "--json", "--limit", "3"],
        ["--limit", "3", QUESTION],
        QUESTION.split(),
        ["--", QUESTION],
    ],
    ids=" ".join,
)
def test_an_argument_with_a_space_or_a_question_mark_is_a_question(arguments: list[str]) -> None:
    assert run(*arguments) == run("search", *arguments)


def test_a_command_is_no_question() -> None:
    message = "bpffaq: submitting patches?: no entry matches; see: bpffaq list\n"
    assert run("list", "submitting patches?") == (1, "", message)
    assert run("search", "list")[0] == 0


def test_short_is_the_answer_and_where_it_stands() -> None:
    page = "https://docs.kernel.org/bpf/bpf_devel_QA.html"
    wanted = (
        "The usual time to feedback will be around 2 or 3 business days.\n"
        "data/bpf_devel_QA.rst:187\n"
        f"{page}#q-how-long-do-i-need-to-wait-for-feedback-on-my-bpf-patches\n"
    )
    assert run("--short", QUESTION) == run(QUESTION, BPFFAQ_SHORT="on") == (0, wanted, "")
    assert run("--url", QUESTION) == (0, wanted.splitlines()[2] + "\n", "")
    refusal = "This is not covered. No mention of 'pizza'.\n"
    assert run("--short", "which pizza is best?") == run("--url", "which pizza is best?") == (1, refusal, "")
    assert run("--short", "--url", QUESTION) == run("--url", QUESTION)
    for option in ("--full", "--ids"):
        assert run(option, QUESTION, BPFFAQ_SHORT="on") == run(option, QUESTION)


def test_an_answer_that_is_only_the_nearest_ends_with_one(tmp_path: Path) -> None:
    asked = subprocess.run(
        [sys.executable, "-c", NEAREST, ASKED], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert asked.returncode == 1
    assert asked.stdout.startswith("This is the nearest entry; it may not be what was asked.\n")


NEAREST = """
import sys
import faq.engine
from faq.cli.main import main
real = faq.engine.ask
faq.engine.ask = lambda *words, **more: real(*words, **more)._replace(level="low")
sys.exit(main(sys.argv[1:]))
"""


def test_unanswered_questions_are_kept_where_the_user_wants_it(tmp_path: Path) -> None:
    here = {"XDG_STATE_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    run("which pizza is best?", around=here)
    none = "bpffaq unanswered: no question is kept; BPFFAQ_UNANSWERED=on keeps them from now on\n"
    assert run("unanswered", around=here) == (2, "", none)
    for query in ("which pizza is best?", ASKED, "which opera\x1b is best?", "где \udcff 🐧?"):
        run(query, BPFFAQ_UNANSWERED="on", around=here)
    kept = tmp_path / "bpffaq" / "unanswered"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    day = json.loads(kept.read_text().splitlines()[0])["day"]
    status, out, _ = run("unanswered", around=here)
    assert (status, out.splitlines()[0]) == (0, f"{day}  not_covered: which pizza is best?")
    assert "\x1b" not in out and len(out.splitlines()) == 3
    lines = run("unanswered", "--toml", around=here)[1]
    proposed = tomllib.loads(lines)["out_of_scope"]["questions"]
    assert (proposed[0], proposed[-1]) == ("which pizza is best?", "где \ufffd 🐧?")
    assert "где" in lines
    assert tomllib.loads(
        run("unanswered", "--toml", around=here, PYTHONIOENCODING="ascii")[1]
    ) == tomllib.loads(lines)
    form = json.loads(run("unanswered", "--json", around=here)[1])
    assert [one["why"] for one in form["questions"]] == ["not_covered", "closest", "not_covered"]
    assert run("unanswered", "--clear", around=here) == (0, "", "")
    assert run("unanswered", around=here)[0] == 2


def test_help_has_examples_statuses_environment_and_files() -> None:
    status, out, err = run("--help")
    assert (status, err) == (0, "")
    for part in ("commands", "options", "examples", "exit status", "environment", "files"):
        assert f"\n{part}:\n" in out
    for command in COMMANDS:
        assert f"\n  {command.name:<14} " in out


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_each_command_has_only_the_options_that_it_heeds(command: Command) -> None:
    shown = set(re.findall(r"^  --([a-z-]+)", run(command.name, "--help")[1], re.M))
    assert shown == set(command.options)


def test_index_says_what_is_in_it_and_clears(tmp_path: Path) -> None:
    here = str(tmp_path)
    told = json.loads(run("index", "--json", XDG_CACHE_HOME=here)[1])
    assert (told["documents"], told["entries"]) == (1, 27)
    assert Path(told["directory"]).is_dir()
    people = run("index", XDG_CACHE_HOME=here)
    assert people == (0, f"Index: {told['directory']}\nDocuments: 1\nEntries: 27\n", "")
    gone = json.loads(run("index", "--clear", "--json", XDG_CACHE_HOME=here)[1])
    assert list(gone) == ["directory", "removed_bytes"]
    assert gone["removed_bytes"] > 0
    assert not Path(told["directory"]).exists()


def test_explain_says_why_and_leaves_json_alone() -> None:
    status, out, err = run("search", "--explain", ASKED)
    assert (status, err) == (0, "")
    assert "\nstatus: answered, confidence " in out
    status, out, err = run("search", "--explain", "--json", ASKED)
    assert json.loads(out)["status"] == "answered"
    assert err.startswith("status: answered, confidence ")
    for option in ("--short", "--url"):
        assert run("search", "--explain", option, ASKED) == (0, run("search", option, ASKED)[1], err)


@pytest.mark.parametrize("more", [("--short",), ("--ids",), ("--color", "always", "--width", "40")])
def test_json_is_the_same_with_options_for_text(more: tuple[str, ...]) -> None:
    assert run("search", "--json", *more, ASKED) == run("search", "--json", ASKED)


@pytest.mark.parametrize("command", ["index", "sources"])
def test_verbose_says_what_was_carried_over(command: str, tmp_path: Path) -> None:
    file = tmp_path / "FAQ.rst"
    file.write_text("FAQ\n===\n\nQ: One?\n-------\nA: One.\n")
    (tmp_path / "FAQ.toml").write_text('[entries.q-two]\nquestions = ["two?"]\n')
    gone = "not in this text, its questions are out of scope: q-two"
    status, out, err = run(command, "--verbose", "--source", str(file))
    assert (status, out.endswith(f"    {gone}\n")) == (0, True)
    assert err == f"bpffaq: {file}: knowledge: 0 entries, 1 new without, 1 not in this text\n"
    told = json.loads(run(command, "--verbose", "--json", "--source", str(file))[1])
    assert told["sources"][0]["knowledge"]["gone"] == ["q-two"]
    assert gone not in run(command, "--source", str(file))[1]
    assert '"knowledge"' not in run(command, "--json", "--source", str(file))[1]


def test_verbose_prints_what_the_parser_said(tmp_path: Path) -> None:
    file = tmp_path / "FAQ.rst"
    file.write_text("FAQ\n===\n\nQ: One?\n-------\nA: *One.\n")
    status, out, err = run("list", "--verbose", "--source", str(file))
    assert (status, "One?" in out) == (0, True)
    assert err.startswith(f"{file}:6: ")
    assert run("list", "--source", str(file))[2] == ""
