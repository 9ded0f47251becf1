"""Documents written for a test, and a library opened on them."""

from pathlib import Path

from faq.library.library import Library, open_library
from faq.sources.selection import in_use


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def faq(title: str, *questions: str) -> str:
    entries = "\n\n".join(f"{q}\n{'-' * len(q)}\n\nAbout {q.rstrip('?')}." for q in questions)
    return f"{title}\n{'=' * len(title)}\n\n{entries}\n"


def opened(*options: str) -> Library:
    return open_library(in_use(options))


def ids(library: Library) -> list[str]:
    return [result.entry.id for result in library.snapshot.entries()]
