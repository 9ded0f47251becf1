"""Measures bpffaq on a large tree of documents: the RST sources of the kernel's documentation.

    python -m bench.kernel DIR [--install] [--entries N ...]

DIR holds the tree; ``--install`` first fetches Debian's ``linux-doc-6.12`` with ``apt-get download`` and
unpacks its RST sources there (nothing is installed in the system). For each part of the tree with about N
entries (by default 1000 and 10000) and for the whole tree, one line gives the time and peak memory of the
first build, the time of a one-shot search with nothing changed, how many times that of a bare interpreter that
is and how much more than with the bundled document (all three run in turn and compared run by run), the time
of a search after one file changed, the time of a question, and the size of the index.
"""

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

PACKAGE = "linux-doc-6.12"
_ROOT = Path(__file__).resolve().parent.parent
_SEED = 1
_QUESTION = "how do I report a bug"
_ROUNDS = 11


class Row(NamedTuple):
    """One line of the table; times in seconds, sizes in MiB."""

    files: int
    entries: int
    first: float
    memory: float
    again: float
    ratio: float
    added: float
    changed: float
    median: float
    high: float
    size: float


def install(directory: Path) -> None:
    """Fetch the package and unpack its sources as ``.rst`` files."""
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run(["apt-get", "download", PACKAGE], cwd=scratch, check=True)
        package = next(Path(scratch).glob(f"{PACKAGE}*.deb"))
        subprocess.run(["dpkg-deb", "-x", str(package), f"{scratch}/x"], check=True)
        for source in next(Path(scratch).glob("x/usr/share/doc/*/html/_sources")).rglob("*.rst.txt"):
            place = directory / source.relative_to(
                source.parents[len(source.parts) - 2 - source.parts.index("_sources")]
            )
            place = place.with_suffix("")
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, place)


class Run(NamedTuple):
    """A run of bpffaq: seconds, peak memory of it and its processes in MiB, its output."""

    seconds: float
    memory: float
    output: str


def run(cache: Path, *arguments: str) -> Run:
    """Run bpffaq with a cache of its own."""
    start = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "faq", *arguments],
        env=_environment(cache),
        cwd="/",
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    peak = [0.0]
    watch = threading.Thread(target=_watch, args=(process, peak))
    watch.start()
    output, told = process.communicate()
    seconds = time.monotonic() - start
    watch.join()
    if process.returncode not in (0, 1) or "Traceback" in told:
        raise SystemExit(f"bpffaq {' '.join(arguments)} ended with {process.returncode}: {told[-500:]}")
    return Run(seconds, peak[0], output)


def _environment(cache: Path) -> dict[str, str]:
    return {**os.environ, "XDG_CACHE_HOME": str(cache), "PYTHONPATH": str(_ROOT)}


def _watch(process: "subprocess.Popen[str]", peak: list[float]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], sum(_memory(one) for one in [process.pid, *_children(process.pid)]))
        time.sleep(0.05)


def _children(pid: int) -> Iterator[int]:
    try:
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in map(int, listed):
        yield child
        yield from _children(child)


