"""What is wrong with a command line, or with what it names, is told in one line, with a hint."""

import pytest

from tests.cli.test_main import run

ASK = 'ask one: bpffaq "how do I ...?"'


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nosuch"], "bpffaq nosuch: no such command; to ask about it: bpffaq search nosuch"),
        (
            ["--help", "--version", "nosuch"],
            "bpffaq nosuch: no such command; to ask about it: bpffaq search nosuch",
        ),
        ([""], "bpffaq '': no such command; see: bpffaq --help"),
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
        (["diff"], "bpffaq diff: OLD and NEW are missing; see: bpffaq diff --help"),
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
        (
            ["list", "--revision", ""],
            "bpffaq list: --revision must not be empty; see: bpffaq list --help",
        ),
        (["--pager="], "bpffaq: --pager must not be empty; see: bpffaq --help"),
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


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("search --json --edit x", "--edit: cannot be combined with --json; give only one of them"),
        ("search --open x --json", "--open: cannot be combined with --json; give only one of them"),
        ("search --json --url x", "--url: cannot be combined with --json; give only one of them"),
        ("search --open --edit x", "--open: cannot be combined with --edit; give only one of them"),
        ("search --url --edit x", "--url: cannot be combined with --edit; give only one of them"),
        ("search --short --full x", "--short: cannot be combined with --full; give only one of them"),
        ("search --short --ids x", "--short: cannot be combined with --ids; give only one of them"),
        ("search --url --full x", "--url: cannot be combined with --full; give only one of them"),
        ("search --edit --ids x", "--edit: cannot be combined with --ids; give only one of them"),
        ("search --alternates x", "--alternates: has an effect only with --json; add --json"),
        ("show --edit --json x", "--edit: cannot be combined with --json; give only one of them"),
        ("show --alternates x", "--alternates: has an effect only with --json; add --json"),
        ("list --json --tsv", "--tsv: cannot be combined with --json; give only one of them"),
        ("unanswered --json --toml", "--toml: cannot be combined with --json; give only one of them"),
        ("unanswered --json --clear", "--clear: prints no questions; print them first, then clear them"),
        ("unanswered --clear --toml", "--clear: prints no questions; print them first, then clear them"),
        ("--pager less --no-pager", "--pager: cannot be combined with --no-pager; give only one of them"),
        ("browse --vi --keys vi", "--keys: cannot be combined with --vi; give only one of them"),
        (
            "check --source x y",
            "bpffaq check: FILE cannot be combined with --source, --revision or --tree-docs; "
            "name each document as FILE",
        ),
    ],
)
def test_options_that_exclude_each_other(arguments: str, message: str) -> None:
    said = message if message.startswith("bpffaq ") else f"bpffaq: {message}"
    assert run(*arguments.split()) == (2, "", f"{said}\n")


def test_a_question_of_nothing_but_nul_is_none() -> None:
    assert run("search", stdin=b"\0\0") == (2, "", f"bpffaq search: the question is empty; {ASK}\n")
