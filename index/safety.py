"""Whom to trust: directories and files that only the user can have written.

What stands in the cache is what the user is answered: whoever can put a file into it can answer in the program's
name. So nothing in it is read before these checks have passed: the user's own, writable by nobody else, no symbolic
links. Where the system knows neither owners nor modes (Windows) only the kinds of files are checked.
"""

import os  # not pathlib: its import alone would cost a search more than all the checks made here
import stat

_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_NO_TRAPS = (
    getattr(os, "O_NOFOLLOW", 0)  # a symbolic link is refused, not followed
    | getattr(os, "O_NONBLOCK", 0)  # a named pipe is refused, not waited for
    | getattr(os, "O_BINARY", 0)
)


class Unsafe(Exception):
    """A place that cannot be trusted or cannot be used; the index is then kept in memory.

    Args:
        location: the directory or file.
        problem: what is wrong there.
    """

    def __init__(self, location: str, problem: str) -> None:
        self.location, self.problem = location, problem
        super().__init__(f"{location}: {problem}")


def owners_known() -> bool:
    """Say whether this system has owners and modes to check."""
    return os.name == "posix"


def distrust(info: os.stat_result, user: int) -> str:
    """Say why something in the cache is not to be trusted.

    Args:
        info: what ``lstat`` or ``fstat`` said of a directory or a file.
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
    """Say why a directory above the cache (``~/.cache``, the user's home, ...) is not to be trusted.

    It may be the system's, and shared where the sticky bit keeps others from renaming what is not theirs. A link may
    lead to another disk: it is the user's (or the system's) own arrangement if it belongs to them.

    Args:
        info: what ``lstat`` said of it.
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
    """Say whether a group is the user's alone, as on systems whose usual umask is 002."""
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
        root: the cache directory of bpffaq; what holds it is checked, too.
        below: directories on the way down from it.

    Raises:
        Unsafe: one of them cannot be trusted.
        OSError: one of them is missing or cannot be looked at.
    """
    _check_above(os.path.dirname(root))
    for path in (root, *below):
        check_directory(path)


def _check_above(path: str) -> None:
    """Check a directory and all above it, outermost first, where its path says and where links lead to: who can rename
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
        What the system knows of it.

    Raises:
        Unsafe: it cannot be trusted.
        OSError: it is missing or cannot be looked at.
    """
    info = os.lstat(path)
    _refuse(path, distrust(info, _user()))
    _refuse(path, "" if stat.S_ISREG(info.st_mode) else "is not a regular file")
    if owners_known() and info.st_mode & _OTHERS:  # it came with a checkout, or an archive
        _refuse(path, f"is not private (mode {stat.S_IMODE(info.st_mode):04o}), as all that is made here is")
    return info


def make(root: str, *below: str) -> None:
    """Make the directories of the cache, each 0700 whatever the umask, and check them.

    Args:
        root: the cache directory of bpffaq; missing directories above it are made, too.
        below: directories on the way down from it.

    Raises:
        Unsafe: one of them exists and cannot be trusted.
        OSError: one of them cannot be made.
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
    os.chmod(path, 0o700)  # a umask may have taken some of the user's own rights


def open_own(path: str, flags: int = os.O_RDONLY) -> int:
    """Open a regular file of the user's own that nobody else can write.

    Args:
        path: the file.
        flags: as for ``os.open``; a file made by it is 0600.

    Returns:
        The file descriptor; to be closed by the caller.

    Raises:
        Unsafe: the file cannot be trusted.
        OSError: it cannot be opened.
    """
    descriptor = os.open(path, flags | _NO_TRAPS, 0o600)
    try:
        info = os.fstat(descriptor)
        if flags & os.O_CREAT and owners_known() and info.st_mode & 0o600 != 0o600:
            os.fchmod(descriptor, 0o600)  # a umask has taken the user's own rights
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
