"""Answers of an older revision say so where a newer one at hand says them differently."""

import pytest

from faq.engine import ask
from faq.errors import FaqError
from faq.knowledge.values import CarriedOver, Knowledge
from faq.library.library import open_library
from faq.library.notices import news, note
from faq.library.snapshot import Snapshot
from faq.model import Document
from faq.output.entries import only
from faq.output.json_form import citation, full_citation
from faq.output.terminal import citation_lines
from faq.output.text import Style
from faq.sources.file_state import FileState
from faq.sources.selection import in_use
from faq.sources.shipped import BUNDLED, bundled
from faq.sources.source import COMMAND_LINE, TREE

PATCHWORK = "q-where-can-i-find-patches-currently-under-discussion-for-bpf-subsystem"
PREFIX = "q-how-do-i-indicate-which-tree-bpf-vs-bpf-next-my-patch-should-be-applied-to"
LLVM = "q-where-do-i-find-llvm-with-bpf-support"
TARGET = "q-clang-flag-for-target-bpf"
LIST = "q-to-which-mailing-list-do-i-need-to-submit-my-bpf-patches"


@pytest.fixture(scope="module")
def older() -> Snapshot:
    return open_library(in_use(revision="bundled")).snapshot


@pytest.fixture(scope="module")
def newer() -> Snapshot:
    return open_library(in_use(revision="linux-6.12")).snapshot


@pytest.mark.parametrize(
    ("id", "short", "was", "now"),
    [
        (PATCHWORK, "q-where-can-i-find", "http://patchwork.ozlabs.org/", "https://patchwork.kernel.org/"),
        (PREFIX, "q-how-do-i-indicate", "PATCH net-next v2", "PATCH bpf-next v2"),
        (LLVM, "q-where-do-i-find", "LLVM version 6.0.0svn", "LLVM version 10.0.0"),
        (TARGET, "q-clang", "clang -target bpf", "clang --target=bpf"),
    ],
)
def test_what_changed_is_said(
    older: Snapshot, newer: Snapshot, id: str, short: str, was: str, now: str
) -> None:
    before, after = older.find(id), newer.find(id)
    assert before and after
    for result, has, lacks in ((before, was, now), (after, now, was)):
        text = "\n".join(block.text for block in result.entry.blocks)
        assert has in text
        assert lacks not in text
    said = f"Linux 6.12 says this differently: bpffaq show --revision linux-6.12 {short}"
    assert citation_lines(before, Style(width=40))[-1] == said  # a command is not wrapped
    assert full_citation(before)["changed"] == {
        "revision": "linux-6.12",
        "url": f"https://docs.kernel.org/bpf/bpf_devel_QA.html#{id}",
    }
    assert full_citation(after)["changed"] is None
    assert "differently" not in "".join(citation_lines(after, Style(width=300)))


def test_the_command_that_is_said_shows_the_entry(older: Snapshot, newer: Snapshot) -> None:
    entries = tuple(newer.entries())
    for id, short in next(older.entries()).document.age.changed:
        assert only(entries, short).entry.id == id


def test_what_did_not_change_is_not(older: Snapshot) -> None:
    result = older.find(LIST)
    assert result
    assert full_citation(result)["changed"] is None
    assert len(result.document.age.changed) == 11


def test_how_old_an_answer_is(older: Snapshot, newer: Snapshot) -> None:
    one, other = older.find(LIST), newer.find(LIST)
    assert one and other
    where = "Documentation/bpf/bpf_devel_QA.rst"
    cited = f"{where}:47-56  HOWTO interact with BPF subsystem, data/bpf_devel_QA.rst, as of Linux 5.8, 2020"
    assert citation_lines(one, Style(width=200))[0] == cited
    assert citation_lines(other, Style(width=200))[0].endswith(", as of Linux 6.12.117, 2026")
    assert citation_lines(one, Style(width=80))[0] == f"{where}:47-56  as of Linux 5.8, 2020"
    assert citation(other)["as_of"] == "2026-11"
    quoted = citation_lines(one, Style(width=200, links=True))[0]
    root = "https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/"
    source = f"{root}{where}?id=002dff36acfba3476b685a09f78ffb7c452f5951#n47"
    assert quoted == f"\x1b]8;;{source}\x1b\\{cited}\x1b]8;;\x1b\\"


