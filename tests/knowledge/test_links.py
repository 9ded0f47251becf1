"""Links resolved: within a document, between documents, and into a source tree."""

from pathlib import Path

import pytest

from faq.knowledge.file import read
from faq.knowledge.links import Neighbours, Target, file_of, labels_of, named_files, resolve, resolve_link
from faq.knowledge.values import Knowledge, Place, Revision
from faq.model import Document, Label, Link
from faq.parsing.parse import parse

ROOT = Path(__file__).parents[2]
GIT = "https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/"
KERNEL = Knowledge(
    revision=Revision(revision="abc"),
    place=Place(
        url="https://docs.kernel.org/bpf/bpf_devel_QA.html",
        tree_path="Documentation/bpf/bpf_devel_QA.rst",
        docs_path="Documentation",
        web_root="https://docs.kernel.org/",
        source_root=GIT,
    ),
)
HERE = Document(
    "bpf/qa.rst", "/src/bpf/qa.rst", "QA", KERNEL.place.url, "abc", (), (Label("llvm", "LLVM", "llvm", 1),)
)
OTHER = Document(
    "net/faq.rst", "/src/net/faq.rst", "netdev FAQ", "https://docs.kernel.org/net/faq.html", "", (),
    (Label("netdev-faq", "netdev FAQ", "netdev-faq", 1), Label("Install", "Install", "install", 9)),
)  # fmt: skip
UNKNOWN = Document("x/y.rst", "/src/x/y.rst", "Y page", "", "", (), (Label("why", "Why so", "why", 3),))
AT_HAND = Neighbours(
    labels_of(HERE) | labels_of(OTHER) | labels_of(UNKNOWN),
    {
        document.path.removesuffix(".rst"): Target(document.url, document.title)
        for document in (HERE, OTHER, UNKNOWN)
    },
)


def tree(path: str) -> str:
    """The address of a file of the kernel's tree."""
    return f"{GIT}{path}?id=abc"


CASES = [
    (Link("a", "http://a.org", True), Link("a", "http://a.org", True)),
    (Link("L", "", False, "uri:#llvm"), Link("L", f"{HERE.url}#llvm", True)),
    (Link("llvm", "", False, "uri:#llvm"), Link("LLVM", f"{HERE.url}#llvm", True)),
    (Link("m", "", False, "uri:../../MAINTAINERS"), Link("m", tree("MAINTAINERS"), True)),
    (Link("q", "", False, "uri:../../a b%?c"), Link("q", tree("a%20b%25%3Fc"), True)),
    (Link("s", "", False, "uri:../../samples/bpf/"), Link("s", tree("samples/bpf/"), True)),
    (
        Link("p", "", False, "uri:../process/a.rst#b"),
        Link("p", "https://docs.kernel.org/process/a.html#b", True),
    ),
    (Link("p", "", False, "uri:../../../etc/passwd"), Link("p", "", False, "uri:../../../etc/passwd")),
    (Link("p", "", False, "uri:/etc/passwd"), Link("p", "", False, "uri:/etc/passwd")),
    (Link("p", "", False, "uri:javascript:x"), Link("p", "", False, "uri:javascript:x")),
    (Link("p", "", False, "uri://evil.org/x"), Link("p", "", False, "uri://evil.org/x")),
    (Link("n", "", False, "name:nowhere"), Link("n", "", False, "name:nowhere")),
    (Link("f", "", False, "uri:../net/faq.rst"), Link("f", OTHER.url, True)),
    (Link("netdev-FAQ", "", False, "ref:netdev-FAQ"), Link("netdev FAQ", f"{OTHER.url}#netdev-faq", True)),
    (Link("the FAQ", "", False, "ref:netdev-FAQ"), Link("the FAQ", f"{OTHER.url}#netdev-faq", True)),
    (Link("Install", "", False, "ref:Install"), Link("Install", "", False, "ref:Install")),
    (Link("why", "", False, "ref:why"), Link("Why so", "", False, "ref:why")),
    (Link("../net/faq", "", False, "doc:../net/faq"), Link("netdev FAQ", OTHER.url, True)),
    (Link("/net/faq", "", False, "doc:/net/faq"), Link("netdev FAQ", OTHER.url, True)),
    (
        Link("T", "", False, "doc:/process/howto"),
        Link("T", "https://docs.kernel.org/process/howto.html", True),
    ),
    (Link("../x/y", "", False, "doc:../x/y"), Link("Y page", "https://docs.kernel.org/x/y.html", True)),
]


@pytest.mark.parametrize(("link", "expected"), CASES)
def test_link(link: Link, expected: Link) -> None:
    assert resolve_link(link, HERE, KERNEL, AT_HAND) == expected


