"""Courtesies: the parts of a message that ask nothing are left out, and nothing else is."""

import pytest

from faq.engine.courtesy import sentences, without_courtesies


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Good evening folks, where do pears grow?", "where do pears grow?"),
        ("where do pears grow? Many thanks!", "where do pears grow?"),
        ("Apologies if somebody has asked this before. Where do pears grow?", "Where do pears grow?"),
        ("I am still learning. Where do pears grow?", "Where do pears grow?"),
        ("where pears grow Thank you very much!", "where pears grow"),  # nothing but a capital parts them
        ("where pears grow Some pointers would be great.", "where pears grow"),
        ("where do pears grow? any hint is welcome", "where do pears grow?"),
        ("Hello!\nwhere do pears grow\nand how do plums?", "where do pears grow\nand how do plums?"),
        ("where do pears grow Best regards, Jo", "where do pears grow"),
        ("Where do pears grow? Many thanks, Jo Pear", "Where do pears grow?"),
        ("Where do pears grow?\nCheers,\nJo.", "Where do pears grow?"),
        ("I like pears, Plums", "I like pears, Plums"),  # no courtesy stands before it
        ("Many thanks, pears", "pears"),  # no name
        ("where do pears grow I am new to gardens.", "where do pears grow"),
        ("Pears rot.\n\nWhere do plums grow?", "Pears rot.\n\nWhere do plums grow?"),  # lines stay apart
        ("Hello, where do pears grow, in spring? Thanks!", "where do pears grow, in spring?"),
        ("Where pears grow, cheers", "Where pears grow,"),
        ("pear tree Thanks to the gardener", "pear tree Thanks to the gardener"),  # it says more
        ("pear or Tips", "pear or"),
        ("Sorry, pears rot and sorry pears taste bad", "pears rot and sorry pears taste bad"),
        ("Thanks in advance!", "Thanks in advance!"),  # nothing would be left
        ("Any help would be appreciated.", "Any help would be appreciated."),
        ("", ""),
    ],
)
def test_what_asks_nothing_is_left_out(text: str, left: str) -> None:
    assert without_courtesies(text).strip() == left


def test_an_abbreviation_ends_no_sentence() -> None:
    assert list(sentences("Is (bpf vs. next) meant, e.g. now? No. 5.")) == [
        "Is (bpf vs. next) meant, e.g. now?",
        " No.",
        " 5.",
    ]
