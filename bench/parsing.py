"""Shows that parsing time grows no faster than the size of a document, whatever it contains.

``python -m bench.parsing [MB ...] [SHAPE ...]`` reads documents of these sizes (by default 0.1, 0.3 and 1 MB), each
a repetition of one thing (by default all shapes: ``python -m bench.parsing 1 50 "the bundled document"``), at
the top level and again inside a block quote, and prints the seconds per megabyte, the exponent with which time
grows from the smallest to the largest, and the megabytes of memory per megabyte of the largest. An exponent
above ``STEEPEST`` means that the parser can be brought to a halt; a document that takes longer than ``PATIENCE`` is
abandoned.
"""

import math
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import chain
from types import FrameType

from faq.indexing.passages import passages
from faq.knowledge.links import resolve
from faq.knowledge.values import Knowledge
from faq.parsing.parse import parse
from faq.sources.shipped import bundled

SIZES = (0.1, 0.3, 1.0)
PATIENCE = 60
"""Seconds per megabyte, or for a smaller document, until it is abandoned."""

STEEPEST = 1.2
"""The exponent above which a row is marked."""

LARGEST_MEMORY = 400
"""Megabytes of memory per megabyte above which a row is marked."""

MEASURE = "--measure"
"""The option that makes a process read one document."""

Shape = Callable[[int], str]


