"""Reads files of questions, which have a JSON object on each line."""

import json
from pathlib import Path
from typing import Any


def read_rows(file: Path) -> list[dict[str, Any]]:
    """Return the objects in a file."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def faq_with_questions(directory: Path) -> tuple[Path, list[dict[str, Any]]]:
    """Return the only FAQ in a directory (NAME.rst), and the questions to it (NAME.jsonl)."""
    (document,) = directory.glob("*.rst")
    (questions,) = directory.glob("*.jsonl")
    return document, read_rows(questions)
