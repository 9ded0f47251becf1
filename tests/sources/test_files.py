"""Files of users are read up to a limit and never waited for; lines of a stream are cut."""

import os
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from faq.errors import FaqError
from faq.indexing.parse_file import Job, build
from faq.sources import files

PIPE = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in directories")


def refused(path: Path) -> str:
    with pytest.raises(FaqError) as caught:
        files.content(str(path), "mend it")
    return str(caught.value)


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 40)


@PIPE
@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (os.mkfifo, "cannot be read (it is a pipe); mend it"),
        (Path.mkdir, "cannot be read (is a directory); mend it"),
        (lambda path: path.symlink_to(path), "cannot be read (too many levels of symbolic links); mend it"),
        (lambda path: path.symlink_to("/dev/zero"), "is larger than 8 MiB; split it"),
        (sparse, "is larger than 8 MiB; split it"),
        (lambda path: None, "cannot be read (no such file or directory); mend it"),
    ],
)
def test_what_is_no_file(tmp_path: Path, make: Callable[[Path], object], reason: str) -> None:
    path = tmp_path / "file"
    make(path)
    assert refused(path) == f"{path}: {reason}"


def test_an_empty_name_is_shown() -> None:
    with pytest.raises(FaqError) as caught:
        files.content("", "mend it")
    assert str(caught.value) == "'': cannot be read (no such file or directory); mend it"


def test_a_file_of_the_size_that_may_be(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"a" * (8 << 20))
    assert len(files.content(str(path), "")) == 8 << 20
    assert files.content(os.devnull, "") == b""


@pytest.mark.parametrize("name", ["linked.rst", "directory/eggs.rst"])
def test_a_link_is_followed_only_where_it_may_be(tmp_path: Path, name: str) -> None:
    (tmp_path / "eggs.rst").write_text("Eggs")
    (tmp_path / "linked.rst").symlink_to("eggs.rst")
    (tmp_path / "directory").symlink_to(tmp_path)
    path = f"{tmp_path}/{name}"
    assert files.content(path, "") == files.content(f"{tmp_path}/eggs.rst", "", follow=False) == b"Eggs"
    with pytest.raises(FaqError) as caught:
        files.content(path, "mend it", follow=False)
    assert str(caught.value) == f"{path}: cannot be read (a link leads to it); mend it"


def test_a_link_that_is_replaced_once_its_target_is_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, secret = tmp_path / "eggs.rst", tmp_path / "secret"
    secret.write_text("Secret")
    path.symlink_to(secret)
    opened = os.open

    def open_and_replace(*given: Any, **named: Any) -> int:
        descriptor = opened(*given, **named)
        path.unlink()
        path.write_text("Eggs")
        return descriptor

    monkeypatch.setattr(os, "open", open_and_replace)
    with pytest.raises(FaqError, match="a link leads to it"):
        files.content(str(path), "", follow=False)


@PIPE
def test_a_pipe_is_read_where_it_may_be() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"text")
    os.close(writing)
    assert files.content(f"/dev/fd/{reading}", "", pipe=True) == b"text"
    os.close(reading)


@PIPE
def test_a_pipe_in_the_place_of_a_document(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "eggs.rst")
    error = build(Job(f"{tmp_path}/eggs.rst")).error
    assert error is not None
    assert (error.location, error.problem) == (f"{tmp_path}/eggs.rst", "cannot be read (it is a pipe)")


@PIPE
@pytest.mark.parametrize("name", ["eggs.toml", "eggs.generated.toml"])
def test_a_pipe_in_the_place_of_a_knowledge_file_does_not_cost_the_document(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / "eggs.rst"
    path.write_text("Eggs\n====\n\nQ: Fresh?\n---------\nA: They sink.\n")
    os.mkfifo(tmp_path / name)
    built = build(Job(str(path)))
    assert (built.error, built.entries) == (None, 1)
    assert built.notes == (f"{tmp_path}/{name}: cannot be read (it is a pipe); make it readable",)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("abc\nabcd\n", ["abc\n", "abcd\n", ""]),
        ("abcdefghijklmnop\nabcde\nx", ["abcde", "abcde", "x", ""]),
        ("abcdefghij", ["abcde", ""]),
    ],
)
def test_lines(text: str, lines: list[str]) -> None:
    stream = StringIO(text)
    assert [files.line(stream.readline, 4) for _ in lines] == lines
