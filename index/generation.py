"""A generation: the files of one index and their manifest, which says what was built.

When a generation is opened, its files are checked for existence, ownership and size; their contents are checked when
they are read (``index.pieces``). The manifest is text: a checksum of the rest, one line per file, and one line for each
thing that the writer says about the generation.
"""

import os
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from errno import EFBIG
from zlib import crc32

from index.pieces import Damaged
from index.safety import check_file, open_own, owners_known
from index.values import NamedTuple

MANIFEST = "manifest"
"""The manifest's name within its generation."""

LIMIT = 1 << 20
"""Maximum bytes in a manifest."""

_FORMAT = "bpffaq-3"


class Manifest(NamedTuple):
    """The description of a generation: the size of each of its files by name, and what its writer says about it."""

    files: Mapping[str, int]
    about: Mapping[str, str]


def seal(directory: str, about: Mapping[str, str]) -> Manifest:
    """Record the files of a generation just written: 0600, on disk, with their sizes.

    Args:
        directory: the generation; it may hold regular files only.
        about: what its writer says about it.

    Returns:
        The manifest as it will be read back.

    Raises:
        OSError: a file cannot be read, the disk is full, or the manifest is too large.
        ValueError: something other than a regular file was written, or a text in ``about`` has more than one line.
    """
    files = {
        name: _sealed(os.path.join(directory, name))
        for name in sorted(os.listdir(directory))
        if name != MANIFEST
    }
    return decode(encode(Manifest(files, about)))


def _sealed(path: str) -> int:
    mode = os.lstat(path).st_mode
    if not stat.S_ISREG(mode):
        raise ValueError(f"{path}: only regular files belong into an index")
    if owners_known() and stat.S_IMODE(mode) != 0o600:
        os.chmod(path, 0o600)
    descriptor = open_own(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
        return os.fstat(descriptor).st_size
    finally:
        os.close(descriptor)


def encode(manifest: Manifest) -> bytes:
    """Return the text of a manifest's file.

    Raises:
        ValueError: a name, a key or a text has more than one line, or a key more than one word.
        OSError: the manifest is too large.
    """
    lines = [f"file {size} {name}" for name, size in manifest.files.items()]
    lines += [f"about {key} {said}" for key, said in manifest.about.items()]
    body = "\n".join(lines).encode("utf-8", "surrogatepass")
    if _read(body) != manifest:
        raise ValueError("a manifest says one thing a line")
    whole = _framed(body)
    if len(whole) > LIMIT:
        raise OSError(EFBIG, f"a manifest of {len(whole)} bytes is larger than {LIMIT}")
    return whole


def _framed(body: bytes) -> bytes:
    return f"{_FORMAT} {crc32(body):08x}\n".encode("ascii") + body + b"\n"


def decode(raw: bytes) -> Manifest:
    """Read a manifest.

    Raises:
        Damaged: it differs from what was written, or has another format.
    """
    body = raw[raw.find(b"\n") + 1 : -1]
    if _framed(body) != raw:
        raise Damaged("the manifest is damaged, or of another format")
    return _read(body)


def _read(body: bytes) -> Manifest:
    files: dict[str, int] = {}
    about: dict[str, str] = {}
    for line in body.decode("utf-8", "surrogatepass").split("\n") if body else ():
        kind, first, rest = line.split(" ", 2)
        if kind == "file":
            files[rest] = int(first)
        else:
            about[first] = rest
    return Manifest(files, about)


def verify(directory: str) -> Manifest:
    """Check that a generation is what was built: each file exists, with its size and owner, and there is no other.

    Args:
        directory: the generation; its own owner and mode have already been checked.

    Returns:
        Its manifest.

    Raises:
        Damaged: a file has another size, is missing, or there is an extra one.
        Unsafe: a file cannot be trusted.
        OSError: a file cannot be examined.
    """
    manifest = decode(_content(os.path.join(directory, MANIFEST)))
    if set(os.listdir(directory)) != {MANIFEST, *manifest.files}:
        raise Damaged("there are other files than were built")
    for name, size in manifest.files.items():
        path = os.path.join(directory, name)
        if check_file(path).st_size != size:
            raise Damaged(f"{path}: not of the size it was")
    return manifest


def _content(path: str) -> bytes:
    descriptor = open_own(path)
    try:
        size = os.fstat(descriptor).st_size
        if size > LIMIT:
            raise Damaged("the manifest is too large")
        return os.read(descriptor, size)
    finally:
        os.close(descriptor)


def link_or_copy(source: str, target: str, names: Iterable[str] | None = None) -> None:
    """Start a generation from the files of an older one, without copying if the disk can share them.

    A file may then be shared with a generation in use: it may be replaced (written aside and renamed, or
    removed first), but never modified in place.

    Args:
        source: the older generation's directory.
        target: the new one's.
        names: the files to take; by default all of them. The manifest is never taken.

    Raises:
        OSError: a file is missing or the disk is full.
    """
    for name in os.listdir(source) if names is None else names:
        if name != MANIFEST:
            _link_or_copy(os.path.join(source, name), os.path.join(target, name))


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except (OSError, NotImplementedError):
        from shutil import copyfile

        copyfile(source, target)


def put(aside: str, path: str, content: bytes) -> None:
    """Write a file aside and rename it into place, so that it is never seen half-written.

    Args:
        aside: a name not in use, on the same disk.
        path: the final path.
        content: the contents.

    Raises:
        OSError: it cannot be written; nothing is left of it.
    """
    try:
        descriptor = open_own(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        os.replace(aside, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(aside)
        raise


def sync(directory: str) -> None:
    """Flush renames in a directory to disk, if the system can.

    Args:
        directory: the directory.
    """
    with suppress(OSError):
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
