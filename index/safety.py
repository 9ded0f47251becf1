"""Trust: directories and files that only the user can have written.

Answers come from the cache: whoever can put a file there can answer in the program's
name. So nothing in it is read before it is known to be the user's own, writable by nobody else, and no symbolic
link. If the system has neither owners nor modes (Windows), only the kinds of files are checked.
"""

import os  # not pathlib: importing it would cost a search more than all these checks
import stat

_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_NO_TRAPS = (
    getattr(os, "O_NOFOLLOW", 0)  # refuse a symbolic link, do not follow it
    | getattr(os, "O_NONBLOCK", 0)  # refuse a named pipe, do not wait for it
    | getattr(os, "O_BINARY", 0)
)


class Unsafe(Exception):
    """A location that cannot be trusted or used; the index is then kept in memory.

    Args:
        location: the directory or file.
        problem: what is wrong there.
    """

    def __init__(self, location: str, problem: str) -> None:
        self.location, self.problem = location, problem
        super().__init__(f"{location}: {problem}")


def owners_known() -> bool:
    """Return whether this system has owners and modes to check."""
    return os.name == "posix"


def distrust(info: os.stat_result, user: int) -> str:
    """Return why something in the cache must not be trusted.

    Args:
        info: the result of ``lstat`` or ``fstat`` for a directory or file.
        user: the user's numeric id.

    Returns:
        The reason, or an empty string if there is none.
    """
    if stat.S_ISLNK(info.st_mode):
        return "is a symbolic link"
    if not (stat.S_ISDIR(info.st_mode) or stat.S_ISREG(info.st_mode)):
        return "is neither a directory nor a regular file"
    if not owners_known():
        return ""
    if info.st_uid != user:
        return f"belongs to another user (uid {info.st_uid})"
    if info.st_mode & _OTHERS_WRITE:
        return f"can be written by others (mode {stat.S_IMODE(info.st_mode):04o})"
    return ""


def distrust_parent(info: os.stat_result, user: int) -> str:
    """Return why a directory above the cache (``~/.cache``, the user's home, ...) must not be trusted.

    It may be the system's, and may be shared if the sticky bit keeps others from renaming what is not theirs. A link
    may lead to another disk: it is deliberate if it belongs to the user (or the system).

    Args:
        info: the result of ``lstat`` for it.
        user: the user's numeric id.

    Returns:
        The reason, or an empty string if there is none.
    """
    link = stat.S_ISLNK(info.st_mode)
    if not (link or stat.S_ISDIR(info.st_mode)):
        return "is not a directory"
    if not owners_known():
        return ""
    if info.st_uid not in (user, 0):
        return f"belongs to another user (uid {info.st_uid})"
    if link:
        return ""
    shared = info.st_mode & _OTHERS_WRITE
    if shared == stat.S_IWGRP and _is_private_group(info.st_gid, user):
        shared = 0
    if shared and not info.st_mode & stat.S_ISVTX:
        return f"can be written by others (mode {stat.S_IMODE(info.st_mode):04o})"
    return ""


def _is_private_group(group: int, user: int) -> bool:
    """Return whether a group has only this user, as on systems whose usual umask is 002."""
    import grp
    import pwd

    try:
        found, name = grp.getgrgid(group), pwd.getpwuid(user).pw_name
    except KeyError:
        return False
    return found.gr_name == name and set(found.gr_mem) <= {name}


def check(root: str, *below: str) -> None:
    """Check the directories of the cache, outermost first, before anything in them is read.

    Args:
        root: the cache directory of bpffaq; the directories above it are checked, too.
        below: directories on the way down from it.

    Raises:
        Unsafe: one of them cannot be trusted.
        OSError: one of them is missing or cannot be examined.
    """
    _check_above(os.path.dirname(root))
    for path in (root, *below):
        check_directory(path)


def _check_above(path: str) -> None:
    """Check a directory and all above it, outermost first, along its path and where links lead: whoever can rename
    one of them can put another in its place."""
    for place in dict.fromkeys((*_with_parents(path), *_with_parents(os.path.realpath(path)))):
        _refuse(place, distrust_parent(os.lstat(place), _user()))


def _with_parents(path: str) -> list[str]:
    places = [path]
    while (parent := os.path.dirname(path)) != path:
        places.append(parent)
        path = parent
    return places[::-1]


def check_directory(path: str) -> None:
    """Check one directory of the cache.

    Args:
        path: the directory.

    Raises:
        Unsafe: it cannot be trusted.
        OSError: it is missing or cannot be looked at.
    """
    info = os.lstat(path)
    _refuse(path, distrust(info, _user()))
    _refuse(path, "" if stat.S_ISDIR(info.st_mode) else "is not a directory")


def check_file(path: str) -> os.stat_result:
    """Check one file of the cache without opening it.

    Args:
        path: the file.

    Returns:
        Its status as reported by the system.

    Raises:
        Unsafe: it cannot be trusted.
        OSError: it is missing or cannot be looked at.
    """
    info = os.lstat(path)
    _refuse(path, distrust(info, _user()))
    _refuse(path, "" if stat.S_ISREG(info.st_mode) else "is not a regular file")
    if owners_known() and info.st_mode & _OTHERS:  # it came with a checkout or an archive
        _refuse(path, f"is not private (mode {stat.S_IMODE(info.st_mode):04o}), as all that is made here is")
    return info


def make(root: str, *below: str) -> None:
    """Create the directories of the cache, each 0700 regardless of the umask, and check them.

    Args:
        root: the cache directory of bpffaq; missing directories above it are created, too.
        below: directories on the way down from it.

    Raises:
        Unsafe: one of them exists and cannot be trusted.
        OSError: one of them cannot be created.
    """
    _make_above(os.path.dirname(root))
    _check_above(os.path.dirname(root))
    for path in (root, *below):
        _mkdir(path)
        check_directory(path)


def _make_above(path: str) -> None:
    missing = []
    while path and not _is_there(path):
        missing.append(path)
        path = os.path.dirname(path)
    if path:
        _check_above(path)
    for path in reversed(missing):
        _mkdir(path)


def _is_there(path: str) -> bool:
    try:
        os.stat(path)
    except FileNotFoundError:
        return False
    return True


def _mkdir(path: str) -> None:
    try:
        os.mkdir(path, 0o700)
    except FileExistsError:
        return
    os.chmod(path, 0o700)  # the umask may have removed some of the user's own permissions


def open_own(path: str, flags: int = os.O_RDONLY) -> int:
    """Open a regular file that belongs to the user and that nobody else can write.

    Args:
        path: the file.
        flags: as for ``os.open``; a new file is 0600.

    Returns:
        The file descriptor, which the caller must close.

    Raises:
        Unsafe: the file cannot be trusted.
        OSError: it cannot be opened.
    """
    descriptor = os.open(path, flags | _NO_TRAPS, 0o600)
    try:
        info = os.fstat(descriptor)
        if flags & os.O_CREAT and owners_known() and info.st_mode & 0o600 != 0o600:
            os.fchmod(descriptor, 0o600)  # the umask removed the user's own permissions
        _refuse(path, distrust(info, _user()))
        _refuse(path, "" if stat.S_ISREG(info.st_mode) else "is not a regular file")
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _user() -> int:
    return os.geteuid() if owners_known() else 0


def _refuse(path: str, reason: str) -> None:
    if reason:
        raise Unsafe(path, reason)
