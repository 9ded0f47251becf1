"""Questions that stand under two entries are kept under the first."""

from faq.errors import FaqError
from faq.knowledge.doubles import behind, without_doubles
from faq.knowledge.values import Curated, Detail, Knowledge


def test_a_detail_without_questions_is_kept_for_its_weights_alone() -> None:
    details = (Detail("It is.", ("Up?",), "SS"), Detail("It was.", ("Up?",)))
    given = Knowledge(entries=(Curated("q-one", ("Up?",)), Curated("q-two", (), details)))
    problems: list[FaqError] = []
    _, entry = without_doubles(given, "FAQ.toml", problems).entries
    assert entry.details == (Detail("It is.", (), "SS"),)
    assert len(problems) == 1


def test_a_file_is_heeded_before_another() -> None:
    """Where the first one puts a question elsewhere, under another entry or out of scope or under one after all."""
    first = Knowledge(entries=(Curated("q-one", ("Up?",), symptoms=("E: up",)),), outside=("Left?",))
    details = (Detail("It is.", ("Down?", "E: up")),)
    other = Knowledge(
        entries=(Curated("q-one", ("Up?", "Right?")), Curated("q-two", ("Up?", "Left?", "Back?"), details)),
        outside=("Left?", "Up?", "Round?"),
    )
    assert behind(other, first) == Knowledge(
        entries=(
            Curated("q-one", ("Up?", "Right?")),
            Curated("q-two", ("Back?",), (Detail("It is.", ("Down?",)),)),
        ),
        outside=("Left?", "Round?"),
    )
