"""Opens links: only http, https and mailto, whatever a document contains."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from faq.errors import FaqError

SCHEMES = ("http", "https", "mailto")
"""Schemes that are opened; a ``file:`` or ``javascript:`` link in a document is only shown."""


BY_HAND = "open it by hand if you trust it"


def check(url: str) -> str:
    """Return a link's address if it may be opened.

    Args:
        url: the link's address.

    Returns:
        The address; ``mailto`` loses whatever follows the mail address, which tells a mail program what to do.

    Raises:
        FaqError: it has another scheme, is no address, or contains characters that do not belong in one.
    """
    if not url:
        raise FaqError("the link", "has no address", "/links shows what can be opened")
    if any(c.isspace() or not c.isprintable() for c in url):
        raise FaqError("the link", "its address contains spaces or control characters", BY_HAND)
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
        FaqError: the link may not be opened, or no browser opened it.
    """
    import webbrowser

    address = check(url)
    try:
        with _what_needs_no_terminal():
            opened = webbrowser.open(address)
    except ValueError:  # $BROWSER has a quote that is not closed
        opened = False
    if opened:
        return
    if chosen := os.environ.get("BROWSER"):
        raise FaqError(
            url, f"$BROWSER ('{chosen}') failed to open it", "set it to another, or open it elsewhere"
        )
    raise FaqError(url, "no browser was found", "set $BROWSER, or open it elsewhere")


@contextmanager
def _what_needs_no_terminal() -> Iterator[None]:
    """Exclude lynx and the like if there is no terminal: they would draw into a file and read the next questions.

    Python tries them if TERM is set. A browser that the user has set in $BROWSER is used anyway.
    """
    shown = sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()
    terminal = None if shown else os.environ.pop("TERM", None)
    try:
        yield
    finally:
        if terminal is not None:
            os.environ["TERM"] = terminal
