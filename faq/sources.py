"""Which documents are in use: the command line names them, else the environment, else the configuration, else the bundled one."""

import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from faq.errors import FaqError

VARIABLE = "BPFFAQ_SOURCES"
"""The environment variable that names sources, separated as ``PATH`` is."""

BUNDLED_FILE = "data/bpf_devel_QA.rst"
"""The name under which the bundled document is cited."""

_SUFFIXES = (".rst", ".rest")


class Source(NamedTuple):
    """A file or directory in use. ``origin`` says who named it; empty fields are unknown."""

    path: str
    file: str
    url: str = ""
    title: str = ""
    revision: str = ""
    origin: str = "command line"


def in_use(options: Sequence[str] = ()) -> tuple[Source, ...]:
    """Return the sources in use.

    Args:
        options: paths from the command line.

    Raises:
        FaqError: a source does not exist, or the configuration is wrong.
    """
    named = _named(options, "command line") or _named(_from_environment(), VARIABLE) or _configured()
    return named or (bundled(),)


def bundled() -> Source:
    """Return the bundled document, beside this package in a wheel and beside its parent in a checkout."""
    here = os.path.dirname(os.path.abspath(__file__))
    paths = [os.path.join(base, *BUNDLED_FILE.split("/")) for base in (here, os.path.dirname(here))]
    return Source(next(filter(os.path.exists, paths), paths[0]), BUNDLED_FILE, origin="bundled")


def files(source: Source) -> Iterator[tuple[str, str]]:
    """Return the path and the cited name of each RST file of a source, in a stable order."""
    if not os.path.isdir(source.path):
        yield source.path, source.file
        return
    for directory, folders, names in os.walk(source.path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.lower().endswith(_SUFFIXES) and not name.startswith("."):
                path = os.path.join(directory, name)
                yield path, os.path.join(source.file, os.path.relpath(path, source.path)).replace(os.sep, "/")


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


def _named(paths: Sequence[str], origin: str) -> tuple[Source, ...]:
    return tuple(_existing(Source(os.path.abspath(path), path, origin=origin)) for path in dict.fromkeys(paths))


def _existing(source: Source) -> Source:
    try:
        os.stat(source.path)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "is no path"
        raise FaqError(source.file, f"cannot be read ({reason.lower()})", f"name an RST file or a directory ({source.origin})") from error
    return source


def _configured() -> tuple[Source, ...]:
    file = configuration_file()
    try:
        with open(file, encoding="utf-8") as stream:
            text = stream.read()
    except (OSError, UnicodeDecodeError, ValueError):
        return ()
    return tuple(_existing(source) for source in configured(text, file))


def configured(text: str, file: str) -> Iterator[Source]:
    """Read a configuration: ``[[source]]`` tables with ``path`` and, where wanted, ``url``, ``title``, ``revision``.

    Raises:
        FaqError: it is not TOML, or a key or type in it is wrong.
    """
    import tomllib

    try:
        table: dict[str, Any] = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise FaqError(file, f"is not TOML ({error})", "mend that line") from error
    for key in table:
        if key != "source":
            raise FaqError(file, f"'{key}' is not a key of the configuration", "write [[source]] tables")
    tables = table.get("source", [])
    if not isinstance(tables, list) or not all(isinstance(item, dict) for item in tables):
        raise FaqError(file, "'source' is no list of tables", "write [[source]] above each source's keys")
    for number, item in enumerate(tables, 1):
        yield _source(item, f"{file}: source {number}", os.path.dirname(file))


def _source(item: dict[str, Any], place: str, base: str) -> Source:
    for key, value in item.items():
        if key not in ("path", "url", "title", "revision"):
            raise FaqError(place, f"'{key}' is not a key of a source", "use path, url, title, revision")
        if not isinstance(value, str):
            raise FaqError(place, f"'{key}' is no string", f'write {key} = "..."')
    if not item.get("path"):
        raise FaqError(place, "has no path", 'write path = "/path/to/FAQ.rst"')
    path = os.path.join(base, os.path.expanduser(item["path"]))
    return Source(path, item["path"], item.get("url", ""), item.get("title", ""), item.get("revision", ""), "configuration")
