"""The bundled document, parsed: every entry, every line, every link."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from faq.model import Block, Document, Link
from faq.parsing.parse import parse

FILE = "data/bpf_devel_QA.rst"
TEXT = (Path(__file__).parents[2] / FILE).read_text(encoding="utf-8")
LINES = TEXT.split("\n")

EXPECTED = [
    ("q-how-do-i-report-bugs-for-bpf-kernel-code", 20, 42),
    ("q-to-which-mailing-list-do-i-need-to-submit-my-bpf-patches", 47, 56),
    ("q-where-can-i-find-patches-currently-under-discussion-for-bpf-subsystem", 58, 81),
    ("q-how-do-the-changes-make-their-way-into-linux", 83, 118),
    ("q-how-do-i-indicate-which-tree-bpf-vs-bpf-next-my-patch-should-be-applied-to", 120, 156),
    ("q-what-does-it-mean-when-a-patch-gets-applied-to-bpf-or-bpf-next-tree", 158, 183),
    ("q-how-long-do-i-need-to-wait-for-feedback-on-my-bpf-patches", 185, 189),
    ("q-how-often-do-you-send-pull-requests-to-major-kernel-trees-like-net-or-net-next", 191, 200),
    ("q-are-patches-applied-to-bpf-next-when-the-merge-window-is-open", 202, 215),
    ("q-verifier-changes-and-test-cases", 217, 233),
    ("q-samples-bpf-preference-vs-selftests", 235, 255),
    ("q-when-should-i-add-code-to-the-bpftool", 257, 263),
    ("q-when-should-i-add-code-to-iproute2-s-bpf-loader", 265, 272),
    ("q-do-you-accept-patches-as-well-for-iproute2-s-bpf-loader", 274, 300),
    ("q-what-is-the-minimum-requirement-before-i-submit-my-bpf-patches", 302, 328),
    ("q-features-changing-bpf-jit-and-or-llvm", 330, 352),
    ("q-i-need-a-specific-bpf-commit-in-stable-kernels-what-should-i-do", 357, 370),
    ("q-do-you-also-backport-to-kernels-not-currently-maintained-as-stable", 372, 379),
    ("q-the-bpf-patch-i-am-about-to-submit-needs-to-go-to-stable-as-well", 381, 392),
    ("q-queue-stable-patches", 394, 408),
    ("q-how-to-run-bpf-selftests", 413, 453),
    ("q-which-bpf-kernel-selftests-version-should-i-run-my-kernel-against", 455, 464),
    ("q-where-do-i-find-llvm-with-bpf-support", 469, 499),
    ("q-got-it-so-how-do-i-build-llvm-manually-anyway", 501, 518),
    ("q-reporting-llvm-bpf-issues", 520, 545),
    ("q-new-bpf-instruction-for-kernel-and-llvm", 547, 581),
    ("q-clang-flag-for-target-bpf", 583, 635),
]

ALTERNATES = {
    "q-verifier-changes-and-test-cases": (
        "I made a BPF verifier change, do I need to add test cases for BPF kernel selftests?"
    ),
    "q-samples-bpf-preference-vs-selftests": (
        "When should I add code to samples/bpf/ and when to BPF kernel selftests ?"
    ),
    "q-features-changing-bpf-jit-and-or-llvm": (
        "What do I need to consider when adding a new instruction or feature "
        "that would require BPF JIT and/or LLVM integration as well?"
    ),
    "q-the-bpf-patch-i-am-about-to-submit-needs-to-go-to-stable-as-well": (
        "The BPF patch I am about to submit needs to go to stable as well What should I do?"
    ),
    "q-queue-stable-patches": (
        "Where do I find currently queued BPF patches that will be submitted to stable?"
    ),
    "q-reporting-llvm-bpf-issues": (
        "Should I notify BPF kernel maintainers about issues in LLVM's BPF code generation back end "
        "or about LLVM generated code that the verifier refuses to accept?"
    ),
    "q-new-bpf-instruction-for-kernel-and-llvm": (
        "I have added a new BPF instruction to the kernel, how can I integrate it into LLVM?"
    ),
    "q-clang-flag-for-target-bpf": (
        "In some cases clang flag -target bpf is used but in other cases the default clang target, "
        "which matches the underlying architecture, is used. What is the difference "
        "and when I should use which?"
    ),
}


@pytest.fixture(scope="module")
def document() -> Document:
    """The bundled document."""
    return parse(TEXT, FILE)


def unmarked(text: str) -> str:
    """Text without the inline markup that the document uses, white space folded."""
    text = re.sub(r":ref:`([^`]*)`", r"\1", text)
    text = re.sub(r"``([^`]*)``", r"\1", text)
    text = re.sub(r"`([^`]*)`_", r"\1", text)
    text = re.sub(r"\b(selftests|MAINTAINERS|LLVM)_(?=\W|$)", r"\1", text)
    text = re.sub(r"(?<![\w/])\*{1,2}(\S[^*]*?)\*{1,2}(?!\w)", r"\1", text, flags=re.DOTALL)
    return " ".join(re.sub(r"\s+::$", "", text).replace("::", ":").split())


def source_of(block: Block) -> str:
    """The source lines of a block."""
    return "\n".join(LINES[block.lines.first - 1 : block.lines.last])


def test_entries_and_lines(document: Document) -> None:
    assert [(e.id, *e.lines) for e in document.entries] == EXPECTED
    assert {e.kind for e in document.entries} == {"qna"}
    assert document.title == "HOWTO interact with BPF subsystem"
    assert document.problems == ()


def test_heading_stands_in_its_line(document: Document) -> None:
    for entry in document.entries:
        assert LINES[entry.lines.first - 1] == f"Q: {entry.question}"


def test_alternates(document: Document) -> None:
    assert {e.id: e.alternates for e in document.entries if e.alternates} == {
        name: (text,) for name, text in ALTERNATES.items()
    }


def test_sections(document: Document) -> None:
    counted: dict[tuple[str, ...], int] = {}
    for entry in document.entries:
        counted[entry.section] = counted.get(entry.section, 0) + 1
    assert counted == {
        ("Reporting bugs",): 1,
        ("Submitting patches",): 15,
        ("Stable submission",): 4,
        ("Testing patches",): 2,
        ("LLVM",): 5,
    }


def test_every_block_is_verbatim_in_its_lines(document: Document) -> None:
    for entry in document.entries:
        for block in entry.blocks:
            source = source_of(block)
            if block.kind == "code":
                assert " ".join(block.text.split()) == " ".join(source.split())
            else:
                shown = unmarked(source)
                assert block.text == shown.removeprefix(f"{block.label} ").removeprefix("A: ").lstrip(
                    "-* "
                ), block


def test_every_block_is_tight(document: Document) -> None:
    for entry in document.entries:
        for block in entry.blocks:
            rows, words = source_of(block).split("\n"), re.findall(r"\w+|\[\.\.\.\]", block.text)
            assert words[0] in rows[0]
            assert words[-1] in rows[-1]


def test_every_line_of_an_answer_is_in_a_block(document: Document) -> None:
    for entry in document.entries:
        covered = {n for b in entry.blocks for n in range(b.lines.first, b.lines.last + 1)}
        begin = min(covered)
        for number in range(begin, entry.lines.last + 1):
            assert not LINES[number - 1].strip() or number in covered, LINES[number - 1]
        before = LINES[entry.lines.first + 1 : begin - 1]
        assert all(not row.strip() or entry.alternates for row in before)
        assert max(covered) == entry.lines.last


def test_blocks_are_in_order_and_apart(document: Document) -> None:
    blocks = [block for entry in document.entries for block in entry.blocks]
    for above, below in pairwise(blocks):
        assert above.lines.last < below.lines.first


def test_farewell_and_targets_belong_to_no_answer(document: Document) -> None:
    text = " ".join(block.text for entry in document.entries for block in entry.blocks)
    assert "Happy BPF hacking" not in text
    assert ".. _" not in text
    assert "BPF_PROG_TYPE_SK_MSG require -target bpf" in text


def test_kinds(document: Document) -> None:
    counted: dict[str, int] = {}
    for entry in document.entries:
        for block in entry.blocks:
            counted[block.kind] = counted.get(block.kind, 0) + 1
    assert set(counted) == {"paragraph", "code", "bullet", "enumerated", "quote"}
    assert counted["enumerated"] == 2
    enumerated = [b for e in document.entries for b in e.blocks if b.kind == "enumerated"]
    assert [block.label for block in enumerated] == ["i)", "ii)"]
    strong = [b.text for e in document.entries for b in e.blocks if b.strong]
    assert strong == [
        "Please do NOT report BPF issues to bugzilla.kernel.org since it is a guarantee "
        "that the reported issue will be overlooked."
    ]


def test_links(document: Document) -> None:
    links = {entry.id: entry.links for entry in document.entries}
    assert links["q-how-do-i-report-bugs-for-bpf-kernel-code"] == (
        Link("bpf@vger.kernel.org", "mailto:bpf@vger.kernel.org", True),
        Link("MAINTAINERS", "", False, "uri:../../MAINTAINERS"),
        Link("ast@kernel.org", "mailto:ast@kernel.org", True),
        Link("daniel@iogearbox.net", "mailto:daniel@iogearbox.net", True),
    )
    assert links["q-features-changing-bpf-jit-and-or-llvm"] == (Link("LLVM", "", False, "uri:#llvm"),)
    assert links["q-how-to-run-bpf-selftests"] == (
        Link("selftests", "", False, "uri:../../tools/testing/selftests/bpf/"),
        Link(
            "Documentation/dev-tools/kselftest.rst",
            "https://www.kernel.org/doc/html/latest/dev-tools/kselftest.html",
            True,
        ),
        Link("Documentation/bpf/btf.rst", "", False, "name:Documentation/bpf/btf.rst"),
        Link("https://github.com/acmel/dwarves", "https://github.com/acmel/dwarves", True),
    )
    assert (
        Link("netdev-FAQ", "", False, "uri:../networking/netdev-FAQ.rst")
        in (links["q-how-do-the-changes-make-their-way-into-linux"])
    )


def test_line_ends_do_not_matter(document: Document) -> None:
    assert parse(TEXT.replace("\n", "\r\n"), FILE) == document
    assert parse("\ufeff" + TEXT, FILE) == document
