"""The copy of the document in a kernel tree, and what it refers to there."""

import os
import sys
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest

from faq.errors import FaqError
from faq.sources import kernel_tree
from faq.sources.selection import in_use
from faq.sources.shipped import bundled
from faq.sources.source import Source
from tests.support.places import document, write


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A kernel tree."""
    root = tmp_path / "linux"
    text = (
        "Q\n=\n\nSee Documentation/process/maintainer-netdev.rst, Documentation/gone.rst,\n"
        ":ref:`netdev-FAQ` and Documentation/bpf/bpf_devel_QA.rst.\n"
    )
    for name in ("bpf/bpf_devel_QA.rst", "process/maintainer-netdev.rst", "process/other.rst"):
        write(root / "Documentation" / name, text)
    for name in ("MAINTAINERS", "Kbuild"):
        (root / name).write_text("")
    (root / "kernel" / "bpf").mkdir(parents=True)
    return root


@pytest.mark.parametrize(
    ("where", "file"),
    [
        (".", "Documentation/bpf/bpf_devel_QA.rst"),
        ("kernel/bpf", "../../Documentation/bpf/bpf_devel_QA.rst"),
        ("Documentation/bpf", "bpf_devel_QA.rst"),
    ],
)
def test_in_a_kernel_tree_its_own_copy_answers(
    tree: Path, where: str, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tree / where)
    copy = Source(f"{tree}/Documentation/bpf/bpf_devel_QA.rst", file, origin="kernel tree")
    assert in_use() == (copy,)
    assert in_use(revision="bundled") == (bundled(),)


@pytest.mark.parametrize("name", ["MAINTAINERS", "Kbuild", "Documentation/bpf/bpf_devel_QA.rst"])
def test_what_is_no_kernel_tree(tree: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (tree / name).unlink()
    monkeypatch.chdir(tree)
    assert in_use() == (bundled(),)


def moved(path: Path, to: Path) -> None:
    """Move a file or a directory, and leave a link in its place."""
    to.parent.mkdir(parents=True, exist_ok=True)
    path.rename(to)
    path.symlink_to(to)


LINKED = ["Documentation/bpf/bpf_devel_QA.rst", "Documentation/bpf", "Documentation"]


@pytest.mark.parametrize("name", LINKED)
def test_a_link_that_leads_out_of_it_makes_no_kernel_tree(
    tree: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved(tree / name, tree.parent / "linux-secret" / name)
    monkeypatch.chdir(tree)
    assert in_use() == (bundled(),)
    # Nor does one that is put there once the tree was found: through a link nothing is read.
    assert kernel_tree.own_copy(str(tree)).path == f"{tree}/{LINKED[0]}"
    assert kernel_tree.referred(str(tree)) == ()


@pytest.mark.parametrize("name", LINKED)
def test_a_link_within_a_kernel_tree_leads_to_its_own_copy(
    tree: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved(tree / name, tree / "moved" / name)
    monkeypatch.chdir(tree)
    assert in_use() == (Source(f"{tree}/moved/{LINKED[0]}", LINKED[0], origin="kernel tree"),)


@pytest.mark.parametrize("start", ["", "link", "link/kernel"])
def test_a_kernel_tree_reached_by_a_link(tree: Path, start: str, monkeypatch: pytest.MonkeyPatch) -> None:
    link = tree.parent / "link"
    link.symlink_to(tree)
    monkeypatch.chdir(link / "kernel")
    found = kernel_tree.root(str(tree.parent / start) if start else "")
    assert os.path.realpath(found) == str(tree)
    file = "../Documentation/bpf/bpf_devel_QA.rst"
    assert in_use() == (Source(f"{tree}/Documentation/bpf/bpf_devel_QA.rst", file, origin="kernel tree"),)
    assert kernel_tree.own_copy(found).path == f"{tree}/Documentation/bpf/bpf_devel_QA.rst"
    assert kernel_tree.located(found, "Documentation/process/other.rst").endswith("/other.rst:1")


NAMED = {
    "--source": "named/option.rst",
    "--revision": "data/bpf_devel_QA.rst",
    "BPFFAQ_SOURCES": "named/environment.rst",
    "BPFFAQ_REVISION": "data/revisions/linux-6.12/bpf_devel_QA.rst",
    "[[source]]": "named/configuration.rst",
    "revision": "data/bpf_devel_QA.rst",
}
"""Every way to name a document, the strongest first, and what it names."""


@pytest.mark.parametrize("ways", [way for size in range(1, 4) for way in combinations(NAMED, size)])
def test_whatever_is_named_goes_before_the_tree(
    ways: tuple[str, ...], tree: Path, configure: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every combination of up to three ways; the strongest has the last word."""
    monkeypatch.chdir(tree)
    for file in NAMED.values():
        if file.startswith("named/"):
            document(tree / file)
    options = [NAMED["--source"]] if "--source" in ways else []
    named = "bundled" if "--revision" in ways else ""
    if "BPFFAQ_SOURCES" in ways:
        monkeypatch.setenv("BPFFAQ_SOURCES", NAMED["BPFFAQ_SOURCES"])
    if "BPFFAQ_REVISION" in ways:
        monkeypatch.setenv("BPFFAQ_REVISION", "linux-6.12")
    lines = ["revision = 'bundled'"] if "revision" in ways else []
    lines += [f"[[source]]\npath = '{tree}/{NAMED['[[source]]']}'"] if "[[source]]" in ways else []
    configure("\n".join(lines))
    if {"--source", "--revision"} <= set(ways):
        with pytest.raises(FaqError, match="cannot be combined with --source"):
            in_use(options, revision=named)
        return
    (source,) = in_use(options, revision=named)
    assert source.file.endswith(NAMED[ways[0]])
    assert source.origin != "kernel tree"


