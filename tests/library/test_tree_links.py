"""Links of a kernel tree's own copy lead to the tree's files and lines."""

from pathlib import Path

import pytest

from faq.library.library import open_library
from faq.model import Link
from faq.sources.selection import in_use
from faq.sources.shipped import revision

NETDEV = "Documentation/process/maintainer-netdev.rst"
PAGE = "https://docs.kernel.org/process/maintainer-netdev.html"
FEATURES = "q-features-changing-bpf-jit-and-or-llvm"
FLOW = "q-how-do-the-changes-make-their-way-into-linux"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small kernel tree; its copy of the document is still to come."""
    for name in ("Documentation/bpf", "Documentation/process"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("MAINTAINERS", "Kbuild"):
        (tmp_path / name).write_text("")
    (tmp_path / NETDEV).write_text(".. _netdev:\n\nNetdev\n======\n\nIt closes net-next.\n")
    return tmp_path


def links(tree: Path, name: str, id: str, monkeypatch: pytest.MonkeyPatch) -> list[Link]:
    """The links of an entry to pages of the kernel's documentation, as a revision in a tree has them."""
    copy = tree / "Documentation" / "bpf" / "bpf_devel_QA.rst"
    copy.write_bytes(Path(revision(name).path).read_bytes())
    monkeypatch.chdir(tree)
    found = open_library(in_use()).snapshot.find(id)
    assert found
    return [link for link in found.entry.links if "docs.kernel.org" in link.url]


def test_a_path_in_the_text_is_a_link_with_its_line(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert links(tree, "linux-6.12", FLOW, monkeypatch) == [
        Link(f"{NETDEV}:3", PAGE, True, place=f"{NETDEV}:3")
    ]


def test_a_reference_says_where_it_leads(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = links(tree, "bundled", FLOW, monkeypatch)
    assert (found.text, found.place) == (f"netdev-FAQ ({NETDEV}:3)", f"{NETDEV}:3")


def test_a_place_of_the_same_document_is_named_as_ever(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = links(tree, "bundled", FEATURES, monkeypatch)
    assert found.text == "LLVM"


def test_what_the_tree_does_not_have_is_on_the_web(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tree / NETDEV).unlink()
    assert links(tree, "linux-6.12", FLOW, monkeypatch) == [Link(NETDEV, PAGE, True)]
