"""Which documents are in use, and which files they are."""

import os
import sys
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest

from faq.errors import FaqError
from faq.sources import kernel_tree
from faq.sources.configuration import Configuration, configuration_file, configured
from faq.sources.selection import in_use
from faq.sources.shipped import bundled, revision
from faq.sources.source import Source


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("BPFFAQ_SOURCES", raising=False)
    monkeypatch.delenv("BPFFAQ_REVISION", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def configure(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "config" / "bpffaq" / "config.toml"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def document(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("Title\n=====\n\nText.\n", encoding="utf-8")
    return path


def test_without_any_it_is_the_bundled_one() -> None:
    (source,) = in_use()
    assert source == bundled()
    assert source.origin == "bundled"
    assert source.file == "data/bpf_devel_QA.rst"
    assert os.path.isfile(source.path)


def test_the_command_line_goes_before_the_environment_and_that_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, configure: Callable[[str], Path]
) -> None:
    for name in ("a.rst", "b.rst", "c.rst"):
        document(tmp_path / name)
    configure(f"[[source]]\npath = '{tmp_path}/c.rst'\n")
    assert in_use() == (Source(f"{tmp_path}/c.rst", f"{tmp_path}/c.rst", origin="configuration"),)
    monkeypatch.setenv("BPFFAQ_SOURCES", os.pathsep.join(["b.rst", "", "a.rst"]))
    assert [(s.path, s.file, s.origin) for s in in_use()] == [
        (f"{tmp_path}/b.rst", "b.rst", "environment"),
        (f"{tmp_path}/a.rst", "a.rst", "environment"),
    ]
    assert in_use(["./a.rst"]) == (Source(f"{tmp_path}/a.rst", "./a.rst", origin="command line"),)


def test_a_configuration_says_more_of_a_source(tmp_path: Path, configure: Callable[[str], Path]) -> None:
    document(tmp_path / "home" / "faq.rst")
    document(tmp_path / "config" / "bpffaq" / "near.rst")
    (tmp_path / "config" / "bpffaq" / "near.rst").rename(tmp_path / "near.rst")
    (tmp_path / "config").joinpath("bpffaq").rmdir()
    configure(
        "[[source]]\npath = '~/faq.rst'\nurl = 'https://a.test/faq.html'\ntitle = 'A'\nrevision = '1'\n"
        "[[source]]\npath = '../../near.rst'\n"
    )
    assert in_use() == (
        Source(f"{tmp_path}/home/faq.rst", "~/faq.rst", "https://a.test/faq.html", "A", "1", "configuration"),
        Source(f"{tmp_path}/near.rst", "../../near.rst", origin="configuration"),
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ["gone.rst"],
            "gone.rst: cannot be read (no such file or directory); "
            "name an RST file or a directory (command line)",
        ),
        (["a\0b"], "a\0b: cannot be read (is not a path); name an RST file or a directory (command line)"),
        ([""], "--source: is empty; name an RST file or a directory"),
        (
            ["/dev/null"],
            "/dev/null: is neither a file nor a directory; name an RST file or a directory (command line)",
        ),
    ],
)
def test_a_source_that_cannot_be(options: list[str], message: str) -> None:
    with pytest.raises(FaqError) as caught:
        in_use(options)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[source]]\npath = x\n", "F:2: is not TOML: invalid value; fix that line"),
        ("[[source]]\npath = 'a", "F:2: is not TOML: a string does not end; fix that line"),
        ("\nx = " + "9" * 5000, "F:2: is not TOML: a number is too long; fix that line"),
        (
            "\nsources = []",
            "F:2: 'sources' is not a key of the configuration; "
            'write [[source]] tables, [search], [output], [session] or revision = "NAME"',
        ),
        ("source = 'a'", "F:1: 'source' is not a list of tables; write [[source]] above each source's keys"),
        (
            "\nsource = ['a']",
            "F:2: 'source' is not a list of tables; write [[source]] above each source's keys",
        ),
        (
            "[[source]]\npath = 'file'\n\n[[source]]\npath = 'b'\nfile = 'b'",
            "F:6: 'file' is not a key of a source; use path, url, title, revision",
        ),
        ("revision = 6", "F:1: 'revision' is not a string; write revision = \"...\""),
        ("[[source]]\npath = 1", "F:2: 'path' is not a string; write path = \"...\""),
        (
            "[[source]]\npath = 'a'\n[[source]]\ntitle = 'a'",
            'F:3: the source has no path; write path = "/path/to/FAQ.rst"',
        ),
        ("source = [{path = 1}]", "F:1: 'path' is not a string; write path = \"...\""),
    ],
)
def test_a_wrong_configuration_is_one_line(text: str, message: str) -> None:
    with pytest.raises(FaqError) as caught:
        configured(text, "F")
    assert str(caught.value) == message


def test_what_is_missing_may_be_let_pass(
    configure: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """But what is named for this one run must be there."""
    configure("[[source]]\npath = '/gone.rst'\n")
    assert [source.file for source in in_use(missing=True)] == ["/gone.rst"]
    monkeypatch.setenv("BPFFAQ_SOURCES", "gone.rst")
    assert [source.file for source in in_use(missing=True)] == ["gone.rst"]
    with pytest.raises(FaqError):
        in_use(["gone.rst"], missing=True)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="platformdirs itself is asked there")
