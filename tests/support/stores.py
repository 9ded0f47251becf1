"""A small index in a cache directory."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from index.store import Generation, Unsafe, build, link_or_copy

KEY = "bundled"


def write(directory: str, base: Generation | None, version: int = 1) -> dict[str, str]:
    """Write a small index each of whose files contains its version; ``same`` is shared with the one before."""
    if base is not None:
        link_or_copy(base.path, directory, ["same"])
    else:
        Path(directory, "same").write_bytes(b"s" * 100)
    Path(directory, "terms").write_bytes(b"%08d" % version * 50)
    Path(directory, "empty").write_bytes(b"")
    return {"version": str(version)}


def store(root: str, version: int = 1, key: str = KEY, base: Generation | None = None) -> Generation:
    """Build an index unless this version exists."""
    return build(
        root,
        key,
        lambda directory, found: write(directory, found, version),
        base,
        fresh=lambda found: found.about == {"version": str(version)},
    )


def content(generation: Generation) -> dict[str, bytes]:
    return {name: Path(generation.path, name).read_bytes() for name in generation.manifest.files}


def expected(version: int) -> dict[str, bytes]:
    return {"same": b"s" * 100, "terms": b"%08d" % version * 50, "empty": b""}


def left(root: str, key: str = KEY) -> list[str]:
    """List an index's directory, without the hexadecimal part of a generation's name."""
    return sorted(name[:4] if name.startswith("gen-") else name for name in os.listdir(f"{root}/{key}"))


TIDY = ["current", "gen-", "lock"]


def refused(do: Callable[[], object]) -> str:
    """Return why something is refused."""
    with pytest.raises(Unsafe) as raised:
        do()
    return str(raised.value)
