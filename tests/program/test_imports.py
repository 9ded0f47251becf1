"""Imports point one way, and a question loads no more than it needs."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("faq", "index")
OWNERS = {
    "docutils": ("faq.parsing.markup",),
    "whoosh": ("index", "faq.library.open_index"),
    "prompt_toolkit": ("faq.session",),
    "pygments": ("faq.session",),
    "filelock": ("index",),
    "rapidfuzz": ("faq.cli.word_diff",),
    "numpy": ("faq.vectors",),
    "onnxruntime": ("faq.vectors",),
    "platformdirs": ("index", "faq.sources.configuration"),
}
"""Who may import what; ``faq.library.open_index`` asks Whoosh for its version."""


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
        if one.imported in MODULES and not one.typed:
            graph[one.importer].add(one.imported)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(reversed(error.args[1])))


GROUND = ("faq", "faq.errors", "faq.model", "index.values")
"""What every room may import: the values and what they are made with, the error, the version."""

ROOMS = {
    "faq.errors": (),
    "faq.model": ("index.values",),
    "index": (),
    "faq.parsing.markup": GROUND,
    "faq.parsing.qa": (*GROUND, "faq.parsing.markup.tree"),
    "faq.parsing": (*GROUND, "faq.parsing.markup", "faq.parsing.qa"),
    "faq.knowledge": GROUND,
    "faq.sources": (*GROUND, "faq.knowledge", "index"),
    "faq.vectors": GROUND,
    "faq.indexing": (*GROUND, "faq.parsing", "faq.knowledge", "faq.sources", "faq.vectors", "index"),
    "faq.library": (*GROUND, "faq.knowledge", "faq.sources", "faq.indexing", "faq.vectors", "index"),
    "faq.engine": (*GROUND, "faq.indexing", "faq.library", "index"),
    "faq.output": (*GROUND, "faq.knowledge", "faq.sources", "faq.library"),
    "faq.evaluation": (*GROUND, "faq.engine", "faq.library", "faq.output", "faq.sources"),
    "faq.server": (*GROUND, "faq.engine", "faq.library", "faq.output", "faq.sources", "faq.vectors.encoder"),
    "faq.session": (*GROUND, "faq.engine", "faq.library", "faq.output", "faq.sources", "index"),
    "faq.cli": ("faq", "index"),
    "faq.__main__": ("faq.cli",),
    "faq": (),
}
"""The rooms and what each may import besides itself. The innermost one holds a module."""


def room(module: str) -> str:
    """The room that a module stands in."""
    parts = module.split(".")
    names = [".".join(parts[:n]) for n in range(len(parts), 0, -1)]
    return next(name for name in names if name in ROOMS)


def test_a_room_imports_what_it_may() -> None:
    beyond = [
        f"{one.importer} imports {one.imported}"
        for one in IMPORTS
        if one.imported in MODULES
        and room(one.imported) != room(one.importer)
        and not within(one.imported, tuple(name for name in ROOMS[room(one.importer)] if name != "faq"))
        and not (one.imported == "faq" and "faq" in ROOMS[room(one.importer)])
        and room(one.importer) != "faq.cli"
    ]
    assert beyond == []


def test_the_architecture_says_what_a_room_may_import() -> None:
    """For each room that lists others; the parts of parsing and the command line are described in words."""
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `faq/(\w+)/` \|.*\| (.*) \|$", text, re.M))
    assert rows.pop("cli") == "all"
    assert len(rows) == 10
    for name, cell in rows.items():
        said = {place.removesuffix(".py").replace("/", ".") for place in re.findall("`(.*?)`", cell)}
        may = {one.removeprefix("faq.") for one in ROOMS[f"faq.{name}"] if one not in GROUND}
        assert said - {"model", "errors"} == may, name


def longest_chain() -> list[str]:
    """The longest chain of imports among the modules."""
    below: dict[str, set[str]] = {name: set() for name in MODULES}
    for one in IMPORTS:
        if one.imported in MODULES and one.imported != one.importer and not one.typed:
            below[one.importer].add(one.imported)
    chains: dict[str, list[str]] = {}
    for name in TopologicalSorter(below).static_order():
        longest = max((chains[other] for other in below[name]), key=len, default=[])
        chains[name] = [name, *longest]
    return max(chains.values(), key=len)


def test_no_chain_of_imports_is_long() -> None:
    assert len(longest_chain()) <= 18, " -> ".join(longest_chain())


def loaded(*arguments: str, cache: Path, ends: Sequence[str] = ("0",)) -> set[str]:
    """The modules that a run of the program has loaded at its end, with one of some statuses."""
    code = (
        "import sys; from faq.cli.main import main; status = main(sys.argv[1:]);"
        "print(status, *sys.modules, file=sys.stderr)"
    )
    done = run(code, *arguments, cache=cache)
    status, *names = done.stderr.splitlines()[-1].split()
    assert status in ends, done.stderr
    return set(names)


def run(code: str, *arguments: str, cache: Path) -> "subprocess.CompletedProcess[str]":
    """Run some code as a user who has set nothing."""
    around = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(cache),
        "XDG_CACHE_HOME": str(cache),
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=around,
        cwd=cache,
        capture_output=True,
        text=True,
        check=True,
    )


HEAVY = (
    "asyncio",
    "dataclasses",
    "docutils",
    "inspect",
    "logging",
    "faq.vectors",
    "mcp",
    "numpy",
    "onnxruntime",
    "prompt_toolkit",
    "pygments",
)


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that holds the index."""
    cache = tmp_path_factory.mktemp("cache")
    loaded("index", cache=cache)
    return cache


