"""Text on a terminal: cut, counted in columns, wrapped, linked and painted."""

import pytest

from faq.output.text import Style, columns, cut, hyperlink, painted, wrapped


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two..."),
        ("one  two\nthree", 13, "one two three"),
        ("oneverylongword indeed", 12, "oneverylo..."),
        ("\u6838\u5fc3\u6838\u5fc3\u6838\u5fc3", 9, "\u6838\u5fc3\u6838..."),
        ("word", 3, "..."),
        ("word", 1, "."),
    ],
)
def test_cut(text: str, width: int, shown: str) -> None:
    assert cut(text, width) == shown


@pytest.mark.parametrize(
    ("text", "count"),
    [("abc", 3), ("", 0), ("\u6838\u5fc3", 4), ("e\u0301", 1), ("\uff21", 2), ("\u00e9", 1)],
)
def test_columns(text: str, count: int) -> None:
    assert columns(text) == count


@pytest.mark.parametrize(
    ("text", "first", "lines"),
    [
        ("one two three four five six", "", ["one two three four", "five six"]),
        ("one two three four five", "  * ", ["  * one two three", "    four five"]),
        ("a " + "x" * 30 + " b", "", ["a", "x" * 30, "b"]),
        ("", "> ", ["> "]),
        ("\u6838\u5fc3" * 11, "", ["\u6838\u5fc3" * 5, "\u6838\u5fc3" * 5, "\u6838\u5fc3"]),
    ],
)
def test_wrapped(text: str, first: str, lines: list[str]) -> None:
    assert wrapped(text, 20, first) == lines


LINKED = Style(80, False, True)


def test_a_mail_is_only_addressed() -> None:
    drawn = hyperlink("here", "mailto:a@example.org?attach=/etc/passwd", LINKED)
    assert drawn == "\x1b]8;;mailto:a@example.org\x1b\\here\x1b]8;;\x1b\\"


@pytest.mark.parametrize("url", ["https://example.org/", "http://example.org/a?b#c", "mailto:a@example.org"])
def test_addresses_become_hyperlinks(url: str) -> None:
    assert hyperlink("here", url, LINKED) == f"\x1b]8;;{url}\x1b\\here\x1b]8;;\x1b\\"
    assert hyperlink("here", url, Style(80)) == "here"


@pytest.mark.parametrize(
    "url",
    [
        "mailto:?body=x",
        "javascript:x",
        "file:///etc/passwd",
        "https://a b",
        "https://a\x1b\\",
        "https://\u00e9",
        "",
    ],
)
def test_other_addresses_do_not(url: str) -> None:
    assert hyperlink("here", url, LINKED) == "here"


def test_painted() -> None:
    assert painted("a", "1", Style(80, True)) == "\x1b[1ma\x1b[0m"
    assert painted("", "1", Style(80, True)) == ""
    assert painted("a", "1", Style(80)) == "a"