def test_the_documents_of_a_tree_that_the_document_refers_to(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tree)
    assert [source.file for source in in_use(tree_docs=True)] == [
        "Documentation/bpf/bpf_devel_QA.rst",
        "Documentation/process/maintainer-netdev.rst",
    ]
    monkeypatch.chdir("/")
    with pytest.raises(FaqError) as caught:
        in_use(tree_docs=True)
    assert str(caught.value) == "--tree-docs: the working directory is not in a kernel tree; go into one"


@pytest.mark.parametrize("name", ["Documentation/process/maintainer-netdev.rst", "Documentation/process"])
def test_a_document_that_a_link_leads_to_must_be_in_the_tree(
    tree: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tree)
    file = "Documentation/process/maintainer-netdev.rst"
    moved(tree / name, tree / "moved")
    assert [source.file for source in in_use(tree_docs=True)] == [LINKED[0], file]
    assert kernel_tree.located(str(tree), file) == f"{file}:1"
    (tree / name).unlink()
    (tree / "moved").rename(tree.parent / "moved")
    (tree / name).symlink_to("../../../moved" if name.endswith(".rst") else "../../moved")
    assert (tree / file).is_file()
    assert [source.file for source in in_use(tree_docs=True)] == [LINKED[0]]
    assert kernel_tree.located(str(tree), file) == ""


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("Documentation/process/titled.rst", "Documentation/process/titled.rst:4"),
        ("Documentation/process/maintainer-netdev.rst", "Documentation/process/maintainer-netdev.rst:1"),
        ("Documentation/networking/netdev-FAQ.rst", "Documentation/process/maintainer-netdev.rst:1"),
        ("Documentation/process/gone.rst", ""),
        ("Documentation/../outside.rst", ""),
        ("MAINTAINERS", ""),
        ("outside.rst", ""),
    ],
)
def test_a_document_of_a_tree_is_named_with_the_line_of_its_title(
    tree: Path, monkeypatch: pytest.MonkeyPatch, file: str, place: str
) -> None:
    titled = ".. _titled:\n\n======\nTitled\n======\n\nText\n"
    (tree / "Documentation" / "process" / "titled.rst").write_text(titled)
    (tree / "outside.rst").write_text(titled)
    monkeypatch.chdir(tree)
    assert kernel_tree.located(str(tree), file) == place


@pytest.mark.skipif(sys.platform == "win32", reason="there the current directory cannot be removed")
def test_a_document_of_a_tree_has_its_whole_path_once_the_current_directory_is_gone(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a server runs in a directory that another branch does not have."""
    monkeypatch.chdir(tree / "kernel" / "bpf")
    (tree / "kernel" / "bpf").rmdir()
    file = "Documentation/process/maintainer-netdev.rst"
    assert kernel_tree.located(str(tree), file) == f"{tree}/{file}:1"
