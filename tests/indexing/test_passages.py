"""Passages: what a short answer can be."""

from pathlib import Path

import pytest

from faq.indexing.passages import _locate, passages, sentences
from faq.model import Lines
from faq.parsing.parse import parse
from tests.parsing.test_bundled_document import unmarked

TEXT = (Path(__file__).parents[2] / "data" / "bpf_devel_QA.rst").read_text("utf-8")
SOURCE = TEXT.splitlines()
ENTRIES = {entry.id: entry for entry in parse(TEXT, "data/bpf_devel_QA.rst").entries}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("Is it? Yes! It is.", ["Is it?", "Yes!", "It is."]),
        ("See e.g. Fedora. Others too.", ["See e.g. Fedora.", "Others too."]),
        ("By David S. Miller. And others.", ["By David S. Miller.", "And others."]),
        ("Released v*-rc1. After that, no.", ["Released v*-rc1.", "After that, no."]),
        ("Kernel 5.10 is old.", ["Kernel 5.10 is old."]),
        ('He said "no." Then left.', ['He said "no."', "Then left."]),
        ("at the git tree. in lower case", ["at the git tree.", "in lower case"]),
        ("\u4f60\u597d\u3002\u518d\u89c1\u3002", ["\u4f60\u597d\u3002", "\u518d\u89c1\u3002"]),
        ("no end", ["no end"]),
        ("", []),
    ],
)
def test_sentences(text: str, found: list[str]) -> None:
    assert sentences(text) == found


def texts(id: str) -> list[tuple[str, int, int]]:
    return [(one.text, *one.lines) for one in passages(ENTRIES[id], SOURCE)]


def test_an_address_belongs_to_the_sentence_that_announces_it() -> None:
    assert texts("q-to-which-mailing-list-do-i-need-to-submit-my-bpf-patches")[0] == (
        "Please submit your BPF patches to the bpf kernel mailing list:\nbpf@vger.kernel.org",
        49,
        51,
    )


@pytest.mark.parametrize(
    ("quoted", "count"),
    [
        ("word " * 48, 1),  # with "Mail to:", the fifty words that a joined passage may have
        ("word " * 49, 2),
        ("|here|", 2),  # what it stands for is not in these lines
    ],
)
def test_what_is_announced_is_joined_while_it_is_short_and_stands_there(quoted: str, count: int) -> None:
    text = f"FAQ\n===\n\nWhere?\n------\n\nMail to:\n\n    {quoted.strip()}\n\n.. |here| replace:: the list\n"
    (entry,) = parse(text, "faq.rst").entries
    assert len(passages(entry, text.splitlines())) == count


def test_a_short_list_is_one_passage() -> None:
    assert (
        "Alexei Starovoitov <ast@kernel.org>\nDaniel Borkmann <daniel@iogearbox.net>",
        34,
        35,
    ) in texts("q-how-do-i-report-bugs-for-bpf-kernel-code")


def test_each_command_is_a_passage_and_a_continued_one_stays_whole() -> None:
    code = passages(ENTRIES["q-got-it-so-how-do-i-build-llvm-manually-anyway"], SOURCE)
    commands = [one.text.splitlines()[0] for one in code if one.kind == "code"]
    assert commands[:3] == [
        "$ git clone https://github.com/llvm/llvm-project.git",
        "$ mkdir -p llvm-project/llvm/build/install",
        "$ cd llvm-project/llvm/build",
    ]
    (long,) = [one for one in code if one.text.startswith("$ cmake")]
    assert long.text.count("\\\n") == long.lines.last - long.lines.first > 2


def test_sentences_have_lines_of_their_own() -> None:
    assert texts("q-how-long-do-i-need-to-wait-for-feedback-on-my-bpf-patches") == [
        ("We try to keep the latency low.", 187, 187),
        ("The usual time to feedback will be around 2 or 3 business days.", 187, 188),
        ("It may vary depending on the complexity of changes and current patch load.", 188, 189),
    ]


@pytest.mark.parametrize("id", ENTRIES)
def test_every_passage_stands_in_its_lines(id: str) -> None:
    for passage in passages(ENTRIES[id], SOURCE):
        stands = SOURCE[passage.lines.first - 1 : passage.lines.last]
        source = unmarked("\n".join(line.lstrip().removeprefix("* ") for line in stands))
        assert " ".join(passage.text.split()) in source, passage


@pytest.mark.parametrize("id", ENTRIES)
def test_passages_hold_the_whole_answer_in_order(id: str) -> None:
    entry = ENTRIES[id]
    said = "".join("".join(one.text for one in passages(entry, SOURCE)).split())
    assert said == "".join("".join(block.text for block in entry.blocks).split())


NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
)


@pytest.mark.parametrize(
    ("first", "second", "count"), [(3, 8, 1), (3, 9, 2), (20, 3, 1), (21, 3, 2), (20, 8, 1)]
)
def test_items_of_a_list_are_one_passage_while_they_are_short(first: int, second: int, count: int) -> None:
    items = [" ".join((NUMBERS * 2)[:length]) for length in (first, second)]
    text = f"FAQ\n===\n\nHow?\n----\n\n* {items[0]}\n* {items[1]}\n"
    (entry,) = parse(text, "faq.rst").entries
    found = [passage.text for passage in passages(entry, text.split("\n"))]
    assert found == (["\n".join(items)] if count == 1 else items)


@pytest.mark.parametrize(("words", "lines"), [(24, Lines(2, 2)), (25, Lines(1, 2))])
def test_a_word_is_looked_for_among_the_next_twenty_five(words: int, lines: Lines) -> None:
    """A span of which no word is met has the lines of its block."""
    source = [" ".join(["apple"] * words), "pear"]
    assert _locate(["pear"], Lines(1, 2), source) == [lines]
    assert _locate(["plum", "plum"], Lines(1, 2), source) == [Lines(1, 2)] * 2


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        (["apple pear", "plum fig", "kiwi"], [Lines(1, 1), Lines(1, 2), Lines(2, 3)]),
        (["apple ``pear`` of", "*plum* fig", "kiwi"], [Lines(1, 1), Lines(1, 2), Lines(2, 3)]),
        (["apple pear kiwi fig plum", "fig", "kiwi"], [Lines(1, 1), Lines(1, 1), Lines(2, 3)]),
    ],
)
def test_spans_are_found_in_order_whatever_stands_between_their_words(
    source: list[str], lines: list[Lines]
) -> None:
    assert _locate(["apple", "pear plum", "fig kiwi"], Lines(1, 3), source) == lines
