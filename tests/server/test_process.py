"""The real server in a process of its own."""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, Any

import pytest

from faq.server.framing import HEADERS
from tests.support.messages import EXIT, error, framed, parsed, request

SERVE = [sys.executable, "-m", "faq", "serve"]

DOCUMENT = """\
=====
Pears
=====

Q: How do I peel a pear?
------------------------
A: With a {tool}.
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment with a cache and a configuration of its own."""
    home = tmp_path_factory.mktemp("home")
    own = {"XDG_CACHE_HOME": str(home / "cache"), "XDG_CONFIG_HOME": str(home / "config")}
    return {**os.environ, **own}


def started(place: dict[str, str], *options: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [*SERVE, *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=place,
        cwd=Path(__file__).parents[2],
    )


def ask(process: "subprocess.Popen[bytes]", message: Any) -> Any:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(framed([message]))
    process.stdin.flush()
    return json.loads(process.stdout.readline())


def test_a_real_session(place: dict[str, str]) -> None:
    query = "How do I report bugs for BPF kernel code?"
    sent = [
        request("faq/search", {"query": query, "limit": 2}, 1),
        request("faq/list", {}, 2),
        request("faq/complete", {"prefix": "How do I report", "limit": 1}, 3),
        request("faq/show", {"id": "q-how-do-i-report-bugs-for-bpf-kernel-code"}, 4),
        request("faq/show", {"id": "pear"}, 5),
        b"hello",
        request("shutdown", {}, 6),
        EXIT,
    ]
    with started(place) as process:
        out, err = process.communicate(framed(sent, HEADERS))
    refused, *answers = parsed(out, HEADERS)
    assert refused["id"] is None  # the others waited for the document, which was never read before
    assert [one["id"] for one in answers] == [1, 2, 3, 4, 5, 6]
    found, every, items, shown = (one["result"] for one in answers[:4])
    assert (found["query"], found["status"], len(found["results"])) == (query, "answered", 2)
    assert found["results"][0]["id"] == "q-how-do-i-report-bugs-for-bpf-kernel-code"
    assert len(every["entries"]) == 27
    assert items == {"items": [{"text": query, "id": "q-how-do-i-report-bugs-for-bpf-kernel-code"}]}
    assert (shown["question"], shown["citation"]["lines"]) == (query, [20, 42])
    assert answers[4] == error(-32602, 'id: no such entry: "pear"', 5)
    assert (err, process.returncode) == (b"", 0)


def test_a_changed_document_is_noticed(place: dict[str, str], tmp_path: Path) -> None:
    document = tmp_path / "pears.rst"
    document.write_text(DOCUMENT.format(tool="knife"))
    with started(place, "--source", str(document)) as process:
        first = ask(process, request("faq/show", {"id": "q-how-do-i-peel-a-pear"}))
        document.write_text(DOCUMENT.format(tool="sharp spoon"))
        second = ask(process, request("faq/show", {"id": "q-how-do-i-peel-a-pear"}))
        document.unlink()
        gone = ask(process, request("faq/list"))
        document.write_text(DOCUMENT.format(tool="fork"))
        back = ask(process, request("faq/show", {"id": "q-how-do-i-peel-a-pear"}))
        _, err = process.communicate()
    assert [one["result"]["answer"] for one in (first, second, back)] == [
        "With a knife.",
        "With a sharp spoon.",
        "With a fork.",
    ]
    assert gone["error"]["code"] == -32603
    assert gone["error"]["message"].startswith(f"{document}: ")
    assert (err, process.returncode) == (b"", 0)


def test_a_closed_output_ends_it_quietly(place: dict[str, str]) -> None:
    with started(place) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        process.stdout.close()
        process.stdin.write(framed([request("faq/list")]))
        process.stdin.flush()
        assert process.wait(60) == 0
        assert process.stderr is not None
        assert process.stderr.read() == b""


def send(stream: IO[bytes], data: bytes) -> None:
    stream.write(data)
    stream.close()


def resident(pid: int) -> int:
    """KiB of memory of a process."""
    told = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in told.splitlines() if line.startswith("VmRSS"))


@pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="the memory of a process is read from Linux' /proc"
)
def test_a_client_that_reads_late_loses_no_answer_and_costs_no_memory(place: dict[str, str]) -> None:
    count = 3000
    with started(place) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        ask(process, request("faq/list"))
        before = resident(process.pid)
        requests = framed([request("faq/list", {}, number) for number in range(count)])
        sender = threading.Thread(target=send, args=(process.stdin, requests))
        sender.start()
        time.sleep(1)
        assert resident(process.pid) - before < 8 << 10
        answers = [json.loads(process.stdout.readline()) for _ in range(count)]
        sender.join()
        assert process.stdout.read() == b""
    assert [answer["id"] for answer in answers] == list(range(count))
    assert {len(answer["result"]["entries"]) for answer in answers} == {27}
