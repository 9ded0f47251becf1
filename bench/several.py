"""Measures messages that ask several things: the share of their questions that get their entry.

    python -m bench.several

Each message in ``tests/questions/several`` has its parts in order, each with the lines of its right entries; none
if the document does not cover it. A part is right if its entry is the answer or is listed as also asked; a part that
is not covered is right if the answer says so.
"""

from collections.abc import Sequence
from pathlib import Path

from bench.question_rows import read_rows
from faq import engine
from faq.library.library import open_library
from faq.library.snapshot import Snapshot
from faq.model import ANSWERED
from faq.sources.selection import in_use

MESSAGES = Path(__file__).parent.parent / "tests" / "questions" / "several" / "messages.jsonl"


def right(snapshot: Snapshot, message: str, parts: Sequence[Sequence[int]]) -> list[bool]:
    """Return for each part of a message whether it got its entry.

    Args:
        snapshot: the documents in use.
        message: the message.
        parts: the first lines of the right entries for each part, none if there is none.
    """
    answer = engine.ask(snapshot, message)
    got = [answer.results[0].entry.lines.first] if answer.status == ANSWERED else []
    got += [other.entry.lines.first for other in answer.also_asked if other.entry]
    refused = any(other.entry is None for other in answer.also_asked)
    return [not set(lines).isdisjoint(got) if lines else refused for lines in parts]


def main() -> None:
    """Measure and print what went wrong."""
    snapshot = open_library(in_use(revision="bundled")).snapshot
    found: list[bool] = []
    for row in read_rows(MESSAGES):
        parts = right(snapshot, row["q"], row["parts"])
        found += parts
        if not all(parts):
            print(f"{sum(parts)} of {len(parts)}: {row['q']}")
    print(f"{sum(found) / len(found):.3f} of {len(found)} questions have their entry")


if __name__ == "__main__":
    main()
