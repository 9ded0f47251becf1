"""Times a one-shot search as a whole process, alternating with bare Python and a ten-line SQLite script.

    python -m bench.oneshot [--runs N] [--wheel FILE]

Prints medians and the ratios to the bare interpreter, taken pair by pair, so that a noisy machine does not
bias them: every kind of question with a warm index, without byte code, and the very first run (parse, build,
answer), next to other programs that answer from a terminal (Debian's ripgrep, tealdeer and man-db); a line
names those that are not installed or answer nothing. With ``--wheel``, the wheel is installed into an environment of
its own (pip fetches what it depends on), and its first run is timed, too, for each text that comes with it: every time
with an empty cache.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from faq.sources.shipped import names

QUESTION = "which mailing list takes BPF patches?"

KINDS = {
    "plain": ["search", QUESTION],
    "misspelt": ["search", "which maling list takes BPF pathces?"],
    "not covered": ["search", "how do I bake bread?"],
    "--json": ["search", "--json", QUESTION],
    "--explain": ["search", "--explain", QUESTION],
}
"""Command lines, each run with a warm index."""

PEERS = {
    "ripgrep": ["rg", "-i", "mailing list", "DOCUMENT"],
    "tldr": ["tldr", "tar"],
    "man -k": ["man", "-k", "list"],
}
"""Other programs, run if they are installed."""

TLDR_PAGE = "# tar\n\n> Archiving utility.\n\n- Create an archive:\n\n`tar cf {{target.tar}} {{file1}}`\n"
"""The only page in tldr's cache, which it would otherwise download."""

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


