"""Units: what of an answer can be read alone."""

from pathlib import Path

import pytest

from faq.indexing.passages import passages, sentences
from faq.indexing.payloads import NOTHING, Unit, word_count
from faq.indexing.units import units
from faq.model import Lines, Passage
from faq.parsing.parse import parse

BUNDLED = Path(__file__).parents[2] / "data" / "bpf_devel_QA.rst"
TEXT = BUNDLED.read_text("utf-8")
ENTRIES = {entry.id: entry for entry in parse(TEXT, BUNDLED.name).entries}

Shown = tuple[str, str]
"""Kind and text of a block."""


def of(*blocks: Shown) -> list[Passage]:
    """The passages of blocks: sentences, or the lines of a listing."""
    found = []
    for number, (kind, text) in enumerate(blocks):
        texts = text.split("\n") if kind in ("code", "quote") else sentences(text)
        found += [Passage(one, Lines(1, 1), number, kind) for one in texts]
    return found


def prose(text: str) -> Shown:
    return "paragraph", text


LONG = " ".join(["pear"] * 40)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pears are ripe in June. Apples are red in May.", [(0, 0), (1, 1)]),
        ("Pears are ripe in June. Therefore eat now.", [(0, 0), (0, 1)]),
        ("Pears are ripe in June. Therefore eat one now. Likewise buy one.", [(0, 0), (0, 1), (0, 2)]),
        ("Peel all ripe pears first. If not, wait a day.", [(0, 0), (0, 1)]),
        ("Peel all ripe pears first. If ripe, wait a day.", [(0, 0), (1, 1)]),
        ("Pears are so very sweet. In this case peel one.", [(0, 0), (0, 1)]),
        ("Pears are so very sweet. Often these are red.", [(0, 0), (0, 1)]),
        ("Pears bruise in any box. Apples can well stand this for days.", [(0, 0), (0, 1)]),
        (
            "Pears bruise in any box. Apples can so very well stand this for days.",
            [(0, 0), (1, 1)],
        ),  # far behind
        ("Pears are so very sweet. Once you have that, go on.", [(0, 0), (0, 1)]),
        (
            "Pears are so very sweet. Theory says no more.",
            [(0, 0), (1, 1)],
        ),  # "The" is no "Then", "Theory" no "the"
        ("Pears are so very sweet. That said, buy apples.", [(0, 0), (1, 1)]),
        ("It is a fruit that grows.", [(0, 0)]),  # the first sentence points at the question
        ("Yes, please do! Pears are very welcome.", [(0, 1), (1, 1)]),
        ("Not at all. Pears are not for sale. Therefore plant one.", [(0, 2), (1, 1), (1, 2)]),
        ("Buy pears every single day. Never bruise them!", [(0, 0), (0, 1)]),
        ("Pears are so very sweet. See the section below.", [(0, 0), NOTHING]),
        ("Pears are so very sweet. Again, see the other page for details.", [(0, 0), NOTHING]),
        ("Pears are so very sweet. For more information refer to the book.", [(0, 0), NOTHING]),
        ("Pears are so very sweet. Seedless ones are best there.", [(0, 0), (1, 1)]),
        ("Pears are so very sweet. The reason is the sun.", [(0, 0), (0, 1)]),
        ("Pears are so very sweet. During those two weeks they rot.", [(0, 0), (0, 1)]),
        ("Pears are so very sweet. During those two weeks of harvest buy some.", [(0, 0), (1, 1)]),
        ("Pears are so very sweet. Nearly all these kinds of fruit are.", [(0, 0), (0, 1)]),
        (f"{LONG} {LONG}. Pears are sweet.", [(0, 0), (1, 1)]),  # a long sentence is shown as it is
        (f"{LONG} {LONG}. Therefore eat now.", [(0, 0), NOTHING]),
        (f"{LONG} {LONG}. Often these are red.", [(0, 0), (1, 1)]),  # rather alone than not at all
    ],
)
def test_sentences(text: str, expected: list[Unit]) -> None:
    assert list(units(of(prose(text)))) == expected