def _again(piece: str) -> Shape:
    return lambda size: piece * (size // len(piece.encode()) + 1)


def _question(piece: str) -> Shape:
    """Many questions whose answers contain the piece."""
    return lambda size: "".join(
        f"How do I {number}?\n{'-' * 20}\n\n{piece}\n\n" for number in range(size // (len(piece) + 45) + 1)
    )


def _nested(item: str, depth: int, step: int) -> Shape:
    """Nested things, one group of ``depth`` levels after another, until the size is reached."""
    tower = "".join(f"{' ' * (step * level)}{item}\n\n" for level in range(depth))
    return lambda size: "FAQ\n===\n\n" + tower * (size // len(tower) + 1)


def bundled_document(size: int) -> str:
    """The bundled document, repeated."""
    with open(bundled().path, encoding="utf-8") as file:
        return _again(file.read() + "\n\n")(size)


def _labelled(size: int) -> str:
    """Places that the document names itself and refers to."""
    return "FAQ\n===\n\n" + "".join(
        f".. _a{n}:\n\nHow is {n}?\n-----------\n\nSee a{n}_.\n\n" for n in range(size // 50)
    )


SHAPES: dict[str, Shape] = {
    "the bundled document": bundled_document,
    "questions": _question("A: It is done so. First this, e.g. that; then the other."),
    "one line": _again("word "),
    "one line without blanks": _again("x"),
    "one line of dots": _again("."),
    "one line of opening marks": _again("*`|_<"),
    "one line of stars": _again("*"),
    "one line of back quotes": _again("`a "),
    "one line of open brackets": _again("[a "),
    "one paragraph": _again("some words of a long paragraph.\n"),
    "one paragraph of marks": _again("*a `b |c **d ``e _`f <g\n"),
    "paragraphs of marks": _again("*a `b |c **d ``e _`f <g\n" * 200 + "\n"),
    "blank lines": _again("\n"),
    "lines of blanks": _again(" " * 99 + "\n"),
    "headings alike": _again("Same\n====\n\n"),
    "headings with an answer": _question("An answer."),
    "headings that are refused": _again("A\n=\n\nB\n-\n\nC\n~\n\nD\n-\n\nE\n+\n\n"),
    "lists": _again("* one\n* two\n\n"),
    "one list": _again("* an item of a list\n"),
    "lists and paragraphs": _again("* one\n\nWords.\n\n"),
    "numbers and paragraphs": _again("1. one\n\nWords.\n\n"),
    "definitions and paragraphs": _again("term\n  words\n\nWords.\n\n"),
    "fields and paragraphs": _again(":name: value\n\nWords.\n\n"),
    "options and paragraphs": _again("-a  words\n\nWords.\n\n"),
    "line blocks and paragraphs": _again("| a line\n\nWords.\n\n"),
    "quotes with attributions in one block": lambda size: "FAQ\n===\n\n" + "  x\n\n  -- y\n\n" * (size // 13),
    "quotes and paragraphs": _again("Words.\n\n  Others.\n\n  -- him\n\n"),
    "lists on one line, deep": _again("- - - - - - - - - - - - - - - - - - - - a\n\n"),
    "list marks on one line": _again("- "),
    "blank lines in a note": lambda size: ".. note::\n" + "\n" * size + "   words\n",
    "numbers": _again("#. an item of a list\n"),
    "lists in lists": _nested("* an item", 40, 2),
    "lists in lists, deep": _nested("* an item", 400, 2),
    "quotes in quotes": _nested("a quote", 400, 1),
    "notes in notes": _nested(".. note::", 100, 3),
    "quotes going out": lambda size: "".join(
        " " * (200 - level % 200) + "a\n\n" for level in range(size // 103)
    ),
    "code": _question("::\n\n   make it\n   so it is\n"),
    "one code block": lambda size: "FAQ\n===\n\n::\n\n" + "   make it so\n" * (size // 14),
    "code lines alike": lambda size: "FAQ\n===\n\n" + "::\n\n   same\n\n" * (size // 14),
    "targets": _again(".. _a: https://example.org/\n"),
    "targets in a chain": lambda size: "".join(f".. _a{n}:\n" for n in range(size // 10)) + "\nEnd\n---\n",
    "own places": _labelled,
    "references": _again("See a_, `b c`_, `d <https://example.org/>`__ and [1]_.\n\n"),
    "anonymous": _again("`a`__ and b__\n\n__ https://example.org/\n\n"),
    "footnotes": _again(".. [#] a footnote\n\nWords [#]_\n\n"),
    "substitutions": lambda size: (
        "".join(f".. |a{n}| replace:: |a{n + 1}|\n" for n in range(size // 32)) + "\n|a0|\n"
    ),
    "comments": _again(".. a comment\n\n"),
    "directives": _again(".. unknown-thing:: with words\n   :option: value\n\n   More.\n\n"),
    "short fields": _again(":a: b\n"),
    "short headings": _again("A\n=\n\n"),
    "lines of one sign": _again("=\n"),
    "fields": _again(":name: value of a field\n"),
    "definitions": _again("term\n   its definition\n"),
    "options": _again("-a, --all=FILE  what it does\n"),
    "a table": lambda size: "+---+---+\n" + "| a | b |\n+---+---+\n" * (size // 20),
    "tables": _again("+---+---+\n| a | b |\n+---+---+\n\n"),
    "a simple table": lambda size: "=== ===\n" + "a   b\n" * (size // 6) + "=== ===\n",
    "open tables": _again("=== ===\na   b\n\nWords.\n\n"),
    "a table of plus signs": lambda size: ("+" * 250 + "\n") * (size // 251),
    "tables of plus signs": _again(("+" * 240 + "\n") * 240 + "\n"),
    "a wide table": lambda size: ("+" + "---+" * (size // 16) + "\n" + "| a " * (size // 16) + "|\n") * 2,
    "a table of marks": lambda size: (
        "+-------+-------+\n" + "| ``a`` | |a|   |\n+-------+-------+\n" * (size // 36)
    ),
    "tables of marks": _again(
        ("+-------" * 200 + "+\n" + "| ``a`` " * 200 + "|\n") * 16 + "+-------" * 200 + "+\n\n"
    ),
    "tables of substitutions": lambda size: (
        ".. |a| replace:: many words\n\n"
        + "===== =====\n|a|   |a|\n|a|   |a|\n===== =====\n\n" * (size // 45)
    ),
    "a list of rows": lambda size: ".. list-table::\n\n" + "   * - a\n     - b\n" * (size // 19),
    "lists of rows": _again(".. list-table::\n\n   * - a\n     - b\n\n"),
    "values with commas": lambda size: ".. csv-table::\n\n" + "   a, *b*, c\n" * (size // 13),
    "line blocks": _again("| a line\n"),
    "doctest": _again(">>> code\n"),
    "lines": _again("-\n\n=\n\n"),
    "underlines": _again("====\n"),
    "tabs": _again("\t\tcode\n\tmore\n\n"),
    "rubrics": _again(".. rubric:: How is it?\n\nSo.\n\n"),
    "marked pairs": _again("Q: How is it?\n\nA: So.\n\n"),
    "bold questions": lambda size: "FAQ\n===\n\n" + "**How is it?**\n\nSo.\n\n" * (size // 22),
    "one marked pair": lambda size: "FAQ\n===\n\nQ: How is it?\n\nA: So.\n\n" + "And so.\n\n" * (size // 9),
    "marks of sentences": _again(". ! ? "),
    "a heading of questions": lambda size: "questions " * (size // 10) + "\n=========\n\nWords.\n",
    "paragraphs of one word": _again("a-" * 7000 + "a\n\n"),
    "paragraphs of points": _again("a.b:c/" * 100 + " " + "a.b:c/" * 100 + "\n\n"),
    "paragraphs of back quotes": _again("`a " * 9900 + "\n\n"),
    "paragraphs of brackets": _again("[a |b _`c <d " * 2000 + "\n\n"),
    "sentences": _again("It is so. And so? Yes! e.g. No. 5 i.e. that. "),
    "sentences in paragraphs": _question("It is so. And so? Yes! e.g. No. 5 i.e. that.\n" * 100),
    "wide characters": _again("\u6f22\u5b57\u3002\u554f\uff1a"),
    "combining": _again("a\u0301\u200d"),
}


def _inside(shape: Shape) -> Shape:
    """A shape inside one block quote below a question."""

    def text(size: int) -> str:
        lines = shape(size).split("\n")
        return "FAQ\n===\n\nHow?\n----\n\n" + "".join(f"  {line}\n" if line else "\n" for line in lines)

    return text


SHAPES |= {f"{name}, inside": _inside(shape) for name, shape in SHAPES.items()}


class _Late(BaseException):
    """A document took too long; not an ordinary exception, which the parser would catch."""


def _late(number: int, frame: FrameType | None) -> None:
    raise _Late


def seconds(text: str) -> float:
    """Return how long a document takes from its text to the passages of its answers; infinity if it is abandoned."""
    signal.signal(signal.SIGVTALRM, _late)
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE * max(1, len(text) / 1e6))
    start = time.process_time()
    try:
        lines = text.split("\n")
        for entry in resolve(parse(text, "faq.rst"), Knowledge()).entries:
            passages(entry, lines)
        return time.process_time() - start
    except _Late:
        return float("inf")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def measured(text: str) -> tuple[float, float]:
    """Return the seconds that a document takes and the megabytes it adds, in a new process.

    A forked process would start with free memory, and use that.
    """
    command = [sys.executable, "-m", "bench.parsing", MEASURE]
    done = subprocess.run(command, input=text.encode(), stdout=subprocess.PIPE, check=False)
    spent, grown = done.stdout.split() or [b"inf", b"inf"]  # a killed process prints nothing
    return float(spent), float(grown)


def measure() -> None:
    """Print the seconds and megabytes that the document on standard input takes, its text included."""
    seconds("FAQ\n===\n\nHow?\n----\n\nSo.\n")
    before = memory("VmRSS")
    spent = seconds(sys.stdin.buffer.read().decode())
    print(spent, memory("VmHWM") - before)


def memory(name: str) -> float:
    """Return Linux's figure for this process in megabytes; NaN on other systems."""
    with suppress(OSError), open("/proc/self/status", encoding="ascii") as file:
        for line in file:
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) / 1024
    return float("nan")


def exponent(sizes: Sequence[float], times: Sequence[float]) -> float:
    """Return the power of the size with which time grows."""
    if len(sizes) < 2 or sizes[-1] == sizes[0]:
        return float("nan")
    return math.log(times[-1] / times[0]) / math.log(sizes[-1] / sizes[0])


def main(arguments: list[str]) -> None:
    """Print the table."""
    shapes = {word: SHAPES[word] for word in arguments if word in SHAPES} or SHAPES
    sizes = [float(word) for word in arguments if word not in SHAPES] or SIZES
    columns = chain((f"{size:>8g} MB" for size in sizes), ("   exponent", "  memory"))
    print(f"{'seconds a megabyte of':36}" + "".join(columns))
    for name, shape in shapes.items():
        lengths, times = list[float](), list[float]()
        grown = 0.0
        for size in sizes:
            text = shape(int(size * 1e6))
            spent, grown = measured(text)
            lengths.append(len(text.encode()) / 1e6)
            times.append(max(spent, 0.001))
        rates = "".join(f"{time / length:11.2f}" for time, length in zip(times, lengths, strict=True))
        power = exponent(lengths, times)
        steep = power > STEEPEST and times[-1] > 0.5
        taken = grown / lengths[-1]
        mark = "  <- grows" if steep else "  <- large" if taken > LARGEST_MEMORY else ""
        print(f"{name:36}{rates}{power:11.2f}{taken:8.0f}{mark}", flush=True)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        measure() if sys.argv[1:] == [MEASURE] else main(sys.argv[1:])
