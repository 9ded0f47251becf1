"""Records the session of the manual; ``python -m tests.record_session`` writes it again."""

import sys
from pathlib import Path

from tests.support.session_stage import conversation, play

ROOT = Path(__file__).parent.parent
FILES = (ROOT / "docs" / "session.md",)
BEGIN, END = "<!-- session -->", "<!-- /session -->"

LINES = (
    "how long until someone reviews my patch?",
    "and when the merge window is open?",
    "/copy",
    "/why",
    "/new",
    "which filesystem is fastest?",
    "/list stable",
    "2",
    "/lnks",
    "/quit",
)


def recorded() -> str:
    """The session, as the screen shows it at 80 columns without colour."""
    shown = play(LINES, conversation())
    return f"{BEGIN}\n```text\n{shown.rstrip()}\n```\n{END}"


def holds(text: str) -> str:
    """What a file has between the markers, markers included; empty if it has none."""
    if BEGIN not in text or END not in text:
        return ""
    return BEGIN + text.partition(BEGIN)[2].partition(END)[0] + END


def main() -> None:
    """Put the session between the markers of each file that has them."""
    new = recorded()
    for file in FILES:
        if file.exists() and (old := holds(text := file.read_text("utf-8"))):
            file.write_text(text.replace(old, new), "utf-8")
            sys.stdout.write(f"{file.name}: {'as it was' if old == new else 'written'}\n")


if __name__ == "__main__":
    main()
