"""Changes single lines of the program and reports whether the focused tests of the module notice.

    python -m bench.mutations [--each N] [--seed N] [MODULE ...]

A change inverts a comparison, swaps ``and`` and ``or``, ``+`` and ``-``, ``min`` and ``max``, changes a number by one,
drops a ``not``, or swaps ``True`` and ``False``. It is made in a copy of the checkout, where the test file named after
the module (``tests/engine/test_ranking.py`` for ``faq/engine/ranking.py``) and those in ``FURTHER`` are run. The
survivors are listed: some change nothing that anybody could notice, the rest need a test.

Accepted survivors: ``zip(..., strict=True)`` over lists of equal length; how much is cached (``lru_cache``,
``Remembered``), waited for (``timeout``, ``select``) or considered (``LOOKED_AT``), as one more makes no difference;
``>`` for ``>=`` where two real numbers would have to be equal (such as seconds); a file opened with a different
buffer size; the numbers of the empty unit (``NOTHING``), and a test for it before another test that it cannot pass;
the redraw of a progress bar that is not shown; which of two passages before a third one is considered if a list of
them is one unit either way.
"""

import argparse
import ast
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
ROOMS = ("engine", "indexing", "library", "parsing/qa", "session")

COMPARISONS = {
    ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==",
    ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is",
}  # fmt: skip
SWAPPED = {ast.Add: "-", ast.Sub: "+", ast.Mult: "/", ast.Div: "*"}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
FURTHER = {
    "engine/__init__": ("test_mixture", "test_unknown_noun"),
    "engine/match": ("test_ask", "test_confidence", "test_uncurated"),
    "engine/ranking": ("test_mixture",),
    "indexing/worker_pool": ("test_worker_pool_faults",),
    "library/library": ("test_freshness", "test_freshness_damage", "test_freshness_knowledge"),
}
"""Test files of a module besides the one named after it, by the module without its suffix."""

PATIENCE = 180.0
"""Seconds after which a change that makes the tests hang counts as noticed."""


class Change(NamedTuple):
    """One change: the text of a file from ``start`` to ``end`` becomes ``new``; ``line`` is its line."""

    file: Path
    line: int
    start: int
    end: int
    new: str


def focused(file: Path) -> list[Path]:
    """Return the test files of a module, none if there is none named after it."""
    module = file.relative_to(ROOT / "faq").with_suffix("")
    name = "ask" if file.stem == "__init__" else file.stem
    names = (f"test_{name}", *FURTHER.get(module.as_posix(), ()))
    tests = [ROOT / "tests" / module.parts[0] / f"{name}.py" for name in names]
    return [test for test in tests if test.exists()]


def changes(file: Path) -> Iterator[Change]:
    """Yield every possible change of a file."""
    text = file.read_text("utf-8")
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line.encode()))
    encoded = text.encode()

    def between(one: ast.expr, other: ast.expr) -> tuple[int, int]:
        """The position of an operator, which the syntax tree does not record."""
        return starts[one.end_lineno - 1] + one.end_col_offset, starts[other.lineno - 1] + other.col_offset  # type: ignore[operator]  # parsed from text, so it has an end

    def whole(node: ast.expr) -> tuple[int, int]:
        return starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset  # type: ignore[operator]  # the same

    for node in ast.walk(ast.parse(text)):
        for (start, end), old, new in _replaced(node, between, whole):
            was = encoded[start:end].decode()
            if old in was:
                yield Change(file, encoded[:start].count(b"\n") + 1, start, end, was.replace(old, new, 1))


def _replaced(node: ast.AST, between, whole) -> Iterator[tuple[tuple[int, int], str, str]]:  # type: ignore[no-untyped-def]  # two places in the text
    if isinstance(node, ast.Compare):
        for operator, one, other in zip(
            node.ops, [node.left, *node.comparators], node.comparators, strict=False
        ):
            yield between(one, other), _written(operator), COMPARISONS[type(operator)]
    elif isinstance(node, ast.BoolOp):
        old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        yield between(node.values[0], node.values[1]), old, new
    elif isinstance(node, ast.BinOp) and type(node.op) in SWAPPED:
        yield between(node.left, node.right), _written(node.op), SWAPPED[type(node.op)]
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield whole(node), "not ", ""
    elif isinstance(node, ast.Name) and node.id in NAMES:
        yield whole(node), node.id, NAMES[node.id]
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield whole(node), str(node.value), str(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        yield whole(node), str(node.value), str(node.value + 1)


SIGNS = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=", ast.In: "in",
    ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not", ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/",
}  # fmt: skip


def _written(operator: ast.AST) -> str:
    return SIGNS[type(operator)]


def survives(change: Change, tests: Sequence[Path], copy: Path) -> bool:
    """Make a change in a copy of the checkout and return whether the tests still pass."""
    file = copy / change.file.relative_to(ROOT)
    before = file.read_bytes()
    file.write_bytes(before[: change.start] + change.new.encode() + before[change.end :])
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-p",
        "no:cacheprovider",
        *(str(test.relative_to(ROOT)) for test in tests),
    ]
    try:
        done = subprocess.run(command, cwd=copy, capture_output=True, timeout=PATIENCE, check=False)
        return done.returncode == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        file.write_bytes(before)


def main() -> None:
    """Change single lines of the program and list the changes that no focused test notices."""
    parser = argparse.ArgumentParser(prog="python -m bench.mutations", description=main.__doc__)
    parser.add_argument(
        "modules", nargs="*", type=Path, metavar="MODULE", help="default: those with a focused test"
    )
    parser.add_argument("--each", type=int, default=3, help="changes of each module")
    parser.add_argument("--seed", type=int, default=0, help="another seed draws other changes")
    chosen = parser.parse_args()
    files = [file.resolve() for file in chosen.modules] or [
        file for room in ROOMS for file in sorted((ROOT / "faq" / room).glob("*.py"))
    ]
    chance, noticed, made = random.Random(chosen.seed), 0, 0
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch, "copy")
        left_out = shutil.ignore_patterns(".git", ".venv", ".*_cache", "__pycache__", ".hypothesis")
        shutil.copytree(ROOT, copy, ignore=left_out)
        for file in files:
            tests, found = focused(file), list(changes(file))
            if not tests or not found:
                continue
            for change in sorted(chance.sample(found, min(chosen.each, len(found)))):
                made += 1
                if survives(change, tests, copy):
                    was = file.read_bytes()[change.start : change.end].decode().strip()
                    print(
                        f"{file.relative_to(ROOT)}:{change.line}: {was!r} -> {change.new.strip()!r} survives",
                        flush=True,
                    )
                else:
                    noticed += 1
    print(f"{noticed} of {made} changes noticed")


if __name__ == "__main__":
    main()
