"""Questions that stand under two entries are kept under the first."""

from faq.errors import FaqError
from faq.knowledge.doubles import without_doubles
from faq.knowledge.values import Curated, Detail, Knowledge


def test_a_detail_without_questions_is_kept_for_its_weights_alone() -> None:
    details = (Detail("It is.", ("Up?",), "SS"), Detail("It was.", ("Up?",)))
    given = Knowledge(entries=(Curated("q-one", ("Up?",)), Curated("q-two", (), details)))
    problems: list[FaqError] = []
    _, entry = without_doubles(given, "FAQ.toml", problems).entries
    assert entry.details == (Detail("It is.", (), "SS"),)
    assert len(problems) == 1
