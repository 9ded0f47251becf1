"""Which documents are in use, and which files they are."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from faq.errors import FaqError
from faq.sources.selection import (
    MISSING,
    Found,
    Source,
    bundled,
    configuration_file,
    configured,
    found,
    in_use,
    knowledge_path,
)


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("BPFFAQ_SOURCES", raising=False)
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
        (["a\0b"], "a\0b: cannot be read (is no path); name an RST file or a directory (command line)"),
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
        ("[[source]]\npath = x\n", "F:2: is not TOML: invalid value; mend that line"),
        ("[[source]]\npath = 'a", 'F:2: is not TOML: expected "\'"; mend that line'),
        ("\nx = " + "9" * 5000, "F: is not TOML: a number is too long; mend that line"),
        ("\nsources = []", "F:2: 'sources' is not a key of the configuration; write [[source]] tables"),
        ("source = 'a'", "F:1: 'source' is no list of tables; write [[source]] above each source's keys"),
        ("\nsource = ['a']", "F:2: 'source' is no list of tables; write [[source]] above each source's keys"),
        (
            "[[source]]\npath = 'file'\n\n[[source]]\npath = 'b'\nfile = 'b'",
            "F:6: 'file' is not a key of a source; use path, url, title, revision",
        ),
        ("[[source]]\npath = 1", "F:2: 'path' is no string; write path = \"...\""),
        (
            "[[source]]\npath = 'a'\n[[source]]\ntitle = 'a'",
            'F:3: the source has no path; write path = "/path/to/FAQ.rst"',
        ),
        ("source = [{path = 1}]", "F:1: 'path' is no string; write path = \"...\""),
    ],
)
def test_a_wrong_configuration_is_one_line(text: str, message: str) -> None:
    with pytest.raises(FaqError) as caught:
        list(configured(text, "F"))
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
    assert str(caught.value) == f"{path}: cannot be read (is a directory); mend or remove it"


def test_a_configuration_that_is_no_text(configure: Callable[[str], Path]) -> None:
    path = configure("")
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FaqError) as caught:
        in_use()
    assert str(caught.value) == f"{path}: cannot be read (not utf-8 text); mend or remove it"


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


def names(*options: str) -> list[str]:
    return [file.file for file in found(in_use(options)).values()]


def test_the_files_of_a_directory(tmp_path: Path) -> None:
    for name in (
        "d/b.rst",
        "d/A.RST",
        "d/c.rest",
        "d/e.rst.txt",
        "d/x.txt",
        "d/.h.rst",
        "d/.git/g.rst",
        "d/s/t.rst",
    ):
        document(tmp_path / name)
    assert names("d") == ["d/A.RST", "d/b.rst", "d/c.rest", "d/e.rst.txt", "d/s/t.rst"]
    assert names("./d/") == ["./d/A.RST", "./d/b.rst", "./d/c.rest", "./d/e.rst.txt", "./d/s/t.rst"]
    os.chdir("d")
    assert names(".") == ["A.RST", "b.rst", "c.rest", "e.rst.txt", "s/t.rst"]
    assert names("..") == [f"../d/{name}" for name in ("A.RST", "b.rst", "c.rest", "e.rst.txt", "s/t.rst")]


def test_a_file_that_is_met_twice_is_there_once(tmp_path: Path) -> None:
    document(tmp_path / "d" / "a.rst")
    document(tmp_path / "d" / "b.rst")
    assert names("d", "d/a.rst", "d", "./d/b.rst") == ["d/a.rst", "./d/b.rst"]
    assert names("d/b.rst", "d") == ["d/b.rst", "d/a.rst"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_links(tmp_path: Path) -> None:
    document(tmp_path / "d" / "a.rst")
    (tmp_path / "d" / "again.rst").symlink_to("a.rst")
    (tmp_path / "d" / "dangling.rst").symlink_to("nowhere.rst")
    (tmp_path / "d" / "loop").symlink_to(".")
    (tmp_path / "e").symlink_to("d")
    os.mkfifo(tmp_path / "d" / "pipe.rst")
    assert names("d") == ["d/a.rst", "d/dangling.rst"]
    assert names("e") == ["e/a.rst", "e/dangling.rst"]
    assert found(in_use(["d"]))[str(tmp_path / "d" / "dangling.rst")].stamp == MISSING


def test_a_directory_that_cannot_be_listed_is_there_as_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document(tmp_path / "d" / "a.rst")
    document(tmp_path / "d" / "s" / "b.rst")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("/s"):
            raise PermissionError
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert names("d") == ["d/a.rst", "d/s"]


def test_what_is_no_path_is_there_as_what_cannot_be_looked_at() -> None:
    source = Source("a\0b", "a\0b", origin="configuration")
    assert found([source]) == {"a\0b": Found(source, "a\0b", MISSING, MISSING)}


def test_stamps_of_a_file_and_its_knowledge_file(tmp_path: Path) -> None:
    path = document(tmp_path / "d" / "a.rst")
    one = found(in_use(["d"]))[str(path)]
    assert (one.stamp[0], one.knowledge) == (19, MISSING)
    (tmp_path / "d" / "a.toml").write_text("", encoding="utf-8")
    assert found(in_use(["d"]))[str(path)].knowledge[0] == 0
    assert found(in_use(["d/a.rst"])) == {
        str(path): found(in_use(["d"]))[str(path)]._replace(source=in_use(["d/a.rst"])[0])
    }
    assert knowledge_path("d/a.rst") == "d/a.toml"
