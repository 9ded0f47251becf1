"""Compares two checkouts' answers to all committed questions, as printed by ``search --json --explain``.

    python -m bench.answers CHECKOUT [--every N]

Each checkout runs in a process of its own with the packages of this Python, and an index of its own. Prints how
many answers differ and the first of them; exits with 1 if any does.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.question_rows import read_rows

ROOT = Path(__file__).parent.parent
SHOWN = 5
"""Maximum differences printed."""

ASKING = """
import io, json, sys
from contextlib import redirect_stderr, redirect_stdout
from faq.cli.main import main
for query in json.load(sys.stdin):
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        status = main(["search", "--json", "--explain", "--", query])
    printed = [stream.buffer.getvalue().decode() for stream in (out, err) if stream.flush() is None]
    if status not in (0, 1):
        sys.exit("".join(printed))
    print(json.dumps([status, *printed]))
"""
"""Asks all questions of a list, and prints for each the status and the output on both streams; ends at an error."""


def questions() -> list[str]:
    """Return all committed questions, each once."""
    found: dict[str, None] = {}
    for path in sorted((ROOT / "tests" / "questions").rglob("*.jsonl")):
        for row in read_rows(path):
            for turn in row.get("turns", [row]):
                if "q" in turn:  # judged answers have none
                    found[turn["q"]] = None
    return list(found)


def answers(checkout: Path, asked: Sequence[str]) -> list[str]:
    """Return a checkout's answers, one line per question."""
    with tempfile.TemporaryDirectory() as cache:
        link = Path(cache, "checkout")  # the shorter a path, the more results an answer has room for
        link.symlink_to(checkout)
        environment = os.environ | {
            "XDG_CACHE_HOME": cache,
            "PYTHONPATH": str(link),
            "BPFFAQ_SOURCES": "",
        }
        command = [sys.executable, "-P", "-c", ASKING]
        done = subprocess.run(
            command,
            input=json.dumps(asked),
            env=environment,
            cwd=cache,
            text=True,
            check=True,
            stdout=subprocess.PIPE,
        )
    return done.stdout.replace(str(link), "").splitlines()


def main(arguments: Sequence[str]) -> int:
    """Compare and print the differences."""
    parser = argparse.ArgumentParser(prog="python -m bench.answers")
    parser.add_argument("checkout", type=Path)
    parser.add_argument("--every", type=int, default=1, help="ask each Nth question only")
    options = parser.parse_args(arguments)
    asked = questions()[:: options.every]
    ours, theirs = answers(ROOT, asked), answers(options.checkout.resolve(), asked)
    different = [number for number in range(len(asked)) if ours[number] != theirs[number]]
    for number in different[:SHOWN]:
        print(f"{asked[number]}\n  there: {theirs[number]}\n  here:  {ours[number]}")
    print(f"{len(different)} of {len(asked)} answers differ")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
