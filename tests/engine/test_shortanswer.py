"""The short answer: a verbatim span of the entry, the one that is asked for."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from faq.engine.parameters import DEFAULT
from faq.engine.question import read
from faq.engine.ranking import MatchedQuestions, idf, similarity
from faq.engine.shortanswer import _likeliest, _widened, passage_features, short_answer, weighed
from faq.indexing.payloads import NOTHING, Analysed, Evidence, Stored, Unit, pack
from faq.library.library import Library, open_library
from faq.model import Block, Entry, Lines, Passage, ShortAnswer
from faq.sources.selection import in_use
from index.buckets import FEW, buckets, written


@cache
def library() -> Library:
    return open_library(in_use())


@cache
def stored() -> dict[str, Stored]:
    found = [library().snapshot.stored(number) for number in sorted(library().snapshot.entry_numbers)]
    return {one.entry.id: one for one in found}


def short(query: str, id: str) -> ShortAnswer | None:
    return _short(query, stored()[id])


def _short(query: str, found: Stored) -> ShortAnswer | None:
    question = read(query, library().snapshot)
    weights = idf(question, library().snapshot, DEFAULT)
    return short_answer(
        question,
        found,
        weighed(found),
        similarity(question, found.question_terms, weights, library().snapshot, DEFAULT),
        weights,
        DEFAULT,
    )


@pytest.mark.parametrize(
    ("query", "id", "text", "lines"),
    [
        (
            "who do I cc when I report a kernel crash in BPF?",
            "q-how-do-i-report-bugs-for-bpf-kernel-code",
            "Given netdev has a high volume of traffic, please also add the BPF maintainers to Cc (from kernel "
            "MAINTAINERS file):\nAlexei Starovoitov <ast@kernel.org>\nDaniel Borkmann <daniel@iogearbox.net>",
            (31, 35),
        ),
        (
            "can I use bugzilla?",
            "q-how-do-i-report-bugs-for-bpf-kernel-code",
            "Please do NOT report BPF issues to bugzilla.kernel.org since it is a guarantee that the reported "
            "issue will be overlooked.",
            (41, 42),
        ),
        (
            "how do I run the verifier tests?",
            "q-how-to-run-bpf-selftests",
            "To run the verifier tests:\n$ sudo ./test_verifier",
            (422, 424),
        ),
        (
            "how long does feedback usually take?",
            "q-how-long-do-i-need-to-wait-for-feedback-on-my-bpf-patches",
            "The usual time to feedback will be around 2 or 3 business days.",
            (187, 188),
        ),
        (  # what each of the two is for
            "does it go to bpf or to bpf-next?",
            "q-how-do-i-indicate-which-tree-bpf-vs-bpf-next-my-patch-should-be-applied-to",
            "For fixes eventually landing in bpf -> net tree, the subject must look like:\n"
            "git format-patch --subject-prefix='PATCH bpf' start..finish\n"
            "For features/improvements/etc that should eventually land in bpf-next -> net-next, the subject must look "
            "like:\ngit format-patch --subject-prefix='PATCH bpf-next' start..finish",
            (128, 136),
        ),
        (  # the sentence that tells them apart
            "which tree?",
            "q-how-do-the-changes-make-their-way-into-linux",
            "The bpf tree itself is for fixes only, whereas bpf-next for features, cleanups or other kind of "
            'improvements ("next-like" content).',
            (92, 93),
        ),
        (  # a message is not a question about a detail: the sentence next to it comes along
            "must every test of the master branch pass on the old 4.19 machines of our build farm, or may some fail?",
            "q-which-bpf-kernel-selftests-version-should-i-run-my-kernel-against",
            "If you run a kernel xyz, then always run the BPF kernel selftests from that kernel xyz as well. Do not "
            "expect that the BPF selftest from the latest mainline tree will pass all the time.",
            (457, 459),
        ),
        (
            "must all tests of master pass?",
            "q-which-bpf-kernel-selftests-version-should-i-run-my-kernel-against",
            "Do not expect that the BPF selftest from the latest mainline tree will pass all the time.",
            (458, 459),
        ),
        (  # a verdict is for those who want one
            "clang 10 makes the verifier reject my program, clang 9 does not",
            "q-reporting-llvm-bpf-issues",
            "LLVM's BPF back end is a key piece of the whole BPF infrastructure and it ties deeply into verification "
            "of programs from the kernel side. Therefore, any issues on either side need to be investigated and fixed "
            "whenever necessary.",
            (528, 531),
        ),
        (
            "should I tell anybody about it?",
            "q-reporting-llvm-bpf-issues",
            "Yes, please do!\nLLVM's BPF back end is a key piece of the whole BPF infrastructure and it ties deeply "
            "into verification of programs from the kernel side. Therefore, any issues on either side need to be "
            "investigated and fixed whenever necessary.",
            (526, 531),
        ),
        (  # what a program prints is known by the sentence that says what is missing
            "libbpf: failed to find '.BTF' ELF section in ./vmlinux",
            "q-how-to-run-bpf-selftests",
            "Finally to ensure support for latest BPF Type Format features - discussed in Documentation/bpf/btf.rst - "
            "pahole version 1.16 is required for kernels built with CONFIG_DEBUG_INFO_BTF=y.",
            (444, 446),
        ),
    ],
)
def test_short_answers(query: str, id: str, text: str, lines: tuple[int, int]) -> None:
    assert short(query, id) == ShortAnswer(text, Lines(*lines))


QUESTIONS = ("why?", "how do I do it?", "who?", "where is it?", "bpf", "zzz")


def test_a_listing_is_shown_whole_and_with_what_it_needs() -> None:
    told = short("command to clone llvm", "q-got-it-so-how-do-i-build-llvm-manually-anyway")
    assert told is not None
    assert told.lines == (503, 515)
    assert told.text.startswith("You need cmake and gcc-c++ as build requisites for LLVM. Once you have")
    commands = told.text.partition("repositories:\n")[2].split("\n")
    assert [line for line in commands if line.startswith("$")] == [
        "$ git clone https://github.com/llvm/llvm-project.git",
        "$ mkdir -p llvm-project/llvm/build/install",
        "$ cd llvm-project/llvm/build",
        '$ cmake .. -G "Ninja" -DLLVM_TARGETS_TO_BUILD="BPF;X86" \\',
        "$ ninja",
    ]


@pytest.mark.parametrize("query", QUESTIONS)
def test_it_is_always_made_of_passages(query: str) -> None:
    for id, found in stored().items():
        told = short(query, id)
        assert told is not None
        texts = " ".join(one.text for one in found.passages)
        assert " ".join(told.text.split()) in " ".join(texts.split())
        assert told.lines.first in [one.lines.first for one in found.passages]
        assert told.lines.last in [one.lines.last for one in found.passages]


def test_an_entry_without_text_has_none() -> None:
    entry = Entry("empty", "qna", "Empty?", (), (), (), (), Lines(1, 1))
    found = Stored(pack(Analysed(entry, "FAQ.rst", (), (), ())).__getitem__)
    assert _short("empty?", found) is None


def test_the_lines_are_those_of_the_document() -> None:
    source = (Path(__file__).parents[2] / "data" / "bpf_devel_QA.rst").read_text("utf-8").splitlines()
    told = short("how do I run the verifier tests?", "q-how-to-run-bpf-selftests")
    assert told is not None
    said = [line.strip().replace("::", ":") for line in source[told.lines.first - 1 : told.lines.last]]
    assert [line for line in said if line] == told.text.split("\n")


OWN = ((0, 0), (1, 1), (2, 2), (3, 3))


@pytest.mark.parametrize(
    ("units", "scores", "best", "shown"),
    [
        (OWN, (0, 9, 0, 0), 1, (1, 1)),
        (OWN, (5, 9, 0, 0), 1, (0, 1)),
        (OWN, (0, 9, 5, 0), 1, (1, 2)),
        (OWN, (0, 9, 4, 0), 1, (1, 1)),  # answers less well than it must
        (OWN, (6, 9, 7, 0), 1, (0, 2)),
        ((*OWN[:2], (2, 3), OWN[3]), (6, 9, 7, 0), 1, (1, 3)),  # the better one first
        (OWN, (0, 9, 0, 8), 1, (1, 1)),  # one lies between them
        (OWN, (8, 0, 0, 9), 3, (3, 3)),
        (OWN, (0, 8, 0, 9), 3, (3, 3)),
        ((*OWN[:2], (2, 3), OWN[3]), (0, 9, 8, 0), 1, (1, 3)),
        ((OWN[0], (1, 2), (2, 3), OWN[3]), (0, 9, 8, 0), 1, (1, 3)),  # they overlap
        ((OWN[0], (1, 2), (2, 2), OWN[3]), (0, 9, 8, 0), 1, (1, 2)),  # it is there already
        ((NOTHING, *OWN[1:]), (8, 9, 0, 0), 1, (1, 1)),  # cannot be read alone
        (((0, 1), OWN[1], (2, 3), OWN[3]), (9, 0, 8, 0), 0, (0, 1)),  # too long together
        ((*OWN[:4], (4, 4)), (0, 0, 0, 9, 8), 3, (3, 3)),  # of another block
    ],
)
def test_what_answers_nearly_as_well_is_shown_with_the_answer(
    units: Sequence[Unit], scores: Sequence[float], best: int, shown: Unit
) -> None:
    texts = ("one pear", "two pears", "three pears", "four pears", "five")
    passages = [Passage(text, Lines(1, 1), number // 4, "paragraph") for number, text in enumerate(texts)]
    assert _widened(passages[: len(units)], units, scores, best, 5, 6) == shown


@pytest.mark.parametrize(
    ("units", "chances", "shown"),
    [
        (OWN, (0.1, 1, 0, 0.2), (1, 3)),  # no more than three can be shown
        (OWN, (0, 1, 0, 0), (1, 1)),  # what surely does not answer is left out
        (OWN, (0.9, 0.8, 0, 1), (1, 3)),
        (OWN, (0.9, 0.8, 0.7, 0.7), (0, 2)),
        (OWN, (1, 0, 0, 0.9), (0, 0)),
        ((*OWN[:2], NOTHING, OWN[3]), (0.1, 1, 1, 0.9), (0, 1)),  # cannot be read alone
        ((*OWN[:2], (1, 2), OWN[3]), (0, 0.1, 0.6, 0), (1, 2)),
        ((OWN[0], (1, 2), (2, 3), OWN[3]), (0, 1, 0.9, 0), (1, 3)),  # each with what it needs
        ((*OWN[:3], (0, 3)), (0, 1, 0.5, 0.1), (0, 3)),  # a unit is shown however long
        ((*OWN[:4], (4, 4)), (0, 0, 0, 1, 0.9), (3, 3)),  # of another block
    ],
)
def test_of_a_paragraph_the_part_is_shown_in_which_the_answer_most_likely_is(
    units: Sequence[Unit], chances: Sequence[float], shown: Unit
) -> None:
    texts = ("one pear", "two pears", "three pears", "four pears", "five")
    passages = [Passage(text, Lines(1, 1), number // 4, "paragraph") for number, text in enumerate(texts)]
    assert _likeliest(passages[: len(units)], units, dict(enumerate(chances)), 6) == shown


def test_to_a_message_the_paragraph_is_shown_and_to_a_question_a_sentence() -> None:
    lines = []
    for query in (
        "is the bpf tree for fixes or features?",
        "Sorry for the noise, I am new here and my colleague said that the cleanup of kernel/bpf/hashtab.c belongs "
        "elsewhere: is it the fixes tree or the other one?",
    ):
        told = short(query, "q-how-do-the-changes-make-their-way-into-linux")
        assert told is not None
        lines.append(tuple(told.lines))
    assert lines == [(92, 93), (92, 96)]


def test_trained_weights_say_which_passage_answers() -> None:
    """The weights are those of the buckets of a word that no passage has."""
    weights = [0] * FEW
    for bucket in buckets("zymurgy"):
        weights[bucket % FEW] = 40
    texts = ("One pear.", "Two plums.")
    passages = tuple(Passage(text, Lines(n, n), n, "paragraph") for n, text in enumerate(texts))
    blocks = tuple(Block("paragraph", text, Lines(1, 1)) for text in texts)
    entry = Entry("q-fruit", "qna", "Fruit?", (), (), blocks, (), Lines(1, 1), 0)
    empty = Evidence(({}, {}), ((0, 0), (1, 1)))
    for trained, shown in ((("", written(weights)), "Two plums."), ((), "One pear.")):
        found = Analysed(entry, "f", (), passages, (("pear",), ("plum",)), empty, passage_weights=trained)
        told = _short("zymurgy?", Stored(pack(found).__getitem__))
        assert told is not None
        assert told.text == shown


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_most_alike_question_of_a_passage_counts_in_whatever_order_they_come(
    order: tuple[int, int],
) -> None:
    """Only the few most alike ones are in order."""
    question = read("how long does it take", library().snapshot)
    found = stored()["q-how-do-i-report-bugs-for-bpf-kernel-code"]
    same = [number for number, passage in enumerate(found.answering) if passage == 0]
    matched = MatchedQuestions([same[n] for n in order], [(0.9, 0.2)[n] for n in order])
    assert passage_features(question, found, weighed(found), matched, {})[0].alike == 0.9
