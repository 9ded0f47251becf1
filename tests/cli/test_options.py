"""A plain line is read as argparse reads it."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from faq.cli.arguments import options
from faq.cli.command_table import OPTIONS, SEARCH
from faq.cli.options import FLAGS, Options, plain_search
from tests.support.tally import TIMES

WORDS = st.one_of(
    st.sampled_from(
        [
            "search",
            "list",
            "who",
            "how do I?",
            "a b",
            "",
            "-",
            "--",
            "-x",
            "-mcpu=probe",
            "--limit",
            "3",
            "--source",
        ]
    ),
    st.sampled_from([f"--{name}" for name in (*OPTIONS, "jso", "json=1")]),
    st.text(max_size=5),
)


@settings(max_examples=400 * TIMES, deadline=None)
@given(
    st.one_of(st.lists(WORDS, max_size=5), st.lists(WORDS, max_size=5).map(lambda words: ["search", *words]))
)
@example(["search", "a", "--json", "b"])
@example(["search", "--json", "a", "--short"])
@example(["search", "a", "", "--json"])
@example(["how do I?"])
@example(["search"])
def test_what_it_accepts_argparse_reads_the_same(arguments: list[str]) -> None:
    plain = plain_search(arguments)
    if plain is not None:
        assert plain == options(arguments)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["how do I?"], Options("search", question=("how do I?",))),
        (["search", "who", "reviews"], Options("search", question=("who", "reviews"))),
        (
            ["search", "--json", "who", "--explain"],
            Options("search", question=("who",), json=True, explain=True),
        ),
        (
            ["search", "--source", "a", "--json", "--source", "b c", "who"],
            Options("search", question=("who",), json=True, source=("a", "b c")),
        ),
        (["search", "who", "--source", "a"], Options("search", question=("who",), source=("a",))),
        (["search"], Options("search")),
        (["who?"], Options("search", question=("who?",))),
    ],
)
def test_plain_lines(arguments: list[str], said: Options) -> None:
    assert plain_search(arguments) == said


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["who"],
        ["list"],
        ["search", "-x"],
        ["search", "--", "x"],
        ["search", "a", "--json", "b"],
        ["search", "a", "--source", "b", "c"],
        ["search", "a", "--source"],
        ["search", "a", "--source", "-"],
        ["search", "a", "--source", "--json"],
        ["search", "--source=a", "b"],
        ["-?"],
    ],
)
def test_lines_for_argparse(arguments: list[str]) -> None:
    assert plain_search(arguments) is None


@pytest.mark.parametrize("flag", ["alternates", "explain", "full", "ids", "json", "short", "url"])
def test_each_of_its_flags_is_read(flag: str) -> None:
    for arguments in (["search", f"--{flag}", "who"], ["search", "who", "is", f"--{flag}"]):
        plain = plain_search(arguments)
        assert plain is not None
        assert getattr(plain, flag) is True
        assert plain == options(arguments)


def test_its_flags_are_those_of_the_table() -> None:
    assert len(FLAGS) == 7
    assert set(FLAGS) <= set(SEARCH.options)
    assert not any(OPTIONS[name].takes_value for name in FLAGS)