@pytest.mark.parametrize(
    "target", ["uri:../x.rst", "ref:x", "doc:/x", "doc:x", "uri:#x", "uri:a.html", "name:x", ""]
)
def test_nothing_known_nothing_resolved(target: str) -> None:
    document = Document("a.rst", "", "A", "", "", ())
    assert resolve_link(Link("x", "", False, target), document, Knowledge(), Neighbours()) == Link(
        "x", "", False, target
    )


def test_pages_beside_a_page() -> None:
    document = Document("a.rst", "", "A", "https://a.org/docs/faq.html", "", ())

    def url(target: str) -> str:
        return resolve_link(Link("x", "", False, f"uri:{target}"), document, Knowledge(), Neighbours()).url

    assert url("user/config.html#x") == "https://a.org/docs/user/config.html#x"
    assert url("../b.html") == "https://a.org/b.html"
    assert url("../../b.html") == ""
    assert url("b.rst") == ""


def test_documents_in_a_ring() -> None:
    text = "A\n=\n\n.. _a: b_\n.. _b: a_\n\na_ and `b`_\n"
    links = parse(text, "a.rst").entries[0].links
    assert [(link.url, link.resolved) for link in links] == [("", False), ("", False)]


def test_bundled_document() -> None:
    file = "data/bpf_devel_QA.rst"
    known = read(
        (ROOT / "data/bpf_devel_QA.toml").read_text(encoding="utf-8"), "data/bpf_devel_QA.toml"
    ).knowledge
    document = parse((ROOT / file).read_text(encoding="utf-8"), file)._replace(url=known.place.url)
    links = {link.text: link for entry in resolve(document, known).entries for link in entry.links}
    at = f"?id={known.revision.revision}"
    assert links["netdev-FAQ"].url == "https://docs.kernel.org/networking/netdev-FAQ.html"
    assert links["selftests"].url == f"{GIT}tools/testing/selftests/bpf/{at}"
    assert links["samples/bpf/"].url == f"{GIT}samples/bpf/{at}"
    assert links["MAINTAINERS"].url == f"{GIT}MAINTAINERS{at}"
    assert links["LLVM"].url == f"{known.place.url}#llvm"
    assert [link.text for link in links.values() if not link.resolved] == ["Documentation/bpf/btf.rst"]
    assert all(
        link.url.startswith(("https://", "http://", "mailto:")) for link in links.values() if link.resolved
    )


def test_what_may_lead_to_another_document_is_left_until_it_is_shown() -> None:
    text = "Q: Why?\n=======\n\nSee Q_, `b <b.html>`__ and `c <c.html>`__.\n\n.. _Q: `Q: Why?`_\n"
    document = parse(text, "a.rst")._replace(url="https://a.org/a.html")
    tree = Knowledge(place=Place(tree_path="docs/a.rst", docs_path="docs", web_root="https://docs.org/"))

    def urls(known: Knowledge) -> list[str]:
        (entry,) = resolve(document, known).entries
        return [link.url for link in entry.links]

    own = "https://a.org/a.html#q-why"
    assert urls(Knowledge()) == [own, "", ""]
    assert urls(tree) == [own, "https://docs.org/b.html", "https://docs.org/c.html"]


@pytest.mark.parametrize("root", ["file:///", "javascript:alert(1)//", "//a.org/", "/", "ftp://a.org/"])
def test_what_is_no_page_of_the_web_is_no_address(root: str) -> None:
    """Whatever a knowledge file says of where a source tree or its documents are."""
    document = Document("docs/a.rst", "", "A", f"{root}docs/a.html", "", ())
    known = Knowledge(place=Place(tree_path="docs/a.rst", docs_path="docs", web_root=root, source_root=root))
    for target in ("uri:b.html", "uri:../Makefile", "doc:b", "uri:#c"):
        for knowledge in (known, Knowledge()):
            link = resolve_link(Link("x", "", False, target), document, knowledge, Neighbours())
            assert (link.url, link.resolved) == ("", False)


def test_files_that_an_answer_names_are_links() -> None:
    named = (
        "See Documentation/a/b.rst, Documentation/a/b.rst and Documentation/c.rst, not xDocumentation/d.rst."
    )
    text = f"Q?\n==\n\n{named}\n"
    (entry,) = parse(text, "qa.rst", "qa.rst").entries
    page = "https://docs.kernel.org/{}.html"
    known = entry._replace(links=(Link("Documentation/c.rst", "http://c.org", True),))
    assert list(named_files(known, KERNEL)) == [Link("Documentation/a/b.rst", page.format("a/b"), True)]
    assert list(named_files(entry, Knowledge())) == []


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("https://docs.kernel.org/a/b.html#c", "Documentation/a/b.rst"),
        ("https://docs.kernel.org/a/b.png", ""),
        ("https://example.org/a/b.html", ""),
        ("", ""),
    ],
)
def test_the_file_that_a_page_is_made_of(url: str, file: str) -> None:
    assert file_of(Link("text", url, True), KERNEL) == file
