"""A home of its own for the tests: they neither see nor change the user's cache and configuration. And Ctrl-C for the
programs that they start, even where a shell runs the tests in the background and has it ignored."""

import os
import shutil
import signal
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.support.tally import inputs_tried

_MARK = "BPFFAQ_TESTS_HOME"
_INPUTS = "inputs tried"


def pytest_configure(config: pytest.Config) -> None:
    """Heed SIGINT; point the XDG directories into a temporary one, which worker processes inherit."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if _MARK in os.environ:
        return
    home = os.environ[_MARK] = tempfile.mkdtemp(prefix="bpffaq-tests-")
    for name in ("CACHE", "CONFIG", "DATA", "STATE"):
        os.environ[f"XDG_{name}_HOME"] = os.path.join(home, name.lower())
    for name in (
        "BPFFAQ_SOURCES",
        "BPFFAQ_REVISION",
        "BPFFAQ_VECTORS",
        "BPFFAQ_HISTORY",
        "NO_COLOR",
        "COLUMNS",
        "PAGER",
        "LESS",
    ):
        os.environ.pop(name, None)
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--all`` runs the slow tests, too; ``--update`` writes the snapshots again."""
    parser.addoption("--all", action="store_true", help="run the tests marked slow, too")
    parser.addoption("--update", action="store_true", help="write tests/output/snapshots anew")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the slow tests out, unless all are wanted, a marker is chosen or their file is named."""
    if config.getoption("all") or config.option.markexpr:
        return
    named = {Path(argument.partition("::")[0]).resolve() for argument in config.args}
    slow = [item for item in items if "slow" in item.keywords and item.path not in named]
    if slow:
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if item not in set(slow)]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Note how many inputs a test tried, for the line at the end."""
    before = inputs_tried()
    try:
        yield
    finally:
        if inputs_tried() > before:
            item.user_properties.append((_INPUTS, inputs_tried() - before))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many fuzzed inputs, damages and kills there were, in all processes together."""
    tried = 0
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", None) == "call":
                tried += sum(number for name, number in report.user_properties if name == _INPUTS)
    if tried:
        terminalreporter.write_line(f"{tried:,} inputs tried")


@pytest.fixture
def root(tmp_path: Path) -> str:
    """The cache directory of a test of the store."""
    return str(tmp_path / "cache" / "bpffaq")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the document that the stand-in server of the editors' tests cites."""
    (tmp_path / "numbers of mine.rst").write_text("".join(f"line {n}\n" for n in range(1, 41)))
    return tmp_path
