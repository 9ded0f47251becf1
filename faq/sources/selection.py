"""Which documents are in use: the command line's, else the environment's, the configuration's, ours."""

import os
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from faq.errors import FaqError
from faq.sources.files import content

VARIABLE = "BPFFAQ_SOURCES"
"""The environment variable that names sources, separated as ``PATH`` is."""

BUNDLED_FILE = "data/bpf_devel_QA.rst"
"""The name under which the bundled document is cited."""

_SUFFIXES = (".rst", ".rest", ".rst.txt")
"""What an RST file's name ends with; the last is what Sphinx publishes beside its pages."""

Stamp = tuple[int, int, int]
"""Size and times (modified, changed) of a file, in nanoseconds; ``MISSING`` where it cannot be looked at."""

MISSING: Stamp = (-1, 0, 0)


class Source(NamedTuple):
    """A file or directory in use. ``origin`` says who named it; empty fields are unknown."""

    path: str
    file: str
    url: str = ""
    title: str = ""
    revision: str = ""
    origin: str = "command line"


class Found(NamedTuple):
    """A file of a source: its cited name, and how it and its knowledge file look now."""

    source: Source
    file: str
    stamp: Stamp
    knowledge: Stamp


def in_use(options: Sequence[str] = (), *, missing: bool = False) -> tuple[Source, ...]:
    """Return the sources in use.

    Args:
        options: paths from the command line.
        missing: whether those of the environment and the configuration need not exist.

    Raises:
        FaqError: a source does not exist, or the configuration is wrong.
    """
    named = _named(options, "command line") or _named(_from_environment(), "environment", missing)
    return named or _configured(missing) or (bundled(),)


def bundled() -> Source:
    """Return the bundled document, beside this package in a wheel and beside its parent in a checkout."""
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    paths = [os.path.join(base, *BUNDLED_FILE.split("/")) for base in (here, os.path.dirname(here))]
    return Source(next(filter(os.path.exists, paths), paths[0]), BUNDLED_FILE, origin="bundled")


def knowledge_path(path: str) -> str:
    """Return where the knowledge file of a document would be."""
    return os.path.splitext(path)[0] + ".toml"


def stamp(path: str) -> Stamp:
    """Return how a file looks now."""
    try:
        return _stamp(os.stat(path))
    except (OSError, ValueError):
        return MISSING


def found(sources: Sequence[Source]) -> dict[str, Found]:
    """Return the RST files of sources by path, in a stable order.

    A file that is met twice (a source in a source, a link) is there once; what its own source says of it goes
    before what that of its directory says. A directory that cannot be listed is there as if it were a file.
    """
    files: dict[str, Found] = {}
    names: dict[tuple[int, int], str] = {}
    for source in sources:
        for path, file, info, knowledge in _met(source):
            inode = (info.st_dev, info.st_ino) if info is not None else (0, 0)
            first = names.setdefault(inode, path) if inode[1] else path
            if first not in files or source.path == path:
                files[first] = Found(source, file, _stamp(info) if info is not None else MISSING, knowledge)
    return files


_Met = tuple[str, str, os.stat_result | None, Stamp]


def _met(source: Source) -> Iterator[_Met]:
    try:
        info = os.stat(source.path)
    except (OSError, ValueError):
        yield source.path, source.file, None, MISSING
        return
    if stat.S_ISDIR(info.st_mode):
        yield from _in_directory(source.path, source.file)
    else:
        yield source.path, source.file, info, stamp(knowledge_path(source.path))


def _in_directory(path: str, name: str) -> list[_Met]:
    """The RST files of a directory and those below it; links to directories are not followed."""
    try:
        with os.scandir(path) as listing:
            entries = sorted((entry.name, entry) for entry in listing if not entry.name.startswith("."))
    except OSError:
        return [(path, name, None, MISSING)]
    names = {own for own, _ in entries}
    prefix = "" if name == "." else f"{name.rstrip('/')}/"
    met: list[_Met] = []
    below: list[_Met] = []
    for own, entry in entries:
        if entry.is_dir(follow_symlinks=False):
            below += _in_directory(entry.path, prefix + own)
        elif own.lower().endswith(_SUFFIXES):
            info = _looked_at(entry)
            if info is None or stat.S_ISREG(info.st_mode):
                known = stamp(knowledge_path(entry.path)) if knowledge_path(own) in names else MISSING
                met.append((entry.path, prefix + own, info, known))
    return met + below


def _looked_at(entry: "os.DirEntry[str]") -> os.stat_result | None:
    try:
        return entry.stat()
    except OSError:
        return None


