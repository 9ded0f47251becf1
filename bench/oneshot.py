"""Times a one-shot search as a whole process, in turns with bare Python and a ten-line SQLite script.

    python -m bench.oneshot [--runs N]

Prints medians and the ratios to the bare interpreter, taken pair by pair, so that a noisy machine does not
tilt them: the search with a warm index, ``--version``, and the first run of all (parse, build, answer).
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

QUESTION = "which mailing list takes BPF patches?"

FTS5 = """
import re, sqlite3, sys
base = sqlite3.connect(sys.argv[1])
if not base.execute("select 1 from sqlite_master").fetchone():
    base.execute("create virtual table entries using fts5(question, answer, tokenize='porter')")
    parts = re.split(r"(?m)^Q: (.*)\\n-+\\n", open(sys.argv[2], encoding="utf-8").read())
    base.executemany("insert into entries values (?, ?)", zip(parts[1::2], parts[2::2]))
    base.commit()
words = " OR ".join(re.findall(r"\\w+", sys.argv[3]))
print(base.execute("select * from entries where entries match ? order by rank", (words,)).fetchone())
"""


def timed(command: Sequence[str], environment: dict[str, str]) -> float:
    """Run a command to its end; return its wall time in seconds."""
    start = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def paired(commands: dict[str, Callable[[], float]], runs: int) -> dict[str, list[float]]:
    """Run all commands in turn, so often; return their times by name."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, run in commands.items():
            times[name].append(run())
    return times


def main(arguments: Sequence[str]) -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.oneshot")
    parser.add_argument("--runs", type=int, default=31)
    runs = parser.parse_args(arguments).runs
    root = Path(__file__).parent.parent
    with tempfile.TemporaryDirectory() as place:
        environment = os.environ | {"XDG_CACHE_HOME": place, "PYTHONPATH": str(root)}
        warm = [sys.executable, "-m", "faq", "search", QUESTION]
        script = [
            sys.executable,
            "-c",
            FTS5,
            f"{place}/fts.db",
            str(root / "data/bpf_devel_QA.rst"),
            QUESTION,
        ]
        bare = [sys.executable, "-I", "-c", "pass"]
        timed(warm, environment)
        timed(script, environment)
        times = paired(
            {
                "bare interpreter": lambda: timed(bare, environment),
                "SQLite FTS5 script": lambda: timed(script, environment),
                "bpffaq --version": lambda: timed([sys.executable, "-m", "faq", "--version"], environment),
                "bpffaq search, warm": lambda: timed(warm, environment),
            },
            runs,
        )
        first = []
        for _ in range(max(3, runs // 6)):
            shutil.rmtree(Path(place) / "bpffaq")
            first.append(timed(warm, environment))
    print(f"{'':22} {'median ms':>9} {'ratio':>6} {'(min':>6} {'max)':>6}   {runs} runs in turn")
    for name, seconds in times.items():
        ratios = [one / base for one, base in zip(seconds, times["bare interpreter"], strict=True)]
        median, low, high = statistics.median(ratios), min(ratios), max(ratios)
        print(f"{name:22} {statistics.median(seconds) * 1000:9.1f} {median:6.2f} {low:6.2f} {high:6.2f}")
    print(
        f"{'first run':22} {statistics.median(first) * 1000:9.1f}   (parse, build, answer; {len(first)} runs)"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
