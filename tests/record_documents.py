"""Runs the commands of README.md, docs/manual.md and docs/owners.md; ``python -m tests.record_documents`` writes their
output again.

In a block ``console`` a line that begins with ``$ `` is run by a shell and the lines under it are what it prints.
A block that begins with the comment ``.. NAME`` or ``# NAME`` is put into a file of that name first, as it stands; the
name of one without comments is behind its language. In docs/owners.md, which is to be followed from its beginning to
its end, that is done when the block is reached.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
FILES = (ROOT / "README.md", ROOT / "docs" / "manual.md")
OWNERS = ROOT / "docs" / "owners.md"

_BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.M | re.S)
_NAME = re.compile(r"(?:\.\.|#) (\w+\.(?:rst|toml))\n")


class Command(NamedTuple):
    """A command of a document and what the document says that it prints."""

    line: str
    output: str


def blocks(text: str) -> Iterator[tuple[str, str]]:
    """The code blocks of a document: language and text."""
    return ((match[1], match[3]) for match in _BLOCK.finditer(text))


def commands(block: str) -> list[Command]:
    """The commands of a console block."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.M)
    return [Command(line, output) for line, output in zip(parts[1::2], parts[2::2], strict=True)]


def put_files(text: str, folder: Path) -> None:
    """Write the files of a document into a folder, and a program ``bpffaq`` that runs this checkout."""
    for block in _BLOCK.finditer(text):
        put_file(block, folder)
    put_program(folder)


def put_file(block: re.Match[str], folder: Path) -> None:
    """Write a block that is a file into a folder."""
    comment = _NAME.match(block[3])
    name = comment[1] if comment else block[2]
    if name:
        (folder / name).write_text(block[3], "utf-8")


def put_program(folder: Path) -> None:
    """Put a program ``bpffaq`` that runs this checkout into a folder."""
    (folder / "tests").symlink_to(ROOT / "tests")
    (folder / "bin").mkdir()
    program = folder / "bin" / "bpffaq"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m faq "$@"\n')
    program.chmod(0o755)


def run(line: str, folder: Path) -> str:
    """Run a command in a folder as a reader would at 80 columns; return what it prints."""
    around = os.environ | {
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "80",
        "XDG_STATE_HOME": str(folder / "state"),
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(
        ["bash", "-c", line],
        cwd=folder,
        env=around,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


_HELP = re.compile(r"^(##|###) (Commands|bpffaq (\w+))\n\n```text\nusage:.*?^```$", re.M | re.S)


def helped(text: str, folder: Path) -> str:
    """A document with what each command's ``--help`` prints now under its heading."""

    def anew(match: re.Match[str]) -> str:
        said = run(f"bpffaq {match[3] or ''} --help", folder)
        return f"{match[1]} {match[2]}\n\n```text\n{said}```"

    return _HELP.sub(anew, text)


def recorded(text: str) -> str:
    """A document with the output of its commands as it is now."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        put_files(text, folder)

        def anew(match: re.Match[str]) -> str:
            if match[1] != "console":
                return match[0]
            said = "".join(f"$ {one.line}\n{run(one.line, folder)}" for one in commands(match[3]))
            return f"```console\n{said}```"

        return _BLOCK.sub(anew, helped(text, folder))


def followed(text: str, folder: Path) -> str:
    """A document, followed block by block in a folder, with the output of its commands as it is now."""
    put_program(folder)

    def anew(match: re.Match[str]) -> str:
        put_file(match, folder)
        if match[1] != "console":
            return match[0]
        said = "".join(f"$ {line}\n{run(line, folder)}" for line in re.findall(r"^\$ (.*)$", match[3], re.M))
        return f"```console\n{said}```"

    return _BLOCK.sub(anew, text)


def main() -> None:
    """Write each document again."""
    for file in (*FILES, OWNERS):
        text = file.read_text("utf-8")
        with tempfile.TemporaryDirectory() as folder:
            new = followed(text, Path(folder)) if file == OWNERS else recorded(text)
        if new != text:
            file.write_text(new, "utf-8")
        sys.stdout.write(f"{file.name}: {'as it was' if new == text else 'written'}\n")


if __name__ == "__main__":
    main()
