"""Imports point one way, and a question loads no more than it needs."""

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("faq", "index")
OPTIONAL = {"anyio", "mcp", "pydantic"}
"""What comes with the extra ``mcp``."""

OWNERS = {
    "docutils": ("faq.rst",),
    "whoosh": ("index", "faq.opening"),
    "prompt_toolkit": ("faq.session",),
    "pygments": ("faq.session",),
    "spellchecker": ("index",),
    "filelock": ("index",),
    "rapidfuzz": ("faq.engine", "faq.rst"),
    "platformdirs": ("index", "faq.sources", "faq.session.history"),
    "mcp": ("faq.mcp",),
    "anyio": ("faq.mcp",),
    "pydantic": ("faq.mcp",),
}
"""Who may import what; ``faq.opening`` asks Whoosh for its version."""

LATE = {("index.postings", "index.writer")}
"""Rings that are meant: the codec makes its field writer only where something is written."""


class Import(NamedTuple):
    """One module imports another; ``late`` within a function, ``typed`` for the type checker alone."""

    importer: str
    imported: str
    late: bool
    typed: bool


def modules() -> dict[str, Path]:
    """Every module of the packages by its name."""
    found = {}
    for package in PACKAGES:
        for file in sorted((ROOT / package).rglob("*.py")):
            parts = file.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


MODULES = modules()


def imported(name: str) -> Iterator[Import]:
    """What a module imports."""

    def walk(node: ast.AST, late: bool, typed: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                yield from (Import(name, alias.name, late, typed) for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                assert not child.level, f"{name} imports relatively"
                for alias in child.names:
                    whole = f"{child.module}.{alias.name}"
                    yield Import(name, whole if whole in MODULES else str(child.module), late, typed)
            function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            checking = isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"
            yield from walk(child, late or function, typed or checking)

    return walk(ast.parse(MODULES[name].read_text("utf-8")), False, False)


IMPORTS = [one for name in MODULES for one in imported(name)]


def within(module: str, owners: tuple[str, ...]) -> bool:
    return any(module == owner or module.startswith(f"{owner}.") for owner in owners)


def test_index_imports_nothing_of_faq() -> None:
    assert [
        one for one in IMPORTS if within(one.importer, ("index",)) and within(one.imported, ("faq",))
    ] == []


def test_each_dependency_has_its_owners() -> None:
    own = sys.stdlib_module_names | set(PACKAGES)
    foreign = {(one.importer, one.imported.split(".")[0]) for one in IMPORTS} - {
        (one.importer, one.imported.split(".")[0]) for one in IMPORTS if one.imported.split(".")[0] in own
    }
    assert sorted(pair for pair in foreign if not within(pair[0], OWNERS.get(pair[1], ()))) == []


def test_no_import_ring() -> None:
    graph: dict[str, set[str]] = {name: set() for name in MODULES}
    for one in IMPORTS:
        if one.imported in MODULES and not one.typed and (one.importer, one.imported) not in LATE:
            graph[one.importer].add(one.imported)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(reversed(error.args[1])))


def rooms() -> Mapping[str, int]:
    """The row of ARCHITECTURE.md's table that each module stands in."""
    found: dict[str, int] = {}
    lines = (ROOT / "ARCHITECTURE.md").read_text("utf-8").split("## The rooms")[1].split("\n## ")[0]
    rows = [line for line in lines.splitlines() if line.startswith("| `")]
    for number, row in enumerate(rows):
        for name in row.split("|")[1].replace("`", "").split(","):
            place = name.strip().removesuffix(".py").strip("/").replace("/", ".")
            found[place] = number
    return found


def row(module: str, table: Mapping[str, int]) -> int | None:
    parts = module.split(".")
    names = [".".join(parts[:n]) for n in range(len(parts), 0, -1)]
    return next((table[name] for name in names if name in table), None)


def test_each_module_has_its_room() -> None:
    table = rooms()
    assert [name for name in MODULES if row(name, table) is None and name not in PACKAGES] == []
    assert [name for name in table if name not in MODULES] == []


def test_imports_point_up_the_table() -> None:
    table = rooms()
    down = [
        f"{one.importer} imports {one.imported}"
        for one in IMPORTS
        if one.imported in MODULES
        and one.imported not in PACKAGES
        and not one.typed
        and (row(one.importer, table) or 0) < (row(one.imported, table) or 0)
    ]
    assert down == []


def loaded(*arguments: str, cache: Path) -> set[str]:
    """The modules that a run of the program has loaded at its end."""
    run = (
        "import sys; from faq.cli import main; status = main(sys.argv[1:]);"
        "print(status, *sys.modules, file=sys.stderr)"
    )
    around = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(cache),
        "XDG_CACHE_HOME": str(cache),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", run, *arguments],
        env=around,
        cwd=cache,
        capture_output=True,
        text=True,
        check=True,
    )
    status, *names = done.stderr.split()
    assert status == "0", done.stderr
    return set(names)


HEAVY = ("asyncio", "dataclasses", "docutils", "inspect", "mcp", "prompt_toolkit", "pygments", "spellchecker")


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that holds the index."""
    cache = tmp_path_factory.mktemp("cache")
    loaded("index", cache=cache)
    return cache


def test_a_warm_search_loads_little(warm: Path) -> None:
    names = loaded("search", "which mailing list takes BPF patches?", cache=warm)
    assert "whoosh" in names
    unwanted = (*HEAVY, "email", "http", "platformdirs", "ssl", "tomllib", "urllib.request")
    assert names.intersection(unwanted) == set()


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_loads_nothing(option: str, warm: Path) -> None:
    names = loaded(option, cache=warm)
    assert names.intersection((*HEAVY, "whoosh", "faq.library", "faq.engine", "json", "tomllib")) == set()


def test_the_program_works_without_the_extra(warm: Path) -> None:
    assert loaded("search", "which mailing list takes BPF patches?", cache=warm).isdisjoint(OPTIONAL)