@pytest.mark.parametrize(
    ("home", "config", "file"),
    [
        ("/home/a", "/config", "/config/bpffaq/config.toml"),
        ("/home/a", "", "/home/a/.config/bpffaq/config.toml"),
        ("/home/a", "config", "/home/a/.config/bpffaq/config.toml"),
        ("/home/a", "./config", "/home/a/.config/bpffaq/config.toml"),
        ("home", "/config", "/config/bpffaq/config.toml"),
        ("home", "", ""),
        ("home", "config", ""),
    ],
)
def test_the_place_of_the_configuration(
    home: str, config: str, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", home)
    monkeypatch.setenv("XDG_CONFIG_HOME", config)
    assert configuration_file() == file


def test_a_configuration_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "config" / "bpffaq" / "config.toml"
    path.mkdir(parents=True)
    with pytest.raises(FaqError) as caught:
        in_use()
    assert str(caught.value) == f"{path}: cannot be read (is a directory); fix or remove it"


def test_a_configuration_that_is_no_text(configure: Callable[[str], Path]) -> None:
    path = configure("")
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FaqError) as caught:
        in_use()
    assert str(caught.value) == f"{path}: cannot be read (not UTF-8 text); fix or remove it"


@pytest.mark.parametrize("name", ["x" * 300, "y/" * 3000, "file/below", "loop"])
def test_a_configuration_that_cannot_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "loop").symlink_to("loop")
    monkeypatch.setenv("XDG_CONFIG_HOME", f"{tmp_path}/{name}")
    assert [source.origin for source in in_use()] == ["bundled"]


@pytest.mark.skipif(sys.platform == "win32", reason="there the current directory cannot be removed")
def test_the_current_directory_may_be_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "away").mkdir()
    document(tmp_path / "a.rst")
    monkeypatch.chdir(tmp_path / "away")
    (tmp_path / "away").rmdir()
    with pytest.raises(FaqError) as caught:
        in_use(["a.rst"])
    assert str(caught.value) == "a.rst: cannot be found: the current directory is gone; name an absolute path"
    assert in_use([str(tmp_path / "a.rst")])[0].path == str(tmp_path / "a.rst")


def test_a_revision_that_ships(configure: Callable[[str], Path], tmp_path: Path) -> None:
    newer = revision("linux-6.12")
    assert newer.file == "data/revisions/linux-6.12/bpf_devel_QA.rst"
    assert os.path.isfile(newer.path)
    assert in_use(revision="linux-6.12") == (newer,)
    assert in_use(revision="bundled") == (bundled(),)
    file = configure("revision = 'linux-6.12'\n")
    assert configured(file.read_text(), str(file)) == Configuration((), "linux-6.12")
    assert in_use() == (newer,)
    assert in_use(revision="bundled") == (bundled(),)
    document(tmp_path / "a.rst")
    assert [source.file for source in in_use(["a.rst"])] == ["a.rst"]
    file.write_text("revision = 'linux-6.12'\n[[source]]\npath = '/etc'\n")
    assert [source.path for source in in_use()] == ["/etc"]


@pytest.mark.parametrize(
    ("options", "name", "message"),
    [
        ([], "linux-9", "--revision: no such revision 'linux-9'; use one of: bundled, linux-6.12"),
        ([], "../revisions", "--revision: no such revision '../revisions'; use one of: bundled, linux-6.12"),
        (["a.rst"], "bundled", "--revision: cannot be combined with --source; give only one of them"),
    ],
)
def test_a_revision_that_cannot_be(options: list[str], name: str, message: str) -> None:
    with pytest.raises(FaqError) as caught:
        in_use(options, revision=name)
    assert str(caught.value) == message


def test_a_revision_of_the_environment(
    configure: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure("revision = 'bundled'\n")
    monkeypatch.setenv("BPFFAQ_REVISION", "linux-6.12")
    assert in_use() == (revision("linux-6.12"),)
    assert in_use(revision="bundled") == (bundled(),)
    monkeypatch.setenv("BPFFAQ_SOURCES", str(tmp_path))
    assert [source.path for source in in_use()] == [str(tmp_path)]
    monkeypatch.delenv("BPFFAQ_SOURCES")
    monkeypatch.setenv("BPFFAQ_REVISION", "linux-9")
    with pytest.raises(FaqError) as caught:
        in_use()
    assert str(caught.value) == (
        "BPFFAQ_REVISION: no such revision 'linux-9'; use one of: bundled, linux-6.12"
    )


def test_a_configuration_with_a_revision_that_does_not_ship(configure: Callable[[str], Path]) -> None:
    configure("revision = 'linux-9'\n")
    with pytest.raises(FaqError) as caught:
        in_use()
    said = "revision (configuration): no such revision 'linux-9'; use one of: bundled, linux-6.12"
    assert str(caught.value) == said


def test_one_broken_source_does_not_cost_the_others(
    tmp_path: Path, configure: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    document(tmp_path / "a.rst")
    configure(f"[[source]]\npath = '/gone.rst'\n[[source]]\npath = '{tmp_path}/a.rst'\n")
    assert [source.path for source in in_use()] == ["/gone.rst", f"{tmp_path}/a.rst"]
    monkeypatch.setenv("BPFFAQ_SOURCES", os.pathsep.join(["gone.rst", "a.rst"]))
    assert [source.file for source in in_use()] == ["gone.rst", "a.rst"]
    with pytest.raises(FaqError):
        in_use(["gone.rst", "a.rst"])
    monkeypatch.setenv("BPFFAQ_SOURCES", os.pathsep.join(["gone.rst", "away.rst"]))
    with pytest.raises(FaqError) as caught:
        in_use()
    assert str(caught.value).startswith("gone.rst: cannot be read")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A kernel tree."""
    root = tmp_path / "linux"
    text = (
        "Q\n=\n\nSee Documentation/process/maintainer-netdev.rst, Documentation/gone.rst,\n"
        ":ref:`netdev-FAQ` and Documentation/bpf/bpf_devel_QA.rst.\n"
    )
    for name in ("bpf/bpf_devel_QA.rst", "process/maintainer-netdev.rst", "process/other.rst"):
        document(root / "Documentation" / name).write_text(text)
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
