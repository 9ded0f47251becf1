"""The user's own directories, and the configuration in one of them: what it says about sources."""

import os
import sys
from collections.abc import Mapping, Sequence

from faq.errors import FaqError
from faq.sources.files import content
from faq.sources.source import Source, shown
from index.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

SETTINGS = ("search", "output", "session")
"""Tables that are read elsewhere: how answers are found and shown."""

_BELOW_HOME = {"config": ".config", "state": ".local/state"}
"""Where the user's directories are unless the environment names another place, by kind."""

_HINT = "fix or remove it"


class Configuration(NamedTuple):
    """The contents of a configuration: the sources in use, and the name of the revision if it names no source."""

    sources: tuple[Source, ...] = ()
    revision: str = ""


def user_directory(kind: str) -> str:
    """Return the user's directory for files of bpffaq; empty if the user has no home directory.

    Args:
        kind: ``config`` for the configuration, ``state`` for what a session remembers.
    """
    if sys.platform in ("win32", "darwin"):
        import platformdirs

        named = {"config": platformdirs.user_config_dir, "state": platformdirs.user_state_dir}
        return named[kind]("bpffaq", appauthor=False)
    base = os.environ.get(f"XDG_{kind.upper()}_HOME", "")
    if not os.path.isabs(base):  # unset, empty or relative: ignored, as the XDG specification demands
        base = os.path.join(os.path.expanduser("~"), _BELOW_HOME[kind])
    return os.path.join(base, "bpffaq") if os.path.isabs(base) else ""


def configuration_file() -> str:
    """Return the path of the user's configuration; empty if the user has no home directory."""
    directory = user_directory("config")
    return os.path.join(directory, "config.toml") if directory else ""


def configuration() -> Configuration:
    """Return the user's configuration.

    Raises:
        FaqError: it cannot be read, or is invalid.
    """
    file = configuration_file()
    # False, too, for one that cannot be looked up: in another user's directory, under an impossible name.
    if not os.path.exists(file):
        return Configuration()
    try:
        text = content(file, _HINT).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FaqError(file, "cannot be read (not UTF-8 text)", _HINT) from error
    return configured(text, file)


def configured(text: str, file: str) -> Configuration:
    """Read a configuration: ``[[source]]`` tables with ``path`` and optionally ``url``, ``title``, ``revision``.

    Before them, ``revision`` may name one of the bundled revisions of the document.

    Raises:
        FaqError: it is not TOML, or a key or type in it is wrong.
    """
    from faq.knowledge.toml import parsed

    table, lines = parsed(text, file), text.splitlines()
    for key in table:
        if key not in ("source", "revision", *SETTINGS):
            hint = 'write [[source]] tables, [search], [output], [session] or revision = "NAME"'
            raise FaqError(_place(file, lines, key), f"'{key}' is not a key of the configuration", hint)
    revision = table.get("revision", "")
    if not isinstance(revision, str):
        raise FaqError(
            _place(file, lines, "revision"), "'revision' is not a string", 'write revision = "..."'
        )
    return Configuration(tuple(_sources(table, file, lines)), revision)


def _sources(table: "Mapping[str, Any]", file: str, lines: Sequence[str]) -> list[Source]:
    tables = table.get("source", [])
    if not isinstance(tables, list) or not all(isinstance(item, dict) for item in tables):
        hint = "write [[source]] above each source's keys"
        raise FaqError(_place(file, lines, "source"), "'source' is not a list of tables", hint)
    import re

    heads = [n for n, line in enumerate(lines) if re.match(r"\s*\[\[\s*source\s*\]\]", line)]
    sources = []
    for number, item in enumerate(tables):
        head = heads[number] if number < len(heads) else 0
        sources.append(_source(item, file, [""] * head + list(lines[head:])))
    return sources


def _place(file: str, lines: Sequence[str], key: str = "") -> str:
    """A file and the line where a key first appears, or where its table begins."""
    first = 0
    for number, line in enumerate(lines, 1):
        if line.strip():
            first = first or number
            if key in line:
                return f"{file}:{number}"
    return f"{file}:{first or 1}"


def _source(item: "Mapping[str, Any]", file: str, lines: Sequence[str]) -> Source:
    for key, value in item.items():
        place = _place(file, lines, key)
        if key not in ("path", "url", "title", "revision"):
            raise FaqError(place, f"'{key}' is not a key of a source", "use path, url, title, revision")
        if not isinstance(value, str):
            raise FaqError(place, f"'{key}' is not a string", f'write {key} = "..."')
    if not item.get("path"):
        raise FaqError(_place(file, lines), "the source has no path", 'write path = "/path/to/FAQ.rst"')
    path = os.path.normpath(os.path.join(os.path.dirname(file), os.path.expanduser(item["path"])))
    more = {key: item.get(key, "") for key in ("url", "title", "revision")}
    return Source(path, shown(item["path"]), origin="configuration", **more)
