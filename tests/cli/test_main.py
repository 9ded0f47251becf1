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
ID = "q-to-which-mailing-list-do-i-need-to-submit-my-bpf-patches"


def run(
    *arguments: str, stdin: bytes = b"", around: Mapping[str, str] | None = None, **more: str
) -> tuple[int, str, str]:
    """Run the program from a checkout; return its status, stdout and stderr."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | dict(around or {}) | more
    done = subprocess.run(
        [*BPFFAQ, *arguments], input=stdin, capture_output=True, env=environment, check=False
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


ASK = 'ask one: bpffaq "how do I ...?"'


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nosuch"], "bpffaq nosuch: no such command; to ask about it: bpffaq search nosuch"),
        (["serach", "x"], "bpffaq serach: no such command; did you mean search?"),
        (["serach", "who do I cc?"], "bpffaq serach: no such command; did you mean search?"),
        (
            ["verifier", "log", "size"],
            'bpffaq verifier: no such command; to ask a question, quote it: bpffaq "verifier log size"',
        ),
        (["--colour", "never"], "bpffaq: no such option: --colour; did you mean --color?"),
        (["--sorce", "x.rst"], "bpffaq: no such option: --sorce; did you mean --source?"),
        (["--", "x.rst"], "bpffaq x.rst: no such command; see: bpffaq --help"),
        (["--colour"], "bpffaq: no such option: --colour; did you mean --color?"),
        (["-x"], "bpffaq: no such option: -x; see: bpffaq --help"),
        (["search", "--lim", "3", "x"], "bpffaq search: no such option: --lim; did you mean --limit?"),
        (["list", "--limit", "3"], "bpffaq list: does not take --limit; see: bpffaq list --help"),
        (["diff", "--source", "a", "a", "b"], "bpffaq diff: does not take --source; see: bpffaq diff --help"),
        (["serve", "--json"], "bpffaq serve: does not take --json; see: bpffaq serve --help"),
        (["index", "more"], "bpffaq index: takes no argument 'more'; see: bpffaq index --help"),
        (["list", "submiting"], "bpffaq: submiting: no entry matches; did you mean Submitting?"),
        (["list", "xyzzy"], "bpffaq: xyzzy: no entry matches; see: bpffaq list"),
        (["--json=yes", "list"], "bpffaq list: --json takes no value, got 'yes'; see: bpffaq list --help"),
        (
            ["search", "--limit"],
            "bpffaq search: --limit needs a value; see: bpffaq search --help",
        ),
        (
            ["search", "--limit", "0", "x"],
            "bpffaq search: --limit must be a positive integer, got '0'; see: bpffaq search --help",
        ),
        (
            ["search", "--limit", "-1", "x"],
            "bpffaq search: --limit must be a positive integer, got '-1'; see: bpffaq search --help",
        ),
        (
            ["search", "--limit", "1000000", "x"],
            "bpffaq search: --limit must be less than 1000000, got '1000000'; see: bpffaq search --help",
        ),
        (
            ["search", "--limit=1e3", "x"],
            "bpffaq search: --limit must be a positive integer, got '1e3'; see: bpffaq search --help",
        ),
        (
            ["list", "--width", "wide"],
            "bpffaq list: --width must be a positive integer, got 'wide'; see: bpffaq list --help",
        ),
        (
            ["list", "--color", "blue"],
            "bpffaq list: --color must be auto, always or never, got 'blue'; see: bpffaq list --help",
        ),
        (["show"], "bpffaq show: ID is missing; see: bpffaq show --help"),
        (["eval"], "bpffaq eval: FILE.jsonl is missing; see: bpffaq eval --help"),
        (["diff", "a"], "bpffaq diff: NEW is missing; see: bpffaq diff --help"),
        (
            ["show", "q-how-do-i-reprot-bugs"],
            "bpffaq: q-how-do-i-reprot-bugs: no such entry; did you mean "
            "q-how-do-i-report-bugs-for-bpf-kernel-code?",
        ),
        (
            ["show", "llvm"],
            "bpffaq: llvm: 5 entries have that in their id; see: bpffaq list llvm",
        ),
        (["show", "q-xyzzy"], "bpffaq: q-xyzzy: no such entry; see: bpffaq list"),
        (["show", "\x1b[31m"], "bpffaq: \ufffd[31m: no such entry; see: bpffaq list"),
        (["show", "a\n\tb\r\nc"], "bpffaq: a b c: no such entry; see: bpffaq list"),
        (["show", " "], "bpffaq show: the id is empty; see: bpffaq list"),
        (["search", ""], f"bpffaq search: the question is empty; {ASK}"),
        (["search", " \t"], f"bpffaq search: the question is empty; {ASK}"),
        (["search"], f"bpffaq search: the question is empty; {ASK}"),
        (["search", "-"], f"bpffaq search: the question is empty; {ASK}"),
        (
            ["search", "--source", "/no/such/FAQ.rst", "x"],
            "bpffaq: /no/such/FAQ.rst: cannot be read (no such file or directory); "
            "name an RST file or a directory (command line)",
        ),
        (["list", "--source", ""], "bpffaq: --source: is empty; name an RST file or a directory"),
        (
            ["eval", "/no/such.jsonl"],
            "bpffaq: /no/such.jsonl: cannot be read (no such file or directory); "
            "name a file of questions as JSON lines",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_is_wrong_is_one_line(arguments: list[str], message: str) -> None:
    assert run(*arguments) == (2, "", f"{message}\n")


def test_version() -> None:
    assert run("--version") == (0, f"bpffaq {__version__}\n", "")


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


def test_a_question_of_nothing_but_nul_is_none() -> None:
    assert run("search", stdin=b"\0\0") == (2, "", f"bpffaq search: the question is empty; {ASK}\n")


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
    assert len(found["results"]) <= results
    assert len(found["results"]) == results or results == 27


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
    assert run("list", "submitting patches?")[0] == 2
    assert run("search", "list")[0] == 0


@pytest.mark.parametrize(
    "id", ["REPORT-BUGS", "q-how-do-i-report", "Q-How-Do-I-Report-Bugs-For-BPF-Kernel-Code"]
)
def test_show_takes_a_part_of_an_id(id: str) -> None:
    assert run("show", id) == run("show", "q-how-do-i-report-bugs-for-bpf-kernel-code")


def test_show_takes_a_number_of_the_list_printed_last(tmp_path: Path) -> None:
    here = {"XDG_STATE_HOME": str(tmp_path)}
    assert (
        run("show", "1", around=here)[2]
        == "bpffaq: number 1: no list has been printed yet; see: bpffaq list\n"
    )
    found = json.loads(run(ASKED, "--json", around=here)[1])["results"]
    assert not list(tmp_path.iterdir())
    run(ASKED, around=here)
    assert run("show", "2", around=here) == run("show", found[2]["id"])
    assert (
        run("show", "5", around=here)[2]
        == "bpffaq: number 5: is not in the list printed last; it ends at 4\n"
    )
    kept = tmp_path / "bpffaq" / "last"
    assert kept.read_text() == "".join(f"{one['id']}\n" for one in found[1:])
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    run("list", "stable", around=here)
    assert run("show", "4", around=here) == run("show", "q-queue-stable-patches")


def test_no_list_is_remembered_where_no_history_is_wanted(tmp_path: Path) -> None:
    run(ASKED, XDG_STATE_HOME=str(tmp_path), BPFFAQ_HISTORY="off")
    assert not list(tmp_path.iterdir())


def test_list_with_a_word() -> None:
    everything = json.loads(run("list", "--json")[1])["entries"]
    some = json.loads(run("list", "--json", "STABLE", "submission")[1])["entries"]
    assert some == [entry for entry in everything if entry["section"] == ["Stable submission"]]
    fields = [line.split("\t") for line in run("list", "stable submission", "--tsv")[1].splitlines()]
    first, last = some[0]["citation"]["lines"]
    assert fields[0] == [
        some[0]["id"], some[0]["question"], "Stable submission", "data/bpf_devel_QA.rst", f"{first}-{last}",
    ]  # fmt: skip
    assert len(fields) == 4
    assert (run("list", "--json", "xyzzy")[:2], run("list", "--tsv", "xyzzy")[:2]) == (
        (1, '{"entries": []}\n'),
        (1, ""),
    )


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


def test_edit_opens_the_line_that_answers(tmp_path: Path) -> None:
    told = f"{sys.executable} -c 'import sys; print(sys.argv[1:])'"
    status, out, err = run("--edit", QUESTION, VISUAL=told)
    assert (status, err) == (0, "")
    assert out == f"[{str(ROOT / 'data' / 'bpf_devel_QA.rst')!r}]\n"
    name = tmp_path / "vim"
    name.write_text(f"#!{sys.executable}\nimport sys\nprint(sys.argv[1:])\n")
    name.chmod(0o755)
    assert run("--edit", QUESTION, VISUAL=str(name))[1].startswith("['+187', ")
    assert run("show", "report-bugs", "--edit", VISUAL=str(name))[1].startswith("['+20', ")


def test_open_opens_the_page(tmp_path: Path) -> None:
    name = tmp_path / "browser"
    name.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/opened\n')
    name.chmod(0o755)
    status, out, _ = run("show", "report-bugs", "--open", BROWSER=str(name))
    assert (status, (tmp_path / "opened").read_text()) == (0, out)
    assert out.startswith("https://docs.kernel.org/bpf/")


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
    for query in ("which pizza is best?", ASKED, "which opera\x1b is best?"):
        run(query, BPFFAQ_UNANSWERED="on", around=here)
    kept = tmp_path / "bpffaq" / "unanswered"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    day = json.loads(kept.read_text().splitlines()[0])["day"]
    status, out, _ = run("unanswered", around=here)
    assert (status, out.splitlines()[0]) == (0, f"{day}  not_covered: which pizza is best?")
    assert "\x1b" not in out and len(out.splitlines()) == 2
    lines = run("unanswered", "--toml", around=here)[1]
    proposed = tomllib.loads(lines)["out_of_scope"]["questions"]
    assert proposed[0] == "which pizza is best?"
    form = json.loads(run("unanswered", "--json", around=here)[1])
    assert [one["why"] for one in form["questions"]] == ["not_covered", "closest"]
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


def test_show_is_the_result_of_a_search() -> None:
    shown = json.loads(run("show", ID, "--json")[1])
    found = json.loads(run("search", ASKED, "--json")[1])["results"][0]
    different = {"confidence", "short_answer"}
    assert {k: v for k, v in shown.items() if k not in different} == {
        k: v for k, v in found.items() if k not in different
    }


def test_list_has_every_entry() -> None:
    status, out, err = run("list")
    entries = json.loads(run("list", "--json")[1])["entries"]
    assert (status, err, len(entries)) == (0, "", 27)
    for entry in entries:
        first, last = entry["citation"]["lines"]
        assert f"     {entry['id']}  {first}-{last}\n" in out


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
