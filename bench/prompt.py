"""Measures the time until the prompt can be used, relative to importing prompt_toolkit alone.

Run ``python -m bench.prompt [PAIRS]``. Each pair starts ``python -c 'import prompt_toolkit'`` and
``bpffaq`` at a terminal, one right after the other; the ratio within a pair counts. Two moments
are measured: when the prompt is drawn, and when the first key typed at it is on screen.
"""

import os
import pty
import statistics
import subprocess
import sys
import time
from typing import NamedTuple

PROMPT, POSITION, ANSWER = b"faq> ", b"\x1b[6n", b"\x1b[1;1R"
START = [sys.executable, "-m", "faq", "--no-history"]
ALONE = [sys.executable, "-c", "import prompt_toolkit"]


class Start(NamedTuple):
    """Seconds from the start of the program to its prompt, and to the first key on screen."""

    prompt: float
    key: float


class Screen:
    """The output of a program at a terminal, whose queries for the cursor position are answered."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor, self.seen, self.answered = descriptor, b"", 0

    def until(self, text: bytes) -> None:
        """Read until a text appears, after what was read before."""
        while text not in self.seen:
            self.seen += os.read(self.descriptor, 65536)
            while self.answered < self.seen.count(POSITION):
                self.answered += 1
                os.write(self.descriptor, ANSWER)
        self.seen = self.seen.partition(text)[2]


def start(command: list[str]) -> Start:
    """Start a session once and leave it."""
    begin = time.perf_counter()
    child, descriptor = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm"
        os.execv(command[0], command)
    screen = Screen(descriptor)
    screen.until(PROMPT.strip())
    prompt = time.perf_counter() - begin
    os.write(descriptor, b"Q")
    screen.until(b"Q")
    key = time.perf_counter() - begin
    os.write(descriptor, b"\x03\x04")
    drain(descriptor)
    os.waitpid(child, 0)
    return Start(prompt, key)


def drain(descriptor: int) -> None:
    """Read what is left until the program has ended."""
    try:
        while os.read(descriptor, 65536):
            pass
    except OSError:
        pass
    os.close(descriptor)


def alone() -> float:
    """Seconds that importing prompt_toolkit takes, from the start of Python to its end."""
    begin = time.perf_counter()
    subprocess.run(ALONE, check=True)
    return time.perf_counter() - begin


def main() -> None:
    """Measure and print."""
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    measured = [(alone(), start(START)) for _ in range(pairs + 1)][1:]
    rows = (
        ("import prompt_toolkit", [base for base, _ in measured], [1.0]),
        ("prompt stands", [one.prompt for _, one in measured], [one.prompt / base for base, one in measured]),
        ("first key shown", [one.key for _, one in measured], [one.key / base for base, one in measured]),
    )
    print(f"{pairs} pairs, medians")
    for name, times, ratios in rows:
        print(f"{name:<24}{1000 * statistics.median(times):6.0f} ms   {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