def test_the_new_entries_are_answered_where_they_are(older: Snapshot, newer: Snapshot) -> None:
    question = "How can I run the BPF CI on my changes before I send them?"
    answer = ask(newer, question)
    assert (answer.status, answer.results[0].entry.lines.first) == ("answered", 47)
    assert ask(older, question).status != "answered"


def state_of(file: str, origin: str) -> FileState:
    return FileState(
        stamp=(1, 1, 1),
        knowledge=(0, 0, 0),
        checksum="",
        entries=1,
        document=Document(file, f"/src/{file}", "FAQ", "", "", ()),
        error=None,
        known=Knowledge(),
        origin=origin,
    )


def test_what_is_said_of_documents_when_they_are_read() -> None:
    known = state_of("kernel/faq.rst", "argument")
    files = {
        "of a tree": known._replace(origin=TREE, notes=("kernel/faq.rst: one",)),
        "of a user": known._replace(notes=("kernel/faq.rst: two",)),
        "broken": known._replace(origin=TREE, error=FaqError("kernel/faq.rst", "is not there", "look")),
        "not read": known._replace(origin=TREE, notes=("kernel/faq.rst: three",)),
    }
    assert list(news(files, dict.fromkeys(["of a tree", "gone", "broken", "of a user"], True))) == [
        "kernel/faq.rst: answering from this kernel tree's own copy",
        "one",
        "kernel/faq.rst: two",
    ]


CARRIED = CarriedOver(files=("faq.toml",), from_bundled=True, revision="0123", entries=2)


def test_a_tree_that_several_documents_are_from_is_named_once() -> None:
    files = {name: state_of(f"Documentation/{name}.rst", TREE) for name in ("one", "two", "three")}
    own = "Documentation/one.rst: answering from this kernel tree's own copy"
    assert list(news(files, {"one": True})) == [own]
    assert list(news(files, {"one": True, "two": True})) == [f"{own} and another of its documents"]
    assert list(news(files, dict.fromkeys(files, True))) == [f"{own} and 2 more of its documents"]
    assert list(news(files, {"one": False})) == []
    files["one"] = files["one"]._replace(carried=CARRIED)
    assert list(news(files, {"one": False})) == ["Documentation/one.rst: knowledge of 0123: 2 entries"]
    assert list(news(files, {"one": True})) == [own, "knowledge of 0123: 2 entries"]


def test_which_knowledge_a_users_copy_is_answered_with_is_said_once() -> None:
    copied, shipped = state_of("faq.rst", COMMAND_LINE), state_of("data/faq.rst", BUNDLED)
    files = {"copied": copied._replace(carried=CARRIED), "shipped": shipped._replace(carried=CARRIED)}
    assert list(news(files, dict.fromkeys(files, True))) == ["faq.rst: knowledge of 0123: 2 entries"]
    files["copied"] = files["copied"]._replace(notes=("faq.rst: knowledge of 0123: 2 entries",))
    assert list(news(files, dict.fromkeys(files, True))) == ["faq.rst: knowledge of 0123: 2 entries"]
    files["copied"] = files["copied"]._replace(carried=CARRIED._replace(from_bundled=False), notes=())
    assert list(news(files, dict.fromkeys(files, True))) == []


def test_what_is_said_of_one_document() -> None:
    here, tree = "kernel/faq.rst", "Documentation/bpf/faq.rst"
    document = Document(here, "/src/kernel/faq.rst", "FAQ", "", "", ())
    state = FileState((1, 1, 1), (0, 0, 0), "", 1, document, None, Knowledge(), "argument")
    noted = state._replace(notes=(f"{here}: one", "two"))
    assert (note(state), note(noted)) == ("", "one; two")
    copy = document._replace(tree_path=tree)
    assert note(state._replace(document=copy)) == ""
    see = f"one; two; see: bpffaq diff {bundled().path} /src/kernel/faq.rst"
    assert note(noted._replace(document=copy)) == see
