"""Which links are opened."""

import os
import sys
import webbrowser
from io import StringIO

import pytest

from faq.errors import FaqError
from faq.session.browser import browse, check


@pytest.mark.parametrize(
    "url", ["https://docs.kernel.org/bpf/#q", "http://a.b/", "mailto:bpf@vger.kernel.org", "HTTPS://A.B/"]
)
def test_opened(url: str) -> None:
    assert check(url) == url


def test_a_mail_is_only_addressed() -> None:
    url = "mailto:bpf@vger.kernel.org?attach=/etc/passwd&body=x"
    assert check(url) == "mailto:bpf@vger.kernel.org"
    assert check("https://a.b/?attach=x") == "https://a.b/?attach=x"


ONLY = "only http, https, mailto links are opened; open it by hand if you trust it"
STRANGE = "the link: its address contains spaces or control characters; open it by hand if you trust it"


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("", "the link: has no address; /links shows what can be opened"),
        ("file:///etc/passwd", f"file:///etc/passwd: {ONLY}"),
        ("javascript:alert(1)", f"javascript:alert(1): {ONLY}"),
        ("--new-window", f"--new-window: {ONLY}"),
        ("relative/path.html", f"relative/path.html: {ONLY}"),
        ("http://[bad", f"http://[bad: {ONLY}"),
        ("https://a b/", STRANGE),
        ("https://a/\x1b[2J", STRANGE),
        ("https://a/\n", STRANGE),
    ],
)
def test_refused(url: str, message: str) -> None:
    with pytest.raises(FaqError) as caught:
        check(url)
    assert str(caught.value) == message


def test_only_what_passed_is_handed_to_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    handed: list[str] = []

    def take(url: str) -> bool:
        handed.append(url)
        return url != "https://gone.b/"

    monkeypatch.setattr(webbrowser, "open", take)
    monkeypatch.delenv("BROWSER", raising=False)
    browse("https://a.b/")
    with pytest.raises(FaqError):
        browse("file:///etc/passwd")
    with pytest.raises(FaqError) as caught:
        browse("https://gone.b/")
    assert str(caught.value) == "https://gone.b/: no browser was found; set $BROWSER, or open it elsewhere"
    assert handed == ["https://a.b/", "https://gone.b/"]


@pytest.mark.parametrize("stream", ["stdin", "stdout", ""])
def test_without_a_terminal_no_browser_for_terminals_is_started(
    monkeypatch: pytest.MonkeyPatch, stream: str
) -> None:
    """Python starts one only where TERM is set."""

    class Stream(StringIO):
        def isatty(self) -> bool:
            return True

    for name in ("stdin", "stdout"):
        monkeypatch.setattr(sys, name, StringIO() if name == stream else Stream())
    monkeypatch.setenv("TERM", "xterm")
    seen: list[str | None] = []

    def opened(url: str) -> bool:
        seen.append(os.environ.get("TERM"))
        return True

    monkeypatch.setattr(webbrowser, "open", opened)
    browse("https://pears.example/")
    assert (seen, os.environ["TERM"]) == ([None if stream else "xterm"], "xterm")
