"""What the values of a knowledge file look like."""

import pytest

from faq.knowledge.forms import FORMS

GOOD = {
    "as_of": ["2020-07", "1999-12"],
    "sha256": ["0f" * 32, "0F" * 32],
    "url": ["https://a.org", "http://a.org/b?c=d#e", "HTTPS://A.ORG/b"],
    "web_root": ["https://a.org/", "https://a.org/b/"],
    "source_root": ["https://a.org/tree/", "https://a.org/view?path="],
    "tree_path": ["FAQ.rst", "docs/a b/FAQ.rst"],
    "docs_path": ["docs", "docs/", "a/b"],
}
BAD = {
    "as_of": ["soon", "2020", "2020-13", "2020-00", "2020-7", "2020-07-01", "2020-07\n", "\u0662020-07", "July 2020"],
    "sha256": ["x", "0f" * 31, "0f" * 33, "0g" * 32],
    "url": [
        "javascript:alert(1)", "file:///etc", "ftp://a.org/", "//a.org", "a.org", "https:", "https://",
        "https:///x", "https://a.org/ b", " https://a.org", "mailto:a@b.org",
    ],
    "web_root": ["https://a.org", "https://a.org/b", "javascript:/", "a.org/"],
    "source_root": ["https://a.org/tree", "/tree/"],
    "tree_path": ["/docs/FAQ.rst", "../FAQ.rst", "docs/../FAQ.rst", "./FAQ.rst", "~/FAQ.rst", "docs//FAQ.rst",
                  "docs\\FAQ.rst", "https://a.org/FAQ.rst", "C:/FAQ.rst", "docs/\x00"],
    "docs_path": [".", "/", "/docs", "docs/..", "docs//"],
}  # fmt: skip


@pytest.mark.parametrize(("key", "value"), [(key, value) for key, values in GOOD.items() for value in values])
def test_what_has_its_form(key: str, value: str) -> None:
    assert FORMS[key].fits(value)


@pytest.mark.parametrize(("key", "value"), [(key, value) for key, values in BAD.items() for value in values])
def test_what_does_not(key: str, value: str) -> None:
    assert not FORMS[key].fits(value)


def test_every_form_is_tried() -> None:
    assert FORMS.keys() == GOOD.keys() == BAD.keys()
