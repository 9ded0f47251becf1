"""The session's own lines."""

import pytest

from faq.model import Link
from faq.session import view


@pytest.mark.parametrize(
    ("link", "named"),
    [
        (Link("the list", "https://example.org/", True), "the list: https://example.org/"),
        (Link("https://example.org/", "https://example.org/", True), "https://example.org/"),
        (Link("a@example.org", "mailto:a@example.org", True), "a@example.org"),
        (Link("mail us", "mailto:a@example.org", True), "mail us: mailto:a@example.org"),
        (Link("btf.rst", "", False), "btf.rst (target not known)"),
    ],
)
def test_a_link_by_its_name(link: Link, named: str) -> None:
    assert view.named(link) == named
