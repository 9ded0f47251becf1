"""Of a kernel tree that one works in, only the text of documents is used."""

import os
import shutil
from pathlib import Path

import pytest

from faq.errors import FaqError
from faq.library.library import Library, open_library
from faq.model import Result
from faq.sources.selection import in_use
from faq.sources.shipped import revision

COPY = "Documentation/bpf/bpf_devel_QA.rst"
NETDEV = "Documentation/process/maintainer-netdev.rst"
WAIT = "q-how-long-do-i-need-to-wait-for-feedback-on-my-bpf-patches"
FORGED = (
    f'[document]\ntitle = "Forged"\nurl = "https://forged.test/"\n[entries.{WAIT}]\nquestions = ["forged?"]\n'
)


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A kernel tree with the text of Linux 6.12, and with files next to it that are not text."""
    for name in ("Documentation/bpf", "Documentation/process"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("MAINTAINERS", "Kbuild"):
        (tmp_path / name).write_text("")
    shutil.copy(revision("linux-6.12").path, tmp_path / COPY)
    (tmp_path / NETDEV).write_text("Netdev\n======\n\nIt closes net-next.\n")
    for file in (COPY, NETDEV):
        (tmp_path / file).with_suffix(".toml").write_text(FORGED)
        (tmp_path / file).with_suffix(".generated.toml").write_text(FORGED)
    (tmp_path / "Documentation" / "conf.py").write_text(
        'project = "Forged"\nhtml_baseurl = "https://forged.test/"\n'
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "cache").mkdir()
    return tmp_path


def waiting(library: Library) -> Result:
    """The entry that the knowledge files in the tree say something about."""
    (found,) = (result for result in library.snapshot.entries() if result.entry.id == WAIT)
    return found


def forged(library: Library) -> list[bool]:
    """Whether files next to the text were used, for each document."""
    documents = [state.document for state in library.snapshot.files.values()]
    return ["forged" in f"{document.title} {document.url}".lower() for document in documents]


def test_a_knowledge_file_in_a_tree_is_not_used(tree: Path) -> None:
    library = open_library(in_use())
    assert forged(library) == [False]
    found = waiting(library)
    assert "forged?" not in found.entry.alternates
    assert found.document.url == "https://docs.kernel.org/bpf/bpf_devel_QA.html"
    (state,) = library.snapshot.files.values()
    assert state.carried.from_bundled


def test_nor_are_those_of_the_documents_that_it_refers_to(tree: Path) -> None:
    library = open_library(in_use(tree_docs=True))
    assert [state.document.file for state in library.snapshot.files.values()] == [COPY, NETDEV]
    assert forged(library) == [False, False]


def test_a_file_that_is_named_has_its_knowledge_file(tree: Path) -> None:
    library = open_library(in_use([COPY]))
    assert forged(library) == [True]
    assert "forged?" in waiting(library).entry.alternates


def test_both_ways_to_the_same_file_have_their_own_index(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("faq.sources.file_state.STEP", 0)  # else files this young are read again
    built = set()
    for _ in range(2):
        found, named = open_library(in_use()), open_library(in_use([COPY]))
        assert (forged(found), forged(named)) == ([False], [True])
        built |= {found.snapshot.location, named.snapshot.location}
    assert len(built) == 2


@pytest.mark.parametrize("named", [NETDEV, "Documentation"])
def test_what_is_named_is_not_taken_for_text_of_the_tree(tree: Path, named: str) -> None:
    library = open_library(in_use([named], tree_docs=True))
    assert library.snapshot.files[str(tree / NETDEV)].document.title == "Forged"


@pytest.mark.parametrize("step", [0, 10**15], ids=["by its times", "by its contents"])
def test_a_change_of_a_file_that_is_not_used_builds_no_index(
    tree: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("faq.sources.file_state.STEP", step)
    library = open_library(in_use())
    built = library.snapshot.location
    (tree / COPY).with_suffix(".toml").write_text(FORGED + "\n")
    assert library.refresh().location == built
    os.utime(tree / COPY, (1, 1))
    assert library.refresh().notice == ""
    (tree / COPY).write_text((tree / COPY).read_text("utf-8").replace("2 or 3", "2 or 33"), "utf-8")
    notice = library.refresh().notice
    assert "2 or 33" in "".join(block.text for block in waiting(library).entry.blocks)
    # The tree is not named again.
    assert notice == f"{COPY}: knowledge of 002dff36acfb: 29 entries, 13 details followed"


@pytest.mark.parametrize("name", [COPY, "Documentation/bpf"])
def test_a_link_put_in_the_place_of_a_document_later_is_not_followed(tree: Path, name: str) -> None:
    library = open_library(in_use())
    outside = tree.with_name(f"{tree.name}-outside")
    (tree / name).rename(outside)
    (tree / name).symlink_to(outside)
    os.utime(tree / COPY, (1, 1))
    with pytest.raises(FaqError) as caught:
        library.refresh()
    assert str(caught.value) == f"{COPY}: cannot be read (a link leads to it); name a readable RST file"
    assert list(library.snapshot.entries()) == []


def test_nor_is_one_in_the_place_of_another_document_of_the_tree(tree: Path) -> None:
    library = open_library(in_use(tree_docs=True))
    outside = tree.with_name(f"{tree.name}-outside")
    (tree / NETDEV).rename(outside)
    (tree / NETDEV).symlink_to(outside)
    os.utime(tree / NETDEV, (1, 1))
    notice = library.refresh().notice
    assert f"{NETDEV}: cannot be read (a link leads to it)" in notice
    assert {result.document.file for result in library.snapshot.entries()} == {COPY}


def test_a_document_outside_of_the_tree_is_none_of_its_own(tree: Path) -> None:
    text = "Q\n=\n\nSee Documentation/../../outside.rst and Documentation/process/maintainer-netdev.rst.\n"
    (tree.parent / "outside.rst").write_text("Outside\n=======\n\nText.\n")
    (tree / COPY).write_text(text)
    assert [source.file for source in in_use(tree_docs=True)] == [COPY, NETDEV]
