"""The age of a text, and what a newer bundled revision says differently."""

from pathlib import Path

import pytest

from faq.indexing import text_age
from faq.indexing.text_age import age_of
from faq.knowledge.values import Knowledge, Place, Revision
from faq.parsing.parse import parse
from faq.sources.shipped import bundled

TEXT = "Fruit FAQ\n=========\n\nQ: Who sells pears?\n-------------------\nThe market.\n"
SELL = "q-who-sells-pears"
DOCUMENT = parse(TEXT, "fruit.rst", "/orchard/fruit.rst")
STATE = Revision(revision="0123456789abcdef", release="Fruit 2", as_of="2024-05")


def comes_with_the_program(text: str, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a text in the place of every bundled revision."""
    (place / "fruit.rst").write_text(text, encoding="utf-8")
    newer = bundled()._replace(path=str(place / "fruit.rst"))
    monkeypatch.setattr(text_age, "revision", lambda name: newer)


@pytest.mark.parametrize(
    ("root", "path", "address"),
    [
        (
            "https://git.example/",
            "doc/fruit.rst",
            "https://git.example/doc/fruit.rst?id=0123456789abcdef",
        ),
        ("https://git.example/", "", ""),
        ("", "doc/fruit.rst", ""),
    ],
)
def test_the_address_of_a_text_is_whole_or_none(root: str, path: str, address: str) -> None:
    place = Place(source_root=root, tree_path=path)
    assert age_of(Knowledge(revision=STATE, place=place), DOCUMENT).source == address


def test_of_several_newer_revisions_the_newest_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    comes_with_the_program(TEXT.replace("The market.", "The shop."), tmp_path, monkeypatch)
    months = {"old": "2023-01", "next": "2024-06", "last": "2025-01", "third": "2024-09"}
    others = tuple(Revision(name, as_of=month) for name, month in months.items())
    age = age_of(Knowledge(revision=STATE, others=others), DOCUMENT)
    assert (age.newer, age.changed) == ("last", ((SELL, "q-who-sells"),))


@pytest.mark.parametrize(
    ("headings", "short"),
    [
        ([], "q-who-sells"),  # "who" names no subject
        (["Who sells figs?"], "q-who-sells"),
        (["Q: Who sells figs?"], "q-who-sells-pears"),
        (["Q: Whose pears?"], "q-who-sells"),
        (["Q: Who eats pears?"], "q-who-sells"),
        (["Q: Who?"], "q-who-sells"),
        (["Q: Who sells pears and plums?"], SELL),
        (["Q: Who *sells* the pears?"], "q-who-sells-pears"),
    ],
)
def test_how_short_an_id_can_be(
    headings: list[str], short: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = "".join(f"\n{heading}\n{'~' * len(heading)}\n\nSomebody.\n" for heading in headings)
    comes_with_the_program(TEXT.replace("The market.", "The shop.") + more, tmp_path, monkeypatch)
    known = Knowledge(revision=STATE, others=(Revision("next", as_of="2024-06"),))
    assert age_of(known, DOCUMENT).changed == ((SELL, short),)
