"""Pasted lines: which they are, and what of them is looked for."""

import pytest

from faq.engine.paste import divided, is_word, telling
from faq.engine.question import read
from index.analysis import tokens
from tests.support.bundled import library


@pytest.mark.parametrize(
    "line",
    [
        "$ make -j8",
        "# ./test_verifier",
        "root@pears:/src# make",
        "[   12.345] plum: no pears",
        "libplum: failed to find pears",
        "plum.c:12:5: note: the pear is here",
        "make[1]: *** [Makefile:12: plum.o] Error 1",
        "fatal error: plums too ripe",
        "Summary: 1 PASSED, 2 FAILED",
        "pear at 0xdeadbeef",
        "clang -O2 -target plum -c pear.c",
        "./pear --ripe",
        "    int pear = 0;",
    ],
)
def test_what_a_program_printed_or_a_shell_was_told(line: str) -> None:
    assert divided(f"this is what comes:\n{line}\nany idea?") == ("this is what comes:\nany idea?", line)


@pytest.mark.parametrize(
    "line",
    [
        "the pear is ripe",
        "fatal error: does a plum help?",
        "error: how I hate it",
        "git send-email on a pear, with plums",
        "make it ripe",
        "",
    ],
)
def test_what_somebody_wrote(line: str) -> None:
    message = f"this is what comes:\n{line}\nany idea?"
    assert divided(message) == (message, "")


def test_one_line_alone_is_what_was_asked() -> None:
    assert divided("fatal error: plums too ripe\n") == ("fatal error: plums too ripe\n", "")


def test_numbers_are_left_out() -> None:
    pasted = "pear.c:12: error: 0x1f 5.10.0-8 c0feea594e05 -22 v2 12ms ./plum defaced"
    assert [token.surface for token in telling(pasted)] == [
        "pear.c:12",
        "error",
        "5.10.0-8",
        "plum",
        "defaced",
    ]
    assert list(telling("")) == []


def test_a_word_is_no_option() -> None:
    assert [token.surface for token in tokens("clang -g -O2 -target pear_plum") if is_word(token)] == [
        "clang",
        "target",
    ]


def test_a_pasted_line_has_no_misspelling_and_its_options_and_numbers_no_synonyms() -> None:
    written = read("selftest maling list 0 -g", library().snapshot)
    assert ("maling", "mailing") in written.corrections
    assert {"0", "g"} <= {phrase for phrase, _ in written.synonyms}
    pasted = read("what comes\n$ selftest --maling list 0 -g", library().snapshot)
    assert pasted.corrections == ()
    assert {"0", "g"}.isdisjoint(phrase for phrase, _ in pasted.synonyms)
    assert "selftest" in {phrase for phrase, _ in pasted.synonyms}
    assert "0" not in pasted.own


def test_what_is_written_and_what_is_pasted_share_the_room() -> None:
    pasted = "$ " + " ".join(f"pear{n // 9 * 'x'}{n % 9 * 'y'}" for n in range(80))
    question = read(f"plums and pears\n{pasted}", library().snapshot)
    assert len(dict.fromkeys(question.tokens)) == 64
    assert question.tokens[0].surface == "plums"
    assert question.cut == "only the first 64 different words were considered"
