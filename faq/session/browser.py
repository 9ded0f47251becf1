"""Opens a link: http, https and mailto only, whatever a document may hold."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from faq.errors import FaqError

SCHEMES = ("http", "https", "mailto")
"""What is opened; a document's ``file:`` or ``javascript:`` link is shown and no more."""


BY_HAND = "open it by hand if you trust it"


def check(url: str) -> str:
    """Let pass what may be opened.

    Args:
        url: the link's address.

    Returns:
        The same address, of ``mailto`` without what stands after the address: that tells a mail program what to do.

    Raises:
        FaqError: another scheme, no address, or characters that have no place in one.
    """
    if not url:
        raise FaqError("the link", "has no address", "/links shows what can be opened")
    if any(c.isspace() or not c.isprintable() for c in url):
        raise FaqError("the link", "its address holds spaces or control characters", BY_HAND)
    try:
        scheme = urlsplit(url).scheme
    except ValueError:
        scheme = ""
    if scheme not in SCHEMES:
        raise FaqError(url, f"only {', '.join(SCHEMES)} links are opened", BY_HAND)
    return url.partition("?")[0] if scheme == "mailto" else url


def browse(url: str) -> None:
    """Open a link in the user's browser.

    Raises:
        FaqError: the link may not be opened, or there is no browser.
    """
    import webbrowser

    with _what_needs_no_terminal():
        opened = webbrowser.open(check(url))
    if not opened:
        raise FaqError(url, "no browser was found", "set $BROWSER, or open it elsewhere")


@contextmanager
def _what_needs_no_terminal() -> Iterator[None]:
    """Leave out lynx and the like where there is no terminal: one would draw into a file and read the next questions.

    Python tries them where TERM is set. What the user has set in $BROWSER is opened.
    """
    shown = sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()
    terminal = None if shown else os.environ.pop("TERM", None)
    try:
        yield
    finally:
        if terminal is not None:
            os.environ["TERM"] = terminal