def timed(command: Sequence[str], environment: dict[str, str], out: int = subprocess.DEVNULL) -> float:
    """Run a command to completion, whatever its status; return its wall time in seconds."""
    start = time.perf_counter()
    subprocess.run(command, env=environment, check=False, stdout=out, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def on_terminal(command: Sequence[str], environment: dict[str, str]) -> float:
    """Run a command with a terminal as its output; return its wall time in seconds."""
    import pty
    import threading

    reader, writer = pty.openpty()
    drain = threading.Thread(target=_drain, args=(reader,), daemon=True)
    drain.start()
    seconds = timed(command, environment, writer)
    os.close(writer)
    drain.join()
    os.close(reader)
    return seconds


def _drain(terminal: int) -> None:
    with suppress(OSError):  # its other end is closed
        while os.read(terminal, 1 << 16):
            pass


def paired(commands: dict[str, Callable[[], float]], runs: int) -> dict[str, list[float]]:
    """Run all commands in turn, ``runs`` times; return their times by name."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, run in commands.items():
            times[name].append(run())
    return times


def commands(place: str, environment: dict[str, str]) -> dict[str, Callable[[], float]]:
    """Return everything that is timed, by name, with everything warm.

    Args:
        place: a directory for files created.
        environment: the environment of the commands.
    """
    root = Path(__file__).parent.parent
    document, base = str(root / "data/bpf_devel_QA.rst"), f"{place}/fts.db"
    program = [sys.executable, "-m", "faq"]
    found: dict[str, Callable[[], float]] = {
        "bare interpreter": partial(timed, [sys.executable, "-I", "-c", "pass"], environment),
        "SQLite FTS5 script": partial(
            timed, [sys.executable, "-c", FTS5, base, document, QUESTION], environment
        ),
    }
    found.update(peers(place, environment, document))
    found["bpffaq --version"] = partial(timed, [*program, "--version"], environment)
    for name, command in KINDS.items():
        found[f"bpffaq, {name}"] = partial(timed, [*program, *command], environment)
    found["bpffaq, on a terminal"] = partial(on_terminal, [*program, *KINDS["plain"]], environment)
    no_code = environment | {"PYTHONPYCACHEPREFIX": f"{place}/none", "PYTHONDONTWRITEBYTECODE": "1"}
    found["bpffaq, no byte code"] = partial(timed, [*program, *KINDS["plain"]], no_code)
    return found


def peers(place: str, environment: dict[str, str], document: str) -> dict[str, Callable[[], float]]:
    """Return the other programs that are timed, by name; those that give no answer are named on stderr."""
    page = Path(place, "tldr-pages/pages/common/tar.md")
    page.parent.mkdir(parents=True)
    page.write_text(TLDR_PAGE, encoding="utf-8")
    cached = environment | {"TEALDEER_CACHE_DIR": place}
    found: dict[str, Callable[[], float]] = {}
    for name, words in PEERS.items():
        command = [document if word == "DOCUMENT" else word for word in words]
        if shutil.which(command[0]) and _answers(command, cached):
            found[name] = partial(timed, command, cached)
        else:
            print(f"{name}: not installed, or gives no answer; left out", file=sys.stderr)
    return found


def _answers(command: Sequence[str], environment: dict[str, str]) -> bool:
    answer = subprocess.run(command, env=environment, check=False, capture_output=True)
    return answer.returncode == 0 and bool(answer.stdout)


def installed(wheel: str, place: str, environment: dict[str, str]) -> dict[str, Callable[[], float]]:
    """Install a wheel and return its first runs, by name.

    Args:
        wheel: the file.
        place: a directory for files created.
        environment: the environment of the commands.
    """
    own = {name: value for name, value in environment.items() if name != "PYTHONPATH"}
    scripts = Path(place, "venv", "Scripts" if os.name == "nt" else "bin")
    venv.create(scripts.parent, with_pip=False, symlinks=os.name != "nt")
    install = ["-m", "pip", "--python", str(scripts / "python"), "install", "--quiet", wheel]
    subprocess.run([sys.executable, *install], env=own, check=True)
    search = [str(scripts / "bpffaq"), "search", QUESTION]
    empty = own | {"XDG_CACHE_HOME": f"{place}/empty"}
    return {
        f"wheel, first, {name}": partial(_first, [*search, "--revision", name], empty) for name in names()
    }


def main(arguments: Sequence[str]) -> int:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.oneshot")
    parser.add_argument("--runs", type=int, default=21)
    parser.add_argument("--wheel", metavar="FILE", help="a wheel of bpffaq")
    options = parser.parse_args(arguments)
    runs, root = options.runs, Path(__file__).parent.parent
    with tempfile.TemporaryDirectory() as place:
        environment = os.environ | {"XDG_CACHE_HOME": place, "XDG_STATE_HOME": place, "PYTHONPATH": str(root)}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        timings = commands(place, environment)
        if options.wheel:
            timings.update(installed(options.wheel, place, environment))
        for run in timings.values():
            run()
        times = paired(timings, runs)
        few = max(3, runs // 6)
        first: dict[str, Callable[[], float]] = {
            "bare interpreter": timings["bare interpreter"],
            "first run": partial(_first, [sys.executable, "-m", "faq", *KINDS["plain"]], environment),
        }
        at_first = paired(first, few)
    print(
        f"{'':24} {'median ms':>9} {'ratio':>6} {'(min':>6} {'max)':>6}   {runs} runs in turn, {few} first ones"
    )
    for name, seconds in times.items():
        _print(name, seconds, times["bare interpreter"])
    _print("bpffaq, first run", at_first["first run"], at_first["bare interpreter"])
    return 0


def _first(command: Sequence[str], environment: dict[str, str]) -> float:
    """Run a command with an empty cache; return its wall time in seconds."""
    shutil.rmtree(Path(environment["XDG_CACHE_HOME"], "bpffaq"), ignore_errors=True)
    return timed(command, environment)


def _print(name: str, seconds: Sequence[float], bare: Sequence[float]) -> None:
    ratios = [one / base for one, base in zip(seconds, bare, strict=True)]
    median, low, high = statistics.median(ratios), min(ratios), max(ratios)
    print(f"{name:24} {statistics.median(seconds) * 1000:9.1f} {median:6.2f} {low:6.2f} {high:6.2f}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
