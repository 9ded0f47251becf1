"""Files of users are read up to a limit and never waited for; lines of a stream are cut."""

import os
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

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