def _memory(pid: int) -> float:
    """A process's own share of memory, in MiB."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    except (OSError, StopIteration):
        return 0.0


def part(tree: Path, counts: Sequence[tuple[str, int]], wanted: int, target: Path) -> None:
    """Copy files from a tree, in a fixed random order, until they have the wanted number of entries."""
    order = sorted(counts)
    random.Random(_SEED).shuffle(order)
    total = 0
    for path, entries in order:
        if total >= wanted:
            break
        place = target / Path(path).relative_to(tree)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
        total += entries


def measure(tree: Path, scratch: Path) -> Row:
    """Measure one tree; one of its files is changed, and changed back."""
    cache = scratch / "cache"
    cache.mkdir()
    built = run(cache, "index", "--json", "--source", str(tree))
    said = json.loads(built.output)
    search = ("search", "--json", _QUESTION)
    rounds = _in_turn(cache, search, tree)
    changed = _changed(tree, lambda: run(cache, *search, "--source", str(tree)).seconds)
    median, high = _asked(cache, tree)
    size = sum(
        file.stat().st_size for file in cache.rglob("*") if file.is_file() and "bundled" not in file.parts
    )
    return Row(
        said["documents"], said["entries"], built.seconds, built.memory,
        statistics.median(large for _, _, large in rounds),
        statistics.median(large / bare for bare, _, large in rounds),
        statistics.median(large - small for _, small, large in rounds),
        changed, median, high, size / 2**20,
    )  # fmt: skip


def _in_turn(cache: Path, search: Sequence[str], tree: Path) -> list[tuple[float, float, float]]:
    """The seconds of a bare interpreter, a search of the bundled document and one of a tree, run in turn."""
    program = ("-m", "faq", *search)
    commands = (("-I", "-c", "pass"), program, (*program, "--source", str(tree)))
    rounds = []
    for _ in range(_ROUNDS + 1):
        bare, small, large = (_seconds(cache, *command) for command in commands)
        rounds.append((bare, small, large))
    return rounds[1:]  # the first is a warm-up


def _seconds(cache: Path, *arguments: str) -> float:
    """The time that Python takes with some arguments."""
    start = time.monotonic()
    subprocess.run(
        [sys.executable, *arguments],
        env=_environment(cache),
        cwd="/",
        stdout=subprocess.DEVNULL,
        check=False,  # 1 says that nothing was found
    )
    return time.monotonic() - start


def _changed(tree: Path, look: Callable[[], float]) -> float:
    """The median time of a check after one medium-sized file changed."""
    files = sorted(tree.rglob("*.rst"), key=lambda file: file.stat().st_size)
    times = []
    for file in files[len(files) // 2 : len(files) // 2 + 3]:
        before = file.read_bytes()
        try:
            file.write_bytes(before + b"\nOne more paragraph.\n")
            times.append(look())
        finally:
            file.write_bytes(before)
    return statistics.median(times)


def _asked(cache: Path, tree: Path) -> tuple[float, float]:
    """Median and 95th percentile of the seconds a question takes in an open library."""
    os.environ["XDG_CACHE_HOME"] = str(cache)
    sys.path.insert(0, str(_ROOT))
    from faq.engine import ask
    from faq.library.library import open_library
    from faq.sources.selection import in_use

    library = open_library(in_use([str(tree)]))
    numbers = random.Random(_SEED).sample(sorted(library.snapshot.entry_numbers), 100)
    times = []
    for number in numbers:
        question = f"how does {library.snapshot.stored(number).entry.question.lower()} work"
        start = time.monotonic()
        ask(library.snapshot, question)
        times.append(time.monotonic() - start)
    library.close()
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def counted(tree: Path, scratch: Path) -> list[tuple[str, int]]:
    """How many entries each file of a tree has."""
    listed = json.loads(run(scratch / "cache", "sources", "--json", "--source", str(tree)).output)
    return [(source["path"], source["entries"]) for source in listed["sources"]]


def table(rows: Sequence[Row]) -> str:
    """The rows as a table in Markdown."""
    head = (
        "| files | entries | first build, s | peak, MiB | one-shot, ms | times bare | more than bundled, ms "
        "| one file changed, s | question p50, ms | p95, ms | index, MiB |"
    )
    lines = [head, "|" + " ---: |" * 11]
    for r in rows:
        lines.append(
            f"| {r.files} | {r.entries} | {r.first:.1f} | {r.memory:.0f} | {r.again * 1000:.0f} "
            f"| {r.ratio:.1f} | {r.added * 1000:.0f} | {r.changed:.2f} "
            f"| {r.median * 1000:.0f} | {r.high * 1000:.0f} | {r.size:.0f} |"
        )
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.kernel", description="measure on a large tree")
    parser.add_argument("directory", type=Path, help="the tree of RST files")
    parser.add_argument("--install", action="store_true", help=f"fetch {PACKAGE} into it first")
    parser.add_argument("--entries", type=int, nargs="*", default=[1000, 10000], help="sizes of parts")
    chosen = parser.parse_args(arguments)
    tree = chosen.directory.resolve()
    if chosen.install:
        install(tree)
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        (scratch / "all").mkdir()
        rows = [measure(tree, scratch / "all")]
        counts = counted(tree, scratch / "all")
        for wanted in chosen.entries:
            (scratch / str(wanted) / "tree").mkdir(parents=True)
            part(tree, counts, wanted, scratch / str(wanted) / "tree")
            rows.append(measure(scratch / str(wanted) / "tree", scratch / str(wanted)))
    print(table(sorted(rows, key=lambda row: row.entries)))


if __name__ == "__main__":
    main()
