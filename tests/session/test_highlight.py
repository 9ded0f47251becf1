"""Colours of code, which never change its text."""

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
        ("x = 1", "python", "python"),
        ("anything", "none", ""),
    ],
)
def test_language(text: str, named: str, language: str) -> None:
    assert highlight.language(block(text, named)) == language


CODE = "$ git checkout -b x # note\noutput\n$ echo 'a b'"


@pytest.mark.parametrize("name", ["console", "bash", "c", "diff", "", "no such lexer"])
def test_the_text_stays(name: str) -> None:
    assert [SEQUENCE.sub("", line) for line in highlight.colored(CODE, name)] == CODE.split("\n")


def test_only_the_sixteen_colours() -> None:
    painted = "\n".join(highlight.colored('int x = 1; /* a */ char *s = "b";\n#define A 1', "c"))
    codes = {code for match in SEQUENCE.findall(painted) for code in match[2:-1].split(";")}
    assert codes == {"0", "1", "2", "32", "35", "36"}


def test_lines_of_code_are_coloured_and_no_others() -> None:
    drawn = ["Run this:", "", "    \x1b[36m$ git log\x1b[0m", "$ git log is a command."]
    painted = highlight.lines(drawn, [block("$ git log")])
    assert painted[:2] + painted[3:] == drawn[:2] + drawn[3:]
    assert painted[2] == "    \x1b[2m$ \x1b[0m\x1b[36mgit\x1b[0m \x1b[36mlog\x1b[0m"


def test_without_code_nothing_changes() -> None:
    assert highlight.lines(["a", "b"], [Block("paragraph", "a", Lines(1, 1))]) == ["a", "b"]