UNWANTED = (
    *HEAVY,
    "email",
    "http",
    "json",
    "platformdirs",
    "rapidfuzz",
    "ssl",
    "tomllib",
    "typing",
    "urllib.request",
)


@pytest.mark.parametrize(
    ("query", "nor"),
    [
        ("how can I report a bug in the BPF code?", ("enum", "re", "unicodedata")),
        ("which mailing list takes BPF patches?", ("unicodedata",)),  # an address is told by a pattern
        ("which maling list takes BPF patches?", ("unicodedata",)),
        ("which grafana list do I send BPF patches to?", ("unicodedata",)),  # two edits from no word
    ],
)
def test_a_warm_search_loads_little(query: str, nor: tuple[str, ...], warm: Path) -> None:
    names = loaded("search", query, cache=warm)
    assert "whoosh" in names
    assert names.intersection((*UNWANTED, *nor, "whoosh.lang")) == set()


MAY_LOAD = frozenset(
    """
    bisect collections contextlib copyreg enum errno faq functools gc importlib index itertools keyword math operator re
    reprlib types warnings whoosh zlib
    """.split()
)
"""What a warm search may load: of Whoosh nothing but its version, ``re`` only for a question that needs a pattern."""

OWN = {
    "faq": "errors model",
    "faq.cli": "asking commands last_list main options settings surroundings",
    "faq.engine": """confidence conversation courtesy definition followup function_words kinds match parameters paste
        question ranking reasons remark several shortanswer special spelling""",
    "faq.indexing": "payloads",
    "faq.knowledge": "paths values",
    "faq.library": "library notices open_index opened shipped_index snapshot",
    "faq.output": "age blocks harmless json_form tables terminal text",
    "faq.session": "private_file",
    "faq.sources": """configuration contents file_state files kernel_tree listing selection shipped source
        sphinx_project""",
    "index": """analysis buckets english evidence generation lock pieces porter2 records safety search segment store
        terms texts values""",
}
"""The modules of this program that a warm search may load, by room."""


@pytest.mark.parametrize(
    ("options", "more"),
    [((), ()), (("--explain",), ()), (("--json", "--explain"), ("json", "typing", "encodings"))],
)
@pytest.mark.parametrize(
    "query",
    [
        "which mailing list takes BPF patches?",
        "which maling list takes BPF patches?",
        "who bakes bread in a village?",
    ],
)
def test_a_warm_search_loads_nothing_else(
    query: str, options: tuple[str, ...], more: tuple[str, ...], warm: Path
) -> None:
    started = [sys.executable, "-c", "import sys; print(*sys.modules)"]
    before = subprocess.run(started, capture_output=True, text=True, check=True).stdout.split()
    names = loaded("search", *options, query, cache=warm, ends=("0", "1")).difference(before)
    assert {name.partition(".")[0] for name in names if not name.startswith("_")} - {
        *MAY_LOAD,
        *more,
    } == set()
    assert {name for name in names if name.startswith("whoosh")} == {"whoosh"}
    own = {f"{room}.{name}" for room, modules in OWN.items() for name in modules.split()}
    assert {name for name in names if within(name, PACKAGES)} - own - OWN.keys() == set()


OPENED = {"current", "manifest", "states", "contents", "MAIN_1.terms", "MAIN_1.records", "last"}
"""What a question opens: the files of its index, and the one that says what was listed last."""


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("how should I report a bug in the BPF code, and with what else?", set()),
        ("which mailing list would take these patches?", set()),
        ("who's in cc when it doesn't compile?", set()),
        ("which maling list takes BPF patches?", {"english.txt"}),
        ("which grafana list do I send BPF patches to?", {"english.txt"}),
    ],
)
def test_a_question_opens_its_index_and_the_english_words_only_for_an_unknown_word(
    query: str, words: set[str], warm: Path
) -> None:
    watched = (
        "import sys; opened = [];"
        "sys.addaudithook(lambda event, args: opened.append(args[0]) if event == 'open' else None);"
        "from faq.cli.main import main; main(['search', *sys.argv[1:]]);"
        "print(*filter(lambda path: isinstance(path, str), opened), sep='\\n', file=sys.stderr)"
    )
    done = run(watched, query, cache=warm)
    opened = {Path(path).name for path in done.stderr.splitlines() if not path.endswith((".py", ".pyc"))}
    assert opened == OPENED | words


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_loads_nothing(option: str, warm: Path) -> None:
    names = loaded(option, cache=warm)
    assert (
        names.intersection((*HEAVY, "whoosh", "faq.library.library", "faq.engine", "json", "tomllib"))
        == set()
    )
