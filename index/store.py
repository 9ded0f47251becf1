"""The cache directory: private, checked, built aside, switched by one rename.

``<root>/<key>/current`` names the generation in use, ``gen-<hex>/`` next to it. A generation is never
changed once it is named: a new one is written aside, then ``current`` is replaced. Readers take no lock and
never wait. Builders take turns by the file ``lock``; what a killed one left is swept away by the next.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

from index.generation import MANIFEST, Manifest, encode, link_or_copy, put, seal, sync, verify
from index.lock import LOCK, locked
from index.pieces import Damaged
from index.safety import Unsafe, check, check_directory, make, open_own
from index.values import NamedTuple

__all__ = ["EMPTY", "Generation", "Unsafe", "build", "cache_root", "link_or_copy", "open_current", "remove"]

_CURRENT = "current"
_GENERATION = "gen-"
_ASIDE = "new-"
_TRIES = 100
_WAIT = 60.0


EMPTY = Manifest({}, {})
"""The manifest of a generation without files."""


class Generation(NamedTuple):
    """A complete index: its directory and the manifest of its contents."""

    path: str
    manifest: Manifest

    @property
    def about(self) -> Mapping[str, str]:
        """What the writer of the index says about it."""
        return self.manifest.about


def cache_root() -> str:
    """Return the user's cache directory of bpffaq, which need not exist.

    Returns:
        An absolute path.

    Raises:
        Unsafe: the user has no home directory.
    """
    if sys.platform in ("win32", "darwin", "ios", "android"):
        from platformdirs import user_cache_dir

        return user_cache_dir("bpffaq", appauthor=False)
    # platformdirs returns the same, but importing it would add 17 ms to every search.
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):  # unset, empty or relative: ignored, as the XDG specification demands
        base = os.path.join(_home_directory(), ".cache")
    return os.path.join(base, "bpffaq")


def _home_directory() -> str:
    home = os.environ.get("HOME", "")
    if not os.path.isabs(home):
        import pwd

        with suppress(KeyError):
            home = pwd.getpwuid(os.getuid()).pw_dir
    if not os.path.isabs(home):
        raise Unsafe("the cache directory", "there is no home directory to hold it")
    return home


def open_current(root: str, key: str) -> Generation | None:
    """Find the index in use and check it: nothing is returned that differs from what was built.

    A builder may remove the generation at any time afterwards: if opening its files fails, call again.

    Args:
        root: the cache directory of bpffaq.
        key: which index.

    Returns:
        The generation, or None if there is none or it is damaged, and must be built.

    Raises:
        Unsafe: the directories cannot be trusted.
    """
    home = _place(root, key)
    seen = ""
    for _ in range(_TRIES):
        try:
            check(root, home)
        except OSError:
            return None
        name = _pointed(home)
        if name == seen:  # the same as before, so it was not removed by a switch: it is damaged
            return None
        found = _checked(os.path.join(home, name))
        if found is not None:
            return found
        seen = name
    return None


def _place(root: str, key: str) -> str:
    if not key or key.startswith(".") or not set(key) <= _KEY:
        raise ValueError(f"{key!r} cannot name an index")
    return os.path.join(root, key)


_KEY = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")


def _pointed(home: str) -> str:
    """Read the name of the generation in use; empty if there is none."""
    try:
        descriptor = open_own(os.path.join(home, _CURRENT))
        try:
            name = os.read(descriptor, 64).decode("ascii").removesuffix("\n")
        finally:
            os.close(descriptor)
    except (OSError, ValueError, Unsafe):
        return ""
    return name if _is_generation(name) else ""


def _is_generation(name: str) -> bool:
    number = name.removeprefix(_GENERATION)
    return name != number and len(number) == 16 and set(number) <= set("0123456789abcdef")


def _checked(directory: str) -> Generation | None:
    try:
        check_directory(directory)
        return Generation(directory, verify(directory))
    except (OSError, ValueError, Damaged, Unsafe):
        return None


def build(
    root: str,
    key: str,
    write: Callable[[str, Generation | None], Mapping[str, str]],
    base: Generation | None = None,
    *,
    fresh: Callable[[Generation], bool],
    wait: float = _WAIT,
) -> Generation:
    """Build an index aside and put it in use, unless another process has just done so.

    Args:
        root: the cache directory of bpffaq; created if missing.
        key: which index.
        write: writes the files into an empty directory and returns their description. It is
            given the generation to start from: the one in use once it is this process's turn, or None.
        base: the generation that the caller would start from; None for a build from nothing.
        fresh: returns whether a generation is up to date.
        wait: seconds to wait for another process that builds.

    Returns:
        The generation in use now.

    Raises:
        Unsafe: the directory cannot be trusted or written, or others take too long; the one in use stays.
    """
    home = _place(root, key)
    with _as_unsafe(home), locked(root, home, wait):
        found = open_current(root, key)
        if found is not None and fresh(found):
            return found
        _sweep(home, keep="" if found is None else os.path.basename(found.path))
        return _build(home, write, None if base is None else found)


def _build(
    home: str, write: Callable[[str, Generation | None], Mapping[str, str]], base: Generation | None
) -> Generation:
    name = _GENERATION + _unique()
    directory = os.path.join(home, name)
    try:
        make(home, directory)
        manifest = seal(directory, write(directory, base))
        put(os.path.join(home, _aside()), os.path.join(directory, MANIFEST), encode(manifest))
        sync(directory)
        put(os.path.join(home, _aside()), os.path.join(home, _CURRENT), f"{name}\n".encode())
        sync(home)
    except BaseException:
        _sweep(home, keep=_pointed(home))
        raise
    _sweep(home, keep=name)
    return Generation(directory, manifest)


def _unique() -> str:
    return os.urandom(8).hex()


def _aside() -> str:
    return _ASIDE + _unique()


def _sweep(home: str, keep: str) -> None:
    """Remove older generations and what killed builds left; only with the lock held.

    A reader that has an old generation open keeps it if open files outlive their names; elsewhere (Windows)
    files in use stay until the next sweep.
    """
    for name in os.listdir(home):
        path = os.path.join(home, name)
        old = _is_generation(name) and name != keep
        if old or name.startswith(_ASIDE) or (name == _CURRENT and _is_directory(path)):
            with suppress(OSError):
                _discard(path)


def _discard(path: str) -> None:
    """Remove a directory or whatever is in its place; links are not followed, pipes not waited for."""
    if _is_directory(path):
        from shutil import rmtree

        rmtree(path, ignore_errors=True)
    else:
        with suppress(FileNotFoundError):
            os.unlink(path)


def _is_directory(path: str) -> bool:
    return os.path.isdir(path) and not os.path.islink(path)


@contextmanager
def _as_unsafe(home: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unsafe(str(error.filename or home), f"cannot be used ({error.strerror or error})") from error


def remove(root: str, key: str | None = None, *, wait: float = _WAIT) -> int:
    """Remove one index or all of them; only what this module made, and never through a symbolic link.

    Args:
        root: the cache directory of bpffaq.
        key: which index; all of them if not given.
        wait: seconds to wait for a process that builds.

    Returns:
        The size of the removed indexes in bytes.

    Raises:
        Unsafe: the directory cannot be trusted, or something in it cannot be removed.
    """
    with _as_unsafe(root):
        try:
            check(root)
            if key is not None:
                check(root, _place(root, key))
            homes = [os.path.join(root, name) for name in (os.listdir(root) if key is None else [key])]
        except FileNotFoundError:
            return 0
        freed = sum(_clear(root, home, wait) for home in homes if _is_ours(home))
        with suppress(OSError):  # something else is kept there, or another process has begun to build
            os.rmdir(root)
    return freed


def _is_ours(home: str) -> bool:
    if os.path.islink(home) or not os.path.isdir(home):
        return False
    with suppress(FileNotFoundError):
        return any(name in (_CURRENT, LOCK) or _is_generation(name) for name in os.listdir(home))
    return False


def _clear(root: str, home: str, wait: float) -> int:
    with locked(root, home, wait):
        freed = sum(_size(os.path.join(home, name)) for name in os.listdir(home) if _is_generation(name))
        _discard(os.path.join(home, _CURRENT))
        _sweep(home, keep="")
        if os.name == "posix":  # last, as builders wait for it; elsewhere a file in use cannot be removed
            os.unlink(os.path.join(home, LOCK))
    with suppress(OSError):
        os.rmdir(home)
    return freed


def _size(directory: str) -> int:
    if not _is_directory(directory):
        return 0
    with os.scandir(directory) as entries:
        return sum(entry.stat(follow_symlinks=False).st_size for entry in entries)
