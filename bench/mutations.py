"""Changes single lines of the program and says whether the focused test of their module notices.

    python -m bench.mutations [--each N] [--seed N] [MODULE ...]

A change turns a comparison, swaps ``and`` and ``or``, ``+`` and ``-``, ``min`` and ``max``, moves a number by one,
drops a ``not``, or turns ``True`` and ``False``. It is made in a copy of the checkout, and the tests of the file named
as the module (``tests/engine/test_ranking.py`` for ``faq/engine/ranking.py``) are run over it. What survives is listed:
some of it changes nothing that anybody could notice, the rest wants a test.
"""

import argparse
import ast
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
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
PATIENCE = 180.0
"""Seconds after which a change that makes the tests hang counts as noticed."""


class Change(NamedTuple):
    """One change: the text of a file from ``start`` to ``end`` becomes ``new``; ``line`` is where that is."""

    file: Path
    line: int
    start: int
    end: int
    new: str


def focused(file: Path) -> Path | None:
    """Return the test file that is named as a module, None where there is none."""
    room = file.parent.relative_to(ROOT / "faq").parts[0]
    name = "ask" if file.stem == "__init__" else file.stem
    test = ROOT / "tests" / room / f"test_{name}.py"
    return test if test.exists() else None


def changes(file: Path) -> Iterator[Change]:
    """Yield every change of a file that is known how to be made."""
    text = file.read_text("utf-8")
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line.encode()))
    encoded = text.encode()

    def between(one: ast.expr, other: ast.expr) -> tuple[int, int]:
        """The place of an operator, which has none of its own."""
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


def survives(change: Change, test: Path, copy: Path) -> bool:
    """Make a change in a copy of the checkout and return whether the test passes all the same."""
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
        str(test.relative_to(ROOT)),
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
            test, found = focused(file), list(changes(file))
            if test is None or not found:
                continue
            for change in sorted(chance.sample(found, min(chosen.each, len(found)))):
                made += 1
                if survives(change, test, copy):
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
