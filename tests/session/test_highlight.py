"""Colours of code, which never change its text."""

import time

import pytest

from faq.model import Block, Lines
from faq.session import highlight
from faq.session.pager import SEQUENCE


def block(text: str, language: str = "") -> Block:
    return Block("code", text, Lines(1, 1), language=language)


@pytest.mark.parametrize(
    ("text", "named", "language"),
    [
        ("$ git log -p", "", "console"),
        ("# make -C tools", "", "console"),
        ("git remote add bpf", "", "bash"),
        ("int main(void)\n{\n}", "", "c"),
        ("#include <linux/bpf.h>", "", "c"),
        ("--- a/x\n+++ b/x", "", "diff"),
        ("bpf@vger.kernel.org", "", ""),
        ("x = 1", "py", "python"),
        ("anything", "none", ""),
        ("all:\n\tcc", "basemake", ""),
    ],
)
def test_language(text: str, named: str, language: str) -> None:
    assert highlight.language(block(text, named)) == language


def test_empty_lines_at_the_beginning_stay() -> None:
    assert [SEQUENCE.sub("", line) for line in highlight.colored("\n\nint x;", "c")] == ["", "", "int x;"]


CODE = "$ git checkout -b x # note\noutput\n$ echo 'a b'"


@pytest.mark.parametrize("name", ["console", "bash", "c", "diff"])
def test_the_text_stays(name: str) -> None:
    assert [SEQUENCE.sub("", line) for line in highlight.colored(CODE, name)] == CODE.split("\n")


def test_only_colours_that_are_readable_on_light_and_dark() -> None:
    painted = "\n".join(highlight.colored('int x = 1; /* a */ char *s = "b";\n#define A 1', "c"))
    codes = {code for match in SEQUENCE.findall(painted) for code in match[2:-1].split(";")}
    assert codes == {"0", "1", "2", "35"}


def test_a_block_is_coloured_line_by_line() -> None:
    assert highlight.block_lines(block("$ git log")) == ["\x1b[2m$ \x1b[0mgit log"]
    assert highlight.block_lines(block("nothing known\n\n  here")) == ["nothing known", "", "  here"]


COMMAND = "$ git log"


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("x" * 1000, True),
        ("x" * 1001, False),
        ("x" * 1001 + "\ny", False),
        ("\n" * 399, True),
        ("\n" * 400, False),
        ("\n".join(["x" * 999] * 10), True),
        ("\n".join(["x" * 999] * 10) + "xx", False),
    ],
)
def test_only_short_code_is_coloured(text: str, short: bool) -> None:
    assert highlight.is_short(text) is short


def test_one_answer_colours_no_more_than_one_block_may_have() -> None:
    paint = highlight.painter()
    long = block(f"{COMMAND}\n" + "\n".join(["x" * 999] * 9))
    assert paint(long)[0] != paint(long)[0] == COMMAND


def test_the_code_of_one_answer_is_coloured_up_to_ten_thousand_characters() -> None:
    half = block("\n".join([COMMAND, *["x" * 999] * 4, "x" * (5_000 - 4_000 - len(COMMAND) - 1)]))
    assert len(half.text) == 5_000
    paint = highlight.painter()
    painted = [paint(part)[0] for part in (half, half, block(COMMAND))]
    assert painted[0] == painted[1] != painted[2] == COMMAND


def seconds(text: str) -> float:
    begin = time.perf_counter()
    highlight.language(block(text))
    return time.perf_counter() - begin


@pytest.mark.parametrize("piece", ["\n", " \n", "$ \n", ";\n", "; ", "{ \n", "# \n", "\t"])
def test_the_language_is_guessed_in_linear_time(piece: str) -> None:
    assert seconds(piece * 100_000) < 1


@pytest.mark.slow
@pytest.mark.parametrize("lexer", sorted(set(highlight.ALLOWED.values())))
@pytest.mark.parametrize("piece", ["(", "`", '"', 'R"(', "@@", "${", "$ ", "- a:\n", "#if 0\n", "\\\n"])
def test_the_longest_code_that_is_coloured_takes_no_seconds(lexer: str, piece: str) -> None:
    lines = (piece * 10_000)[:10_000].split("\n")[:400]
    text = "\n".join(line[n : n + 900] for line in lines for n in range(0, max(len(line), 1), 900))
    text = text[:10_000]
    assert highlight.is_short(text)
    begin = time.process_time()
    highlight.painter()(block(text, lexer))
    assert time.process_time() - begin < 3


def test_an_option_stands_out_from_its_command() -> None:
    assert highlight.block_lines(block("$ make -C tools"))[0].endswith("make \x1b[1m-C\x1b[0m tools")