def _stamp(info: os.stat_result) -> Stamp:
    return (info.st_size, info.st_mtime_ns, info.st_ctime_ns)


def configuration_file() -> str:
    """Return where the user's configuration is looked for; empty where the user has no home."""
    if sys.platform in ("win32", "darwin"):
        from platformdirs import user_config_dir

        return os.path.join(user_config_dir("bpffaq", appauthor=False), "config.toml")
    base = os.environ.get("XDG_CONFIG_HOME", "")
    if not os.path.isabs(base):  # unset, empty or relative: to be ignored, says the XDG specification
        base = os.path.join(os.path.expanduser("~"), ".config")
    return os.path.join(base, "bpffaq", "config.toml") if os.path.isabs(base) else ""


def _from_environment() -> list[str]:
    return [path for path in os.environ.get(VARIABLE, "").split(os.pathsep) if path]


def _named(paths: Sequence[str], origin: str, missing: bool = False) -> tuple[Source, ...]:
    if "" in paths:
        raise FaqError("--source", "is empty", "name an RST file or a directory")
    named = (Source(_absolute(path), path, origin=origin) for path in dict.fromkeys(paths))
    return tuple(_existing(source, missing) for source in named)


def _absolute(path: str) -> str:
    try:
        return os.path.abspath(os.path.expanduser(path))
    except OSError as error:
        raise FaqError(
            path, "cannot be found: the current directory is gone", "name an absolute path"
        ) from error


def _existing(source: Source, missing: bool) -> Source:
    hint = f"name an RST file or a directory ({source.origin})"
    try:
        mode = os.stat(source.path).st_mode
    except (OSError, ValueError) as error:
        if missing:
            return source
        reason = getattr(error, "strerror", None) or "is no path"
        raise FaqError(source.file, f"cannot be read ({reason.lower()})", hint) from error
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise FaqError(source.file, "is neither a file nor a directory", hint)
    return source


def _configured(missing: bool) -> tuple[Source, ...]:
    file = configuration_file()
    if not os.path.exists(
        file
    ):  # or cannot be looked for: in another user's directory, under an impossible name
        return ()
    try:
        text = content(file, "mend or remove it").decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FaqError(file, "cannot be read (not utf-8 text)", "mend or remove it") from error
    return tuple(_existing(source, missing) for source in configured(text, file))


def configured(text: str, file: str) -> Iterator[Source]:
    """Read a configuration: ``[[source]]`` tables with ``path``, if wanted ``url``, ``title``, ``revision``.

    Raises:
        FaqError: it is not TOML, or a key or type in it is wrong.
    """
    from faq.knowledge.file import parsed

    table, lines = parsed(text, file), text.splitlines()
    for key in table:
        if key != "source":
            place = _place(file, lines, key)
            raise FaqError(place, f"'{key}' is not a key of the configuration", "write [[source]] tables")
    tables = table.get("source", [])
    if not isinstance(tables, list) or not all(isinstance(item, dict) for item in tables):
        place = _place(file, lines, "source")
        raise FaqError(place, "'source' is no list of tables", "write [[source]] above each source's keys")
    heads = [n for n, line in enumerate(lines) if re.match(r"\s*\[\[\s*source\s*\]\]", line)]
    for number, item in enumerate(tables):
        head = heads[number] if number < len(heads) else 0
        yield _source(item, file, [""] * head + lines[head:])


def _place(file: str, lines: Sequence[str], key: str = "") -> str:
    """A file and the line where a key first stands, or where its table begins."""
    said = [n for n, line in enumerate(lines, 1) if line.strip()]
    return f"{file}:{next((n for n in said if key in lines[n - 1]), min(said, default=1))}"


def _source(item: dict[str, Any], file: str, lines: Sequence[str]) -> Source:
    for key, value in item.items():
        place = _place(file, lines, key)
        if key not in ("path", "url", "title", "revision"):
            raise FaqError(place, f"'{key}' is not a key of a source", "use path, url, title, revision")
        if not isinstance(value, str):
            raise FaqError(place, f"'{key}' is no string", f'write {key} = "..."')
    if not item.get("path"):
        raise FaqError(_place(file, lines), "the source has no path", 'write path = "/path/to/FAQ.rst"')
    path = os.path.normpath(os.path.join(os.path.dirname(file), os.path.expanduser(item["path"])))
    more = {key: item.get(key, "") for key in ("url", "title", "revision")}
    return Source(path, item["path"], origin="configuration", **more)
