"""Measures the real server: requests per second, latency, memory.

``python -m bench.serve [REQUESTS]`` sends REQUESTS requests (100,000 unless told) to one
``bpffaq serve``, a warm-up first, and prints a table: for each method the median and the 95th
percentile from the request's first byte to the answer's last, one request at a time; the same for
each stage of a search, timed in this process; for a stream of mixed requests, sixteen of them on
their way at once, the requests a second and how much the server's memory grew between a tenth of
the way and the end.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice, pairwise
from pathlib import Path
from typing import IO, Any, NamedTuple

from faq.engine import ask
from faq.engine.match import matched
from faq.engine.parameters import DEFAULT
from faq.engine.question import read
from faq.engine.ranking import first_look
from faq.library.library import open_library
from faq.output import json_form
from faq.sources.selection import in_use

ROOT = Path(__file__).resolve().parent.parent
REQUESTS = 100_000
TIMED = 1000
WARM_UP = 50
AHEAD = 16

QUESTIONS = (
    "How do I report bugs for BPF kernel code?",
    "which mailing list gets my patches",
    "what does it take to get a new feature in",
    "do I need to add documentation for my maling list patch",
    "stable backport of a fix",
    "llvm version",
    "what is the weather in Berlin",
)
IDS = ("q-how-do-i-report-bugs-for-bpf-kernel-code", "pear")
PREFIXES = ("How do I", "what", "llvm")


class Measured(NamedTuple):
    """The cost of one kind of request: milliseconds, requests per second."""

    name: str
    median: float
    high: float
    rate: float


class Stream(NamedTuple):
    """The cost of a long stream of mixed requests: how many, how many per second, memory in KiB."""

    requests: int
    rate: float
    before: int
    after: int


class Client:
    """One server process and its streams."""

    def __init__(self, home: str) -> None:
        own = {"XDG_CACHE_HOME": home, "XDG_CONFIG_HOME": home}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "faq", "serve"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **own},
            cwd=ROOT,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._to: IO[bytes] = self._process.stdin
        self._from: IO[bytes] = self._process.stdout

    def send(self, message: bytes) -> None:
        """Send one request."""
        self._to.write(message)
        self._to.flush()

    def receive(self) -> bytes:
        """Wait for one answer."""
        line = self._from.readline()
        if not line:
            raise SystemExit("the server ended")
        return line

    def memory(self) -> int:
        """The server's resident memory in KiB; 0 if the system does not report it."""
        try:
            status = Path(f"/proc/{self._process.pid}/status").read_text()
        except OSError:
            return 0
        return int(status.partition("VmRSS:")[2].split()[0])

    def close(self) -> int:
        """Close the input and wait for the server to end."""
        self._to.close()
        return self._process.wait()


def request(method: str, params: dict[str, Any]) -> bytes:
    """One request as a line."""
    return json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode() + b"\n"


def kinds() -> dict[str, list[bytes]]:
    """The requests of each kind."""
    context = [{"query": QUESTIONS[0], "id": IDS[0]}]
    searches = [request("faq/search", {"query": query}) for query in QUESTIONS]
    return {
        "faq/search": searches,
        "faq/search, follow-up": [
            request("faq/search", {"query": query, "context": context}) for query in QUESTIONS
        ],
        "faq/show": [request("faq/show", {"id": ident}) for ident in IDS],
        "faq/list": [request("faq/list", {})],
        "faq/complete": [request("faq/complete", {"prefix": prefix}) for prefix in PREFIXES],
        "refused": [b"not JSON\n", request("faq/find", {}), request("faq/search", {"query": 5})],
    }


def mixed() -> Iterator[bytes]:
    """An endless sequence of requests of all kinds in turn."""
    rounds = [*(cycle(requests) for requests in kinds().values()), never_the_same()]
    return (next(requests) for requests in cycle(rounds))


def never_the_same() -> Iterator[bytes]:
    """Searches, each with a different misspelt word: a cache that never forgets would grow."""
    for number, query in enumerate(cycle(QUESTIONS)):
        letters = "".join(chr(ord("a") + int(digit)) for digit in str(number))
        yield request("faq/search", {"query": f"{query} ker{letters}nel"})


def measured(client: Client, name: str, requests: list[bytes]) -> Measured:
    """Time requests one at a time."""
    times = []
    for message in islice(cycle(requests), TIMED):
        start = time.perf_counter()
        client.send(message)
        client.receive()
        times.append((time.perf_counter() - start) * 1000)
    return _row(name, times)


def stages() -> list[Measured]:
    """Time the stages of a search in this process: reading the question, ranking by evidence, the close look and the
    confidence, the short answer and what else is told, the answer as JSON."""
    snapshot = open_library(in_use(revision="bundled")).snapshot
    names = ("question", "ranking", "match", "answer", "JSON")
    times: dict[str, list[float]] = {name: [] for name in names}
    for query in islice(cycle(QUESTIONS), TIMED):
        marks = [time.perf_counter()]
        question = read(query, snapshot)
        marks.append(time.perf_counter())
        ranking = first_look(question, snapshot, DEFAULT)
        marks.append(time.perf_counter())
        matched(question, ranking, snapshot)
        marks.append(time.perf_counter())
        found = ask(snapshot, query)
        marks.append(time.perf_counter())
        json.dumps(json_form.answer(found))
        marks.append(time.perf_counter())
        taken = [1000 * (end - start) for start, end in pairwise(marks)]
        taken[3] -= sum(taken[:3])  # the whole way, without the stages before
        for name, milliseconds in zip(names, taken, strict=True):
            times[name].append(milliseconds)
    return [_row(f"  {name}", found) for name, found in times.items()]


def _row(name: str, times: list[float]) -> Measured:
    high = statistics.quantiles(times, n=20)[-1]
    return Measured(name, statistics.median(times), high, 1000 * len(times) / sum(times))


def streamed(client: Client, count: int) -> Stream:
    """Keep some requests in flight until ``count`` were answered."""
    messages, before = mixed(), 0
    for message in islice(messages, AHEAD):
        client.send(message)
    start = time.perf_counter()
    for done in range(count):
        client.receive()
        client.send(next(messages))
        if done == count // 10:
            before = client.memory()
    rate = count / (time.perf_counter() - start)
    for _ in range(AHEAD):
        client.receive()
    return Stream(count, rate, before, client.memory())


def table(rows: list[Measured], stream: Stream) -> str:
    """Draw the results."""
    lines = [f"{'one at a time':24}{'p50 ms':>10}{'p95 ms':>10}{'requests/s':>12}"]
    lines += [f"{row.name:24}{row.median:10.2f}{row.high:10.2f}{row.rate:12.0f}" for row in rows]
    growth = f"{stream.before:,} KiB to {stream.after:,} KiB ({stream.after - stream.before:+,} KiB)"
    lines += ["", f"{stream.requests:,} mixed requests: {stream.rate:.0f} requests/s", f"memory: {growth}"]
    return "\n".join(lines)


def main() -> int:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else REQUESTS
    with tempfile.TemporaryDirectory() as home:
        client = Client(home)
        for message in islice(mixed(), WARM_UP):
            client.send(message)
            client.receive()
        rows = [measured(client, name, requests) for name, requests in kinds().items()]
        stream = streamed(client, count)
        status = client.close()
    own, *others = rows
    print(table([own, *stages(), *others], stream))
    return status


if __name__ == "__main__":
    sys.exit(main())
