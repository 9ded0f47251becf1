"""The vectors of entries: from texts to what is stored, and from there to how near each entry is."""

import pytest

from faq.vectors.units import UnitVectors, packed
from tests.support.encoders import Meanings


def test_an_entry_is_as_near_as_its_whole_and_its_best_part_together() -> None:
    encoder = Meanings()
    entries = [
        (3, packed(["peel pears", "store", "peel"], encoder)),
        (7, packed(["grow apples", "apples", "grow"], encoder)),
    ]
    found = UnitVectors(entries).cosines("the rind", encoder)
    assert found == pytest.approx({3: (0.5**0.5 + 1) / 2, 7: 0.0})


def test_an_entry_of_one_unit_is_as_near_as_that() -> None:
    encoder = Meanings()
    found = UnitVectors([(1, packed(["peel"], encoder))]).cosines("skin", encoder)
    assert found == pytest.approx({1: 1.0})


def test_what_is_stored_is_text_without_line_ends() -> None:
    text = packed(["peel"] * 40, Meanings())
    assert text.isascii()
    assert text.strip() == text
    assert "\n" not in text
