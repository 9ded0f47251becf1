"""Which documents are in use, and which files they are."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from faq.errors import FaqError
from faq.sources.configuration import Configuration, configuration_file, configured
from faq.sources.selection import in_use
from faq.sources.shipped import bundled, revision
from faq.sources.source import Source
from tests.support.places import document


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
        ("[[source]]\npath = 'title.rst'\ntitle = 5", "F:3: 'title' is not a string; write title = \"...\""),
        (
            "revision = 'bundled'  # no source\nsource = 3",
            "F:2: 'source' is not a list of tables; write [[source]] above each source's keys",
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
