"""Documents that ask how one does something, a question a word, and the words that a library of them holds."""

from pathlib import Path

from faq.library.library import Library
from tests.support.places import opened

__all__ = ["opened", "questions", "write"]


def write(path: Path, *questions: str, more: str = "") -> Path:
    """Write a document with a question for each word given."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "\n\n".join(
        f"How do I {word}?\n{'-' * (10 + len(word))}\n\nTo {word}, press the {word} key."
        for word in questions
    )
    path.write_text(f"FAQ\n===\n\n{text}\n{more}", encoding="utf-8")
    return path


def questions(library: Library) -> list[str]:
    return [
        result.entry.question.removeprefix("How do I ").rstrip("?") for result in library.snapshot.entries()
    ]
