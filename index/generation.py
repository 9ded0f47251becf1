"""A generation: the files of one index and their manifest, so that damage is noticed.

Search libraries do not check what they read: one flipped bit can change results without a word. A file is
compared with its checksum while that is quick; a large one by size, times and inode, and by its checksum
only where those differ. The manifest carries a checksum of its own.
"""

import json
import os
import stat
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from errno import EFBIG
from typing import Any, Final, NamedTuple

from index.safety import open_own, owners_known

MANIFEST: Final = "manifest.json"
"""The manifest's name within its generation."""

LIMIT: Final = 64 << 20
"""Bytes that a manifest may have."""

_SUMMED_EACH: Final = 16 << 20
_SUMMED_ALL: Final = 64 << 20
_CHUNK: Final = 1 << 20


class Damaged(Exception):
    """A generation that is not what was built: to be built again."""


class _File(NamedTuple):
    """What a manifest says of one file; the last three fields only spare large files their checksum."""

    size: int
    crc: int
    mtime: int
    ctime: int
    inode: int


def seal(directory: str, about: dict[str, Any]) -> dict[str, Any]:
    """Record the files of a generation just written: 0600, on disk, with their checksums.

    Args:
        directory: the generation; it may hold regular files only.
        about: what its writer says of it.

    Returns:
        The manifest, as it will be read back.

    Raises:
        OSError: a file cannot be read, the disk is full, or the manifest is too large.
        TypeError: ``about`` cannot be written as JSON.
        ValueError: something else than a regular file was written.
    """
    files = {name: _seal_file(directory, name) for name in sorted(os.listdir(directory)) if name != MANIFEST}
    return decode(encode({"format": 1, "files": files, "about": about}))


def _seal_file(directory: str, name: str) -> _File:
    path = os.path.join(directory, name)
    mode = os.lstat(path).st_mode
    if not stat.S_ISREG(mode):
        raise ValueError(f"{path}: only regular files belong into an index")
    if owners_known() and stat.S_IMODE(mode) != 0o600:
        os.chmod(path, 0o600)
    descriptor = open_own(path, os.O_RDWR)
    try:
        crc = _sum(descriptor)
        os.fsync(descriptor)
        return _record(os.fstat(descriptor), crc)
    finally:
        os.close(descriptor)


def _record(info: os.stat_result, crc: int) -> _File:
    return _File(info.st_size, crc, info.st_mtime_ns, info.st_ctime_ns, info.st_ino)


def stamp(directory: str, manifest: dict[str, Any]) -> dict[str, Any]:
    """Renew the times of a manifest: removing an older generation changes those of files that both held.

    Args:
        directory: the generation.
        manifest: its manifest.

    Returns:
        The manifest as it should be now.

    Raises:
        OSError: a file is missing.
    """
    now = {
        name: list(_record(os.lstat(os.path.join(directory, name)), crc=record[1]))
        for name, record in manifest["files"].items()
    }
    return {**manifest, "files": now}


def encode(manifest: dict[str, Any]) -> bytes:
    """Write a manifest as JSON, with the checksum of its own text in front.

    Args:
        manifest: format, files and what its writer says of them.

    Returns:
        The text of the file.

    Raises:
        TypeError: it cannot be written as JSON.
        OSError: it is larger than a manifest may be.
    """
    body = json.dumps(manifest, separators=(",", ":")).encode("ascii")
    whole = _frame(body)
    if len(whole) > LIMIT:
        raise OSError(EFBIG, f"a manifest of {len(whole)} bytes is larger than {LIMIT}")
    return whole


def _frame(body: bytes) -> bytes:
    return b'{"crc32":"%08x","manifest":%s}\n' % (zlib.crc32(body), body)


_HEAD: Final = _frame(b"").index(b"}")


def decode(raw: bytes) -> dict[str, Any]:
    """Read a manifest.

    Args:
        raw: the text of the file.

    Returns:
        The manifest.

    Raises:
        Damaged: it is not as it was written, or of another format.
    """
    body = raw[_HEAD:-2]
    if _frame(body) != raw:
        raise Damaged("the manifest is damaged")
    manifest = json.loads(body)
    if not _is_manifest(manifest):
        raise Damaged("the manifest is of another format")
    return dict(manifest)


def _is_manifest(value: object) -> bool:
    match value:
        case {"format": 1, "files": dict(files), "about": dict()}:
            return all(
                isinstance(record, list) and len(record) == len(_File._fields) for record in files.values()
            )
    return False


def verify(directory: str) -> dict[str, Any]:
    """Check that a generation is what was built: each file there, unchanged, the user's own, and no other.

    Args:
        directory: the generation; its own owner and mode are already checked.

    Returns:
        Its manifest.

    Raises:
        Damaged: a file has changed, or there is one too many.
        Unsafe: a file cannot be trusted.
        OSError: a file is missing or cannot be read.
    """
    manifest = decode(_read(os.path.join(directory, MANIFEST)))
    files = {name: _File(*record) for name, record in manifest["files"].items()}
    if set(os.listdir(directory)) != {MANIFEST, *files}:
        raise Damaged("there are other files than were built")
    left = _SUMMED_ALL
    for name, record in sorted(files.items(), key=lambda item: item[1].size):
        summed = record.size <= min(_SUMMED_EACH, left)
        left -= record.size if summed else 0
        _verify_file(os.path.join(directory, name), record, summed)
    return manifest


def _verify_file(path: str, record: _File, summed: bool) -> None:
    descriptor = open_own(path)
    try:
        now = _record(os.fstat(descriptor), record.crc)
        if now.size != record.size:
            raise Damaged(f"{path}: not of the size it was")
        if (summed or now != record) and _sum(descriptor) != record.crc:
            raise Damaged(f"{path}: not what was written")
    finally:
        os.close(descriptor)


def _read(path: str) -> bytes:
    descriptor = open_own(path)
    try:
        if os.fstat(descriptor).st_size > LIMIT:
            raise Damaged("the manifest is too large")
        return b"".join(_chunks(descriptor))
    finally:
        os.close(descriptor)


def _sum(descriptor: int) -> int:
    crc = 0
    for chunk in _chunks(descriptor):
        crc = zlib.crc32(chunk, crc)
    return crc


def _chunks(descriptor: int) -> Iterator[bytes]:
    while chunk := os.read(descriptor, _CHUNK):
        yield chunk


def link_or_copy(source: str, target: str, names: Iterable[str] | None = None) -> None:
    """Start a generation from the files of an older one, without copying where the disk can share them.

    A file may then be shared with a generation in use: it may be replaced (written aside and renamed, or
    removed first), but never written into.

    Args:
        source: the older generation's directory.
        target: the new one's.
        names: the files to take; all of them if not given. The manifest is never taken.

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
    """Write a file aside and rename it into place, so that it is never seen half written.

    Args:
        aside: a name not in use, on the same disk.
        path: where the file is to be.
        content: what is to stand in it.

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
    """Bring what was renamed in a directory to the disk, where the system can.

    Args:
        directory: the directory.
    """
    with suppress(OSError):
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