COMMANDS = "$ cd pears\n$ peel"
LISTING = "\n".join(f"line {number}" for number in range(9))


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ([prose("Peel all the ripe pears:"), ("code", COMMANDS)], [(0, 2)] * 3),
        ([prose("Peel all the ripe pears."), ("code", COMMANDS)], [(0, 0), (0, 2), (0, 2)]),
        ([prose("Buy some ripe pears now. Then peel them all:"), ("code", COMMANDS)], [(0, 0), (0, 3), (0, 3), (0, 3)]),
        # eight lines are shown, of nine the one
        ([("code", LISTING[: LISTING.rindex("\n")])], [(0, 7)] * 8),
        ([("code", LISTING)], [(n, n) for n in range(9)]),
        # what a command printed is shown with it, or left out
        ([("code", f"$ peel\n{LISTING}")], [(0, 0)] * 10),
        ([prose("Ask the pear list:"), ("quote", "pears@example.org")], [(0, 1)] * 2),
        ([prose("Pears can be had at"), prose("https://pears.example/")], [(0, 1)] * 2),
        ([prose("Pears can be had there."), prose("https://pears.example/")], [(0, 0), (1, 1)]),
        ([prose("These pears are sweet:"), ("bullet", "red"), ("bullet", "green")], [(0, 2)] * 3),
        ([prose("All these pears are"), ("bullet", "red"), ("bullet", "green")], [(0, 2)] * 3),
        ([prose("Some sweet pears:"), ("bullet", LONG), ("bullet", LONG)], [(0, 1), (0, 1), (2, 2)]),
        ([prose("Eat pears when:"), ("bullet", "red"), ("bullet", "green"), prose("Otherwise wait.")],
         [(0, 2), (0, 2), (0, 2), (0, 3)]),
        # a list of names announces nothing
        ([("bullet", "Ann <ann@example.org>"), prose("Bob has many pears, too.")], [(0, 0), (1, 1)]),
        # what is announced may be a paragraph
        ([prose("Mind one thing:"), prose("Ripe pears rot in August. Apples do not rot.")], [(0, 1), (1, 1), (2, 2)]),
        ([("table", "pear  1"), prose("Pears are so sweet.")], [(0, 0), (1, 1)]),
    ],
)  # fmt: skip
def test_what_is_announced(blocks: list[Shown], expected: list[Unit]) -> None:
    assert list(units(of(*blocks))) == expected


@pytest.mark.parametrize(("words", "expected"), [(60, [(0, 1), (0, 1)]), (61, [(0, 1), (1, 1)])])
def test_an_item_is_read_with_the_line_that_announces_it_up_to_sixty_words(
    words: int, expected: list[Unit]
) -> None:
    line = " ".join(["pear"] * (words - 2)) + " pears:"
    assert list(units(of(prose(line), ("bullet", "apple")))) == expected


def test_a_short_sentence_is_joined_by_what_goes_on_only_as_far_as_it_is_short() -> None:
    found = units(of(prose(f"Never. {LONG}. Therefore {' '.join(['eat'] * 30)}.")))
    assert found[0] == (0, 1)


@pytest.mark.parametrize("id", ENTRIES)
def test_units_of_the_bundled_document(id: str) -> None:
    """Each holds its passage, is short, and opens with nothing that is not understood."""
    spans = passages(ENTRIES[id], TEXT.splitlines())
    for number, unit in enumerate(units(spans)):
        if unit != NOTHING:
            assert unit[0] <= number and (number <= unit[1] or spans[number].kind == "code")
            assert unit[0] == unit[1] or word_count(spans, unit) <= 75
            opening = spans[unit[0]].text
            assert unit[0] == 0 or not opening.startswith(
                ("Therefore", "Likewise", "Otherwise", "This", "If not")
            )
            assert not spans[unit[1]].text.endswith(":")


@pytest.mark.parametrize(
    ("id", "within", "opening", "end"),
    [
        ("q-reporting-llvm-bpf-issues", "Yonghong", "LLVM's BPF back end is a key piece", "<daniel@iogearbox.net>"),
        ("q-reporting-llvm-bpf-issues", "Yes, please do!", "Yes, please do!", "fixed whenever necessary."),
        ("q-got-it-so-how-do-i-build-llvm-manually-anyway", "$ ninja", "You need cmake", "$ ninja"),
        ("q-how-to-run-bpf-selftests", "$ sudo ./test_verifier", "To run the verifier tests:", "./test_verifier"),
        ("q-how-do-i-report-bugs-for-bpf-kernel-code", "Alexei", "Given netdev has", "<daniel@iogearbox.net>"),
        ("q-how-to-run-bpf-selftests", "https://github.com/acmel", "pahole is delivered", "acmel/dwarves"),
        ("q-where-do-i-find-llvm-with-bpf-support", "Example:", "LLVM's static compiler lists", "$ llc --version"),
    ],
)  # fmt: skip
def test_what_a_passage_is_read_with(id: str, within: str, opening: str, end: str) -> None:
    spans = passages(ENTRIES[id], TEXT.splitlines())
    number = next(n for n, span in enumerate(spans) if span.text.startswith(within))
    first, last = units(spans)[number]
    assert spans[first].text.startswith(opening)
    assert spans[last].text.endswith(end)
