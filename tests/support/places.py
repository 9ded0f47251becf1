"""Documents written for a test, and a library opened on them."""

import os
from pathlib import Path

import pytest

from faq.library.library import Library, open_library
from faq.sources.selection import in_use


def write(name: str | Path, text: str) -> Path:
    """Write a document; where the file system does not allow its name, the test is skipped."""
    path = Path(name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError:
        if os.fsdecode(path).isprintable():
            raise
        pytest.skip("this file system wants UTF-8 in names")
    return path


def document(path: Path) -> Path:
    """Write a document that asks nothing."""
    return write(path, "Title\n=====\n\nText.\n")


def faq(title: str, *questions: str) -> str:
    entries = "\n\n".join(f"{q}\n{'-' * len(q)}\n\nAbout {q.rstrip('?')}." for q in questions)
    return f"{title}\n{'=' * len(title)}\n\n{entries}\n"


def opened(*options: str) -> Library:
    return open_library(in_use(options))


def ids(library: Library) -> list[str]:
    return [result.entry.id for result in library.snapshot.entries()]
