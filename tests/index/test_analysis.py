"""Words: what they are compared by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import Remembered, grams, stem, terms, tokens, weight


@pytest.mark.parametrize(
    ("word", "stemmed"),
    [
        ("logging", "log"),
        ("setting", "set"),
        ("patches", "patch"),
        ("submitted", "submit"),
        ("maintainers", "maintain"),
        ("queries", "queri"),
        ("bpf", "bpf"),
        ("is", "is"),
        ("cpus", "cpu"),
        ("virus", "virus"),
        ("größe", "größe"),
        ("v2", "v2"),
    ],
)
def test_stem(word: str, stemmed: str) -> None:
    assert stem(word) == stemmed


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("test_verifier.c", ["test_verifier.c", "test", "verifi"]),
        ("bpf-next", ["bpf-next", "bpf", "next"]),
        ("-mcpu=probe", ["mcpu=probe", "mcpu", "probe"]),
        (
            "CONFIG_DEBUG_INFO_BTF",
            ["config_debug_info_btf", "config", "debug", "info", "btf"],
        ),
        ("bpf@vger.kernel.org", ["bpf@vger.kernel.org", "bpf", "vger", "kernel", "org"]),
        ("the kernel's tree", ["kernel", "tree"]),
        ("Acked-by's", ["acked-by", "ack", "by"]),
        ("How do I send patches?", ["send", "patch"]),
        ("patch patch", ["patch", "patch"]),
        ("\uff22\uff30\uff26", ["bpf"]),
        ("\u30d1\u30c3\u30c1", ["\u30d1\u30c3", "\u30c3\u30c1"]),
        ("ssh\u30b3\u30de\u30f3\u30c9", ["ssh", "\u30b3\u30de", "\u30de\u30f3", "\u30f3\u30c9"]),
        ("\u7528bpf-next.git\u5427", ["\u7528", "bpf-next.git", "bpf", "next", "git", "\u5427"]),
        ("\u6d88\u3057\u3066\u3082", ["\u6d88\u3057"]),
        ("GPU GPUs gpus VMs VM", ["gpu", "gpu", "gpu", "vm", "vm"]),
        ("VFS VFs", ["vfs", "vf"]),
        ("eBPF BPF ebpf's", ["bpf", "bpf", "bpf"]),
        ("ebpf-tests", ["ebpf-tests", "bpf", "test"]),
        ("C", ["c"]),
        ("who is it?", []),
        ("?!* -- ...", []),
        ("", []),
    ],
)
def test_terms(text: str, found: list[str]) -> None:
    assert terms(text) == tuple(found)


@pytest.mark.parametrize(
    ("term", "heavy"),
    [
        ("\u63a5\u7d9a", 0.5),
        ("\u30b3\u30de", 0.5),
        ("\u7528", 1.0),
        ("io", 1.0),
        ("\u00e9t", 1.0),
        ("bpf-next", 1.0),
    ],
)
def test_adjacent_letters_weigh_half_a_word(term: str, heavy: float) -> None:
    assert weight(term) == heavy


def test_question_words_are_tokens_without_a_topic() -> None:
    assert [(token.surface, token.topical) for token in tokens("How do I rebase?")] == [
        ("How", False),
        ("do", False),
        ("I", False),
        ("rebase", True),
    ]


def test_a_long_word_is_cut() -> None:
    assert [token.surface for token in tokens("a" * 1000)] == ["a" * 64]


def test_a_text_is_worked_out_once_while_few_others_come_and_it_is_not_long() -> None:
    made: list[str] = []

    def make(word: str) -> tuple[str, ...]:
        made.append(word)
        return (word,)

    remembered = Remembered(make, most=2, longest=64)
    long = "d" * 65
    words = ["a", "b", "a", "c", "a", long, long]
    assert [remembered[word] for word in words] == [(word,) for word in words]
    assert made == ["a", "b", "c", "a", long, long]
    assert list(remembered) == ["c", "a"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tree", [" tre", "tree", "ree "]),
        ("a", [" a "]),
        ("is it", [" is ", " it "]),
        ("a-b", [" a-b", "a-b "]),
        ("!", []),
    ],
)
def test_grams(text: str, found: list[str]) -> None:
    assert grams(text) == tuple(found)


@given(st.text(max_size=300))
def test_any_text_has_terms_of_bounded_length(text: str) -> None:
    assert all(0 < len(term) <= 64 * 6 for term in terms(text))
    assert all(len(gram) <= 4 for gram in grams(text))


def test_spellings_of_one_term_have_the_same_grams() -> None:
    assert grams("eBPF maps") == grams("BPF maps")
